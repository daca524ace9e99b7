// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/blamer.h"
#include "tests/store/making.h"

#include <QTest>

#include <random>

using namespace Windsock;
using namespace Windsock::Making;

namespace {
/// A suite whose truth is known: jobs of which some fail now and then, each at its own rate, and pushes of which some
/// break a few jobs for good, until they are backed out. As on a real tree not every push runs every job, some failures
/// are run again, some are classified later, and a breakage is found after a few pushes.
class Suite
{
public:
    explicit Suite(quint32 seed)
        : m_random(seed)
    {
        for (int i = 0; i < s_jobs; ++i) {
            const double kind = uniform();
            m_rates.push_back(kind < 0.7 ? 0.0005 * uniform()
                                         : (kind < 0.9 ? 0.01 + 0.03 * uniform() : 0.05 + 0.25 * uniform()));
        }
    }

    struct Count {
        int yours = 0; ///< said of those
        int intermittent = 0;
        int unknown = 0;
        int all() const { return yours + intermittent + unknown; }
        void add(const Count &other);
    };
    /// What was said of each kind of failure.
    struct Score {
        Count broken; ///< failures a push brought itself
        Count flaky; ///< those that come and go
        Count inherited; ///< those that an earlier push brought
        double yoursPrecision() const;
        double yoursRecall() const;
        double precision() const; ///< of "likely intermittent"
        double recall() const;
        void add(const Score &other);
    };
    Score plain; ///< without asking for bugs
    Score informed; ///< with the bugs that Treeherder suggests
    int thinAnswers = 0; ///< said of a job with less history than the minimum, without a run more on the push itself

    /// Each failure is judged with what is known when its push is done, before anybody has classified it.
    void run(int pushes)
    {
        for (int i = 1; i <= pushes; ++i) {
            onePush(i);
        }
    }

private:
    static constexpr int s_jobs = 150;
    struct Breakage {
        qint64 by = 0;
        int until = 0;
    };

    double uniform() { return std::uniform_real_distribution<double>(0, 1)(m_random); }

    Job &put(qint64 pushId, int number, bool passed)
    {
        Job job = done(++m_lastJob, pushId, passed ? Job::Result::Success : Job::Result::TestFailed);
        job.typeName = u"test-%1"_s.arg(number);
        return *m_jobs[pushId].insert(job.id, job);
    }

