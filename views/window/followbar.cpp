// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/window/followbar.h"

#include <KLocalizedString>

#include <QAction>
#include <QIcon>

#include <utility>

using namespace Qt::StringLiterals;

namespace Windsock {

FollowBar::FollowBar(QWidget *parent)
    : KMessageWidget(parent)
    , m_undo(new QAction(QIcon::fromTheme(u"edit-undo"_s), i18nc("@action:button", "Undo"), this))
    , m_account(new QAction(QIcon::fromTheme(u"list-add"_s), i18nc("@action:button", "Add Account…"), this))
{
    setObjectName(u"followBar"_s);
    setAccessibleName(i18nc("@info:whatsthis", "What is watched"));
    setWordWrap(true);
    setTextFormat(Qt::PlainText);
    setCloseButtonVisible(true);
    m_undo->setObjectName(u"followUndo"_s);
    m_undo->setToolTip(i18nc("@info:tooltip", "Watch it no longer"));
    m_account->setObjectName(u"followAccount"_s);
    // Later: the answer gives the message other buttons, and this one is still being pressed.
    connect(m_undo, &QAction::triggered, this, [this] {
        const auto undo = [this, watch = std::exchange(m_watch, {})] { Q_EMIT undoRequested(watch); };
        QMetaObject::invokeMethod(this, undo, Qt::QueuedConnection);
    });
    connect(m_account, &QAction::triggered, this, &FollowBar::accountWanted, Qt::QueuedConnection);
    hide();
}

void FollowBar::say(const FollowAnswer &answer)
{
    m_watch = answer.undo;
    setText(answer.text);
    setAccessibleDescription(answer.text);
    setMessageType(answer.good ? Positive : Warning);
    for (const auto &[action, wanted] :
         {std::pair(m_undo, !answer.undo.isEmpty()), std::pair(m_account, answer.accountMissing)}) {
        removeAction(action);
        if (wanted) {
            addAction(action);
        }
    }
    show();
}

}
