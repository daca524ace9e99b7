// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/treeherder/treeherdercursor.h"
#include "tests/sources/treeherder/smalltreeherder.h"

using namespace Qt::StringLiterals;
using namespace Windsock;
using namespace std::chrono_literals;

namespace {
using Small = SmallTreeherder;

QString bugsPath(qint64 job)
{
    return u"project/try/jobs/%1/bug_suggestions/"_s.arg(job);
}

const QByteArray s_line = R"([{"search":"TEST-UNEXPECTED-FAIL | a.js | b","bugs":{"open_recent":[{"id":5,"resolution":"",)"
                          R"("summary":"Intermittent a.js"}],"all_others":[{"id":6,"resolution":"FIXED"}]}}])";

Job failing(qint64 id, int classification = 1, int tier = 1)
{
    return {.id = id,
            .pushId = 1,
            .state = Job::State::Completed,
            .result = Job::Result::TestFailed,
            .tier = tier,
            .classification = classification};
}

QList<qint64> jobsOf(const QList<TreeherderCursor::Failing> &failing)
{
    QList<qint64> jobs;
    for (const auto &one : failing) {
        jobs.append(one.job);
    }
    return jobs;
}
}

/// The bugs that are asked for new failures, a few at a time.
class TreeherderBugsTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Small> m_small;
    FetchTask m_task;

    void jobs(const QByteArrayList &rows) { m_small->told[u"jobs/"_s] = {.body = Small::jobs(rows)}; }

    /// Fetches, and remembers as the store does.
    Snapshot fetch()
    {
        m_task.now = m_small->now;
        const auto snapshot = m_small->fetch(m_task);
        if (!snapshot) {
            QTest::qFail(qPrintable(snapshot.error().detail), __FILE__, __LINE__);
            return {};
        }
        m_task.memory = {.watch = m_task.watch.id, .cursor = snapshot->cursor, .keys = {u"push/1"_s}};
        return *snapshot;
    }

    QStringList askedForBugs() const
    {
        QStringList paths = m_small->takeAsked();
        paths.removeIf([](const QString &path) { return !path.contains("bug_suggestions"_L1); });
        return paths;
    }

