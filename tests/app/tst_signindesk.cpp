// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/airfield.h"
#include "app/airfield/demoscript.h"
#include "app/signindesk.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace Windsock;
using State = SignIn::State;
using Trouble = SignIn::Trouble;

namespace {
constexpr int patience = 40'000; // a keychain that is not there takes its time
const AccountId s_id(u"gh"_s);
const QString s_clientId = QLatin1StringView(FieldLogin::clientId);
}

/// From the wish to the token in its place, at the field's GitHub and the field's time. There is no keychain.
class SignInDeskTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void offersWhatTheAccountHas();
    void thePackagesClientIdIsForGitHubAlone();
    void signsIn();
    void withoutAHomeTheTokenIsGivenUp();
    void tellsAnotherPersonAndMissingScopes();
    void aTokenThatEndsIsToldOf();
    void withoutAClientIdNobodyIsAsked();
    void keepsTheClientIdOfTheWish();
    void whatIsRefusedChangesNothing();
    void cancelIsSilent();
    void anotherWishEndsTheFirst();
    void aTokenThatIsNotTakenIsNotKept();
    void whoItIsMayStayUnknown();
    void anAccountThatGoesMeanwhile();
    void checksATypedToken_data();
    void checksATypedToken();
    void noFileHoldsASecret();

private:
    FieldLogin &login() { return m_field->worlds().github.login(); }
    void makeDesk(SignInDesk::Homeless homeless);
    SignIn last() const { return m_changed->isEmpty() ? SignIn() : m_changed->constLast().at(0).value<SignIn>(); }
    bool reaches(State state) const
    {
        return QTest::qWaitFor([&] { return last().state == state; }, patience);
    }
    bool waits(const SignInWish &wish = {.account = s_id, .clientId = s_clientId})
    {
        m_desk->begin(wish);
        return reaches(State::Waiting);
    }
    void askAgain()
    {
        m_field->advance(std::chrono::seconds(6));
        m_desk->wake();
    }
    Account account() const { return m_book->account(s_id).value_or(Account()); }
    QByteArray secret() { return secretOf(account()); }
    QByteArray secretOf(const Account &account);

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Airfield> m_field;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<AccountBook> m_book;
    std::unique_ptr<Secrets> m_secrets;
    std::unique_ptr<SignInDesk> m_desk;
    std::unique_ptr<QSignalSpy> m_changed;
    std::unique_ptr<QSignalSpy> m_tokens;
};

void SignInDeskTest::initTestCase()
{
    // No bus, no keychain: whatever this machine has stays out of the test.
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
}

void SignInDeskTest::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_field = std::make_unique<Airfield>(
        AirfieldOptions{.start = QDateTime(QDate(2026, 11, 26), QTime(6, 0), QTimeZone::utc())});
    QVERIFY(m_field->listen());
    m_http = std::make_unique<HttpClient>([this] { return m_field->now(); });
    m_book = std::make_unique<AccountBook>(m_dir->filePath(u"accounts.conf"_s));
    QVERIFY(m_book->addAccount({.id = s_id, .service = Service::GitHub, .baseUrl = m_field->url(u"github"_s)}));
    m_secrets = std::make_unique<Secrets>(Profile::standard());
    makeDesk(SignInDesk::Homeless::KeptInMemory);
}

void SignInDeskTest::makeDesk(SignInDesk::Homeless homeless)
{
    m_desk = std::make_unique<SignInDesk>(*m_http, *m_book, *m_secrets, [this] { return m_field->now(); }, homeless);
    m_changed = std::make_unique<QSignalSpy>(m_desk.get(), &SignInDesk::changed);
    m_tokens = std::make_unique<QSignalSpy>(m_desk.get(), &SignInDesk::tokenChanged);
}

void SignInDeskTest::cleanup()
{
    m_desk.reset();
    m_secrets.reset();
    m_book.reset();
    m_http.reset();
    m_field.reset();
}

QByteArray SignInDeskTest::secretOf(const Account &account)
{
    std::optional<Result<QByteArray>> got;
    m_secrets->read(account, this, [&](const Result<QByteArray> &result) { got = result; });
    return QTest::qWaitFor([&] { return got.has_value(); }, patience) ? got->value_or("failed") : "never";
}

void SignInDeskTest::offersWhatTheAccountHas()
{
    SignIn offer = m_desk->offer(s_id);
    QCOMPARE(offer.state, State::Offered);
    QCOMPARE(offer.clientId, QString());
    QCOMPARE(offer.appsPage, QUrl(m_field->url(u"github"_s).toString() + u"/settings/developers"_s));
    QVERIFY(offer.host.startsWith("127.0.0.1:"_L1));
    QVERIFY(m_book->setClientId(s_id, s_clientId));
    QCOMPARE(m_desk->offer(s_id).clientId, s_clientId);
    QCOMPARE(m_desk->offer(AccountId(u"nobody"_s)).trouble, Trouble::NoAccount);
    QVERIFY(m_book->addAccount(
        {.id = AccountId(u"th"_s), .service = Service::Treeherder, .baseUrl = defaultBaseUrl(Service::Treeherder)}));
    QCOMPARE(m_desk->offer(AccountId(u"th"_s)).trouble, Trouble::NoAccount);
}

