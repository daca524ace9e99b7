// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/blamer.h"
#include "tests/store/making.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace Windsock;
using namespace Windsock::Making;

namespace {
constexpr auto s_failed = Job::Result::TestFailed;

Job run(qint64 id, qint64 pushId, Job::Result result = Job::Result::Success)
{
    Job job = done(id, pushId, result);
    job.typeName = u"test-linux/opt-mochitest-3"_s;
    return job;
}

JobSuggestions suggested(qint64 job, const QList<BugSuggestion> &bugs)
{
    return {.job = job, .bugs = bugs};
}

const BugSuggestion s_open{.bug = 4711, .summary = u"Intermittent a.js"_s, .open = true};
const BugSuggestion s_closed{.bug = 17, .summary = u"Perma a.js"_s, .open = false};

Ground knownBug(int open, int of)
{
    return {.kind = Ground::Kind::KnownBug, .count = open, .of = of, .detail = u"4711"_s};
}
}

/// The bugs that Treeherder suggests for failures: kept with the jobs, and what they say of whose fault it is.
class TestSuggestions : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    QDateTime m_now = minute(5000);
    QList<Push> m_pushes;
    QList<Job> m_jobs;

    Ledger ledger() const
    {
        return Ledger(m_dir->filePath(u"store"_s), judge, [this] { return m_now; }, settleTime);
    }

    /// So many pushes an hour apart, all green but the last one and, where wanted, one early one.
    void prepare(int count, bool failedOnce)
    {
        m_pushes.clear();
        m_jobs.clear();
        for (int i = 1; i <= count; ++i) {
            m_pushes.append(push(i, 60 * i));
            m_jobs.append(run(i, i, i == count || (failedOnce && i == 2) ? s_failed : Job::Result::Success));
        }
    }

    Snapshot all(const QList<JobSuggestions> &suggestions = {}) const
    {
        Snapshot snapshot = Making::snapshot(tree, 5000, m_pushes, m_jobs);
        snapshot.suggestions = suggestions;
        return snapshot;
    }

    static FailedJob failureOf(const Ledger &ledger, qint64 pushId)
    {
        const QList<PushStanding> standings = ledger.facts(account).standings;
        const auto found = std::ranges::find(standings, pushId, &PushStanding::pushId);
        return found == standings.end() ? FailedJob() : found->failures.value(0);
    }

    static int rows(const Ledger &ledger)
    {
        QSqlQuery query(QSqlDatabase::database(ledger.archive().connectionName()));
        return query.exec(u"SELECT count(*) FROM facts WHERE kind = 9"_s) && query.next() ? query.value(0).toInt() : -1;
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_now = minute(5000);
    }

    void anOpenBugSpeaksForIntermittentALittle()
    {
        // Once elsewhere in fourteen runs: too little by itself.
        prepare(15, true);
        Ledger book = ledger();
        QVERIFY(book.open());
        QVERIFY(book.apply(all()));
        QCOMPARE(failureOf(book, 15).blame, Blame::Unknown);
        QVERIFY(book.apply(all({suggested(15, {s_open, s_closed})})));
        QCOMPARE(failureOf(book, 15).blame, Blame::LikelyIntermittent);
        QVERIFY(failureOf(book, 15).grounds.contains(knownBug(1, 2)));
        QCOMPARE(failureOf(book, 2).grounds.contains(knownBug(1, 2)), false);
    }

    void aClosedBugSaysNothing()
    {
        prepare(15, true);
        Ledger book = ledger();
        QVERIFY(book.open());
        QVERIFY(book.apply(all({suggested(15, {s_closed})})));
        QCOMPARE(failureOf(book, 15).blame, Blame::Unknown);
        QVERIFY(std::ranges::none_of(failureOf(book, 15).grounds,
                                     [](const Ground &g) { return g.kind == Ground::Kind::KnownBug; }));
    }

    void itTakesBackYoursOnlyWhereItFailedOnce()
    {
        prepare(15, false);
        Ledger book = ledger();
        QVERIFY(book.open());
        QVERIFY(book.apply(all()));
        QCOMPARE(failureOf(book, 15).blame, Blame::LikelyYours);
        QVERIFY(book.apply(all({suggested(15, {s_open})})));
        QCOMPARE(failureOf(book, 15).blame, Blame::Unknown);
        m_jobs.append(run(100, 15, s_failed));
        QVERIFY(book.apply(all()));
        QCOMPARE(failureOf(book, 15).blame, Blame::LikelyYours);
    }

    /// Once before is little for what nobody has a bug for, where bugs are asked for and it failed twice here.
    void withoutABugItIsYoursThoughItFailedBefore()
    {
        prepare(15, true);
        m_jobs.append(run(100, 15, s_failed));
        m_jobs.append(done(200, 15, s_failed));
        Ledger book = ledger();
        QVERIFY(book.open());
        QVERIFY(book.apply(all()));
        QCOMPARE(failureOf(book, 15).blame, Blame::Unknown);
        QVERIFY(book.apply(all({suggested(200, {s_open})})));
        QCOMPARE(failureOf(book, 15).blame, Blame::LikelyYours);
        // A bug for the one run is a bug for the other.
        QVERIFY(book.apply(all({suggested(100, {s_open})})));
        QCOMPARE(failureOf(book, 15).blame, Blame::Unknown);
    }

    void withoutABugAndHistoryItStaysUnknown()
    {
        prepare(fewestRuns, false);
        m_jobs.append(run(100, fewestRuns, s_failed));
        m_jobs.append(done(200, fewestRuns, s_failed));
        Ledger book = ledger();
        QVERIFY(book.open());
        QVERIFY(book.apply(all({suggested(200, {s_open})})));
        QCOMPARE(failureOf(book, fewestRuns).blame, Blame::Unknown);
    }

    void thinHistoryStaysUnknown()
    {
        prepare(4, true);
        Ledger book = ledger();
        QVERIFY(book.open());
        QVERIFY(book.apply(all({suggested(4, {s_open})})));
        QCOMPARE(failureOf(book, 4).blame, Blame::Unknown);
        QVERIFY(failureOf(book, 4).grounds.contains(knownBug(1, 1)));
    }

    void theyOutliveARestartAndGoWithTheJob()
    {
        prepare(15, true);
        {
            Ledger book = ledger();
            QVERIFY(book.open());
            QVERIFY(book.apply(all({suggested(15, {s_open})})));
            QCOMPARE(rows(book), 1);
        }
        Ledger book = ledger();
        QVERIFY(book.open());
        // Something else of the push changes: its failures are blamed anew, and the bug is still known.
        m_jobs.append(done(200, 15));
        const auto entry = book.apply(all());
        QVERIFY(entry && !entry->changes.isEmpty());
        QCOMPARE(failureOf(book, 15).blame, Blame::LikelyIntermittent);
        Snapshot without = all();
        without.gone = {Push::pushKey(15)};
        without.pushes.removeLast();
        without.jobs.clear();
        QVERIFY(book.apply(without));
        QCOMPARE(rows(book), 0);
    }

    void theSameAgainIsNoChange()
    {
        prepare(15, true);
        Ledger book = ledger();
        QVERIFY(book.open());
        QVERIFY(book.apply(all({suggested(15, {s_open})})));
        const auto entry = book.apply(all({suggested(15, {s_open})}));
        QVERIFY(entry && entry->changes.isEmpty());
        QVERIFY(book.apply(all({suggested(15, {})})));
        QCOMPARE(failureOf(book, 15).blame, Blame::Unknown);
        QCOMPARE(rows(book), 0);
    }

    void nobodysJobAndTooManyBugsAreNotKept()
    {
        prepare(15, true);
        QList<BugSuggestion> many;
        for (int i = 1; i <= 500; ++i) {
            many.append({.bug = i, .summary = u"x"_s, .open = true});
        }
        Ledger book = ledger();
        QVERIFY(book.open());
        QVERIFY(book.apply(all({suggested(777, {s_open}), suggested(15, many)})));
        QCOMPARE(rows(book), 1);
        const Ground ground = failureOf(book, 15).grounds.value(0);
        QCOMPARE(ground.kind, Ground::Kind::KnownBug);
        QCOMPARE(ground.count, int(bugsPerJob));
        QCOMPARE(ground.detail, u"1"_s);
    }
};

QTEST_GUILESS_MAIN(TestSuggestions)
#include "tst_suggestions.moc"