private Q_SLOTS:
    void init()
    {
        m_small = std::make_unique<Small>();
        m_task = m_small->task();
        m_small->told[u"project/try/push/"_s] = {.body = Small::results({Small::push(1, "abc")})};
    }

    void aNewFailureIsAskedAboutOnce()
    {
        m_small->told[bugsPath(7)] = {.body = s_line};
        jobs({Small::job(7, "testfailed"), Small::job(8, "success")});
        const Snapshot first = fetch();
        QCOMPARE(first.suggestions.size(), 1);
        QCOMPARE(first.suggestions.constFirst().job, 7);
        QCOMPARE(first.suggestions.constFirst().bugs,
                 (QList<BugSuggestion>{{.bug = 5, .summary = u"Intermittent a.js"_s, .open = true}, {.bug = 6}}));
        QCOMPARE(askedForBugs(), QStringList{bugsPath(7)});
        // The overlap gives the same row again and again.
        for (int i = 0; i < 5; ++i) {
            QVERIFY(fetch().suggestions.isEmpty());
            QCOMPARE(m_small->takeAsked().size(), 2);
        }
    }

    void onlyWhatCountsAndNobodyHasClassified()
    {
        jobs({Small::job(1, "testfailed", 4), Small::job(2, "testfailed", 1, 3), Small::job(3, "retry"),
              Small::job(4, "usercancel"), Small::job(5, "superseded"), Small::job(6, "success")});
        fetch();
        QCOMPARE(m_small->takeAsked().size(), 2);
    }

    void aFewACycleTheNewestFirst()
    {
        QByteArrayList rows;
        for (int id = 1; id <= 7; ++id) {
            rows.append(Small::job(id, "busted"));
            m_small->told[bugsPath(id)] = {.body = s_line};
        }
        jobs(rows);
        fetch();
        QCOMPARE(askedForBugs(), (QStringList{bugsPath(7), bugsPath(6), bugsPath(5)}));
        jobs({});
        fetch();
        QCOMPARE(askedForBugs(), (QStringList{bugsPath(4), bugsPath(3), bugsPath(2)}));
        fetch();
        QCOMPARE(askedForBugs(), QStringList{bugsPath(1)});
        fetch();
        QCOMPARE(m_small->takeAsked().size(), 2);
    }

    void whatHasNoLinesYetIsAskedOnceMore()
    {
        m_small->told[bugsPath(7)] = {.body = "[]"};
        jobs({Small::job(7, "testfailed")});
        QVERIFY(fetch().suggestions.isEmpty());
        QCOMPARE(askedForBugs().size(), 1);
        m_small->now = m_small->now.addDuration(4min);
        fetch();
        QCOMPARE(askedForBugs().size(), 0);
        m_small->now = m_small->now.addDuration(1min);
        fetch();
        QCOMPARE(askedForBugs().size(), 1);
        m_small->now = m_small->now.addDuration(10h);
        fetch();
        QCOMPARE(askedForBugs().size(), 0);
    }

    void whatSheriffsClassifyMeanwhileIsNotAsked()
    {
        m_small->told[bugsPath(7)] = {.body = "[]"};
        jobs({Small::job(7, "testfailed")});
        fetch();
        jobs({Small::job(7, "testfailed", 4)});
        m_small->now = m_small->now.addDuration(1h);
        m_small->takeAsked();
        fetch();
        QCOMPARE(askedForBugs().size(), 0);
    }

    void badWeather_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("again");
        QTest::newRow("busy") << 503 << "busy"_ba << true;
        QTest::newRow("too many") << 429 << "{}"_ba << true;
        QTest::newRow("html") << 200 << "<html>"_ba << true;
        QTest::newRow("another shape") << 200 << "{\"detail\":1}"_ba << true;
        QTest::newRow("gone") << 404 << "\"No job with id: 7\""_ba << false;
        QTest::newRow("forbidden") << 403 << "<html>"_ba << false;
    }

    /// The facts are whole all the same.
    void badWeather()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(bool, again);
        m_small->told[bugsPath(7)] = {.status = status, .body = body};
        jobs({Small::job(7, "testfailed"), Small::job(6, "testfailed")});
        const Snapshot snapshot = fetch();
        QCOMPARE(snapshot.jobs.size(), 2);
        QVERIFY(snapshot.whole && snapshot.suggestions.isEmpty());
        QCOMPARE(snapshot.skipped.size(), status == 200 ? 1 : 0);
        m_small = std::make_unique<Small>(); // a host that turned us away is left alone: another one
        const WatchMemory memory = m_task.memory;
        m_task = m_small->task();
        m_task.memory = memory;
        m_small->now = m_small->now.addDuration(1h);
        m_small->told[u"project/try/push/"_s] = {.body = Small::results({Small::push(1, "abc")})};
        m_small->told[bugsPath(7)] = {.body = s_line};
        jobs({});
        fetch();
        QCOMPARE(askedForBugs().contains(bugsPath(7)), again);
    }

    void halfTheBudgetIsKeptForWhatMustBeKnown()
    {
        m_small->told[bugsPath(7)] = {.body = s_line};
        jobs({Small::job(7, "testfailed")});
        const QString host = u"127.0.0.1:%1"_s.arg(m_small->wire.serverPort());
        const int limit = m_small->http.budget().share(host).limit;
        QVERIFY(limit > 0);
        for (int i = 0; i < limit / 2; ++i) {
            m_small->http.budget().count(host);
        }
        QVERIFY(fetch().suggestions.isEmpty());
        QCOMPARE(m_small->takeAsked().size(), 2);
        QCOMPARE(jobsOf(TreeherderCursor::fromText(m_task.memory.cursor).failing), QList<qint64>{7});
    }

    void theCursorStaysSmall()
    {
        TreeherderCursor cursor;
        QList<Job> many;
        for (int id = 1; id <= 5000; ++id) {
            many.append(failing(id));
        }
        cursor.meet(many);
        QCOMPARE(cursor.failing.size(), 30);
        QCOMPARE(cursor.failing.constFirst().job, 5000);
        for (int id = 5001; id <= 5300; ++id) {
            cursor.meet({failing(id)});
            cursor.answered(id, true, m_small->now);
        }
        QCOMPARE(cursor.known.size(), 200);
        QVERIFY(cursor.toText().size() < 10'000);
        cursor.answered(99'999, true, m_small->now);
        QVERIFY(!cursor.known.contains(99'999));
        QCOMPARE(TreeherderCursor::fromText(cursor.toText()), cursor);
    }

    void strangeFailuresInACursorAreDropped()
    {
        const auto cursor = TreeherderCursor::fromText(
            uR"({"failing":[{"job":0},{"job":"x"},7,{"job":8,"asked":"y","due":5}],"known":["a",4]})"_s);
        QCOMPARE(jobsOf(cursor.failing), QList<qint64>{8});
        QVERIFY(!cursor.failing.constFirst().due.isValid());
        QVERIFY(cursor.known.contains(4));
    }
};

QTEST_GUILESS_MAIN(TreeherderBugsTest)

#include "tst_treeherderbugs.moc"
