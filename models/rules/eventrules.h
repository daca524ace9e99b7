// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/notice.h"

#include <QTimeZone>

#include <chrono>

namespace Windsock {

/// What the person has chosen about being told of events.
struct EventRules {
    std::chrono::minutes lead{30}; ///< how long before its start an event is announced
    QTimeZone zone; ///< the viewer's: times in texts are in it
};

/// What is worth telling of events: soon (from all facts, at every call, so that a tick with an empty change set is
/// enough), moved, cancelled, elsewhere, new. What is over tells nothing; what was told of an event is overtaken by its
/// next change, and by its start. Adds to `said`.
void judgeEvents(const ChangeSet &changes, const Facts &facts, const QDateTime &now, const EventRules &rules,
                 Judgement &said);

}
