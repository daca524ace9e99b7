// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/docks/inboxdock.h"

#include "models/items/inboxtext.h"
#include "models/items/roles.h"
#include "views/docks/rowsview.h"

#include <KLocalizedString>

#include <QIcon>
#include <QItemSelectionModel>
#include <QLabel>
#include <QMenu>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Windsock {

InboxDock::InboxDock(QAbstractItemModel *inbox, QAbstractItemModel *sources, const Clock &clock, QWidget *parent)
    : Dock({.name = u"inboxDock"_s,
            .title = i18nc("@title:window dock, notifications on GitHub", "Inbox"),
            .iconName = u"mail-folder-inbox"_s,
            .nothing = i18nc("@info",
                             "Nothing unread is known. The inbox of a GitHub account is shown where it is watched: "
                             "“Your notifications” among its watches, or “windsock watch add ACCOUNT inbox”."),
            .services = {Service::GitHub},
            .concerns = tellsOfInbox,
            .howTo = i18nc("@info",
                           "No inbox is watched yet: add a GitHub account with a classic token, then watch “Your "
                           "notifications”.")},
           inbox, sources, clock, parent)
    , m_inbox(inbox)
    , m_said(new QLabel(this))
{
    view()->setRootIsDecorated(false);
    view()->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_said->setObjectName(u"inboxSaid"_s);
    m_said->setTextFormat(Qt::PlainText);
    m_said->setWordWrap(true);
    m_said->setMargin(8);
    m_said->setMinimumWidth(40);
    m_said->hide();
    column()->addWidget(m_said);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved}) {
        connect(inbox, signal, this, &InboxDock::countUnread);
    }
    connect(inbox, &QAbstractItemModel::dataChanged, this, &InboxDock::countUnread);
    connect(inbox, &QAbstractItemModel::modelReset, this, &InboxDock::countUnread);
    countUnread();
}

void InboxDock::showWish(const InboxWish &wish)
{
    m_said->setText(inboxWishText(wish));
    m_said->show();
}

QString InboxDock::said() const
{
    return m_said->text();
}

QList<InboxThread> InboxDock::chosen() const
{
    QList<InboxThread> threads;
    for (const QModelIndex &index : view()->selectionModel()->selectedRows()) {
        threads.append(index.data(ItemRole::InboxThread).value<InboxThread>());
    }
    return threads;
}

void InboxDock::wish(InboxWish::Kind kind, const QList<InboxThread> &threads)
{
    for (const InboxThread &thread : threads) {
        Q_EMIT inboxWished({.kind = kind, .thread = thread});
    }
}

void InboxDock::extendMenu(QMenu &menu, const QModelIndex &)
{
    const QList<InboxThread> threads = chosen();
    QAction *read = menu.addAction(QIcon::fromTheme(u"mail-mark-read"_s), i18nc("@action:inmenu", "Mark as Read"), this,
                                   [this, threads] { wish(InboxWish::Kind::MarkRead, threads); });
    read->setObjectName(u"markThreadRead"_s);
    read->setEnabled(!threads.isEmpty());
    QAction *done = menu.addAction(QIcon::fromTheme(u"checkmark"_s), i18nc("@action:inmenu of a notification", "Done"),
                                   this, [this, threads] { wish(InboxWish::Kind::Done, threads); });
    done->setObjectName(u"threadDone"_s);
    done->setEnabled(!threads.isEmpty());
}

void InboxDock::countUnread()
{
    int count = 0;
    for (int row = 0; row < m_inbox->rowCount(); ++row) {
        count += m_inbox->index(row, 0).data(ItemRole::InboxThread).value<InboxThread>().unread ? 1 : 0;
    }
    setWindowTitle(count > 0 ? i18nc("@title:window dock, number of unread", "Inbox (%1)", count)
                             : i18nc("@title:window dock, notifications on GitHub", "Inbox"));
}

}
