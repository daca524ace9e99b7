// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/lines/listening.h"
#include "tests/lines/publisher.h"

#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QTcpServer>

#include <unistd.h>

using namespace Windsock;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = Failure::Kind;
using Reason = Failure::Reason;

namespace {
const QString s_failed = u"exchange/taskcluster-queue/v1/task-failed"_s;
const QString s_pushes = u"exchange/hgpushes/v1"_s;

/// Bytes of memory that are this process's own.
qint64 residentBytes()
{
    QFile file(u"/proc/self/statm"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toLongLong() * ::sysconf(_SC_PAGESIZE)
                                          : 0;
}
}

/// A line to a real RabbitMQ, over TLS, with the rights that Pulse gives.
class AmqpLineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_broker.start(), qPrintable(m_broker.problem()));
        m_publisher = std::make_unique<Publisher>(m_broker);
        QVERIFY(m_publisher->isConnected());
    }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".+"_s));
        qputenv("SSL_CERT_FILE", QFile::encodeName(m_broker.authority()));
    }
    void nobodyIsGivenItsPort();
    void aMessageArrives();
    void keysAreTopics();
    void whatIsTooLargeIsPassedOver();
    void aWrongPasswordIsRefused();
    void aStrangersCertificateIsRefused();
    void anotherHostsCertificateIsRefused();
    void aQueueOfAnotherNameIsRefused();
    void aMissingExchangeIsNamed();
    void withoutAnyExchangeItIsLost();
    void anUnknownVhostIsRefused();
    void nobodyThere();
    void aDeletedQueueIsNoticed();
    void aQueueGoesWithItsReader();
    void aFloodIsAFewLooks();
    void theEndIsQuick();
    void whatIsClosedSaysNothing();
    void aBrokerThatDiesIsLost();

private:
    LineTask task(const QList<LineBinding> &bindings = {{s_failed, u"#"_s}}) const
    {
        const Account account = m_broker.account(u"pulse"_s);
        return {.address = *lineAddress(account.baseUrl),
                .user = account.user,
                .password = TestBroker::password,
                .queue = u"queue/%1/windsock-%2"_s.arg(account.user).arg(QRandomGenerator::global()->generate64()),
                .bindings = bindings,
                .heartbeat = 2s};
    }

    TestBroker m_broker;
    std::unique_ptr<Publisher> m_publisher;
};

