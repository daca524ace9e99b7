// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/queuedelay.h"

#include <algorithm>
#include <cmath>

namespace Windsock {

namespace {
using namespace std::chrono_literals;

constexpr std::chrono::hours s_recent = 24h;
constexpr std::chrono::hours s_afterMost = 12h;
constexpr std::chrono::hours s_backlog = 2h;
constexpr size_t s_newest = 10;
constexpr size_t s_fewestNew = 5;

struct Way {
    QDateTime from;
    std::chrono::seconds took{0};
    bool ended = false;
};

/// Where the usual ends: the times that half and nine of ten of the ways before `recent` took no longer than.
std::optional<QueueCheck> usual(std::span<const Realised> ended, const QDateTime &recent)
{
    std::vector<std::chrono::seconds> times;
    for (const Realised &way : ended) {
        if (way.end != Realised::End::Left && way.from < recent) {
            times.push_back(way.took());
        }
    }
    if (std::ssize(times) < fewestRealised) {
        return {};
    }
    std::ranges::sort(times);
    const auto ranked = [&times](double share) {
        const auto rank = static_cast<size_t>(std::ceil(share * static_cast<double>(times.size() + 1)));
        return times[std::min(rank, times.size()) - 1];
    };
    const std::chrono::seconds half = ranked(0.5);
    return QueueCheck{.half = half, .most = std::max(ranked(0.9), half + half / 2)};
}

std::vector<Way> newestWays(std::span<const Realised> ended, std::span<const QDateTime> underWay,
                            const QDateTime &first, const QDateTime &last, const QDateTime &now)
{
    std::vector<Way> ways;
    const auto add = [&](const Way &way) {
        if (way.from >= first && way.from <= last) {
            ways.push_back(way);
        }
    };
    for (const Realised &way : ended) {
        if (way.end != Realised::End::Left) {
            add({.from = way.from, .took = way.took(), .ended = true});
        }
    }
    for (const QDateTime &from : underWay) {
        add({.from = from, .took = std::chrono::seconds(from.secsTo(now))});
    }
    std::ranges::sort(ways, std::ranges::greater(), &Way::from);
    ways.resize(std::min(ways.size(), s_newest));
    return ways;
}
}

std::optional<QueueCheck> checkQueue(std::span<const Realised> ended, std::span<const QDateTime> underWay,
                                     const QDateTime &opened, const QDateTime &now)
{
    std::optional<QueueCheck> check = usual(ended, now.addDuration(-s_recent));
    if (!check) {
        return {};
    }
    QDateTime first = now.addDuration(-std::max<std::chrono::seconds>(s_recent, check->most + s_afterMost));
    if (opened.isValid()) {
        first = std::max(first, opened.addDuration(s_backlog));
    }
    const std::vector<Way> ways = newestWays(ended, underWay, first, now.addDuration(-check->most), now);
    if (ways.size() < s_fewestNew) {
        return {};
    }
    check->late = static_cast<int>(
        std::ranges::count_if(ways, [&](const Way &way) { return !way.ended || way.took > check->most; }));
    check->of = static_cast<int>(ways.size());
    return check;
}

}
