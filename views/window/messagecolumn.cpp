// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/window/messagecolumn.h"

#include <QEvent>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

MessageColumn::MessageColumn(const QList<QWidget *> &messages, QWidget *parent)
    : QWidget(parent), m_messages(messages)
{
    setObjectName(u"messages"_s);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    for (QWidget *message : messages) {
        const bool hidden = message->isHidden(); // a new parent would show it
        layout->addWidget(message);
        message->setHidden(hidden);
        message->installEventFilter(this);
    }
    layout->addStretch();
    fit();
}

bool MessageColumn::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ShowToParent || event->type() == QEvent::HideToParent) {
        fit();
    }
    return QWidget::eventFilter(watched, event);
}

void MessageColumn::fit()
{
    setVisible(std::ranges::any_of(m_messages, [](const QWidget *message) { return !message->isHidden(); }));
}

}
