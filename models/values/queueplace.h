// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>
#include <QStringList>

namespace Windsock {

/// Where a pull request stands in the merge queue of the branch it is to go to, or how it last left it.
///
/// GitHub takes a merged request's entry away a moment before it says "merged", and writes why it went later still. So
/// "no longer there" is Leaving until one of the two is known: only a removal that is not a merge is Ejected.
struct QueuePlace {
    enum class State {
        None, ///< not in a queue, or the branch has none
        Queued,
        AwaitingChecks, ///< the checks of its group run
        Mergeable,
        Unmergeable,
        Locked, ///< being merged: the queue does not change it any more
        Unknown, ///< in the queue, in a state we have no word for
        Leaving, ///< no longer in the queue; whether it was merged is not known yet
        Ejected, ///< taken out and not merged
    };
    /// Why it was taken out.
    enum class Cause {
        Untold,
        FailedChecks,
        ChecksTimedOut,
        Conflict,
        ByHand,
        Other, ///< see `reason`
    };

    State state = State::None;
    int position = 0; ///< 1 is next; 0 where it is in no queue or its place is not told
    QString groupHead; ///< the commit on which the group's checks run
    QString groupBase; ///< the commit that the group builds on
    QDateTime since; ///< UTC: when it entered; of Leaving and Ejected when it was taken out
    QString by; ///< the login of who put it in or took it out; empty where nobody is told
    Cause cause = Cause::Untold; ///< of Ejected
    QString reason; ///< the service's own word where the cause is Other, plain, one line
    QStringList failedChecks; ///< of Ejected: the group's failed checks, at most 50

    /// Whether it waits for its turn.
    bool isIn() const { return state >= State::Queued && state <= State::Unknown; }

    bool operator==(const QueuePlace &) const = default;
};

/// "none", "queued", "awaiting-checks", "mergeable", "unmergeable", "locked", "unknown", "leaving", "ejected".
QString queueStateName(QueuePlace::State state);
/// "untold", "failed-checks", "checks-timed-out", "conflict", "by-hand", "other".
QString ejectionCauseName(QueuePlace::Cause cause);

}
