// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>

#include <span>

namespace Windsock {

/// The statements that lead from one version of the store's tables to the next. PRAGMA user_version holds the version
/// a file is at. A step that was ever released is never altered: a change is a new step at the end.
using SchemaStep = QStringList;

/// Step 0 leads from an empty file to version 1, and so on.
std::span<const SchemaStep> schemaSteps();

}
