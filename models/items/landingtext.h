// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/landing.h"
#include "models/values/tree.h"

#include <QTimeZone>

namespace Windsock {

/// Whether the tree takes no landings, or none without an approval.
bool holdsLandings(const Tree &tree);
/// The trees the landing is to go to, as Treestatus names them.
QStringList treesOf(const Landing &landing);
/// The landing as it is beside a tree that holds it: what has not begun to land is held. As it was without a tree.
Landing heldBy(const Landing &landing, const Tree *tree);

/// "tree closed 14:02, planned, infra": since when and its tags, or its reason where it has none. With `name` the tree is
/// called by it. Times are said in `zone`.
QString treeHoldText(const Tree &tree, const QString &name, const QDateTime &now, const QTimeZone &zone);
/// Why the landing does not go on and on whom it waits: "Held: tree closed 14:02, infra", "Held: waits for review by
/// bo@example.org", "Waits on bo@example.org". `tree` is the one that holds it, if one does. Empty where nothing is known
/// to be in its way.
QString heldText(const Landing &landing, const Tree *tree, const QDateTime &now, const QTimeZone &zone);
/// The patches' flags, each kind once: "review+ (2), review?". Empty where there are none.
QString flagsText(const Landing &landing);
/// A line a patch with who set and who is asked each flag, and a line a try run, the newest ones.
QStringList patchLines(const Landing &landing);

}
