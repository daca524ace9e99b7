// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/lines/hookline.h"
#include "tests/lines/listening.h"
#include "tests/sources/wireserver.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace Windsock;
using namespace Qt::StringLiterals;
using Kind = Failure::Kind;
using Reason = Failure::Reason;

namespace {
using Hearing = ListeningBy<HookLine>;

QString delivery(const QString &event, const QByteArray &body, int number = 1)
{
    return u"{\"Header\":{\"X-GitHub-Event\":[\"%1\"],\"X-GitHub-Delivery\":[\"d%2\"]},\"Body\":\"%3\"}"_s.arg(
        event, QString::number(number), QString::fromLatin1(body.toBase64()));
}

/// A GitHub that answers for webhooks what it is told to, and says at its WebSocket the text it is given.
class RogueHooks : public QObject
{
public:
    RogueHooks()
        : m_server(u"rogue"_s, QWebSocketServer::NonSecureMode)
        , m_rest([this](const WireServer::Asked &asked) { return answer(asked); })
    {
        if (!m_server.listen(QHostAddress::LocalHost)) {
            qFatal("no port");
        }
        socketUrl = u"ws://127.0.0.1:%1/forward"_s.arg(m_server.serverPort());
        connect(&m_server, &QWebSocketServer::newConnection, this, [this] {
            m_socket = m_server.nextPendingConnection();
            ++connections;
            authorization = m_socket->request().rawHeader("Authorization");
            connect(m_socket, &QWebSocket::disconnected, m_socket, &QObject::deleteLater);
            connect(m_socket, &QWebSocket::textMessageReceived, this,
                    [this](const QString &text) { answers.append(text.toUtf8()); });
        });
    }

    LineTask task() const
    {
        LineTask task;
        task.account = {.id = AccountId(u"gh"_s), .service = Service::GitHub, .baseUrl = m_rest.base()};
        task.password = "geheim";
        task.target = u"o/n"_s;
        task.bindings = {{u"o/n"_s, u"push"_s}};
        task.largestMessage = 5000;
        return task;
    }
    void say(const QString &text) { m_socket->sendTextMessage(text); }
    void sayBinary(const QByteArray &bytes) { m_socket->sendBinaryMessage(bytes); }
    const QList<WireServer::Asked> &asked() const { return m_rest.asked; }

    QString socketUrl;
    QByteArray made; ///< the answer to the wish for a webhook; empty for a right one
    int activated = 200;
    int connections = 0;
    QByteArray authorization;
    QList<QByteArray> answers;

private:
    WireServer::Told answer(const WireServer::Asked &asked)
    {
        if (asked.head.startsWith("post")) {
            return {.status = 201, .body = made.isEmpty() ? right() : made};
        }
        return {.status = asked.head.startsWith("patch") ? activated : 204, .body = {}};
    }
    QByteArray right() const { return "{\"id\":3,\"ws_url\":\"" + socketUrl.toLatin1() + "\"}"; }

    QWebSocketServer m_server;
    WireServer m_rest;
    QPointer<QWebSocket> m_socket;
};
}

