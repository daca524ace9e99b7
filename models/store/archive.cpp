// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/archive.h"

#include "models/store/factcodec.h"
#include "models/store/realisedtable.h"
#include "models/store/schema.h"
#include "models/store/sharedtexts.h"
#include "store_log.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTimeZone>

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
    Thread = 8
};
enum class What { Added = 1, Removed = 2, Changed = 3 };

template<class T>
constexpr FactKind kindOf = FactKind::Push;
template<>
constexpr FactKind kindOf<PushStanding> = FactKind::Standing;
template<>
constexpr FactKind kindOf<Landing> = FactKind::Landing;
template<>
constexpr FactKind kindOf<PullRequest> = FactKind::PullRequest;
template<>
constexpr FactKind kindOf<Occurrence> = FactKind::Occurrence;
template<>
constexpr FactKind kindOf<Tree> = FactKind::Tree;

constexpr int s_noticesKeptInMemory = 1000;

const QString s_saveFact = u"INSERT OR REPLACE INTO facts (account, kind, key, body) VALUES (?, ?, ?, ?)"_s;
const QString s_removeFact = u"DELETE FROM facts WHERE account = ? AND kind = ? AND key = ?"_s;
const QString s_saveJob = u"INSERT OR REPLACE INTO jobs (account, push, id, body) VALUES (?, ?, ?, ?)"_s;
const QString s_removeJobs = u"DELETE FROM jobs WHERE account = ? AND push = ?"_s;
const QString s_history = u"INSERT INTO history (at, account, watch, kind, key, what, baseline, before, after)"
                          " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"_s;
const QString s_notice = u"SELECT key, subject, account, watch, kind, urgency, title, text, url, decided, state, shown,"
                         " read FROM notices"_s;

/// What SQLite gives back of a text: it turns what is no character into a replacement character when it reads, and
/// would not find the row by the text that was written.
QString stored(const QString &string)
{
    constexpr QChar notOne(0xfffe);
    constexpr QChar norOther(0xffff);
    QString kept = string.isValidUtf16() ? string : QString::fromUtf8(string.toUtf8());
    if (kept.contains(notOne) || kept.contains(norOther)) {
        kept.replace(notOne, QChar::ReplacementCharacter).replace(norOther, QChar::ReplacementCharacter);
    }
    return kept;
}

/// A null string would be stored as NULL, which no column takes.
QVariant text(const QString &string)
{
    return string.isNull() ? u""_s : stored(string);
}

/// Behind every key that begins so.
QString endOf(const QString &beginning)
{
    return beginning + QString::fromUcs4(U"\U0010ffff");
}

QVariant instant(const QDateTime &time)
{
    return time.isValid() ? QVariant(time.toMSecsSinceEpoch()) : QVariant();
}

QDateTime instantFrom(const QVariant &value)
{
    return value.isNull() ? QDateTime() : QDateTime::fromMSecsSinceEpoch(value.toLongLong(), QTimeZone::UTC);
}

template<class Enum>
Enum enumFrom(const QVariant &value, Enum last)
{
    return static_cast<Enum>(std::clamp(value.toInt(), 0, static_cast<int>(last)));
}

Notice noticeFrom(const QSqlQuery &row)
{
    return {.key = row.value(0).toString(),
            .subject = Subject(row.value(1).toString()),
            .account = AccountId(row.value(2).toString()),
            .watch = WatchId(row.value(3).toString()),
            .kind = enumFrom(row.value(4), Notice::Kind::ThreadChanged),
            .urgency = enumFrom(row.value(5), Notice::Urgency::High),
            .title = row.value(6).toString(),
            .text = row.value(7).toString(),
            .url = QUrl(row.value(8).toString()),
            .decided = instantFrom(row.value(9)),
            .state = enumFrom(row.value(10), Notice::State::Withdrawn),
            .shown = instantFrom(row.value(11)),
            .read = row.value(12).toBool()};
}

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

QByteArray brief(const Job &job)
{
    return (jobStateName(job.state) + u'/' + jobResultName(job.result) + u'/' + QString::number(job.classification))
        .toUtf8();
}
}