/// Found by a broker that could not start again: another test had been given its port while it was dead.
void AmqpLineTest::nobodyIsGivenItsPort()
{
    QFile file(u"/proc/sys/net/ipv4/ip_local_port_range"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const int first = file.readAll().simplified().split(' ').value(0).toInt();
    QVERIFY(first > 0);
    for (const QUrl &url : {m_broker.url(), m_broker.webUrl()}) {
        QVERIFY2(url.port() < first, qPrintable(url.toString()));
    }
}

void AmqpLineTest::aMessageArrives()
{
    Listening listening;
    QVERIFY2(listening.opens(task()), qPrintable(listening.lost.value_or(Failure()).detail));
    QCOMPARE(*listening.missing, QStringList());
    QVERIFY(m_publisher->publish(s_failed, u"primary.a.b"_s, "{}", {u"route.x"_s, u"route.y"_s}));
    QTRY_COMPARE(listening.looks, QList{WatchId(u"primary.a.b"_s)});
    QCOMPARE(listening.messages, 1);
    QCOMPARE(listening.routes.load(), 2);
    QVERIFY(m_publisher->publish(s_failed, u"empty"_s, {}));
    QTRY_COMPARE(listening.messages, 2);
    QCOMPARE(listening.losses, 0);
}

void AmqpLineTest::keysAreTopics()
{
    Listening listening;
    QVERIFY(listening.opens(task({{s_failed, u"route.tc-treeherder.v2.autoland.#"_s},
                                  {s_pushes, u"integration/autoland"_s},
                                  {s_pushes, u"try"_s}})));
    const QString autoland = u"route.tc-treeherder.v2.autoland.abc.1"_s;
    QVERIFY(m_publisher->publish(s_failed, u"primary.other"_s, "{}", {u"route.tc-treeherder.v2.try.abc.1"_s}));
    QVERIFY(m_publisher->publish(s_failed, u"primary.mine"_s, "{}", {autoland, u"route.index.x"_s}));
    QVERIFY(m_publisher->publish(s_pushes, u"mozilla-central"_s, "{}"));
    QVERIFY(m_publisher->publish(s_pushes, u"try"_s, "{}"));
    QTRY_COMPARE(listening.messages, 2);
    QCOMPARE(QSet<WatchId>(listening.looks.cbegin(), listening.looks.cend()),
             (QSet{WatchId(u"primary.mine"_s), WatchId(u"try"_s)}));
}

void AmqpLineTest::whatIsTooLargeIsPassedOver()
{
    Listening listening;
    LineTask small = task();
    small.largestMessage = 1000;
    QVERIFY(listening.opens(small));
    QVERIFY(m_publisher->publish(s_failed, u"large"_s, QByteArray(4 * 1024 * 1024, 'x')));
    QVERIFY(m_publisher->publish(s_failed, u"just"_s, QByteArray(1000, 'x')));
    QTRY_COMPARE(listening.looks, QList{WatchId(u"just"_s)});
    QCOMPARE(listening.largest.load(), 1000);
    QCOMPARE(listening.losses, 0);
}

void AmqpLineTest::aWrongPasswordIsRefused()
{
    Listening listening;
    LineTask wrong = task();
    wrong.password = "incorrect donkey";
    const Failure failure = listening.loses(wrong);
    QCOMPARE(failure.kind, Kind::NeedsLogin);
    QCOMPARE(failure.reason, Reason::BadCredential);
    QVERIFY(!failure.detail.contains(u"donkey"_s));
    QCOMPARE(failure.host, u"localhost"_s);
}

void AmqpLineTest::aStrangersCertificateIsRefused()
{
    qputenv("SSL_CERT_FILE", QFile::encodeName(m_broker.stranger()));
    Listening listening;
    const Failure failure = listening.loses(task());
    QCOMPARE(failure.reason, Reason::Tls);
    QCOMPARE(failure.kind, Kind::Transient);
}

void AmqpLineTest::anotherHostsCertificateIsRefused()
{
    Listening listening;
    LineTask other = task();
    other.address.host = u"127.0.0.1"_s; // the certificate is localhost's
    QCOMPARE(listening.loses(other).reason, Reason::Tls);
}

void AmqpLineTest::aQueueOfAnotherNameIsRefused()
{
    Listening listening;
    LineTask foreign = task();
    foreign.queue = u"queue/somebody-else/windsock"_s;
    const Failure failure = listening.loses(foreign);
    QCOMPARE(failure.kind, Kind::Rejected);
    QCOMPARE(failure.reason, Reason::Forbidden);
    QVERIFY(failure.detail.contains(u"ACCESS_REFUSED"_s));
}

void AmqpLineTest::aMissingExchangeIsNamed()
{
    Listening listening;
    QVERIFY(listening.opens(task({{u"exchange/gone/a"_s, u"#"_s},
                                  {s_failed, u"#"_s},
                                  {u"exchange/gone/b"_s, u"x"_s},
                                  {u"exchange/gone/b"_s, u"y"_s}})));
    QCOMPARE(*listening.missing, (QStringList{u"exchange/gone/a"_s, u"exchange/gone/b"_s}));
    QVERIFY(m_publisher->publish(s_failed, u"still"_s, "{}"));
    QTRY_COMPARE(listening.looks, QList{WatchId(u"still"_s)});
}

void AmqpLineTest::withoutAnyExchangeItIsLost()
{
    Listening listening;
    const Failure failure = listening.loses(task({{u"exchange/gone/a"_s, u"#"_s}}));
    QCOMPARE(failure.kind, Kind::Rejected);
    QCOMPARE(failure.reason, Reason::NotFound);
    QVERIFY(failure.detail.contains(u"exchange/gone/a"_s));
}

void AmqpLineTest::anUnknownVhostIsRefused()
{
    Listening listening;
    LineTask elsewhere = task();
    elsewhere.address.vhost = u"elsewhere"_s;
    const Failure failure = listening.loses(elsewhere);
    QCOMPARE(failure.kind, Kind::Rejected);
    QCOMPARE(failure.reason, Reason::NotFound);
}

void AmqpLineTest::nobodyThere()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    LineTask nowhere = task();
    nowhere.address.port = server.serverPort();
    server.close();
    Listening listening;
    const Failure failure = listening.loses(nowhere);
    QCOMPARE(failure.kind, Kind::Transient);
    QCOMPARE(failure.reason, Reason::ConnectionRefused);
}

