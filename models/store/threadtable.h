// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/archiveentry.h"
#include "models/store/sqlconnection.h"

namespace Windsock {

/// The archive's tables of threads and of what a person parted. Runs inside the transaction that is under way; whether
/// it worked the connection tells when that is committed.
class ThreadTable
{
public:
    explicit ThreadTable(SqlConnection &sql)
        : m_sql(sql)
    {
    }

    void record(const ThreadRecord &threads, const QDateTime &at);
    /// A row that cannot be read is left out, with a warning: its facts make a thread anew.
    void load(ArchiveContent &content);

private:
    SqlConnection &m_sql;
};

}
