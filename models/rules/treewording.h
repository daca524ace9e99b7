// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/rules/wording.h"

#include <QDateTime>
#include <QTimeZone>

namespace Windsock {

/// A tree that is open, closed or wants an approval now; since when is said in `zone`, with the day where that is not
/// `now`'s.
Wording treeWording(const Tree &tree, const QDateTime &now, const QTimeZone &zone);

/// What Lando says of its landing job; for the states landingStateWording() knows. Reasons are cut to their first line.
Wording landingJobWording(const Landing &landing);

}
