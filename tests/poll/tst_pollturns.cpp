// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/net/backoff.h"
#include "app/poll/watchturn.h"
#include "tests/poll/pollworld.h"

#include <QElapsedTimer>

#include <array>
#include <map>
#include <ranges>

using namespace Windsock;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = Failure::Kind;
using Reason = Failure::Reason;
using State = SourceHealth::State;

namespace {

constexpr std::array s_services{Service::Treeherder, Service::Bugzilla,  Service::GitHub, Service::Lando,
                                Service::Meetup,     Service::ICalendar, Service::Pulse,  Service::CalDav,
                                Service::Eventbrite, Service::Papers};
constexpr std::array s_kinds{Watch::Kind::Tree,       Watch::Kind::Author,   Watch::Kind::Landings,
                             Watch::Kind::Repository, Watch::Kind::Group,    Watch::Kind::Calendar,
                             Watch::Kind::LandingJob, Watch::Kind::Trees,    Watch::Kind::Revision,
                             Watch::Kind::Reviews,    Watch::Kind::Exchange, Watch::Kind::Deployments,
                             Watch::Kind::Papers,     Watch::Kind::Inbox};
constexpr std::array s_situations{PollSituation::Active, PollSituation::Background, PollSituation::Idle,
                                  PollSituation::Saving};

/// How many of the fetches under way go to each host.
std::map<QString, int> underWayByHost(const PollWorld &world)
{
    std::map<QString, int> hosts;
    for (const auto &source : world.asked) {
        ++hosts[source->task.account.baseUrl.host()];
    }
    return hosts;
}

}

