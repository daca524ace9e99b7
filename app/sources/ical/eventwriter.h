// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/occurrence.h"
#include "models/values/result.h"

namespace Windsock {

/// The UID of the copy of an event: the same whenever the same event is copied, so that it is never there twice.
QString copyUid(const Occurrence &event);

/// An event as a calendar file of its own (RFC 5545), for a calendar server or a file: the occurrence alone, without the
/// series it may be of. Its zone is kept where it has a name everybody knows, else the time is told in UTC.
QByteArray calendarText(const Occurrence &event, const QString &uid, const QDateTime &now);

inline constexpr qsizetype changedTextLimit = 64 * 1024;

/// A calendar object with what `event` says in place of what it said: title, times, place, text, status and address. What
/// else it holds (alarms, attendees, properties of others) stays. Malformed where it holds not exactly one event,
/// recurs, or is longer than changedTextLimit.
[[nodiscard]] Result<QByteArray> changedCalendarText(const QByteArray &object, const Occurrence &event,
                                                     const QDateTime &now);

}
