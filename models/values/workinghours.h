// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>
#include <QList>
#include <QTimeZone>

namespace Windsock {

/// When a person works: so long on each of these days, by the clock in the viewer's zone.
struct WorkingHours {
    bool told = true; ///< whether the person wants to hear that something would be after hours
    QList<Qt::DayOfWeek> days{Qt::Monday, Qt::Tuesday, Qt::Wednesday, Qt::Thursday, Qt::Friday}; ///< rising, each once
    QTime from{9, 0};
    QTime to{18, 0}; ///< not after `from` means on the next day

    bool operator==(const WorkingHours &) const = default;
};

/// Whether the clock in `zone` shows a time of work at that moment, `from` and `to` themselves included: it is asked as it
/// stands, also on a day on which it is changed. Never where a time is not valid.
bool isAtWork(const WorkingHours &hours, const QDateTime &moment, const QTimeZone &zone);

}
