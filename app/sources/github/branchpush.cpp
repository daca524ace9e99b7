// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/github/branchpush.h"

#include <QCryptographicHash>
#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
/// Jobs have numbers of their own, far below: a run's own never meets them.
constexpr qint64 s_standIns = qint64(1) << 52;

bool isGoingOn(const Job &job)
{
    return job.state != Job::State::Completed;
}

void replace(Job &job)
{
    job.state = Job::State::Completed;
    job.result = Job::Result::Retry;
}
}

qint64 branchPushId(const QString &repository, const QString &revision)
{
    const QByteArray text = (repository + u'\n' + revision.toLower()).toUtf8();
    const QByteArray hash = QCryptographicHash::hash(text, QCryptographicHash::Sha256);
    quint64 id = 0;
    for (int i = 0; i < 8; ++i) {
        id = id << 8 | static_cast<quint8>(hash.at(i));
    }
    return std::max<qint64>(1, static_cast<qint64>(id >> 11));
}

Push branchPush(const QString &repository, const QList<WorkflowRun> &runs)
{
    if (runs.isEmpty()) {
        return {};
    }
    // What the clock or a person began later says less of who pushed.
    const WorkflowRun &first = *std::ranges::min_element(
        runs, {}, [](const WorkflowRun &run) { return std::pair(run.event != "push"_L1, run.id); });
    Push push{.id = branchPushId(repository, first.headRevision), .repository = repository};
    push.revision = first.headRevision;
    push.author = first.actor;
    push.pushed = std::ranges::min(runs, {}, &WorkflowRun::created).created;
    push.commitCount = 1;
    push.commits.append({.revision = first.headRevision, .author = first.commitAuthor, .message = first.message});
    return push;
}

void settleAttempts(QList<Job> &jobs, bool runSucceeded)
{
    struct Newest {
        int attempt = 0;
        bool over = true;
    };
    QHash<QString, Newest> newest;
    for (const Job &job : std::as_const(jobs)) {
        Newest &one = newest[job.typeName];
        if (job.retryId > one.attempt) {
            one = {.attempt = job.retryId, .over = true};
        }
        one.over = one.over && !(job.retryId == one.attempt && isGoingOn(job));
    }
    for (Job &job : jobs) {
        const Newest &one = newest[job.typeName];
        if (job.retryId < one.attempt) {
            if (one.over || !isFailure(job)) {
                replace(job);
            }
        } else if (runSucceeded && isFailure(job)) {
            job.classification = 3;
        }
    }
}

bool isStandIn(const Job &job)
{
    return job.id > s_standIns;
}

std::optional<Job> standInJob(const WorkflowRun &run, const QList<Job> &jobs, bool wasThere)
{
    Job job{.id = s_standIns + run.id,
            .groupName = run.workflow,
            .groupSymbol = u"?"_s,
            .typeName = run.workflow,
            .typeSymbol = run.workflow,
            .platform = run.workflow,
            .taskId = QString::number(run.id)};
    job.retryId = run.attempt - 1;
    job.lastModified = run.updated.isValid() ? run.updated : run.created;
    job.state = run.state;
    if (run.isOver() && jobs.isEmpty()) {
        job.result = resultOfConclusion(run.conclusion);
        return job;
    }
    if (!run.isOver() && !std::ranges::any_of(jobs, isGoingOn)) {
        return job;
    }
    if (!wasThere) {
        return std::nullopt;
    }
    replace(job);
    return job;
}

}
