// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/inboxwish.h"
#include "views/docks/dock.h"

class QLabel;

namespace Windsock {

/// The person's notifications on GitHub, newest first. Those that are chosen can be marked as read, or put away as done:
/// what became of that is said below the rows.
class InboxDock : public Dock
{
    Q_OBJECT

public:
    InboxDock(QAbstractItemModel *inbox, QAbstractItemModel *sources, const Clock &clock, QWidget *parent = nullptr);

    /// How an inboxWished() stands.
    void showWish(const InboxWish &wish);
    QString said() const;

Q_SIGNALS:
    void inboxWished(const Windsock::InboxWish &wish);

protected:
    void extendMenu(QMenu &menu, const QModelIndex &index) override;

private:
    QList<InboxThread> chosen() const;
    void wish(InboxWish::Kind kind, const QList<InboxThread> &threads);
    void countUnread();

    QAbstractItemModel *m_inbox = nullptr;
    QLabel *m_said = nullptr;
};

}
