// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

namespace Windsock {

/// Whether somebody shows tray icons: a StatusNotifierItem host on the session bus, or the platform's own tray.
/// Follows hosts that come and go; without a session bus there is simply none.
class TrayHost : public QObject
{
    Q_OBJECT

public:
    explicit TrayHost(QObject *parent = nullptr);

    bool isThere() const { return m_there; }

Q_SIGNALS:
    void changed(bool there);

private Q_SLOTS:
    void ask();

private:
    void set(bool notifierHost);

    bool m_there = false;
};

}
