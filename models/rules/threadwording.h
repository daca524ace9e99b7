// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/rules/wording.h"

namespace Windsock {

/// That a push took the change back: off which tree, by whom, and why as its message says it.
Wording backedOutWording(const ChangeThread &thread, const Push &backout);

}
