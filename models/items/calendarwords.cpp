// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/calendarwords.h"

#include "models/items/failurewording.h"
#include "models/values/plaintext.h"

#include <KLocalizedString>

#include <QLocale>

namespace Windsock {

namespace {

QString whenText(const Occurrence &event, const QTimeZone &zone)
{
    const QDateTime start = event.start.toTimeZone(zone);
    return event.allDay ? QLocale().toString(start.date(), QLocale::ShortFormat)
                        : QLocale().toString(start, QLocale::ShortFormat);
}

QString askedText(const CalendarWish &wish, const QString &title)
{
    return wish.kind == CalendarWish::Kind::Remove
        ? i18nc("@info event, calendar", "Removing “%1” from %2…", title, wish.calendar.name)
        : i18nc("@info event, calendar", "Writing “%1” into %2…", title, wish.calendar.name);
}

QString confirmedText(const CalendarWish &wish, const QString &title)
{
    return wish.kind == CalendarWish::Kind::Remove
        ? i18nc("@info event, calendar", "“%1” is no longer in %2.", title, wish.calendar.name)
        : i18nc("@info event, calendar", "“%1” is in %2.", title, wish.calendar.name);
}

QString conflictText(const CalendarWish &wish, const QTimeZone &zone)
{
    if (!wish.there) {
        return i18nc("@info event, calendar",
                     "%2 has something else in the place of “%1”, which cannot be read. Nothing was changed.",
                     plainLine(wish.event.title), wish.calendar.name);
    }
    const QString there = plainLine(wish.there->title);
    return wish.kind == CalendarWish::Kind::Remove
        ? i18nc("@info calendar, event, time", "In %1 it is another by now: “%2”, %3. It was not removed.",
                wish.calendar.name, there, whenText(*wish.there, zone))
        : i18nc("@info calendar, event, time, event, time",
                "%1 has it already, and otherwise: “%2”, %3. It is to be: “%4”, %5. Nothing was changed.",
                wish.calendar.name, there, whenText(*wish.there, zone), plainLine(wish.event.title),
                whenText(wish.event, zone));
}

QString whyNot(const Failure &failure)
{
    switch (failure.reason) {
    case Failure::Reason::Forbidden:
        return i18nc("@info", "The server does not let this account write there.");
    case Failure::Reason::NotFound:
        return i18nc("@info", "The calendar is not there any more, or did not keep it.");
    case Failure::Reason::BadRequest:
        return failure.detail.isEmpty()
            ? i18nc("@info", "The server does not take it.")
            : i18nc("@info %1 is a reason in English", "The server does not take it: %1.", plainLine(failure.detail));
    default:
        return failureWording(failure, {}).whatHappened;
    }
}

}

QString calendarRemovalText(const CalendarWish &wish, const QTimeZone &zone)
{
    return i18nc("@info event, time, calendar", "“%1”, %2, goes from %3 for good, for everybody who sees that calendar.",
                 plainLine(wish.event.title), whenText(wish.event, zone), wish.calendar.name);
}

QString calendarWishText(const CalendarWish &wish, const QTimeZone &zone)
{
    const QString title = plainLine(wish.event.title);
    switch (wish.state) {
    case CalendarWish::State::Asked:
        return askedText(wish, title);
    case CalendarWish::State::Confirmed:
        return confirmedText(wish, title);
    case CalendarWish::State::Conflict:
        return conflictText(wish, zone);
    case CalendarWish::State::Refused:
        return i18nc("@info event, calendar, sentence why", "“%1” and %2: nothing was changed. %3", title,
                     wish.calendar.name, whyNot(wish.failure));
    case CalendarWish::State::Unknown:
        return i18nc("@info event, calendar, sentence why",
                     "Nobody knows whether “%1” was written into %2: look there before you try again. %3", title,
                     wish.calendar.name, whyNot(wish.failure));
    }
    return {};
}

bool showsOtherTime(const QDateTime &start, const QTimeZone &zone)
{
    return (start.timeSpec() == Qt::TimeZone || start.timeSpec() == Qt::OffsetFromUTC)
        && start.offsetFromUtc() != start.toTimeZone(zone).offsetFromUtc();
}

}
