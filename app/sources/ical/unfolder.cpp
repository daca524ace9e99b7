// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/ical/unfolder.h"

#include "app/sources/ical/eventscreen.h"
#include "app/sources/ical/feedtext.h"
#include "app/sources/ical/instancetimes.h"
#include "app/sources/source.h"
#include "models/values/eventlinks.h"

#include <KCalendarCore/Recurrence>

#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

constexpr qsizetype s_madeLimit = 200'000;
constexpr qint64 s_timeLimit = 5'000;
constexpr qint64 s_longestLookBack = 31 * 24 * 3600;

/// The screen gives every date a zone, so a time without one is a date's midnight.
QDateTime inZone(const QDateTime &time, const QTimeZone &viewer)
{
    return time.timeSpec() == Qt::LocalTime ? QDateTime(time.date(), time.time(), viewer) : time;
}

Occurrence::Status statusOf(const KCalendarCore::Event::Ptr &event)
{
    switch (event->status()) {
    case KCalendarCore::Incidence::StatusCanceled:
        return Occurrence::Status::Cancelled;
    case KCalendarCore::Incidence::StatusTentative:
        return Occurrence::Status::Tentative;
    default:
        return Occurrence::Status::Confirmed;
    }
}

/// What the event says of its meeting, else the first meeting it names.
QUrl joinOf(const KCalendarCore::Event::Ptr &event)
{
    if (const QUrl told = webAddress(event->nonKDECustomProperty(joinProperty)); !told.isEmpty()) {
        return told;
    }
    for (const QString &text : {event->location(), event->description(), event->url().toString(QUrl::FullyEncoded)}) {
        if (const QUrl found = joinLinkIn(text); !found.isEmpty()) {
            return found;
        }
    }
    return {};
}

QString copiedFrom(const KCalendarCore::Event::Ptr &event)
{
    constexpr qsizetype longest = 2'000;
    return QUrl::fromPercentEncoding(event->nonKDECustomProperty(copyProperty).left(longest).toUtf8());
}

qint64 secondsOf(const KCalendarCore::Event::Ptr &event)
{
    return std::max<qint64>(0, event->dtStart().secsTo(event->dtEnd()));
}

}

Unfolder::Unfolder(const AgendaWindow &window, const QString &group)
    : m_window(window), m_group(group)
{
}

bool Unfolder::unfold(const KCalendarCore::Event::List &events)
{
    m_elapsed.start();
    QHash<QString, QList<EventPtr>> exceptions;
    QList<EventPtr> series;
    for (const EventPtr &event : events) {
        if (event->hasRecurrenceId()) {
            exceptions[event->uid()].append(event);
        } else {
            series.append(event);
        }
    }
    for (const EventPtr &event : std::as_const(series)) {
        unfoldSeries(event, exceptions.take(event->uid()));
        if (m_made > s_madeLimit || m_elapsed.hasExpired(s_timeLimit)) {
            return false;
        }
    }
    for (const QList<EventPtr> &orphans : std::as_const(exceptions)) {
        for (const EventPtr &event : orphans) {
            add(event, spanAt(event, event->dtStart()), instanceId(event, event->recurrenceId()));
        }
    }
    return true;
}

void Unfolder::unfoldSeries(const EventPtr &event, const QList<EventPtr> &exceptions)
{
    if (!event->recurs()) {
        add(event, spanAt(event, event->dtStart()), {});
    }
    QSet<QDateTime> excepted;
    QList<EventPtr> turns; // "this and all that follow", by the instance they begin with
    for (const EventPtr &exception : exceptions) {
        const QDateTime id = instanceId(event, exception->recurrenceId());
        excepted.insert(id);
        add(exception, spanAt(exception, exception->dtStart()), id);
        if (exception->thisAndFuture()) {
            turns.append(exception);
        }
    }
    if (!event->recurs()) {
        return;
    }
    std::ranges::sort(turns, {}, [](const EventPtr &turn) { return turn->recurrenceId(); });
    int kept = 0;
    for (const QDateTime &time : timesOf(event)) {
        ++m_made;
        const QDateTime id = instanceId(event, time);
        if (excepted.contains(id)) {
            continue;
        }
        const auto after = std::ranges::upper_bound(turns, time, {},
                                                    [](const EventPtr &turn) { return turn->recurrenceId(); });
        const EventPtr told = after == turns.begin() ? event : *std::prev(after);
        const qint64 moved = told == event ? 0 : told->recurrenceId().secsTo(told->dtStart());
        const Span span = spanAt(told, time.addSecs(moved));
        if (isInWindow(span) && ++kept > eventOccurrenceLimit) {
            keepSkipped(m_skipped, feedLine(event->summary(), 80), u"more than %1 times"_s.arg(eventOccurrenceLimit));
            break;
        }
        add(told, span, id);
    }
}

QList<QDateTime> Unfolder::timesOf(const EventPtr &event) const
{
    const qint64 lookBack = std::min(secondsOf(event), s_longestLookBack) + 24 * 3600;
    return instanceTimes(event, m_window.from.addSecs(-lookBack), m_window.to.addDays(1));
}

/// The instance's name must not depend on where the viewer is: a date is a date everywhere.
QDateTime Unfolder::instanceId(const EventPtr &series, const QDateTime &time) const
{
    return series->allDay() ? QDateTime(time.date(), QTime(0, 0), QTimeZone::UTC)
                            : inZone(time, m_window.viewer).toUTC();
}

Unfolder::Span Unfolder::spanAt(const EventPtr &event, const QDateTime &start) const
{
    if (event->allDay()) {
        // KCalendarCore's last day is inclusive.
        const qint64 days = std::clamp<qint64>(event->dtStart().date().daysTo(event->dtEnd().date()) + 1, 1, 3660);
        return {.start = start.date().startOfDay(m_window.viewer),
                .end = start.date().addDays(days).startOfDay(m_window.viewer)};
    }
    const QDateTime from = inZone(start, m_window.viewer);
    const KCalendarCore::Period period = event->recurs() ? event->recurrence()->rDateTimePeriod(start)
                                                         : KCalendarCore::Period();
    const qint64 seconds = period.isValid() ? std::max<qint64>(0, period.start().secsTo(period.end()))
                                            : secondsOf(event);
    return {.start = from, .end = from.addSecs(seconds)};
}

bool Unfolder::isInWindow(const Span &span) const
{
    return span.start.isValid() && span.end.isValid() && span.start < m_window.to
        && (span.end > m_window.from || span.start >= m_window.from);
}

void Unfolder::add(const EventPtr &event, const Span &span, const QDateTime &recurrence)
{
    if (!isInWindow(span)) {
        return;
    }
    Occurrence occurrence{
        .account = {},
        .uid = event->uid(),
        .recurrence = recurrence,
        .title = feedLine(event->summary(), 300),
        .group = m_group,
        .place = feedLine(event->location(), 300),
        .description = feedText(event->description(), 4'000),
        .start = span.start,
        .end = span.end,
        .allDay = event->allDay(),
        .transparent = event->transparency() == KCalendarCore::Event::Transparent,
        .status = statusOf(event),
        .rsvps = -1,
        .url = webAddress(event->url().toString(QUrl::FullyEncoded)),
        .join = joinOf(event),
        .calendar = {},
        .copyOf = copiedFrom(event),
    };
    if (m_keys.contains(occurrence.key())) {
        keepSkipped(m_skipped, occurrence.title.left(80), u"a second event of the same name and time"_s);
        return;
    }
    m_keys.insert(occurrence.key());
    m_occurrences.append(std::move(occurrence));
}

}
