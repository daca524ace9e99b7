// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/archive.h"

#include "models/store/columns.h"
#include "models/store/factcodec.h"
#include "models/store/facttable.h"
#include "models/store/noticetable.h"
#include "models/store/realisedtable.h"
#include "models/store/threadtable.h"

using namespace Qt::StringLiterals;

namespace Windsock {

Archive::Archive(const QString &file)
    : m_file(file, m_sql)
{
}

Archive::~Archive()
{
    close();
}

std::expected<QString, QString> Archive::open(const QDateTime &now)
{
    return m_file.open(now);
}

void Archive::close()
{
    m_file.close();
}

std::expected<QList<Notice>, QString> Archive::record(const ArchiveEntry &entry)
{
    return noticesAltered([&](NoticeTable &notices) {
        for (const ChangeSet &changes : entry.changes) {
            FactTable(m_sql).record(changes);
            RealisedTable(m_sql).record(changes);
        }
        ThreadTable(m_sql).record(entry.threads, entry.at);
        for (const auto &[account, suggestions] : entry.suggestions) {
            FactTable(m_sql).record(account, suggestions);
        }
        recordMemories(entry);
        return notices.record(entry);
    });
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

std::expected<QList<Notice>, QString> Archive::noticesAltered(const std::function<QStringList(NoticeTable &)> &alter)
{
    NoticeTable table(m_sql);
    m_sql.begin();
    const QList<Notice> notices = table.of(alter(table));
    if (!m_sql.commit()) {
        return std::unexpected(m_sql.error());
    }
    return notices;
}

std::expected<QList<Notice>, QString> Archive::markShown(const QString &key, const QDateTime &when)
{
    return noticesAltered([&](NoticeTable &notices) { return notices.markShown(key, when); });
}

std::expected<QList<Notice>, QString> Archive::markRead(const QStringList &keys)
{
    return noticesAltered([&](NoticeTable &notices) { return notices.markRead(keys); });
}

std::expected<QList<Notice>, QString> Archive::withdraw(const QStringList &keys)
{
    return noticesAltered([&](NoticeTable &notices) { return notices.withdraw(keys); });
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
    FactTable(m_sql).pruneHistory(history);
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
    FactTable(m_sql).load(content.books);
    loadMembership(content);
    RealisedTable(m_sql).load(content.books);
    ThreadTable(m_sql).load(content);
    content.notices = NoticeTable(m_sql).load();
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

void Archive::loadMembership(ArchiveContent &content)
{
    QHash<WatchId, AccountId> accounts;
    for (const MemoryRow &row : std::as_const(content.memories)) {
        accounts.insert(row.watch, row.account);
    }
    QHash<AccountId, QHash<QString, QString>> keys; ///< by what is stored of them
    for (const Book &book : std::as_const(content.books)) {
        for (const QStringList &some :
             {book.pushes.keys(), book.landings.keys(), book.pullRequests.keys(), book.occurrences.keys(),
              book.trees.keys(), book.deployments.keys(), book.inbox.keys()}) {
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
