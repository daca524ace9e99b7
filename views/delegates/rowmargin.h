// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace Windsock {

/// What is left free around a row's words, in pixels.
inline constexpr int margin = 6;

}
