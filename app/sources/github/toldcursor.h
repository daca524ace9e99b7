// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>

namespace Windsock {

/// The keys of facts whose end a snapshot told, and which go with the next one: what a GitHub watch remembers. Empty
/// where the cursor is none of ours.
QStringList readTold(const QString &cursor);
QString writeTold(const QStringList &told);

}
