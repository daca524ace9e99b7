// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/threadsmodel.h"

#include "models/items/rolenames.h"
#include "models/items/roles.h"
#include "models/items/threadtext.h"
#include "models/items/words.h"
#include "models/values/plaintext.h"

#include <KLocalizedString>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
FactFace faceOf(const Push &push)
{
    return {.name = i18nc("@item push by short revision, to a repository", "Push %1 to %2",
                          plainLine(push.shortRevision()), plainLine(push.repository)),
            .title = push.title(),
            .url = push.url};
}

FactFace faceOf(const auto &fact)
{
    return {.name = memberName(fact.subject()), .title = fact.title, .url = fact.url};
}

template<class T>
void learn(QHash<Subject, FactFace> &faces, QSet<Subject> &touched, const Changes<T> &changes)
{
    const auto know = [&](const T &fact) {
        faces.insert(fact.subject(), faceOf(fact));
        touched.insert(fact.subject());
    };
    for (const T &fact : changes.removed) {
        faces.remove(fact.subject());
        touched.insert(fact.subject());
    }
    for (const T &fact : changes.added) {
        know(fact);
    }
    for (const Change<T> &change : changes.changed) {
        know(change.after);
    }
}
}

ThreadsModel::ThreadsModel(QObject *parent)
    : KeyedListModel(parent), m_viewer{.now = {}, .zone = QTimeZone::systemTimeZone()}
{
}

QString ThreadsModel::keyOf(const ThreadRow &row) const
{
    return row.thread.key();
}

bool ThreadsModel::isBefore(const ThreadRow &a, const ThreadRow &b) const
{
    return a.newest != b.newest ? a.newest > b.newest : a.thread.id < b.thread.id;
}

void ThreadsModel::apply(const ChangeSet &changes)
{
    QSet<QString> touched;
    for (const Subject &subject : learnFaces(changes)) {
        for (auto it = m_threadsOf.constFind(subject); it != m_threadsOf.cend() && it.key() == subject; ++it) {
            touched.insert(it.value());
        }
    }
    refresh(touched);
    putThreads(changes);
}

QSet<Subject> ThreadsModel::learnFaces(const ChangeSet &changes)
{
    QSet<Subject> touched;
    learn(m_faces, touched, changes.pushes);
    learn(m_faces, touched, changes.landings);
    learn(m_faces, touched, changes.pullRequests);
    return touched;
}

void ThreadsModel::putThreads(const ChangeSet &changes)
{
    QStringList gone;
    for (const ChangeThread &thread : changes.threads.removed) {
        const QString key = thread.key();
        if (const ThreadRow *known = find(key)) {
            for (const Subject &subject : subjectsOf(known->thread)) {
                m_threadsOf.remove(subject, key);
            }
            gone.append(key);
        }
    }
    removeRowsOf(gone);
    QHash<QString, size_t> newRows;
    std::vector<ThreadRow> added;
    const auto put = [&](const ChangeThread &thread) {
        const QString key = thread.key();
        if (ThreadRow *old = find(key)) {
            update(old, rowOf(thread));
        } else if (const auto place = newRows.constFind(key); place != newRows.cend()) {
            added[*place] = rowOf(thread);
        } else {
            newRows.insert(key, added.size());
            added.push_back(rowOf(thread));
        }
    };
    std::ranges::for_each(changes.threads.added, put);
    for (const Change<ChangeThread> &change : changes.threads.changed) {
        put(change.after);
    }
    for (const ThreadRow &row : added) {
        for (const Subject &subject : subjectsOf(row.thread)) {
            m_threadsOf.insert(subject, keyOf(row));
        }
    }
    insertRowsOf(std::move(added));
}

ThreadRow ThreadsModel::rowOf(const ChangeThread &thread) const
{
    return threadRow(thread, m_faces, [this](const Subject &subject) { return m_health.stale(accountOf(subject)); });
}

void ThreadsModel::refresh(const QSet<QString> &keys)
{
    for (const QString &key : keys) {
        if (ThreadRow *row = find(key)) {
            update(row, rowOf(row->thread));
        }
    }
}

void ThreadsModel::update(ThreadRow *row, ThreadRow next)
{
    const QList<int> roles = rolesThatDiffer(*row, next, m_viewer);
    placeBelow(*row, next.below);
    if (roles.isEmpty()) {
        return;
    }
    const QString key = keyOf(*row);
    const QSet<Subject> before = subjectsOf(row->thread);
    const QSet<Subject> after = subjectsOf(next.thread);
    for (const Subject &subject : before - after) {
        m_threadsOf.remove(subject, key);
    }
    for (const Subject &subject : after - before) {
        m_threadsOf.insert(subject, key);
    }
    replaceRow(row, std::move(next), roles);
}

/// Takes what has gone, brings the rest into order as it goes along, and then tells what reads otherwise.
void ThreadsModel::placeBelow(ThreadRow &row, const std::vector<TimelineRow> &next)
{
    std::vector<TimelineRow> &now = row.below;
    if (now == next) {
        return;
    }
    const QModelIndex above = index(placeOf(row), 0);
    const auto place = [](const std::vector<TimelineRow> &rows, const QString &key) {
        return std::ranges::find(rows, key, &TimelineRow::key);
    };
    for (int i = static_cast<int>(now.size()) - 1; i >= 0; --i) {
        if (place(next, now[static_cast<size_t>(i)].key) == next.end()) {
            beginRemoveRows(above, i, i);
            now.erase(now.begin() + i);
            endRemoveRows();
        }
    }
    for (size_t i = 0; i < next.size(); ++i) {
        if (i < now.size() && now[i].key == next[i].key) {
            continue;
        }
        const auto from = place(now, next[i].key);
        if (from == now.end()) {
            insertBelow(row, i, next);
        } else {
            const int at = static_cast<int>(from - now.begin());
            const auto moved = now.begin() + at;
            beginMoveRows(above, at, at, above, static_cast<int>(i));
            std::rotate(now.begin() + static_cast<int>(i), moved, moved + 1);
            endMoveRows();
        }
    }
    for (size_t i = 0; i < next.size(); ++i) {
        const QList<int> roles = rolesThatDiffer(row, now[i], next[i], m_viewer);
        now[i] = next[i];
        if (!roles.isEmpty()) {
            const QModelIndex line = index(static_cast<int>(i), 0, above);
            Q_EMIT dataChanged(line, line.siblingAtColumn(threadColumns - 1), roles);
        }
    }
}

