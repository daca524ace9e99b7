// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/snapshot.h"

#include <chrono>

namespace Windsock {

/// What the machine and the person are doing, as far as it bears on how often to ask.
enum class PollSituation {
    Active, ///< the window is in view
    Background, ///< the window is hidden, the person is there
    Idle, ///< nobody has touched the machine for a while
    Saving, ///< metered network or battery
};

/// How long to wait between two fetches of a watch.
std::chrono::seconds pollInterval(Service service, Watch::Kind kind, PollSituation situation);

/// Whether little is to come of the watch: the push of its commit is settled, or there is none. Sheriffs may still
/// classify, and the push may come late: it goes on for quietAfter as ever, then at most every quietInterval.
bool isQuiet(const Watch &watch, const WatchMemory &memory);
inline constexpr std::chrono::hours quietAfter{2};
inline constexpr std::chrono::minutes quietInterval{30};

}
