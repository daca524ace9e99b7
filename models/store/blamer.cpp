// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/blamer.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
/// On try each push stands on a base of its own.
bool isTry(const Push &push)
{
    return push.repository.startsWith("try"_L1) && !push.repository.contains(u'/');
}

bool isNear(qint64 a, qint64 b)
{
    return std::abs(a - b) <= std::chrono::seconds(blameWindow).count();
}

bool saysBackout(const Commit &commit)
{
    return commit.message.startsWith("back"_L1, Qt::CaseInsensitive)
        || commit.message.startsWith("revert"_L1, Qt::CaseInsensitive);
}

QString bugIn(const QString &title)
{
    static const QRegularExpression bug(u"^bug (\\d{3,9})\\b"_s, QRegularExpression::CaseInsensitiveOption);
    return bug.match(title).captured(1);
}

/// Whether one of the commits of `later` takes the push back.
bool takesBack(const Push &later, const Push &push)
{
    const QString bug = bugIn(push.title());
    return std::ranges::any_of(later.commits, [&](const Commit &commit) {
        return saysBackout(commit)
            && ((!push.revision.isEmpty() && commit.message.contains(push.shortRevision()))
                || (!bug.isEmpty() && commit.message.contains(bug)));
    });
}
}

/// What the store knows of one job around one push.
struct Blamer::Evidence {
    RunTally own;
    int before = 0; ///< pushes before it that ran the job
    int failedBefore = 0;
    int brokenBefore = 0; ///< the newest of them, as many in a row as never passed
    int after = 0; ///< pushes after it, up to its backout
    int failedAfter = 0;
    int brokenAfter = 0; ///< the first of them, as many in a row as never passed
    int failedSince = 0; ///< runs on these
    bool backedOut = false;
    int runs = 0; ///< of other pushes in the window
    int failed = 0;
    int intermittent = 0;
    int openBugs = 0; ///< suggested for this failure
    int bugs = 0; ///< these and those that are closed
    QString bug; ///< the number of the first open one
    bool noBugFound = false; ///< for failures of the push bugs are suggested, for no run of this job one that is open

    bool again() const { return own.failed >= 2 && own.passed == 0; }
    /// Fails from this push on, on every push: that is no failing now and then.
    bool goesOn() const { return brokenAfter >= 2; }
    int failedOtherwise() const { return goesOn() ? failed - failedSince : failed; }
    Blame answer(bool onTry) const;
    QList<Ground> grounds(Blame blame) const;
};

Blame Blamer::Evidence::answer(bool onTry) const
{
    if (own.confirmPassed > 0 && own.confirmFailed == 0) {
        return Blame::LikelyIntermittent;
    }
    if (own.passed > 0 && own.passed >= own.failed) {
        return Blame::LikelyIntermittent;
    }
    if (brokenBefore >= 2) {
        return Blame::Unknown;
    }
    const bool known = runs >= fewestRuns;
    const int others = failedOtherwise();
    if (own.confirmFailed > 0 && brokenBefore == 0 && !(known && others * 5 > runs)) {
        return Blame::LikelyYours;
    }
    // Failing twice out of two is not what something that fails now and then does.
    const bool twiceHereSeldomElsewhere = again() && others * 10 < runs;
    // What began on the push before is broken rather than bound to fail now and then, whatever a bug says.
    const int enoughOthers = openBugs > 0 && brokenBefore == 0 ? 1 : 2;
    const bool nowAndThen = others * 2 <= runs && (intermittent > 0 || others >= enoughOthers);
    if (known && nowAndThen && !twiceHereSeldomElsewhere && own.passed == 0) {
        return Blame::LikelyIntermittent;
    }
    if (known && !onTry && after >= 2 && failedAfter == 0 && !backedOut) {
        return Blame::LikelyIntermittent;
    }
    // What nobody has a bug for and hardly ever failed does not do so now and then either.
    const bool passedBefore = failedBefore == 0 || (twiceHereSeldomElsewhere && brokenBefore == 0 && noBugFound);
    const bool enough = onTry ? known : before >= fewestRuns && passedBefore;
    const bool cleanBefore = enough && (others == 0 || twiceHereSeldomElsewhere);
    const bool passesSince = !onTry && !goesOn() && after > failedAfter;
    const bool bugSpeaksAgainst = openBugs > 0 && !again() && runs < runsAgainstBug;
    return cleanBefore && !passesSince && !bugSpeaksAgainst && own.passed == 0 ? Blame::LikelyYours : Blame::Unknown;
}

