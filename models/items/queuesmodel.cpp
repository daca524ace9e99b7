// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/queuesmodel.h"

#include "models/items/naturalorder.h"
#include "models/items/rolenames.h"
#include "models/items/roles.h"
#include "models/items/words.h"

#include <KLocalizedString>

#include <QLocale>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
using namespace std::chrono_literals;

/// So many ways count for how long it usually takes, as for what remains (howlong.h).
constexpr qsizetype s_newestCounted = 500;

const QList<int> s_queueRoles{Qt::DisplayRole,       Qt::ToolTipRole,   Qt::AccessibleTextRole, ItemRole::State,
                              ItemRole::QueueHealth, ItemRole::HowLong, ItemRole::Held,         ItemRole::When,
                              ItemRole::SearchText,  ItemRole::SortKey};

QString keyFor(const AccountId &account, const QString &queue)
{
    return subjectOf(account, "queue/"_L1 + queue).value;
}

QString lineOf(const QueueHealth &row)
{
    return row.delay ? i18nc("@info a queue", "Takes clearly longer than usual") : QString();
}
}

QueuesModel::QueuesModel(QObject *parent)
    : KeyedListModel(parent)
{
}

QString QueuesModel::keyOf(const QueueHealth &row) const
{
    return keyFor(row.account, row.queue);
}

bool QueuesModel::isBefore(const QueueHealth &a, const QueueHealth &b) const
{
    if (a.delay.has_value() != b.delay.has_value()) {
        return a.delay.has_value();
    }
    if (a.underWay != b.underWay) {
        return a.underWay > b.underWay;
    }
    const auto order = naturalOrder(a.queue, b.queue);
    return std::is_neq(order) ? std::is_lt(order) : a.account < b.account;
}

QueuesModel::Ways &QueuesModel::waysOf(const AccountId &account, const QString &queue)
{
    Ways &ways = m_ways[keyFor(account, queue)];
    ways.account = account;
    ways.queue = queue;
    return ways;
}

void QueuesModel::move(const Subject &subject, const AccountId &account, const QString &queue, bool underWay)
{
    if (const QString before = m_queueOf.take(subject); !before.isEmpty()) {
        m_ways[before].underWay.remove(subject);
    }
    if (underWay) {
        waysOf(account, queue).underWay.insert(subject);
        m_queueOf.insert(subject, keyFor(account, queue));
    }
}

/// As with how long it takes: of a bug nobody knows whether it stands in the queue yet.
void QueuesModel::learnLandings(const Changes<Landing> &landings)
{
    const auto take = [this](const Landing &landing) {
        move(landing.subject(), landing.account, queueOf(landing), landing.job != 0 && !isFinal(landing.state));
    };
    for (const Landing &landing : landings.removed) {
        move(landing.subject(), landing.account, {}, false);
    }
    std::ranges::for_each(landings.added, take);
    for (const Change<Landing> &change : landings.changed) {
        take(change.after);
    }
}

void QueuesModel::learnPushes(const ChangeSet &changes)
{
    for (const Push &push : changes.pushes.added) {
        m_repositories.insert(push.subject(), push.repository);
    }
    const auto take = [this](const PushStanding &standing) {
        const QString repository = m_repositories.value(standing.subject());
        move(standing.subject(), standing.account, queueOf(Push{.repository = repository}),
             !standing.settled && !repository.isEmpty());
    };
    std::ranges::for_each(changes.standings.added, take);
    for (const Change<PushStanding> &change : changes.standings.changed) {
        take(change.after);
    }
    for (const Push &push : changes.pushes.removed) {
        m_repositories.remove(push.subject());
        move(push.subject(), push.account, {}, false);
    }
}

void QueuesModel::learnEnds(const ChangeSet &changes)
{
    for (const Realised &way : changes.realised) {
        QList<Realised> &ended = waysOf(changes.account, way.queue).ended;
        ended.insert(std::ranges::upper_bound(ended, way.to, {}, &Realised::to), way);
        if (ended.size() > s_newestCounted) {
            ended.removeFirst();
        }
    }
    const auto take = [this](const QueueDelay &delay) {
        waysOf(delay.account, delay.queue).delay = delay.lasts() ? std::optional(delay) : std::nullopt;
    };
    for (const QueueDelay &delay : changes.delays.removed) {
        waysOf(delay.account, delay.queue).delay.reset();
    }
    std::ranges::for_each(changes.delays.added, take);
    for (const Change<QueueDelay> &change : changes.delays.changed) {
        take(change.after);
    }
}

void QueuesModel::apply(const ChangeSet &changes)
{
    learnLandings(changes.landings);
    learnPushes(changes);
    learnEnds(changes);
    showAll();
}

