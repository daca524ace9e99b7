// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/docks/noticesdock.h"

#include "models/items/roles.h"
#include "models/items/searchproxy.h"
#include "models/values/notice.h"
#include "views/docks/rowsview.h"

#include <KLocalizedString>

#include <QHBoxLayout>
#include <QIcon>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace Windsock {

NoticesDock::NoticesDock(QAbstractItemModel *notices, QAbstractItemModel *sources, const Clock &clock, QWidget *parent)
    : Dock({.name = u"noticesDock"_s,
            .title = i18nc("@title:window dock", "Notices"),
            .iconName = u"notifications"_s,
            .nothing = i18nc("@info", "Nothing has happened that you should know."),
            .needsSource = false,
            .tellsStale = false},
           notices, sources, clock, parent)
    , m_notices(notices)
    , m_readAll(new QToolButton(this))
{
    view()->setRootIsDecorated(false);
    view()->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_readAll->setObjectName(u"readAllButton"_s);
    m_readAll->setText(i18nc("@action:button", "Mark All Read"));
    m_readAll->setIcon(QIcon::fromTheme(u"mail-mark-read"_s));
    m_readAll->setToolTip(m_readAll->text());
    m_readAll->setAutoRaise(true);
    filterLine()->addWidget(m_readAll);
    connect(m_readAll, &QToolButton::clicked, this, [this] { Q_EMIT noticesRead(allUnread()); });
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved}) {
        connect(notices, signal, this, &NoticesDock::countUnread);
    }
    connect(notices, &QAbstractItemModel::dataChanged, this, &NoticesDock::countUnread);
    connect(notices, &QAbstractItemModel::modelReset, this, &NoticesDock::countUnread);
    countUnread();
}

bool NoticesDock::showNotice(const QString &key)
{
    for (int row = 0; row < m_notices->rowCount(); ++row) {
        const QModelIndex source = m_notices->index(row, 0);
        if (source.data(ItemRole::Key).toString() != key) {
            continue;
        }
        if (!proxy()->mapFromSource(source).isValid()) {
            filter()->clear();
        }
        view()->setCurrentIndex(proxy()->mapFromSource(source));
        view()->scrollTo(view()->currentIndex());
        Q_EMIT subjectShown(source.data(ItemRole::Notice).value<Notice>().subject);
        return true;
    }
    return false;
}

void NoticesDock::extendMenu(QMenu &menu, const QModelIndex &)
{
    const QStringList keys = unread(view()->selectionModel()->selectedRows());
    QAction *read = menu.addAction(QIcon::fromTheme(u"mail-mark-read"_s), i18nc("@action:inmenu", "Mark Read"), this,
                                   [this, keys] { Q_EMIT noticesRead(keys); });
    read->setObjectName(u"markRead"_s);
    read->setEnabled(!keys.isEmpty());
}

void NoticesDock::open(const QModelIndex &index)
{
    const QStringList keys = unread({index});
    const auto notice = index.data(ItemRole::Notice).value<Notice>();
    if (notice.kind == Notice::Kind::ThreadChanged) {
        Q_EMIT threadWanted(notice.subject, index.data(ItemRole::Url).toUrl());
    } else {
        Q_EMIT subjectShown(notice.subject);
        Dock::open(index);
    }
    if (!keys.isEmpty()) {
        Q_EMIT noticesRead(keys);
    }
}

bool NoticesDock::canOpen(const QModelIndex &index) const
{
    return index.data(ItemRole::Notice).value<Notice>().kind == Notice::Kind::ThreadChanged || Dock::canOpen(index);
}

QStringList NoticesDock::unread(const QModelIndexList &indexes) const
{
    QStringList keys;
    for (const QModelIndex &index : indexes) {
        const auto notice = index.data(ItemRole::Notice).value<Notice>();
        if (!notice.read) {
            keys << notice.key;
        }
    }
    return keys;
}

QStringList NoticesDock::allUnread() const
{
    QModelIndexList all;
    for (int row = 0; row < m_notices->rowCount(); ++row) {
        all << m_notices->index(row, 0);
    }
    return unread(all);
}

void NoticesDock::countUnread()
{
    int count = 0;
    for (int row = 0; row < m_notices->rowCount(); ++row) {
        const auto notice = m_notices->index(row, 0).data(ItemRole::Notice).value<Notice>();
        count += !notice.read && notice.state != Notice::State::Withdrawn ? 1 : 0;
    }
    m_readAll->setEnabled(count > 0);
    setWindowTitle(count > 0 ? i18nc("@title:window dock, number of unread", "Notices (%1)", count)
                             : i18nc("@title:window dock", "Notices"));
}

}