Archive::Archive(const QString &file)
    : m_file(file), m_lock(file + u".lock"_s)
{
    m_lock.setStaleLockTime(0);
}

Archive::~Archive()
{
    close();
}

void Archive::close()
{
    m_sql.close();
    m_lock.unlock();
}

std::expected<QString, QString> Archive::open(const QDateTime &now)
{
    const QString locked = takeLock();
    if (!locked.isEmpty()) {
        return std::unexpected(locked);
    }
    QString aside;
    Opened opened = openFile();
    if (opened == Opened::Damaged) {
        const auto moved = setAside(now);
        if (!moved) {
            close();
            return std::unexpected(moved.error());
        }
        aside = *moved;
        opened = openFile();
    }
    if (opened != Opened::Good) {
        const QString why = m_refusal.isEmpty() ? m_sql.error() : m_refusal;
        close();
        return std::unexpected(u"%1: %2"_s.arg(m_file, why));
    }
    return aside;
}

QString Archive::takeLock()
{
    const QString folder = QFileInfo(m_file).absolutePath();
    if (!QFileInfo::exists(folder)) {
        if (!QDir().mkpath(folder)) {
            return u"%1: the folder cannot be made"_s.arg(folder);
        }
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    if (m_lock.tryLock(0)) {
        return {};
    }
    qint64 pid = 0;
    QString host;
    QString program;
    const auto isHeld = [&] { return m_lock.getLockInfo(&pid, &host, &program); };
    // Killed between making the lock file and writing its name into it: nobody would ever find such a lock stale.
    // Who lives has written it by now, or keeps the file from being removed.
    if (m_lock.error() == QLockFile::LockFailedError && !isHeld()) {
        if (m_lock.tryLock(200) || (!isHeld() && m_lock.removeStaleLockFile() && m_lock.tryLock(0))) {
            return {};
        }
    }
    if (m_lock.error() == QLockFile::LockFailedError && isHeld()) {
        return u"%1 is in use by %2 (process %3)"_s.arg(m_file, program).arg(pid);
    }
    return u"%1 cannot be locked"_s.arg(m_file);
}

Archive::Opened Archive::openFile()
{
    m_refusal.clear();
    QFile file(m_file);
    const QFile::Permissions ours = QFile::ReadOwner | QFile::WriteOwner;
    if (!file.exists() && !file.open(QIODevice::WriteOnly | QIODevice::NewOnly, ours)) {
        m_refusal = file.errorString();
        return Opened::Failed;
    }
    file.close();
    file.setPermissions(ours);

    const auto verdict = [this] { return m_sql.isDamaged() ? Opened::Damaged : Opened::Failed; };
    if (!m_sql.open(m_file)) {
        return verdict();
    }
    const int version = m_sql.value(u"PRAGMA user_version"_s).toInt();
    if (!m_sql.hasError() && version > int(schemaSteps().size())) {
        m_refusal = u"written by a newer Windsock (schema %1, this one knows %2)"_s.arg(version).arg(
            schemaSteps().size());
        return Opened::Failed;
    }
    const QString sound = m_sql.value(u"PRAGMA quick_check(1)"_s).toString();
    if (m_sql.hasError()) {
        return verdict();
    }
    if (sound != "ok"_L1) {
        m_refusal = sound;
        return Opened::Damaged;
    }
    m_sql.value(u"PRAGMA journal_mode = WAL"_s);
    m_sql.value(u"PRAGMA synchronous = FULL"_s);
    m_sql.value(u"PRAGMA journal_size_limit = 67108864"_s);
    return !m_sql.hasError() && migrate(version) ? Opened::Good : verdict();
}

bool Archive::migrate(int from)
{
    const auto steps = schemaSteps();
    for (int version = from; version < int(steps.size()); ++version) {
        m_sql.begin();
        for (const QString &statement : steps[version]) {
            m_sql.run(statement);
        }
        m_sql.run(u"PRAGMA user_version = %1"_s.arg(version + 1));
        if (!m_sql.commit()) {
            return false;
        }
    }
    return true;
}

std::expected<QString, QString> Archive::setAside(const QDateTime &now)
{
    const QString why = m_refusal.isEmpty() ? m_sql.error() : m_refusal;
    m_sql.close();
    const QString stem = m_file + u".damaged-"_s + now.toUTC().toString(u"yyyyMMdd'T'HHmmss'Z'"_s);
    QString aside = stem;
    for (int i = 2; QFileInfo::exists(aside); ++i) {
        aside = stem + u'-' + QString::number(i);
    }
    QFile damaged(m_file);
    if (!damaged.rename(aside)) {
        return std::unexpected(u"%1 is damaged and cannot be set aside: %2"_s.arg(m_file, damaged.errorString()));
    }
    for (const QString &tail : {u"-wal"_s, u"-shm"_s}) {
        if (QFileInfo::exists(m_file + tail) && !QFile::rename(m_file + tail, aside + tail)) {
            return std::unexpected(u"%1 belongs to a damaged file and cannot be set aside"_s.arg(m_file + tail));
        }
    }
    qCWarning(WINDSOCK_STORE) << m_file << "was damaged and is kept as" << aside << why;
    return aside;
}

std::expected<QList<Notice>, QString> Archive::record(const ArchiveEntry &entry)
{
    QStringList altered;
    m_sql.begin();
    for (const ChangeSet &changes : entry.changes) {
        recordChanges(changes);
    }
    recordMemories(entry);
    recordNotices(entry, altered);
    const QList<Notice> notices = noticesOf(altered);
    if (!m_sql.commit()) {
        return std::unexpected(m_sql.error());
    }
    return notices;
}

void Archive::recordChanges(const ChangeSet &changes)
{
    for (const Push &push : changes.pushes.removed) {
        m_sql.run(s_removeJobs, {text(changes.account.value), push.id});
    }
    recordFacts(changes, changes.pushes);
    recordFacts(changes, changes.standings);
    recordFacts(changes, changes.landings);
    recordFacts(changes, changes.pullRequests);
    recordFacts(changes, changes.occurrences);
    recordFacts(changes, changes.trees);
    recordJobs(changes);
    RealisedTable(m_sql).record(changes);
}

template<class T>
void Archive::recordFacts(const ChangeSet &set, const Changes<T> &changes)
{
    const QVariant account = text(set.account.value);
    const int kind = int(kindOf<T>);
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

void Archive::recordJobs(const ChangeSet &set)
{
    const QVariant account = text(set.account.value);
    for (const Job &job : set.jobs.added) {
        m_sql.run(s_saveJob, {account, job.pushId, job.id, encode(job)});
    }
    for (const Change<Job> &change : set.jobs.changed) {
        m_sql.run(s_saveJob, {account, change.after.pushId, change.after.id, encode(change.after)});
        const QByteArray before = brief(change.before);
        const QByteArray after = brief(change.after);
        if (before != after) {
            m_sql.run(s_history,
                      {instant(set.at), account, text(set.watch.value), int(FactKind::Job),
                       u"job/%1"_s.arg(change.after.id), int(What::Changed), set.baseline, before, after});
        }
    }
}

void Archive::recordMemories(const ArchiveEntry &entry)
{
    for (const MembershipChange &change : entry.memberships) {
        for (const QString &key : change.left) {
            m_sql.run(u"DELETE FROM membership WHERE watch = ? AND key = ?"_s, {text(change.watch.value), text(key)});
        }
        for (const QString &key : change.joined) {
            m_sql.run(u"INSERT OR IGNORE INTO membership (watch, key) VALUES (?, ?)"_s,
                      {text(change.watch.value), text(key)});
        }
    }
    for (const MemoryRow &row : entry.memories) {
        m_sql.run(
            u"INSERT OR REPLACE INTO memory (watch, account, cursor, as_of, baselined, meaning) VALUES (?, ?, ?, ?, ?, ?)"_s,
            {text(row.watch.value), text(row.account.value), text(row.cursor), instant(row.asOf), row.baselined,
             text(row.meaning)});
    }
    for (const WatchId &watch : entry.forgotten) {
        m_sql.run(u"DELETE FROM membership WHERE watch = ?"_s, {text(watch.value)});
        m_sql.run(u"DELETE FROM memory WHERE watch = ?"_s, {text(watch.value)});
        m_sql.run(u"DELETE FROM health WHERE watch = ?"_s, {text(watch.value)});
    }
}

void Archive::recordNotices(const ArchiveEntry &entry, QStringList &altered)
{
    QSet<QString> decided;
    for (const Notice &notice : entry.notices) {
        decided.insert(stored(notice.key));
    }
    for (const QString &beginning : entry.overtaken) {
        QStringList open;
        m_sql.each(u"SELECT key FROM notices WHERE key >= ? AND key < ? AND state <> ?"_s,
                   {text(beginning), text(endOf(beginning)), int(Notice::State::Withdrawn)},
                   [&](const QSqlQuery &row) { open.append(row.value(0).toString()); });
        for (const QString &key : std::as_const(open)) {
            if (!decided.contains(key)) {
                m_sql.run(u"UPDATE notices SET state = ? WHERE key = ?"_s, {int(Notice::State::Withdrawn), text(key)});
                altered.append(key);
            }
        }
    }
    for (const Notice &notice : entry.notices) {
        const int inserted = m_sql.run(u"INSERT OR IGNORE INTO notices (key, subject, account, watch, kind, urgency, "
                                       u"title, text, url, decided, state, shown, read)"
                                       " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
                                       {text(notice.key), text(notice.subject.value), text(notice.account.value),
                                        text(notice.watch.value), int(notice.kind), int(notice.urgency),
                                        text(notice.title), text(notice.text),
                                        text(notice.url.toString(QUrl::FullyEncoded)),
                                        instant(notice.decided.isValid() ? notice.decided : entry.at),
                                        int(notice.state), instant(notice.shown), notice.read});
        if (inserted > 0) {
            altered.append(notice.key);
        }
    }
}

QList<Notice> Archive::noticesOf(const QStringList &keys)
{
    QList<Notice> notices;
    for (const QString &key : keys) {
        m_sql.each(s_notice + u" WHERE key = ?"_s, {text(key)},
                   [&](const QSqlQuery &row) { notices.append(noticeFrom(row)); });
    }
    return notices;
}

std::expected<QList<Notice>, QString> Archive::alter(const QString &sql, const QList<QVariantList> &rows)
{
    QStringList altered;
    m_sql.begin();
    for (const QVariantList &row : rows) {
        if (m_sql.run(sql, row) > 0) {
            altered.append(row.constLast().toString());
        }
    }
    const QList<Notice> notices = noticesOf(altered);
    if (!m_sql.commit()) {
        return std::unexpected(m_sql.error());
    }
    return notices;
}

std::expected<QList<Notice>, QString> Archive::markShown(const QString &key, const QDateTime &when)
{
    // One that was withdrawn meanwhile stays so: only that it was seen is added.
    return alter(
        u"UPDATE notices SET shown = ?, state = CASE state WHEN 0 THEN 1 ELSE state END WHERE shown IS NULL AND key = ?"_s,
        {{instant(when), text(key)}});
}

std::expected<QList<Notice>, QString> Archive::markRead(const QStringList &keys)
{
    QList<QVariantList> rows;
    for (const QString &key : keys) {
        rows.append({text(key)});
    }
    return alter(u"UPDATE notices SET read = 1 WHERE read = 0 AND key = ?"_s, rows);
}

std::expected<QList<Notice>, QString> Archive::withdraw(const QStringList &keys)
{
    QList<QVariantList> rows;
    for (const QString &key : keys) {
        rows.append({text(key)});
    }
    return alter(u"UPDATE notices SET state = 2 WHERE state <> 2 AND key = ?"_s, rows);
}

std::expected<void, QString> Archive::saveHealth(const SourceHealth &health)
{
    m_sql.begin();
    m_sql.run(u"INSERT OR REPLACE INTO health (watch, body) VALUES (?, ?)"_s,
              {text(health.watch.value), encode(health)});
    return m_sql.commit() ? std::expected<void, QString>() : std::unexpected(m_sql.error());
}

std::expected<void, QString> Archive::prune(const QDateTime &history, const QDateTime &realised)
{
    m_sql.begin();
    m_sql.run(u"DELETE FROM history WHERE at < ?"_s, {instant(history)});
    RealisedTable(m_sql).prune(realised);
    return m_sql.commit() ? std::expected<void, QString>() : std::unexpected(m_sql.error());
}

std::expected<ArchiveContent, QString> Archive::load()
{
    ArchiveContent content;
    m_sql.begin();
    m_sql.each(u"SELECT watch, account, cursor, as_of, baselined, meaning FROM memory"_s, {}, [&](const QSqlQuery &row) {
        content.memories.append({.watch = WatchId(row.value(0).toString()),
                                 .account = AccountId(row.value(1).toString()),
                                 .cursor = row.value(2).toString(),
                                 .asOf = instantFrom(row.value(3)),
                                 .baselined = row.value(4).toBool(),
                                 .meaning = row.value(5).toString()});
    });
    loadFacts(content);
    loadMembership(content);
    RealisedTable(m_sql).load(content.books);
    const QString wanted = u" WHERE state = 0 OR key IN (SELECT key FROM notices ORDER BY decided DESC LIMIT %1)"
                           " ORDER BY decided DESC"_s.arg(s_noticesKeptInMemory);
    m_sql.each(s_notice + wanted, {}, [&](const QSqlQuery &row) { content.notices.append(noticeFrom(row)); });
    m_sql.each(u"SELECT body FROM health"_s, {}, [&](const QSqlQuery &row) {
        if (const auto health = decode<SourceHealth>(row.value(0).toByteArray())) {
            content.health.append(*health);
        }
    });
    if (!m_sql.commit()) {
        return std::unexpected(m_sql.error());
    }
    return content;
}

void Archive::loadFacts(ArchiveContent &content)
{
    const auto take = [&](const QSqlQuery &row, auto Book::*held, auto fact) {
        if (!fact || stored(fact->key()) != row.value(2).toString()) {
            qCWarning(WINDSOCK_STORE) << "cannot read" << row.value(0).toString() << row.value(2).toString()
                                      << "- skipped";
            return;
        }
        Book &book = content.books[AccountId(row.value(0).toString())];
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
        case FactKind::Job:
        case FactKind::Thread:
            return;
        }
    });
    SharedTexts texts;
    m_sql.each(u"SELECT account, id, body FROM jobs"_s, {}, [&](const QSqlQuery &row) {
        auto job = decode<Job>(row.value(2).toByteArray());
        if (!job || job->id != row.value(1).toLongLong()) {
            qCWarning(WINDSOCK_STORE) << "cannot read" << row.value(0).toString() << "job" << row.value(1).toLongLong()
                                      << "- skipped";
            return;
        }
        texts.share(*job);
        content.books[AccountId(row.value(0).toString())].jobs[job->pushId].insert(job->id, *job);
    });
    for (auto it = content.books.begin(); it != content.books.end(); ++it) {
        it->account = it.key();
    }
}

void Archive::loadMembership(ArchiveContent &content)
{
    QHash<WatchId, AccountId> accounts;
    for (const MemoryRow &row : std::as_const(content.memories)) {
        accounts.insert(row.watch, row.account);
    }
    QHash<AccountId, QHash<QString, QString>> keys; ///< by what is stored of them
    for (const Book &book : std::as_const(content.books)) {
        for (const QStringList &some : {book.pushes.keys(), book.landings.keys(), book.pullRequests.keys(),
                                        book.occurrences.keys(), book.trees.keys()}) {
            for (const QString &key : some) {
                keys[book.account].insert(stored(key), key);
            }
        }
    }
    m_sql.each(u"SELECT watch, key FROM membership"_s, {}, [&](const QSqlQuery &row) {
        const WatchId watch(row.value(0).toString());
        const AccountId account = accounts.value(watch);
        const QString key = keys.value(account).value(row.value(1).toString());
        if (!key.isEmpty()) {
            content.books[account].members[watch].insert(key);
        }
    });
}

}
