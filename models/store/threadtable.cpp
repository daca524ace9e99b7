// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/threadtable.h"

#include "models/store/columns.h"
#include "models/store/factcodec.h"
#include "store_log.h"

using namespace Qt::StringLiterals;

namespace Windsock {

void ThreadTable::record(const ThreadRecord &threads, const QDateTime &at)
{
    for (const QString &id : threads.removed) {
        m_sql.run(u"DELETE FROM threads WHERE id = ?"_s, {text(id)});
    }
    for (const KeptThread &row : threads.saved) {
        m_sql.run(u"INSERT OR REPLACE INTO threads (id, body, memory) VALUES (?, ?, ?)"_s,
                  {text(row.thread.id), encode(row.thread), encode(row)});
    }
    for (const Parting &parting : threads.rejoined) {
        m_sql.run(u"DELETE FROM partings WHERE one = ? AND other = ?"_s,
                  {text(parting.one.value), text(parting.other.value)});
    }
    for (const Parting &parting : threads.parted) {
        m_sql.run(u"INSERT OR IGNORE INTO partings (one, other, at) VALUES (?, ?, ?)"_s,
                  {text(parting.one.value), text(parting.other.value), instant(at)});
    }
}

void ThreadTable::load(ArchiveContent &content)
{
    m_sql.each(u"SELECT id, body, memory FROM threads ORDER BY id"_s, {}, [&content](const QSqlQuery &row) {
        const auto thread = decode<ChangeThread>(row.value(1).toByteArray());
        auto memory = decode<KeptThread>(row.value(2).toByteArray());
        const QString id = row.value(0).toString();
        if (!thread || !memory || memory->facts.isEmpty() || stored(thread->id) != id) {
            qCWarning(WINDSOCK_STORE) << "cannot read thread" << id << "- skipped";
            return;
        }
        memory->thread = *thread;
        content.threads.append(*memory);
    });
    m_sql.each(u"SELECT one, other FROM partings"_s, {}, [&content](const QSqlQuery &row) {
        content.partings.append({Subject(row.value(0).toString()), Subject(row.value(1).toString())});
    });
}

}
