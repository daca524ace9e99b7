// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/deployment.h"
#include "models/values/detail.h"
#include "models/values/inboxthread.h"
#include "models/values/job.h"
#include "models/values/landing.h"
#include "models/values/occurrence.h"
#include "models/values/pullrequest.h"
#include "models/values/push.h"
#include "models/values/tree.h"
#include "models/values/watch.h"

#include <chrono>

namespace Windsock {

/// One record of an answer that could not be read; the others of the answer were.
struct SkippedRecord {
    QString what; ///< "jobs[17]"
    QString why; ///< "platform is not a string"

    bool operator==(const SkippedRecord &) const = default;
};

/// What a source learnt in one fetch about one watch.
///
/// Where `whole` is true the lists of pushes, landings, pull requests, deployments, threads of the inbox, occurrences and
/// trees are all that the service has
/// for the watch: what the store holds and the list has not is gone. Where it is false they hold only what changed.
/// Jobs are always only what changed or was seen; a job goes when its push goes. `gone` names facts by key that are
/// known to have left, whatever `whole` says.
struct Snapshot {
    AccountId account;
    WatchId watch;
    QDateTime asOf; ///< when the service was asked, UTC
    bool whole = true;
    bool unchanged = false; ///< the service said "not modified": all lists are empty and mean nothing
    QString cursor; ///< what the source wants back at its next fetch; stored in the same transaction as the facts
    QList<Push> pushes;
    QList<Job> jobs;
    QList<JobSuggestions> suggestions; ///< of unclassified failures that were asked about now; others stay as known
    QList<Landing> landings;
    QList<PullRequest> pullRequests;
    QList<Deployment> deployments;
    QList<InboxThread> inbox;
    QList<Occurrence> occurrences;
    QList<Tree> trees;
    QStringList gone;
    std::chrono::seconds leastWait{0}; ///< the service wants the watch not asked again before; 0 where it says nothing
    QList<SkippedRecord> skipped; ///< at most 100 are kept

    bool operator==(const Snapshot &) const = default;
};

/// What the store remembers for a source between two fetches of a watch.
struct WatchMemory {
    WatchId watch;
    QString cursor; ///< from the last snapshot that was stored; empty before the first
    QDateTime asOf; ///< of that snapshot
    QList<qint64> openPushes; ///< ids of the watch's pushes that are not settled: a source goes on asking for these
    QStringList keys; ///< keys of the watch's facts other than jobs

    bool operator==(const WatchMemory &) const = default;
};

}

Q_DECLARE_METATYPE(Windsock::Snapshot)
Q_DECLARE_METATYPE(Windsock::WatchMemory)
