// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <chrono>
#include <random>

namespace Windsock {

/// How long to wait after that many failures in a row: anything between five seconds and a ceiling that doubles from
/// half a minute to half an hour, so that many clients of a service that comes back do not come back together.
std::chrono::milliseconds backoffDelay(int failuresInARow, std::mt19937 &random);

}
