// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/ical/icalparser.h"

#include "app/sources/ical/icalscreen.h"
#include "app/sources/ical/unfolder.h"

#include <KCalendarCore/ICalFormat>
#include <KCalendarCore/MemoryCalendar>

#include <QMutex>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

/// The library below keeps its table of built-in zones in one place for all threads.
Q_CONSTINIT QMutex s_library;

KCalendarCore::MemoryCalendar::Ptr read(const QByteArray &text, const QTimeZone &viewer)
{
    const KCalendarCore::MemoryCalendar::Ptr calendar(new KCalendarCore::MemoryCalendar(viewer));
    const QMutexLocker locker(&s_library);
    KCalendarCore::ICalFormat format;
    return format.fromRawString(calendar, text) ? calendar : KCalendarCore::MemoryCalendar::Ptr();
}

void sortSoonestFirst(QList<Occurrence> &occurrences)
{
    std::ranges::sort(occurrences, [](const Occurrence &a, const Occurrence &b) {
        return a.start != b.start ? a.start < b.start : a.key() < b.key();
    });
}

/// Some services (Luma) call every event tentative, whatever it is.
void trustStatusOnlyWhereItVaries(QList<Occurrence> &occurrences, bool allTentative)
{
    if (allTentative) {
        for (Occurrence &occurrence : occurrences) {
            occurrence.status = Occurrence::Status::Confirmed;
        }
    }
}

}

AgendaWindow agendaWindow(const QDateTime &now, const QTimeZone &viewer)
{
    return {.from = now.addDays(-1), .to = now.addDays(90), .viewer = viewer};
}

Result<CalendarFeed> parseCalendar(const QByteArray &bytes, const AgendaWindow &window)
{
    Result<ScreenedFeed> screened = screenFeed(bytes, window.viewer);
    if (!screened) {
        return Failed(screened.error());
    }
    CalendarFeed feed{
        .name = screened->name, .occurrences = {}, .skipped = screened->skipped, .refused = screened->refused};
    if (screened->events == 0) {
        return feed;
    }
    const KCalendarCore::MemoryCalendar::Ptr calendar = read(screened->text, window.viewer);
    if (!calendar) {
        return Failed(Failure{.kind = Failure::Kind::Malformed,
                              .reason = Failure::Reason::NotTheFormat,
                              .detail = u"the calendar cannot be read"_s});
    }
    const KCalendarCore::Event::List events = calendar->rawEvents();
    Unfolder unfolder(window, feed.name);
    if (!unfolder.unfold(events)) {
        return Failed(Failure{.kind = Failure::Kind::Malformed,
                              .reason = Failure::Reason::TooLarge,
                              .detail = u"its recurring events come to too many"_s});
    }
    feed.occurrences = unfolder.occurrences();
    feed.skipped += unfolder.skipped();
    trustStatusOnlyWhereItVaries(feed.occurrences,
                                 std::ranges::all_of(events, [](const KCalendarCore::Event::Ptr &event) {
                                     return event->status() == KCalendarCore::Incidence::StatusTentative;
                                 }));
    sortSoonestFirst(feed.occurrences);
    if (feed.occurrences.size() > feedOccurrenceLimit) {
        feed.skipped.append({.what = u"events from %1 on"_s.arg(
                                 feed.occurrences.at(feedOccurrenceLimit).start.toUTC().toString(Qt::ISODate)),
                             .why = u"more than %1 in the calendar"_s.arg(feedOccurrenceLimit)});
        feed.occurrences.resize(feedOccurrenceLimit);
    }
    return feed;
}

}
