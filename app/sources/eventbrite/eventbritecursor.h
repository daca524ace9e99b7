// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/occurrence.h"

#include <QMap>

namespace Windsock {

/// How many people were at an event when they were counted.
struct EventbriteCount {
    int people = 0;
    QDateTime asked; ///< UTC, of the last question that was answered

    bool operator==(const EventbriteCount &) const = default;
};

/// What is remembered of an organization between two fetches: nobody's name, only numbers.
struct EventbriteCursor {
    QMap<QString, EventbriteCount> counts; ///< by the event's id
    QDateTime salesRefused; ///< when the token was last told that it may not see the ticket classes
    QDateTime countsRefused; ///< when it was last told that it may not count attendees

    bool operator==(const EventbriteCursor &) const = default;
};

QString writeEventbriteCursor(const EventbriteCursor &cursor);
/// An empty cursor where the text is none.
EventbriteCursor readEventbriteCursor(const QString &text);

/// Whether what was refused then may be tried again: the token may do more the next day.
bool isEventbriteTriedAgain(const QDateTime &refused, const QDateTime &now);

inline constexpr int eventbriteCountsAFetch = 5;
inline constexpr int eventbriteCountsKept = 100;

/// The events whose people are to be counted in this fetch: those whose sold tickets are not told, the soonest first, each
/// once an hour.
QStringList eventbriteToCount(const QList<Occurrence> &occurrences, const EventbriteCursor &cursor,
                              const QDateTime &now);

}
