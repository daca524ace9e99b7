// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QDBusVirtualObject>
#include <QMutex>
#include <QStringList>
#include <QThread>

namespace Windsock {

/// A StatusNotifierWatcher on the test's own bus, on a connection and a thread of its own: somebody who asks it and
/// waits is answered. Comes, goes, and has a host that shows icons or not.
class FakeTray : public QDBusVirtualObject
{
public:
    FakeTray()
        : m_bus(QDBusConnection::connectToBus(QDBusConnection::SessionBus, QStringLiteral("fake tray")))
    {
        moveToThread(&m_thread);
        m_thread.start();
        m_bus.registerVirtualObject(path(), this);
    }
    ~FakeTray() override
    {
        vanish();
        m_bus.unregisterObject(path());
        m_thread.quit();
        m_thread.wait();
        m_bus = QDBusConnection(QString());
        QDBusConnection::disconnectFromBus(QStringLiteral("fake tray"));
    }

    bool appear(bool withHost)
    {
        setHost(withHost);
        return m_bus.registerService(name());
    }
    void vanish() { m_bus.unregisterService(name()); }
    /// A panel that shows the icons comes or goes.
    void setHost(bool host)
    {
        {
            const QMutexLocker lock(&m_mutex);
            m_host = host;
        }
        m_bus.send(QDBusMessage::createSignal(path(), name(),
                                              host ? QStringLiteral("StatusNotifierHostRegistered")
                                                   : QStringLiteral("StatusNotifierHostUnregistered")));
    }
    /// The bus names of the icons that have been handed in.
    QStringList items() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_items;
    }
    QDBusConnection bus() const { return m_bus; }

    QString introspect(const QString &) const override { return {}; }
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &connection) override
    {
        const QMutexLocker lock(&m_mutex);
        QVariantList answer;
        if (message.member() == QLatin1StringView("RegisterStatusNotifierItem")) {
            m_items.append(message.arguments().value(0).toString());
        } else if (message.member() == QLatin1StringView("Get")) {
            const bool version = message.arguments().value(1).toString() == QLatin1StringView("ProtocolVersion");
            answer.append(QVariant::fromValue(QDBusVariant(version ? QVariant(0) : QVariant(m_host))));
        }
        return connection.send(message.createReply(answer));
    }

private:
    static QString name() { return QStringLiteral("org.kde.StatusNotifierWatcher"); }
    static QString path() { return QStringLiteral("/StatusNotifierWatcher"); }

    QDBusConnection m_bus;
    QThread m_thread;
    mutable QMutex m_mutex;
    QStringList m_items;
    bool m_host = false;
};

}
