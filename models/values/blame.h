// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QMetaType>
#include <QString>

namespace Windsock {

/// Whether a failure that nobody has classified is the push's own doing. Never more than likely: where the store knows
/// too little it is unknown.
enum class Blame { Unknown, LikelyYours, LikelyIntermittent };

/// One thing that speaks for a blame, with the figures it rests on.
struct Ground {
    enum class Kind {
        ConfirmPassed, ///< the confirm-failures job of the same test was green
        ConfirmFailed, ///< it failed too
        SamePushPassed, ///< the same job of this push has also been green
        FailsBefore, ///< the same job failed on pushes before this one: `count` of the `of` that ran it
        FailsAfter, ///< on pushes after it, of other people
        PassesBefore, ///< was green on the pushes before: `count` of `of`
        FailsElsewhere, ///< failed/run of this job in the store over the last days, this push left out
        KnownBug, ///< Treeherder suggests a bug for the failure line; `detail` is its number
        Sheriffs, ///< the sheriffs called the same job of a neighbour intermittent: `count` of `of` failures
        PassesAfter, ///< green on pushes after it, before any backout: `count` of `of`
    };

    Kind kind = Kind::FailsElsewhere;
    int count = 0;
    int of = 0;
    QString detail;

    bool operator==(const Ground &) const = default;
};

/// "unknown", "likely-yours", "likely-intermittent".
QString blameName(Blame blame);
/// "confirm-passed", "confirm-failed", "same-push-passed", "fails-before", ... "sheriffs", "passes-after".
QString groundName(Ground::Kind kind);

}

Q_DECLARE_METATYPE(Windsock::Ground)
