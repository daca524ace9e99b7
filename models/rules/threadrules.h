// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/notice.h"

namespace Windsock {

/// What only the whole change tells: that what had landed was backed out by a push. `changes.threads` are the threads of
/// the facts that changed, as they were and as they are, also where they look the same. Told once for each backing out;
/// withdrawn when the change lands again. That it landed, as its landings told, no longer holds.
Judgement judgeThreads(const ChangeSet &changes, const Facts &facts, const QDateTime &now);

/// Whether the landing's own word that it was backed out comes after a push had already told it.
bool isBackoutTold(const ChangeSet &changes, const Landing &landing);

}
