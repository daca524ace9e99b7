// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/caldav/davcursor.h"
#include "app/sources/source.h"

#include <QTimeZone>

namespace Windsock::CalDav {

inline constexpr qsizetype calendarObjectLimit = 5'000; ///< with an event in the window; more is TooLarge

/// The time whose objects are kept: the agenda's window, and a day more on either side, for it moves until the next day's
/// listing.
struct KeptTime {
    QDateTime from;
    QDateTime to;
};
KeptTime keptTime(const QDateTime &now, const QTimeZone &viewer);

/// A calendar as it was read.
struct CalendarRead {
    Cursor cursor; ///< `objects` are all that are known, changed ones included
    QStringList unreadable; ///< paths of objects that are there and could not be had; their last text may be in `objects`
    QList<SkippedRecord> skipped;
};

/// The snapshot of a calendar. An object that cannot be read stays as it was known and is named; the others are not
/// touched by it. Objects without an event in the kept time are forgotten. Pure; may be called on any thread.
[[nodiscard]] Result<Snapshot> snapshotOf(const FetchTask &task, const QString &calendar, const CalendarRead &read,
                                          const QTimeZone &viewer);

}
