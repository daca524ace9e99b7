// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/blamer.h"
#include "models/store/ledger.h"
#include "tests/store/making.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Windsock;
using namespace Windsock::Making;

namespace {
/// Pushes of one hour each on one repository with runs of one job.
class Field
{
public:
    explicit Field(const QString &repository = u"autoland"_s)
        : m_repository(repository)
    {
    }

    qint64 pushed(const QString &message = u"Bug 4711 - Fix"_s)
    {
        const qint64 id = m_pushes.size() + 1;
        Push next = push(id, int(60 * id));
        next.repository = m_repository;
        next.commits[0].message = message;
        m_pushes.append(next);
        return id;
    }

    Job &ran(qint64 pushId, Job::Result result, int classification = 1)
    {
        Job next = done(++m_lastJob, pushId, result);
        next.typeName = u"test-linux/opt-mochitest-3"_s;
        next.classification = classification;
        return *m_jobs[pushId].insert(next.id, next);
    }

    /// So many pushes on which it passed.
    void green(int count)
    {
        for (int i = 0; i < count; ++i) {
            ran(pushed(), Job::Result::Success);
        }
    }

    FailedJob blamed(qint64 pushId) const
    {
        QHash<qint64, PushRuns> runs;
        for (auto [id, jobs] : m_jobs.asKeyValueRange()) {
            runs.insert(id, runsOf(jobs));
        }
        const auto jobs = m_jobs.value(pushId);
        PushStanding standing = standingOf(account, pushId, jobs.values(), minute(0), settleTime);
        Blamer(m_pushes, runs).blame(standing, jobs);
        return standing.failures.value(0);
    }

private:
    const QString m_repository;
    QList<Push> m_pushes;
    QHash<qint64, QHash<qint64, Job>> m_jobs;
    qint64 m_lastJob = 0;
};

constexpr auto s_failed = Job::Result::TestFailed;
constexpr auto s_passed = Job::Result::Success;

Ground ground(Ground::Kind kind, int count, int of)
{
    return {.kind = kind, .count = count, .of = of, .detail = {}};
}
}