/// Who has its turn when: the plan as a table, fairness between watches, and what comes late or at a bad moment.
class PollTurnsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thePlan_data()
    {
        QTest::addColumn<Service>("service");
        QTest::addColumn<Watch::Kind>("kind");
        QTest::addColumn<QList<int>>("seconds");
        QTest::newRow("a tree") << Service::Treeherder << Watch::Kind::Tree << QList{60, 90, 300, 600};
        QTest::newRow("my pushes") << Service::Treeherder << Watch::Kind::Author << QList{60, 60, 120, 300};
        QTest::newRow("a commit") << Service::Treeherder << Watch::Kind::Revision << QList{60, 60, 120, 300};
        QTest::newRow("landings") << Service::Bugzilla << Watch::Kind::Landings << QList{120, 120, 300, 600};
        QTest::newRow("reviews") << Service::Bugzilla << Watch::Kind::Reviews << QList{120, 120, 300, 600};
        QTest::newRow("my requests") << Service::GitHub << Watch::Kind::Author << QList{60, 60, 120, 300};
        QTest::newRow("a repository") << Service::GitHub << Watch::Kind::Repository << QList{60, 90, 300, 600};
        QTest::newRow("reviews of mine") << Service::GitHub << Watch::Kind::Reviews << QList{60, 90, 300, 600};
        QTest::newRow("a branch") << Service::GitHub << Watch::Kind::Tree << QList{60, 90, 300, 600};
        QTest::newRow("deployments") << Service::GitHub << Watch::Kind::Deployments << QList{60, 90, 300, 600};
        QTest::newRow("an inbox") << Service::GitHub << Watch::Kind::Inbox << QList{60, 60, 120, 600};
        QTest::newRow("a landing job") << Service::Lando << Watch::Kind::LandingJob << QList{60, 60, 120, 300};
        QTest::newRow("trees") << Service::Lando << Watch::Kind::Trees << QList{120, 120, 300, 600};
        QTest::newRow("a group") << Service::Meetup << Watch::Kind::Group << QList{900, 900, 1800, 3600};
        QTest::newRow("an organizer") << Service::Eventbrite << Watch::Kind::Group << QList{900, 900, 1800, 3600};
        QTest::newRow("a calendar of one's own")
            << Service::CalDav << Watch::Kind::Calendar << QList{300, 600, 1800, 3600};
        QTest::newRow("calls for papers") << Service::Papers << Watch::Kind::Papers << QList{21600, 21600, 43200, 86400};
        QTest::newRow("a line") << Service::Pulse << Watch::Kind::Exchange << QList{900, 900, 1800, 3600}; // never asked
        QTest::newRow("a calendar") << Service::ICalendar << Watch::Kind::Calendar << QList{900, 900, 1800, 3600};
    }

    void thePlan()
    {
        QFETCH(const Service, service);
        QFETCH(const Watch::Kind, kind);
        QFETCH(const QList<int>, seconds);
        QVERIFY(watchKindFits(service, kind));
        for (qsizetype i = 0; i < seconds.size(); ++i) {
            QCOMPARE(pollInterval(service, kind, s_situations.at(size_t(i))), std::chrono::seconds(seconds.at(i)));
        }
    }

    void thePlanHoldsForEveryPairing()
    {
        int fitting = 0;
        for (const Service service : s_services) {
            for (const Watch::Kind kind : s_kinds) {
                fitting += watchKindFits(service, kind) ? 1 : 0;
                auto before = 60s;
                for (const PollSituation situation : s_situations) {
                    const auto interval = pollInterval(service, kind, situation);
                    QVERIFY(interval >= before);
                    QVERIFY(interval <= (service == Service::Papers ? 24h : 1h)); // lists that change by the week
                    before = interval;
                }
                QVERIFY(pollInterval(service, kind, PollSituation::Saving)
                        > pollInterval(service, kind, PollSituation::Active));
            }
        }
        QCOMPARE(fitting, 19); // as many as thePlan_data() has rows
    }

    void backoffStaysWithinItsBounds()
    {
        for (int row = 1; row <= 12; ++row) {
            const auto ceiling = std::min<std::chrono::milliseconds>(30min, 30s * (1 << (row - 1)));
            std::chrono::milliseconds least = 24h;
            std::chrono::milliseconds most = 0ms;
            std::chrono::milliseconds sum = 0ms;
            for (quint32 seed = 0; seed < 1000; ++seed) {
                std::mt19937 random(seed);
                const auto delay = backoffDelay(row, random);
                least = std::min(least, delay);
                most = std::max(most, delay);
                sum += delay;
            }
            QVERIFY(least >= 5s);
            QVERIFY(most <= ceiling);
            // Full jitter: the draws fill the whole span, and lie evenly in it.
            QVERIFY(least < 5s + ceiling / 10);
            QVERIFY(most > ceiling - ceiling / 10);
            const auto mean = sum / 1000;
            const auto middle = (5s + ceiling) / 2;
            QVERIFY2(mean > middle * 9 / 10 && mean < middle * 11 / 10, qPrintable(QString::number(mean.count())));
        }
    }

    void eachFailureHasItsWait()
    {
        std::mt19937 random(5);
        const auto delay = [&](Kind kind, Reason reason = Reason::Unknown) {
            return retryDelay({.kind = kind, .reason = reason}, 1, random);
        };
        for (int i = 0; i < 100; ++i) {
            QVERIFY(delay(Kind::Transient) >= 5s && delay(Kind::Transient) <= 30s);
            QVERIFY(delay(Kind::RateLimited) >= 1min);
        }
        QCOMPARE(delay(Kind::NeedsLogin, Reason::BadCredential), 0ms);
        QCOMPARE(delay(Kind::NeedsLogin, Reason::NoCredential), 15min);
        QCOMPARE(delay(Kind::Rejected), 1h);
        QCOMPARE(delay(Kind::Malformed), 1h);
        QCOMPARE(hostHold({.kind = Kind::Transient}, 20s), 0s);
        QCOMPARE(hostHold({.kind = Kind::RateLimited}, 20'001ms), 21s);
        QCOMPARE(hostHold({.kind = Kind::RateLimited, .reason = Reason::Blocked}, 20s), 1h);
        QCOMPARE(hostHold({.kind = Kind::NeedsLogin, .reason = Reason::BadCredential}, 20s), 0s);
    }

    void eachFailureHasItsState()
    {
        QCOMPARE(stateFor({.kind = Kind::NeedsLogin}, true), State::NeedsLogin);
        QCOMPARE(stateFor({.kind = Kind::NeedsLogin}, false), State::NeedsLogin);
        QCOMPARE(stateFor({.kind = Kind::Transient, .reason = Reason::NoCredential}, true), State::NeedsLogin);
        QCOMPARE(stateFor({.kind = Kind::Transient, .reason = Reason::Offline}, true), State::Offline);
        QCOMPARE(stateFor({.kind = Kind::Transient, .reason = Reason::HostNotFound}, true), State::Failing);
        QCOMPARE(stateFor({.kind = Kind::Transient, .reason = Reason::HostNotFound}, false), State::Offline);
        QCOMPARE(stateFor({.kind = Kind::Rejected}, false), State::Failing);
        QCOMPARE(stateFor({.kind = Kind::Malformed}, true), State::Failing);
        QCOMPARE(stateFor({.kind = Kind::RateLimited}, true), State::Failing);
    }

    void aServiceMayWantALongerWait()
    {
        PollWorld world;
        world.addTree(u"gh"_s, u"o/n"_s, Service::GitHub);
        world.startAll();
        PuppetSource *source = world.asked.takeFirst();
        source->answer(Snapshot{.account = source->task.account.id,
                                .watch = source->task.watch.id,
                                .asOf = source->task.now,
                                .unchanged = true,
                                .leastWait = 5min});
        world.settle();
        world.store(world.snapshots.last());
        world.pass(4min);
        QVERIFY(world.asked.isEmpty());
        world.poller.pollNow(); // whoever asks
        world.settle();
        QVERIFY(world.asked.isEmpty());
        QCOMPARE(world.rounds, 1);
        world.pass(1min);
        QCOMPARE(world.asked.size(), 1);
    }

    /// GitHub says of its notifications alone how often they may be asked for.
    void aLongerWaitIsOfTheWatchAlone()
    {
        PollWorld world;
        world.addTree(u"gh"_s, u"o/inbox"_s, Service::GitHub);
        world.addTree(u"gh"_s, u"o/n"_s, Service::GitHub);
        world.startAll();
        while (!world.asked.isEmpty()) {
            PuppetSource *source = world.asked.takeFirst();
            source->answer(Snapshot{.account = source->task.account.id,
                                    .watch = source->task.watch.id,
                                    .asOf = source->task.now,
                                    .unchanged = true,
                                    .leastWait = source->task.watch.id == WatchId(u"gh/o/inbox"_s) ? 1h : 0min});
            world.settle();
            world.store(world.snapshots.last());
        }
        world.pass(30min);
        QCOMPARE(world.asked.size(), 1);
        QCOMPARE(world.asked.first()->task.watch.id, WatchId(u"gh/o/n"_s));
    }

    void neverMoreThanTwoForAHost()
    {
        PollWorld world;
        for (int i = 0; i < 9; ++i) {
            world.addTree(u"th"_s, u"tree-%1"_s.arg(i));
        }
        // Another account of the same host shares its two.
        world.addTree(u"other"_s, u"x"_s, Service::Treeherder, u"https://th.example.org"_s);
        world.startAll();
        for (int answered = 0; answered < 10; ++answered) {
            QCOMPARE(world.asked.size(), std::min(2, 10 - answered));
            world.answerGood(world.asked.takeFirst());
            world.store(world.snapshots.last());
        }
        QCOMPARE(world.snapshots.size(), 10);
    }

    void neverMoreThanSixInAll()
    {
        PollWorld world;
        for (int i = 0; i < 15; ++i) {
            world.addTree(u"host%1"_s.arg(i), u"x"_s);
        }
        world.startAll();
        for (int answered = 0; answered < 15; ++answered) {
            QCOMPARE(world.asked.size(), std::min(6, 15 - answered));
            if (answered % 2 == 0) {
                world.answerGood(world.asked.takeFirst());
                world.store(world.snapshots.last());
            } else {
                // A failure makes room as well as an answer.
                world.answerBad(world.asked.takeFirst(), {.reason = Reason::ServerError});
            }
        }
        QVERIFY(world.asked.isEmpty());
    }

    void theLimitsHoldForThePersonsWishToo()
    {
        PollWorld world;
        for (int i = 0; i < 12; ++i) {
            world.addTree(u"host%1"_s.arg(i / 4), u"tree-%1"_s.arg(i));
        }
        world.setUp();
        world.poller.pollNow();
        world.poller.pollNow();
        for (int left = 12; left > 0; --left) {
            QVERIFY(world.asked.size() <= 6);
            for (const auto &[host, count] : underWayByHost(world)) {
                QVERIFY2(count <= 2, qPrintable(host));
            }
            QVERIFY(!world.asked.isEmpty());
            world.answerGood(world.asked.takeFirst());
            world.store(world.snapshots.last());
        }
        world.settle();
        QCOMPARE(world.snapshots.size(), 12);
        QCOMPARE(world.rounds, 1);
    }

    void noWatchStarves()
    {
        PollWorld world;
        for (int i = 0; i < 30; ++i) {
            world.addTree(u"th"_s, u"tree-"_s + QString::number(i).rightJustified(2, u'0'));
        }
        world.setUp();
        world.poller.start();
        std::map<QString, int> fetches;
        // Each fetch takes five seconds: two at a time cannot serve thirty watches once a minute.
        for (int step = 0; step < 240; ++step) {
            const auto asked = std::exchange(world.asked, {});
            for (const auto &source : asked) {
                ++fetches[source->task.watch.id.value];
                world.answerGood(source);
                world.store(world.snapshots.last());
            }
            world.pass(5s);
        }
        QCOMPARE(fetches.size(), size_t(30));
        const auto [least, most] = std::ranges::minmax(fetches | std::views::values);
        QVERIFY2(most - least <= 2, qPrintable(u"%1 to %2"_s.arg(least).arg(most)));
        QVERIFY(least >= 14);
    }

    void aFailingHostDoesNotHoldUpTheOthers()
    {
        PollWorld world;
        world.addTree(u"bad"_s, u"x"_s);
        world.addTree(u"good"_s, u"x"_s);
        world.setUp();
        world.poller.start();
        int good = 0;
        int bad = 0;
        for (int second = 0; second < 3600; ++second) {
            const auto asked = std::exchange(world.asked, {});
            for (const auto &source : asked) {
                if (source->task.account.id == AccountId(u"bad"_s)) {
                    ++bad;
                    world.answerBad(source, {.reason = Reason::ServerError});
                } else {
                    ++good;
                    world.answerGood(source);
                    world.store(world.snapshots.last());
                }
            }
            world.pass(1s);
        }
        QVERIFY2(good >= 54 && good <= 61, qPrintable(QString::number(good)));
        QVERIFY2(bad >= 3 && bad <= 20, qPrintable(QString::number(bad)));
        QCOMPARE(world.health(u"bad/x"_s).failuresInARow, bad);
    }

    void aParkedAccountEndsTheRoundOfASnapshotBeingStored()
    {
        PollWorld world;
        world.addTree(u"gh"_s, u"one"_s, Service::GitHub);
        world.addTree(u"gh"_s, u"two"_s, Service::GitHub);
        world.setUp();
        world.poller.pollNow();
        QCOMPARE(world.asked.size(), 2);
        PuppetSource *first = world.asked.takeFirst();
        const QString stored = first->task.watch.id.value;
        world.answerGood(first);
        // It is with the store when the person asks again, and the other watch learns that the token is refused.
        world.poller.pollNow();
        world.answerBad(world.asked.takeFirst(), {.kind = Kind::NeedsLogin, .reason = Reason::BadCredential});
        QCOMPARE(world.health(stored).state, State::NeedsLogin);
        world.store(world.snapshots.first());
        world.settle();
        QVERIFY(world.asked.isEmpty());
        QCOMPARE(world.rounds, 1);
        QVERIFY(!world.poller.nextDue().isValid());
        world.poller.retryAccount(AccountId(u"gh"_s));
        QVERIFY(world.asked.isEmpty()); // not started, and nobody asked for a round
        world.poller.start();
        QCOMPARE(world.asked.size(), 2);
        world.answerAll();
        QCOMPARE(world.health(stored).state, State::Good);
        QVERIFY(!world.health(stored).failure);
    }

    void theWishOfThePersonTriesAParkedAccountOnce()
    {
        PollWorld world;
        world.addTree(u"gh"_s, u"one"_s, Service::GitHub);
        world.startAll();
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(world.asked.size(), 1);
            world.answerBad(world.asked.takeFirst(), {.kind = Kind::NeedsLogin, .reason = Reason::BadCredential});
            world.settle();
            world.pass(24h);
            QVERIFY(world.asked.isEmpty());
            world.poller.pollNow();
        }
        world.answerAll();
        world.settle();
        QCOMPARE(world.health(u"gh/one"_s).state, State::Good);
        QCOMPARE(world.rounds, 3);
    }

    void onlyTheRefusedAccountIsParked()
    {
        PollWorld world;
        world.addTree(u"mine"_s, u"one"_s, Service::GitHub, u"https://api.example.org"_s);
        world.addTree(u"yours"_s, u"one"_s, Service::GitHub, u"https://api.example.org"_s);
        world.startAll();
        QCOMPARE(world.asked.size(), 2);
        PuppetSource *mine = world.asked.at(0)->task.account.id == AccountId(u"mine"_s) ? world.asked.at(0)
                                                                                        : world.asked.at(1);
        world.asked.removeAll(mine);
        world.answerBad(mine, {.kind = Kind::NeedsLogin, .reason = Reason::BadCredential});
        world.answerAll();
        QCOMPARE(world.health(u"mine/one"_s).state, State::NeedsLogin);
        QCOMPARE(world.health(u"yours/one"_s).state, State::Good);
        world.pass(2min);
        QCOMPARE(world.asked.size(), 1);
        QCOMPARE(world.asked.first()->task.account.id, AccountId(u"yours"_s));
    }

    void aRoundThatIsAskedForAgainIsNotOverYet()
    {
        PollWorld world;
        world.addTree(u"th"_s, u"one"_s);
        world.setUp();
        world.poller.pollNow();
        world.asked.takeFirst()->answer(Failed(Failure{.reason = Reason::ServerError}));
        // The failure ends the round in the same turn of the event loop in which the person asks again.
        QObject::connect(
            &world.poller, &Poller::healthChanged, &world.poller,
            [&world](const SourceHealth &health) {
                if (health.state == State::Failing) {
                    QMetaObject::invokeMethod(&world.poller, [&world] { world.poller.pollNow(); }, Qt::QueuedConnection);
                }
            },
            Qt::SingleShotConnection);
        QObject::disconnect(&world.poller, &Poller::roundFinished, nullptr, nullptr);
        bool whileFetching = false;
        QObject::connect(&world.poller, &Poller::roundFinished, &world.poller, [&] {
            ++world.rounds;
            whileFetching |= world.health(u"th/one"_s).state == State::Fetching;
        });
        world.settle();
        QVERIFY(!whileFetching);
        QCOMPARE(world.rounds, 0);
        world.answerAll();
        world.settle();
        QCOMPARE(world.rounds, 1);
    }

    void anEditedAccountNeverGetsTheOldSecret()
    {
        PollWorld world;
        world.addTree(u"gh"_s, u"one"_s, Service::GitHub);
        world.accounts.first().secret.kind = SecretPlace::Kind::Keychain;
        world.holdsSecrets = true;
        world.startAll();
        QCOMPARE(world.heldSecrets.size(), 1);
        world.accounts.first().baseUrl = QUrl(u"https://elsewhere.example.net"_s);
        world.setUp();
        world.pass(3s);
        QCOMPARE(world.heldSecrets.size(), 2);
        // The slow keychain answers the first question: that token is for the other host.
        world.heldSecrets.at(0)("old-token"_ba);
        QVERIFY(world.asked.isEmpty());
        world.heldSecrets.at(1)("new-token"_ba);
        QCOMPARE(world.asked.size(), 1);
        QCOMPARE(world.asked.first()->task.secret, "new-token"_ba);
        QCOMPARE(world.asked.first()->task.account.baseUrl.host(), u"elsewhere.example.net"_s);
    }

    void theAnswerToAnEditedAccountsOldQuestionIsNotHeard()
    {
        PollWorld world;
        world.addTree(u"th"_s, u"one"_s);
        world.startAll();
        PuppetSource *old = world.asked.takeFirst();
        old->answer(Snapshot{.watch = WatchId(u"th/one"_s), .asOf = world.now, .cursor = u"old"_s});
        world.accounts.first().baseUrl = QUrl(u"https://elsewhere.example.net"_s);
        world.setUp();
        world.poller.pollNow();
        QCOMPARE(world.asked.size(), 1);
        world.settle();
        QVERIFY(world.snapshots.isEmpty());
        QCOMPARE(world.health(u"th/one"_s).state, State::Fetching);
        world.answerGood(world.asked.takeFirst());
        QCOMPARE(world.snapshots.size(), 1);
        QCOMPARE(world.snapshots.first().cursor, u"next"_s);
    }

    void anEditOfOneAccountLeavesTheOthersAlone()
    {
        PollWorld world;
        world.addTree(u"a"_s, u"x"_s);
        world.addTree(u"b"_s, u"x"_s);
        world.startAll();
        QCOMPARE(world.asked.size(), 2);
        const QList<QPointer<PuppetSource>> before = world.asked;
        world.accounts[1].user = u"ann"_s;
        world.setUp();
        for (const auto &source : before) {
            QCOMPARE(source.isNull(), !source || source->task.account.id != AccountId(u"a"_s));
        }
        QCOMPARE(std::ranges::count_if(before, [](const auto &source) { return !source.isNull(); }), 1);
        world.asked.removeAll(nullptr);
        world.answerAll();
        QCOMPARE(world.health(u"a/x"_s).state, State::Good);
    }

    void aRemovedWatchMakesRoomForTheNext()
    {
        PollWorld world;
        for (const QString &tree : {u"1"_s, u"2"_s, u"3"_s}) {
            world.addTree(u"th"_s, tree);
        }
        world.startAll();
        QCOMPARE(world.asked.size(), 2);
        const WatchId gone = world.asked.first()->task.watch.id;
        QPointer<PuppetSource> goner = world.asked.takeFirst();
        world.watches.removeIf([&gone](const Watch &watch) { return watch.id == gone; });
        world.setUp();
        QVERIFY(!goner);
        QVERIFY(world.poller.nextDue() <= world.now);
        world.poller.wake();
        QCOMPARE(world.asked.size(), 2);
        world.answerAll();
        QCOMPARE(world.snapshots.size(), 2);
        // What the store says of it later wakes nothing.
        world.poller.remember({.watch = gone, .cursor = u"late"_s, .asOf = world.now});
        world.poller.storeFailed(gone);
        world.pass(10min);
        QCOMPARE(world.asked.size(), 2);
    }

    void removingTheLastWatchOfARoundEndsIt()
    {
        PollWorld world;
        world.addTree(u"th"_s, u"one"_s);
        world.setUp();
        world.poller.pollNow();
        QCOMPARE(world.asked.size(), 1);
        world.watches.clear();
        world.setUp();
        world.settle();
        QCOMPARE(world.rounds, 1);
        QVERIFY(!world.poller.nextDue().isValid());
    }

    void aWatchWithoutItsAccountIsLeftOut()
    {
        PollWorld world;
        world.addTree(u"th"_s, u"one"_s);
        world.accounts.clear();
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"no account for watch.*"_s));
        world.setUp();
        world.poller.start();
        world.pass(1h);
        QVERIFY(world.asked.isEmpty());
    }

    void aHoldOutlivesARestartButNotAClockPutBack()
    {
        PollWorld world;
        world.addTree(u"gh"_s, u"one"_s, Service::GitHub);
        world.startAll();
        world.answerBad(world.asked.takeFirst(),
                        {.kind = Kind::RateLimited, .reason = Reason::TooManyRequests, .until = world.now.addSecs(7200)});
        const SourceHealth held = world.health(u"gh/one"_s);

        PollWorld again;
        again.now = world.now.addSecs(600);
        again.addTree(u"gh"_s, u"one"_s, Service::GitHub);
        again.setUp({}, {held});
        again.poller.start();
        QCOMPARE(again.health(u"gh/one"_s).next, held.next);
        again.pass(std::chrono::seconds(6599));
        QVERIFY(again.asked.isEmpty());
        again.pass(1s);
        QCOMPARE(again.asked.size(), 1);

        // The clock ran years ahead when the service spoke; now it is right.
        world.now = world.now.addYears(-3);
        world.poller.wake();
        QCOMPARE(world.asked.size(), 1);
    }

    void theClockMayJumpAsItLikes()
    {
        PollWorld world;
        for (int i = 0; i < 4; ++i) {
            world.addTree(u"host%1"_s.arg(i), u"x"_s);
        }
        world.startAll();
        world.answerAll();
        const std::array<std::chrono::seconds, 8> jumps{-1h, 2h, -24h, 24h, -8760h, 8760h, -1s, 90s};
        for (const auto jump : jumps) {
            const qsizetype before = world.snapshots.size();
            world.now = world.now.addSecs(jump.count());
            world.poller.wake();
            world.answerAll();
            // At most one fetch for each watch: a jump is no reason to ask twice.
            QVERIFY(world.snapshots.size() - before <= 4);
            QVERIFY(!world.poller.nextDue().isValid() || world.poller.nextDue() > world.now);
            QVERIFY(world.poller.nextDue() <= world.now.addDays(1));
        }
        const qsizetype before = world.snapshots.size();
        world.pass(25h);
        world.answerAll();
        QCOMPARE(world.snapshots.size() - before, 4);
    }

    void savingSlowsDownAndNoLongerSavingSpeedsUp()
    {
        PollWorld world;
        world.addTree(u"th"_s, u"one"_s);
        world.startAll();
        world.answerAll();
        const QDateTime asked = world.now;
        world.poller.setSituation(PollSituation::Saving);
        QCOMPARE(world.poller.nextDue(), asked.addSecs(600));
        world.poller.setSituation(PollSituation::Idle);
        QCOMPARE(world.poller.nextDue(), asked.addSecs(300));
        world.poller.setSituation(PollSituation::Background);
        QCOMPARE(world.poller.nextDue(), asked.addSecs(90));
        world.poller.setSituation(PollSituation::Active);
        QCOMPARE(world.poller.nextDue(), asked.addSecs(60));
        world.poller.setSituation(PollSituation::Active);
        QVERIFY(world.asked.isEmpty());
        // A network that is metered for a moment does not shorten the wait after a failure.
        world.pass(60s);
        world.answerBad(world.asked.takeFirst(), {.kind = Kind::Rejected});
        const QDateTime retry = world.poller.nextDue();
        QCOMPARE(retry, world.now.addSecs(3600));
        world.poller.setSituation(PollSituation::Saving);
        world.poller.setSituation(PollSituation::Active);
        QCOMPARE(world.poller.nextDue(), retry);
        QVERIFY(world.asked.isEmpty());
    }

    void theNextIntervalIsThatOfTheSituation()
    {
        for (size_t i = 0; i < s_situations.size(); ++i) {
            PollWorld world;
            world.poller.setSituation(s_situations.at(i));
            world.addTree(u"gh"_s, u"one"_s, Service::GitHub);
            world.startAll();
            world.answerAll();
            const auto interval = pollInterval(Service::GitHub, Watch::Kind::Repository, s_situations.at(i));
            const auto wait = std::chrono::seconds(world.now.secsTo(world.health(u"gh/one"_s).next));
            QVERIFY(wait >= interval);
            QVERIFY(wait <= interval + interval / 10);
        }
    }

    void fiveHundredWatchesAreServedWithoutABusyLoop()
    {
        PollWorld world;
        for (int i = 0; i < 500; ++i) {
            world.addTree(u"host%1"_s.arg(i % 50), u"tree-%1"_s.arg(i));
        }
        world.setUp();
        world.poller.start();
        const QDateTime end = world.now.addSecs(180);
        int wakes = 0;
        while (world.now < end) {
            while (!world.asked.isEmpty()) {
                PuppetSource *source = world.asked.takeFirst();
                world.answerGood(source);
                world.store(world.snapshots.last());
            }
            const QDateTime next = world.poller.nextDue();
            QVERIFY(next.isValid());
            QVERIFY2(next > world.now, "a wake-up that leaves something due is a busy loop");
            world.now = next;
            world.poller.wake();
            ++wakes;
        }
        // About three fetches a watch in three minutes; never more wake-ups than fetches.
        QVERIFY(world.snapshots.size() >= 500 * 2);
        QVERIFY(world.snapshots.size() <= 500 * 4);
        QVERIFY2(wakes <= world.snapshots.size() + 1, qPrintable(QString::number(wakes)));
        // And with nothing due the timer rests, too.
        int asks = 0;
        HttpClient http([&world] { return world.now; });
        Poller idle(
            http, [](const Account &, QObject *, const auto &) {},
            [&] {
                ++asks;
                return world.now;
            });
        idle.setSourceFactory([&world](Service, HttpClient &) { return std::make_unique<PuppetSource>(world.asked); });
        QList<SourceHealth> healths;
        for (const Watch &watch : std::as_const(world.watches)) {
            healths.append({.watch = watch.id, .state = State::Good, .asOf = world.now});
        }
        idle.setUp(world.accounts, world.watches, {}, healths);
        idle.start();
        QVERIFY(idle.nextDue() > world.now.addSecs(1));
        asks = 0;
        world.settle();
        QCOMPARE(asks, 0);
    }

    void aWakeUpAmongFiveHundredIsQuick()
    {
        PollWorld world;
        for (int i = 0; i < 500; ++i) {
            world.addTree(u"host%1"_s.arg(i % 50), u"tree-%1"_s.arg(i));
        }
        world.setUp();
        world.poller.start();
        world.pass(3s);
        QElapsedTimer elapsed;
        elapsed.start();
        for (int i = 0; i < 10; ++i) {
            world.poller.wake();
        }
        // The screen must not stand still for a tenth of a second; a machine under load gets five times that.
        QVERIFY2(elapsed.elapsed() / 10 < 500, qPrintable(QString::number(elapsed.elapsed() / 10)));
    }
};

QTEST_GUILESS_MAIN(PollTurnsTest)

#include "tst_pollturns.moc"
