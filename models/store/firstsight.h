// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/book.h"

namespace Windsock {

/// The first snapshot of a watch is no news, but what it says of facts that other watches already held is. Parts the
/// two; either part may be empty.
struct FirstSight {
    ChangeSet baseline;
    ChangeSet news;
};
FirstSight partFirstSight(const Book &known, const ChangeSet &changes);

}
