// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "views/docks/dock.h"

class QLabel;

namespace Windsock {

/// The health of each watch, and in words what happened to the current one and what to do.
class SourcesDock : public Dock
{
    Q_OBJECT

public:
    SourcesDock(QAbstractItemModel *sources, const Clock &clock, QWidget *parent = nullptr);

    QString details() const;

private:
    void updateDetails();

    QLabel *m_details = nullptr;
};

}
