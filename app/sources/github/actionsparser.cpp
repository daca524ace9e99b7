// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/github/actionsparser.h"

#include "app/sources/github/enumwords.h"
#include "app/sources/source.h"
#include "models/values/plaintext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

constexpr qsizetype s_runsKept = 100;
constexpr qsizetype s_stepsKept = 50;
constexpr qsizetype s_longestMessage = 10'000;
constexpr qint64 s_attemptsAtMost = 1000;

/// The words of status in github/rest-api-description, schema "workflow-run" and "job".
constexpr std::array s_statuses{
    EnumWord{"queued"_L1, Job::State::Pending},      EnumWord{"requested"_L1, Job::State::Pending},
    EnumWord{"waiting"_L1, Job::State::Pending},     EnumWord{"pending"_L1, Job::State::Pending},
    EnumWord{"in_progress"_L1, Job::State::Running}, EnumWord{"completed"_L1, Job::State::Completed},
};

int attemptIn(JsonRecord &record)
{
    return static_cast<int>(std::clamp<qint64>(record.integerOr("run_attempt", 1), 1, s_attemptsAtMost));
}

QString authorOf(JsonValue author)
{
    const QString name = author["name"].text(200).value_or(QString());
    const QString address = author["email"].text(200).value_or(QString());
    return address.isEmpty() ? name : QString(name + " <"_L1 + address + u'>').trimmed();
}

void readRun(JsonValue value, const QString &where, WorkflowRuns &all)
{
    JsonRecord record(value);
    WorkflowRun run{.id = record.positive("id"), .attempt = attemptIn(record)};
    run.workflow = plainLine(record.textOr("name", {}, 200), 100);
    run.event = record.text("event", 100);
    run.headRevision = record.text("head_sha", 64);
    run.actor = value["actor"]["login"].text(100).value_or(QString());
    run.commitAuthor = authorOf(value["head_commit"]["author"]);
    run.message = value["head_commit"]["message"].text(s_longestMessage).value_or(QString());
    run.state = stateOfStatus(value["status"]);
    run.conclusion = record.textOr("conclusion", {}, 100);
    run.created = record.time("created_at");
    run.updated = record.timeOr("updated_at");
    if (record.ok() && run.headRevision.isEmpty()) {
        record.complain(u"head_sha is empty"_s);
    }
    if (!record.ok()) {
        keepSkipped(all.skipped, where, record.why());
        return;
    }
    if (run.workflow.isEmpty()) { // one whose file could not be read has no name
        run.workflow = plainLine(value["path"].text(200).value_or(u"?"_s).section(u'/', -1), 100);
    }
    if (isBranchEvent(run.event) && all.runs.size() < s_runsKept) {
        all.runs.append(std::move(run));
    }
}

/// GitHub tells of a skipped job that it ended before it began: the latest counts.
QDateTime latest(const QDateTime &a, const QDateTime &b)
{
    return !a.isValid() || (b.isValid() && b > a) ? b : a;
}

Job readJob(JsonRecord &record, const QString &workflow)
{
    Job job{.id = record.positive("id"), .groupSymbol = u"?"_s};
    job.typeName = plainLine(record.text("name", 300), 200);
    job.typeSymbol = job.typeName;
    job.groupName = workflow;
    job.platform = workflow;
    job.taskId = QString::number(record.positive("run_id"));
    job.retryId = attemptIn(record) - 1;
    job.state = stateOfStatus(record["status"]);
    const QString conclusion = record.textOr("conclusion", {}, 100);
    if (job.state == Job::State::Completed) {
        job.result = resultOfConclusion(conclusion);
    }
    const QDateTime started = record.timeOr("started_at");
    const QDateTime completed = record.timeOr("completed_at");
    job.lastModified = latest(latest(record.timeOr("created_at"), started), completed);
    if (started.isValid() && completed > started) {
        const qint64 minutes = (started.secsTo(completed) + 30) / 60;
        job.duration = std::chrono::minutes(std::clamp<qint64>(minutes, 0, 1'000'000));
    }
    if (record.ok() && job.typeName.isEmpty()) {
        record.complain(u"name is empty"_s);
    }
    return job;
}
}

