// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/rules/wording.h"

namespace Windsock {

/// `today` is the viewer's.
Wording callClosesWording(const Occurrence &call, QDate today);
Wording callMovedWording(const Occurrence &before, const Occurrence &after);

}
