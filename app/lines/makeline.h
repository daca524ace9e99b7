// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/lines/line.h"

#include <memory>

namespace Windsock {

std::unique_ptr<Line> makeLine(LineAddress::Way way);

}
