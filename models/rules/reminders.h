// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/rules/eventrules.h"

#include <optional>

namespace Windsock {

/// Reminds of what begins: a lead before it, and where it has a place to go to, when it is time to leave. Of reminders
/// that are due at once, as after a sleep, the last one is told, and none of what has begun. Adds to `said`; `watch` is
/// whose snapshot is judged, empty where only time passed.
void judgeReminders(const Facts &facts, const WatchId &watch, const QDateTime &now, const EventRules &rules,
                    Judgement &said);

/// How the keys of an event's reminders begin, '#' included. Follows from what the event is, not from which calendar
/// tells it: two calendars that hold one event remind once. Only where another event of this title and start is in a far
/// place the place is part of it.
QString reminderBeginning(const Occurrence &event, const Facts &facts);

/// The reminder once more, to be shown at snoozedUntil(): five minutes from now, or a minute before the event begins
/// where that is earlier. Nothing where the notice reminds of nothing, or there is no time left.
std::optional<Notice> snoozed(const Notice &reminder, const QDateTime &now);
/// Until when the person put the notice off; invalid where nobody did.
QDateTime snoozedUntil(const Notice &notice);
/// Whether it reminds of what has begun by now: too late to be shown.
bool isMissed(const Notice &notice, const QDateTime &now);

}
