// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/facttable.h"

#include "models/store/archiveentry.h"
#include "models/store/columns.h"
#include "models/store/factcodec.h"
#include "models/store/sharedtexts.h"
#include "store_log.h"

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
enum class FactKind {
    Push = 1,
    Standing = 2,
    Landing = 3,
    PullRequest = 4,
    Occurrence = 5,
    Job = 6,
    Tree = 7,
    Thread = 8,
    Suggestions = 9, ///< of a job, under the job's key, without a history
    Deployment = 10,
    Delay = 11,
    Inbox = 12,
};
enum class What { Added = 1, Removed = 2, Changed = 3 };

template<class T>
constexpr FactKind kindOfFact = FactKind::Push;
template<>
constexpr FactKind kindOfFact<PushStanding> = FactKind::Standing;
template<>
constexpr FactKind kindOfFact<Landing> = FactKind::Landing;
template<>
constexpr FactKind kindOfFact<PullRequest> = FactKind::PullRequest;
template<>
constexpr FactKind kindOfFact<Occurrence> = FactKind::Occurrence;
template<>
constexpr FactKind kindOfFact<Tree> = FactKind::Tree;
template<>
constexpr FactKind kindOfFact<QueueDelay> = FactKind::Delay;
template<>
constexpr FactKind kindOfFact<Deployment> = FactKind::Deployment;
template<>
constexpr FactKind kindOfFact<InboxThread> = FactKind::Inbox;

const QString s_saveFact = u"INSERT OR REPLACE INTO facts (account, kind, key, body) VALUES (?, ?, ?, ?)"_s;
const QString s_removeFact = u"DELETE FROM facts WHERE account = ? AND kind = ? AND key = ?"_s;
const QString s_saveJob = u"INSERT OR REPLACE INTO jobs (account, push, id, body) VALUES (?, ?, ?, ?)"_s;
const QString s_removeJobs = u"DELETE FROM jobs WHERE account = ? AND push = ?"_s;
const QString s_history = u"INSERT INTO history (at, account, watch, kind, key, what, baseline, before, after)"
                          " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"_s;

/// Whether the change is one of state. How many of a push's jobs run and how many are green is told by the rows of
/// the jobs; a row for each such step of a standing, or for each run more of a job elsewhere that a failure's grounds
/// count, would be most of the file.
template<class T>
bool isOfState(const Change<T> &)
{
    return true;
}

template<>
bool isOfState(const Change<PushStanding> &change)
{
    const auto state = [](const PushStanding &s) {
        return std::tie(s.verdict, s.complete, s.settled, s.testFailed, s.busted, s.exceptions, s.newestFailure);
    };
    const auto isSame = [](const FailedJob &a, const FailedJob &b) {
        return std::tie(a.id, a.name, a.platform, a.result, a.blame)
            == std::tie(b.id, b.name, b.platform, b.result, b.blame);
    };
    return state(change.before) != state(change.after)
        || !std::ranges::equal(change.before.failures, change.after.failures, isSame);
}

QString jobKey(qint64 job)
{
    return u"job/%1"_s.arg(job);
}

QByteArray brief(const Job &job)
{
    return (jobStateName(job.state) + u'/' + jobResultName(job.result) + u'/' + QString::number(job.classification))
        .toUtf8();
}
}

void FactTable::record(const ChangeSet &changes)
{
    for (const Push &push : changes.pushes.removed) {
        m_sql.run(s_removeJobs, {text(changes.account.value), push.id});
    }
    recordFacts(changes, changes.pushes);
    recordFacts(changes, changes.standings);
    recordFacts(changes, changes.landings);
    recordFacts(changes, changes.pullRequests);
    recordFacts(changes, changes.deployments);
    recordFacts(changes, changes.inbox);
    recordFacts(changes, changes.occurrences);
    recordFacts(changes, changes.trees);
    recordFacts(changes, changes.delays);
    recordJobs(changes);
}

template<class T>
void FactTable::recordFacts(const ChangeSet &set, const Changes<T> &changes)
{
    const QVariant account = text(set.account.value);
    const int kind = int(kindOfFact<T>);
    const auto history = [&](const QString &key, What what, const QVariant &before, const QVariant &after) {
        m_sql.run(
            s_history,
            {instant(set.at), account, text(set.watch.value), kind, text(key), int(what), set.baseline, before, after});
    };
    for (const T &fact : changes.removed) {
        m_sql.run(s_removeFact, {account, kind, text(fact.key())});
        if constexpr (std::is_same_v<T, Occurrence>) {
            if (isLongOver(fact, set.at)) {
                continue;
            }
        }
        history(fact.key(), What::Removed, encode(fact), {});
    }
    for (const T &fact : changes.added) {
        const QByteArray body = encode(fact);
        m_sql.run(s_saveFact, {account, kind, text(fact.key()), body});
        history(fact.key(), What::Added, {}, body);
    }
    for (const Change<T> &change : changes.changed) {
        const QByteArray body = encode(change.after);
        m_sql.run(s_saveFact, {account, kind, text(change.after.key()), body});
        if (isOfState(change)) {
            history(change.after.key(), What::Changed, encode(change.before), body);
        }
    }
}