    void onePush(int number)
    {
        Push made = push(number, number * 20);
        made.commits[0].message = u"Bug %1 - Change"_s.arg(100'000 + number);
        for (auto it = m_broken.begin(); it != m_broken.end();) {
            if (it->until > number) {
                ++it;
                continue;
            }
            made.commits[0].message = u"Backed out changeset (bug %1)"_s.arg(100'000 + it->by);
            explain(it.key(), it->by);
            it = m_broken.erase(it);
        }
        if (uniform() < 0.10) {
            for (int i = 0; i < 3; ++i) {
                const int job = int(uniform() * s_jobs);
                if (!m_broken.contains(job)) {
                    m_broken.insert(job, {.by = number, .until = number + 2 + int(uniform() * 4)});
                }
            }
        }
        m_pushes.append(made);
        for (int job = 0; job < s_jobs; ++job) {
            if (uniform() < 0.6 || m_broken.value(job).by == number) {
                oneJob(number, job);
            }
        }
        judge(number);
        classify();
    }

    void oneJob(qint64 pushId, int job)
    {
        const auto fails = [&] { return m_broken.contains(job) || uniform() < m_rates[size_t(job)]; };
        if (!fails()) {
            put(pushId, job, true);
            return;
        }
        put(pushId, job, false);
        if (uniform() < 0.3) {
            put(pushId, job, !fails());
        }
    }

    void judge(qint64 pushId)
    {
        m_runs.insert(pushId, runsOf(m_jobs.value(pushId)));
        const auto jobs = m_jobs.value(pushId);
        PushStanding standing = standingOf(account, pushId, jobs.values(), minute(0), settleTime);
        Blamer(m_pushes, m_runs).blame(standing, jobs);
        score(standing, plain);
        QHash<qint64, JobSuggestions> suggestions;
        for (const FailedJob &failure : std::as_const(standing.failures)) {
            suggest(failure, suggestions);
        }
        Blamer(m_pushes, m_runs, suggestions).blame(standing, jobs);
        score(standing, informed);
    }

    /// Most of what comes and goes has a bug of its own. A test that somebody broke may have an old bug, too: it is
    /// looked up by the test's name.
    void suggest(const FailedJob &failure, QHash<qint64, JobSuggestions> &suggestions)
    {
        constexpr double hit = 0.6;
        constexpr double wrong = 0.2;
        const bool broken = m_broken.contains(failure.name.section(u'-', 1).toInt());
        if (std::uniform_real_distribution<double>(0, 1)(m_bugs) < (broken ? wrong : hit)) {
            suggestions.insert(failure.id, {.job = failure.id, .bugs = {{.bug = 4711, .summary = {}, .open = true}}});
        }
    }

    void score(const PushStanding &standing, Score &score)
    {
        for (const FailedJob &failure : standing.failures) {
            const int job = failure.name.section(u'-', 1).toInt();
            const bool ours = m_broken.contains(job);
            Count &count = !ours                            ? score.flaky
                : m_broken.value(job).by == standing.pushId ? score.broken
                                                            : score.inherited;
            ++(failure.blame == Blame::LikelyYours              ? count.yours
                   : failure.blame == Blame::LikelyIntermittent ? count.intermittent
                                                                : count.unknown);
            countThin(failure);
        }
    }

    void countThin(const FailedJob &failure)
    {
        int elsewhere = 0;
        bool againHere = false;
        for (const Ground &ground : failure.grounds) {
            elsewhere = ground.kind == Ground::Kind::FailsElsewhere ? ground.of : elsewhere;
            againHere = againHere || ground.kind == Ground::Kind::SamePushPassed;
        }
        thinAnswers += failure.blame != Blame::Unknown && elsewhere < fewestRuns && !againHere ? 1 : 0;
    }

    /// The sheriffs catch up with what came and went three pushes ago.
    void classify()
    {
        const qint64 pushId = m_pushes.last().id - 3;
        QList<qint64> ids = m_jobs.value(pushId).keys();
        std::ranges::sort(ids); // so that the seed alone decides
        for (const qint64 id : std::as_const(ids)) {
            Job &job = m_jobs[pushId][id];
            const int number = job.typeName.section(u'-', 1).toInt();
            if (isUnclassifiedFailure(job) && !m_broken.contains(number) && uniform() < 0.5) {
                job.classification = 4;
            }
        }
        m_runs.insert(pushId, runsOf(m_jobs.value(pushId)));
    }

    /// What a backout has mended is fixed by commit.
    void explain(int number, qint64 since)
    {
        for (qint64 id = since; id <= m_pushes.last().id; ++id) {
            for (Job &job : m_jobs[id]) {
                if (job.typeName == u"test-%1"_s.arg(number) && isFailure(job)) {
                    job.classification = 2;
                }
            }
            m_runs.insert(id, runsOf(m_jobs.value(id)));
        }
    }

    std::mt19937 m_random;
    std::mt19937 m_bugs{4711}; ///< of its own, so that asking for bugs changes nothing else
    std::vector<double> m_rates;
    QHash<int, Breakage> m_broken;
    QList<Push> m_pushes;
    QHash<qint64, QHash<qint64, Job>> m_jobs;
    QHash<qint64, PushRuns> m_runs;
    qint64 m_lastJob = 0;
};

void Suite::Count::add(const Count &other)
{
    yours += other.yours;
    intermittent += other.intermittent;
    unknown += other.unknown;
}

void Suite::Score::add(const Score &other)
{
    broken.add(other.broken);
    flaky.add(other.flaky);
    inherited.add(other.inherited);
}

double share(int part, int whole)
{
    return whole ? double(part) / whole : 0;
}

double Suite::Score::yoursPrecision() const
{
    return share(broken.yours, broken.yours + flaky.yours + inherited.yours);
}

double Suite::Score::yoursRecall() const
{
    return share(broken.yours, broken.all());
}

double Suite::Score::precision() const
{
    return share(flaky.intermittent, broken.intermittent + flaky.intermittent + inherited.intermittent);
}

double Suite::Score::recall() const
{
    return share(flaky.intermittent, flaky.all());
}

void print(quint32 seed, const char *how, const Suite::Score &score)
{
    for (const auto &[name, count] :
         {std::pair{"broken by the push", score.broken}, std::pair{"intermittent", score.flaky},
          std::pair{"broken before", score.inherited}}) {
        qInfo("seed %u, %s: %s, %d: said yours %d, intermittent %d, unknown %d", seed, how, name, count.all(),
              count.yours, count.intermittent, count.unknown);
    }
    qInfo("seed %u, %s: likely yours: precision %.2f, recall %.2f; likely intermittent: precision %.2f, recall %.2f",
          seed, how, score.yoursPrecision(), score.yoursRecall(), score.precision(), score.recall());
}
}

class TestBlameBacktest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void precisionAndRecall_data()
    {
        QTest::addColumn<quint32>("seed");
        for (const quint32 seed : {1U, 20261124U, 77U}) {
            QTest::addRow("seed %u", seed) << seed;
        }
    }
    void precisionAndRecall()
    {
        QFETCH(const quint32, seed);
        Suite suite(seed);
        suite.run(250);
        const Suite::Score &plain = suite.plain;
        const Suite::Score &informed = suite.informed;
        print(seed, "no bugs asked", plain);
        print(seed, "bugs asked", informed);
        for (const Suite::Score &score : {plain, informed}) {
            QVERIFY(score.broken.all() > 30 && score.flaky.all() > 200);
            QVERIFY(score.precision() > 0.9);
            QVERIFY(score.recall() > 0.84);
            QVERIFY(score.yoursPrecision() > 0.8);
            QVERIFY(score.yoursRecall() > 0.69);
            QCOMPARE(score.inherited.yours, 0);
        }
        // What the bugs say makes the answers no worse, and better where they are wrong most often. A single suite may
        // lose two of its breakages to bugs that happen to be suggested for them; see overManySuites().
        QVERIFY(informed.recall() > plain.recall());
        QVERIFY(informed.precision() > plain.precision() - 0.005);
        QVERIFY(informed.yoursPrecision() > plain.yoursPrecision());
        QVERIFY(informed.yoursRecall() > plain.yoursRecall() - 0.015);
        QCOMPARE(suite.thinAnswers, 0);
    }

    /// One suite has some hundred breakages, of which two more or less are chance. Over many, knowing the bugs costs
    /// nothing: neither answer is wrong more often or given less often than without them.
    void overManySuites()
    {
        Suite::Score plain;
        Suite::Score informed;
        constexpr quint32 suites = 12;
        for (quint32 seed = 1; seed <= suites; ++seed) {
            Suite suite(seed);
            suite.run(250);
            plain.add(suite.plain);
            informed.add(suite.informed);
        }
        print(suites, "all up to it, no bugs asked", plain);
        print(suites, "all up to it, bugs asked", informed);
        QVERIFY(informed.yoursRecall() > plain.yoursRecall() + 0.01);
        QVERIFY(informed.yoursPrecision() > plain.yoursPrecision() + 0.02);
        QVERIFY(informed.recall() > plain.recall() + 0.01);
        QVERIFY(informed.precision() > plain.precision() - 0.002);
    }
};

QTEST_GUILESS_MAIN(TestBlameBacktest)
#include "tst_blamebacktest.moc"
