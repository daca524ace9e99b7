// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/agendamodel.h"

#include "models/items/rolenames.h"
#include "models/items/roles.h"
#include "models/values/sameevent.h"

#include <algorithm>
#include <map>
#include <utility>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
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

}

AgendaModel::AgendaModel(QObject *parent)
    : KeyedListModel(parent), m_zone(QTimeZone::systemTimeZone())
{
}

QString AgendaModel::keyOf(const DayRow &row) const
{
    return DayRow::keyOf(row.day);
}

bool AgendaModel::isBefore(const DayRow &a, const DayRow &b) const
{
    // What has no day is below all that have one.
    return a.day.isValid() && (!b.day.isValid() || a.day < b.day);
}

QDate AgendaModel::dayOf(const Occurrence &event) const
{
    return event.isCall() ? event.closes() : event.start.toTimeZone(m_zone).date();
}

bool AgendaModel::isPast(const Occurrence &event) const
{
    if (!m_now.isValid()) {
        return false;
    }
    if (event.isCall()) {
        const QDate last = event.closes().isValid() ? event.closes() : event.heldUntil;
        return last.isValid() && last < m_now.toTimeZone(m_zone).date();
    }
    const QDateTime end = std::max(event.start, event.end);
    return end <= m_now.toTimeZone(m_zone).date().startOfDay(m_zone);
}

void AgendaModel::apply(const ChangeSet &changes)
{
    const EventMerge::Shown shown = m_merge.apply(changes.occurrences);
    for (const Subject &subject : shown.gone) {
        take(subject);
    }
    QList<ShownEvent> newOnes;
    for (const ShownEvent &event : shown.events) {
        if (m_days.contains(event.subject())) {
            put(event);
        } else {
            newOnes.append(event);
        }
    }
    putNew(newOnes);
}

