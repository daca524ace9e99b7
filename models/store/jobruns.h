// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/job.h"

#include <QHash>

namespace Windsock {

/// How the runs of one job of one push ended. Runs that say nothing of the test are not among them: unfinished ones,
/// retries, cancelled and superseded ones, and failures that the sheriffs explained otherwise than as intermittent
/// (fixed by commit, expected, infrastructure). All tiers count: a confirm job may be of another than what it confirms.
struct RunTally {
    quint16 passed = 0;
    quint16 failed = 0;
    quint16 intermittent = 0; ///< of the failed ones: the sheriffs say intermittent (classification 4 or 8)
    quint16 confirmPassed = 0; ///< runs of the confirm-failures job ("-cf")
    quint16 confirmFailed = 0;

    bool operator==(const RunTally &) const = default;
};

/// Which job it is whatever the push: type name, platform and option, a confirm job the same as what it confirms. A
/// number of this process only: never to be stored.
quint64 runKey(const Job &job);
bool isConfirmJob(const Job &job);

/// The tallies of one push's jobs by runKey().
using PushRuns = QHash<quint64, RunTally>;
PushRuns runsOf(const QHash<qint64, Job> &jobs);
/// One job more, and one that was among them less.
void addRun(PushRuns &runs, const Job &job);
void takeRun(PushRuns &runs, const Job &job);

}
