// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>
#include <QVariant>

#include <algorithm>

namespace Windsock {

/// What SQLite gives back of a text: it turns what is no character into a replacement character when it reads, and
/// would not find the row by the text that was written.
QString stored(const QString &string);

/// For a text column. A null string would be stored as NULL, which no column takes.
QVariant text(const QString &string);

/// For a time column: milliseconds since 1970 in UTC, NULL for an invalid time.
QVariant instant(const QDateTime &time);
QDateTime instantFrom(const QVariant &value);

/// A number that no word stands for becomes the nearest that one stands for.
template<class Enum>
Enum enumFrom(const QVariant &value, Enum last)
{
    return static_cast<Enum>(std::clamp(value.toInt(), 0, static_cast<int>(last)));
}

}
