// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/result.h"
#include "models/values/snapshot.h"

#include <QTimeZone>

namespace Windsock {

/// A feed that is safe to hand to a calendar library: one VCALENDAR, unfolded lines, only what an agenda needs, every
/// date with a zone that is known.
struct ScreenedFeed {
    QByteArray text;
    QString name; ///< what the calendar calls itself, may be empty
    int events = 0;
    QList<SkippedRecord> skipped; ///< what was left out, and why
    QStringList refused; ///< the UIDs of events that were left out: they are there, but nobody can say when
};

/// The limits of the screen: a feed over one of the first three is refused whole, an event over one of the others is
/// left out. Without them a small file keeps the library busy for minutes or fills the memory.
namespace ICalLimit {
inline constexpr qsizetype feedBytes = 2 * 1024 * 1024;
inline constexpr int events = 10'000;
inline constexpr int zones = 200;
inline constexpr qsizetype lineBytes = 64 * 1024; ///< of a line an agenda needs, unfolded
inline constexpr int rules = 1; ///< RRULE and EXRULE each, per event
inline constexpr int ruleCombinations = 1'000; ///< the product of a rule's BY lists: the library builds each of them
inline constexpr int dates = 2'000; ///< RDATE and EXDATE together, per event
}

/// Screens a feed before anything parses it; linear in the feed's length. `viewer` is the zone of dates that name
/// none (or one that nobody knows), unless the calendar itself names one with X-WR-TIMEZONE.
[[nodiscard]] Result<ScreenedFeed> screenFeed(const QByteArray &bytes, const QTimeZone &viewer);

}
