// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/store/making.h"

#include <QMap>
#include <QRandomGenerator>

#include <typeinfo>

/// What a ledger should know, kept in the plainest way there is: maps, and the contract's sentences one after another.
/// Only the adding up of a push's jobs is shared with the code (it has tests of its own).
namespace Windsock::Making {

template<class T>
using Known = QMap<QString, T>;

struct ReferenceAccount {
    Known<Push> pushes;
    Known<PushStanding> standings;
    Known<Landing> landings;
    Known<PullRequest> pullRequests;
    Known<Occurrence> occurrences;
    QMap<qint64, Job> jobs;

    Facts facts(const AccountId &id, bool withJobs = true) const
    {
        return {.account = id,
                .pushes = pushes.values(),
                .jobs = withJobs ? jobs.values() : QList<Job>(),
                .standings = standings.values(),
                .landings = landings.values(),
                .pullRequests = pullRequests.values(),
                .occurrences = occurrences.values()};
    }
    bool isEmpty() const
    {
        return pushes.isEmpty() && landings.isEmpty() && pullRequests.isEmpty() && occurrences.isEmpty();
    }
};

struct ReferenceWatch {
    Watch watch;
    bool seen = false; ///< a snapshot has been stored
    QString cursor;
    QDateTime asOf;
    QSet<QString> keys;
};

class ReferenceLedger
{
public:
    QMap<AccountId, ReferenceAccount> accounts;
    QMap<WatchId, ReferenceWatch> watches;

    void setWatches(const QList<Watch> &list)
    {
        QMap<WatchId, ReferenceWatch> after;
        for (const Watch &watch : list) {
            const bool same = watches.contains(watch.id) && watches.value(watch.id).watch == watch;
            after.insert(watch.id, same ? watches.value(watch.id) : ReferenceWatch{.watch = watch});
        }
        const auto before = std::exchange(watches, after);
        for (const ReferenceWatch &old : before) {
            for (const QString &key : old.keys) {
                dropUnlessHeld(old.watch.account, key);
            }
        }
    }

    void apply(const Snapshot &snapshot, const QDateTime &now, std::chrono::seconds settleTime)
    {
        if (!watches.contains(snapshot.watch)) {
            return;
        }
        ReferenceWatch &watch = watches[snapshot.watch];
        watch.asOf = snapshot.asOf;
        if (snapshot.unchanged) {
            return;
        }
        watch.cursor = snapshot.cursor;
        watch.seen = true;
        ReferenceAccount &account = accounts[snapshot.account];
        const QMap<QString, PushStanding> standings = account.standings;
        QSet<QString> present;
        QSet<qint64> touched;
        learn(snapshot, snapshot.pushes, account.pushes, present, &touched);
        learn(snapshot, snapshot.landings, account.landings, present);
        learn(snapshot, snapshot.pullRequests, account.pullRequests, present);
        learn(snapshot, snapshot.occurrences, account.occurrences, present);
        const QSet<QString> held = watch.keys;
        watch.keys |= present;
        for (const QString &key : held) {
            const bool stillRuns = account.pushes.contains(key) && !standings.value(key).settled;
            const bool leaves = snapshot.gone.contains(key) || (snapshot.whole && !present.contains(key) && !stillRuns);
            if (leaves) {
                watch.keys.remove(key);
                dropUnlessHeld(snapshot.account, key);
            }
        }
        for (const Job &job : newest(snapshot.jobs)) {
            const bool older = account.jobs.contains(job.id) && isOlder(job, account.jobs.value(job.id));
            if (account.pushes.contains(Push::pushKey(job.pushId)) && !older
                && (!account.jobs.contains(job.id) || account.jobs.value(job.id) != job)) {
                account.jobs.insert(job.id, job);
                touched.insert(job.pushId);
            }
        }
        for (const qint64 push : std::as_const(touched)) {
            if (account.pushes.contains(Push::pushKey(push))) {
                addUp(snapshot.account, push, now, settleTime);
            }
        }
    }

