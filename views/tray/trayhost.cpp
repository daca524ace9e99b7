// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/tray/trayhost.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>
#include <QDBusVariant>
#include <QSystemTrayIcon>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

constexpr auto watcherName = "org.kde.StatusNotifierWatcher"_L1;
constexpr auto watcherPath = "/StatusNotifierWatcher"_L1;

}

TrayHost::TrayHost(QObject *parent)
    : QObject(parent), m_there(QSystemTrayIcon::isSystemTrayAvailable())
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) {
        return;
    }
    auto *watcher = new QDBusServiceWatcher(watcherName, bus, QDBusServiceWatcher::WatchForOwnerChange, this);
    connect(watcher, &QDBusServiceWatcher::serviceOwnerChanged, this, &TrayHost::ask);
    for (const auto signal : {"StatusNotifierHostRegistered"_L1, "StatusNotifierHostUnregistered"_L1}) {
        bus.connect(watcherName, watcherPath, watcherName, signal, this, SLOT(ask()));
    }
    ask();
}

void TrayHost::ask()
{
    QDBusMessage call = QDBusMessage::createMethodCall(watcherName, watcherPath, u"org.freedesktop.DBus.Properties"_s,
                                                       u"Get"_s);
    call.setArguments({QString(watcherName), u"IsStatusNotifierHostRegistered"_s});
    call.setAutoStartService(false);
    auto *answer = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer] {
        const QDBusPendingReply<QDBusVariant> reply = *answer;
        set(reply.isValid() && reply.value().variant().toBool());
        answer->deleteLater();
    });
}

void TrayHost::set(bool notifierHost)
{
    const bool there = notifierHost || QSystemTrayIcon::isSystemTrayAvailable();
    if (there != m_there) {
        m_there = there;
        Q_EMIT changed(there);
    }
}

}
