// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/poll/pollworld.h"

using namespace Windsock;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = Failure::Kind;
using Reason = Failure::Reason;
using State = SourceHealth::State;

class PollerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aWatchIsFetchedAgainInItsTime()
    {
        PollWorld world;
        world.addTree(u"th"_s, u"autoland"_s);
        world.startAll();
        QCOMPARE(world.asked.size(), 1);
        QCOMPARE(world.health(u"th/autoland"_s).state, State::Fetching);
        QCOMPARE(world.asked.first()->task.now, world.now);
        world.answerAll();
        QCOMPARE(world.snapshots.size(), 1);
        const SourceHealth health = world.health(u"th/autoland"_s);
        QCOMPARE(health.state, State::Good);
        QCOMPARE(health.asOf, world.now);
        QCOMPARE(health.host, u"th.example.org"_s);
        QVERIFY(health.next >= world.now.addSecs(60) && health.next <= world.now.addSecs(66));
        QCOMPARE(world.poller.nextDue(), health.next);
        world.pass(59s);
        QVERIFY(world.asked.isEmpty());
        world.pass(7s);
        QCOMPARE(world.asked.size(), 1);
        QCOMPARE(world.asked.first()->task.memory.cursor, u"next"_s);
    }

    void aCommitOfWhichLittleIsToComeIsAskedForRarely()
    {
        PollWorld world;
        world.addTree(u"th"_s, u"try"_s);
        world.watches[0].kind = Watch::Kind::Revision;
        world.watches[0].who = u"0123456789ab"_s;
        const WatchId watch(u"th/try"_s);
        world.startAll();
        const auto answer = [&](const QList<qint64> &open) {
            world.answerGood(world.asked.takeFirst());
            world.poller.remember({.watch = watch, .asOf = world.snapshots.last().asOf, .openPushes = open});
        };
        answer({7});
        for (int i = 0; i < 300; ++i) { // five hours of a push that runs
            world.pass(66s);
            QCOMPARE(world.asked.size(), 1);
            answer({7});
        }
        world.pass(66s);
        answer({}); // it is settled, and sheriffs still look at it
        for (int i = 0; i < 110; ++i) {
            world.pass(66s);
            QCOMPARE(world.asked.size(), 1);
            answer({});
        }
        int asked = 0;
        for (int i = 0; i < 4 * 60; ++i) { // four hours
            world.pass(1min);
            asked += int(world.asked.size());
            if (!world.asked.isEmpty()) {
                answer({});
            }
        }
        QVERIFY2(asked >= 7 && asked <= 9, qPrintable(QString::number(asked)));
        // Run again: news at once after the next look.
        world.poller.pollNow(watch);
        QCOMPARE(world.asked.size(), 1);
        answer({7});
        world.pass(66s);
        QCOMPARE(world.asked.size(), 1);
    }

    void notBeforeTheStoreHasIt()
    {
        PollWorld world;
        world.addTree(u"th"_s, u"autoland"_s);
        world.startAll();
        PuppetSource *source = world.asked.takeFirst();
        world.answerGood(source);
        world.poller.remember({.watch = WatchId(u"th/autoland"_s), .cursor = u"old"_s, .asOf = world.now.addSecs(-600)});
        world.pass(2min);
        world.poller.pollNow();
        QVERIFY(world.asked.isEmpty());
        world.store(world.snapshots.first());
        QCOMPARE(world.asked.size(), 1);
        QCOMPARE(world.asked.first()->task.memory.cursor, u"next"_s);
    }

    void afterAStoreFailureTheOldMemoryIsUsed()
    {
        PollWorld world;
        world.addTree(u"th"_s, u"autoland"_s);
        world.startAll();
        world.answerGood(world.asked.takeFirst());
        world.poller.storeFailed(WatchId(u"th/autoland"_s));
        QVERIFY(world.asked.isEmpty());
        world.pass(66s);
        QCOMPARE(world.asked.size(), 1);
        QVERIFY(world.asked.first()->task.memory.cursor.isEmpty());
    }

    void aSilentStoreDoesNotStopAWatchForEver()
    {
        PollWorld world;
        world.addTree(u"th"_s, u"autoland"_s);
        world.startAll();
        world.answerGood(world.asked.takeFirst());
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"the store does not say.*"_s));
        world.pass(5min);
        QCOMPARE(world.asked.size(), 1);
    }

    void twoForAHostAndSixInAll()
    {
        PollWorld world;
        for (const QString &account : {u"a"_s, u"b"_s, u"c"_s, u"d"_s}) {
            for (const QString &tree : {u"1"_s, u"2"_s, u"3"_s}) {
                world.addTree(account, tree);
            }
        }
        world.startAll();
        QCOMPARE(world.asked.size(), 6);
        QHash<AccountId, int> ofAccount;
        for (const auto &source : std::as_const(world.asked)) {
            ++ofAccount[source->task.account.id];
        }
        QCOMPARE(*std::ranges::max_element(ofAccount), 2);
        world.answerAll();
        QCOMPARE(world.snapshots.size(), 12);
    }

    void transientFailuresBackOffAndRecover()
    {
        PollWorld world;
        world.addTree(u"th"_s, u"autoland"_s);
        world.startAll();
        for (int row = 1; row <= 12; ++row) {
            QCOMPARE(world.asked.size(), 1);
            world.answerBad(world.asked.takeFirst(), {.reason = Reason::ServerError, .httpStatus = 503});
            const SourceHealth health = world.health(u"th/autoland"_s);
            QCOMPARE(health.state, State::Failing);
            QCOMPARE(health.failuresInARow, row);
            QVERIFY(health.next >= world.now.addSecs(5));
            QVERIFY(health.next <= world.now.addSecs(std::min(1800, 30 << (row - 1))));
            world.pass(std::chrono::milliseconds(world.now.msecsTo(health.next) - 1));
            QVERIFY(world.asked.isEmpty());
            world.pass(1ms);
        }
        world.answerAll();
        QCOMPARE(world.health(u"th/autoland"_s).failuresInARow, 0);
        QVERIFY(!world.health(u"th/autoland"_s).failure);
    }

    void aRateLimitHoldsTheWholeHost()
    {
        PollWorld world;
        world.addTree(u"gh"_s, u"one"_s, Service::GitHub);
        world.addTree(u"gh"_s, u"two"_s, Service::GitHub);
        world.startAll();
        const QDateTime until = world.now.addSecs(900);
        PuppetSource *first = world.asked.takeFirst();
        world.answerBad(first, {.kind = Kind::RateLimited, .reason = Reason::TooManyRequests, .until = until});
        world.answerAll();
        QCOMPARE(world.health(u"gh/two"_s).next, until);
        world.poller.pollNow();
        world.pass(899s);
        QVERIFY(world.asked.isEmpty());
        world.pass(1s);
        QCOMPARE(world.asked.size(), 2);
    }

    void aBlockedHostIsLeftAloneForItsHourWhoeverAsks()
    {
        PollWorld world;
        world.addTree(u"bz"_s, u"autoland"_s, Service::Bugzilla);
        world.startAll();
        world.answerBad(world.asked.takeFirst(), {.kind = Kind::RateLimited, .reason = Reason::Blocked});
        const SourceHealth held = world.health(u"bz/autoland"_s);
        QCOMPARE(held.next, world.now.addSecs(3600));
        QVERIFY(held.failure && held.failure->until == held.next);
        QVERIFY(!world.http.budget().allows(u"bz.example.org"_s));
        world.pass(20min);
        world.poller.pollNow();
        world.settle();
        QCOMPARE(world.rounds, 1);
        world.poller.wokeUp();
        world.poller.setOnline(false);
        world.poller.setOnline(true);
        world.pass(10s);
        QVERIFY(world.asked.isEmpty());

        PollWorld restarted;
        restarted.now = world.now;
        restarted.addTree(u"bz"_s, u"autoland"_s, Service::Bugzilla);
        restarted.setUp({}, {held});
        restarted.poller.start();
        restarted.poller.pollNow();
        restarted.now = held.next.addSecs(-1);
        restarted.poller.wake();
        QVERIFY(restarted.asked.isEmpty());
        restarted.pass(1s);
        QCOMPARE(restarted.asked.size(), 1);
    }

    void retryAfterZeroIsNoInvitation()
    {
        PollWorld world;
        world.addTree(u"gh"_s, u"one"_s, Service::GitHub);
        world.startAll();
        world.answerBad(world.asked.takeFirst(),
                        {.kind = Kind::RateLimited, .reason = Reason::TooManyRequests, .until = world.now});
        QVERIFY(world.asked.isEmpty());
        world.pass(9s);
        QVERIFY(world.asked.isEmpty());
        world.pass(1s);
        QCOMPARE(world.asked.size(), 1);
    }

    void aRefusedTokenStopsTheAccountUntilThePersonActs()
    {
        PollWorld world;
        world.addTree(u"gh"_s, u"one"_s, Service::GitHub);
        world.addTree(u"gh"_s, u"two"_s, Service::GitHub);
        world.addTree(u"gh"_s, u"three"_s, Service::GitHub);
        world.addTree(u"th"_s, u"autoland"_s);
        world.startAll();
        QCOMPARE(world.asked.size(), 3);
        world.answerBad(world.asked.takeFirst(), {.kind = Kind::NeedsLogin, .reason = Reason::BadCredential});
        world.answerBad(world.asked.takeFirst(), {.kind = Kind::NeedsLogin, .reason = Reason::BadCredential});
        world.answerAll();
        QCOMPARE(world.snapshots.size(), 1);
        for (const QString &watch : {u"gh/one"_s, u"gh/two"_s, u"gh/three"_s}) {
            QCOMPARE(world.health(watch).state, State::NeedsLogin);
            QVERIFY(!world.health(watch).next.isValid());
        }
        world.poller.wokeUp();
        world.pass(5h);
        QCOMPARE(world.asked.size(), 1);
        QCOMPARE(world.asked.takeFirst()->task.account.id, AccountId(u"th"_s));
        world.poller.retryAccount(AccountId(u"gh"_s));
        QCOMPARE(world.asked.size(), 2);
    }

    void aNewAccountSettingIsTriedAtOnce()
    {
        PollWorld world;
        world.addTree(u"gh"_s, u"one"_s, Service::GitHub);
        world.startAll();
        world.answerBad(world.asked.takeFirst(), {.kind = Kind::NeedsLogin, .reason = Reason::BadCredential});
        world.accounts.first().user = u"ann"_s;
        world.setUp();
        world.pass(3s);
        QCOMPARE(world.asked.size(), 1);
        QCOMPARE(world.asked.first()->task.account.user, u"ann"_s);
    }

    void rejectedAndMalformedAreTriedByTheHour()
    {
        for (const Kind kind : {Kind::Rejected, Kind::Malformed}) {
            PollWorld world;
            world.addTree(u"th"_s, u"autoland"_s);
            world.startAll();
            world.answerBad(world.asked.takeFirst(), {.kind = kind, .reason = Reason::NotFound});
            QCOMPARE(world.health(u"th/autoland"_s).state, State::Failing);
            world.poller.setOnline(false);
            world.poller.setOnline(true);
            world.pass(59min);
            QVERIFY(world.asked.isEmpty());
            world.pass(1min);
            QCOMPARE(world.asked.size(), 1);
        }
    }

    void theSecretIsReadForEachFetch()
    {
        PollWorld world;
        world.addTree(u"gh"_s, u"one"_s, Service::GitHub);
        world.accounts.first().secret.kind = SecretPlace::Kind::Keychain;
        world.startAll();
        QCOMPARE(world.asked.first()->task.secret, "token"_ba);
        world.answerAll();
        world.secret = "newer"_ba;
        world.pass(2min);
        QCOMPARE(world.asked.first()->task.secret, "newer"_ba);
        QCOMPARE(world.secretReads, 2);
    }

    void aSecretThatIsNotToBeHadIsShownAndTriedAgain()
    {
        for (const Result<QByteArray> &none :
             {Result<QByteArray>(QByteArray()), Result<QByteArray>(Failed(Failure{.detail = u"locked"_s}))}) {
            PollWorld world;
            world.addTree(u"gh"_s, u"one"_s, Service::GitHub);
            world.accounts.first().secret.kind = SecretPlace::Kind::Keychain;
            world.secret = none;
            world.startAll();
            QVERIFY(world.asked.isEmpty());
            const SourceHealth health = world.health(u"gh/one"_s);
            QCOMPARE(health.state, State::NeedsLogin);
            QCOMPARE(health.failure->reason, Reason::NoCredential);
            QCOMPARE(health.next, world.now.addSecs(900));
            world.secret = "token"_ba;
            world.pass(15min);
            QCOMPARE(world.asked.size(), 1);
        }
    }

    void offlineNothingIsAskedAndOnlineAllAtOnce()
    {
        PollWorld world;
        world.addTree(u"th"_s, u"autoland"_s);
        world.addTree(u"bz"_s, u"x"_s, Service::Bugzilla);
        world.startAll();
        world.answerBad(world.asked.takeFirst(), {.reason = Reason::HostNotFound});
        world.answerAll();
        world.poller.setOnline(false);
        QCOMPARE(world.health(u"th/autoland"_s).state, State::Offline);
        QCOMPARE(world.health(u"bz/x"_s).state, State::Offline);
        QVERIFY(!world.poller.nextDue().isValid());
        world.poller.pollNow();
        world.settle();
        QCOMPARE(world.rounds, 1);
        world.pass(1h);
        QVERIFY(world.asked.isEmpty());
        world.poller.setOnline(true);
        QCOMPARE(world.asked.size(), 2);
        world.answerAll();
        QCOMPARE(world.health(u"th/autoland"_s).state, State::Good);
    }

    void afterSleepEverythingIsDueButNotAtOnce()
    {
        PollWorld world;
        for (int i = 0; i < 5; ++i) {
            world.addTree(u"s%1"_s.arg(i), u"x"_s);
        }
        world.startAll();
        world.answerAll();
        world.now = world.now.addSecs(8 * 3600);
        world.poller.wokeUp();
        QVERIFY(world.asked.size() < 5);
        world.pass(5s);
        QCOMPARE(world.asked.size(), 5);
    }

    void theSituationChangesTheInterval()
    {
        PollWorld world;
        world.addTree(u"th"_s, u"autoland"_s);
        world.startAll();
        world.answerAll();
        world.poller.setSituation(PollSituation::Saving);
        world.pass(599s);
        QVERIFY(world.asked.isEmpty());
        world.poller.setSituation(PollSituation::Active);
        QCOMPARE(world.asked.size(), 1);
    }

    void aSourceThatNeverAnswersIsGivenUp()
    {
        PollWorld world;
        world.addTree(u"th"_s, u"autoland"_s);
        world.startAll();
        QPointer<PuppetSource> stuck = world.asked.takeFirst();
        world.pass(299s);
        QVERIFY(stuck);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"the source never ended.*"_s));
        world.pass(1s);
        QVERIFY(!stuck);
        QCOMPARE(world.health(u"th/autoland"_s).failure->reason, Reason::Timeout);
        world.pass(30s);
        QCOMPARE(world.asked.size(), 1);
    }

    void aRoundEndsWhenAllAreStoredOrFailed()
    {
        PollWorld world;
        world.addTree(u"th"_s, u"autoland"_s);
        world.addTree(u"bz"_s, u"x"_s, Service::Bugzilla);
        world.setUp();
        world.poller.pollNow(); // without start()
        QCOMPARE(world.asked.size(), 2);
        world.answerBad(world.asked.takeFirst(), {.reason = Reason::Timeout});
        world.answerGood(world.asked.takeFirst());
        QCOMPARE(world.rounds, 0);
        world.store(world.snapshots.first());
        world.settle();
        QCOMPARE(world.rounds, 1);
        world.pass(1h);
        QVERIFY(world.asked.isEmpty());
        world.poller.pollNow(WatchId(u"bz/x"_s));
        QCOMPARE(world.asked.size(), 1);
    }

    void aRoundOfNothingEnds()
    {
        PollWorld world;
        world.poller.pollNow();
        world.settle();
        QCOMPARE(world.rounds, 1);
    }

    void removedWatchesAreForgottenOthersGoOn()
    {
        PollWorld world;
        world.addTree(u"th"_s, u"one"_s);
        world.addTree(u"th"_s, u"two"_s);
        world.startAll();
        QPointer<PuppetSource> one = world.asked.at(0)->task.watch.target == u"one"_s ? world.asked.at(0)
                                                                                      : world.asked.at(1);
        QPointer<PuppetSource> two = world.asked.at(0) == one ? world.asked.at(1) : world.asked.at(0);
        world.poller.pollNow();
        world.watches.removeFirst();
        one->answer(Snapshot{.watch = WatchId(u"th/one"_s)});
        world.setUp();
        QVERIFY(!one);
        QVERIFY(two);
        world.settle();
        QVERIFY(world.snapshots.isEmpty());
        world.answerGood(two);
        world.store(world.snapshots.first());
        world.settle();
        QCOMPARE(world.rounds, 1);
    }

    void stopEndsWhatIsUnderWay()
    {
        PollWorld world;
        world.addTree(u"th"_s, u"autoland"_s);
        world.startAll();
        QPointer<PuppetSource> source = world.asked.takeFirst();
        world.poller.stop();
        QVERIFY(!source);
        world.pass(1h);
        QVERIFY(world.asked.isEmpty());
        world.poller.start();
        QCOMPARE(world.asked.size(), 1);
    }

    void aRestartDoesNotAskTooSoon()
    {
        PollWorld world;
        world.addTree(u"meet"_s, u"x"_s, Service::Bugzilla);
        world.setUp({{.watch = WatchId(u"meet/x"_s), .cursor = u"kept"_s}},
                    {{.watch = WatchId(u"meet/x"_s), .state = State::Fetching, .asOf = world.now.addSecs(-100)}});
        QCOMPARE(world.health(u"meet/x"_s).state, State::Good);
        world.poller.start();
        world.pass(19s);
        QVERIFY(world.asked.isEmpty());
        world.pass(1s);
        QCOMPARE(world.asked.size(), 1);
        QCOMPARE(world.asked.first()->task.memory.cursor, u"kept"_s);
    }

    void aClockSetBackDoesNotStopThePolling()
    {
        PollWorld world;
        world.addTree(u"th"_s, u"autoland"_s);
        world.startAll();
        world.answerAll();
        world.now = world.now.addDays(-400);
        world.poller.wake();
        QCOMPARE(world.asked.size(), 1);
    }

    void theUsedBudgetHoldsTheWatches()
    {
        PollWorld world;
        world.addTree(u"th"_s, u"autoland"_s);
        world.startAll();
        for (int i = 0; i < 1800; ++i) {
            world.http.budget().count(u"th.example.org"_s);
        }
        world.answerAll();
        const SourceHealth health = world.health(u"th/autoland"_s);
        QCOMPARE(health.budgetUsed, 1800);
        QCOMPARE(health.budgetLimit, 1800);
        world.pass(30min);
        QVERIFY(world.asked.isEmpty());
        world.pass(30min);
        QCOMPARE(world.asked.size(), 1);
    }

    void theRealTimerWakesThePoller()
    {
        PollWorld world;
        world.addTree(u"th"_s, u"autoland"_s);
        world.setUp();
        world.poller.start();
        world.now = world.now.addSecs(3);
        QTRY_COMPARE_WITH_TIMEOUT(world.asked.size(), 1, 6000);
    }
};

QTEST_GUILESS_MAIN(PollerTest)

#include "tst_poller.moc"
