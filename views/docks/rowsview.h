// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/clock.h"

#include <QTreeView>

namespace Windsock {

class RowDelegate;

/// One column of rows as RowDelegate paints them, as wide as the view is.
class RowsView : public QTreeView
{
    Q_OBJECT

public:
    explicit RowsView(const Clock &clock, QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;
    RowDelegate *rows() const { return m_rows; }

Q_SIGNALS:
    /// Double click or Enter.
    void opened(const QModelIndex &index);
    /// Right click on a row, or the menu key.
    void menuWanted(const QModelIndex &index, const QPoint &globalPos);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    RowDelegate *m_rows = nullptr;
};

}
