// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>
#include <QJsonObject>
#include <QModelIndex>
#include <QStringList>

namespace Windsock {

/// A row of the sources as the terminal's JSON: its health, how its news comes, and the last error in words.
QJsonObject sourceJson(const QModelIndex &index);
/// What stands below a source's row in the terminal's table: the error in words, or what the line last told.
QStringList sourceLines(const QModelIndex &index, const QDateTime &now);

}
