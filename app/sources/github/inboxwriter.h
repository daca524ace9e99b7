// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/github/inboxrequests.h"

namespace Windsock {

/// Carries one wish out, from begin() to exactly one ended(): asks GitHub, then reads the thread again, whatever the
/// answer was, and says Confirmed only where it is unread no more.
class InboxWriter final : public QObject
{
    Q_OBJECT

public:
    InboxWriter(HttpClient &http, const Account &account, const QByteArray &token, const InboxWish &wish,
                const QDateTime &now, QObject *parent = nullptr);
    void begin();

Q_SIGNALS:
    void ended(const Windsock::InboxWish &wish);

private:
    void lookAgain();
    void read(const Result<HttpAnswer> &answer);
    void end(InboxWish::State state, const Failure &failure = {});

    HttpClient &m_http;
    const Account m_account;
    const QByteArray m_token;
    const QDateTime m_now;
    InboxWish m_wish;
    std::optional<Failure> m_refused; ///< what GitHub said to the wish itself, where that was no yes
};

}
