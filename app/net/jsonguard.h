// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/result.h"

#include <QByteArrayView>

namespace Windsock {

/// Looks over a JSON document before a parser does: it is an object or an array, ends where it closes, and nests no
/// deeper than `maxDepth`. One pass. Says nothing about what stands between the brackets.
[[nodiscard]] Result<void> checkJson(QByteArrayView bytes, int maxDepth = 64);

}
