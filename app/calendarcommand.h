// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/cli/command.h"
#include "models/values/calendarwish.h"

#include <expected>

class QAbstractItemModel;

namespace Windsock {

/// Whether it is about an event and a calendar: "add-to-calendar", "remove-from-calendar", "event-file".
bool isCalendarVerb(Command::Verb verb);

/// The event that a person names by its subject, its UID or a part of its title: of a series the next, and the event
/// itself rather than its copies. Why none is found, as a sentence, where none or more than one is.
[[nodiscard]] std::expected<Occurrence, QString> eventFor(const QString &text, const QAbstractItemModel &agenda,
                                                          const QDateTime &now);

/// The calendar that a person names by its watch or its name; without a word the only one there is.
[[nodiscard]] std::expected<CalendarChoice, QString> calendarFor(const QString &text,
                                                                 const QList<CalendarChoice> &calendars);

}
