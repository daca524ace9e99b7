// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/calendardesk.h"

#include "app/sources/caldav/davcursor.h"
#include "app/sources/caldav/davpath.h"
#include "app/sources/caldav/davwriter.h"
#include "models/values/plaintext.h"

#include <algorithm>

namespace Windsock {

namespace {

CalendarWish::State stateOf(CalDav::Written::State state)
{
    switch (state) {
    case CalDav::Written::State::Confirmed:
        return CalendarWish::State::Confirmed;
    case CalDav::Written::State::Conflict:
        return CalendarWish::State::Conflict;
    case CalDav::Written::State::Refused:
        return CalendarWish::State::Refused;
    case CalDav::Written::State::Unknown:
        break;
    }
    return CalendarWish::State::Unknown;
}

/// As the source names it in the events it reads.
QString pathOf(const Watch &watch)
{
    return CalDav::asCollection(CalDav::davPath(watch.target).value_or(watch.target));
}

}

CalendarDesk::CalendarDesk(HttpClient &http, AccountBook &book, Secrets &secrets, const Clock &clock, QObject *parent)
    : QObject(parent), m_http(http), m_book(book), m_secrets(secrets), m_clock(clock)
{
}

QList<CalendarChoice> CalendarDesk::choices(const QHash<WatchId, WatchMemory> &memories) const
{
    QList<CalendarChoice> choices;
    for (const Watch &watch : m_book.watches()) {
        const std::optional<Account> account = m_book.account(watch.account);
        if (account && account->service == Service::CalDav) {
            const QString name = plainLine(CalDav::calendarNameIn(memories.value(watch.id).cursor));
            choices.append({.watch = watch.id,
                            .account = account->id,
                            .path = pathOf(watch),
                            .name = name.isEmpty() ? plainLine(watch.id.value) : name});
        }
    }
    std::ranges::sort(choices, [](const CalendarChoice &a, const CalendarChoice &b) {
        const int order = a.name.localeAwareCompare(b.name);
        return order != 0 ? order < 0 : a.watch < b.watch;
    });
    return choices;
}

void CalendarDesk::list(const Account &account, QObject *context, Listed done)
{
    m_secrets.read(account, context, [this, account, context, done = std::move(done)](const Result<QByteArray> &secret) {
        if (!secret) {
            done(Failed(secret.error()));
            return;
        }
        auto *directory = new CalDav::DavDirectory(m_http, {.account = account, .secret = *secret}, m_clock, this);
        // With the directory as its own context it ends what it began, whoever still listens.
        connect(directory, &CalDav::DavDirectory::found, directory, &QObject::deleteLater);
        connect(directory, &CalDav::DavDirectory::found, context, done);
        directory->begin();
    });
}

void CalendarDesk::end(CalendarWish wish, CalendarWish::State state, const Failure &failure)
{
    wish.state = state;
    wish.failure = failure;
    Q_EMIT changed(wish);
}

void CalendarDesk::carryOut(const CalendarWish &asked)
{
    CalendarWish wish = asked;
    wish.state = CalendarWish::State::Asked;
    Q_EMIT changed(wish);
    const QList<Watch> watches = m_book.watches();
    const auto watch = std::ranges::find(watches, wish.calendar.watch, &Watch::id);
    const std::optional<Account> account = watch == watches.cend() ? std::nullopt : m_book.account(watch->account);
    if (!account || account->service != Service::CalDav) {
        const Failure gone{.kind = Failure::Kind::Rejected, .reason = Failure::Reason::NotFound};
        QMetaObject::invokeMethod(
            this, [this, wish, gone] { end(wish, CalendarWish::State::Refused, gone); }, Qt::QueuedConnection);
        return;
    }
    m_secrets.read(*account, this, [this, wish, account = *account, watch = *watch](const Result<QByteArray> &secret) {
        if (secret) {
            write(wish, account, watch, *secret);
        } else {
            end(wish, CalendarWish::State::Refused, secret.error());
        }
    });
}

void CalendarDesk::write(const CalendarWish &wish, const Account &account, const Watch &watch, const QByteArray &secret)
{
    auto *writer = new CalDav::DavWriter(m_http,
                                         {.door = {.account = account, .secret = secret},
                                          .calendar = pathOf(watch),
                                          .event = wish.event,
                                          .viewer = QTimeZone::systemTimeZone()},
                                         m_clock, this);
    connect(writer, &CalDav::DavWriter::ended, this, [this, wish, writer](const CalDav::Written &written) {
        writer->deleteLater();
        CalendarWish ended = wish;
        ended.there = written.there;
        ended.etag = written.etag;
        end(ended, stateOf(written.state), written.failure);
    });
    switch (wish.kind) {
    case CalendarWish::Kind::Add:
        writer->add();
        break;
    case CalendarWish::Kind::Replace:
        writer->replace(wish.etag);
        break;
    case CalendarWish::Kind::Remove:
        writer->remove();
        break;
    }
}

}