void SignInDeskTest::thePackagesClientIdIsForGitHubAlone()
{
    // What a packager gives is an app of github.com: no other host knows it. These tests are built without one.
    QVERIFY(m_book->addAccount(
        {.id = AccountId(u"real"_s), .service = Service::GitHub, .baseUrl = defaultBaseUrl(Service::GitHub)}));
    const SignIn offer = m_desk->offer(AccountId(u"real"_s));
    QCOMPARE(offer.host, u"github.com"_s);
    QCOMPARE(offer.appsPage, QUrl(u"https://github.com/settings/developers"_s));
    QVERIFY(offer.clientId.isEmpty() || isClientId(offer.clientId));
}

void SignInDeskTest::signsIn()
{
    QVERIFY(waits());
    QCOMPARE(m_changed->at(0).at(0).value<SignIn>().state, State::Asking);
    QCOMPARE(last().userCode, login().userCode());
    QCOMPARE(last().left, std::chrono::seconds(900));
    QVERIFY(last().page.path().endsWith("/login/device"_L1));
    login().allow();
    askAgain();
    QVERIFY(reaches(State::SignedIn));
    QCOMPARE(last().user, u"demo-dev"_s);
    QVERIFY(last().userCode.isEmpty() && last().missingScopes.isEmpty() && last().expectedUser.isEmpty());
    QCOMPARE(last().trouble, Trouble::NotKept);
    QCOMPARE(m_tokens->size(), 1);
    QCOMPARE(account().secret.kind, SecretPlace::Kind::Keychain);
    QCOMPARE(account().user, u"demo-dev"_s);
    QCOMPARE(secret(), "demo-token"_ba);
}

void SignInDeskTest::withoutAHomeTheTokenIsGivenUp()
{
    const Account before = account();
    makeDesk(SignInDesk::Homeless::GivenUp);
    QVERIFY(waits());
    login().allow();
    askAgain();
    QVERIFY(reaches(State::Failed));
    QCOMPARE(last().trouble, Trouble::NotKept);
    QVERIFY(m_tokens->isEmpty());
    QCOMPARE(account(), before);
    QVERIFY(secret().isEmpty());
}

void SignInDeskTest::tellsAnotherPersonAndMissingScopes()
{
    QVERIFY(m_book->removeAccount(s_id));
    QVERIFY(m_book->addAccount(
        {.id = s_id, .service = Service::GitHub, .baseUrl = m_field->url(u"github"_s), .user = u"Octocat"_s}));
    login().setGranted("gist,public_repo");
    QVERIFY(waits());
    login().allow();
    askAgain();
    QVERIFY(reaches(State::SignedIn));
    QCOMPARE(last().expectedUser, u"Octocat"_s);
    QCOMPARE(last().missingScopes, (QStringList{u"repo"_s, u"read:org"_s}));
    QCOMPARE(account().user, u"Octocat"_s); // what the person said stands
}

void SignInDeskTest::aTokenThatEndsIsToldOf()
{
    login().setTokenAnswer({{u"expires_in"_s, 28800}, {u"refresh_token"_s, u"fake-refresh-token"_s}});
    QVERIFY(waits());
    login().allow();
    askAgain();
    QVERIFY(reaches(State::SignedIn));
    QCOMPARE(last().tokenLasts, std::chrono::seconds(28800));
}

void SignInDeskTest::withoutAClientIdNobodyIsAsked()
{
    m_desk->begin({.account = s_id});
    QCOMPARE(last().state, State::Failed);
    QCOMPARE(last().trouble, Trouble::NoClientId);
    m_desk->begin({.account = AccountId(u"nobody"_s), .clientId = s_clientId});
    QCOMPARE(last().trouble, Trouble::NoAccount);
    QVERIFY(m_field->requests().isEmpty());
}

void SignInDeskTest::keepsTheClientIdOfTheWish()
{
    QVERIFY(waits());
    QCOMPARE(m_book->clientId(s_id), s_clientId);
    m_desk->cancel();
    m_changed->clear();
    QVERIFY(waits({.account = s_id})); // it need not be given again
}

void SignInDeskTest::whatIsRefusedChangesNothing()
{
    const Account before = account();
    QVERIFY(waits());
    login().deny();
    askAgain();
    QVERIFY(reaches(State::Failed));
    QCOMPARE(last().trouble, Trouble::Denied);
    QCOMPARE(account(), before);
    QVERIFY(m_tokens->isEmpty());
    QVERIFY(secret().isEmpty());
}

