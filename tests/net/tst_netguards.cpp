// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/net/gunzip.h"
#include "app/net/httpclient.h"
#include "app/net/jsonguard.h"
#include "app/net/onceupload.h"
#include "app/net/retryafter.h"
#include "app/net/webaddress.h"
#include "tests/net/asking.h"
#include "tests/net/rogueserver.h"

#include <QDir>
#include <QFile>
#include <QLoggingCategory>
#include <QRandomGenerator>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QTemporaryDir>
#include <QTimeZone>

#include <zlib.h>

using namespace Windsock;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Reason = Failure::Reason;

namespace {

const QDateTime noon(QDate(2026, 11, 21), QTime(12, 0), QTimeZone::UTC);

QByteArray deflated(const QByteArray &plain, int windowBits)
{
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY);
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

QByteArray littleEndian(quint32 value)
{
    QByteArray bytes;
    for (int shift = 0; shift < 32; shift += 8) {
        bytes += char(value >> shift);
    }
    return bytes;
}

quint32 checksum(const QByteArray &plain)
{
    return quint32(crc32(0, reinterpret_cast<const Bytef *>(plain.data()), uInt(plain.size())));
}

/// A gzip member made by hand, so that each of its fields can be wrong.
struct Member {
    QByteArray plain;
    char method = 8;
    char flags = 0;
    QByteArray extras = {}; ///< what the flags promise
    quint32 crcError = 0;
    quint32 sizeError = 0;

    QByteArray bytes() const
    {
        return QByteArray("\x1f\x8b") + method + flags + QByteArray(4, '\0') + "\x02\x03" + extras + deflated(plain, -15)
            + littleEndian(checksum(plain) ^ crcError) + littleEndian(quint32(plain.size()) + sizeError);
    }
};

QByteArray gzip(const QByteArray &plain)
{
    return Member{.plain = plain}.bytes();
}

QByteArray dataFile(const QString &name)
{
    QFile file(QStringLiteral(WINDSOCK_TEST_DATA) + u"/net/"_s + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QSslCertificate ownCertificate()
{
    return QSslCertificate(dataFile(u"localhost.cert.pem"_s));
}

/// A server on loopback that speaks TLS with a certificate of our own making, for "localhost".
class TlsServer : public QObject
{
public:
    explicit TlsServer(QByteArray answer)
        : m_answer(std::move(answer))
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificate(ownCertificate());
        configuration.setPrivateKey(QSslKey(dataFile(u"localhost.key.pem"_s), QSsl::Rsa));
        m_server.setSslConfiguration(configuration);
        m_server.listen(QHostAddress::LocalHost);
        connect(&m_server, &QTcpServer::newConnection, this, [this] { ++connections; });
        connect(&m_server, &QTcpServer::pendingConnectionAvailable, this, [this] {
            while (QTcpSocket *socket = m_server.nextPendingConnection()) {
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
                    received += socket->readAll();
                    if (received.endsWith("\r\n\r\n")) {
                        socket->write(m_answer);
                        socket->disconnectFromHost();
                    }
                });
            }
        });
    }

    QUrl url(const QString &scheme, const QString &host) const
    {
        return QUrl(u"%1://%2:%3/"_s.arg(scheme, host).arg(m_server.serverPort()));
    }
    quint16 port() const { return m_server.serverPort(); }
    void setAnswer(const QByteArray &answer) { m_answer = answer; }

    QByteArray received; ///< after decryption
    int connections = 0;

private:
    QSslServer m_server;
    QByteArray m_answer;
};

/// Makes our own certificate one that the machine trusts, for as long as it lives.
class Trust
{
public:
    Trust()
    {
        QSslConfiguration configuration = m_before;
        configuration.addCaCertificate(ownCertificate());
        QSslConfiguration::setDefaultConfiguration(configuration);
    }
    ~Trust() { QSslConfiguration::setDefaultConfiguration(m_before); }
    Q_DISABLE_COPY_MOVE(Trust)

private:
    QSslConfiguration m_before = QSslConfiguration::defaultConfiguration();
};

HttpAnswer answer(int status, const QList<HttpHeader> &headers)
{
    return {.status = status, .url = QUrl(u"https://api.example.org/x"_s), .headers = headers};
}

QStringList s_lines;

void keepLine(QtMsgType, const QMessageLogContext &, const QString &line)
{
    s_lines.append(line);
}

}

