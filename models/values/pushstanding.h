// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/blame.h"
#include "models/values/job.h"
#include "models/values/push.h"

#include <span>

namespace Windsock {

/// How a push stands as a whole.
enum class Verdict {
    Unknown, ///< no job of tier 1 or 2 has been seen
    Running, ///< something is unfinished and nothing unclassified has failed
    Green, ///< all finished, nothing unclassified failed, nothing was cancelled
    Orange, ///< an unclassified test failure
    Red, ///< an unclassified build failure
    Exception, ///< an unclassified exception, and neither of the two above
    Cancelled, ///< all finished, nothing unclassified failed, but jobs were cancelled: not tested whole
};

/// "unknown", "running", "green", "orange", "red", "exception", "cancelled".
QString verdictName(Verdict verdict);
/// Orange, Red or Exception.
bool isBad(Verdict verdict);

/// A job that made a push go bad.
struct FailedJob {
    qint64 id = 0;
    QString name; ///< jobName()
    QString platform; ///< "linux64 debug"
    Job::Result result = Job::Result::Unknown;
    Blame blame = Blame::Unknown; ///< set by the store, which knows the neighbours; standingOf() leaves it
    QList<Ground> grounds; ///< why, the weightiest first

    bool operator==(const FailedJob &) const = default;
};

/// What a push's jobs add up to. Tier 3 and retried jobs never count; superseded jobs count as neither good nor bad.
struct PushStanding {
    AccountId account;
    qint64 pushId = 0;
    Verdict verdict = Verdict::Unknown;
    bool complete = false; ///< at least one job is known and none is unfinished
    bool settled = false; ///< complete, and nothing has changed for the settle time
    int unscheduled = 0;
    int pending = 0;
    int running = 0;
    int success = 0;
    int testFailed = 0; ///< unclassified
    int busted = 0; ///< unclassified
    int exceptions = 0; ///< unclassified
    int known = 0; ///< failures somebody has classified (intermittent, infra, fixed by commit, expected)
    int cancelled = 0;
    int superseded = 0;
    QList<FailedJob> failures; ///< the unclassified ones in the order of their ids, at most 50
    qint64 newestFailure = 0; ///< the highest job id among all unclassified failures, 0 where there is none
    QDateTime lastChange; ///< the newest lastModified of the counted jobs, UTC

    QString key() const { return Push::pushKey(pushId); }
    Subject subject() const { return subjectOf(account, key()); }
    int finished() const { return success + testFailed + busted + exceptions + known + cancelled + superseded; }
    int unclassifiedFailures() const { return testFailed + busted + exceptions; }
    /// Share done in whole percent, rounded down; unscheduled jobs are outside it and nothing at all is 100,
    /// as Treeherder's own page has it (ui/helpers/display.js).
    int percent() const;

    bool operator==(const PushStanding &) const = default;
};

/// Adds up the jobs of one push as of `now` (UTC). A push is settled when it is complete and `settleTime` has gone by
/// since the last change: between the decision task and the scheduling of the rest a push looks complete and is not.
PushStanding standingOf(const AccountId &account, qint64 pushId, std::span<const Job> jobs, const QDateTime &now,
                        std::chrono::seconds settleTime);

/// The settle time where the person has not chosen another: what buildapi waited.
inline constexpr std::chrono::seconds defaultSettleTime{180};

}

Q_DECLARE_METATYPE(Windsock::PushStanding)
