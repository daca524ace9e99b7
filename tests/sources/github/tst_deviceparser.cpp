// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/github/deviceparser.h"
#include "app/sources/github/devicerequests.h"
#include "app/sources/github/tokenowner.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Windsock;
using Trouble = SignIn::Trouble;

namespace {
const QDateTime s_now(QDate(2026, 11, 26), QTime(6, 0), QTimeZone::UTC);
const QUrl s_base(u"https://api.github.com"_s);

HttpAnswer answer(const QByteArray &body, int status = 200)
{
    return {.status = status, .url = QUrl(u"https://github.com/login/x"_s), .body = body};
}

QJsonObject goodCode()
{
    return {{u"device_code"_s, u"fake-device-code"_s},
            {u"user_code"_s, u"WDJB-MJHT"_s},
            {u"verification_uri"_s, u"https://github.com/login/device"_s},
            {u"expires_in"_s, 900},
            {u"interval"_s, 5}};
}

QByteArray bytes(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

std::expected<DeviceCode, DeviceRefusal> readCode(const QJsonObject &object, const QUrl &base = s_base)
{
    return readDeviceCode(answer(bytes(object)), base, s_now);
}
}

/// What a sign-in asks of GitHub, and what it believes of the answers.
class DeviceParserTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksAsTheDocumentSays();
    void readsACode();
    void believesNoCode_data();
    void believesNoCode();
    void showsNobodyElsesPage_data();
    void showsNobodyElsesPage();
    void boundsTimes_data();
    void boundsTimes();
    void endsByEachError_data();
    void endsByEachError();
    void readsWhatIsNoEnd_data();
    void readsWhatIsNoEnd();
    void believesNoToken_data();
    void believesNoToken();
    void readsAToken();
    void quotesNoToken();
};

void DeviceParserTest::asksAsTheDocumentSays()
{
    const DeviceAsk ask{.account = {.id = AccountId(u"gh"_s), .service = Service::GitHub, .baseUrl = s_base},
                        .clientId = u"fake-client"_s,
                        .scopes = {u"repo"_s, u"read:org"_s}};
    const HttpRequest code = deviceCodeRequest(ask);
    QCOMPARE(code.method, "POST"_ba);
    QCOMPARE(code.url, QUrl(u"https://github.com/login/device/code"_s));
    QCOMPARE(code.body, "client_id=fake-client&scope=repo%20read%3Aorg"_ba);
    QVERIFY(code.headers.contains(HttpHeader("Accept", "application/json")));
    QVERIFY(!code.tellsRedirects);
    const HttpRequest token = deviceTokenRequest(ask, "a&b");
    QCOMPARE(token.url, QUrl(u"https://github.com/login/oauth/access_token"_s));
    QCOMPARE(token.body,
             "client_id=fake-client&device_code=a%26b&grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3A"
             "device_code"_ba);
    const HttpRequest owner = tokenOwnerRequest(ask.account, "fake-token");
    QCOMPARE(owner.url, QUrl(u"https://api.github.com/user"_s));
    QCOMPARE(owner.credentials, (QList<HttpHeader>{{"Authorization", "Bearer fake-token"}}));
}

void DeviceParserTest::readsACode()
{
    const auto code = readCode(goodCode());
    QVERIFY(code);
    QCOMPARE(code->deviceCode, "fake-device-code"_ba);
    QCOMPARE(code->userCode, u"WDJB-MJHT"_s);
    QCOMPARE(code->page, QUrl(u"https://github.com/login/device"_s));
    QCOMPARE(code->lifetime, 900s);
    QCOMPARE(code->interval, 5s);
}

