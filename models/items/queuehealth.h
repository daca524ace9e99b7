// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/queuedelay.h"

#include <QMetaType>

namespace Windsock {

/// How a queue does now.
struct QueueHealth {
    /// Half of the ways, and nine of ten, took no longer.
    struct Times {
        std::chrono::minutes half{0};
        std::chrono::minutes most{0};

        bool operator==(const Times &) const = default;
    };

    AccountId account;
    QString queue; ///< as queueOf() names it
    int underWay = 0; ///< how deep it is: what is known to be under way
    int arrived = 0; ///< how many came to their end within the last three hours, cancelled ones left out
    std::optional<Times> lately; ///< of the newest twenty that ended within a day; nothing where there are fewer than five
    std::optional<Times> usual; ///< of all that is known; nothing where history is thin
    std::optional<QueueDelay> delay; ///< that lasts

    bool operator==(const QueueHealth &) const = default;
};

/// "slow", "usual" or "unknown", where history is thin.
QString queueStateName(const QueueHealth &health);
/// "Landing on firefox-autoland", "Results on try".
QString queueTitle(const QString &queue);
/// "12 under way, 18 in the last 3 hours".
QString queueDepthText(const QueueHealth &health);
/// "Lately half took 48 minutes at most, nine of ten 80 (usually 31 and 70)", as far as it is known.
QString queueTimesText(const QueueHealth &health);
/// The same in parts, the weightiest first, for where there may be no room for all.
QStringList queueTimesParts(const QueueHealth &health);

/// The newest 500 ways that ended, oldest end first, to what QueueHealth tells of them.
/// \param underWay how many have not ended
QueueHealth queueHealth(const QList<Realised> &ended, int underWay, const QDateTime &now);

}

Q_DECLARE_METATYPE(Windsock::QueueHealth)
