// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>

class QAbstractItemModel;

namespace Windsock {

/// What `windsock queue` prints, and with `pullsOnly` `windsock prs`.
QString queueReport(const QAbstractItemModel &model, bool json, bool pullsOnly, const QDateTime &now);

}
