// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/net/backoff.h"

#include <algorithm>

namespace Windsock {

using namespace std::chrono_literals;

std::chrono::milliseconds backoffDelay(int failuresInARow, std::mt19937 &random)
{
    constexpr std::chrono::milliseconds least = 5s;
    constexpr std::chrono::milliseconds first = 30s;
    constexpr std::chrono::milliseconds most = 30min;
    constexpr int mostDoublings = 6; // 30 s doubled six times is beyond the ceiling
    const int doublings = std::clamp(failuresInARow - 1, 0, mostDoublings);
    const auto ceiling = std::min(most, first * (1 << doublings));
    std::uniform_int_distribution<std::chrono::milliseconds::rep> between(least.count(), ceiling.count());
    return std::chrono::milliseconds(between(random));
}

}
