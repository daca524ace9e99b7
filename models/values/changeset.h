// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/changethread.h"
#include "models/values/howlong.h"
#include "models/values/pushstanding.h"
#include "models/values/queuedelay.h"
#include "models/values/snapshot.h"

namespace Windsock {

template<class T>
struct Change {
    T before;
    T after;

    bool operator==(const Change &) const = default;
};

/// Added, removed and changed facts of one kind.
template<class T>
struct Changes {
    QList<T> added;
    QList<T> removed;
    QList<Change<T>> changed;

    bool isEmpty() const { return added.isEmpty() && removed.isEmpty() && changed.isEmpty(); }
    bool operator==(const Changes &) const = default;
};

/// The difference one snapshot (or the passing of time) made to what is known of one account.
struct ChangeSet {
    AccountId account;
    WatchId watch; ///< whose snapshot it was; empty when only time passed or the store was opened
    QDateTime at; ///< UTC
    bool baseline = false; ///< first sight of the watch, or the store's content at start: nothing in it is news
    Changes<Push> pushes;
    Changes<Job> jobs;
    Changes<PushStanding> standings; ///< of every push whose jobs or settledness changed; added with the push
    Changes<Landing> landings;
    Changes<PullRequest> pullRequests;
    Changes<Deployment> deployments;
    Changes<InboxThread> inbox;
    Changes<Occurrence> occurrences;
    Changes<Tree> trees;
    Changes<QueueDelay> delays; ///< of no snapshot: the store finds them
    Changes<ChangeThread> threads; ///< only in change sets of no account: threads go over accounts
    QList<Realised> realised; ///< ways through a queue that came to their end with this change

    bool isEmpty() const
    {
        return pushes.isEmpty() && jobs.isEmpty() && standings.isEmpty() && landings.isEmpty() && pullRequests.isEmpty()
            && deployments.isEmpty() && inbox.isEmpty() && occurrences.isEmpty() && trees.isEmpty() && delays.isEmpty()
            && threads.isEmpty() && realised.isEmpty();
    }
};

/// All that is known of one account now.
struct Facts {
    AccountId account;
    QList<Push> pushes;
    QList<Job> jobs;
    QList<PushStanding> standings;
    QList<Landing> landings;
    QList<PullRequest> pullRequests;
    QList<Deployment> deployments;
    QList<InboxThread> inbox;
    QList<Occurrence> occurrences;
    QList<Tree> trees;
    QList<QueueDelay> delays;
    QList<ChangeThread> threads;
    QList<Realised> realised; ///< the newest 500 a queue
    QList<Occurrence> elsewhere; ///< only for the judge: events of other accounts that may be the same as one of these
};

/// The facts as a baseline change set in which everything is added: how models are filled at start.
inline ChangeSet asBaseline(const Facts &facts, const QDateTime &at)
{
    ChangeSet set{.account = facts.account, .at = at, .baseline = true};
    set.pushes.added = facts.pushes;
    set.jobs.added = facts.jobs;
    set.standings.added = facts.standings;
    set.landings.added = facts.landings;
    set.pullRequests.added = facts.pullRequests;
    set.deployments.added = facts.deployments;
    set.inbox.added = facts.inbox;
    set.occurrences.added = facts.occurrences;
    set.trees.added = facts.trees;
    set.delays.added = facts.delays;
    set.threads.added = facts.threads;
    set.realised = facts.realised;
    return set;
}

}

Q_DECLARE_METATYPE(Windsock::ChangeSet)
Q_DECLARE_METATYPE(Windsock::Facts)
