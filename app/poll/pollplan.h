// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/watch.h"

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

}
