// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/book.h"
#include "models/store/sqlconnection.h"

namespace Windsock {

/// The archive's tables of what is known now, jobs among it, and of its history. Runs inside the transaction that is
/// under way; whether it worked the connection tells when that is committed.
class FactTable
{
public:
    explicit FactTable(SqlConnection &sql)
        : m_sql(sql)
    {
    }

    void record(const ChangeSet &changes);
    /// Without bugs: what was suggested goes.
    void record(const AccountId &account, const JobSuggestions &suggestions);
    /// A row that cannot be read is left out, with a warning.
    void load(QHash<AccountId, Book> &books);
    /// Forgets the history before `time`.
    void pruneHistory(const QDateTime &time);

private:
    template<class T>
    void recordFacts(const ChangeSet &set, const Changes<T> &changes);
    void recordJobs(const ChangeSet &set);
    void loadFacts(QHash<AccountId, Book> &books);
    void loadJobs(QHash<AccountId, Book> &books);

    SqlConnection &m_sql;
};

}
