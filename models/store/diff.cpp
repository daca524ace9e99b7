// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/diff.h"

#include "models/store/blamer.h"
#include "models/store/removal.h"

#include <algorithm>

namespace Windsock {

namespace {
bool isOlder(const Job &job, const Job &held)
{
    return job.lastModified.isValid() && held.lastModified.isValid() && job.lastModified < held.lastModified;
}

/// What sheriffs later say of a settled push's failures does not unsettle it: it would be told as finished once more.
bool staysSettled(const PushStanding &before, const PushStanding &after)
{
    return before.settled && after.complete && before.finished() == after.finished();
}

class Differ
{
public:
    Differ(const Book &known, const Snapshot &snapshot, const QDateTime &now, std::chrono::seconds settleTime)
        : m_known(known)
        , m_snapshot(snapshot)
        , m_now(now)
        , m_settleTime(settleTime)
        , m_changes(emptyChanges(known, snapshot.watch, now))
        , m_members(known.members.value(snapshot.watch))
        , m_refused(snapshot.gone.cbegin(), snapshot.gone.cend())
    {
        m_membership.watch = snapshot.watch;
    }

    Difference run()
    {
        note(m_snapshot.pushes);
        note(m_snapshot.landings);
        note(m_snapshot.pullRequests);
        note(m_snapshot.deployments);
        note(m_snapshot.inbox);
        note(m_snapshot.occurrences);
        note(m_snapshot.trees);
        refuseSurplusPushes();
        meet(m_known.pushes, m_snapshot.pushes, m_changes.pushes);
        meet(m_known.landings, m_snapshot.landings, m_changes.landings);
        meet(m_known.pullRequests, m_snapshot.pullRequests, m_changes.pullRequests);
        meet(m_known.deployments, m_snapshot.deployments, m_changes.deployments);
        meet(m_known.inbox, m_snapshot.inbox, m_changes.inbox);
        meet(m_known.occurrences, m_snapshot.occurrences, m_changes.occurrences);
        meet(m_known.trees, m_snapshot.trees, m_changes.trees);
        leave();
        meetJobs();
        meetSuggestions();
        addUp();
        Difference difference{.changes = std::move(m_changes), .memberships = {}, .suggestions = m_suggestions.values()};
        std::ranges::sort(difference.suggestions, {}, &JobSuggestions::job);
        if (!m_membership.isEmpty()) {
            difference.memberships.append(m_membership);
        }
        return difference;
    }

private:
    template<class T>
    void note(const QList<T> &arrived)
    {
        for (const T &fact : arrived) {
            m_present.insert(fact.key());
        }
    }

    bool stays(const QString &key) const
    {
        if (m_refused.contains(key)) {
            return false;
        }
        return !m_snapshot.whole || m_present.contains(key) || (m_known.pushes.contains(key) && !m_known.isSettled(key));
    }

    /// More pushes than a watch may hold: refused are arrivals older than all that is held (or the same old ones would
    /// come and go with each whole list), then settled ones, then the oldest.
    void refuseSurplusPushes()
    {
        struct Candidate {
            int rank;
            QDateTime pushed;
            qint64 id;
            QString key;
        };
        QHash<QString, Candidate> candidates;
        QDateTime oldestHeld;
        for (const QString &key : std::as_const(m_members)) {
            const auto push = m_known.pushes.constFind(key);
            if (push != m_known.pushes.cend() && stays(key)) {
                candidates.insert(key, {m_known.isSettled(key) ? 1 : 2, push->pushed, push->id, key});
                oldestHeld = oldestHeld.isValid() ? std::min(oldestHeld, push->pushed) : push->pushed;
            }
        }
        for (const Push &push : m_snapshot.pushes) {
            const QString key = push.key();
            if (!m_refused.contains(key) && !candidates.contains(key)) {
                candidates.insert(
                    key, {oldestHeld.isValid() && push.pushed < oldestHeld ? 0 : 2, push.pushed, push.id, key});
            }
        }
        const qsizetype surplus = candidates.size() - pushesPerWatch;
        if (surplus <= 0) {
            return;
        }
        QList<Candidate> order = candidates.values();
        std::ranges::sort(order, {}, [](const Candidate &c) { return std::tuple(c.rank, c.pushed, c.id); });
        for (const Candidate &candidate : std::as_const(order).first(surplus)) {
            m_refused.insert(candidate.key);
        }
    }

    template<class T>
    void meet(const QHash<QString, T> &held, const QList<T> &arrived, Changes<T> &changes)
    {
        QHash<QString, qsizetype> last;
        for (qsizetype i = 0; i < arrived.size(); ++i) {
            last.insert(arrived[i].key(), i);
        }
        for (qsizetype i = 0; i < arrived.size(); ++i) {
            const QString key = arrived[i].key();
            if (last.value(key) != i || m_refused.contains(key)) {
                continue;
            }
            T fact = arrived[i];
            fact.account = m_known.account;
            if (!m_members.contains(key)) {
                m_membership.joined.append(key);
            }
            const auto before = held.constFind(key);
            if (before == held.cend()) {
                changes.added.append(fact);
            } else if (*before != fact) {
                changes.changed.append({*before, fact});
            }
        }
    }

