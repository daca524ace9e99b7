// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>

namespace Windsock {

/// Whether something that comes in sight for the first time happened more than a day before, so that nobody is told;
/// one of which no moment is known is news.
inline bool isOldNews(const QDateTime &happened, const QDateTime &now)
{
    return happened.isValid() && happened.secsTo(now) > 24 * 60 * 60;
}

}