bool isBranchEvent(QStringView event)
{
    return event == "push"_L1 || event == "schedule"_L1 || event == "workflow_dispatch"_L1 || event == "merge_group"_L1;
}

Job::State stateOfStatus(JsonValue status)
{
    return enumOf(status, s_statuses, Job::State::Unknown, Job::State::Unknown);
}

Job::Result resultOfConclusion(QStringView conclusion)
{
    if (conclusion == "success"_L1 || conclusion == "neutral"_L1) {
        return Job::Result::Success;
    }
    if (conclusion == "failure"_L1 || conclusion == "timed_out"_L1) {
        return Job::Result::TestFailed;
    }
    if (conclusion == "startup_failure"_L1) {
        return Job::Result::Exception;
    }
    if (conclusion == "cancelled"_L1) {
        return Job::Result::UserCancel;
    }
    return conclusion == "skipped"_L1 ? Job::Result::Superseded : Job::Result::Unknown;
}

Result<WorkflowRuns> parseWorkflowRuns(const QByteArray &body)
{
    const Result<JsonDocument> document = JsonDocument::parse(body);
    if (!document) {
        return Failed(document.error());
    }
    const JsonValue list = document->root()["workflow_runs"];
    if (!list.isArray()) {
        return Failed(malformed(Failure::Reason::WrongShape, u"no workflow_runs in the answer"_s));
    }
    WorkflowRuns all;
    list.each([&all](qsizetype index, JsonValue run) { readRun(run, u"workflow_runs[%1]"_s.arg(index), all); });
    return all;
}

Result<WorkflowRuns> parseWorkflowRun(const QByteArray &body)
{
    const Result<JsonDocument> document = JsonDocument::parse(body);
    if (!document) {
        return Failed(document.error());
    }
    if (!document->root().isObject()) {
        return Failed(malformed(Failure::Reason::WrongShape, u"the run is no object"_s));
    }
    WorkflowRuns one;
    readRun(document->root(), u"run"_s, one);
    return one;
}

Result<RunJobs> parseRunJobs(const QByteArray &body, const QString &workflow)
{
    const Result<JsonDocument> document = JsonDocument::parse(body);
    if (!document) {
        return Failed(document.error());
    }
    const JsonValue list = document->root()["jobs"];
    if (!list.isArray()) {
        return Failed(malformed(Failure::Reason::WrongShape, u"no jobs in the answer"_s));
    }
    RunJobs all{.rows = list.size(), .total = document->root()["total_count"].integer().value_or(list.size())};
    list.each([&](qsizetype index, JsonValue value) {
        JsonRecord record(value);
        Job job = readJob(record, workflow);
        if (record.ok()) {
            all.jobs.append(std::move(job));
        } else {
            keepSkipped(all.skipped, u"jobs[%1]"_s.arg(index), record.why());
        }
    });
    return all;
}

Result<QStringList> parseFailedSteps(const QByteArray &body)
{
    const Result<JsonDocument> document = JsonDocument::parse(body);
    if (!document) {
        return Failed(document.error());
    }
    const JsonValue list = document->root()["steps"];
    if (!list.isArray()) {
        return Failed(malformed(Failure::Reason::WrongShape, u"no steps in the answer"_s));
    }
    QStringList steps;
    list.each([&steps](qsizetype index, JsonValue step) {
        const QString conclusion = step["conclusion"].text(100).value_or(QString());
        if (resultOfConclusion(conclusion) != Job::Result::TestFailed || steps.size() >= s_stepsKept) {
            return;
        }
        const qint64 number = step["number"].integer().value_or(index + 1);
        steps.append(QString::number(number) + ": "_L1 + plainLine(step["name"].text(300).value_or(u"?"_s), 300));
    });
    return steps;
}

Result<QString> parseDefaultBranch(const QByteArray &body)
{
    const Result<JsonDocument> document = JsonDocument::parse(body);
    if (!document) {
        return Failed(document.error());
    }
    const QString branch = document->root()["default_branch"].text(250).value_or(QString());
    if (branch.isEmpty()) {
        return Failed(malformed(Failure::Reason::WrongShape, u"the repository names no default branch"_s));
    }
    return branch;
}

}
