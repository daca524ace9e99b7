// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/followtext.h"

namespace Windsock {

/// What a text points at, as a name for it: "landing job 86670 of lando.moz.tools". Plain text, one line.
QString followWords(const Follow &follow);

}
