// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/notice.h"

#include <QTimeZone>

namespace Windsock {

/// What is worth telling of trees: closed, opened, approval required. What was told of a tree is overtaken by its next
/// status, and when it is no longer listed. A tree seen for the first time is told unless it is open. A key names the
/// status and since when it holds, or where the log does not tell that, when the change was seen. Adds to `said`.
void judgeTrees(const ChangeSet &changes, const QDateTime &now, const QTimeZone &zone, Judgement &said);

}
