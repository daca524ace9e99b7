// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/config/accountbook.h"
#include "app/config/secrets.h"
#include "app/net/httpclient.h"
#include "app/sources/caldav/davdirectory.h"
#include "models/values/calendarwish.h"
#include "models/values/snapshot.h"

namespace Windsock {

/// What a person wants of their calendar servers: which calendars there are, and events put into them and taken out.
/// Knows nobody: it is told the book, the secrets and what is remembered of the watches.
class CalendarDesk : public QObject
{
    Q_OBJECT

public:
    CalendarDesk(HttpClient &http, AccountBook &book, Secrets &secrets, const Clock &clock, QObject *parent = nullptr);

    /// The calendars that are watched, in the order of their names. `memories` hold what they call themselves.
    QList<CalendarChoice> choices(const QHash<WatchId, WatchMemory> &memories) const;

    using Listed = std::function<void(const Result<QList<CalDav::Calendar>> &)>;
    /// The calendars of an account. Ends in one call of `done`, unless `context` has died.
    void list(const Account &account, QObject *context, Listed done);

    /// Carries a wish out: changed() at once with Asked, and once more with what became of it.
    void carryOut(const CalendarWish &wish);

Q_SIGNALS:
    void changed(const Windsock::CalendarWish &wish);

private:
    void write(const CalendarWish &wish, const Account &account, const Watch &watch, const QByteArray &secret);
    void end(CalendarWish wish, CalendarWish::State state, const Failure &failure = {});

    HttpClient &m_http;
    AccountBook &m_book;
    Secrets &m_secrets;
    const Clock m_clock;
};

}
