// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/ownschedule.h"

#include "models/items/dayband.h"

#include <algorithm>

namespace Windsock {

void OwnSchedule::apply(const Changes<Occurrence> &changes)
{
    QSet<Subject> touched;
    QList<Occurrence> now = changes.added;
    for (const Occurrence &event : changes.removed) {
        touched.insert(event.subject());
    }
    for (const Change<Occurrence> &change : changes.changed) {
        now.append(change.after);
    }
    for (const Occurrence &event : std::as_const(now)) {
        touched.insert(event.subject());
    }
    if (touched.isEmpty()) {
        return;
    }
    m_events.removeIf([&touched](const Occurrence &event) { return touched.contains(event.subject()); });
    now.removeIf([](const Occurrence &event) { return event.allDay; });
    m_events += now;
    std::ranges::sort(m_events, {}, &Occurrence::start);
    m_longest = {};
    for (const Occurrence &event : std::as_const(m_events)) {
        m_longest = std::max(m_longest, std::chrono::seconds(event.start.secsTo(event.end)));
    }
}

void OwnSchedule::setPreferences(const Preferences &preferences)
{
    m_muted = preferences.mutedCalendars;
    m_hours = preferences.work;
}

bool OwnSchedule::isOwn(const Occurrence &event) const
{
    return m_calendars.contains(event.account) && !m_muted.contains(event.teller()) && bandOf(event) == DayBand::None;
}

QList<Occurrence> OwnSchedule::between(const QDateTime &from, const QDateTime &to) const
{
    QList<Occurrence> found;
    auto event = std::ranges::lower_bound(m_events, from.addDuration(-m_longest), {}, &Occurrence::start);
    for (; event != m_events.cend() && event->start < to; ++event) {
        if (event->end > from && isOwn(*event)) {
            found.append(*event);
        }
    }
    return found;
}

}
