// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/howlong.h"
#include "models/values/occurrence.h"
#include "models/values/workinghours.h"

namespace Windsock {

/// When a landing likely comes to its end by the clock, and what its person does then. The times are the range of
/// Remaining, UTC, in whole minutes: 85 of 100 like it end between `from` and `to`.
struct LandsWhen {
    enum class AfterHours {
        No, ///< somebody works when it ends, or does not want to hear of it
        AtItsEnd, ///< its range begins in working hours and ends after them
        Throughout, ///< it begins after them, too
    };

    QDateTime from; ///< p5, rounded down
    QDateTime half; ///< p50, rounded up
    QDateTime to; ///< p90, rounded up, after `from`; invalid where nobody knows
    std::optional<Occurrence> meeting; ///< of those under way then, the one that shares most time with it
    int meetings = 0; ///< how many there are, that one included
    AfterHours afterHours = AfterHours::No;

    bool operator==(const LandsWhen &) const = default;
};

/// A longer range meets nothing: in so many hours there is a meeting or an evening for everybody.
inline constexpr std::chrono::hours longestRangeMet{12};

/// The range by the clock, for what remains at `moment`.
LandsWhen landsWhen(const QDateTime &moment, const Remaining &remaining);

/// The same with what it meets of `events` and of the working hours, by the clock in `zone`. What is cancelled, for a
/// whole day, without length or leaves one free is no meeting, what only touches the range is not met, and what several calendars tell of
/// one event is one. Of two that share as much time the earlier is named. A range without an end meets nothing.
LandsWhen withSchedule(LandsWhen lands, const QList<Occurrence> &events, const WorkingHours &hours,
                       const QTimeZone &zone);

/// What it meets, a sentence a line, times in `zone`: "Likely lands 16:10 – 17:40, you are in a meeting 16:30 – 17:30:
/// “Stand-up”", "Nobody can back out: after hours". Empty where it meets nothing.
QStringList landsLines(const LandsWhen &lands, const WorkingHours &hours, const QDateTime &now, const QTimeZone &zone);

}

Q_DECLARE_METATYPE(Windsock::LandsWhen)
