// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/lines/listening.h"
#include "tests/lines/roguebroker.h"

#include <QElapsedTimer>

using namespace Windsock;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = Failure::Kind;
using Reason = Failure::Reason;

namespace {
/// Plain: what a broker may say wrongly is the same inside of TLS.
LineTask taskFor(const RogueBroker &broker)
{
    return {.address = {.host = u"127.0.0.1"_s, .port = broker.port(), .vhost = u"/"_s, .safe = false},
            .user = u"me"_s,
            .password = "geheim",
            .queue = u"queue/me/windsock-1"_s,
            .bindings = {{u"exchange/x"_s, u"#"_s}},
            .heartbeat = 1s};
}
}

/// Brokers that misbehave: whatever they say, the line is lost in words or reads on, and it ends when it is told to.
class AmqpRogueTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".+"_s)); }

    void aGoodBrokerIsUnderstood()
    {
        RogueBroker broker;
        Listening listening;
        QVERIFY2(listening.opens(taskFor(broker)), qPrintable(listening.lost.value_or(Failure()).detail));
        broker.send(RogueBroker::deliver(1, "key", "{}"));
        QTRY_COMPARE(listening.looks, QList{WatchId(u"key"_s)});
        QTRY_COMPARE(broker.acknowledged(), 1);
        // A message in many frames, and several in one piece.
        QByteArray pieces = RogueBroker::deliverHead(2, "pieces", 3);
        for (const char byte : {'a', 'b', 'c'}) {
            pieces += RogueBroker::body(QByteArray(1, byte));
        }
        broker.send(pieces + RogueBroker::deliver(3, "behind", "{}"));
        QTRY_COMPARE(listening.messages, 3);
        QTRY_COMPARE(broker.acknowledged(), 3);
        QCOMPARE(listening.losses, 0);
    }

    void garbageInsteadOfAGreeting_data()
    {
        QTest::addColumn<QByteArray>("greeting");
        QTest::newRow("html") << QByteArray("HTTP/1.1 400 Bad Request\r\n\r\n<html>");
        QTest::newRow("another version") << QByteArray("AMQP\x03\x01\x00\x00", 8);
        QTest::newRow("zeros") << QByteArray(100'000, '\0');
        QTest::newRow("noise") << QByteArray("\xff\xfe\xfd").repeated(50'000);
        QTest::newRow("a frame of four gigabytes") << QByteArray("\x01\x00\x00\xff\xff\xff\xff", 7).append(1000, 'x');
    }
    void garbageInsteadOfAGreeting()
    {
        QFETCH(const QByteArray, greeting);
        RogueBroker broker(RogueBroker::Until::Greeting);
        broker.setGreeting(greeting);
        Listening listening;
        const Failure failure = listening.loses(taskFor(broker));
        QVERIFY(failure.kind == Kind::Malformed || failure.kind == Kind::Transient);
        QVERIFY(!failure.detail.isEmpty());
        QCOMPARE(listening.losses, 1);
    }

    void garbageLater_data()
    {
        QTest::addColumn<QByteArray>("garbage");
        const QByteArray header = RogueBroker::deliverHead(1, "k", 10);
        QTest::newRow("noise") << QByteArray("\xff\xfe\xfd").repeated(100);
        QTest::newRow("a frame larger than agreed") << QByteArray("\x03\x00\x01\x7f\xff\xff\x00", 7);
        QTest::newRow("a frame without its end") << RogueBroker::frame(3, 1, "x").chopped(1).append("y");
        QTest::newRow("a body without a message") << RogueBroker::body("x");
        QTest::newRow("a body longer than said") << QByteArray(header + RogueBroker::body(QByteArray(11, 'x')));
        QTest::newRow("a message within a message") << QByteArray(header + RogueBroker::deliver(2, "k", "{}"));
        QTest::newRow("two headers") << QByteArray(header + header.sliced(header.size() - 22));
        QTest::newRow("an unknown method") << RogueBroker::frame(1, 1, QByteArray("\x00\x63\x00\x63", 4));
        QTest::newRow("a method cut short") << RogueBroker::frame(1, 1, QByteArray("\x00\x3c\x00\x3c\x20", 5));
    }
    void garbageLater()
    {
        QFETCH(const QByteArray, garbage);
        RogueBroker broker;
        Listening listening;
        QVERIFY(listening.opens(taskFor(broker)));
        broker.send(garbage);
        QTRY_VERIFY(listening.lost);
        QVERIFY(listening.lost->kind == Kind::Malformed || listening.lost->kind == Kind::Transient);
        QCOMPARE(listening.looks, QList<WatchId>());
    }

    void aMessageThatClaimsToBeEndlessIsNotKept()
    {
        RogueBroker broker;
        Listening listening;
        QVERIFY(listening.opens(taskFor(broker)));
        broker.send(RogueBroker::deliverHead(1, "k", ~quint64(0)));
        for (int i = 0; i < 200; ++i) {
            broker.send(RogueBroker::body(QByteArray(100'000, 'x')));
        }
        QTRY_VERIFY(broker.bytesLeft() == 0);
        QCOMPARE(listening.read.load(), 0);
        QCOMPARE(listening.losses, 0);
    }

    void silenceIsLost_data()
    {
        QTest::addColumn<RogueBroker::Until>("until");
        QTest::newRow("after the handshake") << RogueBroker::Until::Open;
        QTest::newRow("in the middle of a message") << RogueBroker::Until::HalfMessage;
    }
    void silenceIsLost()
    {
        QFETCH(const RogueBroker::Until, until);
        RogueBroker broker(until);
        broker.setSilent(); // it sends no heartbeat
        Listening listening;
        QVERIFY(listening.opens(taskFor(broker)));
        QTRY_VERIFY_WITH_TIMEOUT(listening.lost, 20'000);
        QCOMPARE(listening.lost->reason, Reason::Timeout);
        QCOMPARE(listening.lost->kind, Kind::Transient);
    }

    void whoStallsDoesNotHoldTheEnd_data()
    {
        QTest::addColumn<RogueBroker::Until>("until");
        QTest::newRow("at the greeting") << RogueBroker::Until::Nothing;
        QTest::newRow("at the password") << RogueBroker::Until::Greeting;
        QTest::newRow("at the queue") << RogueBroker::Until::SignedIn;
        QTest::newRow("open") << RogueBroker::Until::Open;
        QTest::newRow("in a message") << RogueBroker::Until::HalfMessage;
    }
    void whoStallsDoesNotHoldTheEnd()
    {
        QFETCH(const RogueBroker::Until, until);
        RogueBroker broker(until);
        broker.setSilent();
        auto listening = std::make_unique<Listening>();
        LineTask patient = taskFor(broker);
        patient.heartbeat = 30s;
        listening->open(patient);
        QTRY_VERIFY(broker.isStalling());
        QElapsedTimer time;
        time.start();
        listening.reset();
        QVERIFY2(time.elapsed() < 3'000, qPrintable(QString::number(time.elapsed())));
    }

    void whoClosesIsLost()
    {
        RogueBroker broker;
        Listening listening;
        QVERIFY(listening.opens(taskFor(broker)));
        broker.send(RogueBroker::closeConnection(320, "CONNECTION_FORCED - the broker is stopped"));
        QTRY_VERIFY(listening.lost);
        QCOMPARE(listening.lost->kind, Kind::Transient);
        QCOMPARE(listening.lost->reason, Reason::ServerError);
        QCOMPARE(listening.lost->detail, u"320 CONNECTION_FORCED - the broker is stopped"_s);
        QCOMPARE(listening.losses, 1);
    }

    void wordsOfABrokerAreOneShortLine()
    {
        RogueBroker broker;
        Listening listening;
        QVERIFY(listening.opens(taskFor(broker)));
        broker.send(RogueBroker::closeConnection(320, QByteArray("a\x1b[31m\nb") + QByteArray(200, 'x')));
        QTRY_VERIFY(listening.lost);
        QVERIFY(!listening.lost->detail.contains(u'\n'));
        QVERIFY(!listening.lost->detail.contains(QChar(0x1b)));
        QVERIFY(listening.lost->detail.size() <= 500);
    }
};

QTEST_GUILESS_MAIN(AmqpRogueTest)

#include "tst_amqprogue.moc"
