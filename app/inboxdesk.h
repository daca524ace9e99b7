// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/config/accountbook.h"
#include "app/config/secrets.h"
#include "app/net/httpclient.h"
#include "models/values/inboxwish.h"

namespace Windsock {

/// What a person wants of their notifications on GitHub. Knows nobody: it is told the book and the secrets.
class InboxDesk : public QObject
{
    Q_OBJECT

public:
    InboxDesk(HttpClient &http, AccountBook &book, Secrets &secrets, const Clock &clock, QObject *parent = nullptr);

    /// Carries a wish out: changed() at once with Asked, and once more with what became of it.
    void carryOut(const InboxWish &wish);

Q_SIGNALS:
    void changed(const Windsock::InboxWish &wish);

private:
    void end(InboxWish wish, InboxWish::State state, const Failure &failure = {});

    HttpClient &m_http;
    AccountBook &m_book;
    Secrets &m_secrets;
    const Clock m_clock;
};

}
