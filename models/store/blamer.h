// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/book.h"

namespace Windsock {

/// A job of which less is known says nothing: so many pushes (on try, where pushes do not build on each other, so many
/// runs) must have run it.
inline constexpr int fewestRuns = 10;
/// A failure for which a bug is suggested is only called the push's own where so many runs elsewhere passed.
inline constexpr int runsAgainstBug = 2 * fewestRuns;
/// How far back and ahead of a push others are looked at, and at most so many before it and as many after it.
inline constexpr std::chrono::days blameWindow{7};
inline constexpr int blamedNeighbours = 20;

/// Says of a push's failures whether they are likely the push's own doing, from how the same jobs fared on the other
/// pushes of the account. Pure: what it says follows from the pushes and tallies it is given.
///
/// In this order: a confirm job or another run of the push that passed makes a failure likely intermittent. A job that
/// already failed on the two pushes before is broken, and nobody knows by that whose fault it is. A confirm job that
/// failed makes it likely yours. A job that the sheriffs call intermittent elsewhere, that failed without explanation
/// twice or more elsewhere (failing on every push from this one on does not count; once is enough where Treeherder
/// suggests an open bug for the failure), or that passed on the next two pushes without a backout between, is likely
/// intermittent. One that passed on all of at least fewestRuns pushes before and failed nowhere else is likely yours; where
/// a bug is suggested only if it failed again here or passed in runsAgainstBug runs elsewhere. Where bugs are suggested for
/// failures of the push and none for this one, which failed again here and in less than a tenth of the runs elsewhere, it
/// need not have passed on all pushes before. All else is unknown.
class Blamer
{
public:
    /// The pushes and their tallies, of all repositories of one account; `runs` is by the push's id, `suggestions` by
    /// the job's.
    Blamer(const QList<Push> &pushes, const QHash<qint64, PushRuns> &runs,
           const QHash<qint64, JobSuggestions> &suggestions = {});

    /// Sets blame and grounds of the failures of a push; `jobs` are its jobs by id.
    void blame(PushStanding &standing, const QHash<qint64, Job> &jobs) const;
    /// The same for failures with these runKey()s, and only where the answer or the kinds of its grounds are others now:
    /// that a job ran once more somewhere is no reason to tell of each push on which it ever failed.
    void blameAnew(PushStanding &standing, const QHash<qint64, Job> &jobs, const QSet<quint64> &keys) const;

private:
    struct Evidence;
    struct Place {
        Push push;
        PushRuns runs;
        qint64 at = 0; ///< when it was pushed, in seconds
        bool takesBack = false; ///< one of its commits says it takes another back
    };
    /// A push that ran a job, and how it fared there.
    struct Run {
        qsizetype place = 0;
        RunTally tally;
    };
    const QList<Run> &runsWith(quint64 key) const;
    Evidence gather(qsizetype place, quint64 key, qint64 job) const;
    void lookBefore(Evidence &evidence, qsizetype place, const QList<Run> &runs) const;
    void lookAfter(Evidence &evidence, qsizetype place, const QList<Run> &runs) const;
    void lookElsewhere(Evidence &evidence, qsizetype place, const QList<Run> &runs) const;
    bool follows(qsizetype place, qsizetype other) const;
    QSet<quint64> withoutBugs(const PushStanding &standing, const QHash<qint64, Job> &jobs) const;
    bool isBackedOut(qsizetype place, qsizetype from, qsizetype until) const;
    template<class Wants, class Take>
    void eachFailure(PushStanding &standing, const QHash<qint64, Job> &jobs, Wants wants, Take take) const;

    QList<Place> m_places; ///< by repository, oldest first
    QHash<qint64, qsizetype> m_byId;
    const QHash<qint64, JobSuggestions> m_suggestions;
    mutable QHash<quint64, QList<Run>> m_runs; ///< in the order of the places, of the jobs that were asked about
};

}
