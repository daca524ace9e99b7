// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/rules/quiethours.h"
#include "models/values/notice.h"

#include <QSet>
#include <QTimeZone>

#include <chrono>

namespace Windsock {

/// What the person has chosen about being told.
struct JudgeRules {
    std::chrono::minutes eventLead{15}; ///< as EventRules::lead
    std::chrono::minutes eventTravel{0}; ///< as EventRules::travel
    QSet<QString> mutedCalendars; ///< as EventRules::muted
    QTimeZone zone = QTimeZone::systemTimeZone(); ///< the viewer's: times in texts are in it
    QHash<AccountId, QStringList> reviewers; ///< whose reviews are watched there
    QHash<AccountId, QString> users; ///< as whom the person is there, where the account says so
    QHash<AccountId, QStringList> deploying; ///< the repositories all of whose deployments are watched there
    QuietHours quiet; ///< not the judge's: the notifier asks heldUntil()

    bool operator==(const JudgeRules &) const = default;
};

/// Decides what is worth telling. Pure: the keys follow from the facts alone, so judging the same change twice gives
/// the same keys, and a text is never a reason for another notice. A baseline is history and gives nothing.
///
/// Pushes: settled, gone bad, made good. Landings: landed, failed, backed out, held, queued, cancelled, and what
/// reviewers said; a review newly asked of one of those whose reviews are watched. Trees: treerules.h. Queues: queuerules.h.
/// Pull requests: checks, review, merged, closed, conflicting, and what pullqueuerules.h says of the merge queue.
/// Deployments: deploymentrules.h. The inbox: inboxrules.h. Events: eventrules.h. Changes as a whole, by the threads of the facts that changed:
/// threadrules.h.
Judgement judge(const ChangeSet &changes, const Facts &facts, const QDateTime &now, const JudgeRules &rules);

}
