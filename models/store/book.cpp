// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/book.h"

#include "models/store/realising.h"

#include <algorithm>

namespace Windsock {

namespace {
template<class T>
void applyTo(QHash<QString, T> &held, const Changes<T> &changes)
{
    for (const T &fact : changes.removed) {
        held.remove(fact.key());
    }
    for (const T &fact : changes.added) {
        held.insert(fact.key(), fact);
    }
    for (const Change<T> &change : changes.changed) {
        held.insert(change.after.key(), change.after);
    }
}

template<class T>
QList<T> sorted(const QHash<QString, T> &held)
{
    QStringList keys = held.keys();
    keys.sort();
    QList<T> facts;
    facts.reserve(keys.size());
    for (const QString &key : std::as_const(keys)) {
        facts.append(held.value(key));
    }
    return facts;
}

void applyJobs(QHash<qint64, QHash<qint64, Job>> &jobs, const Changes<Job> &changes)
{
    for (const Job &job : changes.removed) {
        const auto push = jobs.find(job.pushId);
        if (push == jobs.end()) {
            continue;
        }
        push->remove(job.id);
        if (push->isEmpty()) {
            jobs.erase(push);
        }
    }
    for (const Job &job : changes.added) {
        jobs[job.pushId].insert(job.id, job);
    }
    for (const Change<Job> &change : changes.changed) {
        jobs[change.after.pushId].insert(change.after.id, change.after);
    }
}

void applyRuns(QHash<qint64, PushRuns> &runs, const Changes<Job> &changes)
{
    for (const Job &job : changes.removed) {
        if (const auto ofPush = runs.find(job.pushId); ofPush != runs.end()) {
            takeRun(*ofPush, job);
            if (ofPush->isEmpty()) {
                runs.erase(ofPush);
            }
        }
    }
    for (const Job &job : changes.added) {
        addRun(runs[job.pushId], job);
    }
    for (const Change<Job> &change : changes.changed) {
        takeRun(runs[change.before.pushId], change.before);
        addRun(runs[change.after.pushId], change.after);
    }
}
}

bool Book::isSettled(const QString &pushKey) const
{
    const auto standing = standings.constFind(pushKey);
    return standing != standings.cend() && standing->settled;
}

bool Book::isHeldByOther(const QString &key, const WatchId &watch) const
{
    for (auto it = members.cbegin(); it != members.cend(); ++it) {
        if (it.key() != watch && it->contains(key)) {
            return true;
        }
    }
    return false;
}

qsizetype Book::jobCount() const
{
    qsizetype count = 0;
    for (const QHash<qint64, Job> &ofPush : jobs) {
        count += ofPush.size();
    }
    return count;
}

Facts Book::facts(bool withJobs) const
{
    Facts facts{.account = account,
                .pushes = sorted(pushes),
                .standings = sorted(standings),
                .landings = sorted(landings),
                .pullRequests = sorted(pullRequests),
                .deployments = sorted(deployments),
                .inbox = sorted(inbox),
                .occurrences = sorted(occurrences),
                .trees = sorted(trees),
                .delays = sorted(delays),
                .realised = realised};
    if (withJobs) {
        facts.jobs.reserve(jobCount());
        for (const QHash<qint64, Job> &ofPush : jobs) {
            facts.jobs.append(ofPush.values());
        }
        std::ranges::sort(facts.jobs, {}, &Job::id);
    }
    return facts;
}

QList<qint64> Book::openPushes(const WatchId &watch) const
{
    QList<qint64> open;
    const QSet<QString> keys = members.value(watch);
    for (const QString &key : keys) {
        const auto push = pushes.constFind(key);
        if (push != pushes.cend() && !isSettled(key)) {
            open.append(push->id);
        }
    }
    std::ranges::sort(open);
    return open;
}

void Book::apply(const ChangeSet &changes)
{
    applyTo(pushes, changes.pushes);
    applyTo(standings, changes.standings);
    applyTo(landings, changes.landings);
    applyTo(pullRequests, changes.pullRequests);
    applyTo(deployments, changes.deployments);
    applyTo(inbox, changes.inbox);
    applyTo(occurrences, changes.occurrences);
    applyTo(trees, changes.trees);
    applyTo(delays, changes.delays);
    applyJobs(jobs, changes.jobs);
    applyRuns(runs, changes.jobs);
    for (const Job &job : changes.jobs.removed) {
        suggestions.remove(job.id);
    }
    if (!changes.realised.isEmpty()) {
        realised += changes.realised;
        keepNewest(realised);
    }
}

void Book::apply(const QList<JobSuggestions> &changed)
{
    for (const JobSuggestions &one : changed) {
        if (one.bugs.isEmpty()) {
            suggestions.remove(one.job);
        } else {
            suggestions.insert(one.job, one);
        }
    }
}

void Book::tallyRuns()
{
    runs.clear();
    for (auto [push, ofPush] : jobs.asKeyValueRange()) {
        runs.insert(push, runsOf(ofPush));
    }
}

void Book::apply(const MembershipChange &change)
{
    QSet<QString> &keys = members[change.watch];
    for (const QString &key : change.left) {
        keys.remove(key);
    }
    for (const QString &key : change.joined) {
        keys.insert(key);
    }
    if (keys.isEmpty()) {
        members.remove(change.watch);
    }
}

}
