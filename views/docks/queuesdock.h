// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "views/docks/dock.h"

namespace Windsock {

/// How well queues move: how deep each is, how many it let through, how long it takes and whether that is more than usual.
class QueuesDock : public Dock
{
    Q_OBJECT

public:
    QueuesDock(QAbstractItemModel *queues, QAbstractItemModel *sources, const Clock &clock, QWidget *parent = nullptr);
};

}
