// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/elsewhere.h"

#include <algorithm>

namespace Windsock {

QList<Occurrence> eventsElsewhere(const QHash<AccountId, Book> &books, const AccountId &account, const ChangeSet &news,
                                  const QDateTime &now)
{
    const QDateTime from = now.addDays(-1);
    const QDateTime until = news.occurrences.isEmpty() ? now.addDays(1) : QDateTime();
    QList<Occurrence> events;
    for (auto book = books.cbegin(); book != books.cend(); ++book) {
        if (book.key() == account) {
            continue;
        }
        for (const Occurrence &event : book->occurrences) {
            const bool soon = !until.isValid() || event.start < until || event.isCall();
            if (std::max(event.start, event.end) > from && soon) {
                events.append(event);
            }
        }
    }
    std::ranges::sort(events, {}, &Occurrence::subject);
    return events;
}

}
