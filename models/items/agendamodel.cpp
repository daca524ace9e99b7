// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/agendamodel.h"

#include "models/items/rolenames.h"
#include "models/items/roles.h"
#include "models/items/words.h"
#include "models/values/plaintext.h"

#include <KLocalizedString>
#include <QLocale>

#include <algorithm>
#include <map>
#include <utility>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
QString stateAt(const Occurrence &event, const QDateTime &now)
{
    if (event.status != Occurrence::Status::Cancelled && now.isValid() && event.start <= now) {
        return std::max(event.start, event.end) > now ? u"running"_s : u"over"_s;
    }
    return occurrenceStatusName(event.status);
}

bool eventBefore(const Occurrence &a, const Occurrence &b)
{
    if (a.allDay != b.allDay) {
        return a.allDay;
    }
    if (a.start != b.start) {
        return a.start < b.start;
    }
    return a.subject() < b.subject();
}

QString dayKey(QDate day)
{
    return "day/"_L1 + day.toString(Qt::ISODate);
}
}

AgendaModel::AgendaModel(QObject *parent)
    : KeyedListModel(parent), m_zone(QTimeZone::systemTimeZone())
{
}

QString AgendaModel::keyOf(const DayRow &row) const
{
    return dayKey(row.day);
}

bool AgendaModel::isBefore(const DayRow &a, const DayRow &b) const
{
    return a.day < b.day;
}

QDate AgendaModel::dayOf(const Occurrence &event) const
{
    return event.start.toTimeZone(m_zone).date();
}

bool AgendaModel::isPast(const Occurrence &event) const
{
    if (!m_now.isValid()) {
        return false;
    }
    const QDateTime end = std::max(event.start, event.end);
    return end <= m_now.toTimeZone(m_zone).date().startOfDay(m_zone);
}

void AgendaModel::apply(const ChangeSet &changes)
{
    for (const Occurrence &event : changes.occurrences.removed) {
        take(event.subject());
    }
    QList<Occurrence> newOnes;
    const auto place = [&](const Occurrence &event) {
        if (m_days.contains(event.subject())) {
            put(event);
        } else {
            newOnes.append(event);
        }
    };
    for (const Occurrence &event : changes.occurrences.added) {
        place(event);
    }
    for (const Change<Occurrence> &change : changes.occurrences.changed) {
        place(change.after);
    }
    putNew(newOnes);
}

/// After all that moves has moved: a day to which an event has moved is there by now.
void AgendaModel::putNew(const QList<Occurrence> &events)
{
    std::map<QDate, DayRow> newDays;
    for (const Occurrence &event : events) {
        const QDate day = dayOf(event);
        if (isPast(event) || m_days.contains(event.subject()) || find(dayKey(day))) {
            put(event);
            continue;
        }
        // A day comes with its events.
        DayRow &row = newDays.try_emplace(day, DayRow{day, {}}).first->second;
        const auto same = [&event](const Occurrence &other) { return other.subject() == event.subject(); };
        if (std::ranges::none_of(row.events, same)) {
            row.events.insert(std::ranges::upper_bound(row.events, event, eventBefore), event);
        }
    }
    std::vector<DayRow> rows;
    for (auto &[day, row] : newDays) {
        for (const Occurrence &event : std::as_const(row.events)) {
            m_days.insert(event.subject(), day);
        }
        rows.push_back(std::move(row));
    }
    insertRowsOf(std::move(rows));
}

