// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/docks/rowsview.h"

#include "views/delegates/rowdelegate.h"

#include <QContextMenuEvent>
#include <QHeaderView>

namespace Windsock {

RowsView::RowsView(const Clock &clock, QWidget *parent)
    : QTreeView(parent), m_rows(new RowDelegate(clock, this))
{
    setItemDelegate(m_rows);
    setHeaderHidden(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setExpandsOnDoubleClick(false);
    setAllColumnsShowFocus(true);
    setEditTriggers(NoEditTriggers);
    setTextElideMode(Qt::ElideRight);
    setUniformRowHeights(false);
    connect(this, &QTreeView::doubleClicked, this, &RowsView::opened);
}

void RowsView::setModel(QAbstractItemModel *model)
{
    QTreeView::setModel(model);
    for (int column = 1; model && column < model->columnCount(); ++column) {
        hideColumn(column);
    }
    header()->setMinimumSectionSize(1);
    header()->setSectionResizeMode(0, QHeaderView::Stretch);
}

void RowsView::resizeEvent(QResizeEvent *event)
{
    m_rows->setSpace(viewport()->width(), rootIsDecorated() ? indentation() : 0);
    QTreeView::resizeEvent(event);
    if (event->size().width() != event->oldSize().width()) {
        scheduleDelayedItemsLayout();
    }
}

void RowsView::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && currentIndex().isValid() && (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier) {
        Q_EMIT opened(currentIndex());
        event->accept();
        return;
    }
    QTreeView::keyPressEvent(event);
}

void RowsView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = byKey ? currentIndex() : indexAt(event->pos());
    if (index.isValid()) {
        const QPoint at = byKey ? viewport()->mapToGlobal(visualRect(index).center()) : event->globalPos();
        Q_EMIT menuWanted(index, at);
    }
    event->accept();
}

}
