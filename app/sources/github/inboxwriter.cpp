// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/github/inboxwriter.h"

#include "app/sources/github/inboxparser.h"

namespace Windsock {

InboxWriter::InboxWriter(HttpClient &http, const Account &account, const QByteArray &token, const InboxWish &wish,
                         const QDateTime &now, QObject *parent)
    : QObject(parent), m_http(http), m_account(account), m_token(token), m_now(now), m_wish(wish)
{
}

void InboxWriter::begin()
{
    m_http.send(inboxWishRequest(m_account, m_token, m_wish), this, [this](const Result<HttpAnswer> &answer) {
        if (!answer) {
            m_refused = answer.error(); // it may have arrived all the same: the thread tells
        } else if (answer->status != 205 && answer->status != 204 && answer->status != 304) {
            const Failure failure = inboxFailure(*answer, m_now);
            if (answer->status < 500) {
                end(InboxWish::State::Refused, failure);
                return;
            }
            m_refused = failure;
        }
        lookAgain();
    });
}

void InboxWriter::lookAgain()
{
    m_http.send(inboxThreadRequest(m_account, m_token, m_wish.thread.id), this,
                [this](const Result<HttpAnswer> &answer) { read(answer); });
}

void InboxWriter::read(const Result<HttpAnswer> &answer)
{
    if (!answer) {
        end(InboxWish::State::Unknown, m_refused.value_or(answer.error()));
        return;
    }
    if (answer->status != 200) {
        end(InboxWish::State::Unknown, m_refused.value_or(inboxFailure(*answer, m_now)));
        return;
    }
    const Result<InboxThread> thread = parseInboxThread(answer->body, m_account.baseUrl);
    if (!thread || thread->id != m_wish.thread.id) {
        end(InboxWish::State::Unknown, m_refused.value_or(thread ? Failure() : thread.error()));
    } else if (!thread->unread) {
        end(InboxWish::State::Confirmed);
    } else {
        end(m_refused ? InboxWish::State::Refused : InboxWish::State::Unknown, m_refused.value_or(Failure()));
    }
}

void InboxWriter::end(InboxWish::State state, const Failure &failure)
{
    m_wish.state = state;
    m_wish.failure = failure;
    Q_EMIT ended(m_wish);
}

}