class TestBlamer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keysAreOfTheJobAndNotOfItsRun()
    {
        Job a = done(1, 1);
        Job b = done(2, 2, s_failed);
        b.typeName = a.typeName;
        QCOMPARE(runKey(a), runKey(b));
        b.platformOption = u"opt"_s;
        QVERIFY(runKey(a) != runKey(b));
        b = a;
        b.typeName += u"-cf"_s;
        b.typeSymbol += u"-cf"_s;
        QCOMPARE(runKey(a), runKey(b));
        QVERIFY(isConfirmJob(b) && !isConfirmJob(a));
        a.typeName.clear();
        b.typeName.clear();
        QCOMPARE(runKey(a), runKey(b));
        b.typeSymbol = u"2"_s;
        QVERIFY(runKey(a) != runKey(b));
    }

    void onlyRunsThatSaySomethingAreTallied()
    {
        Field field;
        QHash<qint64, Job> jobs;
        const auto put = [&](Job job) {
            job.typeName = u"one"_s;
            jobs.insert(job.id, job);
        };
        put(done(1, 1));
        put(done(2, 1, s_failed));
        Job known = done(3, 1, s_failed);
        known.classification = 4;
        put(known);
        known.id = 4;
        known.classification = 2; // fixed by commit: it was a fault, and it is explained
        put(known);
        put(done(5, 1, Job::Result::Retry));
        put(done(6, 1, Job::Result::UserCancel));
        put(running(7, 1));
        const PushRuns runs = runsOf(jobs);
        QCOMPARE(runs.size(), 1);
        QCOMPARE(runs.constBegin().value(), (RunTally{.passed = 1, .failed = 2, .intermittent = 1}));
    }

    void talliesFollowTheJobs()
    {
        QHash<qint64, Job> jobs;
        PushRuns runs;
        for (int step = 0; step < 400; ++step) {
            Job job = done(step * 7 % 30, 1, Job::Result(step * 5 % 8));
            job.typeName = u"test-%1%2"_s.arg(job.id % 4).arg(job.id % 5 ? u""_s : u"-cf"_s);
            job.state = step % 9 ? Job::State::Completed : Job::State::Running;
            job.classification = 1 + step % 8;
            if (const auto held = jobs.constFind(job.id); held != jobs.cend()) {
                takeRun(runs, *held);
                jobs.remove(job.id);
            }
            if (step % 3) {
                jobs.insert(job.id, job);
                addRun(runs, job);
            }
            QCOMPARE(runs, runsOf(jobs));
        }
        QVERIFY(runs.size() > 2);
    }

    void passedOnAllBeforeIsLikelyYours()
    {
        Field field;
        field.green(12);
        const qint64 mine = field.pushed();
        field.ran(mine, s_failed);
        const FailedJob said = field.blamed(mine);
        QCOMPARE(said.blame, Blame::LikelyYours);
        QCOMPARE(said.grounds,
                 (QList{ground(Ground::Kind::PassesBefore, 12, 12), ground(Ground::Kind::FailsElsewhere, 0, 12)}));
    }

    void tooLittleHistoryIsUnknown_data()
    {
        QTest::addColumn<int>("before");
        QTest::addColumn<Blame>("blame");
        QTest::newRow("none") << 0 << Blame::Unknown;
        QTest::newRow("one too few") << fewestRuns - 1 << Blame::Unknown;
        QTest::newRow("enough") << fewestRuns << Blame::LikelyYours;
    }
    void tooLittleHistoryIsUnknown()
    {
        QFETCH(const int, before);
        Field field;
        field.green(before);
        const qint64 mine = field.pushed();
        field.ran(mine, s_failed);
        QTEST(field.blamed(mine).blame, "blame");
    }

    void failedNowAndThenIsLikelyIntermittent()
    {
        Field field;
        field.green(3);
        field.ran(field.pushed(), s_failed);
        field.green(3);
        field.ran(field.pushed(), s_failed);
        field.green(2);
        const qint64 mine = field.pushed();
        field.ran(mine, s_failed);
        const FailedJob said = field.blamed(mine);
        QCOMPARE(said.blame, Blame::LikelyIntermittent);
        QCOMPARE(said.grounds,
                 (QList{ground(Ground::Kind::FailsBefore, 2, 10), ground(Ground::Kind::FailsElsewhere, 2, 10)}));
    }

    void twiceOutOfTwoIsNotByChance()
    {
        Field field;
        field.green(12);
        field.ran(field.pushed(), s_failed);
        field.ran(1, s_failed);
        field.green(10);
        const qint64 mine = field.pushed();
        field.ran(mine, s_failed);
        QCOMPARE(field.blamed(mine).blame, Blame::LikelyIntermittent);
        field.ran(mine, s_failed);
        QCOMPARE(field.blamed(mine).blame, Blame::Unknown);
    }

    void whatPassedOnceOnThePushIsLikelyIntermittent()
    {
        Field field;
        const qint64 mine = field.pushed();
        field.ran(mine, s_failed);
        field.ran(mine, s_passed);
        const FailedJob said = field.blamed(mine);
        QCOMPARE(said.blame, Blame::LikelyIntermittent);
        QCOMPARE(said.grounds, QList{ground(Ground::Kind::SamePushPassed, 1, 2)});
    }

    void aConfirmJobWeighsMost()
    {
        for (const auto result : {s_passed, s_failed}) {
            Field field;
            field.green(4);
            const qint64 mine = field.pushed();
            field.ran(mine, s_failed);
            field.ran(mine, result).typeName += u"-cf"_s;
            FailedJob said = field.blamed(mine);
            const bool passed = result == s_passed;
            QCOMPARE(said.blame, passed ? Blame::LikelyIntermittent : Blame::LikelyYours);
            QCOMPARE(said.grounds.value(0),
                     ground(passed ? Ground::Kind::ConfirmPassed : Ground::Kind::ConfirmFailed, 1, 1));
        }
    }

    void whatWasBrokenBeforeIsNobodysByThat()
    {
        Field field;
        field.green(12);
        field.ran(field.pushed(), s_failed);
        field.ran(field.pushed(), s_failed);
        const qint64 mine = field.pushed();
        field.ran(mine, s_failed);
        field.ran(mine, s_failed).typeName += u"-cf"_s;
        const FailedJob said = field.blamed(mine);
        QCOMPARE(said.blame, Blame::Unknown);
        QVERIFY(said.grounds.contains(ground(Ground::Kind::FailsBefore, 2, 14)));
    }

    void whatComesAfterCounts_data()
    {
        QTest::addColumn<bool>("fails");
        QTest::addColumn<bool>("backedOut");
        QTest::addColumn<Blame>("blame");
        QTest::newRow("passes") << false << false << Blame::LikelyIntermittent;
        QTest::newRow("passes since the backout") << false << true << Blame::LikelyYours;
        QTest::newRow("goes on failing") << true << false << Blame::LikelyYours;
    }
    void whatComesAfterCounts()
    {
        QFETCH(const bool, fails);
        QFETCH(const bool, backedOut);
        Field field;
        field.green(12);
        const qint64 mine = field.pushed();
        field.ran(mine, s_failed);
        for (int i = 0; i < 2; ++i) {
            const qint64 next = field.pushed(backedOut && i == 0 ? u"Backed out changeset x (bug 4711) for orange"_s
                                                                 : u"Bug 5 - More"_s);
            field.ran(next, fails ? s_failed : s_passed);
        }
        QTEST(field.blamed(mine).blame, "blame");
    }

    void theSheriffsWordOnNeighboursCounts()
    {
        Field field;
        field.green(11);
        field.ran(field.pushed(), s_failed, 4);
        field.green(1);
        const qint64 mine = field.pushed();
        field.ran(mine, s_failed);
        const FailedJob said = field.blamed(mine);
        QCOMPARE(said.blame, Blame::LikelyIntermittent);
        QCOMPARE(said.grounds.value(0), ground(Ground::Kind::Sheriffs, 1, 1));
    }

    void onTryPushesDoNotFollowEachOther()
    {
        Field field(u"try"_s);
        field.green(12);
        const qint64 mine = field.pushed();
        field.ran(mine, s_failed);
        field.green(3);
        const FailedJob said = field.blamed(mine);
        QCOMPARE(said.blame, Blame::LikelyYours);
        QCOMPARE(said.grounds, QList{ground(Ground::Kind::FailsElsewhere, 0, 15)});
    }

    void neighboursAreBlamedAnewWithoutAWord()
    {
        const QTemporaryDir folder;
        QDateTime now = minute(0);
        Ledger ledger(folder.filePath(u"store.sqlite"_s), Making::judge, [&now] { return now; }, settleTime);
        QVERIFY(ledger.open());
        const auto named = [](Job job) {
            job.typeName = u"same"_s;
            return job;
        };
        QList<Push> pushes;
        QList<Job> jobs;
        for (int i = 1; i <= 10; ++i) {
            pushes.append(push(i, i));
            jobs.append(named(done(i, i)));
        }
        pushes.append(push(11, 11));
        QVERIFY(ledger.apply(snapshot(tree, 20, pushes, jobs)));
        now = minute(21);
        auto entry = ledger.apply(snapshot(tree, 21, pushes, {named(done(11, 11, s_failed, 21))}));
        QVERIFY(entry && entry->changes.size() == 1);
        QCOMPARE(entry->notices.size(), 1);
        QCOMPARE(entry->changes[0].standings.changed.value(0).after.failures.value(0).blame, Blame::LikelyYours);

        // The sheriffs say of an older failure of the same job that it was intermittent.
        Job older = named(done(100, 5, s_failed, 22));
        older.classification = 4;
        now = minute(22);
        entry = ledger.apply(snapshot(tree, 22, pushes, {older}));
        QVERIFY(entry && entry->changes.size() == 1);
        QVERIFY(entry->notices.isEmpty());
        const auto changed = entry->changes[0].standings.changed;
        QCOMPARE(changed.size(), 2);
        QCOMPARE(changed[1].after.pushId, 11);
        QCOMPARE(changed[1].after.failures.value(0).blame, Blame::LikelyIntermittent);

        // Time alone: the push settles and what is said of it stays.
        now = minute(40);
        const auto settled = ledger.tick();
        QVERIFY(settled && !settled->changes.isEmpty());
        const auto standings = ledger.facts(account).standings;
        const auto eleventh = std::ranges::find(standings, 11, &PushStanding::pushId);
        QVERIFY(eleventh->settled);
        QCOMPARE(eleventh->failures.value(0).blame, Blame::LikelyIntermittent);
        QVERIFY(!eleventh->failures.value(0).grounds.isEmpty());

        // The same again is no change.
        entry = ledger.apply(snapshot(tree, 41, pushes, {older}));
        QVERIFY(entry && entry->changes.isEmpty());
        ledger.close();
        QVERIFY(ledger.open());
        const auto again = ledger.facts(account).standings;
        QCOMPARE(*std::ranges::find(again, 11, &PushStanding::pushId), *eleventh);
    }
};

QTEST_GUILESS_MAIN(TestBlamer)
#include "tst_blamer.moc"
