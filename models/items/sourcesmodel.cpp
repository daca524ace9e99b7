// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/sourcesmodel.h"

#include "models/items/linewording.h"
#include "models/items/rolenames.h"
#include "models/items/roles.h"
#include "models/items/words.h"
#include "models/values/plaintext.h"

#include <KLocalizedString>

#include <QSet>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
const QList<int> s_allRoles;

QString targetOf(const Watch &watch)
{
    const QUrl url(watch.target);
    if ((watch.kind == Watch::Kind::Calendar || watch.kind == Watch::Kind::Papers) && !url.host().isEmpty()) {
        return url.host() + url.path(); // a feed's query may be its secret
    }
    if (watch.target.isEmpty()) {
        return watch.who.isEmpty() ? watch.id.value : watch.who;
    }
    if (watch.kind == Watch::Kind::Revision) {
        return i18nc("@item a commit where", "%1 on %2", watch.who.left(12), watch.target);
    }
    return watch.kind == Watch::Kind::Author ? i18nc("@item whose pushes where", "%1 on %2", watch.who, watch.target)
                                             : watch.target;
}

bool isBad(SourceHealth::State state)
{
    return state == SourceHealth::State::Failing || state == SourceHealth::State::NeedsLogin
        || state == SourceHealth::State::Offline;
}
}

SourcesModel::SourcesModel(QObject *parent)
    : KeyedListModel(parent), m_zone(QTimeZone::systemTimeZone())
{
}

QString SourcesModel::keyOf(const SourceRow &row) const
{
    return row.watch.id.value;
}

bool SourcesModel::isBefore(const SourceRow &a, const SourceRow &b) const
{
    return a.watch.id < b.watch.id;
}

void SourcesModel::setWatches(const QList<Watch> &watches)
{
    QSet<QString> there;
    std::vector<SourceRow> added;
    for (const Watch &watch : watches) {
        if (there.contains(watch.id.value)) {
            continue;
        }
        there.insert(watch.id.value);
        if (SourceRow *old = find(watch.id.value)) {
            if (old->watch != watch) {
                replaceRow(old, {watch, old->health, old->holds, old->way}, s_allRoles);
            }
        } else {
            added.push_back({watch, {.watch = watch.id, .account = watch.account}, true, {.watch = watch.id}});
        }
    }
    QStringList gone;
    for (int i = 0; i < size(); ++i) {
        if (!there.contains(keyOf(row(i)))) {
            gone.append(keyOf(row(i)));
        }
    }
    removeRowsOf(gone);
    insertRowsOf(std::move(added));
}

void SourcesModel::apply(const SourceHealth &health)
{
    if (SourceRow *old = find(health.watch.value)) {
        if (old->health != health) {
            replaceRow(old, {old->watch, health, old->holds, old->way}, s_allRoles);
        }
        return;
    }
    insertRowsOf({{{.id = health.watch, .account = health.account}, health, true, {.watch = health.watch}}});
}

void SourcesModel::apply(const NewsWay &way)
{
    if (SourceRow *old = find(way.watch.value); old && old->way != way) {
        replaceRow(old, {old->watch, old->health, old->holds, way}, s_allRoles);
    }
}

void SourcesModel::remember(const WatchMemory &memory)
{
    if (SourceRow *old = find(memory.watch.value); old && old->holds == memory.keys.isEmpty()) {
        replaceRow(old, {old->watch, old->health, !memory.keys.isEmpty(), old->way}, s_allRoles);
    }
}

void SourcesModel::setNow(const QDateTime &now)
{
    const QDateTime before = std::exchange(m_now, now);
    const auto isOther = [&](const SourceRow &row) {
        return !readsAlike(row.health.asOf, before, now) || !readsAlike(row.health.next, before, now);
    };
    tellRows(isOther, AsOfColumn, NextColumn, {Qt::DisplayRole});
    tellRows(isOther, 0, ColumnCount - 1, {Qt::AccessibleTextRole});
}

void SourcesModel::setZone(const QTimeZone &zone)
{
    m_zone = zone;
    if (size() > 0) {
        Q_EMIT dataChanged(index(0, 0), index(size() - 1, ColumnCount - 1),
                           {Qt::DisplayRole, Qt::ToolTipRole, Qt::AccessibleTextRole, ItemRole::SortKey});
    }
}

int SourcesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString SourcesModel::whatHappened(const SourceRow &row) const
{
    const SourceHealth &health = row.health;
    if (health.failure) {
        const FailureWording wording = failureWording(health, m_zone);
        return wording.whatToDo.isEmpty() ? wording.whatHappened
                                          : QString(wording.whatHappened + u' ' + wording.whatToDo);
    }
    if (health.skippedRecords > 0) {
        return i18ncp("@info", "1 record could not be read and was left out.",
                      "%1 records could not be read and were left out.", health.skippedRecords);
    }
    if (row.watch.kind == Watch::Kind::Revision && !row.holds && health.asOf.isValid()) {
        return i18nc("@info", "No push has this commit yet. It is looked for again.");
    }
    return {};
}

QString SourcesModel::text(const SourceRow &row, int column) const
{
    const SourceHealth &health = row.health;
    switch (column) {
    case SourceColumn:
        return plainLine(targetOf(row.watch), 160);
    case StateColumn:
        return sourceWord(health.state);
    case AsOfColumn:
        return health.asOf.isValid() ? relativeTime(health.asOf, m_now)
                                     : i18nc("@info a source that has never answered", "never");
    case NextColumn:
        return relativeTime(health.next, m_now);
    case BudgetColumn:
        return health.budgetLimit > 0
            ? i18nc("@info requests in the last hour, allowed ones", "%1 of %2", health.budgetUsed, health.budgetLimit)
            : QString();
    case NewsColumn:
        return newsWord(row.way.how);
    case WhatHappenedColumn:
        return whatHappened(row);
    default:
        return {};
    }
}

QVariant SourcesModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    Q_ASSERT(checkIndex(index, CheckIndexOption::IndexIsValid));
    const SourceRow &source = row(index.row());
    const SourceHealth &health = source.health;
    switch (role) {
    case Qt::DisplayRole:
        return text(source, index.column());
    case Qt::ToolTipRole:
        if (const QString news = newsWords(source.way, m_now); index.column() == NewsColumn && !news.isEmpty()) {
            return news;
        }
        return whatHappened(source).isEmpty() ? text(source, StateColumn) : whatHappened(source);
    case Qt::AccessibleTextRole:
        return i18nc("@info:whatsthis source, its state, when it answered, what happened", "%1: %2, last answer %3. %4",
                     text(source, SourceColumn), text(source, StateColumn), text(source, AsOfColumn),
                     whatHappened(source))
            .trimmed();
    case ItemRole::Key:
        return keyOf(source);
    case ItemRole::Kind:
        return static_cast<int>(ItemKind::Source);
    case ItemRole::Title:
        return text(source, SourceColumn);
    case ItemRole::Who:
        return source.watch.who;
    case ItemRole::Where:
        return health.host;
    case ItemRole::When:
        return health.next;
    case ItemRole::State:
        return sourceStateName(health.state);
    case ItemRole::NeedsYou:
        return health.state == SourceHealth::State::NeedsLogin;
    case ItemRole::Stale:
        return isBad(health.state);
    case ItemRole::AsOf:
        return health.asOf;
    case ItemRole::SearchText:
        return QString(keyOf(source) + u' ' + text(source, SourceColumn) + u' ' + serviceWord(health.service) + u' '
                       + health.host + u' ' + text(source, StateColumn) + u' ' + sourceStateName(health.state));
    case ItemRole::Health:
        return QVariant::fromValue(health);
    case ItemRole::News:
        return QVariant::fromValue(source.way);
    case ItemRole::SortKey:
        return index.column() == AsOfColumn  ? QVariant(health.asOf)
            : index.column() == NextColumn   ? QVariant(health.next)
            : index.column() == BudgetColumn ? QVariant(health.budgetUsed)
                                             : QVariant(text(source, index.column()));
    default:
        return {};
    }
}

QVariant SourcesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case SourceColumn:
        return i18nc("@title:column", "Source");
    case StateColumn:
        return i18nc("@title:column", "State");
    case AsOfColumn:
        return i18nc("@title:column when the source last answered", "As of");
    case NextColumn:
        return i18nc("@title:column when it is asked next", "Next");
    case BudgetColumn:
        return i18nc("@title:column requests made of those allowed", "Budget");
    case NewsColumn:
        return i18nc("@title:column how news comes: pushed or polled", "News");
    case WhatHappenedColumn:
        return i18nc("@title:column", "What happened");
    default:
        return {};
    }
}

QHash<int, QByteArray> SourcesModel::roleNames() const
{
    return itemRoleNames();
}

}
