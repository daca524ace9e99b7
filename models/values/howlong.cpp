// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/howlong.h"

#include "models/values/tree.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr size_t s_newestCounted = 500;

using Times = std::span<const std::chrono::seconds>;

/// The time of that rank, from 1, kept inside what there is.
std::chrono::seconds ranked(Times sorted, double rank)
{
    const auto place = static_cast<size_t>(std::clamp(rank, 1.0, static_cast<double>(sorted.size())));
    return sorted[place - 1];
}
}

QString queueOf(const Landing &landing)
{
    return "landing/"_L1
        + (landing.repository.isEmpty() ? landing.trees.join(u',') : treeOfRepository(landing.repository));
}

QString queueOf(const Push &push)
{
    return "push/"_L1 + push.repository;
}

void Pace::add(const Realised &way)
{
    const std::chrono::seconds took = way.took();
    m_newest.push_back(took);
    m_sorted.insert(std::ranges::upper_bound(m_sorted, took), took);
    if (m_newest.size() > s_newestCounted) {
        m_sorted.erase(std::ranges::lower_bound(m_sorted, m_newest.front()));
        m_newest.pop_front();
    }
}

std::optional<Remaining> Pace::remaining(std::chrono::seconds elapsed) const
{
    const Times longer(std::ranges::upper_bound(m_sorted, elapsed), m_sorted.end());
    if (std::ssize(longer) < fewestRealised) {
        return {};
    }
    const auto gaps = static_cast<double>(longer.size() + 1);
    return Remaining{.quick = ranked(longer, std::floor(0.05 * gaps)) - elapsed,
                     .half = ranked(longer, std::ceil(0.5 * gaps)) - elapsed,
                     .most = ranked(longer, std::ceil(0.9 * gaps)) - elapsed,
                     .samples = static_cast<int>(longer.size())};
}

std::optional<Remaining> remaining(std::span<const Realised> history, std::chrono::seconds elapsed)
{
    Pace pace;
    for (const Realised &way : history) {
        pace.add(way);
    }
    return pace.remaining(elapsed);
}

}
