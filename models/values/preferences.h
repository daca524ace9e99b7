// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/pushstanding.h"
#include "models/values/workinghours.h"

#include <QMetaType>
#include <QStringList>
#include <QTime>

namespace Windsock {

/// What the person has chosen for the whole app. Accounts and watches are kept apart.
struct Preferences {
    std::chrono::minutes eventLead{15}; ///< how long before its start an event is told; 0 is never
    std::chrono::minutes travelTime{0}; ///< how long before its start one has to leave for an event; 0 is never told
    QStringList mutedCalendars; ///< Occurrence::teller() of those not reminded of, and that no landing meets
    std::chrono::seconds settleTime{defaultSettleTime};
    bool quiet = false; ///< no popups from quietFrom to quietTo, which may lie over midnight (viewer's zone)
    QTime quietFrom{22, 0};
    QTime quietTo{7, 0};
    WorkingHours work;
    bool closeToTray = true; ///< closing the window leaves the app in the tray, where there is one

    bool operator==(const Preferences &) const = default;
};

}

Q_DECLARE_METATYPE(Windsock::Preferences)
