// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/howlong.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace Windsock {

namespace {
/// The smallest of the sorted times that `share` of them do not exceed.
std::chrono::seconds quantile(const std::vector<std::chrono::seconds> &sorted, double share)
{
    const auto rank = static_cast<size_t>(std::ceil(share * static_cast<double>(sorted.size())));
    return sorted.at(std::clamp<size_t>(rank, 1, sorted.size()) - 1);
}
}

std::optional<Remaining> remaining(std::span<const Realised> history, std::chrono::seconds elapsed)
{
    std::vector<std::chrono::seconds> longer;
    for (const Realised &way : history) {
        if (way.took() > elapsed) {
            longer.push_back(way.took() - elapsed);
        }
    }
    if (std::ssize(longer) < fewestRealised) {
        return {};
    }
    std::ranges::sort(longer);
    return Remaining{
        .half = quantile(longer, 0.5), .most = quantile(longer, 0.9), .samples = static_cast<int>(longer.size())};
}

}
