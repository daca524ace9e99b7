// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/book.h"

namespace Windsock {

/// So many ways of each queue are kept, and each for so long after its end.
inline constexpr qsizetype realisedPerQueue = 500;
inline constexpr std::chrono::days realisedKept{90};

/// The ways that came to their end with the changes; `after` is the book as the changes made it. Only where both ends
/// are told by the service: a landing that says when it was asked for, from there to its change to Landed, Failed or
/// Cancelled; a push from when it was pushed to the last change when it settled for the first time. What is over when it
/// is first seen counts too, but for a bug: when that changed last is not when it landed. A way that `after` already
/// holds is none.
QList<Realised> realisedIn(const Book &after, const ChangeSet &changes);

/// Oldest end first, and of each queue the newest ones only.
void keepNewest(QList<Realised> &ways);

}
