// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/bugzilla/bugzillastory.h"
#include "models/values/landing.h"

#include <QSet>

namespace Windsock::Bugzilla {

inline constexpr qsizetype whiteboardLimit = 16 * 1024; ///< characters; what is longer is cut

/// A bug as far as a landing depends on it.
struct Bug {
    qint64 id = 0;
    QString title;
    QString assignee;
    QString whiteboard; ///< at most whiteboardLimit characters
    QStringList keywords;
    QString status; ///< "NEW", "RESOLVED"
    QString resolution; ///< "FIXED", empty while open
    QDateTime changed; ///< last_change_time, UTC
    QList<PatchFlag> flags; ///< of the bug itself

    bool operator==(const Bug &) const = default;
};

/// All that was read of one bug.
struct BugFacts {
    Bug bug;
    QList<Patch> patches; ///< not obsolete, in posting order
    QSet<qint64> obsolete; ///< ids of patches that newer ones replace
    QDateTime reviewAsked; ///< when the oldest review that is still due was asked for, UTC; invalid where none is
    Story story; ///< what its comments tell

    bool operator==(const BugFacts &) const = default;
};

}
