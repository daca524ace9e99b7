// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/ical/icalparser.h"

namespace Windsock {

struct MeetupPage {
    QString group; ///< the group's name, empty where the service has none to show
    QList<Occurrence> occurrences; ///< account is left empty
    QString next; ///< the cursor to go on with, empty on the last page
    bool whole = true; ///< false where errors stand beside the events: some may be missing that are there
    QList<SkippedRecord> skipped;
    bool someUnreadable = false; ///< events are missing because they could not be read
};

/// A GraphQL answer. A null group is one with nothing to show, not an error.
[[nodiscard]] Result<MeetupPage> parseMeetupEvents(const QByteArray &body, const AgendaWindow &window);

/// Makes of an event of the public feed what GraphQL says of it: the same uid and address, so that it is the same
/// occurrence whichever way it came.
void asMeetupOccurrence(Occurrence &occurrence);

}