void AgendaModel::put(const Occurrence &event)
{
    const QDate day = dayOf(event);
    DayRow *row = find(dayKey(day));
    if (row && !isPast(event) && m_days.value(event.subject()) == day) {
        const auto same = std::ranges::find(row->events, event.subject(), &Occurrence::subject);
        if (*same == event) {
            return;
        }
        if (!eventBefore(*same, event) && !eventBefore(event, *same)) {
            *same = event;
            const int number = static_cast<int>(same - row->events.begin());
            const QModelIndex above = index(placeOf(*row), 0);
            Q_EMIT dataChanged(index(number, 0, above), index(number, ColumnCount - 1, above));
            return;
        }
        moveWithin(*row, static_cast<int>(same - row->events.begin()), event);
        return;
    }
    take(event.subject());
    if (isPast(event)) {
        return;
    }
    m_days.insert(event.subject(), day);
    row = find(dayKey(day)); // may have gone with its last event
    if (!row) {
        insertRowsOf({DayRow{day, {event}}});
        return;
    }
    const auto place = std::ranges::upper_bound(row->events, event, eventBefore);
    const int number = static_cast<int>(place - row->events.begin());
    beginInsertRows(index(placeOf(*row), 0), number, number);
    row->events.insert(place, event);
    endInsertRows();
    tellCount(*row);
}

void AgendaModel::moveWithin(DayRow &day, int from, const Occurrence &event)
{
    const QModelIndex above = index(placeOf(day), 0);
    QList<Occurrence> others = day.events;
    others.removeAt(from);
    const int to = static_cast<int>(std::ranges::upper_bound(others, event, eventBefore) - others.begin());
    if (to != from) {
        beginMoveRows(above, from, from, above, to > from ? to + 1 : to);
        day.events.move(from, to);
        endMoveRows();
    }
    day.events[to] = event;
    Q_EMIT dataChanged(index(to, 0, above), index(to, ColumnCount - 1, above));
}

/// A day says how many events it has.
void AgendaModel::tellCount(const DayRow &day)
{
    const QModelIndex row = index(placeOf(day), 0);
    Q_EMIT dataChanged(row, row.siblingAtColumn(ColumnCount - 1), {Qt::AccessibleTextRole});
}

void AgendaModel::take(const Subject &subject)
{
    const QDate day = m_days.take(subject);
    DayRow *row = day.isValid() ? find(dayKey(day)) : nullptr;
    if (!row) {
        return;
    }
    if (row->events.size() == 1) {
        removeRowsOf({dayKey(day)});
        return;
    }
    const auto place = std::ranges::find(row->events, subject, &Occurrence::subject);
    const int number = static_cast<int>(place - row->events.begin());
    beginRemoveRows(index(placeOf(*row), 0), number, number);
    row->events.erase(place);
    endRemoveRows();
    tellCount(*row);
}

void AgendaModel::setZone(const QTimeZone &zone)
{
    if (zone == m_zone) {
        return;
    }
    ChangeSet all;
    for (int i = 0; i < size(); ++i) {
        all.occurrences.added += row(i).events;
    }
    QStringList days;
    for (int i = 0; i < size(); ++i) {
        days.append(keyOf(row(i)));
    }
    removeRowsOf(days);
    m_days.clear();
    m_zone = zone;
    apply(all);
}

void AgendaModel::setNow(const QDateTime &now)
{
    const QDateTime before = std::exchange(m_now, now);
    QList<Subject> over;
    for (int i = 0; i < size(); ++i) {
        for (const Occurrence &event : std::as_const(row(i).events)) {
            if (isPast(event)) {
                over.append(event.subject());
            }
        }
    }
    for (const Subject &subject : std::as_const(over)) {
        take(subject);
    }
    const bool newDay = !before.isValid() || before.toTimeZone(m_zone).date() != now.toTimeZone(m_zone).date();
    for (int i = 0; i < size(); ++i) {
        tellTime(index(i, 0), before, newDay);
    }
}

