// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/notify/notificationserver.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
const QString s_name = u"org.freedesktop.Notifications"_s;
}

NotificationServer::NotificationServer(QObject *parent)
    : QObject(parent), m_watcher(s_name, QDBusConnection::sessionBus(), QDBusServiceWatcher::WatchForOwnerChange)
{
    connect(&m_watcher, &QDBusServiceWatcher::serviceOwnerChanged, this,
            [this](const QString &, const QString &, const QString &owner) { ownerIs(owner); });
    QDBusConnectionInterface *bus = QDBusConnection::sessionBus().interface();
    if (!bus) {
        return;
    }
    auto *call = new QDBusPendingCallWatcher(bus->asyncCall(u"GetNameOwner"_s, s_name), this);
    connect(call, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher *finished) {
        finished->deleteLater();
        const QDBusPendingReply<QString> reply = *finished;
        if (reply.isError()) {
            wake();
        } else {
            ownerIs(reply.value());
        }
    });
}

void NotificationServer::wake()
{
    QDBusConnectionInterface *bus = QDBusConnection::sessionBus().interface();
    if (!bus || isThere()) {
        return;
    }
    // Fails quietly where no server can be started; where one can, its name gets an owner and the watcher tells.
    bus->asyncCall(u"StartServiceByName"_s, s_name, 0U);
}

void NotificationServer::ownerIs(const QString &owner)
{
    if (owner == m_owner) {
        return;
    }
    const bool wasThere = isThere();
    m_owner = owner;
    if (wasThere) {
        Q_EMIT vanished();
    }
    if (isThere()) {
        Q_EMIT appeared();
    }
}

void NotificationServer::confirm(QObject *context, std::function<void()> confirmed)
{
    ask(m_owner, 2, context, confirmed);
}

void NotificationServer::ask(const QString &owner, int left, QObject *context, const std::function<void()> &confirmed)
{
    const QDBusMessage question = QDBusMessage::createMethodCall(s_name, u"/org/freedesktop/Notifications"_s, s_name,
                                                                 u"GetServerInformation"_s);
    auto *call = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(question), context);
    connect(call, &QDBusPendingCallWatcher::finished, this,
            [this, owner, left, context, confirmed](QDBusPendingCallWatcher *finished) {
                finished->deleteLater();
                if (finished->isError() || owner.isEmpty() || owner != m_owner) {
                    return;
                }
                if (left > 1) {
                    ask(owner, left - 1, context, confirmed);
                } else {
                    confirmed();
                }
            });
}

}
