// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/notify/fakenotificationserver.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
const QString s_name = u"org.freedesktop.Notifications"_s;
const QString s_path = u"/org/freedesktop/Notifications"_s;

QString connectionName()
{
    static int count = 0;
    return u"fake-notifications-%1"_s.arg(++count);
}
}

FakeNotificationServer::FakeNotificationServer(const QStringList &capabilities)
    : m_bus(QDBusConnection::connectToBus(QDBusConnection::SessionBus, connectionName())), m_capabilities(capabilities)
{
}

FakeNotificationServer::~FakeNotificationServer()
{
    vanish();
    QDBusConnection::disconnectFromBus(m_bus.name());
}

bool FakeNotificationServer::appear()
{
    m_there = true;
    return m_bus.registerObject(s_path, this, QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals)
        && m_bus.registerService(s_name);
}

void FakeNotificationServer::vanish()
{
    m_there = false;
    m_bus.unregisterService(s_name);
    m_bus.unregisterObject(s_path);
}

bool FakeNotificationServer::refuses() const
{
    if (!m_there && calledFromDBus()) {
        sendErrorReply(QDBusError::NoReply, u"the server has gone"_s);
    }
    return !m_there;
}

void FakeNotificationServer::invoke(uint id, const QString &action)
{
    Q_EMIT ActionInvoked(id, action);
}

int FakeNotificationServer::standing() const
{
    return int(std::ranges::count_if(m_popups, [](const Popup &popup) { return !popup.closed; }));
}

uint FakeNotificationServer::Notify(const QString &, uint, const QString &, const QString &title, const QString &body,
                                    const QStringList &actions, const QVariantMap &hints, int)
{
    if (refuses()) {
        return 0;
    }
    const uint id = uint(m_popups.size()) + 1;
    m_popups.append({.id = id, .title = title, .body = body, .actions = actions, .hints = hints});
    if (m_takes > 0 && --m_takes == 0) {
        vanish();
    }
    return id;
}

void FakeNotificationServer::CloseNotification(uint id)
{
    for (Popup &popup : m_popups) {
        if (popup.id == id && !popup.closed) {
            popup.closed = true;
            Q_EMIT NotificationClosed(id, 3);
        }
    }
}

QString FakeNotificationServer::GetServerInformation(QString &vendor, QString &version, QString &specVersion) const
{
    if (refuses()) {
        return {};
    }
    vendor = u"Windsock tests"_s;
    version = u"1"_s;
    specVersion = u"1.2"_s;
    return u"fake"_s;
}

}
