// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/docks/timelineview.h"

#include "views/delegates/timelinedelegate.h"

#include <QContextMenuEvent>

namespace Windsock {

TimelineView::TimelineView(QWidget *parent)
    : QListView(parent)
{
    setItemDelegate(new TimelineDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setEditTriggers(NoEditTriggers);
    setResizeMode(Adjust);
    connect(this, &QListView::doubleClicked, this, &TimelineView::opened);
}

void TimelineView::showBelow(const QModelIndex &thread)
{
    // A root that has gone would be the model's own: the changes would stand where the moments are.
    auto *wanted = const_cast<QAbstractItemModel *>(thread.model());
    if (model() != wanted) {
        QItemSelectionModel *before = selectionModel();
        setModel(wanted);
        delete before;
    }
    if (thread.isValid() && rootIndex() != thread) {
        setRootIndex(thread);
        setCurrentIndex({});
        scrollToTop();
    }
    Q_EMIT currentRowChanged(currentIndex());
}

void TimelineView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    Q_EMIT currentRowChanged(current);
}

void TimelineView::dataChanged(const QModelIndex &first, const QModelIndex &last, const QList<int> &roles)
{
    QListView::dataChanged(first, last, roles);
    scheduleDelayedItemsLayout(); // other words may need more lines
}

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    const QModelIndex index = currentIndex();
    if (index.isValid() && (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier) {
        if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
            Q_EMIT opened(index);
            event->accept();
            return;
        }
        if (event->key() == Qt::Key_Delete) {
            Q_EMIT partWanted(index);
            event->accept();
            return;
        }
    }
    QListView::keyPressEvent(event);
}

void TimelineView::contextMenuEvent(QContextMenuEvent *event)
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
