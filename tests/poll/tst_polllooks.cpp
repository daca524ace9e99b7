// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/poll/pollworld.h"

using namespace Windsock;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = Failure::Kind;
using Reason = Failure::Reason;

namespace {
const WatchId s_autoland(u"th/autoland"_s);
const WatchId s_try(u"th/try"_s);

/// Two trees that have just been fetched, so that nothing is due for a minute.
void rest(PollWorld &world)
{
    world.addTree(u"th"_s, u"autoland"_s);
    world.addTree(u"th"_s, u"try"_s);
    world.startAll();
    world.answerAll();
}

/// Lets that much time go by second by second; answers and counts what is asked of the watch.
int fetchesIn(PollWorld &world, const WatchId &watch, std::chrono::seconds time, const QList<WatchId> &looks = {})
{
    int fetches = 0;
    for (auto passed = 0s; passed < time; ++passed) {
        if (!looks.isEmpty()) {
            world.poller.look(looks);
        }
        world.pass(1s);
        fetches += int(std::ranges::count_if(
            world.asked, [&](const QPointer<PuppetSource> &source) { return source->task.watch.id == watch; }));
        world.answerAll();
    }
    return fetches;
}
}

/// Lines say "look": what the poller makes of it.
class PollLooksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".+"_s)); }

    void aBurstIsOneFetchAndALaterOne()
    {
        PollWorld world;
        rest(world);
        world.poller.setTold({s_autoland, s_try});
        QCOMPARE(fetchesIn(world, s_autoland, 40s), 0);
        for (int i = 0; i < 1000; ++i) {
            world.poller.look({s_autoland, WatchId(u"nobody/knows"_s)});
        }
        QVERIFY(world.asked.isEmpty());
        world.pass(1s);
        QVERIFY(world.asked.isEmpty()); // others may follow
        world.pass(1s);
        QCOMPARE(world.asked.size(), 1);
        QCOMPARE(world.asked.first()->task.watch.id, s_autoland);
        world.answerAll();
        QCOMPARE(fetchesIn(world, s_autoland, 72s), 0);
        QCOMPARE(fetchesIn(world, s_autoland, 2s), 1); // the service may have learnt of it late
        QCOMPARE(fetchesIn(world, s_autoland, 150s), 0);
    }

    void looksWithoutEndAreSpaced()
    {
        PollWorld world;
        rest(world);
        world.poller.setTold({s_autoland, s_try});
        const int fetches = fetchesIn(world, s_autoland, 600s, {s_autoland});
        QVERIFY2(fetches >= 18 && fetches <= 20, qPrintable(QString::number(fetches))); // every 30 s, and not 600
    }

    void whoSavesLooksLessOften()
    {
        PollWorld world;
        rest(world);
        world.poller.setSituation(PollSituation::Saving);
        world.poller.setTold({s_autoland, s_try});
        const int fetches = fetchesIn(world, s_autoland, 1h, {s_autoland});
        QVERIFY2(fetches >= 11 && fetches <= 12, qPrintable(QString::number(fetches))); // every five minutes
    }

    void aLookDuringAFetchIsNotLost()
    {
        PollWorld world;
        rest(world);
        world.poller.setTold({s_autoland, s_try});
        world.pass(40s);
        world.poller.look({s_autoland});
        world.pass(2s);
        QCOMPARE(world.asked.size(), 1);
        world.poller.look({s_autoland}); // what it tells may have been too late for this answer
        world.pass(1s);
        QCOMPARE(world.asked.size(), 1);
        world.answerAll();
        QCOMPARE(fetchesIn(world, s_autoland, 28s), 0);
        QCOMPARE(fetchesIn(world, s_autoland, 2s), 1);
    }

    void aGoodLineSlowsPollingDown()
    {
        PollWorld world;
        rest(world);
        world.poller.setTold({s_autoland});
        const QDateTime asked = world.now;
        QVERIFY(world.health(s_autoland.value).next >= asked.addSecs(290));
        QVERIFY(world.health(s_try.value).next <= asked.addSecs(66));
        QCOMPARE(fetchesIn(world, s_autoland, 280s), 0);
        QCOMPARE(fetchesIn(world, s_autoland, 60s), 1);
        world.pass(1s);
        QVERIFY(world.health(s_autoland.value).next >= world.now.addSecs(200)); // also after its answer
    }

    void aBrokenLineIsTakenOverAtOnce()
    {
        PollWorld world;
        rest(world);
        world.poller.setTold({s_autoland, s_try});
        world.pass(100s);
        QVERIFY(world.asked.isEmpty());
        world.poller.setTold({s_try});
        QCOMPARE(world.asked.size(), 1);
        QCOMPARE(world.asked.first()->task.watch.id, s_autoland);
        world.answerAll();
        QCOMPARE(fetchesIn(world, s_autoland, 132s), 2); // and as ever from now on
    }

    void whatIsSetUpAgainIsStillTold()
    {
        PollWorld world;
        rest(world);
        world.poller.setTold({s_autoland, s_try});
        world.addTree(u"th"_s, u"mozilla-central"_s);
        world.setUp();
        QCOMPARE(fetchesIn(world, s_autoland, 200s), 0);
        QCOMPARE(fetchesIn(world, WatchId(u"th/mozilla-central"_s), 132s), 2); // its own: no line tells of it
    }

    void aFailureWaitsAsLongAsItSays()
    {
        PollWorld world;
        rest(world);
        world.pass(66s);
        world.answerBad(world.asked.takeFirst(),
                        {.kind = Kind::RateLimited, .reason = Reason::TooManyRequests, .until = world.now.addSecs(600)});
        const WatchId failed = world.healths.value(s_autoland).failure ? s_autoland : s_try;
        world.answerAll();
        QCOMPARE(fetchesIn(world, failed, 590s, {s_autoland, s_try}), 0); // the host is held, whoever asks
        QVERIFY(fetchesIn(world, failed, 20s) >= 1);
    }

    void aWatchThatIsToWaitIsNotLookedAtSooner()
    {
        PollWorld world;
        rest(world);
        world.pass(66s);
        // Of this answer alone: the host is not held, so that nothing but the watch's own wait keeps the looks off.
        world.answerBad(
            world.asked.takeFirst(),
            {.kind = Kind::Transient, .reason = Reason::ServerError, .httpStatus = 503, .until = world.now.addSecs(600)});
        const WatchId failed = world.healths.value(s_autoland).failure ? s_autoland : s_try;
        const WatchId other = failed == s_try ? s_autoland : s_try;
        world.answerAll();
        QCOMPARE(fetchesIn(world, failed, 590s, {s_autoland, s_try}), 0);
        QVERIFY(fetchesIn(world, failed, 20s) >= 1);
        QVERIFY(fetchesIn(world, other, 60s, {other}) >= 1);
    }

    void whatWaitsForThePersonIsNotAsked()
    {
        PollWorld world;
        rest(world);
        world.pass(66s);
        while (!world.asked.isEmpty()) {
            world.answerBad(world.asked.takeFirst(), {.kind = Kind::NeedsLogin, .reason = Reason::BadCredential});
        }
        world.poller.look({s_autoland, s_try});
        world.pass(1h);
        QVERIFY(world.asked.isEmpty());
    }

    void aLookBeforeTheStartWaitsForIt()
    {
        PollWorld world;
        world.addTree(u"th"_s, u"autoland"_s);
        world.setUp();
        world.poller.look({s_autoland});
        world.pass(5s);
        QVERIFY(world.asked.isEmpty());
        world.poller.start();
        QCOMPARE(world.asked.size(), 1);
    }
};

QTEST_GUILESS_MAIN(PollLooksTest)

#include "tst_polllooks.moc"
