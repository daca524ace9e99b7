// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/standingrepair.h"

#include "models/store/blamer.h"

namespace Windsock {

void repairStandings(Book &book, const QDateTime &now, std::chrono::seconds settleTime)
{
    book.tallyRuns();
    for (const Push &push : std::as_const(book.pushes)) {
        if (!book.standings.contains(push.key())) {
            const QHash<qint64, Job> jobs = book.jobs.value(push.id);
            PushStanding standing = standingOf(book.account, push.id, jobs.values(), now, settleTime);
            Blamer(book.pushes.values(), book.runs, book.suggestions).blame(standing, jobs);
            book.standings.insert(push.key(), standing);
        }
    }
}

}
