// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/noticetable.h"

#include "models/store/columns.h"

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr int s_noticesKeptInMemory = 1000;

const QString s_notice = u"SELECT key, subject, account, watch, kind, urgency, title, text, url, decided, state, shown,"
                         " read FROM notices"_s;

/// Behind every key that begins so.
QString endOf(const QString &beginning)
{
    return beginning + QString::fromUcs4(U"\U0010ffff");
}

Notice noticeFrom(const QSqlQuery &row)
{
    return {.key = row.value(0).toString(),
            .subject = Subject(row.value(1).toString()),
            .account = AccountId(row.value(2).toString()),
            .watch = WatchId(row.value(3).toString()),
            .kind = enumFrom(row.value(4), Notice::Kind::InboxNews),
            .urgency = enumFrom(row.value(5), Notice::Urgency::High),
            .title = row.value(6).toString(),
            .text = row.value(7).toString(),
            .url = QUrl(row.value(8).toString()),
            .decided = instantFrom(row.value(9)),
            .state = enumFrom(row.value(10), Notice::State::Withdrawn),
            .shown = instantFrom(row.value(11)),
            .read = row.value(12).toBool()};
}
}

QStringList NoticeTable::record(const ArchiveEntry &entry)
{
    QStringList altered = overtake(entry);
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
    return altered;
}

QStringList NoticeTable::overtake(const ArchiveEntry &entry)
{
    QSet<QString> decided;
    for (const Notice &notice : entry.notices) {
        decided.insert(stored(notice.key));
    }
    QStringList withdrawn;
    for (const QString &beginning : entry.overtaken) {
        QStringList open;
        m_sql.each(u"SELECT key FROM notices WHERE key >= ? AND key < ? AND state <> ?"_s,
                   {text(beginning), text(endOf(beginning)), int(Notice::State::Withdrawn)},
                   [&](const QSqlQuery &row) { open.append(row.value(0).toString()); });
        for (const QString &key : std::as_const(open)) {
            if (!decided.contains(key)) {
                m_sql.run(u"UPDATE notices SET state = ? WHERE key = ?"_s, {int(Notice::State::Withdrawn), text(key)});
                withdrawn.append(key);
            }
        }
    }
    return withdrawn;
}

QStringList NoticeTable::markShown(const QString &key, const QDateTime &when)
{
    // One that was withdrawn meanwhile stays so: only that it was seen is added.
    const int altered = m_sql.run(
        u"UPDATE notices SET shown = ?, state = CASE state WHEN 0 THEN 1 ELSE state END WHERE shown IS NULL AND key = ?"_s,
        {instant(when), text(key)});
    return altered > 0 ? QStringList{key} : QStringList();
}

QStringList NoticeTable::markRead(const QStringList &keys)
{
    return alter(u"UPDATE notices SET read = 1 WHERE read = 0 AND key = ?"_s, keys);
}

QStringList NoticeTable::withdraw(const QStringList &keys)
{
    return alter(u"UPDATE notices SET state = 2 WHERE state <> 2 AND key = ?"_s, keys);
}

QStringList NoticeTable::alter(const QString &sql, const QStringList &keys)
{
    QStringList altered;
    for (const QString &key : keys) {
        if (m_sql.run(sql, {text(key)}) > 0) {
            altered.append(key);
        }
    }
    return altered;
}

QList<Notice> NoticeTable::of(const QStringList &keys)
{
    QList<Notice> notices;
    for (const QString &key : keys) {
        m_sql.each(s_notice + u" WHERE key = ?"_s, {text(key)},
                   [&](const QSqlQuery &row) { notices.append(noticeFrom(row)); });
    }
    return notices;
}

QList<Notice> NoticeTable::load()
{
    QList<Notice> notices;
    const QString wanted = u" WHERE state = 0 OR key IN (SELECT key FROM notices ORDER BY decided DESC LIMIT %1)"
                           " ORDER BY decided DESC"_s.arg(s_noticesKeptInMemory);
    m_sql.each(s_notice + wanted, {}, [&](const QSqlQuery &row) { notices.append(noticeFrom(row)); });
    return notices;
}

}
