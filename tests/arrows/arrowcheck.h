// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/arrows/arrowtable.h"

namespace Windsock {

/// Reads the includes of every C++ file below app, models, views and tests of a source tree and says, each as
/// "file:line: what", what breaks the plan: an arrow the table has not, a folder it has not, a project file that is
/// not named from the root or stands in angle brackets, a stem that two folders use. What tests include is free, but
/// nothing outside includes a test. A header no folder has is taken for a generated one if it is named without folder.
QStringList brokenArrows(const QString &root, const ArrowTable &table);

}
