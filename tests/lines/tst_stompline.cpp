// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/lines/stompline.h"
#include "tests/lines/listening.h"
#include "tests/lines/publisher.h"

#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QTcpServer>

using namespace Windsock;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = Failure::Kind;
using Reason = Failure::Reason;

namespace {
const QString s_failed = u"exchange/taskcluster-queue/v1/task-failed"_s;
const QString s_pushes = u"exchange/hgpushes/v1"_s;

using Hearing = ListeningBy<StompLine>;

void trustOnly(const QString &authority)
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setCaCertificates(QSslCertificate::fromPath(authority));
    QSslConfiguration::setDefaultConfiguration(tls);
}
}

/// A line to a real RabbitMQ by STOMP over a WebSocket with TLS, with the rights that Pulse gives.
class StompLineTest : public QObject
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
        trustOnly(m_broker.authority());
    }
    void aMessageArrives();
    void keysAreTopics();
    void whatIsTooLargeIsPassedOver();
    void aWrongPasswordIsRefused();
    void aPasswordMayHaveAnything();
    void aStrangersCertificateIsRefused();
    void anotherHostsCertificateIsRefused();
    void aMissingExchangeIsNamed();
    void withoutAnyExchangeItIsLost();
    void anUnknownVhostIsRefused();
    void anotherPathIsRefused();
    void nobodyThere();
    void aFloodIsAFewLooks();
    void theEndIsQuick();
    void whatIsClosedSaysNothing();
    void aBrokerThatDiesIsLost();

private:
    LineTask task(const QList<LineBinding> &bindings = {{s_failed, u"#"_s}}) const
    {
        return {.address = *lineAddress(m_broker.webUrl()),
                .user = QString::fromLatin1(TestBroker::user),
                .password = TestBroker::password,
                .queue = u"queue/%1/windsock-%2"_s.arg(QLatin1StringView(TestBroker::user))
                             .arg(QRandomGenerator::global()->generate64()),
                .bindings = bindings,
                .heartbeat = 2s};
    }

    TestBroker m_broker;
    std::unique_ptr<Publisher> m_publisher;
};

void StompLineTest::aMessageArrives()
{
    Hearing hearing;
    QVERIFY2(hearing.opens(task({{s_failed, u"route.tc-treeherder.v2.try.abc.#"_s}})),
             qPrintable(hearing.lost.value_or(Failure()).detail));
    QCOMPARE(*hearing.missing, QStringList());
    QVERIFY(m_publisher->publish(s_failed, u"primary.a/b.c%d"_s, "{\"\xc3\xa4\":\"\\n\"}",
                                 {u"route.tc-treeherder.v2.try.abc.7"_s}));
    QTRY_COMPARE(hearing.looks, QList{WatchId(u"primary.a/b.c%d"_s)});
    QCOMPARE(hearing.messages, 1);
    {
        const std::scoped_lock lock(hearing.mutex);
        QCOMPARE(hearing.last.exchange, s_failed);
        QCOMPARE(hearing.last.body, "{\"\xc3\xa4\":\"\\n\"}");
        QCOMPARE(hearing.last.routes, QStringList{u"route.tc-treeherder.v2.try.abc"_s});
    }
    QVERIFY(m_publisher->publish(s_failed, u"route.tc-treeherder.v2.try.abc.8"_s, {}));
    QTRY_COMPARE(hearing.messages, 2);
    QCOMPARE(hearing.losses, 0);
}

void StompLineTest::keysAreTopics()
{
    Hearing hearing;
    QVERIFY(hearing.opens(task({{s_failed, u"primary.*.x.#"_s}, {s_pushes, u"#"_s}})));
    QVERIFY(m_publisher->publish(s_failed, u"primary.a.y"_s, "{}")); // not ours
    QVERIFY(m_publisher->publish(s_failed, u"primary.a.x.z"_s, "{}"));
    QVERIFY(m_publisher->publish(s_pushes, u"try"_s, "{}"));
    QTRY_COMPARE(hearing.messages, 2);
    QCOMPARE(QSet<WatchId>(hearing.looks.cbegin(), hearing.looks.cend()),
             (QSet{WatchId(u"primary.a.x.z"_s), WatchId(u"try"_s)}));
}

