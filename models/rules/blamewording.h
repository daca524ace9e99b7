// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/pushstanding.h"

namespace Windsock {

/// What a notice says of whose fault the failures are, in one line: for a single one with the weightiest ground, for
/// more the first that is likely yours and counts of the rest. Empty where nothing was there to judge by.
QString blameLine(const PushStanding &standing);

}
