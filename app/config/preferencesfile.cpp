// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/config/preferencesfile.h"

#include "settings.h"

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
const QString s_timeFormat = u"HH:mm"_s;

QTime timeOr(const QString &text, QTime otherwise)
{
    const QTime time = QTime::fromString(text, s_timeFormat);
    return time.isValid() ? time : otherwise;
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
    settings.setCloseToTray(preferences.closeToTray);
    return settings.save();
}

}
