// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/ids.h"
#include "views/docks/dock.h"

#include <QModelIndex>

class QToolButton;

namespace Windsock {

/// What was worth telling, newest first; unread ones in bold, those no longer true struck out.
class NoticesDock : public Dock
{
    Q_OBJECT

public:
    NoticesDock(QAbstractItemModel *notices, QAbstractItemModel *sources, const Clock &clock, QWidget *parent = nullptr);

    /// Makes the notice current and scrolls to it; false where it is not there.
    bool showNotice(const QString &key);

Q_SIGNALS:
    void noticesRead(const QStringList &keys);
    /// A notice of a whole change was opened: `page` is what to open where the change is not known any more.
    void threadWanted(const Windsock::Subject &thread, const QUrl &page);
    /// A notice about this has been opened, or shown on request: what it is about may be shown as well.
    void subjectShown(const Subject &subject);

protected:
    void extendMenu(QMenu &menu, const QModelIndex &index) override;
    void open(const QModelIndex &index) override;
    bool canOpen(const QModelIndex &index) const override;

private:
    QStringList unread(const QModelIndexList &indexes) const;
    QStringList allUnread() const;
    void countUnread();

    QAbstractItemModel *m_notices;
    QToolButton *m_readAll = nullptr;
};

}
