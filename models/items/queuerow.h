// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/accounthealth.h"
#include "models/items/howlongtext.h"
#include "models/items/knowntrees.h"
#include "models/items/landswhen.h"
#include "models/items/ownschedule.h"
#include "models/values/deployment.h"
#include "models/values/landing.h"
#include "models/values/pullrequest.h"

#include <QTimeZone>
#include <QVariant>

#include <variant>

namespace Windsock {

/// A change on its way to a tree, a branch or an environment.
struct QueueRow {
    std::variant<Landing, PullRequest, Deployment> change;
    bool needsYou = false;

    QString key() const;
    /// When the change last changed.
    QDateTime changed() const;
    /// Landed, merged, deployed, given up: nothing more is to come.
    bool isOver() const;
};

/// What a row is seen beside when it is asked for something; lives as long as the question.
struct QueueContext {
    const AccountHealth &health;
    const Paces &paces;
    const KnownTrees &trees;
    const OwnSchedule &schedule;
    QDateTime now;
    QTimeZone zone; ///< in which times are said
};

/// The tree that keeps a landing from going on; none for what is no landing.
const Tree *holdingTree(const QueueRow &row, const KnownTrees &trees);
/// Why it does not go on and on whom it waits; see heldText().
QString heldText(const QueueRow &row, const QueueContext &context);

/// How long a change has been under way, and what remains.
struct HowLong {
    QString soFar; ///< empty for what is over and what does not tell when it was asked for
    QString ahead; ///< a range, or that it is not known; empty with soFar
    std::optional<Remaining> remaining;
    std::optional<LandsWhen> lands; ///< the same by the clock, with what it meets of the person's schedule
    QStringList meets; ///< that in words, a sentence each; see landsLines()

    QString text() const; ///< the first two
    bool operator==(const HowLong &) const = default;
};

HowLong howLong(const QueueRow &row, const QueueContext &context);
/// What a row answers in a column of QueueModel; roles: roles.h.
QVariant queueAnswer(const QueueRow &row, int column, int role, const QueueContext &context);

}