void SignInDeskTest::cancelIsSilent()
{
    QVERIFY(waits());
    login().allow();
    askAgain();
    const auto heard = m_changed->size();
    m_desk->cancel();
    m_desk->wake();
    QSignalSpy checked(m_desk.get(), &SignInDesk::checked);
    m_desk->check(account(), "demo-token"); // which takes as long as what was cancelled
    QTRY_COMPARE_WITH_TIMEOUT(checked.size(), 1, patience);
    QCOMPARE(m_changed->size(), heard);
    QCOMPARE(account().secret.kind, SecretPlace::Kind::None);
}

void SignInDeskTest::anotherWishEndsTheFirst()
{
    QVERIFY(waits());
    const QString first = last().userCode;
    QVERIFY(waits());
    QTRY_VERIFY(last().userCode != first);
    login().allow();
    askAgain();
    QVERIFY(reaches(State::SignedIn));
    QCOMPARE(m_tokens->size(), 1);
}

void SignInDeskTest::aTokenThatIsNotTakenIsNotKept()
{
    QVERIFY(waits());
    QVERIFY(m_field->misbehave(u"/github/user"_s, u"status:401"_s));
    login().allow();
    askAgain();
    QVERIFY(reaches(State::Failed));
    QCOMPARE(last().trouble, Trouble::Service);
    QCOMPARE(last().failure.reason, Failure::Reason::BadCredential);
    Account asked = account();
    asked.secret.kind = SecretPlace::Kind::Keychain;
    QCOMPARE(secretOf(asked), "failed"_ba); // a read has its turn after a write, were there one
    QVERIFY(m_tokens->isEmpty());
}

void SignInDeskTest::whoItIsMayStayUnknown()
{
    login().setGranted("repo");
    QVERIFY(waits());
    QVERIFY(m_field->misbehave(u"/github/user"_s, u"status:502"_s));
    login().allow();
    askAgain();
    QVERIFY(reaches(State::SignedIn));
    QVERIFY(last().user.isEmpty() && account().user.isEmpty());
    QCOMPARE(last().missingScopes, QStringList{u"read:org"_s}); // as the token's own answer has it
    QCOMPARE(secret(), "demo-token"_ba);
}

void SignInDeskTest::anAccountThatGoesMeanwhile()
{
    QVERIFY(waits());
    QVERIFY(m_book->removeAccount(s_id));
    login().allow();
    askAgain();
    QVERIFY(reaches(State::Failed));
    QCOMPARE(last().trouble, Trouble::NoAccount);
    QVERIFY(m_tokens->isEmpty());
    QVERIFY(m_book->accounts().isEmpty());
}

void SignInDeskTest::checksATypedToken_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QByteArray>("granted");
    QTest::addColumn<State>("state");
    QTest::addColumn<QStringList>("missing");
    QTest::newRow("good") << "demo-token"_ba << "repo,read:org"_ba << State::SignedIn << QStringList();
    QTest::newRow("public is enough") << "demo-token"_ba << "public_repo,admin:org,notifications"_ba << State::SignedIn
                                      << QStringList();
    QTest::newRow("none") << "demo-token"_ba << ""_ba << State::SignedIn
                          << QStringList{u"public_repo"_s, u"read:org"_s, u"notifications"_s};
    QTest::newRow("wrong") << "wrong"_ba << ""_ba << State::Failed << QStringList();
}

void SignInDeskTest::checksATypedToken()
{
    QFETCH(QByteArray, token);
    QFETCH(QByteArray, granted);
    QSignalSpy checked(m_desk.get(), &SignInDesk::checked);
    login().setGranted(granted);
    m_desk->check(account(), token);
    QTRY_COMPARE_WITH_TIMEOUT(checked.size(), 1, patience);
    const auto told = checked.at(0).at(0).value<SignIn>();
    QTEST(told.state, "state");
    QTEST(told.missingScopes, "missing");
    QVERIFY(m_changed->isEmpty());
    m_field->misbehave(u"/github/user"_s, u"status:502"_s);
    m_desk->check(account(), token);
    QTRY_COMPARE(m_field->requests().size(), 2);
    QCoreApplication::processEvents();
    QCOMPARE(checked.size(), 1); // nothing is known, nothing is said
}

void SignInDeskTest::noFileHoldsASecret()
{
    QVERIFY(waits());
    const QByteArray deviceCode = login().deviceCode();
    login().allow();
    askAgain();
    QVERIFY(reaches(State::SignedIn));
    QFile file(m_dir->filePath(u"accounts.conf"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY2(!text.contains("demo-token") && !text.contains(deviceCode), text.constData());
    QVERIFY(text.contains(FieldLogin::clientId));
}

QTEST_GUILESS_MAIN(SignInDeskTest)

#include "tst_signindesk.moc"