void FactTable::recordJobs(const ChangeSet &set)
{
    const QVariant account = text(set.account.value);
    for (const Job &job : set.jobs.removed) {
        if (isFailure(job)) { // nobody asks about the others
            m_sql.run(s_removeFact, {account, int(FactKind::Suggestions), jobKey(job.id)});
        }
    }
    for (const Job &job : set.jobs.added) {
        m_sql.run(s_saveJob, {account, job.pushId, job.id, encode(job)});
    }
    for (const Change<Job> &change : set.jobs.changed) {
        m_sql.run(s_saveJob, {account, change.after.pushId, change.after.id, encode(change.after)});
        const QByteArray before = brief(change.before);
        const QByteArray after = brief(change.after);
        if (before != after) {
            m_sql.run(s_history,
                      {instant(set.at), account, text(set.watch.value), int(FactKind::Job), jobKey(change.after.id),
                       int(What::Changed), set.baseline, before, after});
        }
    }
}

void FactTable::record(const AccountId &account, const JobSuggestions &suggestions)
{
    const QVariantList place{text(account.value), int(FactKind::Suggestions), jobKey(suggestions.job)};
    if (suggestions.bugs.isEmpty()) {
        m_sql.run(s_removeFact, place);
    } else {
        m_sql.run(s_saveFact, place + QVariantList{encode(suggestions)});
    }
}

void FactTable::load(QHash<AccountId, Book> &books)
{
    loadFacts(books);
    loadJobs(books);
    for (auto it = books.begin(); it != books.end(); ++it) {
        it->account = it.key();
    }
}

void FactTable::loadFacts(QHash<AccountId, Book> &books)
{
    const auto take = [&](const QSqlQuery &row, auto Book::*held, auto fact) {
        if (!fact || stored(fact->key()) != row.value(2).toString()) {
            qCWarning(WINDSOCK_STORE) << "cannot read" << row.value(0).toString() << row.value(2).toString()
                                      << "- skipped";
            return;
        }
        Book &book = books[AccountId(row.value(0).toString())];
        fact->account = AccountId(row.value(0).toString());
        (book.*held).insert(fact->key(), *fact);
    };
    m_sql.each(u"SELECT account, kind, key, body FROM facts"_s, {}, [&](const QSqlQuery &row) {
        const QByteArray body = row.value(3).toByteArray();
        switch (FactKind(row.value(1).toInt())) {
        case FactKind::Push:
            return take(row, &Book::pushes, decode<Push>(body));
        case FactKind::Standing:
            return take(row, &Book::standings, decode<PushStanding>(body));
        case FactKind::Landing:
            return take(row, &Book::landings, decode<Landing>(body));
        case FactKind::PullRequest:
            return take(row, &Book::pullRequests, decode<PullRequest>(body));
        case FactKind::Occurrence:
            return take(row, &Book::occurrences, decode<Occurrence>(body));
        case FactKind::Tree:
            return take(row, &Book::trees, decode<Tree>(body));
        case FactKind::Delay:
            return take(row, &Book::delays, decode<QueueDelay>(body));
        case FactKind::Deployment:
            return take(row, &Book::deployments, decode<Deployment>(body));
        case FactKind::Inbox:
            return take(row, &Book::inbox, decode<InboxThread>(body));
        case FactKind::Suggestions:
            if (const auto suggested = decode<JobSuggestions>(body)) {
                books[AccountId(row.value(0).toString())].suggestions.insert(suggested->job, *suggested);
            }
            return;
        case FactKind::Job:
        case FactKind::Thread:
            return;
        }
    });
}

void FactTable::loadJobs(QHash<AccountId, Book> &books)
{
    SharedTexts texts;
    m_sql.each(u"SELECT account, id, body FROM jobs"_s, {}, [&](const QSqlQuery &row) {
        auto job = decode<Job>(row.value(2).toByteArray());
        if (!job || job->id != row.value(1).toLongLong()) {
            qCWarning(WINDSOCK_STORE) << "cannot read" << row.value(0).toString() << "job" << row.value(1).toLongLong()
                                      << "- skipped";
            return;
        }
        texts.share(*job);
        books[AccountId(row.value(0).toString())].jobs[job->pushId].insert(job->id, *job);
    });
}

void FactTable::pruneHistory(const QDateTime &time)
{
    m_sql.run(u"DELETE FROM history WHERE at < ?"_s, {instant(time)});
}

}
