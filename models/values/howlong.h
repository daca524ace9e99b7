// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/landing.h"
#include "models/values/push.h"

#include <chrono>
#include <deque>
#include <optional>
#include <span>
#include <vector>

namespace Windsock {

/// One way through a queue that has come to its end: how long it really took, waiting, closures and retries included.
struct Realised {
    enum class End { Arrived, Failed, Left };

    QString queue; ///< "landing/firefox-autoland", "push/autoland"
    Subject subject; ///< whose way it was
    QDateTime from; ///< UTC
    QDateTime to; ///< UTC
    End end = End::Arrived;

    std::chrono::seconds took() const { return std::chrono::seconds(from.secsTo(to)); }
    bool operator==(const Realised &) const = default;
};

/// "landing/" and the tree it goes to, of Lando's name for it or, for a bug's, the trees it names.
QString queueOf(const Landing &landing);
/// "push/" and the repository.
QString queueOf(const Push &push);

/// What is left, as a range. Of the ways that took longer than this one has, 85 of 100 came to their end between
/// `quick` and `most` from now, and nine of ten within `most`. Half of them did within `half`: no bound of anything, for
/// the stretch from there to `most` holds four of ten only. The lower end is p5 and not p10 because queues are not the
/// same at all hours: on a simulated one p10 to p90 held 74 to 79 of 100 instead of 80 (docs/figures.md).
struct Remaining {
    std::chrono::seconds quick{0}; ///< p5
    std::chrono::seconds half{0}; ///< p50
    std::chrono::seconds most{0}; ///< p90
    int samples = 0; ///< how many ways the range rests on

    bool operator==(const Remaining &) const = default;
};

/// With fewer ways than this nothing is said.
inline constexpr int fewestRealised = 20;

/// How long the ways through one queue took, ready to be asked often.
class Pace
{
public:
    /// Counts the newest 500.
    void add(const Realised &way);
    /// The range for somebody who has been under way for `elapsed`, from the ways that took longer. Nothing while
    /// history is thin. The ranks are those of n + 1 gaps between n times, so that a next way from the same queue falls
    /// into the range at least as often as is said however small n is.
    std::optional<Remaining> remaining(std::chrono::seconds elapsed) const;

private:
    std::deque<std::chrono::seconds> m_newest; ///< in the order they came
    std::vector<std::chrono::seconds> m_sorted;
};

/// The same, asked once.
std::optional<Remaining> remaining(std::span<const Realised> history, std::chrono::seconds elapsed);

}

Q_DECLARE_METATYPE(Windsock::Realised)
Q_DECLARE_METATYPE(Windsock::Remaining)
