// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/airfield.h"
#include "app/airfield/demoscript.h"
#include "app/sources/github/devicesignin.h"

#include <QLoggingCategory>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Windsock;
using Stage = DeviceFlow::Stage;
using Trouble = SignIn::Trouble;

namespace {
constexpr int patience = 20'000;
QStringList s_lines;

void note(QtMsgType, const QMessageLogContext &, const QString &line)
{
    s_lines.append(line);
}
}

/// A sign-in over real HTTP at the field's GitHub. Time is the field's: nobody waits for it.
class DeviceSignInTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void signsIn();
    void asksNoSoonerThanItMay();
    void slowsDownWhenTold();
    void endsByTheServicesWord_data();
    void endsByTheServicesWord();
    void theCodeExpires();
    void anUnknownAppGetsNoCode();
    void aDisabledFlowGetsNoCode();
    void aForeignPageIsNotShown();
    void badAnswersEndIt_data();
    void badAnswersEndIt();
    void badCodesAreNoCodes_data();
    void badCodesAreNoCodes();
    void weatherOnTheWayIsWaitedOut_data();
    void weatherOnTheWayIsWaitedOut();
    void destroyingCancels();
    void nothingSecretIsLogged();

private:
    FieldLogin &login() { return m_field->worlds().github.login(); }
    QUrl base() const { return m_field->url(u"github"_s); }
    void make(const QString &clientId = QLatin1StringView(FieldLogin::clientId));
    bool reaches(Stage stage);
    /// Lets the time pass that it wants to wait, and waits for what it asks then.
    bool askAgain();
    bool begin();

    std::unique_ptr<Airfield> m_field;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<DeviceSignIn> m_signIn;
};

void DeviceSignInTest::init()
{
    QTest::failOnWarning(QRegularExpression(u".+"_s));
    m_field = std::make_unique<Airfield>(
        AirfieldOptions{.start = QDateTime(QDate(2026, 11, 26), QTime(6, 0), QTimeZone::utc())});
    QVERIFY(m_field->listen());
    m_http = std::make_unique<HttpClient>([this] { return m_field->now(); });
    make();
}

void DeviceSignInTest::cleanup()
{
    m_signIn.reset();
    m_http.reset();
    m_field.reset();
}

void DeviceSignInTest::make(const QString &clientId)
{
    m_signIn = std::make_unique<DeviceSignIn>(
        *m_http,
        DeviceAsk{.account = {.id = AccountId(u"gh"_s), .service = Service::GitHub, .baseUrl = base()},
                  .clientId = clientId,
                  .scopes = neededScopes(true)},
        [this] { return m_field->now(); });
}

bool DeviceSignInTest::reaches(Stage stage)
{
    return QTest::qWaitFor([&] { return m_signIn->flow().stage == stage; }, patience);
}

bool DeviceSignInTest::begin()
{
    m_signIn->begin();
    return reaches(Stage::Waiting);
}

bool DeviceSignInTest::askAgain()
{
    m_field->setNow(m_signIn->flow().due);
    m_signIn->wake();
    return m_signIn->flow().stage == Stage::TokenDue
        && QTest::qWaitFor([&] { return m_signIn->flow().stage != Stage::TokenDue; }, patience);
}

void DeviceSignInTest::signsIn()
{
    QSignalSpy changed(m_signIn.get(), &DeviceSignIn::changed);
    QVERIFY(begin());
    QCOMPARE(changed.size(), 1);
    QCOMPARE(m_signIn->flow().code.userCode, login().userCode());
    QCOMPARE(m_signIn->flow().code.page, QUrl(base().toString() + u"/login/device"_s));
    QCOMPARE(m_signIn->left(), 900s);
    for (int i = 0; i < 3; ++i) {
        QVERIFY(askAgain());
        QCOMPARE(m_signIn->flow().stage, Stage::Waiting);
    }
    login().allow();
    QVERIFY(askAgain());
    QCOMPARE(m_signIn->flow().stage, Stage::Granted);
    QCOMPARE(m_signIn->flow().token.token, "demo-token"_ba);
    QCOMPARE(m_signIn->flow().token.scopes, neededScopes(true));
    QCOMPARE(login().questions(), 4);
    for (const FieldRequest &request : m_field->requests()) {
        QCOMPARE(request.method, "POST"_ba);
        QCOMPARE(request.header("accept"), "application/json"_ba);
        QVERIFY(request.header("authorization").isEmpty());
        QVERIFY(request.query.isEmpty());
    }
}