void DeviceParserTest::believesNoCode_data()
{
    QTest::addColumn<QString>("member");
    QTest::addColumn<QJsonValue>("value");
    const auto row = [](const char *name, const char *member, const QJsonValue &value) {
        QTest::newRow(name) << QString::fromLatin1(member) << value;
    };
    row("no device code", "device_code", QJsonValue::Null);
    row("an empty device code", "device_code", u""_s);
    row("a device code of blanks", "device_code", u"a b"_s);
    row("a device code of lines", "device_code", u"a\r\nX-Evil: 1"_s);
    row("an endless device code", "device_code", QString(513, u'a'));
    row("a number for a device code", "device_code", 7);
    row("no user code", "user_code", QJsonValue::Null);
    row("an endless user code", "user_code", QString(33, u'A'));
    row("a user code of letters that are none", "user_code", u"АВС-123"_s);
    row("a user code that turns the text", "user_code", u"AB\u202eCD"_s);
    row("a user code with an end in it", "user_code", u"AB\0CD"_s);
    row("a user code of lines", "user_code", u"AB\nCD"_s);
    row("no end", "expires_in", QJsonValue::Null);
    row("an end that was", "expires_in", -1);
    row("an end at once", "expires_in", 0);
    row("an end in words", "expires_in", u"900"_s);
    row("an interval in words", "interval", u"5"_s);
    row("an interval of a list", "interval", QJsonArray());
}

void DeviceParserTest::believesNoCode()
{
    QFETCH(QString, member);
    QFETCH(QJsonValue, value);
    QJsonObject object = goodCode();
    object.insert(member, value);
    const auto code = readCode(object);
    QVERIFY(!code);
    QCOMPARE(code.error().trouble, Trouble::Service);
    QCOMPARE(code.error().failure.kind, Failure::Kind::Malformed);
    QCOMPARE(code.error().failure.host, u"github.com"_s);
}

void DeviceParserTest::showsNobodyElsesPage_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("page");
    QTest::addColumn<bool>("good");
    const auto row = [](const char *base, const char *page, bool good) {
        QTest::addRow("%s: %s", base, page) << QString::fromLatin1(base) << QString::fromLatin1(page) << good;
    };
    const char *gitHub = "https://api.github.com";
    row(gitHub, "https://github.com/login/device", true);
    row(gitHub, "https://github.com:443/login/device", true);
    row(gitHub, "https://GitHub.com/login/device", true);
    row(gitHub, "http://github.com/login/device", false);
    row(gitHub, "https://github.com.evil.example/login/device", false);
    row(gitHub, "https://github.com@evil.example/", false);
    row(gitHub, "https://me:pw@github.com/login/device", false);
    row(gitHub, "https://github.com:8443/login/device", false);
    row(gitHub, "https://api.github.com/login/device", false);
    row(gitHub, "https://xn--gthub-cta.com/", false);
    row(gitHub, "https://evil.example\\@github.com/", false);
    row(gitHub, "javascript:alert(1)", false);
    row(gitHub, "file:///etc/passwd", false);
    row(gitHub, "//github.com/login/device", false);
    row(gitHub, "/login/device", false);
    row(gitHub, "", false);
    row("https://git.example.org/api", "https://git.example.org/login/device", true);
    row("https://git.example.org/api", "https://github.com/login/device", false);
    row("http://127.0.0.1:8000/github", "http://127.0.0.1:8000/github/login/device", true);
    row("http://127.0.0.1:8000/github", "http://127.0.0.1:8001/github/login/device", false);
    row("http://127.0.0.1:8000/github", "https://127.0.0.1:8000/github/login/device", false);
}

void DeviceParserTest::showsNobodyElsesPage()
{
    QFETCH(QString, base);
    QFETCH(QString, page);
    QFETCH(bool, good);
    QJsonObject object = goodCode();
    object.insert("verification_uri"_L1, page);
    const auto code = readCode(object, QUrl(base));
    QCOMPARE(code.has_value(), good);
    if (!good) {
        QCOMPARE(code.error().trouble, Trouble::ForeignPage);
    }
}

void DeviceParserTest::boundsTimes_data()
{
    QTest::addColumn<QJsonValue>("interval");
    QTest::addColumn<qint64>("intervalRead");
    QTest::addColumn<QJsonValue>("lifetime");
    QTest::addColumn<qint64>("lifetimeRead");
    QTest::newRow("as they are") << QJsonValue(7) << qint64(7) << QJsonValue(600) << qint64(600);
    QTest::newRow("none") << QJsonValue(QJsonValue::Null) << qint64(5) << QJsonValue(1) << qint64(1);
    QTest::newRow("nothing between") << QJsonValue(0) << qint64(1) << QJsonValue(3600) << qint64(3600);
    QTest::newRow("less than nothing") << QJsonValue(-9) << qint64(1) << QJsonValue(3601) << qint64(3600);
    QTest::newRow("for ever") << QJsonValue(9e15) << qint64(120) << QJsonValue(9e15) << qint64(3600);
}

