// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/pushstanding.h"

namespace Windsock {

/// "likely yours", "likely intermittent", "unknown whether yours or intermittent"; plain text, translated.
QString blameWord(Blame blame);
/// "passed on 12 of 12 pushes before".
QString groundText(const Ground &ground);
/// The word and all grounds, the weightiest first: "likely yours: passed on 12 of 12 pushes before; ...". Empty where
/// nothing has been looked at.
QString blameText(const FailedJob &failure);

}
