// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/ledger.h"
#include "models/store/queuewatch.h"
#include "tests/store/making.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Windsock;
using namespace Windsock::Making;

namespace {
using State = Landing::State;

const WatchId s_other{u"th/other"_s};

Landing job(qint64 number, State state, int requested, int changed)
{
    return {.account = account,
            .state = state,
            .changed = minute(changed),
            .job = number,
            .repository = u"autoland"_s,
            .requested = minute(requested)};
}

Snapshot told(int asOf, const QList<Landing> &landings, const WatchId &watch = mine)
{
    Snapshot snapshot = Making::snapshot(watch, asOf);
    snapshot.landings = landings;
    snapshot.whole = false;
    return snapshot;
}

Snapshot toldOfTree(int asOf, Tree::Status status, int since)
{
    Snapshot snapshot = told(asOf, {});
    snapshot.trees = {{.account = account, .name = u"firefox-autoland"_s, .status = status, .since = minute(since)}};
    return snapshot;
}
}

/// What the ledger finds of queues that take longer than usual.
class TestQueueWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".+"_s));
        m_folder = std::make_unique<QTemporaryDir>();
        m_judged.clear();
        m_number = 100;
        m_now = minute(0);
        reopen();
        // Two days ago thirty landings took half an hour each.
        QList<Landing> history;
        for (int i = 0; i < 30; ++i) {
            history.append(job(i + 1, State::Landed, -2880 + i, -2850 + i));
        }
        take(told(0, history));
        QVERIFY(m_ledger->facts(account).delays.isEmpty());
    }
    void cleanup() { m_ledger.reset(); }

    void slowIsFoundOnceAndSoIsWell()
    {
        const auto slow = take(told(100, landed(6, 0, 90)));
        QCOMPARE(slow.added.size(), 1);
        QCOMPARE(slow.added[0],
                 (QueueDelay{.account = account,
                             .queue = u"landing/firefox-autoland"_s,
                             .since = minute(100),
                             .half = 30min,
                             .most = 45min,
                             .late = 6,
                             .of = 6}));
        QVERIFY(take(told(103, landed(2, 5, 90))).isEmpty());
        QCOMPARE(reopen().size(), 1);
        QVERIFY(take(told(110, landed(2, 10, 80))).isEmpty());
        const auto well = take(told(400, landed(10, 330, 20)));
        QCOMPARE(well.changed.size(), 1);
        QCOMPARE(well.changed[0].before, slow.added[0]);
        QCOMPARE(well.changed[0].after.over, minute(400));
        QCOMPARE(well.changed[0].after.late, 0);
        QVERIFY(take(told(403, landed(2, 331, 20))).isEmpty());
        QCOMPARE(reopen(), QList<QueueDelay>{well.changed[0].after});
        QCOMPARE(m_judged.size(), 2);
    }

    void anotherTimeItIsNewsAgain()
    {
        take(told(100, landed(6, 0, 90)));
        take(told(400, landed(10, 330, 20)));
        const auto again = take(told(700, landed(10, 500, 100)));
        QCOMPARE(again.changed.size(), 1);
        QVERIFY(again.changed[0].after.lasts());
        QCOMPARE(again.changed[0].after.since, minute(700));
    }

    void oneThatIsOverGoesAfterADay()
    {
        take(told(100, landed(6, 0, 90)));
        take(told(400, landed(10, 330, 20)));
        QVERIFY(take(told(400 + 1440, {})).isEmpty());
        QCOMPARE(take(told(403 + 1440, {})).removed.size(), 1);
        QVERIFY(reopen().isEmpty());
    }

    /// Nothing began for a day: whether it is well nobody knows, and nobody says.
    void oneThatNobodyCanJudgeGoesWithoutAWord()
    {
        take(told(100, landed(6, 0, 90)));
        QVERIFY(take(told(1400, {})).isEmpty());
        const auto gone = take(told(1600, {}));
        QCOMPARE(gone.removed.size(), 1);
        QVERIFY(gone.removed[0].lasts());
    }

    void whatDoesNotMoveAtAllIsFoundToo()
    {
        QList<Landing> stuck;
        for (int i = 0; i < 6; ++i) {
            stuck.append(job(++m_number, State::Queued, 0, 0));
        }
        QVERIFY(take(told(40, stuck)).isEmpty());
        const auto slow = take(told(60, {}));
        QCOMPARE(slow.added.size(), 1);
        QCOMPARE(slow.added[0].late, 6);
    }

    /// A watch that was not answered for long does not know that its landings have ended.
    void whatOnlyASilentWatchHoldsDoesNotCount()
    {
        QVERIFY(m_ledger->setWatches({{.id = mine, .account = account}, {.id = s_other, .account = account}}));
        QList<Landing> unheard;
        for (int i = 0; i < 6; ++i) {
            unheard.append(job(++m_number, State::Queued, 0, 0));
        }
        take(told(1, unheard, s_other));
        QVERIFY(take(told(60, {})).isEmpty());
        QCOMPARE(take(told(65, {}, s_other)).added.size(), 1); // it was answered: they are still there
    }

    void aClosedTreeIsToldAlready()
    {
        take(toldOfTree(1, Tree::Status::Closed, 1));
        QVERIFY(take(told(100, landed(6, 0, 90))).isEmpty());
        take(toldOfTree(110, Tree::Status::Open, 105));
        QVERIFY(take(told(120, {})).isEmpty()); // those had to wait
        QVERIFY(take(told(310, landed(6, 210, 90))).isEmpty()); // and these for those
        QCOMPARE(take(told(400, landed(6, 230, 90))).added.size(), 1);
    }

    void aBugsLandingIsNoMatterOfTheQueues()
    {
        QList<Landing> bugs;
        for (int i = 0; i < 8; ++i) {
            Landing bug = landing(12 + i);
            bug.trees = {u"firefox-autoland"_s};
            bug.requested = minute(0);
            bugs.append(bug);
        }
        take(told(1, bugs));
        QVERIFY(take(told(300, {})).isEmpty());
    }

    void pushesHaveAQueueToo()
    {
        QList<Push> pushes;
        QList<Job> jobs;
        for (int i = 0; i < 30; ++i) {
            pushes.append(push(i + 1, -2880 + i));
            jobs.append(done(i + 1, i + 1, Job::Result::Success, -2850 + i));
        }
        QVERIFY(m_ledger->setWatches({{.id = mine, .account = account}, {.id = tree, .account = account}}));
        take(snapshot(tree, 1, pushes, jobs));
        pushes.clear();
        jobs.clear();
        for (int i = 0; i < 6; ++i) {
            pushes.append(push(100 + i, 2 + i));
            jobs.append(running(100 + i, 100 + i, 2 + i));
        }
        Snapshot news = snapshot(tree, 10, pushes, jobs);
        news.whole = false;
        QVERIFY(take(news).isEmpty());
        Snapshot later = snapshot(tree, 70);
        later.whole = false;
        const auto slow = take(later);
        QCOMPARE(slow.added.size(), 1);
        QCOMPARE(slow.added[0].queue, u"push/autoland"_s);
    }

    void atFirstSightNothingIsNews()
    {
        QVERIFY(m_ledger->setWatches({{.id = mine, .account = account}, {.id = s_other, .account = account}}));
        const auto slow = take(told(100, landed(6, 0, 90), s_other));
        QCOMPARE(slow.added.size(), 1);
        QVERIFY(m_judged.isEmpty());
    }

    void withTheLastWatchItGoes()
    {
        take(told(100, landed(6, 0, 90)));
        const auto entry = m_ledger->setWatches({});
        QVERIFY(entry && !entry->changes.isEmpty());
        QCOMPARE(entry->changes[0].delays.removed.size(), 1);
        QVERIFY(reopen().isEmpty());
    }

    void itIsNotLookedForAllTheTime()
    {
        QVERIFY(take(told(100, {})).isEmpty());
        QVERIFY(take(told(101, landed(6, 0, 90))).isEmpty());
        QCOMPARE(take(told(102, {})).added.size(), 1);
    }

