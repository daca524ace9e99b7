// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/notify/notificationserver.h"
#include "models/values/clock.h"
#include "models/values/notice.h"

#include <KNotification>

#include <QHash>
#include <QPointer>
#include <QTimer>

namespace Windsock {

/// Brings notices to the desktop. A notice waits until a notification server is there, and only when the server has
/// taken it does shown() say so. At most a handful are under way at once: what is left follows as those are taken.
class Notifier : public QObject
{
    Q_OBJECT

public:
    /// When a notice may be shown: invalid for now, else not before (quiet hours, put off).
    using HeldUntil = std::function<QDateTime(const Notice &, const QDateTime &now)>;

    explicit Notifier(Clock clock, QObject *parent = nullptr);
    ~Notifier() override;

    void setHeldUntil(HeldUntil heldUntil);
    void show(const Notice &notice);
    void withdraw(const QString &key);
    int waiting() const { return int(m_waiting.size()); }

Q_SIGNALS:
    void shown(const QString &key, const QDateTime &when);
    /// The popup itself was clicked: show the notice in the window.
    void activated(const QString &key, const QString &activationToken);
    /// Its button was: open what the notice is about.
    void linkWanted(const QString &key, const QString &activationToken);
    /// The person wants to be reminded once more.
    void snoozeWanted(const QString &key);

private:
    void flush();
    void popUp(const Notice &notice);
    void forgetAll();
    bool stands(const QString &key) const { return m_standing.contains(key); }

    Clock m_clock;
    HeldUntil m_heldUntil;
    NotificationServer m_server;
    QList<Notice> m_waiting; ///< in the order they were decided
    QHash<QString, QPointer<KNotification>> m_standing; ///< each a child of this
    QList<QPointer<KNotification>> m_orphans; ///< of the server that went last
    QList<QPointer<KNotification>> m_olderOrphans; ///< of the one before
    QList<Notice> m_unconfirmed; ///< sent, not known to have been taken
    QTimer m_later; ///< the end of the quiet hours, or of what the person put off
};

}
