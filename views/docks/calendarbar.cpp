// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/docks/calendarbar.h"

#include "models/items/calendarwords.h"
#include "models/values/plaintext.h"

#include <KLocalizedString>

#include <QAction>
#include <QIcon>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

using Kind = CalendarWish::Kind;
using State = CalendarWish::State;

QAction *newAction(const QString &name, const QString &icon, const QString &text, QObject *parent)
{
    auto *action = new QAction(QIcon::fromTheme(icon), text, parent);
    action->setObjectName(name);
    return action;
}

}

CalendarBar::CalendarBar(QWidget *parent)
    : KMessageWidget(parent)
    , m_undo(newAction(u"calendarUndo"_s, u"edit-undo"_s, i18nc("@action:button take it out of the calendar", "Undo"),
                       this))
    , m_replace(newAction(u"calendarReplace"_s, u"document-replace"_s,
                          i18nc("@action:button what the calendar has", "Replace It"), this))
    , m_again(newAction(u"calendarAgain"_s, u"view-refresh"_s, i18nc("@action:button", "Try Again"), this))
    , m_remove(newAction(u"calendarRemove"_s, u"edit-delete"_s, i18nc("@action:button", "Remove"), this))
{
    setObjectName(u"calendarBar"_s);
    setAccessibleName(i18nc("@info:whatsthis", "What became of an event and a calendar"));
    setWordWrap(true);
    setTextFormat(Qt::PlainText);
    setCloseButtonVisible(true);
    // Later: the answer gives the message other buttons, and this one is still being pressed.
    const auto join = [this](QAction *action, auto kind) {
        connect(action, &QAction::triggered, this, [this, kind] { wishFor(kind()); }, Qt::QueuedConnection);
    };
    join(m_undo, [] { return Kind::Remove; });
    join(m_replace, [] { return Kind::Replace; });
    join(m_again, [this] { return m_wish.kind; });
    join(m_remove, [] { return Kind::Remove; });
    hide();
}

void CalendarBar::wishFor(Kind kind)
{
    CalendarWish wish = m_wish;
    wish.kind = kind;
    Q_EMIT wished(wish);
}

void CalendarBar::say(const CalendarWish &wish)
{
    m_wish = wish;
    const QString text = calendarWishText(wish);
    switch (wish.state) {
    case State::Asked:
        tell(text, Information, {});
        break;
    case State::Confirmed:
        tell(text, Positive, wish.kind == Kind::Remove ? QList<QAction *>() : QList{m_undo});
        break;
    case State::Conflict: {
        const bool canReplace = wish.kind != Kind::Remove && wish.there && !wish.etag.isEmpty();
        tell(text, Warning, canReplace ? QList{m_replace} : QList<QAction *>());
        break;
    }
    case State::Refused:
        tell(text, Error, {});
        break;
    case State::Unknown:
        // Only what is safe to wish twice: adding finds what is there already, replacing knows another by its ETag.
        tell(text, Warning, {m_again});
        break;
    }
}

void CalendarBar::askRemoval(const CalendarWish &wish)
{
    m_wish = wish;
    m_wish.kind = Kind::Remove;
    tell(calendarRemovalText(m_wish), Warning, {m_remove});
}

void CalendarBar::tell(const QString &text, MessageType type, const QList<QAction *> &actions)
{
    setText(text);
    setAccessibleDescription(text);
    setMessageType(type);
    for (QAction *action : {m_undo, m_replace, m_again, m_remove}) {
        removeAction(action);
    }
    for (QAction *action : actions) {
        addAction(action);
    }
    show();
}

}