QList<Ground> Blamer::Evidence::grounds(Blame blame) const
{
    using Kind = Ground::Kind;
    QList<Ground> grounds;
    const auto add = [&grounds](bool holds, Kind kind, int count, int of) {
        if (holds) {
            grounds.append({.kind = kind, .count = count, .of = of, .detail = {}});
        }
    };
    const int confirmed = own.confirmPassed + own.confirmFailed;
    add(own.confirmPassed > 0, Kind::ConfirmPassed, own.confirmPassed, confirmed);
    add(own.confirmFailed > 0, Kind::ConfirmFailed, own.confirmFailed, confirmed);
    add(own.passed > 0, Kind::SamePushPassed, own.passed, own.passed + own.failed);
    add(intermittent > 0, Kind::Sheriffs, intermittent, failed);
    if (openBugs > 0) {
        grounds.append({.kind = Kind::KnownBug, .count = openBugs, .of = bugs, .detail = bug});
    }
    add(failedBefore > 0, Kind::FailsBefore, failedBefore, before);
    add(before > 0 && failedBefore == 0, Kind::PassesBefore, before, before);
    add(after > failedAfter, Kind::PassesAfter, after - failedAfter, after);
    add(failedAfter > 0, Kind::FailsAfter, failedAfter, after);
    add(runs > 0, Kind::FailsElsewhere, failed, runs);
    // What speaks for the answer comes before what does not.
    const auto speaks = [blame](const Ground &ground) {
        switch (ground.kind) {
        case Kind::ConfirmFailed:
        case Kind::PassesBefore:
        case Kind::FailsAfter:
            return blame == Blame::LikelyYours;
        case Kind::FailsElsewhere:
            return blame == (ground.count > 0 ? Blame::LikelyIntermittent : Blame::LikelyYours);
        default:
            return blame == Blame::LikelyIntermittent;
        }
    };
    std::ranges::stable_partition(grounds, speaks);
    return grounds;
}

Blamer::Blamer(const QList<Push> &pushes, const QHash<qint64, PushRuns> &runs,
               const QHash<qint64, JobSuggestions> &suggestions)
    : m_suggestions(suggestions)
{
    m_places.reserve(pushes.size());
    for (const Push &push : pushes) {
        if (push.pushed.isValid()) {
            m_places.append({.push = push,
                             .runs = runs.value(push.id),
                             .at = push.pushed.toSecsSinceEpoch(),
                             .takesBack = std::ranges::any_of(push.commits, saysBackout)});
        }
    }
    std::ranges::sort(m_places, {}, [](const Place &p) { return std::tie(p.push.repository, p.at, p.push.id); });
    m_byId.reserve(m_places.size());
    for (qsizetype i = 0; i < m_places.size(); ++i) {
        m_byId.insert(m_places[i].push.id, i);
    }
}

const QList<Blamer::Run> &Blamer::runsWith(quint64 key) const
{
    const auto known = m_runs.constFind(key);
    if (known != m_runs.cend()) {
        return *known;
    }
    QList<Run> &runs = m_runs[key];
    for (qsizetype i = 0; i < m_places.size(); ++i) {
        if (const auto there = m_places[i].runs.constFind(key); there != m_places[i].runs.cend()) {
            runs.append({.place = i, .tally = *there});
        }
    }
    return runs;
}

/// Whether the two stand on each other, near enough to be compared.
bool Blamer::follows(qsizetype place, qsizetype other) const
{
    return isNear(m_places[place].at, m_places[other].at)
        && m_places[place].push.repository == m_places[other].push.repository;
}

void Blamer::lookBefore(Evidence &evidence, qsizetype place, const QList<Run> &runs) const
{
    bool broken = true;
    for (auto run = runs.crbegin(); run != runs.crend() && evidence.before < blamedNeighbours; ++run) {
        if (run->place >= place || run->tally.passed + run->tally.failed == 0) {
            continue;
        }
        if (!follows(place, run->place)) {
            return;
        }
        ++evidence.before;
        evidence.failedBefore += run->tally.failed > 0 ? 1 : 0;
        broken = broken && run->tally.passed == 0;
        evidence.brokenBefore += broken ? 1 : 0;
    }
}

/// Whether one of the pushes from the one place to the other takes this one back.
bool Blamer::isBackedOut(qsizetype place, qsizetype from, qsizetype until) const
{
    for (qsizetype i = from; i <= until; ++i) {
        if (m_places[i].takesBack && takesBack(m_places[i].push, m_places[place].push)) {
            return true;
        }
    }
    return false;
}

