// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/rules/quiethours.h"

#include <algorithm>

namespace Windsock {

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

namespace {
/// When quiet may end after `now`: where the clock in the zone shows `to`, which it does twice or never on the day on
/// which it is changed, and where it is changed.
QList<QDateTime> possibleEnds(const QuietHours &hours, const QDateTime &now)
{
    constexpr int days = 3;
    using Resolution = QDateTime::TransitionResolution;
    QList<QDateTime> ends;
    const QDate today = now.toTimeZone(hours.zone).date();
    for (int day = 0; day < days; ++day) {
        for (const Resolution resolution : {Resolution::PreferBefore, Resolution::PreferAfter}) {
            ends.append(QDateTime(today.addDays(day), hours.to, hours.zone, resolution).toUTC());
        }
    }
    QDateTime change = hours.zone.nextTransition(now).atUtc;
    while (change.isValid() && change < now.addDays(days)) {
        ends.append(change);
        change = hours.zone.nextTransition(change).atUtc;
    }
    std::ranges::sort(ends);
    return ends;
}
}

QDateTime heldUntil(const Notice &notice, const QuietHours &hours, const QDateTime &now)
{
    if (notice.urgency == Notice::Urgency::High || !quietNow(hours, now)) {
        return {};
    }
    const QList<QDateTime> ends = possibleEnds(hours, now);
    const auto end = std::ranges::find_if(ends,
                                          [&](const QDateTime &time) { return time > now && !quietNow(hours, time); });
    return end == ends.end() ? QDateTime() : *end;
}

}
