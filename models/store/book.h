// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/jobruns.h"
#include "models/values/changeset.h"

#include <QHash>
#include <QSet>

namespace Windsock {

/// How the membership of one watch changed: which keys it came to hold and which it holds no more.
struct MembershipChange {
    WatchId watch;
    QStringList joined;
    QStringList left;

    bool isEmpty() const { return joined.isEmpty() && left.isEmpty(); }
};

/// All that is known of one account, with which watch holds what. A value: a copy is cheap and is how a change that
/// may yet fail is tried.
struct Book {
    AccountId account;
    QHash<QString, Push> pushes; ///< by key, as all but the jobs
    QHash<QString, PushStanding> standings; ///< by the push's key
    QHash<QString, Landing> landings;
    QHash<QString, PullRequest> pullRequests;
    QHash<QString, Deployment> deployments;
    QHash<QString, InboxThread> inbox;
    QHash<QString, Occurrence> occurrences;
    QHash<QString, Tree> trees;
    QHash<QString, QueueDelay> delays;
    QHash<qint64, QHash<qint64, Job>> jobs; ///< by push, then by id
    QHash<qint64, PushRuns> runs; ///< the jobs tallied by push; follows from `jobs`
    QHash<qint64, JobSuggestions> suggestions; ///< by job; goes with the job
    QHash<WatchId, QSet<QString>> members;
    QList<Realised> realised; ///< ways that came to their end, oldest end first, the newest ones of each queue

    bool isSettled(const QString &pushKey) const;
    bool isHeldByOther(const QString &key, const WatchId &watch) const;
    qsizetype jobCount() const;
    /// Sorted by key, so that the same book always gives the same facts.
    Facts facts(bool withJobs) const;
    /// Ids of the watch's pushes that are not settled, ascending.
    QList<qint64> openPushes(const WatchId &watch) const;

    /// Tallies all jobs anew: for a book whose jobs were put in one by one.
    void tallyRuns();
    void apply(const ChangeSet &changes);
    void apply(const MembershipChange &change);
    /// What is suggested for these jobs now; the others stay as known.
    void apply(const QList<JobSuggestions> &changed);
};

}
