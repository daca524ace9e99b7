// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/removal.h"

#include <algorithm>

namespace Windsock {

namespace {
void removePush(const Book &known, const Push &push, ChangeSet &changes)
{
    changes.pushes.removed.append(push);
    const auto standing = known.standings.constFind(push.key());
    if (standing != known.standings.cend()) {
        changes.standings.removed.append(*standing);
    }
    changes.jobs.removed.append(known.jobs.value(push.id).values());
}

template<class T>
bool removeFact(const QHash<QString, T> &held, const QString &key, Changes<T> &changes)
{
    const auto fact = held.constFind(key);
    if (fact == held.cend()) {
        return false;
    }
    changes.removed.append(*fact);
    return true;
}
}

ChangeSet emptyChanges(const Book &known, const WatchId &watch, const QDateTime &now)
{
    return {.account = known.account, .watch = watch, .at = now};
}

void removeUnheld(const Book &known, const WatchId &watch, const QStringList &left, ChangeSet &changes)
{
    for (const QString &key : left) {
        if (known.isHeldByOther(key, watch)) {
            continue;
        }
        const auto push = known.pushes.constFind(key);
        if (push != known.pushes.cend()) {
            removePush(known, *push, changes);
            continue;
        }
        removeFact(known.landings, key, changes.landings) || removeFact(known.pullRequests, key, changes.pullRequests)
            || removeFact(known.occurrences, key, changes.occurrences) || removeFact(known.trees, key, changes.trees)
            || removeFact(known.deployments, key, changes.deployments) || removeFact(known.inbox, key, changes.inbox);
    }
}

Difference forget(const Book &known, const WatchId &watch, const QDateTime &now)
{
    Difference difference{.changes = emptyChanges(known, watch, now), .memberships = {}};
    MembershipChange membership{.watch = watch, .left = known.members.value(watch).values()};
    membership.left.sort();
    removeUnheld(known, watch, membership.left, difference.changes);
    const QList<WatchId> holders = known.members.keys();
    if (std::ranges::all_of(holders, [&watch](const WatchId &holder) { return holder == watch; })) {
        difference.changes.delays.removed = known.delays.values();
        std::ranges::sort(difference.changes.delays.removed, {}, &QueueDelay::queue);
    }
    if (!membership.isEmpty()) {
        difference.memberships.append(membership);
    }
    return difference;
}

Difference shrink(const Book &known, qsizetype jobs, const QDateTime &now)
{
    Difference difference{.changes = emptyChanges(known, {}, now), .memberships = {}};
    qsizetype surplus = known.jobCount() - jobs;
    if (surplus <= 0) {
        return difference;
    }
    QList<Push> order = known.pushes.values();
    std::ranges::sort(order, {},
                      [&known](const Push &p) { return std::tuple(!known.isSettled(p.key()), p.pushed, p.id); });
    QStringList gone;
    for (const Push &push : std::as_const(order)) {
        if (surplus <= 0) {
            break;
        }
        surplus -= known.jobs.value(push.id).size();
        gone.append(push.key());
        removePush(known, push, difference.changes);
    }
    for (auto it = known.members.cbegin(); it != known.members.cend(); ++it) {
        MembershipChange membership{.watch = it.key()};
        std::ranges::copy_if(gone, std::back_inserter(membership.left),
                             [&it](const QString &key) { return it->contains(key); });
        if (!membership.isEmpty()) {
            difference.memberships.append(membership);
        }
    }
    return difference;
}

}
