// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/poll/powerstate.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

#include <utility>

namespace Windsock {

using namespace Qt::StringLiterals;

namespace {

constexpr auto power = "org.freedesktop.UPower"_L1;
constexpr auto powerPath = "/org/freedesktop/UPower"_L1;
constexpr auto properties = "org.freedesktop.DBus.Properties"_L1;

}

PowerState::PowerState(const QDBusConnection &bus, QObject *parent)
    : QObject(parent)
{
    QDBusConnection line = bus;
    if (!line.isConnected()) {
        return;
    }
    line.connect(u"org.freedesktop.login1"_s, u"/org/freedesktop/login1"_s, u"org.freedesktop.login1.Manager"_s,
                 u"PrepareForSleep"_s, this, SLOT(prepareForSleep(bool)));
    line.connect(power, powerPath, properties, u"PropertiesChanged"_s, this,
                 SLOT(powerChanged(QString, QVariantMap, QStringList)));
    QDBusMessage question = QDBusMessage::createMethodCall(power, powerPath, properties, u"Get"_s);
    question << QString(power) << u"OnBattery"_s;
    auto *watcher = new QDBusPendingCallWatcher(line.asyncCall(question), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<QVariant> reply = *watcher;
        if (!reply.isError()) {
            setOnBattery(reply.value().toBool());
        }
        watcher->deleteLater();
    });
}

void PowerState::prepareForSleep(bool goingDown)
{
    if (!goingDown) {
        Q_EMIT wokeUp();
    }
}

void PowerState::powerChanged(const QString &interface, const QVariantMap &changed, const QStringList &)
{
    const auto found = changed.constFind(u"OnBattery"_s);
    if (interface == power && found != changed.constEnd()) {
        setOnBattery(found->toBool());
    }
}

void PowerState::setOnBattery(bool onBattery)
{
    if (std::exchange(m_onBattery, onBattery) != onBattery) {
        Q_EMIT onBatteryChanged(onBattery);
    }
}

}