void DeviceSignInTest::asksNoSoonerThanItMay()
{
    QVERIFY(begin());
    m_field->advance(5s);
    m_signIn->wake();
    m_signIn->wake();
    QCOMPARE(m_signIn->flow().stage, Stage::Waiting);
    QVERIFY(askAgain());
    QCOMPARE(m_signIn->flow().interval, 5s); // the field would have said "slow_down"
    QCOMPARE(login().questions(), 1);
    login().allow();
    m_signIn->wake(); // too soon again
    QCOMPARE(login().questions(), 1);
}

void DeviceSignInTest::slowsDownWhenTold()
{
    QVERIFY(begin());
    login().answerWith("slow_down", 2);
    QVERIFY(askAgain());
    QCOMPARE(m_signIn->flow().interval, 10s);
    QVERIFY(askAgain());
    QCOMPARE(m_signIn->flow().interval, 15s);
    login().allow();
    QVERIFY(askAgain());
    QCOMPARE(m_signIn->flow().stage, Stage::Granted);
}

void DeviceSignInTest::endsByTheServicesWord_data()
{
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<Trouble>("trouble");
    QTest::newRow("access_denied") << "access_denied"_ba << Trouble::Denied;
    QTest::newRow("expired_token") << "expired_token"_ba << Trouble::Expired;
    QTest::newRow("incorrect_client_credentials") << "incorrect_client_credentials"_ba << Trouble::UnknownApp;
    QTest::newRow("incorrect_device_code") << "incorrect_device_code"_ba << Trouble::CodeUnknown;
    QTest::newRow("device_flow_disabled") << "device_flow_disabled"_ba << Trouble::FlowDisabled;
    QTest::newRow("unsupported_grant_type") << "unsupported_grant_type"_ba << Trouble::FlowUnknown;
    QTest::newRow("another") << "out_of_wind"_ba << Trouble::OtherWord;
    QTest::newRow("the person's no") << QByteArray() << Trouble::Denied;
}

void DeviceSignInTest::endsByTheServicesWord()
{
    QFETCH(QByteArray, word);
    QVERIFY(begin());
    if (word.isEmpty()) {
        login().deny();
    } else {
        login().answerWith(word);
    }
    QVERIFY(askAgain());
    QCOMPARE(m_signIn->flow().stage, Stage::Over);
    QTEST(m_signIn->flow().refusal.trouble, "trouble");
    m_field->advance(60s);
    m_signIn->wake();
    QCOMPARE(login().questions(), 1); // nobody is asked any more
}

void DeviceSignInTest::theCodeExpires()
{
    QVERIFY(begin());
    m_field->advance(899s);
    m_signIn->wake();
    QVERIFY(reaches(Stage::Waiting));
    m_field->advance(1s);
    m_signIn->wake();
    QCOMPARE(m_signIn->flow().stage, Stage::Over);
    QCOMPARE(m_signIn->flow().refusal.trouble, Trouble::Expired);
    QCOMPARE(m_signIn->left(), 0s);
}

void DeviceSignInTest::anUnknownAppGetsNoCode()
{
    make(u"nobody-knows-it"_s);
    m_signIn->begin();
    QVERIFY(reaches(Stage::Over));
    QCOMPARE(m_signIn->flow().refusal.trouble, Trouble::UnknownApp);
}

void DeviceSignInTest::aDisabledFlowGetsNoCode()
{
    login().answerWith("device_flow_disabled");
    m_signIn->begin();
    QVERIFY(reaches(Stage::Over));
    QCOMPARE(m_signIn->flow().refusal.trouble, Trouble::FlowDisabled);
}

void DeviceSignInTest::aForeignPageIsNotShown()
{
    login().setCodeAnswer({{u"verification_uri"_s, u"https://evil.example/login/device"_s}});
    m_signIn->begin();
    QVERIFY(reaches(Stage::Over));
    QCOMPARE(m_signIn->flow().refusal.trouble, Trouble::ForeignPage);
    QVERIFY(m_signIn->flow().code.page.isEmpty());
}

void DeviceSignInTest::badAnswersEndIt_data()
{
    QTest::addColumn<QString>("how");
    QTest::addColumn<Failure::Reason>("reason");
    QTest::newRow("HTML") << u"html"_s << Failure::Reason::NotTheFormat;
    QTest::newRow("garbage") << u"truncate"_s << Failure::Reason::NotTheFormat;
    QTest::newRow("wrong types") << u"wrongtypes"_s << Failure::Reason::WrongShape;
    QTest::newRow("huge") << u"huge:5000000"_s << Failure::Reason::TooLarge;
    QTest::newRow("a bomb") << u"gzip-bomb"_s << Failure::Reason::TooLarge;
    QTest::newRow("deep") << u"deep"_s << Failure::Reason::TooLarge;
    QTest::newRow("redirect") << u"redirect:/github/elsewhere"_s << Failure::Reason::RedirectElsewhere;
}

