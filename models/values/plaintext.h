// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QUrl>

namespace Windsock {

/// One line that is safe to show, whatever a wire sent: control characters, line breaks and the characters that
/// reorder or hide text (bidi overrides and isolates, zero width) are taken out, runs of white space become one
/// blank, and what is longer than `longest` characters ends in an ellipsis. Never cuts a character in two.
/// The result is plain text: whoever shows it as markup must escape it.
QString plainLine(QStringView text, qsizetype longest = 120);

/// The address if it is http(s) with a host and without user info, else an empty one.
QUrl webUrl(const QUrl &url);

}
