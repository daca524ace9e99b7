// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "views/docks/dock.h"

namespace Windsock {

/// Landings and pull requests on their way.
class QueueDock : public Dock
{
    Q_OBJECT

public:
    QueueDock(QAbstractItemModel *queue, QAbstractItemModel *sources, const Clock &clock, QWidget *parent = nullptr);
};

}