    void tick(const QDateTime &now, std::chrono::seconds settleTime)
    {
        for (auto it = accounts.begin(); it != accounts.end(); ++it) {
            for (const PushStanding &standing : it->standings.values()) {
                if (standing.complete && !standing.settled) {
                    addUp(it.key(), standing.pushId, now, settleTime);
                }
            }
        }
    }

    WatchMemory memory(const WatchId &id) const
    {
        const ReferenceWatch watch = watches.value(id);
        WatchMemory memory{.watch = id, .cursor = watch.cursor, .asOf = watch.asOf};
        const ReferenceAccount account = accounts.value(watch.watch.account);
        memory.keys = watch.keys.values();
        memory.keys.sort();
        for (const Push &push : account.pushes) {
            if (watch.keys.contains(push.key()) && !account.standings.value(push.key()).settled) {
                memory.openPushes.append(push.id);
            }
        }
        std::ranges::sort(memory.openPushes);
        return memory;
    }

private:
    static bool isOlder(const Job &a, const Job &b)
    {
        return a.lastModified.isValid() && b.lastModified.isValid() && a.lastModified < b.lastModified;
    }

    static QList<Job> newest(const QList<Job> &jobs)
    {
        QMap<qint64, Job> each;
        for (const Job &job : jobs) {
            if (!each.contains(job.id) || !isOlder(job, each.value(job.id))) {
                each.insert(job.id, job);
            }
        }
        return each.values();
    }

    template<class T>
    static void learn(const Snapshot &snapshot, const QList<T> &arrived, Known<T> &known, QSet<QString> &present,
                      QSet<qint64> *added = nullptr)
    {
        for (T fact : arrived) {
            if (snapshot.gone.contains(fact.key())) {
                continue;
            }
            fact.account = snapshot.account;
            if constexpr (std::is_same_v<T, Push>) {
                if (!known.contains(fact.key())) {
                    added->insert(fact.id);
                }
            }
            known.insert(fact.key(), fact);
            present.insert(fact.key());
        }
    }

    void dropUnlessHeld(const AccountId &id, const QString &key)
    {
        for (const ReferenceWatch &watch : std::as_const(watches)) {
            if (watch.watch.account == id && watch.keys.contains(key)) {
                return;
            }
        }
        ReferenceAccount &account = accounts[id];
        if (account.pushes.contains(key)) {
            const qint64 push = account.pushes.take(key).id;
            account.standings.remove(key);
            account.jobs.removeIf([push](const auto &entry) { return entry.value().pushId == push; });
        }
        account.landings.remove(key);
        account.pullRequests.remove(key);
        account.occurrences.remove(key);
    }

    void addUp(const AccountId &id, qint64 push, const QDateTime &now, std::chrono::seconds settleTime)
    {
        QList<Job> jobs = accounts[id].jobs.values();
        jobs.removeIf([push](const Job &job) { return job.pushId != push; });
        PushStanding &held = accounts[id].standings[Push::pushKey(push)];
        PushStanding standing = standingOf(id, push, jobs, now, settleTime);
        if (held.settled && standing.complete && standing.finished() == held.finished()) {
            standing.settled = true;
        }
        held = standing;
    }
};

/// One who knows the facts by the change sets alone, and notes where a change set does not fit what it knew.
class Mirror
{
public:
    QString complaint;

    void fill(const QList<Facts> &facts)
    {
        *this = {};
        for (const Facts &of : facts) {
            take(asBaseline(of, {}));
        }
    }

    void take(const ChangeSet &changes)
    {
        ReferenceAccount &account = m_accounts[changes.account];
        const auto byKey = [](const auto &fact) { return fact.key(); };
        follow(account.jobs, changes.jobs, [](const Job &job) { return job.id; });
        follow(account.pushes, changes.pushes, byKey);
        follow(account.standings, changes.standings, byKey);
        follow(account.landings, changes.landings, byKey);
        follow(account.pullRequests, changes.pullRequests, byKey);
        follow(account.occurrences, changes.occurrences, byKey);
    }

