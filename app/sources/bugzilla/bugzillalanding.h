// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/bugzilla/bug.h"
#include "app/sources/bugzilla/bugzillawish.h"

#include <optional>

/// When a bug asks for a landing, and how that landing stands. Pure.
namespace Windsock::Bugzilla {

/// How long a landing is followed after its end: sheriffs back out within hours, and say so on the bug.
inline constexpr std::chrono::hours followedAfterEnd{24};

/// What is remembered of a bug that a watch holds.
struct Asked {
    QString tag; ///< what asked for the landing; empty where only a review is asked for
    QStringList trees;
    QDateTime since; ///< when it was first seen to ask, UTC; invalid where that was before the watch
    QDateTime ended; ///< when its end was first told, UTC; invalid while it goes on
    QDateTime read; ///< the last_change_time with which its patches were last read
    bool isSure = false; ///< so long after `read` that no other change can bear the same time
    Story story;

    bool operator==(const Asked &) const = default;
};

/// When a bug was last read in detail.
struct Look {
    QDateTime read; ///< the last_change_time it had then
    bool isSure = false; ///< as of Asked

    bool operator==(const Look &) const = default;
};

/// Whether the bug fulfils a wish: a tag counts where it is nearly right, too.
bool asksFor(const BugFacts &facts, const Wish &wish);
/// Whether it might, as far as the bug alone shows: flags of patches are not seen yet.
bool mayAskFor(const Bug &bug, const Wish &wish);

/// The bug's landing: as it asks for one now, else its end where `asked` says that it did, until followedAfterEnd is
/// over. Nothing where there is none. `wishes` are those of all watches of the account, whichever of them asks: a bug is
/// one fact for all of them. Of several that ask, what inOrder() puts first gives tag and state.
std::optional<Landing> landingOf(const BugFacts &facts, const QList<Wish> &wishes, const std::optional<Asked> &asked,
                                 const QDateTime &now);

}
