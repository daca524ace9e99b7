// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/calendarwish.h"
#include "views/docks/dock.h"

#include <QStringList>

class QToolButton;

namespace Windsock {

class CalendarBar;
class MonthView;

/// The agenda: what comes, day by day; and where the person wants it a month above, whose chosen day the agenda shows. An
/// event can be put into one of the person's calendars, or into a file.
class EventsDock : public Dock
{
    Q_OBJECT

public:
    EventsDock(QAbstractItemModel *agenda, QAbstractItemModel *sources, const Clock &clock, QWidget *parent = nullptr);

    MonthView *month() const { return m_month; }
    bool showsMonth() const;
    void setShowsMonth(bool shows);
    /// Occurrence::teller() of those whose events are not reminded of.
    void setMuted(const QStringList &calendars) { m_muted = calendars; }
    /// The calendars that events can be written into.
    void setCalendars(const QList<CalendarChoice> &calendars) { m_calendars = calendars; }
    /// How a calendarWished() stands.
    void showCalendarWish(const CalendarWish &wish);
    CalendarBar *calendarBar() const { return m_bar; }

Q_SIGNALS:
    /// The person wants to be reminded of a calendar's events, or not.
    void mutedChanged(const QStringList &calendars);
    void calendarWished(const Windsock::CalendarWish &wish);
    /// The event is to be written into a file.
    void fileWished(const Windsock::Occurrence &event);

protected:
    void extendMenu(QMenu &menu, const QModelIndex &index) override;

private:
    void makeMonth(QAbstractItemModel *agenda);
    void weighMonth();
    void showDay(QDate day);
    void addCall(QMenu &menu, const Occurrence &event);
    void addLinks(QMenu &menu, const Occurrence &event);
    void addReminder(QMenu &menu, const Occurrence &event);
    void addCalendars(QMenu &menu, const Occurrence &event);
    void addRemoval(QMenu &menu, const Occurrence &event);

    QAbstractItemModel *m_agenda;
    CalendarBar *m_bar;
    QToolButton *m_switch = nullptr;
    MonthView *m_month = nullptr;
    QStringList m_muted;
    QList<CalendarChoice> m_calendars;
};

}
