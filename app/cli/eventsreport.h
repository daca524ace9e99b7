// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/cli/command.h"
#include "models/values/occurrence.h"

#include <optional>

class QAbstractItemModel;

namespace Windsock {

/// The next event that begins after `now` and is not cancelled; with `group`, of those (Command::group).
std::optional<Occurrence> nextOccurrence(const QAbstractItemModel &agenda, const QDateTime &now,
                                         const QString &group = {});
/// What `windsock next` and `windsock events` print.
QString nextReport(const Command &command, const QAbstractItemModel &agenda, const QDateTime &now);
QString eventsReport(const Command &command, const QAbstractItemModel &agenda, const QDateTime &now);

}
