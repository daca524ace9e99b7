// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/realisedtable.h"

#include "models/store/columns.h"
#include "models/store/realising.h"

using namespace Qt::StringLiterals;

namespace Windsock {

void RealisedTable::record(const ChangeSet &changes)
{
    QSet<QString> queues;
    for (const Realised &way : changes.realised) {
        queues.insert(way.queue);
        m_sql.run(u"INSERT OR IGNORE INTO realised (account, queue, subject, started, ended, outcome)"
                  " VALUES (?, ?, ?, ?, ?, ?)"_s,
                  {text(changes.account.value), text(way.queue), text(way.subject.value), way.from.toMSecsSinceEpoch(),
                   way.to.toMSecsSinceEpoch(), int(way.end)});
    }
    for (const QString &queue : std::as_const(queues)) {
        m_sql.run(u"DELETE FROM realised WHERE account = ? AND queue = ? AND (subject, started) NOT IN (SELECT subject,"
                  " started FROM realised WHERE account = ? AND queue = ? ORDER BY ended DESC, subject DESC LIMIT ?)"_s,
                  {text(changes.account.value), text(queue), text(changes.account.value), text(queue), realisedPerQueue});
    }
}

void RealisedTable::load(QHash<AccountId, Book> &books)
{
    m_sql.each(u"SELECT account, queue, subject, started, ended, outcome FROM realised"_s, {},
               [&books](const QSqlQuery &row) {
                   const AccountId account(row.value(0).toString());
                   Book &book = books[account];
                   book.account = account;
                   book.realised.append({.queue = row.value(1).toString(),
                                         .subject = Subject(row.value(2).toString()),
                                         .from = instantFrom(row.value(3)),
                                         .to = instantFrom(row.value(4)),
                                         .end = Realised::End(std::clamp(row.value(5).toInt(), 0, 2))});
               });
    for (Book &book : books) {
        keepNewest(book.realised);
    }
}

void RealisedTable::prune(const QDateTime &time)
{
    if (!time.isValid()) {
        return;
    }
    m_sql.run(u"DELETE FROM realised WHERE ended < ?"_s, {time.toMSecsSinceEpoch()});
}

}