void DeviceParserTest::boundsTimes()
{
    QFETCH(QJsonValue, interval);
    QFETCH(QJsonValue, lifetime);
    QJsonObject object = goodCode();
    object.insert("interval"_L1, interval);
    object.insert("expires_in"_L1, lifetime);
    const auto code = readCode(object);
    QVERIFY(code);
    QTEST(qint64(code->interval.count()), "intervalRead");
    QTEST(qint64(code->lifetime.count()), "lifetimeRead");
}

void DeviceParserTest::endsByEachError_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<Trouble>("trouble");
    const auto word = [](const char *error, Trouble trouble, int status = 200) {
        QTest::addRow("%s %d", error, status) << QByteArray("{\"error\":\"") + error + "\"}" << status << trouble;
    };
    word("access_denied", Trouble::Denied);
    word("access_denied", Trouble::Denied, 400);
    word("expired_token", Trouble::Expired);
    word("token_expired", Trouble::Expired);
    word("incorrect_client_credentials", Trouble::UnknownApp);
    word("invalid_client", Trouble::UnknownApp, 401);
    word("incorrect_device_code", Trouble::CodeUnknown);
    word("invalid_grant", Trouble::CodeUnknown);
    word("device_flow_disabled", Trouble::FlowDisabled);
    word("unauthorized_client", Trouble::FlowDisabled, 400);
    word("unsupported_grant_type", Trouble::FlowUnknown);
    word("the_moon_is_full", Trouble::OtherWord);
    word("Not Found", Trouble::UnknownApp, 404);
    QTest::newRow("a page") << "<html>404</html>"_ba << 404 << Trouble::UnknownApp;
    QTest::newRow("forbidden") << "{}"_ba << 403 << Trouble::Service;
    QTest::newRow("an error that is no word") << R"({"error":"<b>No</b>"})"_ba << 200 << Trouble::Service;
    QTest::newRow("an error without end") << "{\"error\":\"" + QByteArray(41, 'a') + "\"}" << 200 << Trouble::Service;
    QTest::newRow("an error that is a number") << R"({"error":7})"_ba << 200 << Trouble::Service;
    QTest::newRow("HTML") << "<!DOCTYPE html>"_ba << 200 << Trouble::Service;
    QTest::newRow("nothing") << QByteArray() << 200 << Trouble::Service;
    QTest::newRow("a list") << "[]"_ba << 200 << Trouble::Service;
    QTest::newRow("deep") << QByteArray(20, '[') + QByteArray(20, ']') << 200 << Trouble::Service;
}

void DeviceParserTest::endsByEachError()
{
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(Trouble, trouble);
    const DeviceTold token = readDeviceToken(answer(body, status), s_now);
    QCOMPARE(token.kind, DeviceTold::Kind::Refused);
    QCOMPARE(token.refusal.trouble, trouble);
    QCOMPARE(token.refusal.word, trouble == Trouble::OtherWord ? u"the_moon_is_full"_s : QString());
    const auto code = readDeviceCode(answer(body, status), s_base, s_now);
    QVERIFY(!code);
    QCOMPARE(code.error().trouble, trouble);
}

void DeviceParserTest::readsWhatIsNoEnd_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<DeviceTold::Kind>("kind");
    QTest::newRow("pending") << R"({"error":"authorization_pending"})"_ba << 200 << DeviceTold::Kind::Pending;
    QTest::newRow("pending, as the RFC has it")
        << R"({"error":"authorization_pending"})"_ba << 400 << DeviceTold::Kind::Pending;
    QTest::newRow("slow down") << R"({"error":"slow_down"})"_ba << 400 << DeviceTold::Kind::SlowDown;
    QTest::newRow("an error of its own") << "<html>"_ba << 502 << DeviceTold::Kind::NoAnswer;
    QTest::newRow("too often") << "{}"_ba << 429 << DeviceTold::Kind::NoAnswer;
}

