// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/lines/stompframe.h"
#include "app/lines/stompline.h"
#include "tests/lines/listening.h"

#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace Windsock;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = Failure::Kind;
using Reason = Failure::Reason;

namespace {
using Hearing = ListeningBy<StompLine>;

/// A broker on loopback that plays STOMP as far as it is told to, and then says the text it is given, however wrong.
class RogueStomp : public QObject
{
public:
    enum class Until { SignedIn, Open };

    explicit RogueStomp(Until until = Until::Open)
        : m_server(u"rogue"_s, QWebSocketServer::NonSecureMode), m_until(until)
    {
        m_server.setSupportedSubprotocols({u"v12.stomp"_s});
        if (!m_server.listen(QHostAddress::LocalHost)) {
            qFatal("no port");
        }
        connect(&m_server, &QWebSocketServer::newConnection, this, [this] {
            m_socket = m_server.nextPendingConnection();
            ++connections;
            connect(m_socket, &QWebSocket::disconnected, m_socket, &QObject::deleteLater);
            auto reader = std::make_shared<StompReader>(1000);
            connect(m_socket, &QWebSocket::textMessageReceived, this, [this, reader](const QString &text) {
                beats += text == "\n"_L1 ? 1 : 0;
                const auto read = reader->read(text.toUtf8(), [this](const StompFrame &frame) { answer(frame); });
                if (!read) {
                    qWarning("the line speaks no STOMP: %s", qPrintable(read.error().detail));
                }
            });
        });
        m_heartbeat.callOnTimeout([this] { say("\n"); });
    }

    LineTask task() const
    {
        return {.address = *lineAddress(QUrl(u"ws://127.0.0.1:%1/ws"_s.arg(m_server.serverPort()))),
                .user = u"me"_s,
                .password = "geheim",
                .queue = u"queue/me/x"_s,
                .bindings = {{u"exchange/a"_s, u"#"_s}},
                .heartbeat = 1s,
                .largestMessage = 5000};
    }
    void setGreeting(const QByteArray &greeting) { m_greeting = greeting; }
    void keepAlive() { m_heartbeat.start(300ms); }
    void say(const QByteArray &text)
    {
        if (m_socket) {
            m_socket->sendTextMessage(QString::fromUtf8(text));
        }
    }
    void sayBinary(const QByteArray &bytes) { m_socket->sendBinaryMessage(bytes); }
    void leave() { m_socket->close(QWebSocketProtocol::CloseCodeGoingAway, u"for lunch"_s); }

    int connections = 0;
    int beats = 0;
    QList<StompFrame> heard;

private:
    void answer(const StompFrame &frame)
    {
        heard.append(frame);
        if (frame.command == "CONNECT") {
            say(m_greeting);
        } else if (frame.command == "SUBSCRIBE" && m_until == Until::Open) {
            say(stompBytes({.command = "RECEIPT", .headers = {{"receipt-id", frame.header("receipt")}}, .body = {}}));
        }
    }

    QWebSocketServer m_server;
    const Until m_until;
    QPointer<QWebSocket> m_socket;
    QTimer m_heartbeat;
    QByteArray m_greeting = QByteArray("CONNECTED\nversion:1.2\nheart-beat:1000,1000\n\n") + '\0';
};

QByteArray message(const QByteArray &destination, const QByteArray &subscription = "0")
{
    return stompBytes(
        {.command = "MESSAGE", .headers = {{"destination", destination}, {"subscription", subscription}}, .body = "{}"});
}
}

