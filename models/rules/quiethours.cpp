// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/rules/quiethours.h"

namespace Windsock {

namespace {
/// The first moment after `now` at which the clock in the zone shows `time`. A time that a change of the clock skips
/// is taken as the moment after the gap, which is what QDateTime makes of it.
QDateTime nextAt(const QDateTime &local, QTime time, const QTimeZone &zone)
{
    for (int days = 0; days < 3; ++days) {
        const QDateTime candidate(local.date().addDays(days), time, zone);
        if (candidate > local) {
            return candidate.toUTC();
        }
    }
    return {};
}
}

bool quietNow(const QuietHours &hours, const QDateTime &now)
{
    if (!hours.enabled || !hours.from.isValid() || !hours.to.isValid() || !hours.zone.isValid()) {
        return false;
    }
    const QTime time = now.toTimeZone(hours.zone).time();
    if (hours.from <= hours.to) {
        return time >= hours.from && time < hours.to;
    }
    return time >= hours.from || time < hours.to;
}

QDateTime heldUntil(const Notice &notice, const QuietHours &hours, const QDateTime &now)
{
    if (notice.urgency == Notice::Urgency::High || !quietNow(hours, now)) {
        return {};
    }
    return nextAt(now.toTimeZone(hours.zone), hours.to, hours.zone);
}

}
