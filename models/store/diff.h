// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/book.h"

namespace Windsock {

/// What one snapshot makes of what is known.
struct Difference {
    ChangeSet changes;
    QList<MembershipChange> memberships;
    QList<JobSuggestions> suggestions; ///< of jobs that are known, where they are others than those held

    bool isEmpty() const { return changes.isEmpty() && memberships.isEmpty() && suggestions.isEmpty(); }
};

/// At most so many pushes a watch; the oldest settled ones go first.
inline constexpr qsizetype pushesPerWatch = 200;
/// At most so many jobs an account.
inline constexpr qsizetype jobsPerAccount = 200'000;

/// At most so many suggested bugs a job.
inline constexpr qsizetype bugsPerJob = 10;

/// The known facts against a snapshot (snapshot.h says what its lists mean). Pure. Beyond that:
/// a push that is absent from a whole list stays until it is settled, unless `gone` names it;
/// a fact goes when no watch holds it, a push with its jobs and standing;
/// jobs of pushes nobody holds are dropped, and so is a job that was modified before the one held;
/// standings are added up anew for pushes that are new or whose jobs changed, and the failures of others blamed anew
/// (blamer.h) where the same job has fared otherwise on one of these;
/// a settled push stays so while no job more ends and none runs, whatever is said of its failures;
/// suggestions for a job nobody knows are dropped, of the others at most bugsPerJob are kept, and their pushes' failures
/// are blamed anew.
Difference diff(const Book &known, const Snapshot &snapshot, const QDateTime &now, std::chrono::seconds settleTime);

/// Only time has passed: the standings of complete pushes that are settled now.
ChangeSet settle(const Book &known, const QDateTime &now, std::chrono::seconds settleTime);

/// The watch is no more: it leaves all it holds.
Difference forget(const Book &known, const WatchId &watch, const QDateTime &now);

/// Lets go of pushes, settled ones first, then the oldest, until at most `jobs` jobs are left.
Difference shrink(const Book &known, qsizetype jobs, const QDateTime &now);

}
