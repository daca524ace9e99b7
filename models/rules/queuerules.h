// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/notice.h"

namespace Windsock {

/// What is worth telling of queues: that one takes clearly longer than usual, once, and that it is well again, once, which
/// takes the first back. Of one that nobody can judge any more what was told is taken back without a word. A key names
/// when the delay was first seen or was over. Adds to `said`.
void judgeQueues(const ChangeSet &changes, const QDateTime &now, Judgement &said);

}
