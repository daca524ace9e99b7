// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/github/actionsfetch.h"

#include "app/net/webaddress.h"
#include "app/sources/github/actionsrequests.h"
#include "app/sources/github/branchpush.h"
#include "app/sources/github/githubaddress.h"
#include "app/sources/github/githubfailure.h"
#include "app/sources/offthread.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr std::chrono::hours s_branchAgain{1};
constexpr qsizetype s_unlistedAsked = 10;
constexpr qsizetype s_jobsAtMost = 5000; ///< in one fetch

bool isSame(const ActionsCursor::Run &known, const WorkflowRun &run)
{
    return known.attempt == run.attempt && known.updated == run.updated && known.state == run.state;
}

WorkflowRun asKnown(const ActionsCursor::Run &known)
{
    return {.id = known.id,
            .attempt = known.attempt,
            .workflow = known.workflow,
            .headRevision = known.revision,
            .state = known.state,
            .conclusion = known.conclusion,
            .updated = known.updated};
}
}

ActionsFetch::ActionsFetch(HttpClient &http, const FetchTask &task)
    : m_http(http), m_task(task), m_cursor(ActionsCursor::fromText(task.memory.cursor))
{
    m_snapshot.account = task.account.id;
    m_snapshot.watch = task.watch.id;
    m_snapshot.asOf = task.now;
    m_snapshot.whole = false; // pushes stay known when newer runs have taken the places of theirs
}

template<class T>
void ActionsFetch::ask(const HttpRequest &request, std::function<Result<T>(const QByteArray &)> parse,
                       std::function<void(const Told<T> &)> then)
{
    const bool isOfRun = request.url.path().contains("/actions/runs/"_L1);
    m_http.send(request, this,
                [this, isOfRun, parse = std::move(parse), then = std::move(then)](const Result<HttpAnswer> &answer) {
                    if (answer && (answer->status == 304 || (isOfRun && answer->status == 404))) {
                        then({.body = {}, .status = answer->status, .tag = {}});
                        return;
                    }
                    if (!answer || answer->status != 200) {
                        fail(answer ? gitHubFailure(*answer, m_task.now) : answer.error());
                        return;
                    }
                    const QByteArray tag = answer->header("ETag").left(300);
                    offThread(
                        this, [parse, body = answer->body] { return parse(body); },
                        [this, then, tag](const Result<T> &read) {
                            if (read) {
                                then({.body = *read, .status = 200, .tag = tag});
                            } else {
                                fail(read.error());
                            }
                        });
                });
}

QString ActionsFetch::repository() const
{
    return m_task.watch.target + u'@' + m_cursor.branch;
}

ActionsCursor::Run *ActionsFetch::known(qint64 run)
{
    const auto found = std::ranges::find(m_cursor.runs, run, &ActionsCursor::Run::id);
    return found == m_cursor.runs.end() ? nullptr : &*found;
}

void ActionsFetch::skip(const QList<SkippedRecord> &skipped)
{
    for (const SkippedRecord &record : skipped) {
        keepSkipped(m_snapshot.skipped, record.what, record.why);
    }
}

void ActionsFetch::begin()
{
    if (!m_task.watch.who.isEmpty()) {
        takeBranch(m_task.watch.who);
        return;
    }
    const QDateTime asked = m_cursor.branchAsked;
    if (!m_cursor.branch.isEmpty() && asked.isValid() && asked <= m_task.now
        && m_task.now < asked.addDuration(s_branchAgain)) {
        askForRuns();
        return;
    }
    const QByteArray tag = m_cursor.branch.isEmpty() ? QByteArray() : m_cursor.branchTag;
    ask<QString>(repositoryRequest(m_task, tag), parseDefaultBranch, [this](const Told<QString> &told) {
        if (told.body && !isBranchName(*told.body)) {
            fail({.kind = Failure::Kind::Malformed,
                  .reason = Failure::Reason::WrongShape,
                  .detail = u"the default branch is none that git could have"_s});
            return;
        }
        takeBranch(told.body.value_or(m_cursor.branch));
        // after takeBranch(), which may have begun a new memory; nothing has been sent back yet
        m_cursor.branchAsked = m_task.now;
        m_cursor.branchTag = told.body ? told.tag : m_cursor.branchTag;
    });
}

