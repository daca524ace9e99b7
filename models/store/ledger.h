// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/archive.h"
#include "models/store/diff.h"
#include "models/store/queuewatch.h"
#include "models/store/storeopening.h"
#include "models/store/threadbook.h"
#include "models/store/watchlist.h"
#include "models/values/clock.h"

#include <optional>

namespace Windsock {

/// What one call to the ledger made of what was known.
struct LedgerEntry {
    QList<ChangeSet> changes; ///< none of them empty
    QList<Notice> notices; ///< new or altered
    QList<WatchMemory> memories;
    std::optional<QList<Parting>> partings; ///< all there are, where there are others now
};

/// The store's heart, synchronous and on one thread: joins what is known, the diff, the judge and the archive, one
/// transaction a call. A call that fails has changed nothing and may be made again. Store says what each call means.
class Ledger
{
public:
    using Entry = std::expected<LedgerEntry, QString>;

    Ledger(const QString &file, Judge judge, Clock clock, std::chrono::seconds settleTime);

    [[nodiscard]] std::expected<StoreOpening, QString> open();
    void close();

    [[nodiscard]] Entry setWatches(const QList<Watch> &watches);
    /// How long nothing may change before a complete push is settled, from the next tick on.
    void setSettleTime(std::chrono::seconds settleTime) { m_settleTime = settleTime; }
    [[nodiscard]] Entry apply(const Snapshot &snapshot);
    [[nodiscard]] Entry tick();
    [[nodiscard]] Entry post(const Notice &notice);
    [[nodiscard]] Entry markShown(const QString &key, const QDateTime &when);
    [[nodiscard]] Entry markRead(const QStringList &keys);
    [[nodiscard]] Entry withdraw(const QStringList &keys);
    [[nodiscard]] Entry saveHealth(const SourceHealth &health);
    [[nodiscard]] Entry part(const Parting &parting);
    [[nodiscard]] Entry rejoin(const Parting &parting);

    /// What is remembered of the watch now; only its id where nothing is.
    WatchMemory memory(const WatchId &watch) const;
    Facts facts(const AccountId &account) const;
    QList<ChangeThread> threads() const { return m_threads.threads(); }
    const Archive &archive() const { return m_archive; }

private:
    /// A change that has not been recorded yet.
    struct Draft {
        ArchiveEntry entry;
        QHash<AccountId, Book> books; ///< as they will be
    };

    QList<WatchId> unlisted() const;
    Book &draftBook(Draft &draft, const AccountId &account) const;
    Draft draftNow();
    void learn(Draft &draft, const Snapshot &snapshot, bool firstSight);
    ThreadNews adopt(Draft &draft, Book &book, const Difference &difference);
    void tellThreads(Draft &draft, const ThreadNews &news, bool baseline) const;
    void judge(Draft &draft, const ChangeSet &changes, const ThreadNews &threads, const Book &after) const;
    Entry alterPartings(const Parting &parting, ThreadNews (ThreadBook::*alter)(const Parting &, const QDateTime &));
    Entry dropUnlisted();
    Entry commit(Draft &draft);
    Entry altered(const std::expected<QList<Notice>, QString> &notices) const;
    void prune(Draft &draft);
    Entry repairThreads();

    Archive m_archive;
    const Judge m_judge;
    const Clock m_clock;
    std::chrono::seconds m_settleTime;
    QHash<AccountId, Book> m_books;
    ThreadBook m_threads; ///< what a draft makes of them is taken back where it cannot be recorded
    QHash<WatchId, MemoryRow> m_memories;
    QSet<WatchId> m_healthHeld;
    WatchList m_watches;
    QueueLookout m_lookout;
    QDateTime m_pruned;
};

}