    void leave()
    {
        for (const QString &key : std::as_const(m_members)) {
            if (!stays(key)) {
                m_membership.left.append(key);
            }
        }
        m_membership.left.sort();
        removeUnheld(m_known, m_snapshot.watch, m_membership.left, m_changes);
    }

    QSet<qint64> livePushes() const
    {
        QSet<qint64> live;
        for (const Push &push : m_known.pushes) {
            live.insert(push.id);
        }
        for (const Push &push : m_changes.pushes.added) {
            live.insert(push.id);
        }
        for (const Push &push : m_changes.pushes.removed) {
            live.remove(push.id);
        }
        return live;
    }

    /// Where an answer has a job twice (it changed while its pages were read) the newest counts.
    QHash<qint64, qsizetype> newestOfEach() const
    {
        QHash<qint64, qsizetype> newest;
        newest.reserve(m_snapshot.jobs.size());
        for (qsizetype i = 0; i < m_snapshot.jobs.size(); ++i) {
            const auto seen = newest.find(m_snapshot.jobs[i].id);
            if (seen == newest.end()) {
                newest.insert(m_snapshot.jobs[i].id, i);
            } else if (!isOlder(m_snapshot.jobs[i], m_snapshot.jobs[*seen])) {
                *seen = i;
            }
        }
        return newest;
    }

    void meetJobs()
    {
        const QSet<qint64> live = livePushes();
        const QHash<qint64, qsizetype> newest = newestOfEach();
        for (qsizetype i = 0; i < m_snapshot.jobs.size(); ++i) {
            const Job &job = m_snapshot.jobs[i];
            if (!live.contains(job.pushId) || newest.value(job.id) != i) {
                continue;
            }
            const auto ofPush = m_known.jobs.constFind(job.pushId);
            const Job *held = nullptr;
            if (ofPush != m_known.jobs.cend()) {
                const auto it = ofPush->constFind(job.id);
                held = it == ofPush->cend() ? nullptr : &*it;
            }
            if (!held) {
                m_changes.jobs.added.append(job);
            } else if (!isOlder(job, *held) && *held != job) {
                m_changes.jobs.changed.append({*held, job});
            } else {
                continue;
            }
            m_touched[job.pushId].insert(job.id, job);
        }
    }

    void meetSuggestions()
    {
        const QSet<qint64> live = livePushes();
        for (JobSuggestions suggested : m_snapshot.suggestions) {
            const qint64 push = pushOf(suggested.job);
            suggested.bugs.resize(std::min(suggested.bugs.size(), bugsPerJob));
            if (live.contains(push) && m_known.suggestions.value(suggested.job).bugs != suggested.bugs) {
                m_suggestions.insert(suggested.job, suggested);
                m_touched[push];
            }
        }
    }

    /// The push of a job that is known or new; 0 where it is neither.
    qint64 pushOf(qint64 job) const
    {
        for (const auto *all : {&m_touched, &m_known.jobs}) {
            for (const auto &[push, jobs] : all->asKeyValueRange()) {
                if (jobs.contains(job)) {
                    return push;
                }
            }
        }
        return 0;
    }

    void addUp()
    {
        for (const Push &push : std::as_const(m_changes.pushes.added)) {
            m_touched[push.id];
        }
        QList<qint64> ids = m_touched.keys();
        std::ranges::sort(ids);
        for (const qint64 id : std::as_const(ids)) {
            const QHash<qint64, Job> jobs = jobsOf(id);
            const QList<Job> list = jobs.values();
            PushStanding after = standingOf(m_known.account, id, list, m_now, m_settleTime);
            after.settled = after.settled || staysSettled(m_known.standings.value(after.key()), after);
            m_after.append(after);
        }
        tally();
        blame();
        for (const PushStanding &after : std::as_const(m_after)) {
            const auto before = m_known.standings.constFind(after.key());
            if (before == m_known.standings.cend()) {
                m_changes.standings.added.append(after);
            } else if (*before != after) {
                m_changes.standings.changed.append({*before, after});
            }
        }
    }

    QHash<qint64, Job> jobsOf(qint64 push) const
    {
        QHash<qint64, Job> jobs = m_known.jobs.value(push);
        if (const auto come = m_touched.constFind(push); come != m_touched.cend()) {
            jobs.insert(*come);
        }
        return jobs;
    }

