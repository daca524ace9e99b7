// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/monthmodel.h"

#include "models/items/calltext.h"
#include "models/items/dayband.h"
#include "models/items/roles.h"
#include "models/items/words.h"
#include "models/values/plaintext.h"

#include <KLocalizedString>

#include <QLocale>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr int s_longest = 62; ///< days that an event is shown on
}

QString dayLine(const Occurrence &event)
{
    if (event.isCall()) {
        return callTitle(event);
    }
    const QString title = plainLine(event.title, 80);
    if (const DayBand band = bandOf(event); band != DayBand::None) {
        return i18nc("@item what a day is, title of an event", "%1: %2", dayBandWord(band), title);
    }
    const QString line = event.allDay
        ? title
        : i18nc("@item time of day, title of an event", "%1 %2",
                QLocale().toString(event.start.toLocalTime().time(), QLocale::ShortFormat), title);
    return event.status == Occurrence::Status::Confirmed
        ? line
        : i18nc("@item an event, its status", "%1 (%2)", line, occurrenceWord(event.status));
}

QString dayWords(QDate day, const QList<Occurrence> &events)
{
    const QString date = QLocale().toString(day, QLocale::LongFormat);
    return events.isEmpty() ? i18nc("@info %1 is a date", "%1: no events", date)
                            : i18ncp("@info a date and its number of events", "%2: 1 event", "%2: %1 events",
                                     static_cast<int>(events.size()), date);
}

MonthModel::MonthModel(QAbstractItemModel *agenda, QObject *parent)
    : QAbstractTableModel(parent), m_agenda(agenda)
{
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved}) {
        connect(agenda, signal, this, &MonthModel::later);
    }
    connect(agenda, &QAbstractItemModel::rowsMoved, this, &MonthModel::later);
    connect(agenda, &QAbstractItemModel::dataChanged, this, &MonthModel::later);
    connect(agenda, &QAbstractItemModel::modelReset, this, &MonthModel::later);
    collect();
}

/// One look for all the changes of one turn of the event loop.
void MonthModel::later()
{
    if (!m_due) {
        m_due = true;
        QTimer::singleShot(0, this, [this] {
            m_due = false;
            collect();
        });
    }
}

void MonthModel::collect()
{
    QMap<QDate, QList<Occurrence>> events;
    for (int row = 0; row < m_agenda->rowCount(); ++row) {
        const QModelIndex above = m_agenda->index(row, 0);
        for (int i = 0; i < m_agenda->rowCount(above); ++i) {
            const auto event = m_agenda->index(i, 0, above).data(ItemRole::Occurrence).value<Occurrence>();
            if (event.isCall() && !event.closes().isValid()) {
                continue;
            }
            const QDate first = event.isCall() ? event.closes() : event.start.toLocalTime().date();
            // An end is exclusive: what ends at midnight ends on the day before.
            const QDate last = event.isCall()
                ? first
                : std::min(event.end > event.start ? event.end.addMSecs(-1).toLocalTime().date() : first,
                           first.addDays(s_longest));
            for (QDate day = first; day <= last; day = day.addDays(1)) {
                events[day].append(event);
            }
        }
    }
    for (QList<Occurrence> &ofDay : events) {
        std::ranges::stable_sort(ofDay, [](const Occurrence &a, const Occurrence &b) {
            const auto whole = [](const Occurrence &event) { return event.allDay || bandOf(event) != DayBand::None; };
            return whole(a) != whole(b) ? whole(a) : a.start < b.start;
        });
    }
    if (events != m_events) {
        m_events = std::move(events);
        Q_EMIT dataChanged(index(0, 0), index(Weeks - 1, Days - 1));
    }
}

void MonthModel::setMonth(QDate day)
{
    const QDate first(day.year(), day.month(), 1);
    if (first.isValid() && first != m_month) {
        m_month = first;
        Q_EMIT dataChanged(index(0, 0), index(Weeks - 1, Days - 1));
        Q_EMIT headerDataChanged(Qt::Vertical, 0, Weeks - 1);
    }
}

void MonthModel::setToday(QDate today)
{
    if (today != m_today) {
        m_today = today;
        Q_EMIT dataChanged(index(0, 0), index(Weeks - 1, Days - 1));
    }
}

QDate MonthModel::firstShown() const
{
    const int ahead = (m_month.dayOfWeek() - QLocale().firstDayOfWeek() + Days) % Days;
    return m_month.addDays(-ahead);
}

QDate MonthModel::dayAt(const QModelIndex &index) const
{
    return index.isValid() && m_month.isValid() ? firstShown().addDays(index.row() * Days + index.column()) : QDate();
}

QModelIndex MonthModel::indexOf(QDate day) const
{
    const qint64 number = m_month.isValid() && day.isValid() ? firstShown().daysTo(day) : -1;
    return number >= 0 && number < Weeks * Days ? index(int(number / Days), int(number % Days)) : QModelIndex();
}

int MonthModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : Weeks;
}

int MonthModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : Days;
}

QString MonthModel::stateOf(QDate day) const
{
    if (day == m_today) {
        return u"today"_s;
    }
    return day.month() == m_month.month() ? QString() : u"outside"_s;
}

QString MonthModel::spoken(QDate day) const
{
    const QList<Occurrence> events = eventsOn(day);
    QStringList lines{dayWords(day, events)};
    for (const Occurrence &event : events) {
        lines.append(dayLine(event));
    }
    return lines.join(u'\n');
}

QVariant MonthModel::data(const QModelIndex &index, int role) const
{
    const QDate day = dayAt(index);
    if (!day.isValid()) {
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
        return QLocale().toString(day.day());
    case Qt::ToolTipRole:
        return eventsOn(day).isEmpty() ? QString() : spoken(day);
    case Qt::AccessibleTextRole:
        return day == m_today ? i18nc("@info:whatsthis a day and its events", "Today, %1", spoken(day)) : spoken(day);
    case ItemRole::Day:
        return day;
    case ItemRole::State:
        return stateOf(day);
    case ItemRole::Others:
        return QVariant::fromValue(eventsOn(day));
    default:
        return {};
    }
}

QVariant MonthModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const QDate day = firstShown();
    if (!day.isValid() || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)) {
        return {};
    }
    if (orientation == Qt::Horizontal) {
        return QLocale().dayName(day.addDays(section).dayOfWeek(),
                                 role == Qt::DisplayRole ? QLocale::ShortFormat : QLocale::LongFormat);
    }
    const QString week = QString::number(day.addDays(section * Days + 3).weekNumber());
    return role == Qt::DisplayRole ? week : i18nc("@info:whatsthis number of a week", "Week %1", week);
}

}
