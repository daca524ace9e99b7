// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/book.h"

#include <chrono>

namespace Windsock {

/// Makes good the standings that could not be read: the jobs still tell how a push stands. Also counts the book's runs,
/// by which they are blamed.
void repairStandings(Book &book, const QDateTime &now, std::chrono::seconds settleTime);

}
