// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/archiveentry.h"

namespace Windsock {

/// Which of the account's queues became clearly slower than usual, and which are well again (queuedelay.h). A delay that
/// is over is kept for a day. One that nobody can judge for a day goes without a word, for nothing is known to be well.
/// While a tree takes no landings nothing is found of its queue, for that it is closed is told already, and what had to
/// wait for it to open does not count.
/// \param fresh the watches that were answered lately: what only others hold may have ended unseen
Changes<QueueDelay> watchQueues(const Book &book, const QSet<WatchId> &fresh, const QDateTime &now);

/// Looks at the queues of each account with a snapshot, and not with every one: what is found is the matter of hours. As
/// time passes without one nothing is found, for nothing is known of what is under way.
class QueueLookout
{
public:
    /// Only delays, and none where two minutes have not passed since the account was looked at.
    /// \param answered the watch whose snapshot `book` holds now
    /// \param firstSight whether that was its first: what is found then is history
    ChangeSet look(const Book &book, const WatchId &answered, bool firstSight,
                   const QHash<WatchId, MemoryRow> &memories, const QDateTime &now);

private:
    QHash<AccountId, QDateTime> m_seen;
};

}
