// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/book.h"

namespace Windsock {

/// A job of which less is known says nothing: so many pushes (on try, where pushes do not build on each other, so many
/// runs) must have run it.
inline constexpr int fewestRuns = 10;
/// How far back and ahead of a push others are looked at, and at most so many before it and as many after it.
inline constexpr std::chrono::days blameWindow{7};
inline constexpr int blamedNeighbours = 20;

/// Says of a push's failures whether they are likely the push's own doing, from how the same jobs fared on the other
/// pushes of the account. Pure: what it says follows from the pushes and tallies it is given.
///
/// In this order: a confirm job or another run of the push that passed makes a failure likely intermittent. A job that
/// already failed on the two pushes before is broken, and nobody knows by that whose fault it is. A confirm job that
/// failed makes it likely yours. A job that the sheriffs call intermittent elsewhere, that failed without explanation
/// twice or more elsewhere (failing on every push from this one on does not count), or that passed on the next two pushes without a backout between, is likely intermittent. One
/// that passed on all of at least fewestRuns pushes before and failed nowhere else is likely yours. All else is unknown.
class Blamer
{
public:
    /// The pushes and their tallies, of all repositories of one account; `runs` is by the push's id.
    Blamer(const QList<Push> &pushes, const QHash<qint64, PushRuns> &runs);

    /// Sets blame and grounds of the failures of a push; `jobs` are its jobs by id.
    void blame(PushStanding &standing, const QHash<qint64, Job> &jobs) const;

private:
    struct Evidence;
    Evidence gather(const Push &push, quint64 key) const;
    void lookBefore(Evidence &evidence, qsizetype place, quint64 key) const;
    void lookAfter(Evidence &evidence, qsizetype place, quint64 key) const;
    void lookElsewhere(Evidence &evidence, const Push &push, quint64 key) const;
    RunTally tally(qint64 push, quint64 key) const;

    QList<Push> m_pushes; ///< by repository, oldest first
    QHash<qint64, qsizetype> m_places;
    const QHash<qint64, PushRuns> m_runs;
};

}
