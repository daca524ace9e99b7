// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/poll/pollworld.h"

#include <QRegularExpression>

using namespace Windsock;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = Failure::Kind;
using Reason = Failure::Reason;
using State = SourceHealth::State;

namespace {
QStringList askedWith(const PuppetSource &source)
{
    QStringList ids;
    for (const Sibling &sibling : source.task.siblings) {
        if (sibling.isAsked) {
            ids.append(sibling.watch.id.value);
        }
    }
    return ids;
}
}

/// Watches that one fetch answers for, and hosts that have blocked us.
class PollTogetherTest : public QObject
{
    Q_OBJECT

private:
    static void addThree(PollWorld &world)
    {
        for (const QString &tag : {u"a"_s, u"b"_s, u"c"_s}) {
            world.addTree(u"bz"_s, tag, Service::Bugzilla);
        }
    }
    static void storeAll(PollWorld &world)
    {
        for (const Snapshot &snapshot : std::exchange(world.snapshots, {})) {
            world.store(snapshot);
        }
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".+"_s)); }

    void oneFetchAnswersForAll()
    {
        PollWorld world;
        addThree(world);
        world.addTree(u"other"_s, u"d"_s, Service::Bugzilla);
        world.setUp();
        world.poller.start();
        world.pass(3s);
        for (int cycle = 0; cycle < 5; ++cycle) {
            QCOMPARE(world.asked.size(), 2); // one an account
            for (int i = 0; i < 2; ++i) {
                PuppetSource *source = world.asked.takeFirst();
                QCOMPARE(askedWith(*source).size(), source->task.account.id == AccountId(u"bz"_s) ? 2 : 0);
                world.answerTogether(source);
            }
            QCOMPARE(world.snapshots.size(), 4);
            for (const QString &watch : {u"bz/a"_s, u"bz/b"_s, u"bz/c"_s}) {
                QCOMPARE(world.health(watch).state, State::Good);
                QCOMPARE(world.health(watch).asOf, world.now);
            }
            storeAll(world);
            world.pass(132s); // the interval and the most that dice add
        }
    }

    void otherServicesAreAskedForEachWatch()
    {
        PollWorld world;
        world.addTree(u"th"_s, u"a"_s);
        world.addTree(u"th"_s, u"b"_s);
        world.startAll();
        QCOMPARE(world.asked.size(), 2);
        QVERIFY(world.asked.first()->task.siblings.isEmpty());
    }

    void aRideCountsOnceForItsHost()
    {
        PollWorld world;
        addThree(world);
        world.addTree(u"bz2"_s, u"d"_s, Service::Bugzilla, u"https://bz.example.org"_s);
        world.addTree(u"bz3"_s, u"e"_s, Service::Bugzilla, u"https://bz.example.org"_s);
        world.startAll();
        QCOMPARE(world.asked.size(), 2); // two for a host, whoever rides along
        world.answerTogether(world.asked.takeFirst());
        QCOMPARE(world.asked.size(), 2);
    }

    void memoriesOfAllGoAlong()
    {
        PollWorld world;
        addThree(world);
        world.setUp({{.watch = WatchId(u"bz/b"_s), .cursor = u"kept"_s}});
        world.poller.start();
        world.pass(3s);
        PuppetSource *source = world.asked.takeFirst();
        QStringList cursors{source->task.memory.cursor};
        for (const Sibling &sibling : source->task.siblings) {
            cursors.append(sibling.memory.cursor);
        }
        cursors.sort();
        QCOMPARE(cursors, (QStringList{QString(), QString(), u"kept"_s}));
    }

    void whoIsBeingStoredIsNotAskedButSeen()
    {
        PollWorld world;
        addThree(world);
        world.startAll();
        PuppetSource *first = world.asked.takeFirst();
        const WatchId leader = first->task.watch.id;
        world.answerTogether(first);
        for (const Snapshot &snapshot : std::as_const(world.snapshots)) {
            if (snapshot.watch != leader) {
                world.store(snapshot);
            }
        }
        world.pass(132s);
        QCOMPARE(world.asked.size(), 1);
        PuppetSource *second = world.asked.takeFirst();
        QCOMPARE(second->task.siblings.size(), 2);
        QCOMPARE(askedWith(*second).size(), 1);
    }

    void aFailureIsEverybodys()
    {
        PollWorld world;
        addThree(world);
        world.startAll();
        world.answerBad(world.asked.takeFirst(), {.kind = Kind::Transient, .reason = Reason::Timeout});
        for (const QString &watch : {u"bz/a"_s, u"bz/b"_s, u"bz/c"_s}) {
            QCOMPARE(world.health(watch).state, State::Failing);
            QCOMPARE(world.health(watch).next, world.health(u"bz/a"_s).next);
        }
        world.pass(30min);
        QCOMPARE(world.asked.size(), 1); // and is tried again together
        QCOMPARE(askedWith(*world.asked.first()).size(), 2);
    }

    void oneWatchMayFailAlone()
    {
        PollWorld world;
        addThree(world);
        world.startAll();
        PuppetSource *source = world.asked.takeFirst();
        const WatchId bad = source->task.siblings.constFirst().watch.id;
        const WatchId good = source->task.siblings.constLast().watch.id;
        source->answerAlso(bad, Failed(Failure{.kind = Kind::Rejected, .reason = Reason::BadRequest}));
        source->answerAlso(good, Snapshot{.watch = good, .asOf = world.now});
        world.answerGood(source);
        QCOMPARE(world.healths.value(bad).state, State::Failing);
        QCOMPARE(world.healths.value(good).state, State::Good);
        storeAll(world);
        world.pass(132s);
        QCOMPARE(world.asked.size(), 1);
        QCOMPARE(askedWith(*world.asked.first()).size(), 1); // the bad one waits its hour
        QVERIFY(!askedWith(*world.asked.first()).contains(bad.value));
    }

    void whoIsForgottenInTheAnswerHasFailed()
    {
        PollWorld world;
        addThree(world);
        world.startAll();
        PuppetSource *source = world.asked.takeFirst();
        world.answerGood(source);
        int good = 0;
        for (const SourceHealth &health : std::as_const(world.healths)) {
            good += health.state == State::Good ? 1 : 0;
        }
        QCOMPARE(good, 1);
    }

    void aRefusedKeyStopsAll()
    {
        PollWorld world;
        addThree(world);
        world.startAll();
        world.answerBad(world.asked.takeFirst(), {.kind = Kind::NeedsLogin, .reason = Reason::BadCredential});
        world.pass(5h);
        QVERIFY(world.asked.isEmpty());
        world.poller.retryAccount(AccountId(u"bz"_s));
        QCOMPARE(world.asked.size(), 1);
        QCOMPARE(askedWith(*world.asked.first()).size(), 2);
    }

    void aSourceThatNeverEndsHoldsNobodyForEver()
    {
        PollWorld world;
        addThree(world);
        world.startAll();
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"never ended its fetch"_s));
        world.pass(5min);
        for (const QString &watch : {u"bz/a"_s, u"bz/b"_s, u"bz/c"_s}) {
            QCOMPARE(world.health(watch).failure->reason, Reason::Timeout);
        }
    }

    void theLeaderIsTakenAway()
    {
        PollWorld world;
        addThree(world);
        world.startAll();
        const QPointer<PuppetSource> source = world.asked.takeFirst();
        const WatchId leader = source->task.watch.id;
        world.watches.removeIf([&leader](const Watch &watch) { return watch.id == leader; });
        world.setUp();
        QVERIFY(!source);
        world.pass(1s);
        QCOMPARE(world.asked.size(), 1);
        QCOMPARE(askedWith(*world.asked.first()).size(), 1);
    }

    void aRoundOfRidersEnds()
    {
        PollWorld world;
        addThree(world);
        world.setUp();
        world.poller.pollNow(); // without start()
        QCOMPARE(world.asked.size(), 1);
        world.answerTogether(world.asked.takeFirst());
        QCOMPARE(world.rounds, 0);
        storeAll(world);
        world.settle();
        QCOMPARE(world.rounds, 1);
        QVERIFY(world.asked.isEmpty());
    }

    void stoppingEndsTheRideForAll()
    {
        PollWorld world;
        addThree(world);
        world.startAll();
        world.poller.stop();
        QVERIFY(!world.poller.nextDue().isValid());
        world.poller.start();
        world.poller.pollNow();
        world.pass(1s);
        QVERIFY(!world.asked.isEmpty());
    }

    /// The server counts its hour from the request that it refused, not from where our fetch began.
    void aBlockCountsFromItsAnswer()
    {
        PollWorld world;
        addThree(world);
        world.startAll();
        const QDateTime begun = world.now;
        world.now = world.now.addSecs(240);
        world.answerBad(world.asked.takeFirst(),
                        {.kind = Kind::RateLimited, .reason = Reason::Blocked, .until = begun.addSecs(3600)});
        QCOMPARE(world.health(u"bz/a"_s).next, world.now.addSecs(3600));
        world.now = begun.addSecs(3600);
        world.poller.wake();
        QVERIFY(world.asked.isEmpty());
    }

    void aBlockIsRememberedOfEveryWatchOnTheHost_data()
    {
        QTest::addColumn<QString>("left");
        QTest::addColumn<bool>("refusedFirst");
        QTest::newRow("the one that was refused") << u"bz/a"_s << true;
        QTest::newRow("one of another account") << u"bz2/d"_s << true;
        QTest::newRow("one that was answered before") << u"bz2/d"_s << false;
    }

    /// What the store kept of any one watch holds the host after a restart, though the others are gone.
    void aBlockIsRememberedOfEveryWatchOnTheHost()
    {
        QFETCH(QString, left);
        QFETCH(bool, refusedFirst);
        PollWorld world;
        world.addTree(u"bz"_s, u"a"_s, Service::Bugzilla);
        world.addTree(u"bz2"_s, u"d"_s, Service::Bugzilla, u"https://bz.example.org"_s);
        world.addTree(u"th"_s, u"autoland"_s);
        world.startAll();
        QList<QPointer<PuppetSource>> asked = std::exchange(world.asked, {});
        if (!refusedFirst) {
            std::ranges::reverse(asked);
        }
        for (const QPointer<PuppetSource> &source : std::as_const(asked)) {
            if (source->task.account.id == AccountId(u"bz"_s)) {
                world.answerBad(source, {.kind = Kind::RateLimited, .reason = Reason::Blocked});
            } else {
                world.answerGood(source);
                world.store(world.snapshots.last());
            }
        }
        world.pass(130s);
        const SourceHealth kept = world.health(left);
        PollWorld restarted;
        restarted.now = world.now;
        restarted.addTree(u"new"_s, u"x"_s, Service::Bugzilla, u"https://bz.example.org"_s);
        restarted.addTree(u"th"_s, u"autoland"_s);
        restarted.accounts.append(*std::ranges::find(world.accounts, kept.account, &Account::id));
        restarted.watches.append(*std::ranges::find(world.watches, kept.watch, &Watch::id));
        restarted.setUp({}, {kept});
        restarted.poller.pollNow();
        restarted.pass(3s);
        QCOMPARE(restarted.asked.size(), 1);
        QCOMPARE(restarted.asked.first()->task.account.id, AccountId(u"th"_s));
        restarted.poller.retryAccount(AccountId(u"new"_s));
        QCOMPARE(restarted.asked.size(), 1);
    }
};

QTEST_GUILESS_MAIN(PollTogetherTest)

#include "tst_polltogether.moc"
