// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/queuemodel.h"

#include "models/items/rolenames.h"
#include "models/items/roles.h"
#include "models/items/words.h"

#include <KLocalizedString>

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
const QList<int> s_howLongRoles{Qt::ToolTipRole, Qt::AccessibleTextRole, ItemRole::HowLong, ItemRole::SoFar,
                                ItemRole::Ahead, ItemRole::Remaining,    ItemRole::Lands,   ItemRole::Note};
const QList<int> s_heldRoles = s_howLongRoles + QList<int>{Qt::DisplayRole, ItemRole::State,      ItemRole::Held,
                                                           ItemRole::Tree,  ItemRole::SearchText, ItemRole::SortKey};
const QList<int> s_contentRoles = s_heldRoles
    + QList<int>{ItemRole::Title,    ItemRole::Who,     ItemRole::Where,       ItemRole::When,      ItemRole::Url,
                 ItemRole::NeedsYou, ItemRole::Landing, ItemRole::PullRequest, ItemRole::Deployment};
const QList<int> s_wordRoles{Qt::ToolTipRole, Qt::AccessibleTextRole, ItemRole::Held, ItemRole::Lands, ItemRole::Note};
}

QueueModel::QueueModel(QObject *parent)
    : KeyedListModel(parent)
{
}

QString QueueModel::keyOf(const QueueRow &row) const
{
    return row.key();
}

bool QueueModel::isBefore(const QueueRow &a, const QueueRow &b) const
{
    const auto rank = [](const QueueRow &row) { return row.isOver() ? 2 : row.needsYou ? 0 : 1; };
    if (rank(a) != rank(b)) {
        return rank(a) < rank(b);
    }
    const QDateTime left = a.changed();
    const QDateTime right = b.changed();
    return left != right ? left > right : keyOf(a) < keyOf(b);
}

bool QueueModel::needsMe(const Landing &landing) const
{
    const auto me = [this](const QString &who) { return !who.isEmpty() && m_me.contains(who, Qt::CaseInsensitive); };
    if (!isFinal(landing.state) && std::ranges::any_of(landing.waitsOn, me)) {
        return true;
    }
    for (const Patch &patch : landing.patches) {
        for (const PatchFlag &flag : patch.flags) {
            if (flag.status == u'?' && me(flag.requestee) && !isFinal(landing.state)) {
                return true;
            }
            if (flag.status == u'-' && me(landing.author) && !isFinal(landing.state)) {
                return true;
            }
        }
    }
    return false;
}

bool QueueModel::needsMe(const PullRequest &pull) const
{
    const auto isMe = [this](const QString &login) {
        return !login.isEmpty() && m_me.contains(login, Qt::CaseInsensitive);
    };
    if (pull.state != PullRequest::State::Open) {
        return false;
    }
    return std::ranges::any_of(pull.asked, isMe)
        || (isMe(pull.author)
            && (pull.review == PullRequest::Review::ChangesRequested || pull.checks == PullRequest::Checks::Failing
                || pull.merge == PullRequest::Merge::Conflicting || pull.queue.state == QueuePlace::State::Ejected));
}

bool QueueModel::needsMe(const Deployment &deployment) const
{
    return deployment.state == Deployment::State::Waiting
        && std::ranges::any_of(deployment.approvers,
                               [this](const QString &login) { return m_me.contains(login, Qt::CaseInsensitive); });
}

void QueueModel::put(QList<QueueRow> rows)
{
    std::vector<QueueRow> added;
    for (QueueRow &row : rows) {
        row.needsYou = std::visit([this](const auto &change) { return needsMe(change); }, row.change);
        if (QueueRow *old = find(keyOf(row))) {
            if (old->change != row.change || old->needsYou != row.needsYou) {
                replaceRow(old, std::move(row), s_contentRoles);
            }
        } else {
            added.push_back(std::move(row));
        }
    }
    insertRowsOf(std::move(added));
}

void QueueModel::apply(const ChangeSet &changes)
{
    QStringList gone;
    QList<QueueRow> rows;
    const auto take = [&](const auto &part) {
        for (const auto &fact : part.removed) {
            gone.append(fact.subject().value);
        }
        for (const auto &fact : part.added) {
            rows.append({.change = fact});
        }
        for (const auto &change : part.changed) {
            rows.append({.change = change.after});
        }
    };
    take(changes.landings);
    take(changes.pullRequests);
    take(changes.deployments);
    removeRowsOf(gone);
    learnTrees(changes);
    if (!changes.occurrences.isEmpty()) {
        OwnSchedule schedule = m_schedule;
        schedule.apply(changes.occurrences);
        setSchedule(schedule);
    }
    m_paces.add(changes.realised);
    put(std::move(rows));
    if (!changes.realised.isEmpty()) {
        tellRows([](const QueueRow &row) { return !row.isOver(); }, 0, 0, s_howLongRoles);
    }
}

