// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/meetup/meetupsource.h"

#include "app/net/webaddress.h"
#include "app/sources/ical/calendarfeed.h"
#include "app/sources/meetup/meetuprequests.h"
#include "app/sources/offthread.h"

using namespace Qt::StringLiterals;

namespace Windsock {

MeetupSource::MeetupSource(HttpClient &http, QObject *parent)
    : Source(parent), m_http(http), m_viewer(QTimeZone::systemTimeZone())
{
}

void MeetupSource::fetch(const FetchTask &task)
{
    m_task = task;
    m_snapshot = Snapshot{.account = task.account.id, .watch = task.watch.id, .asOf = task.now};
    m_listed.clear();
    m_pages = 0;
    if (!isMeetupGroup(task.watch.target)) {
        fail({.kind = Failure::Kind::Rejected,
              .reason = Failure::Reason::BadRequest,
              .detail = u"no group's name as Meetup writes it"_s},
             task.account.baseUrl);
    } else if (task.secret.isEmpty()) {
        askFeed();
    } else {
        askPage({});
    }
}

void MeetupSource::fail(Failure failure, const QUrl &asked)
{
    failure.host = hostOf(asked);
    finishLater(Failed(failure));
}

void MeetupSource::askFeed()
{
    const QUrl address = meetupFeedAddress(m_task.account, m_task.watch.target);
    HttpRequest request = feedRequest(address, readFeedCursor(m_task.memory.cursor, address), m_task.now);
    request.scope = m_task.account.id.value;
    m_http.send(request, this, [this, address](const Result<HttpAnswer> &answer) {
        if (!answer) {
            finishLater(Failed(answer.error()));
            return;
        }
        offThread(
            this,
            [task = m_task, address, answer = *answer, viewer = m_viewer] {
                return readFeedAnswer(task, address, answer, viewer, asMeetupOccurrence);
            },
            [this](const Result<Snapshot> &result) { Q_EMIT finished(result); });
    });
}

void MeetupSource::askPage(const QString &after)
{
    const HttpRequest request = meetupEventsRequest(m_task, after);
    m_http.send(request, this, [this, url = request.url](const Result<HttpAnswer> &answer) {
        if (!answer) {
            finishLater(Failed(answer.error()));
            return;
        }
        if (answer->status != 200) {
            fail(failureFromStatus(*answer, m_task.now), url);
            return;
        }
        offThread(
            this,
            [body = answer->body, window = agendaWindow(m_task.now, m_viewer)] {
                return parseMeetupEvents(body, window);
            },
            [this, url](const Result<MeetupPage> &page) {
                if (page) {
                    takePage(*page);
                } else {
                    fail(page.error(), url);
                }
            });
    });
}

void MeetupSource::takePage(const MeetupPage &page)
{
    m_snapshot.whole = m_snapshot.whole && page.whole;
    for (Occurrence occurrence : page.occurrences) {
        // Events may move from page to page while the pages are read.
        if (!m_listed.contains(occurrence.key())) {
            m_listed.insert(occurrence.key());
            occurrence.account = m_task.account.id;
            m_snapshot.occurrences.append(std::move(occurrence));
        }
    }
    m_snapshot.whole = m_snapshot.whole && !page.someUnreadable;
    for (const SkippedRecord &skipped : page.skipped) {
        keepSkipped(m_snapshot.skipped, skipped.what, skipped.why);
    }
    if (!page.next.isEmpty() && ++m_pages < meetupPages) {
        askPage(page.next);
        return;
    }
    if (!page.next.isEmpty()) {
        keepSkipped(m_snapshot.skipped, u"events after the first %1"_s.arg(meetupPages * meetupEventsOnAPage),
                    u"too many to show"_s);
    }
    Q_EMIT finished(std::exchange(m_snapshot, {}));
}

}