/// A line by STOMP and brokers that do not keep to it.
class StompRogueTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".+"_s)); }

    void whatItSays()
    {
        RogueStomp rogue;
        rogue.keepAlive();
        Hearing hearing;
        QVERIFY(hearing.opens(rogue.task()));
        QCOMPARE(rogue.heard.size(), 2);
        QCOMPARE(rogue.heard.at(0).header("login"), "me");
        QCOMPARE(rogue.heard.at(0).header("passcode"), "geheim");
        QCOMPARE(rogue.heard.at(0).header("host"), "/");
        QCOMPARE(rogue.heard.at(0).header("heart-beat"), "1000,1000");
        QCOMPARE(rogue.heard.at(1).header("destination"), "/exchange/exchange%2Fa/#");
        QCOMPARE(rogue.heard.at(1).header("x-queue-name"), "queue/me/x-0");
        QCOMPARE(rogue.heard.at(1).header("exclusive"), "true");
        QTRY_VERIFY(rogue.beats >= 3);
        hearing.line.close();
        QTRY_COMPARE(rogue.heard.last().command, "DISCONNECT");
        QCOMPARE(hearing.losses, 0);
    }

    void garbageAtFirst_data()
    {
        QTest::addColumn<QByteArray>("greeting");
        QTest::addColumn<Failure::Kind>("kind");
        const QByteArray end(1, '\0');
        QTest::newRow("no STOMP") << QByteArray("hello\n\n") << Kind::Malformed;
        QTest::newRow("another version") << "CONNECTED\nversion:1.0\n\n" + end << Kind::Malformed;
        QTest::newRow("no version") << "CONNECTED\n\n" + end << Kind::Malformed;
        QTest::newRow("a message") << message("/exchange/a/b") << Kind::Malformed;
        QTest::newRow("a receipt") << "RECEIPT\nreceipt-id:0\n\n" + end << Kind::Malformed;
        QTest::newRow("two greetings") << QByteArray("CONNECTED\nversion:1.2\n\n" + end).repeated(2) << Kind::Malformed;
        QTest::newRow("no") << "ERROR\nmessage:Bad CONNECT\n\nAccess refused" + end << Kind::NeedsLogin;
    }
    void garbageAtFirst()
    {
        QFETCH(const QByteArray, greeting);
        QFETCH(const Failure::Kind, kind);
        RogueStomp rogue(RogueStomp::Until::SignedIn);
        rogue.setGreeting(greeting);
        Hearing hearing;
        const Failure failure = hearing.loses(rogue.task());
        QCOMPARE(failure.kind, kind);
        QCOMPARE(failure.host, u"127.0.0.1"_s);
        QCOMPARE(hearing.losses, 1);
        QCOMPARE(rogue.connections, 1);
        QVERIFY(!hearing.missing);
    }

    void garbageLater_data()
    {
        QTest::addColumn<QByteArray>("text");
        const QByteArray end(1, '\0');
        QTest::newRow("no STOMP") << QByteArray("hello\n\n");
        QTest::newRow("a broken escape") << "MESSAGE\na:\\x\n\n" + end;
        QTest::newRow("a greeting") << "CONNECTED\nversion:1.2\n\n" + end;
        QTest::newRow("a command of ours") << "SEND\n\n" + end;
    }
    void garbageLater()
    {
        QFETCH(const QByteArray, text);
        RogueStomp rogue;
        rogue.keepAlive();
        Hearing hearing;
        QVERIFY(hearing.opens(rogue.task()));
        rogue.say(message("/exchange/exchange%2Fa/before") + text + message("/exchange/exchange%2Fa/after"));
        QTRY_VERIFY(hearing.lost);
        QCOMPARE(hearing.lost->kind, Kind::Malformed);
        QCOMPARE(hearing.looks, QList{WatchId(u"before"_s)});
        QCOMPARE(hearing.losses, 1);
    }

    void whatIsNotOursIsPassedOver()
    {
        RogueStomp rogue;
        rogue.keepAlive();
        Hearing hearing;
        QVERIFY(hearing.opens(rogue.task()));
        const QByteArray end(1, '\0');
        rogue.say(message("/exchange/a/b", "1") + message("/exchange/a/b", "-1") + message("/exchange/a/b", "x")
                  + "RECEIPT\nreceipt-id:0\n\n" + end + message("/queue/a", "0") + message({}, "0")
                  + message("/exchange/exchange%2Fa/x%2Fy%25"));
        QTRY_VERIFY(hearing.looks.contains(WatchId(u"x/y%"_s)));
        QCOMPARE(hearing.messages, 3); // two from nowhere, which name no key
        rogue.sayBinary(message("/exchange/a/bytes")); // as RabbitMQ does where it is set to
        QTRY_VERIFY(hearing.looks.contains(WatchId(u"bytes"_s)));
        QCOMPARE(hearing.losses, 0);
    }

    void aMessageWithoutEndIsTooMuch()
    {
        RogueStomp rogue;
        rogue.keepAlive();
        Hearing hearing;
        QVERIFY(hearing.opens(rogue.task()));
        rogue.say("MESSAGE\n\n" + QByteArray(20'000, 'x')); // one message of the WebSocket, twice what may come
        QTRY_VERIFY(hearing.lost);
        QCOMPARE(hearing.losses, 1);
    }

    void anErrorIsTheEnd()
    {
        RogueStomp rogue;
        rogue.keepAlive();
        Hearing hearing;
        QVERIFY(hearing.opens(rogue.task()));
        const QByteArray end(1, '\0');
        rogue.say("ERROR\nmessage:Server cancelled subscription\n\nThe server has\u0007 cancelled" + end);
        QTRY_VERIFY(hearing.lost);
        QCOMPARE(hearing.lost->kind, Kind::Transient);
        QVERIFY(hearing.lost->detail.startsWith(u"Server cancelled subscription: The server has"_s));
        QVERIFY(!hearing.lost->detail.contains(QChar(7)));
    }

    void silenceIsALoss()
    {
        RogueStomp rogue; // which sends no heartbeats
        Hearing hearing;
        QVERIFY(hearing.opens(rogue.task()));
        QTRY_VERIFY(hearing.lost);
        QCOMPARE(hearing.lost->reason, Reason::Timeout);
        QCOMPARE(hearing.losses, 1);
    }

    void aGoodbyeIsALoss()
    {
        RogueStomp rogue;
        Hearing hearing;
        QVERIFY(hearing.opens(rogue.task()));
        rogue.leave();
        QTRY_VERIFY(hearing.lost);
        QCOMPARE(hearing.lost->reason, Reason::Cut);
        QCOMPARE(hearing.lost->kind, Kind::Transient);
    }

    void aReceiptThatDoesNotComeIsWaitedForTenSeconds()
    {
        RogueStomp rogue(RogueStomp::Until::SignedIn);
        rogue.keepAlive();
        Hearing hearing;
        const Failure failure = hearing.loses(rogue.task());
        QCOMPARE(failure.reason, Reason::Timeout);
        QVERIFY(!hearing.missing);
    }

    void aServerThatDoesNotAnswer()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        LineTask task = RogueStomp().task();
        task.address.port = server.serverPort();
        Hearing hearing;
        const Failure failure = hearing.loses(task);
        QCOMPARE(failure.reason, Reason::Timeout);
        QCOMPARE(hearing.losses, 1);
    }

    void whatIsSentElsewhereIsNotFollowed()
    {
        RogueStomp elsewhere;
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QTcpServer::newConnection, this, [&] {
            QTcpSocket *socket = server.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket, to = elsewhere.task().address.port] {
                socket->readAll();
                socket->write("HTTP/1.1 302 Found\r\nLocation: ws://127.0.0.1:" + QByteArray::number(to)
                              + "/ws\r\nContent-Length: 0\r\n\r\n");
                socket->disconnectFromHost();
            });
        });
        LineTask task = elsewhere.task();
        task.address.port = server.serverPort();
        Hearing hearing;
        const Failure failure = hearing.loses(task);
        QCOMPARE(failure.kind, Kind::Transient);
        QCOMPARE(elsewhere.connections, 0);
    }
};

QTEST_GUILESS_MAIN(StompRogueTest)

#include "tst_stomprogue.moc"
