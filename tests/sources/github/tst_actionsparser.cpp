// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/github/actionscursor.h"
#include "app/sources/github/actionsparser.h"
#include "app/sources/github/actionsrequests.h"
#include "app/sources/github/branchpush.h"
#include "tests/sources/golden.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QDateTime s_now(QDate(2026, 11, 21), QTime(12, 0), QTimeZone::UTC);

QJsonObject runNumber(int id, const QJsonObject &more = {})
{
    QJsonObject run{{u"id"_s, id},
                    {u"name"_s, u"CI"_s},
                    {u"event"_s, u"push"_s},
                    {u"status"_s, u"completed"_s},
                    {u"conclusion"_s, u"success"_s},
                    {u"head_sha"_s, u"abc"_s},
                    {u"created_at"_s, u"2026-11-21T11:00:00Z"_s}};
    for (auto it = more.begin(); it != more.end(); ++it) {
        run.insert(it.key(), it.value());
    }
    return run;
}

QJsonObject jobNumber(int id, const QJsonObject &more = {})
{
    QJsonObject job{{u"id"_s, id},
                    {u"run_id"_s, 7},
                    {u"name"_s, u"build"_s},
                    {u"status"_s, u"completed"_s},
                    {u"conclusion"_s, u"success"_s}};
    for (auto it = more.begin(); it != more.end(); ++it) {
        job.insert(it.key(), it.value());
    }
    return job;
}

QByteArray listOf(const QString &name, const QJsonArray &list)
{
    return QJsonDocument(QJsonObject{{u"total_count"_s, list.size()}, {name, list}}).toJson();
}

QByteArray runsOf(const QJsonArray &list)
{
    return listOf(u"workflow_runs"_s, list);
}

QString timeText(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODate);
}

QJsonObject jsonOf(const WorkflowRuns &all)
{
    QJsonArray runs;
    for (const WorkflowRun &run : all.runs) {
        runs.append(QJsonObject{{u"id"_s, run.id},
                                {u"attempt"_s, run.attempt},
                                {u"workflow"_s, run.workflow},
                                {u"event"_s, run.event},
                                {u"revision"_s, run.headRevision},
                                {u"actor"_s, run.actor},
                                {u"author"_s, run.commitAuthor},
                                {u"message"_s, run.message},
                                {u"state"_s, jobStateName(run.state)},
                                {u"conclusion"_s, run.conclusion},
                                {u"created"_s, timeText(run.created)},
                                {u"updated"_s, timeText(run.updated)}});
    }
    return {{u"runs"_s, runs}, {u"skipped"_s, all.skipped.size()}};
}

QJsonObject jsonOf(const RunJobs &all)
{
    QJsonArray jobs;
    for (const Job &job : all.jobs) {
        jobs.append(QJsonObject{{u"id"_s, job.id},
                                {u"run"_s, job.taskId},
                                {u"name"_s, jobName(job)},
                                {u"platform"_s, job.platform},
                                {u"attempt"_s, job.retryId + 1},
                                {u"state"_s, jobStateName(job.state)},
                                {u"result"_s, jobResultName(job.result)},
                                {u"minutes"_s, qint64(job.duration.count())},
                                {u"changed"_s, timeText(job.lastModified)}});
    }
    return {{u"jobs"_s, jobs}, {u"total"_s, all.total}, {u"skipped"_s, all.skipped.size()}};
}

Job attempt(qint64 id, int retry, Job::State state, Job::Result result, const QString &name = u"build"_s)
{
    return {.id = id, .typeName = name, .state = state, .result = result, .retryId = retry};
}
}

