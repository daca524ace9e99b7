// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDBusServiceWatcher>
#include <QObject>

#include <functional>

namespace Windsock {

/// Whether a notification server is there, and whether it has taken what was sent before now. KNotification tells
/// neither: without a server it is silent, and when one dies so is it.
class NotificationServer : public QObject
{
    Q_OBJECT

public:
    explicit NotificationServer(QObject *parent = nullptr);

    bool isThere() const { return !m_owner.isEmpty(); }
    /// Starts the desktop's server where one can be started on demand.
    void wake();
    /// Asks the server something harmless twice in turn. Messages of one sender arrive in order, and KNotification
    /// may send a popup only after its own question about capabilities was answered: when the second answer comes
    /// from the same server, everything sent before this call has arrived. Calls `confirmed` or, where the server
    /// went away, nothing.
    void confirm(QObject *context, std::function<void()> confirmed);

Q_SIGNALS:
    void appeared();
    void vanished();

private:
    void ownerIs(const QString &owner);
    void ask(const QString &owner, int left, QObject *context, const std::function<void()> &confirmed);

    QDBusServiceWatcher m_watcher;
    QString m_owner;
};

}
