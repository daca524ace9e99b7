// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/ical/icalparser.h"

namespace Windsock {

struct EventbritePage {
    QList<Occurrence> occurrences; ///< account is left empty; rsvps are the tickets sold, where they are told
    QString next; ///< the continuation to go on with; empty on the last page
    bool isBeyond = false; ///< all events of the page begin after the window: what follows does, too
    bool someUnreadable = false; ///< events are missing because they could not be read
    QList<SkippedRecord> skipped;
};

/// A page of "/organizers/ID/events/" or "/organizations/ID/events/". Drafts and the parents of series (whose dates
/// are events of their own) are left out.
[[nodiscard]] Result<EventbritePage> parseEventbriteEvents(const QByteArray &body, const AgendaWindow &window);

/// How many attendees an answer of "/events/ID/attendees/" counts over all its pages; nobody's record is read.
[[nodiscard]] Result<int> parseEventbriteCount(const QByteArray &body);

}
