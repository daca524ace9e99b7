// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace Windsock {

/// What to paste in place of the address of a page at Luma, and where it is found.
QString lumaFeedHint();

}
