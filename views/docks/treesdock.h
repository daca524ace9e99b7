// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "views/docks/dock.h"

namespace Windsock {

/// Whether trees take landings, and which of them hold one of the person's.
class TreesDock : public Dock
{
    Q_OBJECT

public:
    TreesDock(QAbstractItemModel *trees, QAbstractItemModel *sources, const Clock &clock, QWidget *parent = nullptr);
};

}
