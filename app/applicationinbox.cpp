// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/application.h"

#include "app/cli/report.h"
#include "models/items/inboxtext.h"
#include "models/items/roles.h"

#include <KLocalizedString>

using namespace Qt::StringLiterals;

namespace Windsock {

/// What of the application is about a person's notifications.
void Application::joinInbox()
{
    connect(&m_inboxDesk, &InboxDesk::changed, this, [this](const InboxWish &wish) {
        if (wish.state == InboxWish::State::Confirmed) {
            forgetThread(wish.thread);
        }
        Q_EMIT inboxWish(wish);
    });
}

/// What was read, or is done, is in the inbox no more: it was read again to know that, so that no fetch is waited for.
void Application::forgetThread(const InboxThread &thread)
{
    for (const Watch &watch : m_book.watches()) {
        const WatchMemory memory = m_memories.value(watch.id);
        if (watch.account == thread.account && watch.kind == Watch::Kind::Inbox && memory.keys.contains(thread.key())) {
            m_store->apply({.account = watch.account,
                            .watch = watch.id,
                            .asOf = memory.asOf,
                            .whole = false,
                            .cursor = memory.cursor,
                            .gone = {thread.key()}});
        }
    }
}

std::optional<InboxThread> Application::threadNamed(const QString &name) const
{
    for (int row = 0; row < m_models.inbox.rowCount(); ++row) {
        const auto thread = m_models.inbox.index(row, 0).data(ItemRole::InboxThread).value<InboxThread>();
        if (thread.subject().value == name || QString::number(thread.id) == name) {
            return thread;
        }
    }
    return std::nullopt;
}

void Application::answerInbox(const Command &command, const Answered &answered)
{
    const std::optional<InboxThread> thread = threadNamed(command.id);
    if (!thread) {
        answered(std::unexpected(terminalSafe(
            i18n("No unread thread “%1” is known: “windsock inbox” lists them with their numbers.", command.id))));
        return;
    }
    const bool isDone = command.verb == Command::Verb::InboxDone;
    const InboxWish wish{.kind = isDone ? InboxWish::Kind::Done : InboxWish::Kind::MarkRead, .thread = *thread};
    auto *waiting = new QObject(this);
    connect(&m_inboxDesk, &InboxDesk::changed, waiting, [waiting, wish, answered](const InboxWish &now) {
        const bool isOurs = now.thread.subject() == wish.thread.subject() && now.kind == wish.kind;
        if (!isOurs || now.state == InboxWish::State::Asked) {
            return;
        }
        waiting->deleteLater();
        waiting->disconnect();
        const QString text = terminalSafe(inboxWishText(now));
        now.state == InboxWish::State::Confirmed ? answered(text + u'\n') : answered(std::unexpected(text));
    });
    m_inboxDesk.carryOut(wish);
}

}
