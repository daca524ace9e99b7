// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/ical/eventwriter.h"

#include "app/sources/ical/calendarlibrary.h"
#include "app/sources/ical/icalparser.h"

#include <KCalendarCore/ICalFormat>
#include <KCalendarCore/MemoryCalendar>

#include <QTimeZone>
#include <QUrl>
#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

using KCalendarCore::Event;
using KCalendarCore::MemoryCalendar;

/// With a zone that others know by its name, else in UTC.
QDateTime portable(const QDateTime &time)
{
    const bool isNamed = time.timeSpec() == Qt::TimeZone && time.timeZone().id().contains('/');
    return isNamed ? time : time.toUTC();
}

KCalendarCore::Incidence::Status statusOf(const Occurrence &event)
{
    switch (event.status) {
    case Occurrence::Status::Cancelled:
        return KCalendarCore::Incidence::StatusCanceled;
    case Occurrence::Status::Tentative:
        return KCalendarCore::Incidence::StatusTentative;
    case Occurrence::Status::Confirmed:
        break;
    }
    return KCalendarCore::Incidence::StatusConfirmed;
}

void tell(Event &event, const Occurrence &occurrence)
{
    event.setSummary(occurrence.title);
    event.setLocation(occurrence.place);
    event.setDescription(occurrence.description);
    event.setUrl(occurrence.url);
    event.setStatus(statusOf(occurrence));
    event.setAllDay(occurrence.allDay);
    if (occurrence.allDay) {
        // KCalendarCore's last day is inclusive.
        const QDate last = std::max(occurrence.start.date(), occurrence.end.addMSecs(-1).date());
        event.setDtStart(QDateTime(occurrence.start.date(), QTime(0, 0)));
        event.setDtEnd(QDateTime(last, QTime(0, 0)));
    } else {
        event.setDtStart(portable(occurrence.start));
        event.setDtEnd(portable(std::max(occurrence.start, occurrence.end)));
    }
}

QByteArray written(const MemoryCalendar::Ptr &calendar)
{
    KCalendarCore::CalFormat::setApplication(u"Windsock"_s, u"-//Windsock//Windsock//EN"_s);
    KCalendarCore::ICalFormat format;
    return format.toString(calendar.staticCast<KCalendarCore::Calendar>()).toUtf8();
}

Failed cannotChange(Failure::Reason reason, const QString &why)
{
    return Failed(Failure{.kind = Failure::Kind::Malformed, .reason = reason, .detail = why});
}

}

QString copyUid(const Occurrence &event)
{
    static const QUuid copies(u"7b1f0c9e-5f0e-4d53-9d0d-6a4b5c0f2f11"_s);
    return QUuid::createUuidV5(copies, event.origin().value).toString(QUuid::WithoutBraces) + "@windsock"_L1;
}

QByteArray calendarText(const Occurrence &occurrence, const QString &uid, const QDateTime &now)
{
    const QMutexLocker locker(&calendarLibrary());
    const Event::Ptr event(new Event);
    event->setUid(uid);
    event->setNonKDECustomProperty(copyProperty,
                                   QString::fromLatin1(QUrl::toPercentEncoding(occurrence.origin().value)));
    tell(*event, occurrence);
    event->setCreated(now.toUTC());
    event->setLastModified(now.toUTC());
    const MemoryCalendar::Ptr calendar(new MemoryCalendar(QTimeZone::utc()));
    calendar->addEvent(event);
    return written(calendar);
}

Result<QByteArray> changedCalendarText(const QByteArray &object, const Occurrence &occurrence, const QDateTime &now)
{
    if (object.size() > changedTextLimit) {
        return cannotChange(Failure::Reason::TooLarge, u"the calendar's entry is too large to change"_s);
    }
    const QMutexLocker locker(&calendarLibrary());
    const MemoryCalendar::Ptr calendar(new MemoryCalendar(QTimeZone::utc()));
    KCalendarCore::ICalFormat format;
    if (!format.fromRawString(calendar, object)) {
        return cannotChange(Failure::Reason::NotTheFormat, u"the calendar's entry cannot be read"_s);
    }
    const Event::List events = calendar->rawEvents();
    if (events.size() != 1 || events.constFirst()->recurs() || events.constFirst()->hasRecurrenceId()) {
        return cannotChange(Failure::Reason::WrongShape, u"the calendar's entry is more than one event"_s);
    }
    const Event::Ptr &event = events.constFirst();
    tell(*event, occurrence);
    event->setRevision(event->revision() + 1);
    event->setLastModified(now.toUTC());
    return written(calendar);
}

}
