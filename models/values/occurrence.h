// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/ids.h"

#include <QDateTime>
#include <QUrl>

namespace Windsock {

/// One event at one time: an instance of an iCalendar event, a Meetup event.
struct Occurrence {
    enum class Status { Confirmed, Tentative, Cancelled };

    AccountId account;
    QString uid; ///< the event's UID, or Meetup's token: stable when the event moves
    QDateTime recurrence; ///< which instance of a recurring event (its original start, UTC); invalid for single events
    QString title;
    QString group; ///< the Meetup group's name, or the calendar's
    QString place; ///< empty where none is told
    QString description; ///< plain text, at most 4,000 characters
    QDateTime start; ///< with the event's own zone; for all-day events midnight in the viewer's zone
    QDateTime end; ///< exclusive; never before start
    bool allDay = false;
    Status status = Status::Confirmed;
    int rsvps = -1; ///< people who said yes; -1 where not told
    QUrl url;
    QUrl join; ///< the meeting on the net, https; empty where none is told of

    QString key() const
    {
        return recurrence.isValid() ? QStringLiteral("event/%1@%2").arg(uid, recurrence.toUTC().toString(Qt::ISODate))
                                    : QStringLiteral("event/%1").arg(uid);
    }
    /// Which calendar tells it: the account and the group.
    QString calendar() const { return account.value + u'/' + group; }
    Subject subject() const { return subjectOf(account, key()); }

    bool operator==(const Occurrence &) const = default;
};

/// "confirmed", "tentative", "cancelled".
QString occurrenceStatusName(Occurrence::Status status);

}

Q_DECLARE_METATYPE(Windsock::Occurrence)
