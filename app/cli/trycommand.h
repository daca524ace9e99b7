// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/cli/command.h"

namespace Windsock {

/// Where "try-syntax" stands among the arguments as the command's name; negative where it does not. Its options are
/// those of try itself, which mean other things elsewhere: what stands behind it is read by readTryCommand().
qsizetype tryCommandAt(const QStringList &arguments);

/// Reads what stands behind "try-syntax": the options of a try line, or --read and a text; --json and --help with either.
[[nodiscard]] std::expected<Command, Misuse> readTryCommand(Command command, const QStringList &words);

}
