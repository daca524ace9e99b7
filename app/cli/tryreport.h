// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/cli/command.h"

namespace Windsock {

/// What `try-syntax` answers.
struct TryReport {
    QString out;
    QString err; ///< doubts, and why there is no answer
    int code = 0; ///< 1 where there is nothing to explain, or the choice cannot be written
};

/// Writes the line that the command chose, or explains `text`, the words of --read.
TryReport tryReport(const Command &command, const QString &text);

}
