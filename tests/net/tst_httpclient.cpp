// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/net/httpclient.h"
#include "app/net/webaddress.h"
#include "tests/net/asking.h"
#include "tests/net/rogueserver.h"

#include <QDir>
#include <QLoggingCategory>
#include <QTemporaryDir>
#include <QTimer>

#include <zlib.h>

using namespace Windsock;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Reason = Failure::Reason;

namespace {

QByteArray gzip(const QByteArray &plain)
{
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    QByteArray packed(qsizetype(deflateBound(&stream, uLong(plain.size()))) + 64, Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(plain.data()));
    stream.avail_in = uInt(plain.size());
    stream.next_out = reinterpret_cast<Bytef *>(packed.data());
    stream.avail_out = uInt(packed.size());
    deflate(&stream, Z_FINISH);
    packed.truncate(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return packed;
}

HttpRequest withToken(const QUrl &url)
{
    return {.url = url, .credentials = {{"Authorization", "Bearer s3cr3t"}, {"X-BUGZILLA-API-KEY", "s3cr3t"}}};
}

QStringList s_lines;

void keepLine(QtMsgType, const QMessageLogContext &, const QString &line)
{
    s_lines.append(line);
}

}

class HttpClientTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_client = std::make_unique<HttpClient>(systemNow); }
    void cleanup() { m_client.reset(); }

    void aWholeAnswerArrives()
    {
        RogueServer server(says(okAnswer("{\"a\":1}", "ETag: \"7\"\r\n")));
        const auto got = ask(
            *m_client,
            {.url = server.url(u"/rest?x=1"_s), .headers = {{"Accept", "application/json"}}, .ifNoneMatch = "\"6\""});
        QVERIFY(got);
        QCOMPARE(got->status, 200);
        QCOMPARE(got->body, "{\"a\":1}"_ba);
        QCOMPARE(got->header("etag"), "\"7\""_ba);
        QByteArray asked = server.requests.value(0);
        asked.replace("If-None-Match", "if-none-match").replace("User-Agent", "user-agent");
        QVERIFY(asked.startsWith("GET /rest?x=1 HTTP/1.1\r\n"));
        QVERIFY(asked.contains("\r\nif-none-match: \"6\"\r\n"));
        QVERIFY(asked.contains("\r\nuser-agent: Windsock/"));
        QVERIFY(asked.contains("(+desktop client)"));
    }

    void notModifiedIsAnAnswerWithoutBody()
    {
        RogueServer server(says("HTTP/1.1 304 Not Modified\r\nETag: \"7\"\r\n\r\n"));
        const auto got = ask(*m_client, {.url = server.url()});
        QVERIFY(got);
        QCOMPARE(got->status, 304);
        QVERIFY(got->body.isEmpty());
    }

    void anErrorStatusIsAnAnswerWithItsBody()
    {
        for (const QByteArray &line : {"400 Bad"_ba, "401 Unauthorized"_ba, "403 No"_ba, "404 Not Found"_ba,
                                       "405 No"_ba, "407 No"_ba, "410 Gone"_ba, "418 Teapot"_ba, "422 No"_ba,
                                       "429 Wait"_ba, "500 Oops"_ba, "502 Oops"_ba, "503 Busy"_ba, "599 Odd"_ba}) {
            RogueServer server(
                says("HTTP/1.1 " + line + "\r\nWWW-Authenticate: Basic realm=x\r\nContent-Length: 2\r\n\r\nno"));
            const auto got = ask(*m_client, {.url = server.url()});
            QVERIFY2(got, line.constData());
            QCOMPARE(got->status, line.left(3).toInt());
            QCOMPARE(got->body, "no"_ba);
        }
    }

    void aRedirectElsewhereIsNotFollowed_data()
    {
        QTest::addColumn<QByteArray>("status");
        for (const char *status : {"301", "302", "303", "307", "308"}) {
            QTest::newRow(status) << QByteArray(status);
        }
    }

    void aRedirectElsewhereIsNotFollowed()
    {
        QFETCH(const QByteArray, status);
        RogueServer other(says(okAnswer("{}")));
        RogueServer server(says("HTTP/1.1 " + status + " Away\r\nLocation: " + other.url().toEncoded()
                                + "\r\nContent-Length: 0\r\n\r\n"));
        QCOMPARE(reasonOf(ask(*m_client, withToken(server.url()))), Reason::RedirectElsewhere);
        HttpRequest post = withToken(server.url());
        post.method = "POST";
        post.body = "{}";
        QCOMPARE(reasonOf(ask(*m_client, post)), Reason::RedirectElsewhere);
        QCOMPARE(other.connections, 0);
        QCOMPARE(server.requests.size(), 2);
    }

    void aRedirectOnTheSameHostIsFollowedByReadsAlone()
    {
        RogueServer server([](QTcpSocket &socket, const QByteArray &request) {
            const bool moved = request.contains(" /old ");
            socket.write(moved ? "HTTP/1.1 307 Moved\r\nLocation: /new\r\nContent-Length: 0\r\n\r\n"_ba
                               : okAnswer("new"));
            socket.disconnectFromHost();
        });
        const auto got = ask(*m_client, withToken(server.url(u"/old"_s)));
        QVERIFY(got);
        QCOMPARE(got->body, "new"_ba);
        QCOMPARE(got->url.path(), u"/new"_s);
        server.requests.clear();
        QCOMPARE(reasonOf(ask(*m_client, {.method = "POST", .url = server.url(u"/old"_s), .body = "x"})),
                 Reason::RedirectElsewhere);
        QCOMPARE(server.requests.size(), 1);
    }

    void redirectsToFilesAndLoopsAreRefused()
    {
        for (const QByteArray &target : {"file:///etc/passwd"_ba, "data:,x"_ba, "ftp://127.0.0.1/"_ba, "/again"_ba}) {
            RogueServer server(says("HTTP/1.1 302 Found\r\nLocation: " + target + "\r\nContent-Length: 0\r\n\r\n"));
            QCOMPARE(reasonOf(ask(*m_client, {.url = server.url()})), Reason::RedirectElsewhere);
        }
    }

    void aWriteIsSentOnce_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("body");
        for (const char *method : {"POST", "PUT", "PATCH", "DELETE"}) {
            QTest::addRow("%s", method) << QByteArray(method) << "{\"x\":1}"_ba;
            QTest::addRow("%s without body", method) << QByteArray(method) << QByteArray();
        }
    }

    void aWriteIsSentOnce()
    {
        QFETCH(const QByteArray, method);
        QFETCH(const QByteArray, body);
        int hangUps = 0;
        RogueServer server([&hangUps](QTcpSocket &socket, const QByteArray &request) {
            if (request.startsWith("GET")) {
                socket.write(okAnswer("later"));
                return;
            }
            ++hangUps;
            socket.disconnectFromHost();
        });
        const auto got = ask(*m_client, {.method = method, .url = server.url(), .body = body});
        QCOMPARE(reasonOf(got), Reason::Cut);
        // Whatever was still on its way has come when a later question has its answer.
        QVERIFY(ask(*m_client, {.url = server.url()}));
        QCOMPARE(hangUps, 1);
        QVERIFY(server.requests.value(0).startsWith(QByteArray(method + " / HTTP/1.1")));
        QVERIFY(server.requests.value(0).endsWith(QByteArray("\r\n\r\n" + body)));
    }

    void aWriteOnAKeptConnectionIsSentOnce()
    {
        int writes = 0;
        RogueServer server([&writes](QTcpSocket &socket, const QByteArray &request) {
            if (request.startsWith("GET")) {
                socket.write(okAnswer("warm"));
                return;
            }
            ++writes;
            socket.disconnectFromHost();
        });
        QVERIFY(ask(*m_client, {.url = server.url()}));
        QCOMPARE(reasonOf(ask(*m_client, {.method = "POST", .url = server.url(), .body = "once"})), Reason::Cut);
        QCOMPARE(writes, 1);
    }

    void aWriteArrivesWhole()
    {
        RogueServer server(says(okAnswer("done")));
        const QByteArray body(300'000, 'w');
        const auto got = ask(
            *m_client,
            {.method = "POST", .url = server.url(), .headers = {{"Content-Type", "application/json"}}, .body = body});
        QVERIFY(got);
        QCOMPARE(got->body, "done"_ba);
        QVERIFY(server.requests.value(0).endsWith(QByteArray("\r\n\r\n" + body)));
        QVERIFY(server.requests.value(0).toLower().contains("\r\ncontent-type: application/json\r\n"));
    }

    void anAnswerThatEndsEarlyIsCut_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray packed = gzip(QByteArray(7000, 'x') + "\"end\"");
        const QByteArray half = packed.left(packed.size() / 2);
        QTest::newRow("content-length") << "HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{\"bugs\":[]}"_ba;
        QTest::newRow("content-length of an error") << "HTTP/1.1 500 No\r\nContent-Length: 90\r\n\r\n{\"bugs\":[]}"_ba;
        QTest::newRow("chunked") << "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n{\"bugs\":[]}\r\n"_ba;
        QTest::newRow("gzip, right length") << okAnswer(half, "Content-Encoding: gzip\r\n");
        QTest::newRow("gzip, no length") << "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"_ba + half;
        QTest::newRow("gzip, checksum missing") << okAnswer(packed.chopped(8), "Content-Encoding: gzip\r\n");
        QTest::newRow("gzip, nothing") << okAnswer({}, "Content-Encoding: gzip\r\n");
        QTest::newRow("head") << "HTTP/1.1 200 OK\r\nContent-Le"_ba;
        QTest::newRow("nothing") << QByteArray();
    }

    void anAnswerThatEndsEarlyIsCut()
    {
        QFETCH(const QByteArray, bytes);
        if (QByteArrayView(QTest::currentDataTag()) == "gzip, nothing") {
            // An empty body is no document to any parser; it is whole as far as the wire goes.
            RogueServer server(says(bytes));
            const auto got = ask(*m_client, {.url = server.url()});
            QVERIFY(got);
            QVERIFY(got->body.isEmpty());
            return;
        }
        RogueServer server(says(bytes));
        const auto got = ask(*m_client, {.url = server.url()});
        QVERIFY(!got);
        QCOMPARE(got.error().reason, Reason::Cut);
        QCOMPARE(got.error().kind, Failure::Kind::Transient);
    }

    void packedAnswersAreUnpacked()
    {
        QByteArray plain;
        for (int i = 0; i < 60'000; ++i) {
            plain += QByteArray::number(i * 7919);
        }
        for (const QByteArray &packed : {gzip(plain), QByteArray(gzip(plain.left(1000)) + gzip(plain.mid(1000)))}) {
            RogueServer server(says(okAnswer(packed, "Content-Encoding: gzip\r\n")));
            const auto got = ask(*m_client, {.url = server.url()});
            QVERIFY(got);
            QCOMPARE(got->body, plain);
            QVERIFY(server.requests.value(0).toLower().contains("\r\naccept-encoding: gzip\r\n"));
        }
        RogueServer broken(says(okAnswer("not gzip at all", "Content-Encoding: gzip\r\n")));
        QCOMPARE(reasonOf(ask(*m_client, {.url = broken.url()})), Reason::NotTheFormat);
        RogueServer unasked(says(okAnswer("??", "Content-Encoding: br\r\n")));
        QCOMPARE(reasonOf(ask(*m_client, {.url = unasked.url()})), Reason::NotTheFormat);
    }

    void tooMuchIsNotRead()
    {
        const HttpRequest small{.maxBytes = 100'000};
        const auto reason = [&](const QUrl &url) {
            HttpRequest request = small;
            request.url = url;
            return reasonOf(ask(*m_client, request));
        };
        RogueServer announced(says("HTTP/1.1 200 OK\r\nContent-Length: 50000000\r\n\r\nx"));
        QCOMPARE(reason(announced.url()), Reason::TooLarge);
        RogueServer bomb(says(okAnswer(gzip(QByteArray(20'000'000, '\0')), "Content-Encoding: gzip\r\n")));
        QCOMPARE(reason(bomb.url()), Reason::TooLarge);
        RogueServer endless([](QTcpSocket &socket, const QByteArray &) {
            socket.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            QObject::connect(&socket, &QTcpSocket::bytesWritten, &socket,
                             [&socket] { socket.write("1000\r\n" + QByteArray(0x1000, 'e') + "\r\n"); });
        });
        QCOMPARE(reason(endless.url()), Reason::TooLarge);
        QTRY_COMPARE(endless.closed, 1);
        RogueServer fits(says(okAnswer(QByteArray(100'000, 'f'))));
        QCOMPARE(reason(fits.url()), Reason::Unknown);
    }

    void silenceAndDripsTimeOut()
    {
        RogueServer silent([](QTcpSocket &, const QByteArray &) {});
        QCOMPARE(reasonOf(ask(*m_client, {.url = silent.url(), .idle = 150ms})), Reason::Timeout);
        QTRY_COMPARE(silent.closed, 1);
        const auto dripping = [](const QByteArray &head, const QByteArray &drop) {
            return [=](QTcpSocket &socket, const QByteArray &) {
                socket.write(head);
                auto *tap = new QTimer(&socket);
                QObject::connect(tap, &QTimer::timeout, &socket, [&socket, drop] { socket.write(drop); });
                tap->start(20ms);
            };
        };
        RogueServer drip(dripping("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n", "d"));
        QCOMPARE(reasonOf(ask(*m_client, {.url = drip.url(), .idle = 400ms, .total = 900ms})), Reason::Timeout);
        RogueServer headers(dripping("HTTP/1.1 200 OK\r\n", "X-Flood: " + QByteArray(1000, 'h') + "\r\n"));
        QCOMPARE(reasonOf(ask(*m_client, {.url = headers.url(), .idle = 400ms, .total = 900ms})), Reason::Timeout);
        QTRY_COMPARE(headers.closed, 1);
    }

    void badAddressesAreNotAsked_data()
    {
        QTest::addColumn<QString>("address");
        for (const char *address :
             {"file:///etc/passwd", "data:,x", "ftp://127.0.0.1/", "http://example.org/", "https:////evil/x",
              "https://a@evil/", "https://a:b@evil/", "https:///x", "", "http://localhost.example.org/", "qrc:/x",
              "http://127.0.0.1.example.org/", "javascript:1"}) {
            QTest::newRow(address) << QString::fromLatin1(address);
        }
    }

    void badAddressesAreNotAsked()
    {
        QFETCH(const QString, address);
        QCOMPARE(reasonOf(ask(*m_client, {.url = QUrl(address)})), Reason::BadAddress);
    }

    void goodAddresses()
    {
        for (const char *address :
             {"https://example.org/", "http://localhost:8/", "http://127.0.0.1/", "http://[::1]:9/"}) {
            QVERIFY2(checkAddress(QUrl(QString::fromLatin1(address))), address);
        }
        QCOMPARE(hostOf(QUrl(u"https://example.org:443/"_s)), u"example.org"_s);
        QCOMPARE(hostOf(QUrl(u"http://127.0.0.1:81/"_s)), u"127.0.0.1:81"_s);
        // A Cyrillic letter is seen for what it is.
        QVERIFY(hostOf(QUrl(u"https://\u0430pple.com/"_s)).startsWith("xn--"_L1));
    }

    void nobodyThereAndNoTls()
    {
        QUrl gone;
        {
            RogueServer server(says({}));
            gone = server.url();
        }
        QCOMPARE(reasonOf(ask(*m_client, {.url = gone})), Reason::ConnectionRefused);
        RogueServer plain(says(okAnswer("{}")));
        QUrl secure = plain.url();
        secure.setScheme(u"https"_s);
        RogueServer babble([](QTcpSocket &, const QByteArray &) {});
        const auto got = ask(*m_client, {.url = secure, .idle = 2s});
        QVERIFY(!got);
        QCOMPARE(plain.requests.size(), 0);
    }

    void aDeadContextIsNotCalled()
    {
        RogueServer silent([](QTcpSocket &, const QByteArray &) {});
        bool called = false;
        auto context = std::make_unique<QObject>();
        m_client->send({.url = silent.url()}, context.get(), [&called](const auto &) { called = true; });
        QTRY_COMPARE(silent.requests.size(), 1);
        context.reset();
        QTRY_COMPARE(silent.closed, 1);
        auto refused = std::make_unique<QObject>();
        m_client->send({.url = QUrl(u"file:///x"_s)}, refused.get(), [&called](const auto &) { called = true; });
        refused.reset();
        QCoreApplication::processEvents();
        QVERIFY(!called);
    }

    void theContextMayDieInItsCallback()
    {
        RogueServer server(says(okAnswer("{}")));
        auto *context = new QObject;
        bool called = false;
        m_client->send({.url = server.url(), .maxBytes = 1}, context, [&](const auto &) {
            delete context;
            called = true;
        });
        QTRY_VERIFY(called);
    }

    void whoWaitsHearsOfTheEnd()
    {
        RogueServer silent([](QTcpSocket &, const QByteArray &) {});
        QObject context;
        std::optional<Result<HttpAnswer>> got;
        m_client->send({.url = silent.url()}, &context, [&got](const auto &result) { got = result; });
        QTRY_COMPARE(silent.requests.size(), 1);
        m_client.reset();
        QVERIFY(got);
        QCOMPARE(reasonOf(*got), Reason::Cancelled);
    }

    void cookiesAndLoginsAreNotKept()
    {
        RogueServer server(says(okAnswer("{}", "Set-Cookie: id=1; Path=/\r\nCache-Control: max-age=600\r\n")));
        for (int i = 0; i < 2; ++i) {
            QVERIFY(ask(*m_client, {.url = server.url()}));
        }
        QCOMPARE(server.requests.size(), 2);
        QVERIFY(!server.requests.last().toLower().contains("cookie"));
    }

    void headersCannotBeSplit()
    {
        RogueServer server(says(okAnswer("{}")));
        QCOMPARE(reasonOf(ask(*m_client, {.url = server.url(), .headers = {{"X-A", "1\r\nX-B: 2"}}})),
                 Reason::BadRequest);
        QCOMPARE(reasonOf(ask(*m_client, {.url = server.url(), .credentials = {{"X-A", "1\n"}}})),
                 Reason::BadCredential);
        QCOMPARE(server.connections, 0);
    }

    void aHeldHostIsNotAsked()
    {
        RogueServer server(says("HTTP/1.1 429 Slow\r\nRetry-After: 120\r\nContent-Length: 0\r\n\r\n"));
        const auto first = ask(*m_client, {.url = server.url()});
        QVERIFY(first);
        QCOMPARE(failureFromStatus(*first, systemNow()).kind, Failure::Kind::RateLimited);
        const auto second = ask(*m_client, {.url = server.url()});
        QVERIFY(!second);
        QCOMPARE(second.error().kind, Failure::Kind::RateLimited);
        QVERIFY(second.error().until > systemNow().addSecs(100));
        QCOMPARE(server.requests.size(), 1);
        QCOMPARE(m_client->budget().share(hostOf(server.url())).used, 1);
    }

    void secretsStayOutOfTheLog()
    {
        RogueServer server([](QTcpSocket &socket, const QByteArray &request) {
            socket.write(request.contains("/cut") ? "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"_ba : okAnswer("{}"));
            socket.disconnectFromHost();
        });
        QLoggingCategory::setFilterRules(u"windsock.*=true"_s);
        s_lines.clear();
        const auto before = qInstallMessageHandler(keepLine);
        ask(*m_client, withToken(server.url(u"/seen?api_key=hidden"_s)));
        ask(*m_client, withToken(server.url(u"/cut?api_key=hidden"_s)));
        HttpRequest feed = withToken(server.url(u"/private-hidden/basic.ics"_s));
        feed.secretPath = true;
        ask(*m_client, feed);
        ask(*m_client, withToken(QUrl(u"https://me:hidden@127.0.0.1/?token=hidden"_s)));
        qInstallMessageHandler(before);
        QLoggingCategory::setFilterRules({});
        const QString all = s_lines.join(u'\n');
        QCOMPARE(s_lines.size(), 4);
        QVERIFY(all.contains("GET "_L1 + hostOf(server.url()) + " /seen 200"_L1));
        QVERIFY2(!all.contains("s3cr3t"_L1) && !all.contains("hidden"_L1) && !all.contains("me:"_L1), qPrintable(all));
    }

    void recordingsHoldNoSecrets()
    {
        QTemporaryDir folder;
        RogueServer server(says(okAnswer("{\"echo\":\"s3cr3t\",\"a\":1}",
                                         "Set-Cookie: sid=s3cr3t\r\nX-Echo: Bearer s3cr3t\r\nETag: \"7\"\r\n")));
        m_client->recordTo(folder.path());
        for (const QString &path : {u"/rest/bug?id=1&api_key=s3cr3t"_s, u"/again"_s}) {
            const auto got = ask(*m_client, withToken(server.url(path)));
            QVERIFY(got);
            QVERIFY(got->body.contains("s3cr3t"));
        }
        const QStringList names = QDir(folder.path()).entryList(QDir::Files, QDir::Name);
        QCOMPARE(names, (QStringList{u"0001.body"_s, u"0001.json"_s, u"0002.body"_s, u"0002.json"_s}));
        for (const QString &name : names) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            QVERIFY2(!bytes.contains("s3cr3t") && !bytes.toLower().contains("set-cookie"), bytes.constData());
            QVERIFY(!name.endsWith("1.json"_L1) || (bytes.contains("id=1") && bytes.toLower().contains("\"etag\"")));
        }
    }

    void recordingsHoldNothingThatASignInHandsOut_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("JSON") << "{\"access_token\": \"s3cr3t\",\"scope\":\"kept\",\"refresh_token\":\"s3cr3t\"}"_ba;
        QTest::newRow("code") << "{\"user_code\":\"kept\",\"device_code\" : \"s3cr3t\"}"_ba;
        QTest::newRow("form") << "access_token=s3cr3t&token_type=kept"_ba;
        QTest::newRow("cut off") << "{\"a\":\"kept\",\"access_token\":\"s3cr3t"_ba;
    }

    void recordingsHoldNothingThatASignInHandsOut()
    {
        QFETCH(QByteArray, body);
        QTemporaryDir folder;
        RogueServer server(says(okAnswer(body)));
        m_client->recordTo(folder.path());
        QVERIFY(ask(*m_client, HttpRequest{.method = "POST", .url = server.url()}));
        QFile file(folder.filePath(u"0001.body"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray kept = file.readAll();
        QVERIFY2(!kept.contains("s3cr3t") && kept.contains("kept") && kept.contains("left-out"), kept.constData());
    }

private:
    std::unique_ptr<HttpClient> m_client;
};

QTEST_GUILESS_MAIN(HttpClientTest)

#include "tst_httpclient.moc"