/// Another branch than before is another tree: all that is known goes.
void ActionsFetch::takeBranch(const QString &branch)
{
    if (m_cursor.branch != branch) {
        m_cursor = {};
        m_cursor.branch = branch;
        m_snapshot.gone = m_task.memory.keys;
        m_task.memory.keys.clear();
    }
    askForRuns();
}

void ActionsFetch::askForRuns()
{
    ask<WorkflowRuns>(branchRunsRequest(m_task, m_cursor.branch, m_cursor.listTag), parseWorkflowRuns,
                      [this](const Told<WorkflowRuns> &told) {
                          if (told.body) {
                              m_cursor.listTag = told.body->skipped.isEmpty() ? told.tag : QByteArray();
                              takeRuns(*told.body);
                          } else {
                              takeKnown();
                          }
                      });
}

void ActionsFetch::takeRuns(const WorkflowRuns &all)
{
    skip(all.skipped);
    m_runs = all.runs;
    tellPushes();
    for (ActionsCursor::Run &run : m_cursor.runs) {
        run.listed = std::ranges::contains(m_runs, run.id, &WorkflowRun::id);
    }
    m_cursor.runs.removeIf([](const ActionsCursor::Run &run) { return !run.listed && !run.open; });
    planUnlisted();
}

/// The list has not changed: of the runs in it nothing but their jobs can have.
void ActionsFetch::takeKnown()
{
    for (const ActionsCursor::Run &run : std::as_const(m_cursor.runs)) {
        if (run.listed) {
            m_runs.append(asKnown(run));
        }
    }
    planUnlisted();
}

void ActionsFetch::planUnlisted()
{
    for (const ActionsCursor::Run &run : std::as_const(m_cursor.runs)) {
        if (!run.listed && run.open && m_unlisted.size() < s_unlistedAsked) {
            m_unlisted.append(run.id);
        }
    }
    askForUnlisted();
}

void ActionsFetch::tellPushes()
{
    QStringList revisions;
    for (auto run = m_runs.crbegin(); run != m_runs.crend(); ++run) {
        if (!revisions.contains(run->headRevision)) {
            revisions.append(run->headRevision);
        }
    }
    for (const QString &revision : std::as_const(revisions)) {
        QList<WorkflowRun> its = m_runs;
        its.removeIf([&revision](const WorkflowRun &run) { return run.headRevision != revision; });
        Push push = branchPush(repository(), its);
        if (m_task.memory.keys.contains(push.key())) {
            continue;
        }
        push.account = m_task.account.id;
        push.url = gitHubPage(m_task.account.baseUrl, u'/' + m_task.watch.target + "/commit/"_L1 + revision);
        m_snapshot.pushes.append(std::move(push));
        m_cursor.pushes.removeAll(revision);
        m_cursor.pushes.append(revision);
    }
}

void ActionsFetch::askForUnlisted()
{
    if (m_unlisted.isEmpty()) {
        planJobs();
        return;
    }
    const qint64 id = m_unlisted.takeFirst();
    ask<WorkflowRuns>(workflowRunRequest(m_task, id), parseWorkflowRun, [this, id](const Told<WorkflowRuns> &told) {
        if (told.body && !told.body->runs.isEmpty()) {
            m_runs.append(told.body->runs.constFirst());
        } else if (told.body) {
            skip(told.body->skipped);
        } else {
            forgetRun(id);
        }
        askForUnlisted();
    });
}

/// A run that somebody deleted takes its jobs along; the others of its push are read anew, should they be listed.
void ActionsFetch::forgetRun(qint64 id)
{
    const ActionsCursor::Run *run = known(id);
    if (!run) {
        return;
    }
    const QString revision = run->revision;
    m_snapshot.gone.append(Push::pushKey(branchPushId(repository(), revision)));
    m_cursor.listTag.clear();
    m_cursor.pushes.removeAll(revision);
    m_cursor.runs.removeIf([&revision](const ActionsCursor::Run &other) { return other.revision == revision; });
    m_runs.removeIf([&revision](const WorkflowRun &other) { return other.headRevision == revision; });
    m_due.removeIf([&revision](const WorkflowRun &other) { return other.headRevision == revision; });
    m_snapshot.jobs.removeIf(
        [push = branchPushId(repository(), revision)](const Job &job) { return job.pushId == push; });
}

