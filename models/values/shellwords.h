// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>

namespace Windsock {

/// A line taken apart into words.
struct ShellWords {
    QStringList words;
    bool whole = true; ///< false where a quote is not closed or the line ends in a backslash: the last word is a guess

    bool operator==(const ShellWords &) const = default;
};

/// Takes a line apart as a POSIX shell and Python's shlex.split() do: blanks part words, '…' keeps all, "…" keeps all
/// but \" and \\, a backslash elsewhere keeps the character after it. Nothing is expanded, and # begins no comment.
ShellWords splitWords(QStringView line);

}