/// Runs and jobs as GitHub tells them, and what of several attempts counts.
class ActionsParserTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".+"_s)); }

    void readsRecordedRuns()
    {
        const auto runs = parseWorkflowRuns(Golden::recorded(u"github/recorded/branch_runs"_s));
        QVERIFY(runs);
        const QString difference = Golden::difference(u"github/recorded/branch_runs"_s, jsonOf(*runs));
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
    }

    void readsRecordedJobs()
    {
        const QByteArray body = Golden::recorded(u"github/recorded/workflow_jobs"_s);
        const auto jobs = parseRunJobs(body, u"CI"_s);
        QVERIFY(jobs);
        const QString difference = Golden::difference(u"github/recorded/workflow_jobs"_s, jsonOf(*jobs));
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
        const QJsonArray list = QJsonDocument::fromJson(body)[u"jobs"_s].toArray();
        const auto steps = parseFailedSteps(QJsonDocument(list.at(1).toObject()).toJson());
        QVERIFY(steps);
        QCOMPARE(*steps, QStringList{u"8: Run yarn run format-check"_s});
        QCOMPARE(parseFailedSteps(QJsonDocument(list.at(0).toObject()).toJson()).value(), QStringList());
    }

    void conclusions_data()
    {
        QTest::addColumn<Job::Result>("result");
        // The enum of "conclusion" in GitHub's description of its REST answers.
        QTest::newRow("success") << Job::Result::Success;
        QTest::newRow("neutral") << Job::Result::Success;
        QTest::newRow("failure") << Job::Result::TestFailed;
        QTest::newRow("timed_out") << Job::Result::TestFailed;
        QTest::newRow("startup_failure") << Job::Result::Exception;
        QTest::newRow("cancelled") << Job::Result::UserCancel;
        QTest::newRow("skipped") << Job::Result::Superseded;
        QTest::newRow("action_required") << Job::Result::Unknown;
        QTest::newRow("stale") << Job::Result::Unknown;
        QTest::newRow("never_heard_of") << Job::Result::Unknown;
        QTest::newRow("") << Job::Result::Unknown;
    }

    void conclusions()
    {
        QFETCH(Job::Result, result);
        const QString word = QString::fromLatin1(QTest::currentDataTag());
        const auto jobs = parseRunJobs(listOf(u"jobs"_s, {jobNumber(1, {{u"conclusion"_s, word}})}), u"CI"_s);
        QVERIFY(jobs && jobs->jobs.size() == 1);
        QCOMPARE(jobs->jobs.constFirst().result, result);
        // What has not ended has no result, whatever it says.
        const auto going = parseRunJobs(
            listOf(u"jobs"_s, {jobNumber(1, {{u"conclusion"_s, word}, {u"status"_s, u"in_progress"_s}})}), u"CI"_s);
        QVERIFY(going && going->jobs.size() == 1);
        QCOMPARE(going->jobs.constFirst().result, Job::Result::Unknown);
    }

    void statuses()
    {
        const auto stateOf = [](const QJsonValue &status) {
            const auto jobs = parseRunJobs(listOf(u"jobs"_s, {jobNumber(1, {{u"status"_s, status}})}), u"CI"_s);
            return jobs && jobs->jobs.size() == 1 ? jobs->jobs.constFirst().state : Job::State::Unscheduled;
        };
        for (const QString &word : {u"queued"_s, u"requested"_s, u"waiting"_s, u"pending"_s}) {
            QCOMPARE(stateOf(word), Job::State::Pending);
        }
        QCOMPARE(stateOf(u"in_progress"_s), Job::State::Running);
        QCOMPARE(stateOf(u"completed"_s), Job::State::Completed);
        QCOMPARE(stateOf(u"napping"_s), Job::State::Unknown);
        QCOMPARE(stateOf(QJsonValue::Null), Job::State::Unknown);
        QCOMPARE(stateOf(3), Job::State::Unknown);
    }

    void onlyEventsOfTheBranchCount()
    {
        QJsonArray list;
        int id = 0;
        for (const QString &event : {u"push"_s, u"schedule"_s, u"workflow_dispatch"_s, u"merge_group"_s,
                                     u"pull_request"_s, u"pull_request_target"_s, u"issues"_s, u"dynamic"_s}) {
            list.append(runNumber(++id, {{u"event"_s, event}}));
        }
        const auto runs = parseWorkflowRuns(runsOf(list));
        QVERIFY(runs);
        QCOMPARE(runs->runs.size(), 4);
        QVERIFY(runs->skipped.isEmpty());
    }

    /// One bad record is left out and named, the others are read.
    void badRecordsAreSkipped()
    {
        const QJsonArray list{runNumber(1),
                              runNumber(-2),
                              runNumber(3, {{u"head_sha"_s, QJsonValue::Null}}),
                              runNumber(4, {{u"created_at"_s, u"yesterday"_s}}),
                              runNumber(5, {{u"run_attempt"_s, u"two"_s}}),
                              u"six"_s,
                              QJsonValue::Null,
                              runNumber(8,
                                        {{u"head_commit"_s, QJsonValue::Null},
                                         {u"actor"_s, QJsonValue::Null},
                                         {u"name"_s, QJsonValue::Null},
                                         {u"path"_s, u".github/workflows/night.yml"_s}})};
        const auto runs = parseWorkflowRuns(runsOf(list));
        QVERIFY(runs);
        QCOMPARE(runs->runs.size(), 2);
        QCOMPARE(runs->skipped.size(), 6);
        QCOMPARE(runs->runs.at(1).workflow, u"night.yml"_s);
        QVERIFY(runs->runs.at(1).actor.isEmpty() && runs->runs.at(1).message.isEmpty());
        const auto jobs = parseRunJobs(listOf(u"jobs"_s,
                                              {jobNumber(1), jobNumber(0), jobNumber(3, {{u"name"_s, QJsonValue::Null}}),
                                               jobNumber(4, {{u"started_at"_s, 12}}), QJsonArray()}),
                                       u"CI"_s);
        QVERIFY(jobs);
        QCOMPARE(jobs->jobs.size(), 1);
        QCOMPARE(jobs->rows, 5);
        QCOMPARE(jobs->skipped.size(), 4);
    }

    void noListIsMalformed()
    {
        for (const QByteArray &body : {"{}"_ba, "[]"_ba, "{\"workflow_runs\":{},\"jobs\":3,\"steps\":null}"_ba}) {
            QCOMPARE(parseWorkflowRuns(body).error().reason, Failure::Reason::WrongShape);
            QCOMPARE(parseRunJobs(body, {}).error().reason, Failure::Reason::WrongShape);
            QCOMPARE(parseDefaultBranch(body).error().reason, Failure::Reason::WrongShape);
            QCOMPARE(parseFailedSteps(body).error().reason, Failure::Reason::WrongShape);
        }
        QCOMPARE(parseWorkflowRuns("<html>").error().reason, Failure::Reason::NotTheFormat);
        QCOMPARE(parseWorkflowRun("[]").error().reason, Failure::Reason::WrongShape);
        QCOMPARE(parseDefaultBranch("{\"default_branch\":\"main\"}").value(), u"main"_s);
    }

    void aRunThatEndedBeforeItBegan()
    {
        const auto jobs = parseRunJobs(listOf(u"jobs"_s,
                                              {jobNumber(1,
                                                         {{u"started_at"_s, u"2026-11-21T11:00:09Z"_s},
                                                          {u"completed_at"_s, u"2026-11-21T11:00:00Z"_s}})}),
                                       u"CI"_s);
        QVERIFY(jobs && jobs->jobs.size() == 1);
        QCOMPARE(jobs->jobs.constFirst().duration, std::chrono::minutes(0));
        QCOMPARE(timeText(jobs->jobs.constFirst().lastModified), u"2026-11-21T11:00:09Z"_s);
    }

    void branchNames_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("good");
        QTest::newRow("main") << u"main"_s << true;
        QTest::newRow("slashes") << u"release/1.2"_s << true;
        QTest::newRow("plus and hash") << u"c++#1&x=y"_s << true;
        QTest::newRow("nothing") << QString() << false;
        QTest::newRow("blank") << u"a b"_s << false;
        QTest::newRow("up") << u"../x"_s << false;
        QTest::newRow("line") << u"a\nb"_s << false;
        QTest::newRow("pattern") << u"ma*n"_s << false;
        QTest::newRow("long") << QString(251, u'a') << false;
    }

    void branchNames()
    {
        QFETCH(QString, name);
        QFETCH(bool, good);
        QCOMPARE(isBranchName(name), good);
    }

    void aBranchIsEncodedInTheAddress()
    {
        const FetchTask task{.account = {.baseUrl = QUrl(u"https://ghe.example/api"_s)},
                             .watch = {.target = u"o/n"_s},
                             .secret = "s3cret"_ba};
        const HttpRequest request = branchRunsRequest(task, u"c++#1&x=y"_s, "\"tag\"");
        QCOMPARE(request.url.toEncoded(),
                 "https://ghe.example/api/v3/repos/o/n/actions/runs"
                 "?branch=c%2B%2B%231%26x%3Dy&exclude_pull_requests=true&per_page=30"_ba);
        QCOMPARE(request.ifNoneMatch, "\"tag\""_ba);
        QCOMPARE(runJobsRequest(task, 7, true, 2, {}).url.query(), u"filter=all&per_page=100&page=2"_s);
        QCOMPARE(runJobsRequest(task, 7, false, 1, {}).url.query(), u"filter=latest&per_page=100&page=1"_s);
    }

    void aPushIsMadeOfItsRuns()
    {
        const QList<WorkflowRun> runs{
            {.id = 9, .event = u"schedule"_s, .headRevision = u"abc"_s, .actor = u"clock"_s, .created = s_now.addSecs(-5)},
            {.id = 12,
             .event = u"push"_s,
             .headRevision = u"abc"_s,
             .actor = u"ada"_s,
             .commitAuthor = u"Ada <a@example.org>"_s,
             .message = u"Fly\n\nHigher."_s,
             .created = s_now}};
        const Push push = branchPush(u"o/n@main"_s, runs);
        QCOMPARE(push.author, u"ada"_s);
        QCOMPARE(push.pushed, s_now.addSecs(-5));
        QCOMPARE(push.title(), u"Fly"_s);
        QCOMPARE(push.id, branchPushId(u"o/n@main"_s, u"ABC"_s));
        QVERIFY(push.id > 0 && push.id < qint64(1) << 53);
        QVERIFY(push.id != branchPushId(u"o/n@next"_s, u"abc"_s));
        QCOMPARE(branchPush(u"o/n@main"_s, {}), Push());
    }

    void aFailureCountsUntilItsSuccessorHasEnded()
    {
        using S = Job::State;
        using R = Job::Result;
        QList<Job> jobs{attempt(2, 1, S::Running, R::Unknown), attempt(1, 0, S::Completed, R::TestFailed),
                        attempt(3, 0, S::Completed, R::Success, u"lint"_s)};
        settleAttempts(jobs, false);
        QCOMPARE(jobs.at(1).result, R::TestFailed);
        QCOMPARE(jobs.at(2).result, R::Success); // was not run again
        jobs[0] = attempt(2, 1, S::Completed, R::Success);
        settleAttempts(jobs, false);
        QCOMPARE(jobs.at(0).result, R::Success);
        QCOMPARE(jobs.at(1).result, R::Retry);
        QList<Job> cancelled{attempt(1, 0, S::Completed, R::UserCancel), attempt(2, 1, S::Pending, R::Unknown)};
        settleAttempts(cancelled, false);
        QCOMPARE(cancelled.at(0).result, R::Retry);
    }

    void whatMayFailIsExpected()
    {
        QList<Job> jobs{attempt(1, 0, Job::State::Completed, Job::Result::TestFailed)};
        settleAttempts(jobs, false);
        QVERIFY(isUnclassifiedFailure(jobs.constFirst()));
        settleAttempts(jobs, true);
        QVERIFY(isFailure(jobs.constFirst()) && !isUnclassifiedFailure(jobs.constFirst()));
    }

    void aRunWithoutJobsIsAJob()
    {
        WorkflowRun run{.id = 5, .workflow = u"CI"_s, .state = Job::State::Pending, .created = s_now};
        const auto waiting = standInJob(run, {}, false);
        QVERIFY(waiting && isStandIn(*waiting));
        QCOMPARE(waiting->state, Job::State::Pending);
        const QList<Job> going{attempt(1, 0, Job::State::Running, Job::Result::Unknown)};
        QVERIFY(!standInJob(run, going, false));
        QCOMPARE(standInJob(run, going, true)->result, Job::Result::Retry);
        run.state = Job::State::Completed;
        run.conclusion = u"startup_failure"_s;
        QCOMPARE(standInJob(run, {}, true)->result, Job::Result::Exception);
        const QList<Job> done{attempt(1, 0, Job::State::Completed, Job::Result::Success)};
        QVERIFY(!standInJob(run, done, false));
        QVERIFY(!isStandIn(done.constFirst()));
    }

    void theMemoryComesBack()
    {
        ActionsCursor cursor{.branch = u"main"_s, .branchAsked = s_now, .branchTag = "W/\"a\"", .listTag = "W/\"b\""};
        cursor.pushes = {u"abc"_s, u"def"_s};
        cursor.runs.append({.id = 7,
                            .attempt = 2,
                            .workflow = u"CI"_s,
                            .revision = u"abc"_s,
                            .state = Job::State::Running,
                            .conclusion = u"success"_s,
                            .updated = s_now,
                            .open = false,
                            .listed = false,
                            .standIn = true,
                            .tag = "W/\"c\""});
        QCOMPARE(ActionsCursor::fromText(cursor.toText()), cursor);
        QCOMPARE(ActionsCursor::fromText(ActionsCursor().toText()), ActionsCursor());
        QCOMPARE(ActionsCursor::fromText(u"{\"told\":[\"pr/o/n/1\"]}"_s), ActionsCursor());
        QCOMPARE(ActionsCursor::fromText(u"nonsense"_s), ActionsCursor());
        QCOMPARE(ActionsCursor::fromText(u"{\"runs\":[3,{\"id\":\"x\"},null],\"pushes\":[null,1]}"_s), ActionsCursor());
    }

    void runsAreReadUpToTheirLimit()
    {
        QJsonArray list;
        for (int id = 1; id <= 130; ++id) {
            list.append(runNumber(id));
        }
        const auto runs = parseWorkflowRuns(runsOf(list));
        QVERIFY(runs);
        QCOMPARE(runs->runs.size(), 100);
    }
};

QTEST_GUILESS_MAIN(ActionsParserTest)

#include "tst_actionsparser.moc"
