// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/pushstanding.h"

#include <QTest>
#include <QTimeZone>

using namespace Windsock;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
const QDateTime s_noon = QDateTime(QDate(2026, 11, 20), QTime(12, 0), QTimeZone::UTC);

Job done(qint64 id, Job::Result result, int tier = 1, int classification = 1)
{
    return {.id = id,
            .pushId = 27,
            .typeName = u"test-%1"_s.arg(id),
            .platform = u"linux64"_s,
            .platformOption = u"debug"_s,
            .state = Job::State::Completed,
            .result = result,
            .tier = tier,
            .classification = classification,
            .lastModified = s_noon};
}

Job unfinished(qint64 id, Job::State state)
{
    Job job = done(id, Job::Result::Unknown);
    job.state = state;
    return job;
}

PushStanding standing(const QList<Job> &jobs, const QDateTime &now = s_noon.addSecs(600))
{
    return standingOf(AccountId(u"th"_s), 27, jobs, now, 180s);
}
}

class TestPushStanding : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".+"_s)); }

    void verdicts_data()
    {
        QTest::addColumn<QList<Job>>("jobs");
        QTest::addColumn<QString>("verdict");
        QTest::addColumn<bool>("complete");
        using R = Job::Result;
        using S = Job::State;
        const auto row = [](const char *name, const QList<Job> &jobs, const QString &verdict, bool complete) {
            QTest::newRow(name) << jobs << verdict << complete;
        };
        row("no jobs", {}, u"unknown"_s, false);
        row("only tier 3", {done(1, R::Busted, 3)}, u"unknown"_s, false);
        row("only a retried one", {done(1, R::Retry)}, u"unknown"_s, false);
        row("pending", {unfinished(1, S::Pending)}, u"running"_s, false);
        row("unscheduled", {unfinished(1, S::Unscheduled), done(2, R::Success)}, u"running"_s, false);
        row("a state nobody knows is unfinished", {unfinished(1, S::Unknown), done(2, R::Success)}, u"running"_s, false);
        row("green", {done(1, R::Success), done(2, R::Success, 2)}, u"green"_s, true);
        row("green beside a bad tier 3", {done(1, R::Success), done(2, R::Busted, 3)}, u"green"_s, true);
        row("green beside running tier 3",
            {done(1, R::Success),
             [] {
                 Job j = unfinished(2, S::Running);
                 j.tier = 3;
                 return j;
             }()},
            u"green"_s, true);
        row("green after a retry", {done(1, R::Retry), done(2, R::Success)}, u"green"_s, true);
        row("green beside superseded", {done(1, R::Superseded), done(2, R::Success)}, u"green"_s, true);
        row("only superseded tells nothing", {done(1, R::Superseded)}, u"unknown"_s, true);
        row("orange", {done(1, R::TestFailed), done(2, R::Success)}, u"orange"_s, true);
        row("orange while running", {done(1, R::TestFailed), unfinished(2, S::Running)}, u"orange"_s, false);
        row("tier 2 makes orange", {done(1, R::TestFailed, 2)}, u"orange"_s, true);
        row("red", {done(1, R::Busted), done(2, R::TestFailed), done(3, R::Exception)}, u"red"_s, true);
        row("exception", {done(1, R::Exception), done(2, R::Success)}, u"exception"_s, true);
        row("orange over exception", {done(1, R::Exception), done(2, R::TestFailed)}, u"orange"_s, true);
        row("cancelled", {done(1, R::UserCancel), done(2, R::Success)}, u"cancelled"_s, true);
        row("a failure over cancelled", {done(1, R::UserCancel), done(2, R::Busted)}, u"red"_s, true);
        row("cancelled while running", {done(1, R::UserCancel), unfinished(2, S::Running)}, u"running"_s, false);
        for (const int id : {2, 3, 4, 5}) {
            row(qPrintable(u"classified as %1"_s.arg(id)), {done(1, R::TestFailed, 1, id)}, u"green"_s, true);
        }
        for (const int id : {1, 6, 7, 8}) {
            row(qPrintable(u"not classified by %1"_s.arg(id)), {done(1, R::TestFailed, 1, id)}, u"orange"_s, true);
        }
        // A failure result on a job that still runs is not yet one.
        Job early = unfinished(1, S::Running);
        early.result = R::Busted;
        row("a result before its time", {early}, u"running"_s, false);
    }
    void verdicts()
    {
        QFETCH(QList<Job>, jobs);
        QFETCH(QString, verdict);
        QFETCH(bool, complete);
        const PushStanding got = standing(jobs);
        QCOMPARE(verdictName(got.verdict), verdict);
        QCOMPARE(got.complete, complete);
        QCOMPARE(got.settled, complete);
        QCOMPARE(isBad(got.verdict), verdict == "orange"_L1 || verdict == "red"_L1 || verdict == "exception"_L1);
        std::ranges::reverse(jobs);
        QVERIFY2(standing(jobs) == got, "the order of the jobs must not matter");
    }

    void settlesOnlyWhenQuietLongEnough()
    {
        const QList<Job> jobs{done(1, Job::Result::Success)};
        QVERIFY(!standing(jobs, s_noon).settled);
        QVERIFY(!standing(jobs, s_noon.addSecs(179)).settled);
        QVERIFY(standing(jobs, s_noon.addSecs(180)).settled);
        QVERIFY2(!standing(jobs, s_noon.addSecs(-3600)).settled,
                 "a service's clock ahead of ours settles nothing early");
        QVERIFY(
            !standing({done(1, Job::Result::Success), unfinished(2, Job::State::Pending)}, s_noon.addDays(1)).settled);
    }

    void theNewestChangeCounts()
    {
        QList<Job> jobs{done(1, Job::Result::Success), done(2, Job::Result::Success), done(3, Job::Result::Success, 3)};
        jobs[0].lastModified = s_noon.addSecs(100);
        jobs[2].lastModified = s_noon.addSecs(900); // hidden: it must not keep the push from settling
        const PushStanding got = standing(jobs, s_noon.addSecs(280));
        QCOMPARE(got.lastChange, s_noon.addSecs(100));
        QVERIFY(got.settled);
        jobs[0].lastModified = {};
        jobs[1].lastModified = {};
        QVERIFY2(standing(jobs, s_noon).settled, "no time told: nothing to wait for");
    }

    void countsEachKind()
    {
        using R = Job::Result;
        using S = Job::State;
        const PushStanding got = standing(
            {done(1, R::Success), done(2, R::TestFailed), done(3, R::Busted), done(4, R::Exception),
             done(5, R::TestFailed, 1, 4), done(6, R::UserCancel), done(7, R::Superseded), done(8, R::Unknown),
             done(9, R::Retry), unfinished(10, S::Pending), unfinished(11, S::Running), unfinished(12, S::Unscheduled)});
        QCOMPARE(got.success, 1);
        QCOMPARE(got.testFailed, 1);
        QCOMPARE(got.busted, 1);
        QCOMPARE(got.exceptions, 1);
        QCOMPARE(got.known, 1);
        QCOMPARE(got.cancelled, 1);
        QCOMPARE(got.superseded, 2); // a result nobody knows is neither good nor bad
        QCOMPARE(got.finished(), 8);
        QCOMPARE(got.unclassifiedFailures(), 3);
        QCOMPARE(got.percent(), 80); // 8 of 10: unscheduled ones are outside
        QCOMPARE(got.newestFailure, 4);
        QCOMPARE(got.failures.size(), 3);
        QCOMPARE(got.failures.first(), (FailedJob{2, u"test-2"_s, u"linux64 debug"_s, R::TestFailed}));
        QCOMPARE(got.key(), u"push/27"_s);
        QCOMPARE(got.subject().value, u"th/push/27"_s);
    }

    void percentRoundsDown()
    {
        QCOMPARE(standing({}).percent(), 100);
        QCOMPARE(standing({unfinished(1, Job::State::Unscheduled)}).percent(), 100);
        QCOMPARE(
            standing({done(1, Job::Result::Success), done(2, Job::Result::Success), unfinished(3, Job::State::Running)})
                .percent(),
            66);
    }

    void namesOnlyTheFirstFifty()
    {
        QList<Job> jobs;
        for (int id = 80; id > 0; --id) {
            jobs.append(done(id, Job::Result::TestFailed));
        }
        const PushStanding got = standing(jobs);
        QCOMPARE(got.failures.size(), 50);
        QCOMPARE(got.failures.first().id, 1);
        QCOMPARE(got.failures.last().id, 50);
        QCOMPARE(got.testFailed, 80);
        QCOMPARE(got.newestFailure, 80);
    }
};

QTEST_GUILESS_MAIN(TestPushStanding)
#include "tst_pushstanding.moc"
