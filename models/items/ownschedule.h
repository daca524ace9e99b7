// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/changeset.h"
#include "models/values/preferences.h"

#include <QSet>

namespace Windsock {

/// When the person is busy: the meetings in their calendars and their working hours. Theirs are the calendars of a
/// calendar server or at an address, not what a group announces, and of those none that they are not reminded of or that
/// tells of closures and releases (dayband.h).
class OwnSchedule
{
public:
    /// Any account's events: whose they are is asked when they are looked for.
    void apply(const Changes<Occurrence> &changes);
    /// The accounts that hold calendars of the person's.
    void setCalendars(const QSet<AccountId> &accounts) { m_calendars = accounts; }
    void setPreferences(const Preferences &preferences);

    const WorkingHours &hours() const { return m_hours; }
    /// The person's events with times of day that share time with the span, by start; cancelled and transparent ones, too.
    QList<Occurrence> between(const QDateTime &from, const QDateTime &to) const;

private:
    bool isOwn(const Occurrence &event) const;

    QList<Occurrence> m_events; ///< with times of day, by start
    std::chrono::seconds m_longest{0}; ///< of them
    QSet<AccountId> m_calendars;
    QStringList m_muted;
    WorkingHours m_hours;
};

}
