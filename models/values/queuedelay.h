// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/howlong.h"

namespace Windsock {

/// A queue through which it takes clearly longer than usual, or took until a while ago.
struct QueueDelay {
    AccountId account;
    QString queue; ///< as queueOf() names it: "landing/firefox-autoland"
    QDateTime since; ///< when it was first seen, UTC
    QDateTime over; ///< when it was seen to be over, UTC; invalid while it lasts
    std::chrono::minutes half{0}; ///< half of the ways usually take no longer
    std::chrono::minutes most{0}; ///< nine of ten usually take no longer
    int late = 0; ///< so many of the newest ways took longer than `most`, or are under way for longer
    int of = 0; ///< the newest ways that were looked at

    bool lasts() const { return !over.isValid(); }
    QString key() const { return QStringLiteral("delay/%1").arg(queue); }
    Subject subject() const { return subjectOf(account, key()); }

    bool operator==(const QueueDelay &) const = default;
};

/// How the newest ways through a queue compare with those before.
struct QueueCheck {
    std::chrono::seconds half{0}; ///< p50 of the ways before
    std::chrono::seconds most{0}; ///< p90 of them, but no less than half as much again as p50
    int late = 0;
    int of = 0;

    /// Eight of ten are late, and five at least. docs/figures.md says why not fewer.
    bool isSlow() const { return late >= 5 && late * 5 >= of * 4; }
    /// At most a quarter is late. Between the two it stays as it was.
    bool isWell() const { return late * 4 <= of; }
};

/// Looks at the newest ten of the ways that began long enough ago for most to have ended, and within a day (or within
/// twelve hours of what counts as late, where that is longer). What is still under way among them is late. They are held
/// against the ways that began before. Nothing where there are fewer than five of the one or twenty of the other. Ways that
/// were left (cancelled) do not count.
/// \param ended the queue's, in any order
/// \param underWay when those began that have not ended
/// \param opened when the queue went on after it was stopped, invalid where it was not: what began before, or within
/// two hours of it, had to wait for that
std::optional<QueueCheck> checkQueue(std::span<const Realised> ended, std::span<const QDateTime> underWay,
                                     const QDateTime &opened, const QDateTime &now);

}

Q_DECLARE_METATYPE(Windsock::QueueDelay)
