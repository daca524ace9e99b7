// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace Windsock {

/// A landing queue of one worker: some landings come in bursts, one takes minutes, some fail at once or after a while,
/// some lose the race and begin again, and now and then the tree is closed for an hour or more, with which all wait.
class SimulatedQueue
{
public:
    /// A time in which each landing takes so many times as long.
    struct Spell {
        double from = 0;
        double to = 0;
        double factor = 1;
    };

    explicit SimulatedQueue(unsigned seed)
        : SimulatedQueue(seed, Spell())
    {
    }

    SimulatedQueue(unsigned seed, const Spell &slow)
        : m_random(seed)
    {
        double now = 0;
        double closed = 86400 * uniform();
        double opened = closed + 3600 + 7200 * uniform();
        double free = 0;
        for (int i = 0; i < 2000; ++i) {
            now += -std::log(1 - uniform()) * (uniform() < 0.5 ? 120 : 900);
            double began = std::max(now, free);
            double took = uniform() < 0.08 ? 20 : 120 + 240 * uniform();
            took *= began >= slow.from && began < slow.to ? slow.factor : 1;
            while (uniform() < 0.1) {
                took += 180 + 300 * uniform();
            }
            if (began > opened) {
                closed = opened + 43200 + 172800 * uniform();
                opened = closed + 1800 + 10800 * uniform();
            }
            if (began < closed && began + took > closed) {
                took += opened - closed;
            } else if (began >= closed) {
                began = opened;
            }
            free = began + took;
            const bool given = uniform() < 0.05; // up by who asked
            const double end = given ? now + (free - now) * uniform() : free;
            landings.push_back({now, end, closed, opened});
        }
    }

    struct Way {
        double from = 0;
        double to = 0;
        double closed = 0; ///< the closure in whose neighbourhood it ended
        double opened = 0;
    };
    std::vector<Way> landings;
    double uniform() { return std::uniform_real_distribution<double>(0, 1)(m_random); }

private:
    std::mt19937 m_random;
};

}
