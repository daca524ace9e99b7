// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/archiveentry.h"
#include "models/store/sqlconnection.h"

namespace Windsock {

/// The archive's table of notices. Runs inside the transaction that is under way; whether it worked the connection
/// tells when that is committed.
class NoticeTable
{
public:
    explicit NoticeTable(SqlConnection &sql)
        : m_sql(sql)
    {
    }

    /// Inserts the notices whose key is new and withdraws those that are overtaken. The keys of the altered ones.
    QStringList record(const ArchiveEntry &entry);
    /// These give the keys of the notices they altered.
    QStringList markShown(const QString &key, const QDateTime &when);
    QStringList markRead(const QStringList &keys);
    QStringList withdraw(const QStringList &keys);

    QList<Notice> of(const QStringList &keys);
    /// The open ones and the newest, newest first.
    QList<Notice> load();

private:
    QStringList overtake(const ArchiveEntry &entry);
    QStringList alter(const QString &sql, const QStringList &keys);

    SqlConnection &m_sql;
};

}
