// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>
#include <QString>

namespace Windsock {

/// A moment as the keys of notices name it: to the second, in UTC, so that it is the same wherever it is told.
inline QString isoUtc(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODate);
}

}
