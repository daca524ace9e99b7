// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/window/messagecolumn.h"

#include <KLocalizedString>

#include <QAction>
#include <QEvent>
#include <QLayout>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

MessageColumn::MessageColumn(const QList<QWidget *> &messages, QWidget *parent)
    : QToolBar(parent), m_messages(messages), m_content(new QWidget(this))
{
    setObjectName(u"messages"_s);
    setWindowTitle(i18nc("@title:window tool bar", "Messages"));
    setMovable(false);
    setFloatable(false);
    setAllowedAreas(Qt::TopToolBarArea);
    setContextMenuPolicy(Qt::PreventContextMenu);
    toggleViewAction()->setVisible(false);
    auto *lines = new QVBoxLayout(m_content);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(2);
    for (QWidget *message : messages) {
        const bool hidden = message->isHidden(); // a new parent would show it
        lines->addWidget(message);
        message->setHidden(hidden);
        message->installEventFilter(this);
    }
    addWidget(m_content);
    fit();
}

void MessageColumn::fit()
{
    const bool any = std::ranges::any_of(m_messages, [](const QWidget *message) { return !message->isHidden(); });
    setVisible(any);
    if (any) {
        fitHeight();
    }
}

bool MessageColumn::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::ShowToParent:
    case QEvent::HideToParent:
        fit();
        break;
    case QEvent::LayoutRequest: // its words, or its buttons, are others now
        fitHeight();
        break;
    default:
        break;
    }
    return QToolBar::eventFilter(watched, event);
}

void MessageColumn::resizeEvent(QResizeEvent *event)
{
    QToolBar::resizeEvent(event);
    fitHeight();
}

/// Tool bars do not ask how high something is that wraps. The window's width: before it is shown it has none of its own.
void MessageColumn::fitHeight()
{
    QLayout *lines = m_content->layout();
    const QMargins margins = contentsMargins() + layout()->contentsMargins();
    const int room = parentWidget()->width() - margins.left() - margins.right();
    m_content->setFixedHeight(lines->hasHeightForWidth() ? lines->totalHeightForWidth(room)
                                                         : lines->totalSizeHint().height());
}

}
