// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/ids.h"

#include <QDateTime>

#include <chrono>
#include <optional>

namespace Windsock {

/// How news of a watch comes; of a line itself, whose row is named after its account, how it does.
struct NewsWay {
    enum class How {
        Polled, ///< the service is asked from time to time
        Pushed, ///< a line tells: only of the line itself, for facts are always asked for
        Both, ///< a good line tells that there may be news, and the service is asked less often
    };

    WatchId watch;
    How how = How::Polled;
    AccountId line; ///< whose line tells; empty where none does
    QDateTime lastNews; ///< when it last told, UTC; invalid where it has not since the start
    /// From the first message that told of a change to the stored facts that showed it, at the last such change.
    std::optional<std::chrono::milliseconds> delay;

    bool operator==(const NewsWay &) const = default;
};

/// "polled", "pushed", "both".
QString newsWayName(NewsWay::How how);

}

Q_DECLARE_METATYPE(Windsock::NewsWay)
