// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QListView>

namespace Windsock {

/// What is below one change: its moments and its members, as TimelineDelegate paints them.
class TimelineView : public QListView
{
    Q_OBJECT

public:
    explicit TimelineView(QWidget *parent = nullptr);

    /// Shows the rows below this one from now on; none where it is invalid.
    void showBelow(const QModelIndex &thread);

Q_SIGNALS:
    /// Double click or Enter.
    void opened(const QModelIndex &index);
    /// Right click on a row, or the menu key.
    void menuWanted(const QModelIndex &index, const QPoint &globalPos);
    /// Delete.
    void partWanted(const QModelIndex &index);
    void currentRowChanged(const QModelIndex &index);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void dataChanged(const QModelIndex &first, const QModelIndex &last, const QList<int> &roles) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
};

}
