// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/config/preferencesfile.h"

#include "settings.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
const QString s_timeFormat = u"HH:mm"_s;

QTime timeOr(const QString &text, QTime otherwise)
{
    const QTime time = QTime::fromString(text, s_timeFormat);
    return time.isValid() ? time : otherwise;
}

/// Those that are days of a week, in its order; the usual ones where there are none.
QList<Qt::DayOfWeek> daysOr(QList<int> numbers, const QList<Qt::DayOfWeek> &otherwise)
{
    std::ranges::sort(numbers);
    QList<Qt::DayOfWeek> days;
    for (const int number : std::as_const(numbers)) {
        if (number >= Qt::Monday && number <= Qt::Sunday && !days.contains(Qt::DayOfWeek(number))) {
            days.append(Qt::DayOfWeek(number));
        }
    }
    return days.isEmpty() ? otherwise : days;
}
}

Preferences readPreferences(const KSharedConfig::Ptr &config)
{
    const Settings settings(config);
    const Preferences standard;
    return {.eventLead = std::chrono::minutes(settings.eventLeadMinutes()),
            .travelTime = std::chrono::minutes(settings.travelMinutes()),
            .mutedCalendars = settings.mutedCalendars(),
            .settleTime = std::chrono::seconds(settings.settleSeconds()),
            .quiet = settings.quiet(),
            .quietFrom = timeOr(settings.quietFrom(), standard.quietFrom),
            .quietTo = timeOr(settings.quietTo(), standard.quietTo),
            .work = {.told = settings.tellAfterHours(),
                     .days = daysOr(settings.workDays(), standard.work.days),
                     .from = timeOr(settings.workFrom(), standard.work.from),
                     .to = timeOr(settings.workTo(), standard.work.to)},
            .closeToTray = settings.closeToTray()};
}

bool writePreferences(const KSharedConfig::Ptr &config, const Preferences &preferences)
{
    Settings settings(config);
    settings.setEventLeadMinutes(int(preferences.eventLead.count()));
    settings.setTravelMinutes(int(preferences.travelTime.count()));
    settings.setMutedCalendars(preferences.mutedCalendars);
    settings.setSettleSeconds(int(preferences.settleTime.count()));
    settings.setQuiet(preferences.quiet);
    settings.setQuietFrom(preferences.quietFrom.toString(s_timeFormat));
    settings.setQuietTo(preferences.quietTo.toString(s_timeFormat));
    settings.setTellAfterHours(preferences.work.told);
    settings.setWorkDays({preferences.work.days.cbegin(), preferences.work.days.cend()});
    settings.setWorkFrom(preferences.work.from.toString(s_timeFormat));
    settings.setWorkTo(preferences.work.to.toString(s_timeFormat));
    settings.setCloseToTray(preferences.closeToTray);
    return settings.save();
}

}