/// After all that moves has moved: a day to which an event has moved is there by now.
void AgendaModel::putNew(const QList<ShownEvent> &events)
{
    std::map<QDate, DayRow> newDays;
    for (const ShownEvent &event : events) {
        const QDate day = dayOf(event);
        if (isPast(event) || m_days.contains(event.subject()) || find(DayRow::keyOf(day))) {
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

void AgendaModel::put(const ShownEvent &event)
{
    const QDate day = dayOf(event);
    DayRow *row = find(DayRow::keyOf(day));
    if (row && !isPast(event) && m_days.value(event.subject()) == day) {
        const auto same = std::ranges::find(row->events, event.subject(), &Occurrence::subject);
        if (*same == event) {
            return;
        }
        if (!eventBefore(*same, event) && !eventBefore(event, *same)) {
            const QHash<Subject, QString> before = notesAround(*row, *same);
            *same = event;
            const int number = static_cast<int>(same - row->events.begin());
            const QModelIndex above = index(placeOf(*row), 0);
            Q_EMIT dataChanged(index(number, 0, above), index(number, ColumnCount - 1, above));
            tellOverlaps(*row, before, notesAround(*row, event));
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
    row = find(DayRow::keyOf(day)); // may have gone with its last event
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
    tellOverlaps(*row, {}, notesAround(*row, event));
}

void AgendaModel::moveWithin(DayRow &day, int from, const ShownEvent &event)
{
    const QModelIndex above = index(placeOf(day), 0);
    const QHash<Subject, QString> before = notesAround(day, day.events.at(from));
    QList<ShownEvent> others = day.events;
    others.removeAt(from);
    const int to = static_cast<int>(std::ranges::upper_bound(others, event, eventBefore) - others.begin());
    if (to != from) {
        beginMoveRows(above, from, from, above, to > from ? to + 1 : to);
        day.events.move(from, to);
        endMoveRows();
    }
    day.events[to] = event;
    Q_EMIT dataChanged(index(to, 0, above), index(to, ColumnCount - 1, above));
    tellOverlaps(day, before, notesAround(day, event));
}

/// A day says how many events it has.
void AgendaModel::tellCount(const DayRow &day)
{
    const QModelIndex row = index(placeOf(day), 0);
    Q_EMIT dataChanged(row, row.siblingAtColumn(ColumnCount - 1), {Qt::AccessibleTextRole});
}

/// What the others of the day that are at the same time as `event` say of themselves.
QHash<Subject, QString> AgendaModel::notesAround(const DayRow &day, const Occurrence &event) const
{
    const AgendaFace face(m_zone, m_now, m_health);
    QHash<Subject, QString> notes;
    for (const ShownEvent &other : day.events) {
        if (other.subject() != event.subject() && overlap(other, event)) {
            notes.insert(other.subject(), face.noteOf(day, other));
        }
    }
    return notes;
}

/// Those whose notes are others now say so.
void AgendaModel::tellOverlaps(const DayRow &day, const QHash<Subject, QString> &before,
                               const QHash<Subject, QString> &now)
{
    const QModelIndex above = index(placeOf(day), 0);
    const AgendaFace face(m_zone, m_now, m_health);
    for (int number = 0; number < day.events.size(); ++number) {
        const ShownEvent &event = day.events.at(number);
        const auto then = before.constFind(event.subject());
        const bool gained = then == before.cend() && now.contains(event.subject());
        if (gained || (then != before.cend() && *then != face.noteOf(day, event))) {
            Q_EMIT dataChanged(index(number, 0, above), index(number, ColumnCount - 1, above),
                               {ItemRole::Note, Qt::ToolTipRole, Qt::AccessibleTextRole});
        }
    }
}

void AgendaModel::take(const Subject &subject)
{
    const bool isShown = m_days.contains(subject);
    const QDate day = m_days.take(subject); // invalid of what has none, which stands below all days
    DayRow *row = isShown ? find(DayRow::keyOf(day)) : nullptr;
    if (!row) {
        return;
    }
    if (row->events.size() == 1) {
        removeRowsOf({DayRow::keyOf(day)});
        return;
    }
    const auto place = std::ranges::find(row->events, subject, &Occurrence::subject);
    const int number = static_cast<int>(place - row->events.begin());
    const QHash<Subject, QString> before = notesAround(*row, *place);
    beginRemoveRows(index(placeOf(*row), 0), number, number);
    row->events.erase(place);
    endRemoveRows();
    tellCount(*row);
    tellOverlaps(*row, before, {});
}

void AgendaModel::setZone(const QTimeZone &zone)
{
    if (zone == m_zone) {
        return;
    }
    QList<ShownEvent> all;
    for (int i = 0; i < size(); ++i) {
        all += row(i).events;
    }
    QStringList days;
    for (int i = 0; i < size(); ++i) {
        days.append(keyOf(row(i)));
    }
    removeRowsOf(days);
    m_days.clear();
    m_zone = zone;
    putNew(all);
}

void AgendaModel::setNow(const QDateTime &now)
{
    const QDateTime before = std::exchange(m_now, now);
    QList<Subject> over;
    for (int i = 0; i < size(); ++i) {
        for (const ShownEvent &event : std::as_const(row(i).events)) {
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
    const QList<ShownEvent> &events = row(day.row()).events;
    const int last = static_cast<int>(events.size()) - 1;
    if (newDay) { // "Today" and "Tomorrow" are other days now
        Q_EMIT dataChanged(day, day.siblingAtColumn(ColumnCount - 1),
                           {Qt::DisplayRole, Qt::ToolTipRole, Qt::AccessibleTextRole, ItemRole::Title, ItemRole::State,
                            ItemRole::SearchText});
        Q_EMIT dataChanged(index(0, 0, day), index(last, ColumnCount - 1, day), {Qt::AccessibleTextRole});
    }
    for (int k = 0; k <= last; ++k) {
        if (AgendaFace::stateAt(events.at(k), before) != AgendaFace::stateAt(events.at(k), m_now)) {
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
    const AgendaFace face(m_zone, m_now, m_health);
    if (const auto *day = static_cast<const DayRow *>(index.constInternalPointer())) {
        return face.ofEvent(*day, day->events.at(index.row()), index.column(), role);
    }
    return face.ofDay(row(index.row()), index.column(), role);
}

QVariant AgendaModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return orientation == Qt::Horizontal && role == Qt::DisplayRole ? AgendaFace::ofHeader(section) : QVariant();
}

QHash<int, QByteArray> AgendaModel::roleNames() const
{
    return itemRoleNames();
}

}
