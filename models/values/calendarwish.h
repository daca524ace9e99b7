// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/failure.h"
#include "models/values/occurrence.h"

#include <QByteArray>

#include <optional>

namespace Windsock {

/// A calendar that events can be written into: a watch of a calendar server.
struct CalendarChoice {
    WatchId watch;
    AccountId account;
    QString path; ///< of the calendar on its server
    QString name; ///< as the server shows it, else the watch's id; one line

    /// Whether the event is kept in this calendar.
    bool holds(const Occurrence &event) const { return event.account == account && event.calendar == path; }
    bool operator==(const CalendarChoice &) const = default;
};

/// What a person wants of an event and one of their calendars, and how that stands. It is done only when the calendar
/// was read again and says so.
struct CalendarWish {
    enum class Kind {
        Add, ///< the event is to be in the calendar, too
        Replace, ///< what the calendar has of it is to give way: `there`, as long as it has the ETag `etag`
        Remove, ///< the event is to be there no more
    };
    enum class State { Asked, Confirmed, Conflict, Refused, Unknown };

    Kind kind = Kind::Add;
    CalendarChoice calendar;
    Occurrence event;
    State state = State::Asked;
    Failure failure; ///< of Refused and Unknown
    std::optional<Occurrence> there; ///< of Conflict: what the calendar has; none where that cannot be read
    QByteArray etag; ///< of what the calendar has

    bool operator==(const CalendarWish &) const = default;
};

}

Q_DECLARE_METATYPE(Windsock::CalendarWish)
