// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

namespace Windsock {

/// Whether the machine has a network, and whether that network costs money. Where the system cannot tell, the machine
/// counts as online and the network as free.
class Reachability : public QObject
{
    Q_OBJECT

public:
    explicit Reachability(QObject *parent = nullptr);

    bool isOnline() const { return m_online; }
    bool isMetered() const { return m_metered; }

Q_SIGNALS:
    void onlineChanged(bool online);
    void meteredChanged(bool metered);

private:
    void look();

    bool m_online = true;
    bool m_metered = false;
};

}
