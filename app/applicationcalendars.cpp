// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/application.h"

#include "app/calendarcommand.h"
#include "app/cli/report.h"
#include "app/sources/ical/eventwriter.h"
#include "models/items/calendarwords.h"

#include <KLocalizedString>

#include <memory>

namespace Windsock {

/// What of the application is about a person's calendars.
void Application::joinCalendars()
{
    connect(&m_desk, &CalendarDesk::changed, this, [this](const CalendarWish &wish) {
        if (wish.state != CalendarWish::State::Asked && wish.state != CalendarWish::State::Refused) {
            m_poller.pollNow(wish.calendar.watch); // so that the agenda shows what the calendar has now
        }
        Q_EMIT calendarWish(wish);
    });
    const auto tell = [this, told = std::make_shared<QList<CalendarChoice>>()] {
        if (const QList<CalendarChoice> now = calendars(); now != *told) {
            *told = now;
            Q_EMIT calendarsChanged(now);
        }
    };
    connect(&m_book, &AccountBook::changed, this, tell);
    connect(this, &Application::ready, this, tell);
    connect(m_store.get(), &Store::remembered, this, tell);
}

void Application::wantCalendars(const AccountId &id)
{
    if (const auto account = m_book.account(id); account && account->service == Service::CalDav) {
        m_desk.list(*account, this,
                    [this, id](const Result<QList<CalDav::Calendar>> &found) { Q_EMIT calendarsListed(id, found); });
    }
}

void Application::answerCalendar(const Command &command, const Answered &answered)
{
    const auto refuse = [&answered](const QString &why) { answered(std::unexpected(terminalSafe(why))); };
    const auto event = eventFor(command.id, m_models.agenda, m_options.clock());
    if (!event) {
        refuse(event.error());
        return;
    }
    if (command.verb == Command::Verb::EventFile) {
        answered(QString::fromUtf8(calendarText(*event, copyUid(*event), m_options.clock())));
        return;
    }
    const auto calendar = calendarFor(command.member, calendars());
    if (!calendar) {
        refuse(calendar.error());
        return;
    }
    const bool adds = command.verb == Command::Verb::AddToCalendar;
    const CalendarWish wish{
        .kind = adds ? CalendarWish::Kind::Add : CalendarWish::Kind::Remove, .calendar = *calendar, .event = *event};
    // One answer to one wish; a conflict is asked about by the terminal, which then comes with --replace.
    auto *waiting = new QObject(this);
    connect(&m_desk, &CalendarDesk::changed, waiting,
            [this, waiting, wish, answered, replaces = command.replace](const CalendarWish &now) {
                const bool isOurs = now.event.key() == wish.event.key() && now.calendar == wish.calendar;
                if (!isOurs || now.state == CalendarWish::State::Asked) {
                    return;
                }
                const bool canReplace = now.state == CalendarWish::State::Conflict
                    && now.kind == CalendarWish::Kind::Add && now.there && !now.etag.isEmpty();
                if (canReplace && replaces) {
                    CalendarWish again = now;
                    again.kind = CalendarWish::Kind::Replace;
                    m_desk.carryOut(again);
                    return;
                }
                waiting->deleteLater();
                waiting->disconnect();
                const QString text = terminalSafe(calendarWishText(now));
                now.state == CalendarWish::State::Confirmed
                    ? answered(text + QLatin1Char('\n'))
                    : answered(std::unexpected(canReplace ? text + QLatin1Char('\n')
                                                       + i18n("“--replace” puts this event in its place.")
                                                          : text));
            });
    m_desk.carryOut(wish);
}

}