private:
    /// So many that began one after the other, a minute apart, and took so long each.
    QList<Landing> landed(int count, int from, int took)
    {
        QList<Landing> landings;
        for (int i = 0; i < count; ++i) {
            landings.append(job(++m_number, State::Landed, from + i, from + i + took));
        }
        return landings;
    }

    QList<QueueDelay> reopen()
    {
        m_ledger.reset();
        const auto judge = [this](const ChangeSet &changes, const Facts &, const QDateTime &) {
            if (!changes.delays.isEmpty() && !changes.baseline) {
                m_judged.append(changes.delays);
            }
            return Judgement();
        };
        m_ledger = std::make_unique<Ledger>(
            m_folder->filePath(u"store.sqlite"_s), judge, [this] { return m_now; }, settleTime);
        const auto opening = m_ledger->open();
        if (!opening) {
            qFatal("%s", qUtf8Printable(opening.error()));
        }
        QList<QueueDelay> delays;
        for (const Facts &facts : opening->facts) {
            delays += facts.delays;
        }
        return delays;
    }

    Changes<QueueDelay> take(const Snapshot &snapshot)
    {
        m_now = snapshot.asOf;
        const auto entry = m_ledger->apply(snapshot);
        if (!entry) {
            qFatal("%s", qUtf8Printable(entry.error()));
        }
        Changes<QueueDelay> found;
        for (const ChangeSet &changes : entry->changes) {
            found.added += changes.delays.added;
            found.changed += changes.delays.changed;
            found.removed += changes.delays.removed;
        }
        return found;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Ledger> m_ledger;
    QList<Changes<QueueDelay>> m_judged;
    QDateTime m_now;
    qint64 m_number = 0;
};

QTEST_GUILESS_MAIN(TestQueueWatch)
#include "tst_queuewatch.moc"