/// What the wire may do to us, and what we may do to it.
class NetGuardsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_client = std::make_unique<HttpClient>(systemNow); }
    void cleanup() { m_client.reset(); }

    // TLS

    void aCertificateOfOnesOwnMakingIsRefused()
    {
        TlsServer server(okAnswer("{}"));
        for (const QString &host : {u"localhost"_s, u"127.0.0.1"_s}) {
            const auto got = ask(
                *m_client,
                {.url = server.url(u"https"_s, host), .credentials = {{"Authorization", "Bearer s3cr3t"}}, .idle = 5s});
            QVERIFY(!got);
            QCOMPARE(got.error().reason, Reason::Tls);
            QCOMPARE(got.error().kind, Failure::Kind::Transient);
            QVERIFY(!got.error().detail.isEmpty());
        }
        QTRY_VERIFY(server.connections >= 2);
        QVERIFY2(server.received.isEmpty(), server.received.constData());
    }

    void aTrustedCertificateIsForItsNameAlone()
    {
        const Trust trust;
        TlsServer server(okAnswer("{}"));
        const auto named = ask(*m_client, {.url = server.url(u"https"_s, u"localhost"_s)});
        QVERIFY2(named, named ? "" : qPrintable(named.error().detail));
        QCOMPARE(named->body, "{}"_ba);
        server.received.clear();
        m_client = std::make_unique<HttpClient>(systemNow);
        QCOMPARE(reasonOf(ask(*m_client, {.url = server.url(u"https"_s, u"127.0.0.1"_s)})), Reason::Tls);
        QVERIFY(server.received.isEmpty());
    }

    void aHostThatWantedTlsIsNeverAskedWithoutAgain()
    {
        const Trust trust;
        TlsServer server(okAnswer("{}", "Strict-Transport-Security: max-age=600\r\n"));
        // Before: plain HTTP to a server that speaks TLS comes to nothing.
        QVERIFY(!ask(*m_client, {.url = server.url(u"http"_s, u"localhost"_s), .idle = 1s}));
        QVERIFY(ask(*m_client, {.url = server.url(u"https"_s, u"localhost"_s)}));
        const auto raised = ask(*m_client, {.url = server.url(u"http"_s, u"localhost"_s)});
        QVERIFY2(raised, raised ? "" : qPrintable(raised.error().detail));
        QCOMPARE(raised->url.scheme(), u"https"_s);
    }

    void aRedirectFromTlsToNoneIsRefused()
    {
        const Trust trust;
        RogueServer plain(says(okAnswer("{}")));
        QUrl target = plain.url();
        target.setHost(u"localhost"_s);
        TlsServer server("HTTP/1.1 302 Found\r\nLocation: " + target.toEncoded() + "\r\nContent-Length: 0\r\n\r\n");
        const HttpRequest request{.url = server.url(u"https"_s, u"localhost"_s),
                                  .credentials = {{"Authorization", "Bearer s3cr3t"}}};
        QCOMPARE(reasonOf(ask(*m_client, request)), Reason::RedirectElsewhere);
        server.setAnswer("HTTP/1.1 302 Found\r\nLocation: " + server.url(u"http"_s, u"localhost"_s).toEncoded()
                         + "\r\nContent-Length: 0\r\n\r\n");
        QCOMPARE(reasonOf(ask(*m_client, request)), Reason::RedirectElsewhere);
        QCOMPARE(plain.connections, 0);
    }

    // HTTP/1.1

    void theConnectionIsKeptUnlessTheServerClosesIt()
    {
        RogueServer keeping([](QTcpSocket &socket, const QByteArray &) { socket.write(okAnswer("{}")); });
        for (int i = 0; i < 3; ++i) {
            QVERIFY(ask(*m_client, {.url = keeping.url()}));
        }
        QCOMPARE(keeping.connections, 1);
        RogueServer closing(says(okAnswer("{}", "Connection: close\r\n")));
        for (int i = 0; i < 3; ++i) {
            QVERIFY(ask(*m_client, {.url = closing.url()}));
        }
        QCOMPARE(closing.connections, 3);
    }

    void eachScopeHasItsOwnConnections()
    {
        RogueServer keeping([](QTcpSocket &socket, const QByteArray &) { socket.write(okAnswer("{}")); });
        for (const QString &scope : {u"mine"_s, u"yours"_s, u"mine"_s, u"yours"_s}) {
            QVERIFY(ask(*m_client, {.scope = scope, .url = keeping.url()}));
        }
        QCOMPARE(keeping.connections, 2);
    }

    void answersInOddShapesThatAreRight_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        const QByteArray chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        QTest::newRow("until the close") << "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"a\":1}"_ba << 200
                                         << "{\"a\":1}"_ba;
        QTest::newRow("HTTP/1.0") << "HTTP/1.0 200 OK\r\nServer: old\r\n\r\n{}"_ba << 200 << "{}"_ba;
        QTest::newRow("no reason phrase") << "HTTP/1.1 200\r\nContent-Length: 2\r\n\r\n{}"_ba << 200 << "{}"_ba;
        QTest::newRow("continue first") << "HTTP/1.1 100 Continue\r\n\r\n" + okAnswer("{}") << 200 << "{}"_ba;
        QTest::newRow("no content") << "HTTP/1.1 204 No Content\r\n\r\n"_ba << 204 << QByteArray();
        QTest::newRow("chunks") << chunked + "1\r\n{\r\n1\r\n}\r\n0\r\n\r\n" << 200 << "{}"_ba;
        QTest::newRow("chunk extension") << chunked + "2;x=y\r\n{}\r\n0\r\n\r\n" << 200 << "{}"_ba;
        QTest::newRow("big letters, zeros") << chunked + "0000A\r\n[111111111\r\n1\r\n]\r\n0\r\n\r\n"
                                            << 200 << "[111111111]"_ba;
        QTest::newRow("empty gzip") << okAnswer(gzip({}), "Content-Encoding: gzip\r\n") << 200 << QByteArray();
        QTest::newRow("x-gzip") << okAnswer(gzip("{}"), "Content-Encoding: X-GZip\r\n") << 200 << "{}"_ba;
        QTest::newRow("identity") << okAnswer("{}", "Content-Encoding: identity\r\n") << 200 << "{}"_ba;
        QTest::newRow("chunked gzip")
            << "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n"
                + QByteArray::number(gzip("{}").size(), 16) + "\r\n" + gzip("{}") + "\r\n0\r\n\r\n"
            << 200 << "{}"_ba;
    }

    void answersInOddShapesThatAreRight()
    {
        QFETCH(const QByteArray, bytes);
        RogueServer server(says(bytes));
        const auto got = ask(*m_client, {.url = server.url()});
        QVERIFY2(got, got ? "" : qPrintable(got.error().detail));
        QTEST(got->status, "status");
        QTEST(got->body, "body");
    }

    void chunksThatEndEarlyAreNoAnswer()
    {
        const QByteArray head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        const QByteArray body = "7\r\n{\"a\":[1\r\n3\r\n,2]\r\n1\r\n}\r\n0\r\n\r\n";
        RogueServer whole(says(head + body));
        QCOMPARE(ask(*m_client, {.url = whole.url()})->body, "{\"a\":[1,2]}"_ba);
        // Wherever it is cut before the last chunk's size, it is not an answer. Qt takes an end within the line of a
        // chunk's size for the end of the whole at times; what came is then no document, and the parsers see that.
        for (qsizetype size = 0; size < body.size() - 5; ++size) {
            RogueServer server(says(head + body.left(size)));
            const auto got = ask(*m_client, {.url = server.url(), .idle = 500ms});
            QVERIFY2(!got || !checkJson(got->body), QByteArray("cut after " + body.left(size)).constData());
            QVERIFY(got || got.error().kind == Failure::Kind::Transient);
        }
    }

    void anAnswerCutAnywhereIsNoAnswer()
    {
        const QByteArray bytes = okAnswer("{\"a\":[1,2,3]}", "Content-Type: application/json\r\n");
        for (qsizetype size = 0; size < bytes.size(); size += 3) {
            RogueServer server(says(bytes.left(size)));
            const auto got = ask(*m_client, {.url = server.url()});
            QVERIFY2(!got, bytes.left(size).constData());
            QCOMPARE(got.error().reason, Reason::Cut);
            QVERIFY(!got.error().detail.contains("127.0.0.1"_L1));
        }
    }

    void whatIsNoHttpIsAFailure_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("SSH") << "SSH-2.0-OpenSSH_9.9\r\n"_ba;
        QTest::newRow("noise") << QByteArray(3000, '\x80');
        QTest::newRow("no status") << "HTTP/1.1 OK\r\n\r\n"_ba;
        QTest::newRow("a chunk of no size")
            << "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"_ba;
    }

    void whatIsNoHttpIsAFailure()
    {
        QFETCH(const QByteArray, bytes);
        RogueServer server(says(bytes));
        const auto got = ask(*m_client, {.url = server.url(), .idle = 1s, .total = 3s});
        QVERIFY(!got || got->status != 200 || got->body.isEmpty());
        QVERIFY(got || got.error().kind != Failure::Kind::NeedsLogin);
    }

    void aFloodOfHeadersIsNotTakenIn()
    {
        QByteArray many;
        for (int i = 0; i < 20'000; ++i) {
            many += "X-Flood-" + QByteArray::number(i) + ": " + QByteArray(100, 'f') + "\r\n";
        }
        RogueServer flood(says(okAnswer("{}", many)));
        // Qt gives up on the head, not on the body; on a slow machine our patience ends first.
        const auto flooded = ask(*m_client, {.url = flood.url(), .idle = 2s, .total = 8s});
        QVERIFY(!flooded || flooded->headers.isEmpty());
        RogueServer wide(says(okAnswer("{}", "X-Wide: " + QByteArray(4'000'000, 'w') + "\r\n")));
        QVERIFY(!ask(*m_client, {.url = wide.url(), .idle = 2s, .total = 8s}));
        // As quick as can be, and still refused: by what came, not by the time it takes.
        RogueServer quick(says(okAnswer("{}", "X-Wide: " + QByteArray(300'000, 'w') + "\r\n")));
        const auto refused = ask(*m_client, {.url = quick.url()});
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, Failure::Kind::Malformed);
        // A long but honest head is read.
        RogueServer honest(says(okAnswer("{}", "Link: " + QByteArray(2000, 'l') + "\r\n")));
        const auto got = ask(*m_client, {.url = honest.url()});
        QVERIFY(got);
        QCOMPARE(got->header("link").size(), 2000);
    }

    void bytesBeyondTheLengthAreNotTheNextAnswer()
    {
        RogueServer server([](QTcpSocket &socket, const QByteArray &request) {
            socket.write(request.contains("/first") ? okAnswer("one") + okAnswer("smuggled") : okAnswer("two"));
        });
        const auto first = ask(*m_client, {.url = server.url(u"/first"_s)});
        QVERIFY(first);
        QCOMPARE(first->body, "one"_ba);
        const auto second = ask(*m_client, {.url = server.url(u"/second"_s), .idle = 2s});
        QVERIFY(!second || second->body == "two");
    }

    void manyAtOnceEndOnceEach()
    {
        RogueServer server([](QTcpSocket &socket, const QByteArray &request) {
            socket.write(okAnswer(request.mid(5, request.indexOf(' ', 5) - 5)));
        });
        QObject context;
        QHash<QByteArray, int> got;
        for (int i = 0; i < 50; ++i) {
            m_client->send({.url = server.url(u"/%1"_s.arg(i))}, &context,
                           [&got](const Result<HttpAnswer> &result) { ++got[result ? result->body : "failed"_ba]; });
        }
        QTRY_COMPARE_WITH_TIMEOUT(got.size(), 50, 20'000);
        QVERIFY(std::ranges::all_of(got, [](int times) { return times == 1; }));
        QCOMPARE(m_client->budget().share(hostOf(server.url())).used, 50);
    }

    void aBodyIsReadOnce()
    {
        OnceUpload upload("abcdef");
        QVERIFY(upload.isSequential());
        QVERIFY(!upload.reset());
        QCOMPARE(upload.bytesAvailable(), 6);
        QCOMPARE(upload.read(4), "abcd"_ba);
        QVERIFY(!upload.atEnd());
        QCOMPARE(upload.read(4), "ef"_ba);
        QVERIFY(upload.atEnd());
        QVERIFY(upload.read(1).isEmpty());
        QVERIFY(!upload.seek(0));
        QCOMPARE(upload.write("x"), -1);
    }

    // gzip

    void packedBodies_data()
    {
        QTest::addColumn<QByteArray>("packed");
        QTest::addColumn<Gunzip::State>("state");
        QTest::addColumn<QByteArray>("plain");
        using enum Gunzip::State;
        const QByteArray plain = "{\"bugs\":[1,2,3]}";
        const QByteArray good = gzip(plain);
        const QByteArray twoLetters("\x02\x00hi", 4); // FEXTRA: a length, then as many bytes
        QTest::newRow("one member") << good << Complete << plain;
        QTest::newRow("three members") << good + gzip("x") + gzip({}) << Complete << plain + "x";
        QTest::newRow("nothing packed") << gzip({}) << Complete << QByteArray();
        QTest::newRow("with a name") << Member{.plain = plain, .flags = 8, .extras = QByteArray("a.json\0", 7)}.bytes()
                                     << Complete << plain;
        QTest::newRow("with a comment") << Member{.plain = plain, .flags = 16, .extras = QByteArray("hi\0", 3)}.bytes()
                                        << Complete << plain;
        QTest::newRow("with an extra field")
            << Member{.plain = plain, .flags = 4, .extras = twoLetters}.bytes() << Complete << plain;
        QTest::newRow("with all three")
            << Member{.plain = plain, .flags = 4 + 8 + 16, .extras = twoLetters + QByteArray("n\0c\0", 4)}.bytes()
            << Complete << plain;
        QTest::newRow("marked as text") << Member{.plain = plain, .flags = 1}.bytes() << Complete << plain;
        QTest::newRow("reserved flag") << Member{.plain = plain, .flags = 32}.bytes() << Broken << QByteArray();
        QTest::newRow("wrong header checksum")
            << Member{.plain = plain, .flags = 2, .extras = "??"}.bytes() << Broken << QByteArray();
        QTest::newRow("another method") << Member{.plain = plain, .method = 7}.bytes() << Broken << QByteArray();
        QTest::newRow("wrong checksum") << Member{.plain = plain, .crcError = 1}.bytes() << Broken << plain;
        QTest::newRow("wrong length") << Member{.plain = plain, .sizeError = 1}.bytes() << Broken << plain;
        QTest::newRow("wrong checksum of the second")
            << good + Member{.plain = plain, .crcError = 0x80000000}.bytes() << Broken << plain + plain;
        QTest::newRow("rubbish behind") << good + "rubbish" << Broken << plain;
        QTest::newRow("zeros behind") << good + QByteArray(8, '\0') << Broken << plain;
        QTest::newRow("the second is cut") << good + good.chopped(3) << Unfinished << plain + plain;
        QTest::newRow("zlib") << deflated(plain, 15) << Broken << QByteArray();
        QTest::newRow("raw deflate") << deflated(plain, -15) << Broken << QByteArray();
        QTest::newRow("half the magic") << "\x1f"_ba << Unfinished << QByteArray();
        QTest::newRow("not packed") << plain << Broken << QByteArray();
    }

    void packedBodies()
    {
        QFETCH(const QByteArray, packed);
        QFETCH(const Gunzip::State, state);
        QFETCH(const QByteArray, plain);
        // However the network splits it, the outcome is the same.
        for (const qsizetype step : {packed.size(), qsizetype(1), qsizetype(2), qsizetype(7), qsizetype(18)}) {
            Gunzip gunzip(1000);
            QByteArray out;
            for (qsizetype at = 0; at < packed.size(); at += step) {
                gunzip.feed(QByteArrayView(packed).mid(at, std::min(step, packed.size() - at)), out);
            }
            QCOMPARE(gunzip.state(), state);
            QVERIFY(out == plain || (state == Gunzip::State::Broken && plain.startsWith(out)));
        }
    }

    void everyCutOfAPackedBodyIsSeen()
    {
        const QByteArray packed =
            Member{.plain = QByteArray(3000, 'x') + "end", .flags = 8, .extras = "n\0"_ba + '\0'}.bytes();
        for (qsizetype size = 0; size < packed.size(); ++size) {
            Gunzip gunzip(10'000);
            QByteArray out;
            gunzip.feed(QByteArrayView(packed).first(size), out);
            QVERIFY2(gunzip.state() != Gunzip::State::Complete, qPrintable(QString::number(size)));
        }
    }

    void theLimitIsExact()
    {
        const QByteArray packed = gzip(QByteArray(100'000, 'x'));
        for (const qint64 most : {99'999, 100'000}) {
            Gunzip gunzip(most);
            QByteArray out;
            QCOMPARE(gunzip.feed(packed, out), most == 100'000 ? Gunzip::State::Complete : Gunzip::State::TooLarge);
            QVERIFY(out.size() <= most);
            // Too large stays too large, whatever follows.
            QCOMPARE(gunzip.feed(gzip("x"), out), Gunzip::State::TooLarge);
        }
        Gunzip broken(10);
        QByteArray out;
        QCOMPARE(broken.feed("no", out), Gunzip::State::Broken);
        QCOMPARE(broken.feed(gzip("x"), out), Gunzip::State::Broken);
        QVERIFY(out.isEmpty());
        // Members count together.
        Gunzip many(100);
        QCOMPARE(many.feed(QByteArray(gzip(QByteArray(60, 'a')) + gzip(QByteArray(60, 'b'))), out),
                 Gunzip::State::TooLarge);
    }

    // Secrets

    void noFailureQuotesASecret()
    {
        RogueServer cutting(says("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"));
        RogueServer silent([](QTcpSocket &, const QByteArray &) {});
        RogueServer moving(
            says("HTTP/1.1 302 Found\r\nLocation: https://example.org/?token=hidden\r\nContent-Length: 0\r\n\r\n"));
        RogueServer large(says("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n"));
        RogueServer odd(says("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Encoding: hidden\r\n\r\n{}"));
        QUrl gone;
        {
            RogueServer short_lived(says({}));
            gone = short_lived.url(u"/?api_key=hidden"_s);
        }
        QLoggingCategory::setFilterRules(u"windsock.*=true"_s);
        s_lines.clear();
        const auto before = qInstallMessageHandler(keepLine);
        QStringList told;
        for (const QUrl &url :
             {cutting.url(u"/?api_key=hidden"_s), silent.url(u"/?api_key=hidden"_s), moving.url(u"/?api_key=hidden"_s),
              large.url(u"/?api_key=hidden"_s), odd.url(u"/?api_key=hidden"_s), gone,
              QUrl(u"ftp://h/?api_key=hidden"_s), QUrl(u"https://me:hidden@127.0.0.1/"_s)}) {
            const auto got = ask(*m_client,
                                 {.url = url,
                                  .credentials = {{"Authorization", "Bearer s3cr3t"}},
                                  .ifNoneMatch = "\"hidden\"",
                                  .idle = 300ms});
            if (!got) {
                told << got.error().detail << got.error().host;
            }
        }
        const auto split = ask(*m_client, {.url = gone, .credentials = {{"Authorization", "s3cr3t\r\nhidden: 1"}}});
        told << split.error().detail;
        qInstallMessageHandler(before);
        QLoggingCategory::setFilterRules({});
        QCOMPARE(told.size(), 17);
        QVERIFY(s_lines.size() >= 9);
        const QString all = (told + s_lines).join(u'\n');
        QVERIFY2(!all.contains("s3cr3t"_L1) && !all.contains("hidden"_L1), qPrintable(all));
    }

    void recordingsGoOnWhereTheLastRunEnded()
    {
        QTemporaryDir folder;
        RogueServer server(says(okAnswer("{}")));
        for (int run = 0; run < 2; ++run) {
            HttpClient client(systemNow);
            client.recordTo(folder.path());
            HttpRequest feed{.url = server.url(u"/private-hidden/basic.ics?sig=hidden&token=hidden"_s)};
            feed.secretPath = run == 1;
            QVERIFY(ask(client, feed));
            client.recordTo({});
            QVERIFY(ask(client, feed));
        }
        const QStringList names = QDir(folder.path()).entryList(QDir::Files, QDir::Name);
        QCOMPARE(names, (QStringList{u"0001.body"_s, u"0001.json"_s, u"0002.body"_s, u"0002.json"_s}));
        for (const QString &name : names) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
            const QByteArray bytes = file.readAll();
            QVERIFY2(!bytes.contains("=hidden"), bytes.constData());
            QVERIFY(name != "0002.json"_L1 || !bytes.contains("hidden"));
        }
    }

    // The budget

    void theHourRollsOver()
    {
        QDateTime now = noon;
        RequestBudget budget([&now] { return now; });
        budget.count(u"a"_s);
        now = noon.addSecs(3599);
        budget.count(u"a"_s);
        QCOMPARE(budget.share(u"a"_s).used, 2);
        now = noon.addSecs(3600);
        QCOMPARE(budget.share(u"a"_s).used, 0);
        budget.count(u"a"_s);
        QCOMPARE(budget.share(u"a"_s).used, 1);
        // The new hour began with that request, not with the old hour's end.
        now = noon.addSecs(3600 + 3599);
        QCOMPARE(budget.share(u"a"_s).used, 1);
        now = noon.addSecs(-10);
        QCOMPARE(budget.share(u"a"_s).used, 0);
        QCOMPARE(budget.share(u"never"_s).limit, 1800);
    }

    void garbledRateHeadersHoldNobody_data()
    {
        QTest::addColumn<QByteArray>("limit");
        QTest::addColumn<QByteArray>("remaining");
        QTest::addColumn<QByteArray>("reset");
        const QByteArray soon = QByteArray::number(noon.addSecs(600).toSecsSinceEpoch());
        QTest::newRow("no limit") << "0"_ba << "0"_ba << soon;
        QTest::newRow("negative limit") << "-5000"_ba << "0"_ba << soon;
        QTest::newRow("negative rest") << "5000"_ba << "-1"_ba << soon;
        QTest::newRow("huge limit") << "99999999999999999999"_ba << "0"_ba << soon;
        QTest::newRow("hex") << "0x10"_ba << "0"_ba << soon;
        QTest::newRow("broken number") << "5000"_ba << "0.5"_ba << soon;
        QTest::newRow("words") << "many"_ba << "none"_ba << "soon"_ba;
        QTest::newRow("not a number") << "5000"_ba << "0"_ba << "nan"_ba;
        QTest::newRow("infinite") << "5000"_ba << "0"_ba << "inf"_ba;
        QTest::newRow("minus infinite") << "5000"_ba << "0"_ba << "-inf"_ba;
        QTest::newRow("before our time") << "5000"_ba << "0"_ba << "-1"_ba;
        QTest::newRow("past") << "5000"_ba << "0"_ba << QByteArray::number(noon.addSecs(-1).toSecsSinceEpoch());
        QTest::newRow("beyond all years") << "5000"_ba << "0"_ba << "1e300"_ba;
        QTest::newRow("empty") << QByteArray() << QByteArray() << QByteArray();
        QTest::newRow("two in one") << "5000, 5000"_ba << "0"_ba << soon;
    }

    void garbledRateHeadersHoldNobody()
    {
        QFETCH(const QByteArray, limit);
        QFETCH(const QByteArray, remaining);
        QFETCH(const QByteArray, reset);
        RequestBudget budget([] { return noon; });
        tellBudget(
            budget, u"h"_s,
            answer(200,
                   {{"X-RateLimit-Limit", limit}, {"X-RateLimit-Remaining", remaining}, {"X-RateLimit-Reset", reset}}),
            noon);
        QVERIFY(budget.allows(u"h"_s));
        QCOMPARE(budget.share(u"h"_s).limit, 1800);
        const Failure failure = failureFromStatus(
            answer(429, {{"X-RateLimit-Remaining", remaining}, {"X-RateLimit-Reset", reset}}), noon);
        QVERIFY(!failure.until.isValid() || (failure.until >= noon && failure.until <= noon.addDays(1)));
    }

    void aQuotaIsKeptWithinADay()
    {
        RequestBudget budget([] { return noon; });
        const auto tell = [&](const QByteArray &reset) {
            tellBudget(
                budget, u"h"_s,
                answer(200, {{"X-RateLimit-Limit", "10"}, {"X-RateLimit-Remaining", "0"}, {"X-RateLimit-Reset", reset}}),
                noon);
            return budget.share(u"h"_s).notBefore;
        };
        QCOMPARE(tell("60"), noon.addSecs(60)); // Meetup: seconds from now
        QCOMPARE(tell(QByteArray::number(noon.addSecs(90).toSecsSinceEpoch())), noon.addSecs(90));
        QCOMPARE(tell(QByteArray::number(noon.addDays(400).toSecsSinceEpoch())), noon.addDays(1));
        QCOMPARE(tell("99999999"), noon.addDays(1));
        // More left than allowed is as much as is allowed.
        budget.told(u"x"_s, 5, 900, noon.addSecs(60));
        QCOMPARE(budget.share(u"x"_s).limit, 5);
        budget.count(u"x"_s);
        QCOMPARE(budget.share(u"x"_s).limit, 5);
        QCOMPARE(budget.share(u"x"_s).used, 1);
    }

    void aHoldIsNeverShortenedByALaterAnswer()
    {
        RequestBudget budget([] { return noon; });
        tellBudget(budget, u"h"_s, answer(429, {{"Retry-After", "600"}}), noon);
        tellBudget(budget, u"h"_s, answer(429, {{"Retry-After", "5"}}), noon);
        tellBudget(budget, u"h"_s, answer(503, {{"Retry-After", "Sat, 21 Nov 2026 12:01:00 GMT"}}), noon);
        tellBudget(budget, u"h"_s, answer(200, {{"Retry-After", "1"}}), noon);
        tellBudget(budget, u"h"_s, answer(429, {}), noon);
        budget.hold(u"h"_s, noon.addSecs(-5));
        QCOMPARE(budget.share(u"h"_s).notBefore, noon.addSecs(600));
        QVERIFY(budget.allows(u"other"_s));
        // An answer that went well holds nobody, whatever it says.
        tellBudget(budget, u"other"_s, answer(200, {{"Retry-After", "600"}}), noon);
        QVERIFY(budget.allows(u"other"_s));
    }

    void aClockPutBackFreesTheHost()
    {
        QDateTime now = noon;
        RequestBudget budget([&now] { return now; });
        budget.hold(u"h"_s, noon.addSecs(7200));
        budget.told(u"q"_s, 100, 0, noon.addSecs(7200));
        now = noon.addSecs(-3600); // summer time set by hand: still held, and by no more than was said
        QCOMPARE(budget.share(u"h"_s).notBefore, noon.addSecs(7200));
        QCOMPARE(budget.share(u"q"_s).notBefore, noon.addSecs(7200));
        now = noon.addYears(-4);
        QVERIFY(budget.allows(u"h"_s));
        QVERIFY(budget.allows(u"q"_s));
    }

    // Dates

    void retryAfter_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QDateTime>("due");
        const QDateTime none;
        QTest::newRow("seconds") << "90"_ba << noon.addSecs(90);
        QTest::newRow("leading zeros") << "0090"_ba << noon.addSecs(90);
        QTest::newRow("a day and more") << "86401"_ba << noon.addDays(1);
        QTest::newRow("IMF-fixdate") << "Sat, 21 Nov 2026 12:30:00 GMT"_ba << noon.addSecs(1800);
        QTest::newRow("RFC 850") << "Saturday, 21-Nov-26 12:30:00 GMT"_ba << noon.addSecs(1800);
        QTest::newRow("asctime") << "Sat Nov 21 12:30:00 2026"_ba << noon.addSecs(1800);
        QTest::newRow("asctime, first of the month") << "Tue Dec  1 12:30:00 2026"_ba << noon.addDays(1);
        QTest::newRow("the weekday is not looked at") << "Mon, 21 Nov 2026 12:30:00 GMT"_ba << noon.addSecs(1800);
        QTest::newRow("blanks around") << "  Sat, 21 Nov 2026 12:30:00 GMT \t"_ba << noon.addSecs(1800);
        QTest::newRow("leap second") << "Sat, 21 Nov 2026 12:59:60 GMT"_ba << noon.addSecs(3599);
        QTest::newRow("past") << "Sat, 21 Nov 2026 11:59:59 GMT"_ba << noon;
        QTest::newRow("long past") << "Thu, 01 Jan 1970 00:00:00 GMT"_ba << noon;
        QTest::newRow("last century") << "Sunday, 06-Nov-94 08:49:37 GMT"_ba << noon;
        QTest::newRow("far ahead") << "Fri, 31 Dec 9999 23:59:59 GMT"_ba << noon.addDays(1);
        QTest::newRow("no such day") << "Sat, 30 Feb 2027 12:00:00 GMT"_ba << none;
        QTest::newRow("no leap year") << "Mon, 29 Feb 2027 12:00:00 GMT"_ba << none;
        QTest::newRow("day 0") << "Sat, 00 Nov 2026 12:00:00 GMT"_ba << none;
        QTest::newRow("second 61") << "Sat, 21 Nov 2026 12:30:61 GMT"_ba << none;
        QTest::newRow("hour 24") << "Sat, 21 Nov 2026 24:00:00 GMT"_ba << none;
        QTest::newRow("another zone") << "Sat, 21 Nov 2026 12:30:00 +0100"_ba << none;
        QTest::newRow("small letters") << "sat, 21 nov 2026 12:30:00 gmt"_ba << none;
        QTest::newRow("one-digit day") << "Sat, 1 Nov 2026 12:30:00 GMT"_ba << none;
        QTest::newRow("ISO") << "2026-11-21T12:30:00Z"_ba << none;
        QTest::newRow("negative") << "-90"_ba << none;
        QTest::newRow("plus") << "+90"_ba << none;
        QTest::newRow("hex") << "0x5a"_ba << none;
        QTest::newRow("list") << "90, 120"_ba << none;
        QTest::newRow("NUL") << "9\0000"_ba << none;
        QTest::newRow("other digits") << "\xD9\xA9\xD9\xA0"_ba << none;
    }

    void retryAfter()
    {
        QFETCH(const QByteArray, text);
        QTEST(parseRetryAfter(text, noon), "due");
    }

    void leapDaysAndCenturies()
    {
        QCOMPARE(parseHttpDate("Tue, 29 Feb 2028 00:00:00 GMT", noon).date(), QDate(2028, 2, 29));
        QCOMPARE(parseHttpDate("Tue, 29 Feb 2000 00:00:00 GMT", noon).date(), QDate(2000, 2, 29));
        QVERIFY(!parseHttpDate("Mon, 29 Feb 2100 00:00:00 GMT", noon).isValid());
        // A year of two digits lies at most fifty years ahead.
        QCOMPARE(parseHttpDate("Saturday, 21-Nov-76 12:00:00 GMT", noon).date().year(), 2076);
        QCOMPARE(parseHttpDate("Monday, 21-Nov-77 12:00:00 GMT", noon).date().year(), 1977);
        QCOMPARE(parseHttpDate("Saturday, 01-Jan-00 12:00:00 GMT", noon).date().year(), 2000);
        QCOMPARE(parseHttpDate("Sat, 21 Nov 2026 12:00:00 GMT", noon).timeSpec(), Qt::UTC);
    }

    // JSON

    void depthIsCountedExactly()
    {
        const auto nested = [](int depth, bool objects) -> QByteArray {
            QByteArray open;
            QByteArray close;
            for (int i = 0; i < depth; ++i) {
                const bool object = objects && i % 2 == 0;
                open += object ? "{\"k[{\":" : "[";
                close.prepend(object ? '}' : ']');
            }
            // An object must hold something: the innermost one gets a number.
            return open + (open.endsWith(':') ? "1" : "") + close;
        };
        for (const bool objects : {false, true}) {
            QVERIFY(checkJson(nested(63, objects)));
            QVERIFY(checkJson(nested(64, objects)));
            const auto deep = checkJson(nested(65, objects));
            QVERIFY(!deep);
            QCOMPARE(deep.error().reason, Reason::TooDeep);
            QCOMPARE(deep.error().kind, Failure::Kind::Malformed);
        }
        QVERIFY(checkJson("[]", 1));
        QVERIFY(!checkJson("[[]]", 1));
        // Side by side is not deep.
        QVERIFY(checkJson(QByteArray('[' + QByteArray("[[]],").repeated(5000) + "1]"), 3));
    }

    void bracketsInStringsDoNotCount()
    {
        for (const QByteArray &text :
             {"[\"}]\"]"_ba, "{\"}\":\"{\"}"_ba, "[\"\\\"]\"]"_ba, "[\"\\\\\"]"_ba, "[\"\\\\\\\"]\"]"_ba,
              "[\"\\u005d\"]"_ba, "{\"a\":\"\\\\\",\"b\":[\"\\\\\\\\\"]}"_ba, "[\"\xC3\xA9]\"]"_ba}) {
            QVERIFY2(checkJson(text), text.constData());
        }
        for (const QByteArray &text : {"[\"\\\\\"]\"]"_ba, "[\"\\\"]"_ba, "[\\\"]"_ba, "[\"]\"]]"_ba, "[\"a\"]]"_ba}) {
            QVERIFY2(!checkJson(text), text.constData());
        }
        QVERIFY(!checkJson("\xEF\xBB\xBF"));
        QVERIFY(!checkJson("\xEF\xBB\xBF\xEF\xBB\xBF[]"));
        QVERIFY(!checkJson(QByteArray("[]\0", 3)));
    }

    void everyCutOfADocumentIsSeen()
    {
        const QByteArray whole = "{\"a\":[1,{\"b\":\"]}\\\"\\\\\"},[]],\"c\":{\"d\":null},\"e\":\"{[\" }";
        QVERIFY(checkJson(whole));
        for (qsizetype size = 0; size < whole.size(); ++size) {
            const auto cut = checkJson(QByteArrayView(whole).first(size));
            QVERIFY2(!cut, whole.left(size).constData());
            QCOMPARE(cut.error().reason, Reason::NotTheFormat);
        }
    }

    void noiseIsLookedOverWithoutHarm()
    {
        QRandomGenerator random(42);
        static constexpr QByteArrayView letters("{}[]\",:\\ 1\n");
        int fine = 0;
        for (int i = 0; i < 20'000; ++i) {
            QByteArray noise;
            for (int size = random.bounded(12); size >= 0; --size) {
                noise += letters.at(random.bounded(int(letters.size())));
            }
            const auto checked = checkJson(noise, 3);
            fine += checked ? 1 : 0;
            QVERIFY(checked || checked.error().kind == Failure::Kind::Malformed);
            // Who is let through has as many brackets open as closed outside its strings.
            QVERIFY2(!checked || noise.trimmed().startsWith('[') || noise.trimmed().startsWith('{'), noise.constData());
        }
        QVERIFY(fine > 0 && fine < 5000);
    }

    // Addresses

    void hostsAreNamedAlike()
    {
        const auto host = [](const char *address) { return hostOf(QUrl(QString::fromLatin1(address))); };
        QCOMPARE(host("https://API.Example.org/x"), u"api.example.org"_s);
        QCOMPARE(host("https://api.example.org:8443/"), u"api.example.org:8443"_s);
        QCOMPARE(host("http://localhost:80/"), u"localhost"_s);
        QCOMPARE(host("http://localhost:443/"), u"localhost:443"_s);
        QCOMPARE(host("https://localhost:80/"), u"localhost:80"_s);
        for (const char *own : {"http://127.0.0.2/", "http://[::1]/", "http://LOCALHOST/"}) {
            QVERIFY2(isLoopback(QUrl(QString::fromLatin1(own))), own);
        }
        for (const char *other : {"http://localhost./", "http://127.0.0.1.nip.io/", "http://10.0.0.1/", "http://[::2]/",
                                  "http://0.0.0.0/", "http://[fe80::1]/"}) {
            QVERIFY2(!isLoopback(QUrl(QString::fromLatin1(other))), other);
        }
    }

private:
    std::unique_ptr<HttpClient> m_client;
};

QTEST_GUILESS_MAIN(NetGuardsTest)

#include "tst_netguards.moc"
