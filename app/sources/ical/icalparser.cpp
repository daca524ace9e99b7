// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/ical/icalparser.h"

#include "app/sources/ical/calendarlibrary.h"
#include "app/sources/ical/contentline.h"
#include "app/sources/ical/icallines.h"
#include "app/sources/ical/icalscreen.h"
#include "app/sources/ical/unfolder.h"

#include <KCalendarCore/ICalFormat>
#include <KCalendarCore/MemoryCalendar>

#include <QMutex>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

KCalendarCore::MemoryCalendar::Ptr read(const QByteArray &text, const QTimeZone &viewer)
{
    const KCalendarCore::MemoryCalendar::Ptr calendar(new KCalendarCore::MemoryCalendar(viewer));
    const QMutexLocker locker(&calendarLibrary());
    KCalendarCore::ICalFormat format;
    return format.fromRawString(calendar, text) ? calendar : KCalendarCore::MemoryCalendar::Ptr();
}

void sortSoonestFirst(QList<Occurrence> &occurrences)
{
    std::ranges::sort(occurrences, [](const Occurrence &a, const Occurrence &b) {
        return a.start != b.start ? a.start < b.start : a.key() < b.key();
    });
}

bool areAllTentative(const KCalendarCore::Event::List &events)
{
    return std::ranges::all_of(events, [](const KCalendarCore::Event::Ptr &event) {
        return event->status() == KCalendarCore::Incidence::StatusTentative;
    });
}

}

AgendaWindow agendaWindow(const QDateTime &now, const QTimeZone &viewer)
{
    return {.from = now.addDays(-1), .to = now.addDays(90), .viewer = viewer};
}

QStringList eventUids(const QByteArray &bytes)
{
    QStringList uids;
    int depth = 0;
    forEachContentLine(bytes.first(std::min(bytes.size(), ICalLimit::feedBytes)), ICalLimit::lineBytes,
                       [&](const QByteArray &line, bool whole) {
                           const std::optional<ContentLine> read = readContentLine(line);
                           if (!read) {
                               return;
                           }
                           if (read->name == "BEGIN") {
                               depth = read->value.trimmed().toUpper() == "VEVENT" ? 1 : depth + (depth > 0);
                           } else if (read->name == "END") {
                               depth -= depth > 0;
                           } else if (read->name == "UID" && depth == 1 && whole) {
                               uids.append(QString::fromUtf8(read->value).trimmed());
                           }
                       });
    uids.removeAll(QString());
    uids.removeDuplicates();
    return uids;
}

Result<CalendarFeed> parseCalendar(const QByteArray &bytes, const AgendaWindow &window, StatusTrust trust)
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
    if (trust == StatusTrust::WhereItVaries && areAllTentative(events)) {
        for (Occurrence &occurrence : feed.occurrences) {
            occurrence.status = Occurrence::Status::Confirmed;
        }
    }
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
