// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QUrl>

namespace Windsock {

/// What a person would read of a text that may be HTML: tags gone, block ends as line ends, the common entities
/// resolved, control and direction characters out; at most `limit` characters.
QString feedText(const QString &text, qsizetype limit);
/// The same on one line, safe to show.
QString feedLine(const QString &text, qsizetype limit);
/// What a feed gives as an address, where it is one that may be opened, else empty.
QUrl webAddress(const QString &text);

}