void Blamer::lookAfter(Evidence &evidence, qsizetype place, const QList<Run> &runs) const
{
    bool broken = true;
    qsizetype looked = place;
    for (auto run = runs.cbegin(); run != runs.cend() && evidence.after < blamedNeighbours; ++run) {
        if (run->place <= place || run->tally.passed + run->tally.failed == 0) {
            continue;
        }
        if (!follows(place, run->place)) {
            return;
        }
        evidence.backedOut = isBackedOut(place, looked + 1, run->place);
        looked = run->place;
        if (evidence.backedOut) {
            return;
        }
        ++evidence.after;
        evidence.failedAfter += run->tally.failed > 0 ? 1 : 0;
        broken = broken && run->tally.passed == 0;
        evidence.brokenAfter += broken ? 1 : 0;
        evidence.failedSince += broken ? run->tally.failed : 0;
    }
}

void Blamer::lookElsewhere(Evidence &evidence, qsizetype place, const QList<Run> &runs) const
{
    for (const Run &run : runs) {
        if (run.place != place && isNear(m_places[run.place].at, m_places[place].at)) {
            evidence.runs += run.tally.passed + run.tally.failed;
            evidence.failed += run.tally.failed;
            evidence.intermittent += run.tally.intermittent;
        }
    }
}

Blamer::Evidence Blamer::gather(qsizetype place, quint64 key, qint64 job) const
{
    Evidence evidence{.own = m_places[place].runs.value(key)};
    const JobSuggestions suggested = m_suggestions.value(job);
    for (const BugSuggestion &bug : suggested.bugs) {
        if (bug.open && evidence.openBugs++ == 0) {
            evidence.bug = QString::number(bug.bug);
        }
    }
    evidence.bugs = static_cast<int>(suggested.bugs.size());
    const QList<Run> &runs = runsWith(key);
    if (!isTry(m_places[place].push)) {
        lookBefore(evidence, place, runs);
        lookAfter(evidence, place, runs);
    }
    lookElsewhere(evidence, place, runs);
    return evidence;
}

/// The failed jobs of a push of which no run has an open bug, where bugs have come for other failures of the push.
QSet<quint64> Blamer::withoutBugs(const PushStanding &standing, const QHash<qint64, Job> &jobs) const
{
    QSet<quint64> all;
    QSet<quint64> known;
    bool asked = false;
    for (const FailedJob &failure : standing.failures) {
        const quint64 key = runKey(jobs.value(failure.id));
        all.insert(key);
        const auto suggested = m_suggestions.constFind(failure.id);
        if (suggested != m_suggestions.cend()) {
            asked = true;
            if (std::ranges::any_of(suggested->bugs, &BugSuggestion::open)) {
                known.insert(key);
            }
        }
    }
    return asked ? all - known : QSet<quint64>();
}

template<class Wants, class Take>
void Blamer::eachFailure(PushStanding &standing, const QHash<qint64, Job> &jobs, Wants wants, Take take) const
{
    const qsizetype place = m_byId.value(standing.pushId, -1);
    if (place < 0) {
        return;
    }
    const bool onTry = isTry(m_places[place].push);
    const auto bugless = withoutBugs(standing, jobs);
    for (FailedJob &failure : standing.failures) {
        const auto job = jobs.constFind(failure.id);
        if (job == jobs.cend()) {
            continue;
        }
        if (const quint64 key = runKey(*job); wants(key)) {
            Evidence evidence = gather(place, key, failure.id);
            evidence.noBugFound = bugless.contains(key);
            const Blame blame = evidence.answer(onTry);
            take(failure, blame, evidence.grounds(blame));
        }
    }
}

void Blamer::blame(PushStanding &standing, const QHash<qint64, Job> &jobs) const
{
    eachFailure(
        standing, jobs, [](quint64) { return true; },
        [](FailedJob &failure, Blame blame, const QList<Ground> &grounds) {
            failure.blame = blame;
            failure.grounds = grounds;
        });
}

void Blamer::blameAnew(PushStanding &standing, const QHash<qint64, Job> &jobs, const QSet<quint64> &keys) const
{
    eachFailure(
        standing, jobs, [&keys](quint64 key) { return keys.contains(key); },
        [](FailedJob &failure, Blame blame, const QList<Ground> &grounds) {
            const bool same = std::ranges::equal(failure.grounds, grounds, {}, &Ground::kind, &Ground::kind);
            if (failure.blame != blame || !same) {
                failure.blame = blame;
                failure.grounds = grounds;
            }
        });
}

}