void DeviceSignInTest::badAnswersEndIt()
{
    QFETCH(QString, how);
    QFETCH(Failure::Reason, reason);
    QVERIFY(begin());
    login().allow();
    QVERIFY(m_field->misbehave(u"/github/login/oauth"_s, how));
    QVERIFY(askAgain());
    QCOMPARE(m_signIn->flow().stage, Stage::Over);
    QCOMPARE(m_signIn->flow().refusal.trouble, Trouble::Service);
    QCOMPARE(m_signIn->flow().refusal.failure.reason, reason);
    for (const FieldRequest &request : m_field->requests()) {
        QVERIFY2(!request.path.contains("elsewhere"_L1), "a secret is taken to no other address");
    }
}

void DeviceSignInTest::badCodesAreNoCodes_data()
{
    badAnswersEndIt_data();
}

void DeviceSignInTest::badCodesAreNoCodes()
{
    QFETCH(QString, how);
    QFETCH(Failure::Reason, reason);
    QVERIFY(m_field->misbehave(u"/github/login/device/code"_s, how));
    m_signIn->begin();
    QVERIFY(reaches(Stage::Over));
    QCOMPARE(m_signIn->flow().refusal.trouble, Trouble::Service);
    QCOMPARE(m_signIn->flow().refusal.failure.reason, reason);
    QVERIFY(m_signIn->flow().code.userCode.isEmpty());
}

void DeviceSignInTest::weatherOnTheWayIsWaitedOut_data()
{
    QTest::addColumn<QString>("how");
    QTest::addColumn<int>("pause"); ///< seconds
    QTest::newRow("an error of its own") << u"status:502"_s << 12;
    QTest::newRow("cut off") << u"cut"_s << 12;
    QTest::newRow("no answer") << u"stall"_s << 12;
    QTest::newRow("no connection") << u"refuse"_s << 12;
    QTest::newRow("too often") << u"status:429:retry-after=90"_s << 90;
}

void DeviceSignInTest::weatherOnTheWayIsWaitedOut()
{
    QFETCH(QString, how);
    QFETCH(int, pause);
    QVERIFY(begin());
    QVERIFY(m_field->misbehave(u"/github/login/oauth"_s, how, 1));
    if (how == "stall"_L1) {
        m_http->setPatience(300ms, 300ms);
    }
    QVERIFY(askAgain());
    QCOMPARE(m_signIn->flow().stage, Stage::Waiting);
    QCOMPARE(m_signIn->flow().troubles, 1);
    QCOMPARE(m_field->now().secsTo(m_signIn->flow().due), pause);
    m_field->calm();
    login().allow();
    m_http->setPatience(20s, 20s);
    QVERIFY(askAgain());
    QCOMPARE(m_signIn->flow().stage, Stage::Granted);
    QCOMPARE(m_signIn->flow().troubles, 0);
}

void DeviceSignInTest::destroyingCancels()
{
    QVERIFY(begin());
    m_field->setNow(m_signIn->flow().due);
    m_signIn->wake();
    m_signIn.reset();
    QCoreApplication::processEvents();
    make();
    QVERIFY(begin()); // and another one is as good as the first
    login().allow();
    QVERIFY(askAgain());
    QCOMPARE(m_signIn->flow().stage, Stage::Granted);
}

void DeviceSignInTest::nothingSecretIsLogged()
{
    QLoggingCategory::setFilterRules(u"windsock*=true\nqt.network*=false"_s);
    s_lines.clear();
    const QtMessageHandler before = qInstallMessageHandler(note);
    bool isDone = begin();
    const QString deviceCode = QString::fromLatin1(login().deviceCode());
    isDone = isDone && askAgain();
    for (const QString &how : {u"html"_s, u"truncate"_s}) {
        login().allow();
        isDone = isDone && m_field->misbehave(u"/github/login/oauth"_s, how, 1) && askAgain();
        make();
        isDone = isDone && begin();
    }
    login().allow();
    isDone = isDone && askAgain() && m_signIn->flow().stage == Stage::Granted;
    qInstallMessageHandler(before);
    QLoggingCategory::setFilterRules({});
    QVERIFY(isDone);
    QVERIFY2(s_lines.size() >= 6, "each request has a line");
    const QString all = s_lines.join(u'\n');
    QVERIFY(all.contains("/login/oauth/access_token"_L1));
    for (const QString &secret : {u"demo-token"_s, deviceCode, u"demo-device-code"_s, u"device_code="_s}) {
        QVERIFY2(!all.contains(secret), qPrintable(all));
    }
    for (const FieldRequest &request : m_field->requests()) {
        QVERIFY2(!request.body.contains("demo-device-code"), request.body.constData()); // nor by the field
    }
}

QTEST_GUILESS_MAIN(DeviceSignInTest)

#include "tst_devicesignin.moc"
