// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/book.h"
#include "models/store/sqlconnection.h"

namespace Windsock {

/// The archive's table of ways that came to their end. Runs inside the transaction that is under way; whether it
/// worked the connection tells when that is committed.
class RealisedTable
{
public:
    explicit RealisedTable(SqlConnection &sql)
        : m_sql(sql)
    {
    }

    /// A way that is there already stays as it is. Of each queue the newest realisedPerQueue are kept.
    void record(const ChangeSet &changes);
    void load(QHash<AccountId, Book> &books);
    /// Forgets what ended before `time`; nothing where that is invalid.
    void prune(const QDateTime &time);

private:
    SqlConnection &m_sql;
};

}
