// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/failure.h"

#include <expected>

namespace Windsock {

/// A value, or the Failure that stood in its way. Functions that return one are [[nodiscard]].
template<class T>
using Result = std::expected<T, Failure>;

using Failed = std::unexpected<Failure>;

}
