// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/ids.h"

#include <QDateTime>
#include <QUrl>

namespace Windsock {

/// One event at one time: an instance of an iCalendar event, a Meetup or an Eventbrite event; or the last day of a call
/// for papers, which nobody attends.
struct Occurrence {
    enum class Status { Confirmed, Tentative, Cancelled };
    enum class Kind {
        Event,
        Call, ///< for papers: `start` is the midnight before the last day to offer a talk, invalid where no day is told
    };

    AccountId account;
    QString uid; ///< the event's UID, Meetup's token or Eventbrite's id: stable when the event moves
    QDateTime recurrence; ///< which instance of a recurring event (its original start, UTC); invalid for single events
    QString title;
    QString group; ///< the Meetup group's name, Eventbrite's organiser's, or the calendar's
    QString place; ///< empty where none is told
    QString description; ///< plain text, at most 4,000 characters
    QDateTime start; ///< with the event's own zone; for all-day events midnight in the viewer's zone
    QDateTime end; ///< exclusive; never before start
    bool allDay = false;
    bool transparent = false; ///< whoever goes there is free for others at its time (iCalendar's TRANSP)
    Status status = Status::Confirmed;
    int rsvps = -1; ///< people who said yes or hold a ticket; -1 where not told
    QUrl url;
    QUrl join; ///< the meeting on the net, https; empty where none is told of
    QString calendar; ///< which of the account's calendars it is kept in: its path (CalDAV); empty where there is one only
    Kind kind = Kind::Event;
    QDate heldFrom; ///< of a call: the conference's first day; invalid where not told, and of all others
    QDate heldUntil; ///< of a call: its last day
    QString copyOf; ///< the subject of the event that Windsock copied it from; empty for all others

    QString key() const
    {
        const QString event = QStringLiteral("event/") + calendar + uid;
        return recurrence.isValid() ? event + QLatin1Char('@') + recurrence.toUTC().toString(Qt::ISODate) : event;
    }
    /// Which calendar tells it: the account and the group.
    QString teller() const { return account.value + u'/' + group; }
    Subject subject() const { return subjectOf(account, key()); }
    /// What both an event and its copies are told as, so that nobody is told twice.
    Subject origin() const { return copyOf.isEmpty() ? subject() : Subject(copyOf); }

    bool isCall() const { return kind == Kind::Call; }
    /// The day a call closes on, whatever the zone of whoever looks; invalid where none is told, and of all others.
    QDate closes() const { return isCall() && start.isValid() ? start.date() : QDate(); }

    bool operator==(const Occurrence &) const = default;
};

/// "confirmed", "tentative", "cancelled".
QString occurrenceStatusName(Occurrence::Status status);
/// "event", "call-for-papers".
QString occurrenceKindName(Occurrence::Kind kind);

}

Q_DECLARE_METATYPE(Windsock::Occurrence)
