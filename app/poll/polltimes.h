// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>

#include <chrono>

namespace Windsock {

inline QDateTime plus(const QDateTime &time, std::chrono::milliseconds more)
{
    return time.addMSecs(more.count());
}

/// The later of the two that is valid at all.
inline QDateTime later(const QDateTime &a, const QDateTime &b)
{
    return !a.isValid() || (b.isValid() && b > a) ? b : a;
}

}