void DeviceParserTest::readsWhatIsNoEnd()
{
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QTEST(readDeviceToken(answer(body, status), s_now).kind, "kind");
    const DeviceTold endless = readDeviceToken(answer(R"({"error":"slow_down","interval":99999999})"), s_now);
    QCOMPARE(endless.interval, std::optional(120s));
    const DeviceTold odd = readDeviceToken(answer(R"({"error":"slow_down","interval":"soon"})"), s_now);
    QCOMPARE(odd.kind, DeviceTold::Kind::SlowDown);
    QVERIFY(!odd.interval);
    const Failure cut{.kind = Failure::Kind::Transient, .reason = Failure::Reason::Cut};
    QCOMPARE(readDeviceToken(Failed(cut), s_now).kind, DeviceTold::Kind::NoAnswer);
    const Failure elsewhere{.kind = Failure::Kind::Rejected, .reason = Failure::Reason::RedirectElsewhere};
    QCOMPARE(readDeviceToken(Failed(elsewhere), s_now).kind, DeviceTold::Kind::Refused);
}

void DeviceParserTest::believesNoToken_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("neither") << "{}"_ba;
    QTest::newRow("empty") << R"({"access_token":"","token_type":"bearer"})"_ba;
    QTest::newRow("a header") << R"({"access_token":"a\r\nX-Evil: 1","token_type":"bearer"})"_ba;
    QTest::newRow("blank") << R"({"access_token":"a b","token_type":"bearer"})"_ba;
    QTest::newRow("endless") << "{\"access_token\":\"" + QByteArray(1025, 'a') + "\",\"token_type\":\"bearer\"}";
    QTest::newRow("a number") << R"({"access_token":7,"token_type":"bearer"})"_ba;
    QTest::newRow("of another kind") << R"({"access_token":"fake","token_type":"mac"})"_ba;
    QTest::newRow("of no kind") << R"({"access_token":"fake"})"_ba;
    QTest::newRow("and an error") << R"({"access_token":"fake","token_type":"bearer","error":["x"]})"_ba;
}

void DeviceParserTest::believesNoToken()
{
    QFETCH(QByteArray, body);
    const DeviceTold told = readDeviceToken(answer(body), s_now);
    QCOMPARE(told.kind, DeviceTold::Kind::Refused);
    QCOMPARE(told.refusal.failure.kind, Failure::Kind::Malformed);
    QVERIFY(told.token.token.isEmpty());
}

void DeviceParserTest::readsAToken()
{
    const DeviceTold told = readDeviceToken(
        answer(R"({"access_token":"fake","token_type":"Bearer","scope":"repo,read:org","more":{}})"), s_now);
    QCOMPARE(told.kind, DeviceTold::Kind::Granted);
    QCOMPARE(told.token.token, "fake"_ba);
    QCOMPARE(told.token.scopes, (QStringList{u"repo"_s, u"read:org"_s}));
    QCOMPARE(told.token.lasts, 0s);
    const DeviceTold ends = readDeviceToken(
        answer(R"({"access_token":"fake","token_type":"bearer","scope":"","expires_in":28800})"), s_now);
    QCOMPARE(ends.token.lasts, std::chrono::seconds(8h));
}

/// Parsers quote what they cannot read; here that could be the token itself.
void DeviceParserTest::quotesNoToken()
{
    for (const QByteArray &body : {R"({"access_token":"s3cr3t","token_type":"bearer")"_ba,
                                   R"({"access_token":"s3cr3t","token_type":"mac"})"_ba, R"({"message":"s3cr3t"})"_ba}) {
        for (const int status : {200, 403}) {
            const DeviceTold told = readDeviceToken(answer(body, status), s_now);
            QCOMPARE(told.kind, DeviceTold::Kind::Refused);
            QVERIFY2(!told.refusal.failure.detail.contains("s3cr3t"_L1), qPrintable(told.refusal.failure.detail));
            const auto code = readDeviceCode(answer(body, status), s_base, s_now);
            QVERIFY2(!code.error().failure.detail.contains("s3cr3t"_L1), qPrintable(code.error().failure.detail));
        }
    }
}

QTEST_GUILESS_MAIN(DeviceParserTest)

#include "tst_deviceparser.moc"