void ActionsFetch::planJobs()
{
    for (const WorkflowRun &run : std::as_const(m_runs)) {
        const ActionsCursor::Run *before = known(run.id);
        if (!before || before->open || !isSame(*before, run)) {
            m_due.append(run);
        }
    }
    nextRun();
}

void ActionsFetch::nextRun()
{
    if (m_due.isEmpty() || m_snapshot.jobs.size() >= s_jobsAtMost) {
        if (!m_due.isEmpty()) {
            m_cursor.listTag.clear(); // the others are asked for at the next fetch
        }
        end();
        return;
    }
    m_jobs.clear();
    askForJobs(m_due.takeFirst(), 1);
}

void ActionsFetch::askForJobs(const WorkflowRun &run, int page)
{
    const ActionsCursor::Run *before = known(run.id);
    const QByteArray tag = page == 1 && before && isSame(*before, run) ? before->tag : QByteArray();
    ask<RunJobs>(
        runJobsRequest(m_task, run.id, run.attempt > 1, page, tag),
        [workflow = run.workflow](const QByteArray &body) { return parseRunJobs(body, workflow); },
        [this, run, page](const Told<RunJobs> &told) {
            if (told.body) {
                takeJobs(run, page, *told.body, told.tag);
            } else if (told.status == 404) {
                forgetRun(run.id);
                nextRun();
            } else {
                nextRun();
            }
        });
}

void ActionsFetch::takeJobs(const WorkflowRun &run, int page, const RunJobs &found, const QByteArray &tag)
{
    skip(found.skipped);
    m_jobs += found.jobs;
    const bool more = found.rows >= runJobsOnAPage && found.total > qint64(page) * runJobsOnAPage;
    if (more && page < runJobPages) {
        askForJobs(run, page + 1);
        return;
    }
    if (more) {
        keepSkipped(m_snapshot.skipped, u"jobs of run %1 after the first %2"_s.arg(run.id).arg(m_jobs.size()),
                    u"too many to show"_s);
    }
    endRun(run, page == 1 && found.skipped.isEmpty() ? tag : QByteArray());
    nextRun();
}

void ActionsFetch::endRun(const WorkflowRun &run, const QByteArray &tag)
{
    const ActionsCursor::Run *before = known(run.id);
    const bool wasThere = before && before->standIn;
    settleAttempts(m_jobs, run.isOver() && run.conclusion == "success"_L1);
    const bool goesOn = !run.isOver()
        || std::ranges::any_of(m_jobs, [](const Job &job) { return job.state != Job::State::Completed; });
    const std::optional<Job> standIn = standInJob(run, m_jobs, wasThere);
    if (standIn) {
        m_jobs.append(*standIn);
    }
    for (Job &job : m_jobs) {
        job.pushId = branchPushId(repository(), run.headRevision);
    }
    m_snapshot.jobs += m_jobs;
    const ActionsCursor::Run now{.id = run.id,
                                 .attempt = run.attempt,
                                 .workflow = run.workflow,
                                 .revision = run.headRevision,
                                 .state = run.state,
                                 .conclusion = run.conclusion,
                                 .updated = run.updated,
                                 .open = goesOn,
                                 .listed = !before || before->listed,
                                 .standIn = standIn && standIn->result != Job::Result::Retry,
                                 .tag = tag};
    m_cursor.runs.removeIf([&run](const ActionsCursor::Run &other) { return other.id == run.id; });
    m_cursor.runs.append(now);
}

void ActionsFetch::fail(Failure failure)
{
    if (failure.host.isEmpty()) {
        failure.host = hostOf(m_task.account.baseUrl);
    }
    Q_EMIT ended(Failed(failure));
}

void ActionsFetch::end()
{
    std::ranges::sort(m_cursor.runs, std::ranges::greater(), &ActionsCursor::Run::id);
    m_cursor.runs.resize(std::min(m_cursor.runs.size(), ActionsCursor::runsKept));
    while (m_cursor.pushes.size() > ActionsCursor::pushesKept) {
        m_snapshot.gone.append(Push::pushKey(branchPushId(repository(), m_cursor.pushes.takeFirst())));
    }
    m_snapshot.cursor = m_cursor.toText();
    m_snapshot.unchanged = m_snapshot.cursor == m_task.memory.cursor && m_snapshot.pushes.isEmpty()
        && m_snapshot.jobs.isEmpty() && m_snapshot.gone.isEmpty();
    Q_EMIT ended(std::exchange(m_snapshot, {}));
}

}
