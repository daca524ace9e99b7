// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/diff.h"
#include "models/store/firstsight.h"
#include "tests/store/making.h"

#include <QTest>

using namespace Windsock;
using namespace Windsock::Making;

class TestDiff : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".+"_s));
        m_book = {.account = account};
        m_now = minute(0);
    }

    void addsWhatIsNew()
    {
        const ChangeSet set = take(snapshot(tree, 0, {push(1), push(2)}, {running(10, 1), done(11, 2), running(12, 3)}));
        QCOMPARE(set.account, account);
        QCOMPARE(set.watch, tree);
        QCOMPARE(set.at, m_now);
        QCOMPARE(set.pushes.added.size(), 2);
        QCOMPARE(set.jobs.added.size(), 2); // that of the unknown push 3 is dropped
        QCOMPARE(set.standings.added.size(), 2);
        QCOMPARE(set.standings.added[0].verdict, Verdict::Running);
        QCOMPARE(set.standings.added[1].verdict, Verdict::Green);
        QCOMPARE(m_book.members.value(tree), (QSet<QString>{u"push/1"_s, u"push/2"_s}));
        QCOMPARE(m_book.jobCount(), 2);
    }

    void theSameAgainIsNoChange()
    {
        Snapshot all = snapshot(tree, 0, {push(1)}, {running(10, 1)});
        all.landings = {landing(5)};
        all.pullRequests = {PullRequest{.repository = u"o/n"_s, .number = 1}};
        all.occurrences = {occurrence(u"a"_s, 60)};
        QVERIFY(!take(all).isEmpty());
        QVERIFY(diff(m_book, all, m_now, settleTime).isEmpty());
    }

    void aPushWithoutJobsHasAStanding()
    {
        const ChangeSet set = take(snapshot(tree, 0, {push(1)}));
        QCOMPARE(set.standings.added.size(), 1);
        QCOMPARE(set.standings.added[0].verdict, Verdict::Unknown);
    }

    void changesCarryBothSides()
    {
        take(snapshot(tree, 0, {push(1)}, {running(10, 1)}));
        const ChangeSet set = take(snapshot(tree, 1, {push(1)}, {done(10, 1, Job::Result::TestFailed, 1)}));
        QVERIFY(set.pushes.isEmpty());
        QCOMPARE(set.jobs.changed.size(), 1);
        QCOMPARE(set.jobs.changed[0].before.state, Job::State::Running);
        QCOMPARE(set.jobs.changed[0].after.state, Job::State::Completed);
        QCOMPARE(set.standings.changed.size(), 1);
        QCOMPARE(set.standings.changed[0].before.verdict, Verdict::Running);
        QCOMPARE(set.standings.changed[0].after.verdict, Verdict::Orange);
    }

    void anOlderJobDoesNotOverwrite()
    {
        take(snapshot(tree, 0, {push(1)}, {done(10, 1, Job::Result::Success, 5)}));
        QVERIFY(take(snapshot(tree, 1, {push(1)}, {running(10, 1, 4)})).isEmpty());
        QCOMPARE(take(snapshot(tree, 2, {push(1)}, {done(10, 1, Job::Result::TestFailed, 5)})).jobs.changed.size(), 1);
        Job timeless = running(10, 1);
        timeless.lastModified = {};
        QCOMPARE(take(snapshot(tree, 3, {push(1)}, {timeless})).jobs.changed.size(), 1);
    }

    void theNewestOfTwoInOneAnswerCounts()
    {
        const ChangeSet set = take(
            snapshot(tree, 0, {push(1)}, {done(10, 1, Job::Result::Success, 3), running(10, 1, 2)}));
        QCOMPARE(set.jobs.added.size(), 1);
        QCOMPARE(set.jobs.added[0].state, Job::State::Completed);
        Snapshot twice = snapshot(tree, 0);
        twice.whole = false;
        twice.landings = {landing(5, u"first"_s), landing(5, u"last"_s)};
        const ChangeSet landings = take(twice);
        QCOMPARE(landings.landings.added.size(), 1);
        QCOMPARE(landings.landings.added[0].title, u"last"_s);
    }

    void whatAWholeListLacksGoes()
    {
        Snapshot first = snapshot(tree, 0);
        first.landings = {landing(5), landing(6)};
        first.pullRequests = {PullRequest{.repository = u"o/n"_s, .number = 1}};
        take(first);
        Snapshot partial = snapshot(tree, 1);
        partial.whole = false;
        partial.landings = {landing(5, u"Other"_s)};
        const ChangeSet changed = take(partial);
        QVERIFY(changed.landings.removed.isEmpty());
        QCOMPARE(changed.landings.changed.size(), 1);
        Snapshot whole = snapshot(tree, 2);
        whole.landings = {landing(6)};
        const ChangeSet set = take(whole);
        QCOMPARE(set.landings.removed, QList<Landing>{landing(5, u"Other"_s)});
        QCOMPARE(set.pullRequests.removed.size(), 1);
        QCOMPARE(m_book.members.value(tree), QSet<QString>{u"bug/6"_s});
    }

    void anAbsentPushStaysUntilSettled()
    {
        take(snapshot(tree, 0, {push(1), push(2)}, {running(10, 1), done(20, 2)}));
        QVERIFY(take(snapshot(tree, 1)).isEmpty());
        QCOMPARE(m_book.openPushes(tree), (QList<qint64>{1, 2}));
        m_now = minute(3);
        const ChangeSet settled = settle(m_book, m_now, settleTime);
        QCOMPARE(settled.standings.changed.size(), 1);
        QVERIFY(settled.standings.changed[0].after.settled);
        m_book.apply(settled);
        QVERIFY(settle(m_book, m_now, settleTime).isEmpty());
        QCOMPARE(m_book.openPushes(tree), QList<qint64>{1});
        const ChangeSet set = take(snapshot(tree, 4));
        QCOMPARE(set.pushes.removed, QList<Push>{push(2)});
        QCOMPARE(set.standings.removed.size(), 1);
        QCOMPARE(set.jobs.removed.size(), 1);
        QVERIFY(!m_book.jobs.contains(2));
    }

    void aGonePushGoesAtOnce()
    {
        take(snapshot(tree, 0, {push(1)}, {running(10, 1)}));
        Snapshot gone = snapshot(tree, 1, {push(1)}, {running(11, 1)});
        gone.whole = false;
        gone.gone = {u"push/1"_s, u"push/99"_s};
        const ChangeSet set = take(gone);
        QCOMPARE(set.pushes.removed.size(), 1);
        QVERIFY(set.jobs.added.isEmpty());
        QVERIFY(m_book.pushes.isEmpty() && m_book.jobs.isEmpty() && m_book.standings.isEmpty()
                && m_book.members.isEmpty());
    }

    void whatAnotherWatchHoldsStays()
    {
        Snapshot both = snapshot(tree, 0);
        both.landings = {landing(5)};
        take(both);
        both.watch = mine;
        QVERIFY(take(both).isEmpty()); // known already, only held twice now
        QVERIFY(take(snapshot(tree, 1)).isEmpty());
        QVERIFY(m_book.landings.contains(u"bug/5"_s));
        QCOMPARE(take(snapshot(mine, 2)).landings.removed.size(), 1);
    }

    void forgettingAWatchTakesWhatOnlyItHeld()
    {
        take(snapshot(tree, 0, {push(1), push(2)}, {running(10, 1), running(20, 2)}));
        take(snapshot(mine, 0, {push(2)}));
        const Difference difference = forget(m_book, tree, m_now);
        QCOMPARE(difference.changes.pushes.removed, QList<Push>{push(1)});
        QCOMPARE(difference.changes.jobs.removed.size(), 1);
        QCOMPARE(difference.memberships.size(), 1);
        QCOMPARE(difference.memberships[0].left.size(), 2);
        QVERIFY(forget(m_book, WatchId(u"nobody"_s), m_now).isEmpty());
    }

    void factsBelongToTheAccountThatAsked()
    {
        Push strange = push(1);
        strange.account = AccountId(u"other"_s);
        QCOMPARE(take(snapshot(tree, 0, {strange})).pushes.added[0].account, account);
    }

    void aWatchHoldsOnlySoManyPushes()
    {
        QList<Push> many;
        for (int i = 1; i <= 250; ++i) {
            many.append(push(i, i));
        }
        const ChangeSet first = take(snapshot(tree, 0, many));
        QCOMPARE(first.pushes.added.size(), pushesPerWatch);
        QVERIFY(!m_book.pushes.contains(u"push/50"_s));
        QVERIFY(m_book.pushes.contains(u"push/51"_s));
        QVERIFY2(take(snapshot(tree, 1, many)).isEmpty(), "the same list must not push the same ones in and out");
        // Push 60 settles, a new one comes: the settled one makes room though older ones run.
        m_now = minute(400);
        Snapshot next = snapshot(tree, 2, {push(251, 251)}, {done(600, 60)});
        next.whole = false;
        const ChangeSet settled = take(snapshot(tree, 2, many, {done(600, 60)}));
        QVERIFY(settled.standings.changed.value(0).after.settled);
        const ChangeSet set = take(next);
        QCOMPARE(set.pushes.removed, QList<Push>{push(60, 60)});
        QCOMPARE(set.pushes.added, QList<Push>{push(251, 251)});
    }

    void anAccountHoldsOnlySoManyJobs()
    {
        m_now = minute(100);
        take(snapshot(tree, 0, {push(1, 1), push(2, 2), push(3, 3)},
                      {running(10, 1), running(11, 1), done(20, 2), done(21, 2), done(30, 3), done(31, 3)}));
        QVERIFY(shrink(m_book, 6, m_now).isEmpty());
        const Difference difference = shrink(m_book, 5, m_now);
        QCOMPARE(difference.changes.pushes.removed, (QList<Push>{push(2, 2)})); // the oldest settled, though 1 is older
        QCOMPARE(difference.changes.jobs.removed.size(), 2);
        QCOMPARE(difference.memberships[0].left, QStringList{u"push/2"_s});
        QCOMPARE(shrink(m_book, 1, m_now).changes.pushes.removed.size(), 3);
    }

    void firstSightParts()
    {
        take(snapshot(tree, 0, {push(1)}, {running(10, 1)}));
        const Snapshot second = snapshot(mine, 1, {push(1), push(2)},
                                         {done(10, 1, Job::Result::Busted, 1), running(11, 1, 1), done(20, 2)});
        const FirstSight sight = partFirstSight(m_book, diff(m_book, second, m_now, settleTime).changes);
        QVERIFY(sight.baseline.baseline && !sight.news.baseline);
        QCOMPARE(sight.baseline.pushes.added, QList<Push>{push(2)});
        QCOMPARE(sight.baseline.jobs.added.size(), 1);
        QCOMPARE(sight.baseline.standings.added.size(), 1);
        QVERIFY(sight.baseline.standings.changed.isEmpty() && sight.baseline.jobs.changed.isEmpty());
        QCOMPARE(sight.news.jobs.changed.size(), 1);
        QCOMPARE(sight.news.jobs.added.size(), 1);
        QCOMPARE(sight.news.standings.changed.size(), 1);
        QCOMPARE(sight.news.standings.changed[0].after.verdict, Verdict::Red);
    }

private:
    ChangeSet take(const Snapshot &snapshot)
    {
        const Difference difference = diff(m_book, snapshot, m_now, settleTime);
        m_book.apply(difference.changes);
        for (const MembershipChange &membership : difference.memberships) {
            m_book.apply(membership);
        }
        return difference.changes;
    }

    Book m_book;
    QDateTime m_now;
};

QTEST_GUILESS_MAIN(TestDiff)
#include "tst_diff.moc"
