// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/airfield/fieldanswer.h"
#include "app/airfield/fieldclock.h"
#include "app/airfield/fieldrequest.h"

#include <QDateTime>

#include <map>

namespace Windsock {

/// The field's Meetup (public feed and GraphQL) and its host of iCalendar feeds. Made up, in the shape of the recorded
/// feed of a Meetup group.
class EventsWorld
{
public:
    struct Event {
        QString id;
        QString title;
        QString place;
        QDateTime start;
        std::chrono::minutes length{90};
        QString rule; ///< RRULE, empty for single events
        bool cancelled = false;
        bool allDay = false;
        int sequence = 0;
        int rsvps = 0;
        /// How GraphQL tells the length: as today, as the old API did, or not at all.
        enum class Length { Iso, Milliseconds, Missing } told = Length::Iso;
    };
    struct Calendar {
        QString slug; ///< as in addresses
        QString name;
        QDateTime modified;
        std::map<QString, Event> events;
        QByteArray text; ///< served as it is in place of the events, where there is any
    };

    explicit EventsWorld(const FieldClock &clock);

    /// `path` is what follows "/meetup".
    FieldAnswer meetup(const QString &path, const FieldRequest &request) const;
    /// `path` is what follows "/ics".
    FieldAnswer feed(const QString &path, const FieldRequest &request) const;

    /// What the script does: `calendar` is a group's urlname or a feed's name.
    void addCalendar(const QString &calendar, const QString &name);
    void put(const QString &calendar, const Event &event);
    Event event(const QString &calendar, const QString &id) const;
    /// Serves `text` at "/ics/CALENDAR.ics" and as the feed of a Meetup group of that name, whatever it is.
    void putText(const QString &calendar, const QByteArray &text);

private:
    FieldAnswer calendarAnswer(const Calendar &calendar, const FieldRequest &request) const;
    FieldAnswer graphQl(const FieldRequest &request) const;

    const FieldClock &m_clock;
    std::map<QString, Calendar> m_calendars;
};

}