/// Forwarded webhooks of a GitHub that does not keep to it.
class HookRogueTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".+"_s)); }

    void whatItSays()
    {
        RogueHooks rogue;
        Hearing hearing;
        QVERIFY(hearing.opens(rogue.task()));
        QCOMPARE(rogue.asked().size(), 2);
        QVERIFY(rogue.asked().at(0).head.startsWith("post /base/repos/o/n/hooks http"));
        QVERIFY(rogue.asked().at(0).head.contains("authorization: bearer geheim"));
        QVERIFY(rogue.asked().at(1).head.startsWith("patch /base/repos/o/n/hooks/3 http"));
        QCOMPARE(rogue.asked().at(1).body, "{\"active\":true}");
        QCOMPARE(rogue.authorization, "geheim");
        rogue.say(delivery(u"push"_s, "{}"));
        rogue.sayBinary(delivery(u"ping"_s, "hello", 2).toUtf8()); // of the body nothing is asked before it is answered
        QTRY_COMPARE(rogue.answers.size(), 2);
        for (const QByteArray &answer : rogue.answers) {
            QCOMPARE(QJsonDocument::fromJson(answer)[u"Status"].toInt(), 200);
        }
        QTRY_COMPARE(hearing.messages, 2);
        hearing.line.close();
        QTRY_COMPARE(rogue.asked().size(), 3);
        QVERIFY(rogue.asked().at(2).head.startsWith("delete /base/repos/o/n/hooks/3 http"));
        QCOMPARE(hearing.losses, 0);
    }

    void garbageAtFirst_data()
    {
        QTest::addColumn<QByteArray>("made");
        QTest::addColumn<Failure::Kind>("kind");
        QTest::newRow("HTML") << QByteArray("<html></html>") << Kind::Malformed;
        QTest::newRow("a list") << QByteArray("[]") << Kind::Malformed;
        QTest::newRow("no number") << QByteArray("{\"ws_url\":\"ws://127.0.0.1:1/\"}") << Kind::Malformed;
        QTest::newRow("a number below") << QByteArray("{\"id\":-3,\"ws_url\":\"ws://127.0.0.1:1/\"}") << Kind::Malformed;
        QTest::newRow("no address") << QByteArray("{\"id\":3,\"ws_url\":null}") << Kind::Malformed;
        QTest::newRow("elsewhere") << QByteArray("{\"id\":3,\"ws_url\":\"wss://evil.example/\"}") << Kind::Rejected;
        QTest::newRow("nobody there") << QByteArray("{\"id\":3,\"ws_url\":\"ws://127.0.0.1:1/\"}") << Kind::Transient;
    }
    void garbageAtFirst()
    {
        QFETCH(const QByteArray, made);
        RogueHooks rogue;
        rogue.made = made;
        Hearing hearing;
        const Failure failure = hearing.loses(rogue.task());
        QTEST(failure.kind, "kind");
        QCOMPARE(hearing.losses, 1);
        QCOMPARE(rogue.connections, 0);
        QVERIFY(!hearing.missing);
    }

    void itIsNotMadeActive()
    {
        RogueHooks rogue;
        rogue.activated = 404;
        Hearing hearing;
        QCOMPARE(hearing.loses(rogue.task()).reason, Reason::Forbidden);
        QVERIFY(!hearing.missing);
    }

    void garbageLater_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("text") << u"hello"_s;
        QTest::newRow("a list") << u"[]"_s;
        QTest::newRow("no headers") << u"{}"_s;
        QTest::newRow("no base64") << u"{\"Header\":{},\"Body\":\"?!\"}"_s;
        QTest::newRow("deep") << QString(2000, u'[') + QString(2000, u']');
    }
    void garbageLater()
    {
        QFETCH(const QString, text);
        RogueHooks rogue;
        Hearing hearing;
        QVERIFY(hearing.opens(rogue.task()));
        rogue.say(delivery(u"before"_s, "{}"));
        rogue.say(text);
        rogue.say(delivery(u"after"_s, "{}", 2));
        QTRY_VERIFY(hearing.lost);
        QCOMPARE(hearing.lost->kind, Kind::Malformed);
        QCOMPARE(hearing.looks, QList{WatchId(u"before"_s)});
        QCOMPARE(hearing.losses, 1);
    }

    void whatIsTooLargeEndsTheLine()
    {
        RogueHooks rogue;
        Hearing hearing;
        QVERIFY(hearing.opens(rogue.task()));
        rogue.say(delivery(u"push"_s, QByteArray(20'000, 'x')));
        QTRY_VERIFY(hearing.lost);
        QCOMPARE(hearing.lost->kind, Kind::Transient);
        QCOMPARE(hearing.losses, 1);
        QCOMPARE(hearing.read.load(), 0);
    }

    void aFloodIsAFewLooks()
    {
        RogueHooks rogue;
        Hearing hearing;
        QVERIFY(hearing.opens(rogue.task()));
        constexpr int many = 20'000;
        QElapsedTimer time;
        time.start();
        for (int i = 0; i < many; ++i) {
            rogue.say(delivery(u"push"_s, "{}", i));
        }
        QTRY_COMPARE_WITH_TIMEOUT(rogue.answers.size(), many, 60'000);
        QTRY_COMPARE(hearing.messages, many);
        QVERIFY2(hearing.tellings <= time.elapsed() / 200 + 2, qPrintable(QString::number(hearing.tellings)));
        QCOMPARE(hearing.losses, 0);
    }

    void aSocketThatDoesNotAnswerIsWaitedForTenSeconds()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        RogueHooks rogue;
        rogue.socketUrl = u"ws://127.0.0.1:%1/"_s.arg(server.serverPort());
        Hearing hearing;
        QCOMPARE(hearing.loses(rogue.task()).reason, Reason::Timeout);
        QCOMPARE(hearing.losses, 1);
    }

    void silenceIsALoss()
    {
        // A WebSocket that lets us in and never says a word again, not even a pong.
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QTcpServer::newConnection, this, [&server] {
            QTcpSocket *socket = server.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket, isGreeted = false]() mutable {
                const QByteArray head = socket->readAll();
                const qsizetype at = head.toLower().indexOf("sec-websocket-key: ");
                if (isGreeted || at < 0) {
                    return;
                }
                isGreeted = true;
                const QByteArray key = head.sliced(at + 19).split('\r').constFirst();
                const QByteArray accepted = QCryptographicHash::hash(
                    QByteArray(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"), QCryptographicHash::Sha1);
                socket->write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                              "Sec-WebSocket-Accept: "
                              + accepted.toBase64() + "\r\n\r\n");
            });
        });
        RogueHooks rogue;
        rogue.socketUrl = u"ws://127.0.0.1:%1/"_s.arg(server.serverPort());
        LineTask task = rogue.task();
        task.heartbeat = std::chrono::seconds(1);
        Hearing hearing;
        QVERIFY(hearing.opens(task));
        QTRY_VERIFY(hearing.lost);
        QCOMPARE(hearing.lost->reason, Reason::Timeout);
    }
};

QTEST_GUILESS_MAIN(HookRogueTest)

#include "tst_hookrogue.moc"
