// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "views/docks/dock.h"

#include <QStringList>

class QToolButton;

namespace Windsock {

class MonthView;

/// The agenda: what comes, day by day; and where the person wants it a month above, whose chosen day the agenda shows.
class EventsDock : public Dock
{
    Q_OBJECT

public:
    EventsDock(QAbstractItemModel *agenda, QAbstractItemModel *sources, const Clock &clock, QWidget *parent = nullptr);

    MonthView *month() const { return m_month; }
    bool showsMonth() const;
    void setShowsMonth(bool shows);
    /// Occurrence::calendar() of those whose events are not reminded of.
    void setMuted(const QStringList &calendars) { m_muted = calendars; }

Q_SIGNALS:
    /// The person wants to be reminded of a calendar's events, or not.
    void mutedChanged(const QStringList &calendars);

protected:
    void extendMenu(QMenu &menu, const QModelIndex &index) override;

private:
    void makeMonth(QAbstractItemModel *agenda);
    void weighMonth();
    void showDay(QDate day);

    QAbstractItemModel *m_agenda;
    QToolButton *m_switch = nullptr;
    MonthView *m_month = nullptr;
    QStringList m_muted;
};

}