    Facts facts(const AccountId &id) const { return m_accounts.value(id).facts(id); }

private:
    template<class Key, class T>
    void follow(QMap<Key, T> &known, const Changes<T> &changes, auto keyOf)
    {
        const auto expect = [this](bool fits, const char *what) {
            if (!fits && complaint.isEmpty()) {
                complaint = QString::fromLatin1(what) + u' ' + QString::fromLatin1(typeid(T).name());
            }
        };
        for (const T &fact : changes.removed) {
            expect(known.contains(keyOf(fact)) && known.value(keyOf(fact)) == fact, "removed but not so known:");
            known.remove(keyOf(fact));
        }
        for (const T &fact : changes.added) {
            expect(!known.contains(keyOf(fact)), "added but known:");
            known.insert(keyOf(fact), fact);
        }
        for (const Change<T> &change : changes.changed) {
            expect(keyOf(change.before) == keyOf(change.after) && change.before != change.after, "changed into itself:");
            expect(known.contains(keyOf(change.before)) && known.value(keyOf(change.before)) == change.before,
                   "changed from something else:");
            known.insert(keyOf(change.after), change.after);
        }
    }

    QMap<AccountId, ReferenceAccount> m_accounts;
};

/// Throws the dice for snapshots, on the same few facts again and again.
class Chance
{
public:
    explicit Chance(quint32 seed)
        : m_random(seed)
    {
    }

    int below(int end) { return static_cast<int>(m_random.bounded(end)); }
    bool once(int in) { return below(in) == 0; }

    Watch watch(int number)
    {
        const AccountId account(number < 3 ? u"th"_s : u"g%h_"_s);
        return {.id = WatchId(account.value + u"/w%1"_s.arg(number)),
                .account = account,
                .kind = Watch::Kind::Author,
                .target = once(3) ? u"other"_s : u"usual"_s};
    }

    Snapshot snapshot(const Watch &watch, const QDateTime &now)
    {
        Snapshot some{.account = watch.account,
                      .watch = watch.id,
                      .asOf = now,
                      .whole = !once(3),
                      .unchanged = once(12),
                      .cursor = u"c%1"_s.arg(below(1000))};
        if (some.unchanged) {
            return some;
        }
        for (int i = below(7); i > 0; --i) {
            some.pushes.append(somePush());
        }
        for (int i = below(14); i > 0; --i) {
            some.jobs.append(someJob(now));
        }
        for (int i = below(4); i > 0; --i) {
            Landing one = landing(1 + below(6), u"title %1"_s.arg(below(3)));
            one.state = Landing::State(below(10));
            some.landings.append(one);
        }
        for (int i = below(4); i > 0; --i) {
            some.pullRequests.append(somePull());
        }
        for (int i = below(4); i > 0; --i) {
            some.occurrences.append(someEvent(now));
        }
        while (once(3)) {
            some.gone.append(once(2) ? somePush().key() : once(2) ? somePull().key() : u"bug/%1"_s.arg(below(7)));
        }
        return some;
    }

private:
    Push somePush()
    {
        Push one = push(1 + below(12));
        one.commitCount = 1 + below(3);
        return one;
    }

    Job someJob(const QDateTime &now)
    {
        const qint64 pushId = 1 + below(13);
        const bool over = !once(3);
        Job one = job(pushId * 100 + below(5), pushId, over ? Job::State::Completed : Job::State(below(5)),
                      Job::Result(over ? below(3) : 7));
        one.classification = once(3) ? 4 : 1;
        one.lastModified = once(9) ? QDateTime() : now.addSecs(-below(600));
        return one;
    }

    PullRequest somePull()
    {
        static const QStringList repositories{u"o/r"_s, u"o/_"_s, u"o/%"_s, u"😀/😀"_s, u"o/\uffff"_s};
        return {.repository = repositories.at(below(5)),
                .number = 1 + below(2),
                .title = u"t%1"_s.arg(below(3)),
                .checks = PullRequest::Checks(below(5))};
    }

    Occurrence someEvent(const QDateTime &now)
    {
        Occurrence one = occurrence(u"uid%1"_s.arg(below(3)), 0);
        if (once(2)) {
            one.recurrence = minute(below(3) * 1440);
        }
        one.start = now.addSecs(3600 * (below(80) - 40));
        one.end = one.start.addSecs(3600);
        return one;
    }

    QRandomGenerator m_random;
};

}