void StompLineTest::whatIsTooLargeIsPassedOver()
{
    Hearing hearing;
    LineTask small = task();
    small.largestMessage = 100'000;
    QVERIFY(hearing.opens(small));
    QVERIFY(m_publisher->publish(s_failed, u"large"_s, QByteArray(100'001, 'x')));
    QVERIFY(m_publisher->publish(s_failed, u"largest"_s, QByteArray(100'000, 'x')));
    QTRY_COMPARE(hearing.looks, QList{WatchId(u"largest"_s)});
    QCOMPARE(hearing.largest.load(), 100'000);
    QCOMPARE(hearing.losses, 0);
}

void StompLineTest::aWrongPasswordIsRefused()
{
    LineTask wrong = task();
    for (const QByteArray &password : {QByteArray("wrong"), QByteArray("a\nlogin:publisher")}) {
        Hearing hearing;
        wrong.password = password;
        const Failure failure = hearing.loses(wrong);
        QCOMPARE(failure.kind, Kind::NeedsLogin);
        QCOMPARE(failure.reason, Reason::BadCredential);
        QCOMPARE(failure.host, u"localhost"_s);
        QCOMPARE(hearing.losses, 1);
    }
}

void StompLineTest::aPasswordMayHaveAnything()
{
    LineTask odd = task();
    odd.user = QString::fromLatin1(TestBroker::oddUser);
    odd.password = TestBroker::oddPassword;
    Hearing hearing;
    QVERIFY2(hearing.opens(odd), qPrintable(hearing.lost.value_or(Failure()).detail));
}

void StompLineTest::aStrangersCertificateIsRefused()
{
    trustOnly(m_broker.stranger());
    Hearing hearing;
    const Failure failure = hearing.loses(task());
    QCOMPARE(failure.reason, Reason::Tls);
    QCOMPARE(failure.kind, Kind::Transient);
}

void StompLineTest::anotherHostsCertificateIsRefused()
{
    LineTask other = task();
    other.address.host = u"127.0.0.1"_s; // the certificate is for localhost
    Hearing hearing;
    QCOMPARE(hearing.loses(other).reason, Reason::Tls);
}

void StompLineTest::aMissingExchangeIsNamed()
{
    const QString gone = u"exchange/gone/a"_s;
    Hearing hearing;
    QVERIFY(hearing.opens(task({{gone, u"a"_s}, {gone, u"b"_s}, {s_failed, u"#"_s}})));
    QCOMPARE(*hearing.missing, QStringList{gone});
    QVERIFY(m_publisher->publish(s_failed, u"there"_s, "{}"));
    QTRY_COMPARE(hearing.looks, QList{WatchId(u"there"_s)});
    QCOMPARE(hearing.losses, 0);
}

void StompLineTest::withoutAnyExchangeItIsLost()
{
    Hearing hearing;
    const Failure failure = hearing.loses(task({{u"exchange/gone/a"_s, u"#"_s}, {u"exchange/gone/b"_s, u"#"_s}}));
    QCOMPARE(failure.kind, Kind::Rejected);
    QCOMPARE(failure.reason, Reason::NotFound);
    QVERIFY2(failure.detail.contains(u"exchange/gone/b"_s), qPrintable(failure.detail));
    QCOMPARE(hearing.losses, 1);
}

void StompLineTest::anUnknownVhostIsRefused()
{
    LineTask elsewhere = task();
    elsewhere.address.vhost = u"elsewhere"_s;
    Hearing hearing;
    const Failure failure = hearing.loses(elsewhere);
    QCOMPARE(failure.kind, Kind::Rejected);
    QCOMPARE(failure.reason, Reason::NotFound);
}

void StompLineTest::anotherPathIsRefused()
{
    LineTask elsewhere = task();
    elsewhere.address.path = u"/elsewhere"_s;
    Hearing hearing;
    const Failure failure = hearing.loses(elsewhere);
    QCOMPARE(failure.kind, Kind::Transient);
    QVERIFY2(failure.detail.contains(u"404"_s), qPrintable(failure.detail));
}

void StompLineTest::nobodyThere()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    LineTask nowhere = task();
    nowhere.address.port = server.serverPort();
    server.close();
    Hearing hearing;
    const Failure failure = hearing.loses(nowhere);
    QCOMPARE(failure.kind, Kind::Transient);
    QCOMPARE(failure.reason, Reason::ConnectionRefused);
}

void StompLineTest::aFloodIsAFewLooks()
{
    constexpr int flood = 20'000;
    Hearing hearing;
    QVERIFY(hearing.opens(task()));
    QElapsedTimer time;
    time.start();
    QVERIFY(m_publisher->publishMany(s_failed, u"flood"_s, QByteArray(1500, ' '), flood));
    QVERIFY(m_publisher->publish(s_failed, u"last"_s, "{}"));
    QTRY_VERIFY_WITH_TIMEOUT(hearing.looks.contains(WatchId(u"last"_s)), 60'000);
    qInfo("%lld of %d messages read (the queue keeps 1,500), in %lld ms, in %d tellings of %lld watches",
          qlonglong(hearing.messages), flood + 1, qlonglong(time.elapsed()), hearing.tellings,
          qlonglong(hearing.looks.size()));
    QVERIFY(hearing.messages > 1000);
    QVERIFY(hearing.tellings <= 2 + time.elapsed() / 200);
    QVERIFY(hearing.looks.size() <= 2 * hearing.tellings + 1);
    QCOMPARE(hearing.losses, 0);
}

void StompLineTest::theEndIsQuick()
{
    auto hearing = std::make_unique<Hearing>();
    QVERIFY(hearing->opens(task()));
    QElapsedTimer time;
    time.start();
    hearing.reset();
    qInfo("an open line ends in %lld ms", qlonglong(time.elapsed()));
    QVERIFY(time.elapsed() < 2'000);
}

void StompLineTest::whatIsClosedSaysNothing()
{
    Hearing hearing;
    QVERIFY(hearing.opens(task()));
    hearing.line.close();
    QVERIFY(m_publisher->publish(s_failed, u"nobody hears"_s, "{}"));
    hearing.missing.reset();
    QVERIFY(hearing.opens(task())); // and may be opened again
    QVERIFY(m_publisher->publish(s_failed, u"heard"_s, "{}"));
    QTRY_COMPARE(hearing.looks, QList{WatchId(u"heard"_s)});
    QCOMPARE(hearing.losses, 0);
}

/// The last: the broker is gone then.
void StompLineTest::aBrokerThatDiesIsLost()
{
    Hearing hearing;
    QVERIFY(hearing.opens(task()));
    m_broker.kill();
    QTRY_VERIFY(hearing.lost);
    QCOMPARE(hearing.lost->kind, Kind::Transient);
    QCOMPARE(hearing.losses, 1);
    QVERIFY2(m_broker.start(), qPrintable(m_broker.problem()));
    hearing.missing.reset();
    hearing.lost.reset();
    QVERIFY(hearing.opens(task()));
    Publisher publisher(m_broker);
    QVERIFY(publisher.publish(s_failed, u"again"_s, "{}"));
    QTRY_COMPARE(hearing.looks, QList{WatchId(u"again"_s)});
}

QTEST_GUILESS_MAIN(StompLineTest)

#include "tst_stompline.moc"