void AgendaModel::tellTime(const QModelIndex &day, const QDateTime &before, bool newDay)
{
    const QList<Occurrence> &events = row(day.row()).events;
    const int last = static_cast<int>(events.size()) - 1;
    if (newDay) { // "Today" and "Tomorrow" are other days now
        Q_EMIT dataChanged(day, day.siblingAtColumn(ColumnCount - 1),
                           {Qt::DisplayRole, Qt::ToolTipRole, Qt::AccessibleTextRole, ItemRole::Title, ItemRole::State,
                            ItemRole::SearchText});
        Q_EMIT dataChanged(index(0, 0, day), index(last, ColumnCount - 1, day), {Qt::AccessibleTextRole});
    }
    for (int k = 0; k <= last; ++k) {
        if (stateAt(events.at(k), before) != stateAt(events.at(k), m_now)) {
            Q_EMIT dataChanged(index(k, 0, day), index(k, 0, day), {ItemRole::State});
        }
    }
}

void AgendaModel::setHealth(const SourceHealth &health)
{
    if (m_health.set(health)) {
        healthChanged();
    }
}

void AgendaModel::forgetHealth(const AccountId &account, const WatchId &watch)
{
    if (m_health.forget(account, watch)) {
        healthChanged();
    }
}

void AgendaModel::healthChanged()
{
    for (int i = 0; i < size(); ++i) {
        const QModelIndex day = index(i, 0);
        Q_EMIT dataChanged(index(0, 0, day), index(rowCount(day) - 1, ColumnCount - 1, day),
                           {ItemRole::Stale, ItemRole::AsOf});
    }
}

QModelIndex AgendaModel::index(int number, int column, const QModelIndex &above) const
{
    if (!hasIndex(number, column, above)) {
        return {};
    }
    return above.isValid() ? createIndex(number, column, &row(above.row())) : createIndex(number, column);
}

QModelIndex AgendaModel::parent(const QModelIndex &child) const
{
    const auto *day = static_cast<const DayRow *>(child.constInternalPointer());
    return day ? createIndex(placeOf(*day), 0) : QModelIndex();
}

int AgendaModel::rowCount(const QModelIndex &above) const
{
    if (!above.isValid()) {
        return size();
    }
    return above.column() == 0 && !above.constInternalPointer() ? static_cast<int>(row(above.row()).events.size()) : 0;
}

int AgendaModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QVariant AgendaModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    Q_ASSERT(checkIndex(index));
    if (const auto *day = static_cast<const DayRow *>(index.constInternalPointer())) {
        return eventData(*day, day->events.at(index.row()), index.column(), role);
    }
    return dayData(row(index.row()), index.column(), role);
}

QString AgendaModel::dayText(const QDate &day) const
{
    const QString date = QLocale().toString(day, QLocale::LongFormat);
    const qint64 ahead = m_now.isValid() ? m_now.toTimeZone(m_zone).date().daysTo(day) : -1;
    if (ahead == 0) {
        return i18nc("@title:group %1 is a date", "Today, %1", date);
    }
    return ahead == 1 ? i18nc("@title:group %1 is a date", "Tomorrow, %1", date) : date;
}

QVariant AgendaModel::dayData(const DayRow &row, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return column == EventColumn ? dayText(row.day) : QString();
    case Qt::ToolTipRole:
    case ItemRole::Title:
        return dayText(row.day);
    case Qt::AccessibleTextRole:
        return i18ncp("@info:whatsthis a day and its number of events", "%2: 1 event.", "%2: %1 events.",
                      static_cast<int>(row.events.size()), dayText(row.day));
    case ItemRole::Key:
        return keyOf(row);
    case ItemRole::Kind:
        return static_cast<int>(ItemKind::Day);
    case ItemRole::State: {
        const qint64 ahead = m_now.isValid() ? m_now.toTimeZone(m_zone).date().daysTo(row.day) : -1;
        return ahead == 0 ? u"today"_s : ahead == 1 ? u"tomorrow"_s : QString();
    }
    case ItemRole::SearchText:
        return dayText(row.day);
    case ItemRole::When:
    case ItemRole::SortKey:
        return row.day.startOfDay(m_zone);
    case ItemRole::NeedsYou:
        return false;
    case ItemRole::Day:
        return row.day;
    default:
        return {};
    }
}

