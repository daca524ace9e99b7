// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/airfield/fieldanswer.h"
#include "app/airfield/fieldclock.h"
#include "app/airfield/fieldrequest.h"

#include <QDateTime>
#include <QJsonObject>

#include <map>

namespace Windsock {

/// The field's Eventbrite: the lists of events of organisers and organizations, and the numbers of their attendees. Made
/// up, in the shape of the recorded answers; its errors are Eventbrite's own words.
class EventbriteWorld
{
public:
    struct Event {
        QString id;
        QString title;
        QString place; ///< the venue's name; empty for an event on the net
        QDateTime start;
        std::chrono::minutes length{90};
        QString status = QStringLiteral("live");
        int sold = -1; ///< told with the ticket classes; -1 where they say nothing
        int attending = 0;
        QDateTime attendeesChanged; ///< what changed_since asks about
        QJsonObject more; ///< members put in place of what is said otherwise
    };

    explicit EventbriteWorld(const FieldClock &clock);

    /// `path` is what follows "/eventbrite".
    FieldAnswer answer(const QString &path, const FieldRequest &request) const;

    /// What the script does: `list` is "organizers/ID" or "organizations/ID".
    void addList(const QString &list, const QString &name);
    void put(const QString &list, const Event &event);
    Event event(const QString &list, const QString &id) const;
    void setPageSize(int events) { m_pageSize = events; }
    /// Every page has the same continuation.
    void goInCircles() { m_circles = true; }
    /// The token may read the events, and neither their ticket classes nor who comes.
    void refuseCounts() { m_refusesCounts = true; }

private:
    struct List {
        QString name;
        std::map<QString, Event> events;
    };

    FieldAnswer events(const List &list, const FieldRequest &request) const;
    FieldAnswer attendees(const QString &id, const FieldRequest &request) const;

    const FieldClock &m_clock;
    std::map<QString, List> m_lists;
    int m_pageSize = 50;
    bool m_circles = false;
    bool m_refusesCounts = false;
};

}