void QueuesModel::showAll()
{
    std::vector<QueueHealth> added;
    QStringList gone;
    for (const auto &[key, ways] : m_ways.asKeyValueRange()) {
        QueueHealth row = queueHealth(ways.ended, static_cast<int>(ways.underWay.size()), m_now);
        row.account = ways.account;
        row.queue = ways.queue;
        row.delay = ways.delay;
        const bool alive = row.underWay > 0 || row.delay
            || (!ways.ended.isEmpty() && ways.ended.constLast().to.addDuration(24h) > m_now);
        QueueHealth *old = find(key);
        if (!alive) {
            gone.append(key);
        } else if (!old) {
            added.push_back(std::move(row));
        } else if (*old != row) {
            replaceRow(old, std::move(row), s_queueRoles);
        }
    }
    removeRowsOf(gone);
    insertRowsOf(std::move(added));
}

void QueuesModel::setHealth(const SourceHealth &health)
{
    if (m_health.set(health)) {
        healthChanged();
    }
}

void QueuesModel::forgetHealth(const AccountId &account, const WatchId &watch)
{
    if (m_health.forget(account, watch)) {
        healthChanged();
    }
}

void QueuesModel::healthChanged()
{
    if (size() > 0) {
        Q_EMIT dataChanged(index(0, 0), index(size() - 1, ColumnCount - 1), {ItemRole::Stale, ItemRole::AsOf});
    }
}

void QueuesModel::setNow(const QDateTime &now)
{
    const QDateTime before = std::exchange(m_now, now);
    showAll();
    const auto since = [](const QueueHealth &row) { return row.delay ? row.delay->since : QDateTime(); };
    tellRows(
        [&](const QueueHealth &row) {
            return clockTime(since(row), before, m_zone) != clockTime(since(row), now, m_zone);
        },
        0, 0, {Qt::ToolTipRole, Qt::AccessibleTextRole, ItemRole::Held});
}

void QueuesModel::setZone(const QTimeZone &zone)
{
    m_zone = zone;
    tellRows([](const QueueHealth &row) { return row.delay.has_value(); }, 0, 0,
             {Qt::ToolTipRole, Qt::AccessibleTextRole, ItemRole::Held});
}

int QueuesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString QueuesModel::text(const QueueHealth &row, int column) const
{
    switch (column) {
    case QueueColumn:
        return queueTitle(row.queue);
    case UnderWayColumn:
        return QLocale().toString(row.underWay);
    case ThroughColumn:
        return QLocale().toString(row.arrived);
    case TimesColumn:
        return queueTimesText(row);
    default:
        return {};
    }
}

QString QueuesModel::sinceText(const QueueHealth &row) const
{
    return row.delay ? i18nc("@info a queue, since when", "Takes clearly longer than usual, seen since %1",
                             clockTime(row.delay->since, m_now, m_zone))
                     : QString();
}

QStringList QueuesModel::sentences(const QueueHealth &row) const
{
    QStringList all{queueTitle(row.queue), queueDepthText(row), queueTimesText(row), sinceText(row)};
    all.removeAll(QString());
    return all;
}

QVariant QueuesModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    Q_ASSERT(checkIndex(index, CheckIndexOption::IndexIsValid));
    const QueueHealth &line = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(line, index.column());
    case Qt::ToolTipRole:
        return sentences(line).join(u'\n');
    case Qt::AccessibleTextRole:
        return sentences(line).join(". "_L1);
    case ItemRole::Key:
        return keyOf(line);
    case ItemRole::Kind:
        return static_cast<int>(ItemKind::Queue);
    case ItemRole::Title:
        return queueTitle(line.queue);
    case ItemRole::Where:
        return queueDepthText(line);
    case ItemRole::When:
        return line.delay ? QVariant(line.delay->since) : QVariant(QDateTime());
    case ItemRole::State:
        return queueStateName(line);
    case ItemRole::NeedsYou:
        return false;
    case ItemRole::Stale:
        return m_health.stale(line.account);
    case ItemRole::AsOf:
        return m_health.asOf(line.account);
    case ItemRole::QueueHealth:
        return QVariant::fromValue(line);
    case ItemRole::HowLong:
        return queueTimesText(line);
    case ItemRole::Held:
        return sinceText(line);
    case ItemRole::SearchText:
        return QString(queueTitle(line.queue) + u' ' + line.queue + u' ' + queueStateName(line) + u' ' + lineOf(line));
    case ItemRole::SortKey:
        return index.column() == UnderWayColumn ? QVariant(line.underWay)
            : index.column() == ThroughColumn   ? QVariant(line.arrived)
                                                : QVariant(text(line, index.column()));
    default:
        return {};
    }
}

QVariant QueuesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case QueueColumn:
        return i18nc("@title:column", "Queue");
    case UnderWayColumn:
        return i18nc("@title:column how many stand in a queue", "Under way");
    case ThroughColumn:
        return i18nc("@title:column how many a queue let through in the last 3 hours", "Through in 3 hours");
    case TimesColumn:
        return i18nc("@title:column of a queue", "How long it takes");
    default:
        return {};
    }
}

QHash<int, QByteArray> QueuesModel::roleNames() const
{
    return itemRoleNames();
}

}
