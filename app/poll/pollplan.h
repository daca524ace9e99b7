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

/// A watch of whose news a line tells at once is polled this many times less often: what a line may miss (a message lost,
/// what no message tells of) is still learnt.
inline constexpr int toldSlowdown = 5;
/// How long a message that news may be there waits for others, so that a burst of them makes one fetch.
inline constexpr std::chrono::seconds lookGather{2};
/// A service may learn later than the line what happened (Treeherder: about 50 s in the median), so that it is asked
/// once more this long after the last message.
inline constexpr std::chrono::seconds lookAgainAfter{75};
/// The least time between two fetches of a watch because of messages, where it is otherwise polled every `regular`.
std::chrono::seconds lookSpacing(std::chrono::seconds regular);

}
