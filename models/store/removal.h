// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/diff.h"

namespace Windsock {

/// Changes of that account, by that watch (empty where time or room made them), that say nothing yet.
ChangeSet emptyChanges(const Book &known, const WatchId &watch, const QDateTime &now);

/// The watch has let go of these keys: what no other watch holds is removed.
void removeUnheld(const Book &known, const WatchId &watch, const QStringList &left, ChangeSet &changes);

}