QString AgendaModel::timeText(const Occurrence &event) const
{
    const QLocale locale;
    const QDateTime start = event.start.toTimeZone(m_zone);
    const QDateTime end = std::max(event.start, event.end).toTimeZone(m_zone);
    // An end is exclusive: what ends at midnight ends on the day before.
    const QDate lastDay = end > start ? end.addMSecs(-1).date() : start.date();
    const QString until = lastDay == start.date() ? QString() : locale.toString(lastDay, QLocale::ShortFormat);
    if (event.allDay) {
        return until.isEmpty() ? i18nc("@item an event's time", "All day")
                               : i18nc("@item an event's time; %1 is a date", "All day, until %1", until);
    }
    const QString from = locale.toString(start.time(), QLocale::ShortFormat);
    if (end <= start) {
        return from;
    }
    const QString to = locale.toString(end.time(), QLocale::ShortFormat);
    return until.isEmpty() ? i18nc("@item times of day", "%1 – %2", from, to)
                           : i18nc("@item time of day, date, time of day", "%1 – %2, %3", from, until, to);
}

QString AgendaModel::eventText(const Occurrence &event, int column) const
{
    switch (column) {
    case EventColumn: {
        const QString title = plainLine(event.title, 200);
        return event.status == Occurrence::Status::Confirmed
            ? title
            : i18nc("@item status of an event, its title", "%1: %2", occurrenceWord(event.status), title);
    }
    case TimeColumn:
        return timeText(event);
    case PlaceColumn:
        return plainLine(event.place, 200);
    case RsvpColumn:
        return event.rsvps < 0 ? QString() : QLocale().toString(event.rsvps);
    default:
        return {};
    }
}

QVariant AgendaModel::eventData(const DayRow &day, const Occurrence &event, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return eventText(event, column);
    case Qt::ToolTipRole:
        return QString(eventText(event, EventColumn) + u'\n' + timeText(event) + u'\n' + plainLine(event.group));
    case Qt::AccessibleTextRole:
        return i18nc("@info:whatsthis event, day, time, place, group", "%1, %2, %3, place: %4, from %5.",
                     eventText(event, EventColumn), dayText(day.day), timeText(event), eventText(event, PlaceColumn),
                     plainLine(event.group));
    case ItemRole::Key:
        return event.subject().value;
    case ItemRole::Kind:
        return static_cast<int>(ItemKind::Occurrence);
    case ItemRole::Title:
        return plainLine(event.title, 200);
    case ItemRole::Who:
        return plainLine(event.group);
    case ItemRole::Where:
        return eventText(event, PlaceColumn);
    case ItemRole::When:
        return event.start;
    case ItemRole::Url:
        return webUrl(event.url);
    case ItemRole::State:
        return stateAt(event, m_now);
    case ItemRole::NeedsYou:
        return false;
    case ItemRole::Stale:
        return m_health.stale(event.account);
    case ItemRole::AsOf:
        return m_health.asOf(event.account);
    case ItemRole::SearchText:
        return QString(event.title + u' ' + event.group + u' ' + event.place + u' ' + occurrenceWord(event.status)
                       + u' ' + timeText(event));
    case ItemRole::Occurrence:
        return QVariant::fromValue(event);
    case ItemRole::Day:
        return day.day;
    case ItemRole::SortKey:
        return column == TimeColumn ? QVariant(event.start)
            : column == RsvpColumn  ? QVariant(event.rsvps)
                                    : QVariant(eventText(event, column));
    default:
        return {};
    }
}

QVariant AgendaModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case EventColumn:
        return i18nc("@title:column", "Event");
    case TimeColumn:
        return i18nc("@title:column", "Time");
    case PlaceColumn:
        return i18nc("@title:column", "Place");
    case RsvpColumn:
        return i18nc("@title:column how many people said they come", "RSVPs");
    default:
        return {};
    }
}

QHash<int, QByteArray> AgendaModel::roleNames() const
{
    return itemRoleNames();
}

}
