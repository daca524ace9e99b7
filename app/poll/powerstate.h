// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDBusConnection>
#include <QObject>
#include <QVariantMap>

namespace Windsock {

/// Sleep and battery as logind and UPower tell them on the bus handed in (the system bus). Where the bus or a service
/// is missing the machine never sleeps and is never on battery.
class PowerState : public QObject
{
    Q_OBJECT

public:
    explicit PowerState(const QDBusConnection &bus, QObject *parent = nullptr);

    bool isOnBattery() const { return m_onBattery; }

Q_SIGNALS:
    void wokeUp();
    void onBatteryChanged(bool onBattery);

private Q_SLOTS:
    void prepareForSleep(bool goingDown);
    void powerChanged(const QString &interface, const QVariantMap &changed, const QStringList &invalidated);

private:
    void setOnBattery(bool onBattery);

    bool m_onBattery = false;
};

}
