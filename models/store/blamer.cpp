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
    return push.repository.startsWith("try"_L1);
}

bool isNear(const Push &a, const Push &b)
{
    if (!a.pushed.isValid() || !b.pushed.isValid()) {
        return false;
    }
    return std::abs(a.pushed.secsTo(b.pushed)) <= std::chrono::seconds(blameWindow).count();
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
        const QString &text = commit.message;
        const bool backout = text.startsWith("back"_L1, Qt::CaseInsensitive)
            || text.startsWith("revert"_L1, Qt::CaseInsensitive);
        return backout
            && ((!push.revision.isEmpty() && text.contains(push.shortRevision()))
                || (!bug.isEmpty() && text.contains(bug)));
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
    const bool nowAndThen = others * 2 <= runs && (intermittent > 0 || others >= 2);
    if (known && nowAndThen && !twiceHereSeldomElsewhere && own.passed == 0) {
        return Blame::LikelyIntermittent;
    }
    if (known && !onTry && after >= 2 && failedAfter == 0 && !backedOut) {
        return Blame::LikelyIntermittent;
    }
    const bool enough = onTry ? known : before >= fewestRuns && failedBefore == 0;
    const bool cleanBefore = enough && (others == 0 || twiceHereSeldomElsewhere);
    const bool passesSince = !onTry && !goesOn() && after > failedAfter;
    return cleanBefore && !passesSince && own.passed == 0 ? Blame::LikelyYours : Blame::Unknown;
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

Blamer::Blamer(const QList<Push> &pushes, const QHash<qint64, PushRuns> &runs)
    : m_pushes(pushes), m_runs(runs)
{
    std::ranges::sort(m_pushes, {}, [](const Push &p) { return std::tie(p.repository, p.pushed, p.id); });
    m_places.reserve(m_pushes.size());
    for (qsizetype i = 0; i < m_pushes.size(); ++i) {
        m_places.insert(m_pushes[i].id, i);
    }
}

RunTally Blamer::tally(qint64 push, quint64 key) const
{
    const auto runs = m_runs.constFind(push);
    return runs == m_runs.cend() ? RunTally() : runs->value(key);
}

void Blamer::lookBefore(Evidence &evidence, qsizetype place, quint64 key) const
{
    const Push &push = m_pushes[place];
    bool broken = true;
    for (qsizetype i = place - 1; i >= 0 && evidence.before < blamedNeighbours; --i) {
        const Push &other = m_pushes[i];
        if (other.repository != push.repository || !isNear(other, push)) {
            return;
        }
        const RunTally there = tally(other.id, key);
        if (there.passed + there.failed == 0) {
            continue;
        }
        ++evidence.before;
        evidence.failedBefore += there.failed > 0 ? 1 : 0;
        broken = broken && there.passed == 0;
        evidence.brokenBefore += broken ? 1 : 0;
    }
}

void Blamer::lookAfter(Evidence &evidence, qsizetype place, quint64 key) const
{
    const Push &push = m_pushes[place];
    bool broken = true;
    for (qsizetype i = place + 1; i < m_pushes.size() && evidence.after < blamedNeighbours; ++i) {
        const Push &other = m_pushes[i];
        if (other.repository != push.repository || !isNear(other, push)) {
            return;
        }
        if (takesBack(other, push)) {
            evidence.backedOut = true;
            return;
        }
        const RunTally there = tally(other.id, key);
        if (there.passed + there.failed == 0) {
            continue;
        }
        ++evidence.after;
        evidence.failedAfter += there.failed > 0 ? 1 : 0;
        broken = broken && there.passed == 0;
        evidence.brokenAfter += broken ? 1 : 0;
        evidence.failedSince += broken ? there.failed : 0;
    }
}

void Blamer::lookElsewhere(Evidence &evidence, const Push &push, quint64 key) const
{
    for (const Push &other : m_pushes) {
        if (other.id != push.id && isNear(other, push)) {
            const RunTally there = tally(other.id, key);
            evidence.runs += there.passed + there.failed;
            evidence.failed += there.failed;
            evidence.intermittent += there.intermittent;
        }
    }
}

Blamer::Evidence Blamer::gather(const Push &push, quint64 key) const
{
    Evidence evidence{.own = tally(push.id, key)};
    if (const qsizetype place = m_places.value(push.id, -1); place >= 0 && !isTry(push)) {
        lookBefore(evidence, place, key);
        lookAfter(evidence, place, key);
    }
    lookElsewhere(evidence, push, key);
    return evidence;
}

void Blamer::blame(PushStanding &standing, const QHash<qint64, Job> &jobs) const
{
    const qsizetype place = m_places.value(standing.pushId, -1);
    if (place < 0) {
        return;
    }
    const Push &push = m_pushes[place];
    for (FailedJob &failure : standing.failures) {
        const auto job = jobs.constFind(failure.id);
        if (job == jobs.cend()) {
            continue;
        }
        const Evidence evidence = gather(push, runKey(*job));
        failure.blame = evidence.answer(isTry(push));
        failure.grounds = evidence.grounds(failure.blame);
    }
}

}
