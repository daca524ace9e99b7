// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/queuewatch.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr std::chrono::hours s_kept{24};
constexpr std::chrono::minutes s_every{2};
/// A watch that was answered within this time knows what is under way.
constexpr std::chrono::minutes s_fresh{15};

struct Ways {
    std::vector<Realised> ended;
    std::vector<QDateTime> underWay;
};
using Queues = QHash<QString, Ways>;

void addUnderWay(const Book &book, const QString &key, Queues &queues)
{
    const auto add = [&queues](const QString &queue, const QDateTime &from) {
        const auto ways = queues.find(queue); // a queue of which no way has ended yet cannot be judged
        if (ways != queues.end() && from.isValid()) {
            ways->underWay.push_back(from);
        }
    };
    if (const auto landing = book.landings.constFind(key); landing != book.landings.cend()) {
        // A bug asks for a landing until somebody reviews it: how long that takes is no matter of the queue's.
        if (landing->job != 0 && !isFinal(landing->state)) {
            add(queueOf(*landing), landing->requested);
        }
    } else if (const auto push = book.pushes.constFind(key); push != book.pushes.cend()) {
        if (!book.isSettled(key)) {
            add(queueOf(*push), push->pushed);
        }
    }
}

Queues queuesOf(const Book &book, const QSet<WatchId> &fresh)
{
    Queues queues;
    for (const Realised &way : book.realised) {
        queues[way.queue].ended.push_back(way);
    }
    QSet<QString> keys;
    for (const auto &[watch, held] : book.members.asKeyValueRange()) {
        if (fresh.contains(watch)) {
            keys += held;
        }
    }
    for (const QString &key : std::as_const(keys)) {
        addUnderWay(book, key, queues);
    }
    return queues;
}

/// The tree that the queue leads to, where it is known.
const Tree *treeOf(const Book &book, const QString &queue)
{
    static constexpr auto landing = "landing/"_L1;
    if (!queue.startsWith(landing)) {
        return nullptr; // tests run on what was pushed, whether the tree is closed or not
    }
    const auto tree = book.trees.constFind(Tree{.name = queue.sliced(landing.size())}.key());
    return tree == book.trees.cend() ? nullptr : &*tree;
}

bool isShut(const Tree *tree)
{
    return tree && (tree->status == Tree::Status::Closed || tree->status == Tree::Status::ApprovalRequired);
}

QueueDelay delayOf(const AccountId &account, const QString &queue, const QueueCheck &check, const QDateTime &now)
{
    const auto minutes = [](std::chrono::seconds time) { return std::chrono::ceil<std::chrono::minutes>(time); };
    return {.account = account,
            .queue = queue,
            .since = now,
            .half = minutes(check.half),
            .most = minutes(check.most),
            .late = check.late,
            .of = check.of};
}

void note(const QueueDelay *known, const QueueDelay &found, const QueueCheck &check, Changes<QueueDelay> &changes)
{
    if (check.isSlow() && (!known || !known->lasts())) {
        if (known) {
            changes.changed.append({*known, found});
        } else {
            changes.added.append(found);
        }
    } else if (check.isWell() && known && known->lasts()) {
        QueueDelay well = *known;
        well.over = found.since;
        well.late = check.late;
        well.of = check.of;
        changes.changed.append({*known, well});
    }
}

bool isForgotten(const QueueDelay &delay, bool canBeJudged, const QDateTime &now)
{
    return delay.lasts() ? !canBeJudged && delay.since.addDuration(s_kept) < now : delay.over.addDuration(s_kept) < now;
}
}

Changes<QueueDelay> watchQueues(const Book &book, const QSet<WatchId> &fresh, const QDateTime &now)
{
    Changes<QueueDelay> changes;
    const Queues queues = queuesOf(book, fresh);
    QSet<QString> judged;
    for (const auto &[queue, ways] : queues.asKeyValueRange()) {
        const Tree *tree = treeOf(book, queue);
        if (isShut(tree)) {
            judged.insert(queue);
            continue;
        }
        if (const auto check = checkQueue(ways.ended, ways.underWay, tree ? tree->since : QDateTime(), now)) {
            judged.insert(queue);
            const QueueDelay found = delayOf(book.account, queue, *check, now);
            const auto known = book.delays.constFind(found.key());
            note(known == book.delays.cend() ? nullptr : &*known, found, *check, changes);
        }
    }
    for (const QueueDelay &delay : book.delays) {
        const bool touched = std::ranges::contains(changes.changed, delay.queue,
                                                   [](const Change<QueueDelay> &change) { return change.after.queue; });
        if (!touched && isForgotten(delay, judged.contains(delay.queue), now)) {
            changes.removed.append(delay);
        }
    }
    const auto byQueue = [](QList<QueueDelay> &list) { std::ranges::sort(list, {}, &QueueDelay::queue); };
    byQueue(changes.added);
    byQueue(changes.removed);
    std::ranges::sort(changes.changed, {}, [](const Change<QueueDelay> &change) { return change.after.queue; });
    return changes;
}

ChangeSet QueueLookout::look(const Book &book, const WatchId &answered, bool firstSight,
                             const QHash<WatchId, MemoryRow> &memories, const QDateTime &now)
{
    ChangeSet changes{
        .account = book.account, .watch = firstSight ? WatchId() : answered, .at = now, .baseline = firstSight};
    QDateTime &seen = m_seen[book.account];
    if (seen.isValid() && seen <= now && seen.addDuration(s_every) > now) {
        return changes;
    }
    seen = now;
    QSet<WatchId> fresh{answered};
    for (const MemoryRow &row : memories) {
        if (row.account == book.account && row.asOf.isValid() && row.asOf.addDuration(s_fresh) > now) {
            fresh.insert(row.watch);
        }
    }
    changes.delays = watchQueues(book, fresh, now);
    return changes;
}

}
