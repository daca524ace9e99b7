// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

#include <functional>

namespace Windsock {

/// Calls `take` with each line of an iCalendar file, unfolded, as valid UTF-8 without control characters. Of a line
/// longer than `limit` only the beginning is given, and `whole` is false. Empty lines are left out,
/// also those between the parts of a folded one.
void forEachContentLine(QByteArrayView bytes, qsizetype limit,
                        const std::function<void(const QByteArray &line, bool whole)> &take);

/// What a TEXT value says: its escapes (backslash before n, comma, semicolon, backslash) resolved.
QString textValue(const QByteArray &value);

}
