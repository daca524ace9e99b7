// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/pushesmodel.h"

#include "models/items/rolenames.h"
#include "models/items/roles.h"
#include "models/items/words.h"

#include <KLocalizedString>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
const QList<int> s_pushRoles{Qt::DisplayRole,      Qt::ToolTipRole, Qt::AccessibleTextRole, ItemRole::Title,
                             ItemRole::Who,        ItemRole::Where, ItemRole::When,         ItemRole::Url,
                             ItemRole::SearchText, ItemRole::Push,  ItemRole::SortKey,      ItemRole::HowLong,
                             ItemRole::Remaining,  ItemRole::Asked};
const QList<int> s_standingRoles{Qt::DisplayRole,   Qt::ToolTipRole,      Qt::AccessibleTextRole,
                                 ItemRole::State,   ItemRole::SearchText, ItemRole::Standing,
                                 ItemRole::SortKey, ItemRole::HowLong,    ItemRole::Remaining};
const QList<int> s_remainingRoles{ItemRole::HowLong, ItemRole::Remaining};
const QList<int> s_platformRoles = s_standingRoles + QList<int>{ItemRole::Jobs};

PushRow newRow(const Push &push)
{
    return {.push = push, .standing = {.account = push.account, .pushId = push.id}, .platforms = {}};
}

}

PushesModel::PushesModel(QObject *parent)
    : KeyedListModel(parent)
{
}

std::optional<Push> PushesModel::push(const AccountId &account, qint64 id) const
{
    const PushRow *row = find(subjectOf(account, Push::pushKey(id)).value);
    return row ? std::optional(row->push) : std::nullopt;
}

std::optional<Job> PushesModel::job(const AccountId &account, qint64 push, qint64 id) const
{
    if (const PushRow *row = find(subjectOf(account, Push::pushKey(push)).value)) {
        for (const PlatformRow &platform : row->platforms) {
            const auto found = std::ranges::find(platform.jobs, id, &Job::id);
            if (found != platform.jobs.end()) {
                return *found;
            }
        }
    }
    return std::nullopt;
}

QString PushesModel::keyOf(const PushRow &row) const
{
    return row.push.subject().value;
}

bool PushesModel::isBefore(const PushRow &a, const PushRow &b) const
{
    if (a.push.pushed != b.push.pushed) {
        return a.push.pushed > b.push.pushed;
    }
    return a.push.id != b.push.id ? a.push.id > b.push.id : a.push.account < b.push.account;
}

void PushesModel::apply(const ChangeSet &changes)
{
    m_paces.add(changes.realised);
    QHash<qint64, JobChanges> jobs;
    for (const Job &job : changes.jobs.added) {
        jobs[job.pushId].come.append(&job);
    }
    for (const Change<Job> &change : changes.jobs.changed) {
        jobs[change.after.pushId].come.append(&change.after);
        if (change.before.platform != change.after.platform
            || change.before.platformOption != change.after.platformOption) {
            jobs[change.before.pushId].gone.append(&change.before);
        }
    }
    for (const Job &job : changes.jobs.removed) {
        jobs[job.pushId].gone.append(&job);
    }
    applyPushes(changes, jobs);
    for (const PushStanding &standing : changes.standings.added) {
        applyStanding(standing);
    }
    for (const Change<PushStanding> &change : changes.standings.changed) {
        applyStanding(change.after);
    }
    for (auto [pushId, batch] : jobs.asKeyValueRange()) {
        if (PushRow *row = find(subjectOf(changes.account, Push::pushKey(pushId)).value)) {
            applyJobs(*row, batch);
        }
    }
    if (!changes.realised.isEmpty()) {
        tellRows([](const PushRow &row) { return !row.standing.settled; }, 0, 0, s_remainingRoles);
    }
}

void PushesModel::applyPushes(const ChangeSet &changes, QHash<qint64, JobChanges> &jobs)
{
    QStringList gone;
    for (const Push &push : changes.pushes.removed) {
        gone.append(push.subject().value);
    }
    removeRowsOf(gone);

    QHash<qint64, const PushStanding *> standings;
    for (const PushStanding &standing : changes.standings.added) {
        standings.insert(standing.pushId, &standing);
    }
    std::vector<PushRow> added;
    const auto put = [&](const Push &push) {
        if (PushRow *old = find(push.subject().value)) {
            if (old->push != push) {
                const bool moved = old->push.repository != push.repository || old->push.url != push.url;
                PushRow content = *old;
                content.push = push;
                replaceRow(old, std::move(content), s_pushRoles);
                const QModelIndex row = index(placeOf(*old), 0);
                if (const int platforms = rowCount(row); moved && platforms > 0) {
                    Q_EMIT dataChanged(index(0, 0, row), index(platforms - 1, ColumnCount - 1, row),
                                       {ItemRole::Where, ItemRole::Url});
                }
            }
            return;
        }
        PushRow row = newRow(push);
        if (const PushStanding *standing = standings.value(push.id)) {
            row.standing = *standing;
        }
        // A push comes with its jobs: nobody has to be told of each platform.
        const JobChanges batch = jobs.take(push.id);
        for (const PlatformBatch &platform : byPlatform(batch.come, {})) {
            row.platforms.push_back({platform.platform, platform.option, merged({}, platform)});
        }
        added.push_back(std::move(row));
    };
    for (const Push &push : changes.pushes.added) {
        put(push);
    }
    for (const Change<Push> &change : changes.pushes.changed) {
        put(change.after);
    }
    insertRowsOf(std::move(added));
}

