// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/agendaface.h"

#include "models/items/accounthealth.h"
#include "models/items/agendamodel.h"
#include "models/items/calltext.h"
#include "models/items/dayband.h"
#include "models/items/roles.h"
#include "models/items/words.h"
#include "models/values/plaintext.h"
#include "models/values/sameevent.h"

#include <KLocalizedString>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

QString DayRow::keyOf(QDate day)
{
    return "day/"_L1 + day.toString(Qt::ISODate);
}

QString AgendaFace::stateAt(const Occurrence &event, const QDateTime &now)
{
    if (event.isCall()) {
        return u"call"_s;
    }
    if (event.status != Occurrence::Status::Cancelled && now.isValid() && event.start <= now) {
        return std::max(event.start, event.end) > now ? u"running"_s : u"over"_s;
    }
    return occurrenceStatusName(event.status);
}

qint64 AgendaFace::daysUntil(QDate day) const
{
    return m_now.isValid() && day.isValid() ? m_now.toTimeZone(m_zone).date().daysTo(day) : -1;
}

QString AgendaFace::dayText(QDate day) const
{
    if (!day.isValid()) {
        return i18nc("@title:group of calls for papers", "Open, no end known");
    }
    const QString date = QLocale().toString(day, QLocale::LongFormat);
    const qint64 ahead = daysUntil(day);
    if (ahead == 0) {
        return i18nc("@title:group %1 is a date", "Today, %1", date);
    }
    return ahead == 1 ? i18nc("@title:group %1 is a date", "Tomorrow, %1", date) : date;
}

QVariant AgendaFace::ofDay(const DayRow &row, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return column == AgendaModel::EventColumn ? dayText(row.day) : QString();
    case Qt::ToolTipRole:
    case ItemRole::Title:
        return dayText(row.day);
    case Qt::AccessibleTextRole:
        return i18ncp("@info:whatsthis a day and its number of events", "%2: 1 event.", "%2: %1 events.",
                      static_cast<int>(row.events.size()), dayText(row.day));
    case ItemRole::Key:
        return DayRow::keyOf(row.day);
    case ItemRole::Kind:
        return static_cast<int>(ItemKind::Day);
    case ItemRole::State:
        return daysUntil(row.day) == 0 ? u"today"_s : daysUntil(row.day) == 1 ? u"tomorrow"_s : QString();
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

QString AgendaFace::timeText(const Occurrence &event) const
{
    if (event.isCall()) {
        return event.closes().isValid() ? i18nc("@item when on its day a call closes", "At the end of the day")
                                        : i18nc("@item a call", "Open");
    }
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

QString AgendaFace::eventText(const Occurrence &event, int column) const
{
    switch (column) {
    case AgendaModel::EventColumn: {
        const QString title = event.isCall() ? callTitle(event) : plainLine(event.title, 200);
        return event.status == Occurrence::Status::Confirmed
            ? title
            : i18nc("@item status of an event, its title", "%1: %2", occurrenceWord(event.status), title);
    }
    case AgendaModel::TimeColumn:
        return timeText(event);
    case AgendaModel::PlaceColumn:
        return plainLine(event.place, 200);
    case AgendaModel::RsvpColumn:
        return event.rsvps < 0 ? QString() : QLocale().toString(event.rsvps);
    default:
        return {};
    }
}

QString AgendaFace::noteOf(const DayRow &row, const ShownEvent &event) const
{
    QStringList calendars;
    for (const Occurrence &other : event.others) {
        const QString name = plainLine(other.group.isEmpty() ? other.account.value : other.group, 60);
        calendars.append(other.status == event.status ? name
                                                      : i18nc("@item calendar, how an event stands in it", "%1 (%2)",
                                                              name, occurrenceWord(other.status)));
    }
    QStringList crossing;
    for (const ShownEvent &other : row.events) {
        if (other.subject() != event.subject() && overlap(event, other)) {
            crossing.append(plainLine(other.title, 60));
        }
    }
    QStringList sentences;
    if (const DayBand band = bandOf(event); band != DayBand::None) {
        sentences.append(i18nc("@info a sentence that says what a day is", "%1.", dayBandWord(band)));
    }
    if (event.isCall()) {
        sentences.append(callNote(event));
    }
    if (!calendars.isEmpty()) {
        sentences.append(i18nc("@info an event; names of calendars", "Also in %1.", calendars.join(", "_L1)));
    }
    if (!crossing.isEmpty()) {
        sentences.append(i18nc("@info an event; titles of others", "At the same time: %1.", crossing.join(", "_L1)));
    }
    return sentences.join(u' ');
}

QVariant AgendaFace::ofEvent(const DayRow &row, const ShownEvent &event, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return eventText(event, column);
    case Qt::ToolTipRole:
        return QString(eventText(event, AgendaModel::EventColumn) + u'\n' + timeText(event) + u'\n'
                       + plainLine(event.group) + u'\n' + noteOf(row, event))
            .trimmed();
    case Qt::AccessibleTextRole: {
        const QString text = i18nc("@info:whatsthis event, day, time, place, group", "%1, %2, %3, place: %4, from %5.",
                                   eventText(event, AgendaModel::EventColumn), dayText(row.day), timeText(event),
                                   eventText(event, AgendaModel::PlaceColumn), plainLine(event.group));
        const QString note = noteOf(row, event);
        return note.isEmpty() ? text : QString(text + u' ' + note);
    }
    case ItemRole::Note:
        return noteOf(row, event);
    case ItemRole::Others:
        return QVariant::fromValue(event.others);
    case ItemRole::Key:
        return event.subject().value;
    case ItemRole::Kind:
        return static_cast<int>(ItemKind::Occurrence);
    case ItemRole::Title:
        return event.isCall() ? callTitle(event) : plainLine(event.title, 200);
    case ItemRole::Who:
        return plainLine(event.group);
    case ItemRole::Where:
        return eventText(event, AgendaModel::PlaceColumn);
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
        return QVariant::fromValue(static_cast<const Occurrence &>(event));
    case ItemRole::Day:
        return row.day;
    case ItemRole::SortKey:
        return column == AgendaModel::TimeColumn ? QVariant(event.start)
            : column == AgendaModel::RsvpColumn  ? QVariant(event.rsvps)
                                                 : QVariant(eventText(event, column));
    default:
        return {};
    }
}

QVariant AgendaFace::ofHeader(int column)
{
    switch (column) {
    case AgendaModel::EventColumn:
        return i18nc("@title:column", "Event");
    case AgendaModel::TimeColumn:
        return i18nc("@title:column", "Time");
    case AgendaModel::PlaceColumn:
        return i18nc("@title:column", "Place");
    case AgendaModel::RsvpColumn:
        return i18nc("@title:column how many people said they come", "RSVPs");
    default:
        return {};
    }
}

}
