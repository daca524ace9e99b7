// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/occurrence.h"
#include "models/values/result.h"
#include "models/values/snapshot.h"

#include <QTimeZone>

namespace Windsock {

/// The time an agenda looks at, and whose midnight an all-day event begins at.
struct AgendaWindow {
    QDateTime from;
    QDateTime to;
    QTimeZone viewer;
};

/// From yesterday to ninety days ahead.
AgendaWindow agendaWindow(const QDateTime &now, const QTimeZone &viewer);

/// Of an event that Windsock copied: the percent-encoded subject of the one it was copied from.
inline constexpr char copyProperty[] = "X-WINDSOCK-COPY-OF";

struct CalendarFeed {
    QString name; ///< what the calendar calls itself, may be empty
    QList<Occurrence> occurrences; ///< by start, then by key; account is left empty
    QList<SkippedRecord> skipped;
    QStringList refused; ///< the UIDs of events that are there and cannot be read
};

inline constexpr int feedOccurrenceLimit = 2'000; ///< the soonest are kept
inline constexpr int eventOccurrenceLimit = 500; ///< the soonest are kept

/// Whether "tentative" means what it says.
enum class StatusTrust {
    WhereItVaries, ///< not in a feed whose events are all tentative: some services (Luma) call every event so
    Always, ///< an object of a person's own calendar
};

/// Reads a feed and unfolds its recurring events over the window. Screens the bytes first, so that any bytes will do.
/// May be called on any thread.
[[nodiscard]] Result<CalendarFeed> parseCalendar(const QByteArray &bytes, const AgendaWindow &window,
                                                 StatusTrust trust = StatusTrust::WhereItVaries);

/// The UIDs of the events in any bytes, also where these are no calendar that can be read.
QStringList eventUids(const QByteArray &bytes);

}
