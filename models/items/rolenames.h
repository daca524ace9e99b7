// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>

namespace Windsock {

/// The names of Qt's and our roles, the same in every model: what dumps and the terminal call them.
const QHash<int, QByteArray> &itemRoleNames();

}