    /// Whose fault the failures are is asked anew of the pushes that changed, and of others of the account where the
    /// same job failed.
    void blame()
    {
        QList<PushStanding> others = alsoConcerned();
        const auto failed = [](const PushStanding &standing) { return !standing.failures.isEmpty(); };
        if (others.isEmpty() && std::ranges::none_of(m_after, failed)) {
            return;
        }
        QHash<QString, Push> pushes = m_known.pushes;
        for (const Push &push : std::as_const(m_changes.pushes.added)) {
            pushes.insert(push.key(), push);
        }
        for (const Change<Push> &change : std::as_const(m_changes.pushes.changed)) {
            pushes.insert(change.after.key(), change.after);
        }
        QHash<qint64, PushRuns> runs = m_known.runs;
        runs.insert(m_runs);
        for (const Push &push : std::as_const(m_changes.pushes.removed)) {
            pushes.remove(push.key());
            runs.remove(push.id);
        }
        QHash<qint64, JobSuggestions> suggestions = m_known.suggestions;
        suggestions.insert(m_suggestions);
        const Blamer blamer(pushes.values(), runs, suggestions);
        for (PushStanding &standing : m_after) {
            blamer.blame(standing, jobsOf(standing.pushId));
        }
        for (PushStanding &standing : others) {
            blamer.blameAnew(standing, m_known.jobs.value(standing.pushId), m_changedKeys);
        }
        m_after += others;
    }

    /// The bad standings of untouched pushes that failed in a job of which something else is known now.
    QList<PushStanding> alsoConcerned() const
    {
        QList<PushStanding> concerned;
        if (m_changedKeys.isEmpty()) {
            return concerned;
        }
        for (const PushStanding &standing : m_known.standings) {
            if (standing.failures.isEmpty() || m_touched.contains(standing.pushId) || isLeaving(standing)) {
                continue;
            }
            const auto jobs = m_known.jobs.constFind(standing.pushId);
            const auto isChanged = [&](const FailedJob &failure) {
                const auto job = jobs->constFind(failure.id);
                return job != jobs->cend() && m_changedKeys.contains(runKey(*job));
            };
            if (jobs != m_known.jobs.cend() && std::ranges::any_of(standing.failures, isChanged)) {
                concerned.append(standing);
            }
        }
        std::ranges::sort(concerned, {}, &PushStanding::pushId);
        return concerned;
    }

    bool isLeaving(const PushStanding &standing) const
    {
        return std::ranges::contains(m_changes.standings.removed, standing.pushId, &PushStanding::pushId);
    }

    /// The touched pushes' tallies as they are now, and which jobs fared otherwise.
    void tally()
    {
        const auto ofPush = [this](qint64 push) -> PushRuns & {
            const auto held = m_runs.find(push);
            return held != m_runs.end() ? *held : *m_runs.insert(push, m_known.runs.value(push));
        };
        for (const Job &job : std::as_const(m_changes.jobs.added)) {
            addRun(ofPush(job.pushId), job);
            m_changedKeys.insert(runKey(job));
        }
        for (const Change<Job> &change : std::as_const(m_changes.jobs.changed)) {
            takeRun(ofPush(change.before.pushId), change.before);
            addRun(ofPush(change.after.pushId), change.after);
            m_changedKeys.insert(runKey(change.before));
            m_changedKeys.insert(runKey(change.after));
        }
    }

    const Book &m_known;
    const Snapshot &m_snapshot;
    const QDateTime m_now;
    const std::chrono::seconds m_settleTime;
    ChangeSet m_changes;
    MembershipChange m_membership;
    const QSet<QString> m_members;
    QSet<QString> m_refused; ///< gone, or one too many
    QSet<QString> m_present;
    QHash<qint64, QHash<qint64, Job>> m_touched; ///< new and changed jobs by push
    QHash<qint64, PushRuns> m_runs; ///< of the touched pushes, as they are now
    QHash<qint64, JobSuggestions> m_suggestions; ///< by job, those that are others now
    QSet<quint64> m_changedKeys;
    QList<PushStanding> m_after; ///< standings added up anew
};
}

Difference diff(const Book &known, const Snapshot &snapshot, const QDateTime &now, std::chrono::seconds settleTime)
{
    return Differ(known, snapshot, now, settleTime).run();
}

ChangeSet settle(const Book &known, const QDateTime &now, std::chrono::seconds settleTime)
{
    ChangeSet changes = emptyChanges(known, {}, now);
    for (const PushStanding &before : known.standings) {
        if (before.complete && !before.settled) {
            const QList<Job> jobs = known.jobs.value(before.pushId).values();
            PushStanding after = standingOf(known.account, before.pushId, jobs, now, settleTime);
            after.failures = before.failures; // the jobs are the same: so are the failures, and they are blamed
            if (after != before) {
                changes.standings.changed.append({before, after});
            }
        }
    }
    std::ranges::sort(changes.standings.changed, {}, [](const Change<PushStanding> &c) { return c.after.pushId; });
    return changes;
}

}
