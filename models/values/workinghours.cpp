// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/workinghours.h"

namespace Windsock {

bool isAtWork(const WorkingHours &hours, const QDateTime &moment, const QTimeZone &zone)
{
    if (!moment.isValid() || !zone.isValid() || !hours.from.isValid() || !hours.to.isValid()) {
        return false;
    }
    const QDateTime local = moment.toTimeZone(zone);
    const auto worksOn = [&hours](QDate day) { return hours.days.contains(Qt::DayOfWeek(day.dayOfWeek())); };
    const bool begun = worksOn(local.date()) && local.time() >= hours.from;
    if (hours.from < hours.to) {
        return begun && local.time() <= hours.to;
    }
    return begun || (worksOn(local.date().addDays(-1)) && local.time() <= hours.to);
}

}
