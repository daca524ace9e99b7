// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/failure.h"
#include "models/values/job.h"
#include "models/values/push.h"

#include <optional>

namespace Windsock {

/// A bug that Treeherder thinks a failure line may be about.
struct BugSuggestion {
    qint64 bug = 0;
    QString summary;
    bool open = false; ///< not resolved

    bool operator==(const BugSuggestion &) const = default;
};

/// The bugs that Treeherder suggests for a failed job, all its lines taken together.
struct JobSuggestions {
    qint64 job = 0;
    QList<BugSuggestion> bugs; ///< each once, at most 10

    bool operator==(const JobSuggestions &) const = default;
};

struct FailureLine {
    QString text; ///< plain text, one line, at most 500 characters
    QList<BugSuggestion> bugs; ///< at most 10

    bool operator==(const FailureLine &) const = default;
};

/// What is fetched of one job only when a person looks at it. Not kept.
struct JobDetail {
    AccountId account;
    qint64 id = 0;
    QUrl page; ///< the job on Treeherder
    QUrl log;
    QUrl task; ///< the task on Taskcluster
    QUrl bugs; ///< the Bugzilla whose bugs are suggested; empty where nobody knows
    QList<FailureLine> lines; ///< at most 50
    std::optional<Failure> failure; ///< why it could not be fetched whole

    bool operator==(const JobDetail &) const = default;
};

/// A performance alert of a push (treeherder/perf/models.py).
struct PerfAlert {
    qint64 id = 0;
    QString test; ///< suite, test and platform in one line
    double before = 0; ///< mean before the push, in the test's own unit
    double after = 0;
    double percent = 0; ///< size of the change, never negative
    bool regression = false;
    QString status; ///< "untriaged", "acknowledged", ... as alert summaries name them

    bool operator==(const PerfAlert &) const = default;
};

/// What is fetched of one push only when a person looks at it. Not kept.
struct PushDetail {
    AccountId account;
    qint64 id = 0;
    QList<PerfAlert> alerts; ///< at most 100
    std::optional<Failure> failure;

    bool operator==(const PushDetail &) const = default;
};

}

Q_DECLARE_METATYPE(Windsock::JobDetail)
Q_DECLARE_METATYPE(Windsock::PushDetail)
