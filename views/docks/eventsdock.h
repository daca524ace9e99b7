// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/calendarwish.h"
#include "views/docks/dock.h"

namespace Windsock {

class CalendarBar;

/// The agenda: what comes, day by day. An event can be put into one of the person's calendars, or into a file.
class EventsDock : public Dock
{
    Q_OBJECT

public:
    EventsDock(QAbstractItemModel *agenda, QAbstractItemModel *sources, const Clock &clock, QWidget *parent = nullptr);

    /// The calendars that events can be written into.
    void setCalendars(const QList<CalendarChoice> &calendars) { m_calendars = calendars; }
    /// How a calendarWished() stands.
    void showCalendarWish(const CalendarWish &wish);
    CalendarBar *calendarBar() const { return m_bar; }

Q_SIGNALS:
    void calendarWished(const Windsock::CalendarWish &wish);
    /// The event is to be written into a file.
    void fileWished(const Windsock::Occurrence &event);

protected:
    void extendMenu(QMenu &menu, const QModelIndex &index) override;

private:
    void addCalendars(QMenu &menu, const Occurrence &event);
    void addRemoval(QMenu &menu, const Occurrence &event);

    QList<CalendarChoice> m_calendars;
    CalendarBar *m_bar = nullptr;
};

}
