// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>

class QAbstractItemModel;

namespace Windsock {

/// What `windsock pushes` prints.
QString pushesReport(const QAbstractItemModel &model, bool json, const QDateTime &now);

}
