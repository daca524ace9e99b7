// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "views/docks/dock.h"

namespace Windsock {

/// The agenda: what comes, day by day.
class EventsDock : public Dock
{
    Q_OBJECT

public:
    EventsDock(QAbstractItemModel *agenda, QAbstractItemModel *sources, const Clock &clock, QWidget *parent = nullptr);
};

}
