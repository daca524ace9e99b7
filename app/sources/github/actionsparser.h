// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/jsonread.h"
#include "models/values/job.h"
#include "models/values/push.h"
#include "models/values/snapshot.h"

namespace Windsock {

/// One run of a workflow, as /repos/O/R/actions/runs tells it.
struct WorkflowRun {
    qint64 id = 0;
    int attempt = 1; ///< 1 for the first, one more each time it is run again
    QString workflow; ///< the workflow's name, at most 100 characters
    QString event; ///< "push", "schedule", …
    QString headRevision; ///< full hash
    QString actor; ///< login of whoever began it; empty where nobody is told
    QString commitAuthor; ///< "Name <address>"; empty where the commit is not told
    QString message; ///< the head commit's; empty where the commit is not told
    Job::State state = Job::State::Unknown;
    QString conclusion; ///< GitHub's word; empty while there is none
    QDateTime created; ///< UTC
    QDateTime updated; ///< UTC

    bool isOver() const { return state == Job::State::Completed; }
    bool operator==(const WorkflowRun &) const = default;
};

struct WorkflowRuns {
    QList<WorkflowRun> runs; ///< newest first, those of isBranchEvent() alone, at most 100
    QList<SkippedRecord> skipped;
};
[[nodiscard]] Result<WorkflowRuns> parseWorkflowRuns(const QByteArray &body);
/// One run by its number: none where its event is of no branch.
[[nodiscard]] Result<WorkflowRuns> parseWorkflowRun(const QByteArray &body);

struct RunJobs {
    QList<Job> jobs; ///< pushId is left 0; retryId is the attempt less one
    qsizetype rows = 0; ///< of the page, with those that could not be read
    qint64 total = 0; ///< of all pages
    QList<SkippedRecord> skipped;
};
/// One page of /repos/O/R/actions/runs/ID/jobs, of a run of that workflow.
[[nodiscard]] Result<RunJobs> parseRunJobs(const QByteArray &body, const QString &workflow);

/// "7: Run tests": the steps of one job that failed or ran out of time, in their order, at most 50.
[[nodiscard]] Result<QStringList> parseFailedSteps(const QByteArray &body);

/// "main", out of /repos/O/R.
[[nodiscard]] Result<QString> parseDefaultBranch(const QByteArray &body);

/// Whether runs of this event say something of the branch itself: pushes, the clock, a person, the merge queue. Those of
/// pull requests are checks of the requests, and are told with them.
bool isBranchEvent(QStringView event);
/// The statuses of runs and jobs; null and words that we do not know are Unknown.
Job::State stateOfStatus(JsonValue status);
/// The conclusions of runs and jobs; null, what nobody can rely on, and words that we do not know are Unknown.
Job::Result resultOfConclusion(QStringView conclusion);

}