void QueueModel::learnTrees(const ChangeSet &changes)
{
    if (changes.trees.isEmpty()) {
        return;
    }
    const KnownTrees before = m_trees;
    m_trees.apply(changes.trees);
    const auto holder = [](const QueueRow &row, const KnownTrees &trees) {
        const Tree *tree = holdingTree(row, trees);
        return tree ? std::optional(*tree) : std::nullopt;
    };
    tellRows([&](const QueueRow &row) { return holder(row, before) != holder(row, m_trees); }, 0, ColumnCount - 1,
             s_heldRoles);
}

/// Those that meet something else now say so.
void QueueModel::setSchedule(const OwnSchedule &schedule)
{
    const OwnSchedule before = std::exchange(m_schedule, schedule);
    const QueueContext then{
        .health = m_health, .paces = m_paces, .trees = m_trees, .schedule = before, .now = m_now, .zone = m_zone};
    tellRows([&](const QueueRow &row) { return howLong(row, then) != howLong(row, seenAt(m_now)); }, 0, 0,
             s_howLongRoles);
}

void QueueModel::setCalendars(const QSet<AccountId> &accounts)
{
    OwnSchedule schedule = m_schedule;
    schedule.setCalendars(accounts);
    setSchedule(schedule);
}

void QueueModel::setPreferences(const Preferences &preferences)
{
    OwnSchedule schedule = m_schedule;
    schedule.setPreferences(preferences);
    setSchedule(schedule);
}

void QueueModel::setMe(const QStringList &me)
{
    m_me = me;
    QList<QueueRow> rows;
    for (int i = 0; i < size(); ++i) {
        rows.append(row(i));
    }
    put(std::move(rows));
}

void QueueModel::setHealth(const SourceHealth &health)
{
    if (m_health.set(health)) {
        healthChanged();
    }
}

void QueueModel::forgetHealth(const AccountId &account, const WatchId &watch)
{
    if (m_health.forget(account, watch)) {
        healthChanged();
    }
}

void QueueModel::healthChanged()
{
    if (size() > 0) {
        Q_EMIT dataChanged(index(0, 0), index(size() - 1, ColumnCount - 1), {ItemRole::Stale, ItemRole::AsOf});
    }
}

void QueueModel::setNow(const QDateTime &now)
{
    const QDateTime before = std::exchange(m_now, now);
    tellRows([&](const auto &row) { return !readsAlike(row.changed(), before, now); }, ChangedColumn, ChangedColumn,
             {Qt::DisplayRole});
    tellRows([&](const QueueRow &row) { return howLong(row, seenAt(before)) != howLong(row, seenAt(now)); }, 0, 0,
             s_howLongRoles);
    tellRows([&](const QueueRow &row) { return heldText(row, seenAt(before)) != heldText(row, seenAt(now)); }, 0, 0,
             s_wordRoles);
}

void QueueModel::setZone(const QTimeZone &zone)
{
    m_zone = zone;
    tellRows([](const QueueRow &row) { return !row.isOver(); }, 0, 0, s_wordRoles);
}

QueueContext QueueModel::seenAt(const QDateTime &now) const
{
    return {.health = m_health, .paces = m_paces, .trees = m_trees, .schedule = m_schedule, .now = now, .zone = m_zone};
}

int QueueModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant QueueModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    Q_ASSERT(checkIndex(index, CheckIndexOption::IndexIsValid));
    return queueAnswer(row(index.row()), index.column(), role, seenAt(m_now));
}

QVariant QueueModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case ChangeColumn:
        return i18nc("@title:column a bug, a pull request or a deployment", "Change");
    case StateColumn:
        return i18nc("@title:column", "State");
    case WhereColumn:
        return i18nc("@title:column tree or repository", "Where");
    case WhoColumn:
        return i18nc("@title:column author", "Who");
    case ChangedColumn:
        return i18nc("@title:column when it last changed", "Changed");
    default:
        return {};
    }
}

QHash<int, QByteArray> QueueModel::roleNames() const
{
    return itemRoleNames();
}

}