/// All that is new from there on, up to the next that is not.
void ThreadsModel::insertBelow(ThreadRow &row, size_t at, const std::vector<TimelineRow> &next)
{
    const auto known = [&row](const TimelineRow &line) {
        return std::ranges::contains(row.below, line.key, &TimelineRow::key);
    };
    const auto first = next.begin() + static_cast<std::ptrdiff_t>(at);
    const auto last = std::find_if(first, next.end(), known);
    const int begin = static_cast<int>(at);
    beginInsertRows(index(placeOf(row), 0), begin, begin + static_cast<int>(last - first) - 1);
    row.below.insert(row.below.begin() + begin, first, last);
    endInsertRows();
}

void ThreadsModel::setZone(const QTimeZone &zone)
{
    if (zone == m_viewer.zone) {
        return;
    }
    m_viewer.zone = zone;
    for (int i = 0; i < size(); ++i) {
        tellMoments(row(i), m_viewer.now, true);
    }
}

void ThreadsModel::setNow(const QDateTime &now)
{
    const QDateTime before = std::exchange(m_viewer.now, now);
    const int when = static_cast<int>(ThreadColumn::When);
    tellRows([&](const ThreadRow &row) { return !readsAlike(row.newest, before, now); }, when, when, {Qt::DisplayRole});
    const auto day = [this](const QDateTime &time) { return time.toTimeZone(m_viewer.zone).date(); };
    if (!before.isValid() || day(before) != day(now)) {
        for (int i = 0; i < size(); ++i) {
            tellMoments(row(i), before, false);
        }
    }
}

/// Moments whose time reads otherwise than it did at `before`.
void ThreadsModel::tellMoments(const ThreadRow &row, const QDateTime &before, bool all)
{
    const QModelIndex above = index(placeOf(row), 0);
    for (int i = 0; i < static_cast<int>(row.below.size()); ++i) {
        const TimelineRow &line = row.below[static_cast<size_t>(i)];
        const auto reads = [&](const QDateTime &now) { return clockTime(line.moment.at, now, m_viewer.zone); };
        if (line.kind == ItemKind::Moment && (all || reads(before) != reads(m_viewer.now))) {
            const QModelIndex moment = index(i, 0, above);
            Q_EMIT dataChanged(moment, moment.siblingAtColumn(threadColumns - 1),
                               {Qt::DisplayRole, Qt::ToolTipRole, Qt::AccessibleTextRole, ItemRole::Time});
        }
    }
}

void ThreadsModel::setHealth(const SourceHealth &health)
{
    const bool before = m_health.stale(health.account);
    m_health.set(health);
    staleChanged(health.account, before);
}

void ThreadsModel::forgetHealth(const AccountId &account, const WatchId &watch)
{
    const bool before = m_health.stale(account);
    m_health.forget(account, watch);
    staleChanged(account, before);
}

void ThreadsModel::staleChanged(const AccountId &account, bool before)
{
    if (m_health.stale(account) == before) {
        return;
    }
    QSet<QString> touched;
    for (auto it = m_threadsOf.cbegin(); it != m_threadsOf.cend(); ++it) {
        if (accountOf(it.key()) == account) {
            touched.insert(it.value());
        }
    }
    refresh(touched);
}

QModelIndex ThreadsModel::index(int number, int column, const QModelIndex &above) const
{
    if (!hasIndex(number, column, above)) {
        return {};
    }
    return above.isValid() ? createIndex(number, column, &row(above.row())) : createIndex(number, column);
}

QModelIndex ThreadsModel::parent(const QModelIndex &child) const
{
    const auto *thread = static_cast<const ThreadRow *>(child.constInternalPointer());
    return thread ? createIndex(placeOf(*thread), 0) : QModelIndex();
}

int ThreadsModel::rowCount(const QModelIndex &above) const
{
    if (!above.isValid()) {
        return size();
    }
    return above.column() == 0 && !above.constInternalPointer() ? static_cast<int>(row(above.row()).below.size()) : 0;
}

int ThreadsModel::columnCount(const QModelIndex &) const
{
    return threadColumns;
}

QVariant ThreadsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    Q_ASSERT(checkIndex(index));
    const auto column = static_cast<ThreadColumn>(index.column());
    if (const auto *thread = static_cast<const ThreadRow *>(index.constInternalPointer())) {
        return timelineData(*thread, thread->below[static_cast<size_t>(index.row())], column, role, m_viewer);
    }
    return threadData(row(index.row()), column, role, m_viewer);
}

QVariant ThreadsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (static_cast<ThreadColumn>(section)) {
    case ThreadColumn::Change:
        return i18nc("@title:column", "Change");
    case ThreadColumn::State:
        return i18nc("@title:column", "State");
    case ThreadColumn::Who:
        return i18nc("@title:column", "Author");
    case ThreadColumn::When:
        return i18nc("@title:column when something last happened", "When");
    }
    return {};
}

QHash<int, QByteArray> ThreadsModel::roleNames() const
{
    return itemRoleNames();
}

}
