// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/book.h"

namespace Windsock {

/// Events of other accounts that may be the same as one that is judged now: all that are not over where events changed,
/// else those that begin within a day. Sorted by subject.
QList<Occurrence> eventsElsewhere(const QHash<AccountId, Book> &books, const AccountId &account, const ChangeSet &news,
                                  const QDateTime &now);

}
