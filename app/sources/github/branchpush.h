// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/github/actionsparser.h"

namespace Windsock {

/// The number of the push of a commit to "owner/name@branch": GitHub numbers none, so it is made from both, above 0 and
/// below 2^53, so that every reader of JSON can hold it.
qint64 branchPushId(const QString &repository, const QString &revision);

/// The push of the commit, out of the runs for it; of no runs an empty one. `pushed` is when the first of them was made.
/// Its address is left empty.
Push branchPush(const QString &repository, const QList<WorkflowRun> &runs);

/// Lets the newest attempt of each job count. What it replaces becomes a Retry: a failure when the job that was run
/// again has ended, all else at once. So a push that went orange is orange until it is known better. What failed in a run
/// that went well as a whole was allowed to fail: such a failure is a classified one (3, an expected failure).
void settleAttempts(QList<Job> &jobs, bool runSucceeded);

/// A job that stands for a run as a whole, where none of its jobs does: one that ended without any (its file is wrong, or it
/// was cancelled before), or that goes on although none of its jobs does. Without it the push would look finished.
/// Where one was told and is wanted no more (`wasThere`) it is a Retry.
std::optional<Job> standInJob(const WorkflowRun &run, const QList<Job> &jobs, bool wasThere);
bool isStandIn(const Job &job);

}
