// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDBusConnection>
#include <QDBusContext>
#include <QObject>
#include <QStringList>
#include <QVariantMap>

namespace Windsock {

/// A notification server on the test's own bus, on a connection of its own: it can come late, go and come back, as
/// a real one does.
class FakeNotificationServer
    : public QObject
    , protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    struct Popup {
        uint id = 0;
        QString title;
        QString body;
        QStringList actions;
        QVariantMap hints;
        bool closed = false;
    };

    explicit FakeNotificationServer(const QStringList &capabilities = {QStringLiteral("body"),
                                                                       QStringLiteral("body-markup"),
                                                                       QStringLiteral("actions")});
    ~FakeNotificationServer() override;

    bool appear();
    void vanish();
    /// It vanishes by itself as soon as it has taken so many popups more.
    void setTakes(int popups) { m_takes = popups; }
    void invoke(uint id, const QString &action);
    QList<Popup> popups() const { return m_popups; }
    int standing() const;

public Q_SLOTS:
    uint Notify(const QString &app, uint replaces, const QString &icon, const QString &title, const QString &body,
                const QStringList &actions, const QVariantMap &hints, int timeout);
    void CloseNotification(uint id);
    QStringList GetCapabilities() const { return m_capabilities; }
    QString GetServerInformation(QString &vendor, QString &version, QString &specVersion) const;

Q_SIGNALS:
    void NotificationClosed(uint id, uint reason);
    void ActionInvoked(uint id, const QString &action);

private:
    /// Calls that were on their way when it went are answered as the bus does for a server that is dead.
    bool refuses() const;

    QDBusConnection m_bus;
    QStringList m_capabilities;
    QList<Popup> m_popups;
    int m_takes = -1; ///< -1 is for ever
    bool m_there = false;
};

}
