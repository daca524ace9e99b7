// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/inboxdesk.h"

#include "app/sources/github/inboxwriter.h"

namespace Windsock {

InboxDesk::InboxDesk(HttpClient &http, AccountBook &book, Secrets &secrets, const Clock &clock, QObject *parent)
    : QObject(parent), m_http(http), m_book(book), m_secrets(secrets), m_clock(clock)
{
}

void InboxDesk::end(InboxWish wish, InboxWish::State state, const Failure &failure)
{
    wish.state = state;
    wish.failure = failure;
    Q_EMIT changed(wish);
}

void InboxDesk::carryOut(const InboxWish &asked)
{
    InboxWish wish = asked;
    wish.state = InboxWish::State::Asked;
    Q_EMIT changed(wish);
    const std::optional<Account> account = m_book.account(wish.thread.account);
    if (!account || account->service != Service::GitHub || wish.thread.id <= 0) {
        const Failure gone{.kind = Failure::Kind::Rejected, .reason = Failure::Reason::NotFound};
        QMetaObject::invokeMethod(
            this, [this, wish, gone] { end(wish, InboxWish::State::Refused, gone); }, Qt::QueuedConnection);
        return;
    }
    m_secrets.read(*account, this, [this, wish, account = *account](const Result<QByteArray> &secret) {
        if (!secret) {
            end(wish, InboxWish::State::Refused, secret.error());
            return;
        }
        auto *writer = new InboxWriter(m_http, account, *secret, wish, m_clock(), this);
        connect(writer, &InboxWriter::ended, this, [this, writer](const InboxWish &ended) {
            writer->deleteLater();
            Q_EMIT changed(ended);
        });
        writer->begin();
    });
}

}
