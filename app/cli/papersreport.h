// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/cli/command.h"

class QAbstractItemModel;
class QDateTime;

namespace Windsock {

/// What `windsock papers` prints: all open calls that close within Command::days, the nearest first, each conference once,
/// and then those whose last day nobody tells.
QString papersReport(const Command &command, const QAbstractItemModel &agenda, const QDateTime &now);

}
