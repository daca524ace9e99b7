// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringView>

#include <compare>

namespace Windsock {

/// Compares as people count: "2" before "10", "a9" before "a10"; letters by their code points.
std::strong_ordering naturalOrder(QStringView a, QStringView b);

}
