// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/book.h"
#include "models/store/threadfact.h"
#include "models/values/notice.h"
#include "models/values/sourcehealth.h"

namespace Windsock {

/// What is kept of a watch beside its facts.
struct MemoryRow {
    WatchId watch;
    AccountId account;
    QString cursor;
    QDateTime asOf;
    bool baselined = false; ///< its first snapshot has been stored
    QString meaning; ///< what the watch meant then

    bool operator==(const MemoryRow &) const = default;
};

/// What of the threads is written.
struct ThreadRecord {
    QList<KeptThread> saved;
    QStringList removed; ///< ids
    QList<Parting> parted;
    QList<Parting> rejoined;

    bool isEmpty() const { return saved.isEmpty() && removed.isEmpty() && parted.isEmpty() && rejoined.isEmpty(); }
};

/// All that one transaction writes.
struct ArchiveEntry {
    QDateTime at;
    QList<ChangeSet> changes;
    QList<MembershipChange> memberships;
    QList<std::pair<AccountId, JobSuggestions>> suggestions; ///< without bugs: what was suggested goes
    QList<MemoryRow> memories;
    QList<WatchId> forgotten; ///< their memory, membership and health go
    QList<Notice> notices; ///< those whose key is new are inserted
    QStringList overtaken; ///< earlier notices whose keys begin so are withdrawn
    ThreadRecord threads;
};

/// All that an archive holds, but for the history.
struct ArchiveContent {
    QHash<AccountId, Book> books;
    QList<MemoryRow> memories;
    QList<Notice> notices;
    QList<SourceHealth> health;
    QList<KeptThread> threads;
    QList<Parting> partings;
};

/// An occurrence that ended more than a day before: it goes without a word.
inline bool isLongOver(const Occurrence &occurrence, const QDateTime &now)
{
    return occurrence.end.isValid() && occurrence.end.addDays(1) < now;
}

}
