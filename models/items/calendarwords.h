// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/calendarwish.h"

#include <QTimeZone>

namespace Windsock {

/// How a wish stands, as whole sentences: plain text, in the person's language.
QString calendarWishText(const CalendarWish &wish, const QTimeZone &zone = QTimeZone::systemTimeZone());
/// The question before an event goes from a calendar: which, when, from where.
QString calendarRemovalText(const CalendarWish &wish, const QTimeZone &zone = QTimeZone::systemTimeZone());

/// Whether the clock where an event takes place shows another time of day than the viewer's, so that both are to be said:
/// where the event tells its zone, or at least how far that is from UTC. What is told in UTC tells no place.
bool showsOtherTime(const QDateTime &start, const QTimeZone &zone = QTimeZone::systemTimeZone());

}
