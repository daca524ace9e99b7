// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/notice.h"

#include <QSet>
#include <QTimeZone>

#include <chrono>

namespace Windsock {

/// What the person has chosen about being told of events.
struct EventRules {
    std::chrono::minutes lead{15}; ///< how long before its start an event is announced; 0 is never
    std::chrono::minutes travel{0}; ///< how long one is under way to a place: "leave now" so long before; 0 is never
    QSet<QString> muted; ///< Occurrence::teller() of those whose events are not reminded of
    QTimeZone zone; ///< the viewer's: times in texts are in it
};

/// What is worth telling of events: reminders (reminders.h; from all facts, at every call, so that a tick with an empty
/// change set is enough), moved, cancelled, elsewhere, new. What is over tells nothing; what was told of an event is
/// overtaken by its next change, and by its start. What another calendar says of the same event already tells nothing,
/// and no event is new that was published anew: only its content counts. Calls for papers: callrules.h. Adds to `said`.
void judgeEvents(const ChangeSet &changes, const Facts &facts, const QDateTime &now, const EventRules &rules,
                 Judgement &said);

}
