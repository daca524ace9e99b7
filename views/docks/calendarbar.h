// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/calendarwish.h"

#include <KMessageWidget>

namespace Windsock {

/// Says how a wish of the person's about an event and one of their calendars stands, with what they may do about it.
/// Stays until it is closed, or the next one.
class CalendarBar : public KMessageWidget
{
    Q_OBJECT

public:
    explicit CalendarBar(QWidget *parent = nullptr);

    void say(const CalendarWish &wish);
    /// Asks whether the event is really to go from the calendar.
    void askRemoval(const CalendarWish &wish);
    const CalendarWish &wish() const { return m_wish; }

Q_SIGNALS:
    void wished(const Windsock::CalendarWish &wish);

private:
    void tell(const QString &text, MessageType type, const QList<QAction *> &actions);
    void wishFor(CalendarWish::Kind kind);

    CalendarWish m_wish;
    QAction *m_undo = nullptr;
    QAction *m_replace = nullptr;
    QAction *m_again = nullptr;
    QAction *m_remove = nullptr;
};

}
