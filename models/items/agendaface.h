// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/eventmerge.h"

#include <QList>
#include <QTimeZone>
#include <QVariant>

namespace Windsock {

class AccountHealth;

struct DayRow {
    QDate day;
    QList<ShownEvent> events; ///< all-day ones first, then by start

    static QString keyOf(QDate day);
};

/// What the agenda's rows hold for a column (AgendaModel::Column) and a role (roles.h), in the viewer's zone and by the
/// clock. It only looks at what is the model's, for the time of one call.
class AgendaFace
{
public:
    /// Where `now` is invalid no day is today.
    AgendaFace(const QTimeZone &zone, const QDateTime &now, const AccountHealth &health)
        : m_zone(zone), m_now(now), m_health(health)
    {
    }

    QVariant ofDay(const DayRow &row, int column, int role) const;
    QVariant ofEvent(const DayRow &row, const ShownEvent &event, int column, int role) const;
    static QVariant ofHeader(int column);
    /// What it makes of its day (dayband.h), which other calendars tell of it, and what else of its day is at the same
    /// time.
    QString noteOf(const DayRow &row, const ShownEvent &event) const;

    /// "running" or "over" by the clock, else the name of its status.
    static QString stateAt(const Occurrence &event, const QDateTime &now);

private:
    qint64 daysUntil(QDate day) const;
    QString dayText(QDate day) const;
    QString timeText(const Occurrence &event) const;
    QString eventText(const Occurrence &event, int column) const;

    const QTimeZone &m_zone;
    const QDateTime &m_now;
    const AccountHealth &m_health;
};

}