void AmqpLineTest::aDeletedQueueIsNoticed()
{
    Listening listening;
    const LineTask mine = task();
    QVERIFY(listening.opens(mine));
    QVERIFY(m_publisher->deleteQueue(mine.queue)); // as PulseGuardian does with what nobody reads
    QTRY_VERIFY(listening.lost);
    QCOMPARE(listening.lost->reason, Reason::Cancelled);
    QCOMPARE(listening.lost->kind, Kind::Transient);
}

void AmqpLineTest::aQueueGoesWithItsReader()
{
    const LineTask mine = task();
    {
        Listening listening;
        QVERIFY(listening.opens(mine));
    }
    // A queue of this name that is declared differently would be refused while the first is there.
    Listening again;
    QVERIFY(again.opens(mine));
    QVERIFY(m_publisher->publish(s_failed, u"one"_s, "{}"));
    QTRY_COMPARE(again.messages, 1); // and nothing of before
}

void AmqpLineTest::aFloodIsAFewLooks()
{
    constexpr int flood = 60'000;
    Listening listening;
    QVERIFY(listening.opens(task()));
    QVERIFY(m_publisher->publish(s_failed, u"first"_s, "{}"));
    QTRY_COMPARE(listening.messages, 1);
    const qint64 before = residentBytes();
    const QByteArray body(1500, ' ');
    QElapsedTimer time;
    time.start();
    QVERIFY(m_publisher->publishMany(s_failed, u"flood"_s, body, flood));
    QVERIFY(m_publisher->publish(s_failed, u"last"_s, "{}"));
    // This thread has taken nothing in the meantime, and nothing has piled up for it: one telling, two watches.
    QTRY_VERIFY_WITH_TIMEOUT(listening.looks.contains(WatchId(u"last"_s)), 60'000);
    const qint64 more = residentBytes() - before;
    qInfo("%lld of %d messages read (the queue keeps 1,500), in %lld ms, in %d tellings of %lld watches; %lld kB more",
          qlonglong(listening.messages), flood + 2, qlonglong(time.elapsed()), listening.tellings,
          qlonglong(listening.looks.size()), qlonglong(more / 1000));
    QVERIFY(listening.messages > 1000); // what a queue that is full drops said no more than the others
    QVERIFY(listening.tellings <= 2 + time.elapsed() / 200);
    QVERIFY(listening.looks.size() <= 2 * listening.tellings + 1);
#ifndef __SANITIZE_ADDRESS__ // which keeps what was given back, to see who still reads it
    QVERIFY2(more < 20'000'000, qPrintable(QString::number(more)));
#endif
    QCOMPARE(listening.losses, 0);
}

void AmqpLineTest::theEndIsQuick()
{
    auto listening = std::make_unique<Listening>();
    QVERIFY(listening->opens(task()));
    QElapsedTimer time;
    time.start();
    listening.reset();
    qInfo("an open line ends in %lld ms", qlonglong(time.elapsed()));
    QVERIFY(time.elapsed() < 2'000);
}

void AmqpLineTest::whatIsClosedSaysNothing()
{
    Listening listening;
    QVERIFY(listening.opens(task()));
    listening.line.close();
    QVERIFY(m_publisher->publish(s_failed, u"nobody hears"_s, "{}"));
    listening.missing.reset();
    QVERIFY(listening.opens(task())); // and may be opened again
    QVERIFY(m_publisher->publish(s_failed, u"heard"_s, "{}"));
    QTRY_COMPARE(listening.looks, QList{WatchId(u"heard"_s)});
    QCOMPARE(listening.losses, 0);
}

/// The last: the broker is gone then.
void AmqpLineTest::aBrokerThatDiesIsLost()
{
    Listening listening;
    QVERIFY(listening.opens(task()));
    m_broker.kill();
    QTRY_VERIFY(listening.lost);
    QCOMPARE(listening.lost->kind, Kind::Transient);
    QCOMPARE(listening.losses, 1);
    QVERIFY2(m_broker.start(), qPrintable(m_broker.problem()));
    listening.missing.reset();
    listening.lost.reset();
    QVERIFY(listening.opens(task()));
    Publisher publisher(m_broker);
    QVERIFY(publisher.publish(s_failed, u"again"_s, "{}"));
    QTRY_COMPARE(listening.looks, QList{WatchId(u"again"_s)});
}

QTEST_GUILESS_MAIN(AmqpLineTest)

#include "tst_amqpline.moc"
