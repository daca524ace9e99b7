// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/queueplace.h"

#include <array>

using namespace Qt::StringLiterals;

namespace Windsock {

QString queueStateName(QueuePlace::State state)
{
    static constexpr std::array names{"none"_L1,   "queued"_L1,  "awaiting-checks"_L1, "mergeable"_L1, "unmergeable"_L1,
                                      "locked"_L1, "unknown"_L1, "leaving"_L1,         "ejected"_L1};
    return names.at(static_cast<size_t>(state));
}

QString ejectionCauseName(QueuePlace::Cause cause)
{
    static constexpr std::array names{"untold"_L1,   "failed-checks"_L1, "checks-timed-out"_L1,
                                      "conflict"_L1, "by-hand"_L1,       "other"_L1};
    return names.at(static_cast<size_t>(cause));
}

}
