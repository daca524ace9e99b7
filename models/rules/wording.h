// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/changeset.h"

namespace Windsock {

/// What a notice says: one line of title, at most four lines of text, plain text both, in the person's language.
struct Wording {
    QString title;
    QString text;
};

/// Those parts that say something, each on a line of its own.
QString lines(QStringList parts);
/// The names with commas, at most five of them; the rest of `total` is only counted. Nothing where none can be said.
QString someOf(const QStringList &names, int total);

/// `push` may be null: the push may have scrolled off.
Wording pushFinishedWording(const Push *push, const PushStanding &standing);
Wording pushBadWording(const Push *push, const PushStanding &standing);
Wording pushRecoveredWording(const Push *push, const PushStanding &before, const PushStanding &after);

/// For Landed, Failed, BackedOut, Held, Queued and Cancelled.
Wording landingStateWording(const Landing &landing);
Wording patchFlagWording(const Landing &landing, const Patch &patch, const PatchFlag &flag);

/// "owner/name#12, Fix it".
QString pullName(const PullRequest &pull);
Wording checksWording(const PullRequest &pull);
Wording reviewWording(const PullRequest &pull);
Wording pullClosedWording(const PullRequest &pull);
Wording conflictWording(const PullRequest &pull);

}