void PushesModel::applyStanding(const PushStanding &standing)
{
    PushRow *row = find(standing.subject().value);
    if (!row || row->standing == standing) {
        return;
    }
    row->standing = standing;
    const int place = placeOf(*row);
    Q_EMIT dataChanged(index(place, 0), index(place, ColumnCount - 1), s_standingRoles);
}

void PushesModel::applyJobs(PushRow &row, const JobChanges &changes)
{
    for (const PlatformBatch &batch : byPlatform(changes.come, changes.gone)) {
        applyBatch(row, batch);
    }
}

void PushesModel::applyBatch(PushRow &row, const PlatformBatch &batch)
{
    PlatformRow fresh{batch.platform, batch.option, {}};
    const auto place = std::ranges::lower_bound(row.platforms, fresh,
                                                [](const auto &a, const auto &b) { return Windsock::isBefore(a, b); });
    const bool known = place != row.platforms.end() && place->platform == batch.platform
        && place->option == batch.option;
    const int number = static_cast<int>(place - row.platforms.begin());
    const QModelIndex above = index(placeOf(row), 0);
    fresh.jobs = merged(known ? place->jobs : QList<Job>(), batch);
    if (known && fresh.jobs.isEmpty()) {
        beginRemoveRows(above, number, number);
        row.platforms.erase(place);
        endRemoveRows();
    } else if (known && fresh.jobs != place->jobs) {
        place->jobs = std::move(fresh.jobs);
        Q_EMIT dataChanged(index(number, 0, above), index(number, ColumnCount - 1, above), s_platformRoles);
    } else if (!known && !fresh.jobs.isEmpty()) {
        beginInsertRows(above, number, number);
        row.platforms.insert(place, std::move(fresh));
        endInsertRows();
    }
}

void PushesModel::setHealth(const SourceHealth &health)
{
    const bool stale = m_health.stale(health.account);
    if (m_health.set(health)) {
        tellHealth(health.account, stale != m_health.stale(health.account));
    }
}

void PushesModel::forgetHealth(const AccountId &account, const WatchId &watch)
{
    const bool stale = m_health.stale(account);
    if (m_health.forget(account, watch)) {
        tellHealth(account, stale != m_health.stale(account));
    }
}

void PushesModel::tellHealth(const AccountId &account, bool platformsToo)
{
    const QList<int> roles{ItemRole::Stale, ItemRole::AsOf};
    for (int i = 0; i < size(); ++i) {
        if (row(i).push.account != account) {
            continue;
        }
        const QModelIndex push = index(i, 0);
        Q_EMIT dataChanged(push, index(i, ColumnCount - 1), roles);
        if (const int platforms = rowCount(push); platformsToo && platforms > 0) {
            Q_EMIT dataChanged(index(0, 0, push), index(platforms - 1, ColumnCount - 1, push), roles);
        }
    }
}

void PushesModel::setNow(const QDateTime &now)
{
    const QDateTime before = std::exchange(m_now, now);
    tellRows([&](const PushRow &row) { return !readsAlike(row.push.pushed, before, now); }, WhenColumn, WhenColumn,
             {Qt::DisplayRole});
    tellRows([&](const PushRow &row) { return remainingOf(row, seenAt(before)) != remainingOf(row, seenAt(now)); }, 0,
             0, s_remainingRoles);
}

PushContext PushesModel::seenAt(const QDateTime &now) const
{
    return {.health = m_health, .paces = m_paces, .now = now};
}

QModelIndex PushesModel::index(int number, int column, const QModelIndex &above) const
{
    if (!hasIndex(number, column, above)) {
        return {};
    }
    return above.isValid() ? createIndex(number, column, &row(above.row())) : createIndex(number, column);
}

QModelIndex PushesModel::parent(const QModelIndex &child) const
{
    const auto *push = static_cast<const PushRow *>(child.constInternalPointer());
    return push ? createIndex(placeOf(*push), 0) : QModelIndex();
}

int PushesModel::rowCount(const QModelIndex &above) const
{
    if (!above.isValid()) {
        return size();
    }
    return above.column() == 0 && !above.constInternalPointer() ? static_cast<int>(row(above.row()).platforms.size())
                                                                : 0;
}

int PushesModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QVariant PushesModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    Q_ASSERT(checkIndex(index));
    if (const auto *push = static_cast<const PushRow *>(index.constInternalPointer())) {
        return platformAnswer(*push, push->platforms[static_cast<size_t>(index.row())], index.column(), role, m_health);
    }
    return pushAnswer(row(index.row()), index.column(), role, seenAt(m_now));
}

QVariant PushesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case TitleColumn:
        return i18nc("@title:column", "Push");
    case AuthorColumn:
        return i18nc("@title:column", "Author");
    case ResultColumn:
        return i18nc("@title:column the verdict", "Result");
    case ProgressColumn:
        return i18nc("@title:column", "Progress");
    case WhenColumn:
        return i18nc("@title:column when it was pushed", "When");
    default:
        return {};
    }
}

QHash<int, QByteArray> PushesModel::roleNames() const
{
    return itemRoleNames();
}

}
