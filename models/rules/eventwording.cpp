// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/rules/eventwording.h"

#include "models/values/plaintext.h"

#include <KLocalizedString>

#include <QLocale>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
QString eventTitle(const Occurrence &event)
{
    const QString title = plainLine(event.title, 90);
    return title.isEmpty() ? i18nc("@info in place of an event's title", "an event without a title") : title;
}

QString startOf(const Occurrence &event, const QTimeZone &zone)
{
    const QDateTime start = event.start.toTimeZone(zone);
    const QLocale locale;
    const QString day = locale.toString(start.date(), QLocale::ShortFormat);
    return event.allDay
        ? day
        : i18nc("@info date and time of day", "%1, %2", day, locale.toString(start.time(), QLocale::ShortFormat));
}

QString whereLine(const Occurrence &event)
{
    const QString place = plainLine(event.place);
    return place.isEmpty() ? QString() : i18nc("@info %1 is a place", "Place: %1", place);
}

QString groupLine(const Occurrence &event)
{
    const QString group = plainLine(event.group);
    return group.isEmpty() ? QString() : i18nc("@info %1 is a group or a calendar", "From %1.", group);
}

QString startsLine(const Occurrence &event, const QTimeZone &zone)
{
    return i18nc("@info %1 is a date and time", "It starts %1.", startOf(event, zone));
}
}

Wording eventSoonWording(const Occurrence &event, const QTimeZone &zone)
{
    const QString time = QLocale().toString(event.start.toTimeZone(zone).time(), QLocale::ShortFormat);
    return {i18nc("@title an event and its time of day", "At %2: %1", eventTitle(event), time),
            lines({groupLine(event), whereLine(event)})};
}

Wording eventLeaveWording(const Occurrence &event, const QTimeZone &zone)
{
    const QString time = QLocale().toString(event.start.toTimeZone(zone).time(), QLocale::ShortFormat);
    return {i18nc("@title an event one has to go to", "Leave now: %1", eventTitle(event)),
            lines({i18nc("@info %1 is a time of day", "It starts at %1.", time), whereLine(event), groupLine(event)})};
}

Wording eventMovedWording(const Occurrence &before, const Occurrence &after, const QTimeZone &zone)
{
    if (before.start == after.start) {
        const QDateTime end = after.end.toTimeZone(zone);
        const QString when = i18nc("@info date and time of day", "%1, %2",
                                   QLocale().toString(end.date(), QLocale::ShortFormat),
                                   QLocale().toString(end.time(), QLocale::ShortFormat));
        return {i18nc("@title an event", "Other end: %1", eventTitle(after)),
                lines({startsLine(after, zone), i18nc("@info %1 is a date and time", "It ends %1 now.", when)})};
    }
    return {
        i18nc("@title an event", "Moved: %1", eventTitle(after)),
        lines({i18nc("@info dates and times", "It starts %1 now, not %2.", startOf(after, zone), startOf(before, zone)),
               whereLine(after)})};
}

Wording eventStatusWording(const Occurrence &event, const QTimeZone &zone)
{
    switch (event.status) {
    case Occurrence::Status::Cancelled:
        return {i18nc("@title an event", "Cancelled: %1", eventTitle(event)),
                lines({i18nc("@info %1 is a date and time", "It was to start %1.", startOf(event, zone)),
                       groupLine(event)})};
    case Occurrence::Status::Tentative:
        return {i18nc("@title an event", "Not certain any more: %1", eventTitle(event)), startsLine(event, zone)};
    case Occurrence::Status::Confirmed:
        break;
    }
    return {i18nc("@title an event", "Takes place: %1", eventTitle(event)),
            lines({startsLine(event, zone), whereLine(event)})};
}

Wording eventPlaceWording(const Occurrence &before, const Occurrence &after, const QTimeZone &zone)
{
    const QString old = plainLine(before.place);
    const QString place = plainLine(after.place);
    QString where = place.isEmpty() ? i18nc("@info", "The place is not known any more.")
                                    : i18nc("@info %1 is a place", "Place: %1", place);
    const QString was = old.isEmpty() ? QString() : i18nc("@info %1 is a place", "Before: %1", old);
    return {i18nc("@title an event", "Other place: %1", eventTitle(after)),
            lines({where, was, startsLine(after, zone)})};
}

Wording eventNewWording(const Occurrence &event, const QTimeZone &zone)
{
    return {i18nc("@title an event", "New event: %1", eventTitle(event)),
            lines({startsLine(event, zone), whereLine(event), groupLine(event)})};
}

}
