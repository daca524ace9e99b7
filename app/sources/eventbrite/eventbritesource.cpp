// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/eventbrite/eventbritesource.h"

#include "app/net/webaddress.h"
#include "app/sources/offthread.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr qint64 s_clockSlack = 300; ///< seconds

/// The events' window begins and ends at moments; no event of Eventbrite is without a time.
AgendaWindow windowAt(const QDateTime &now)
{
    return agendaWindow(now, QTimeZone::utc());
}
}

EventbriteSource::EventbriteSource(HttpClient &http, QObject *parent)
    : Source(parent), m_http(http)
{
}

void EventbriteSource::fetch(const FetchTask &task)
{
    m_task = task;
    m_snapshot = Snapshot{.account = task.account.id, .watch = task.watch.id, .asOf = task.now};
    m_cursor = readEventbriteCursor(task.memory.cursor);
    m_listed.clear();
    m_continuations.clear();
    m_toCount.clear();
    m_pages = 0;
    const std::optional<EventbriteTarget> target = eventbriteTarget(task.watch.target);
    if (!target) {
        fail({.kind = Failure::Kind::Rejected,
              .reason = Failure::Reason::BadRequest,
              .detail = u"neither organizer/ID nor organization/ID"_s});
        return;
    }
    if (task.secret.isEmpty()) {
        fail({.kind = Failure::Kind::NeedsLogin,
              .reason = Failure::Reason::NoCredential,
              .detail = u"Eventbrite answers nobody without a token"_s});
        return;
    }
    m_target = *target;
    m_sales = m_target.isOrganization && isEventbriteTriedAgain(m_cursor.salesRefused, task.now);
    if (m_sales) {
        m_cursor.salesRefused = {};
    }
    askPage({});
}

void EventbriteSource::fail(Failure failure)
{
    failure.host = hostOf(m_task.account.baseUrl);
    if (failure.kind == Failure::Kind::RateLimited) {
        m_http.budget().hold(failure.host, failure.until); // the token's other watches are refused, too
    }
    finishLater(Failed(failure));
}

void EventbriteSource::askPage(const QString &continuation)
{
    m_http.send(eventbriteEventsRequest(m_task, m_target, continuation, m_sales), this,
                [this](const Result<HttpAnswer> &answer) {
                    if (answer) {
                        takeAnswer(*answer);
                    } else {
                        finishLater(Failed(answer.error()));
                    }
                });
}

void EventbriteSource::takeAnswer(const HttpAnswer &answer)
{
    if (answer.status != 200) {
        const Failure failure = eventbriteFailure(answer, m_task);
        if (m_sales && m_pages == 0 && failure.reason == Failure::Reason::Forbidden) {
            m_sales = false;
            m_cursor.salesRefused = m_task.now;
            askPage({});
        } else {
            fail(failure);
        }
        return;
    }
    offThread(
        this, [body = answer.body, window = windowAt(m_task.now)] { return parseEventbriteEvents(body, window); },
        [this](const Result<EventbritePage> &page) {
            if (page) {
                takePage(*page);
            } else {
                fail(page.error());
            }
        });
}

bool EventbriteSource::goesOn(const EventbritePage &page)
{
    if (page.next.isEmpty() || page.isBeyond) {
        return false;
    }
    if (m_continuations.contains(page.next)) {
        keepSkipped(m_snapshot.skipped, u"pagination"_s, u"the continuation comes again: the list may not be whole"_s);
        m_snapshot.whole = false;
        return false;
    }
    m_continuations.insert(page.next);
    if (++m_pages < eventbritePages) {
        return true;
    }
    keepSkipped(m_snapshot.skipped, u"events after the first %1"_s.arg(eventbritePages * eventbriteEventsOnAPage),
                u"too many to show"_s);
    return false;
}

void EventbriteSource::takePage(const EventbritePage &page)
{
    m_snapshot.whole = m_snapshot.whole && !page.someUnreadable;
    for (Occurrence occurrence : page.occurrences) {
        // Events may move from page to page while the pages are read.
        if (!m_listed.contains(occurrence.uid)) {
            m_listed.insert(occurrence.uid);
            occurrence.account = m_task.account.id;
            m_snapshot.occurrences.append(std::move(occurrence));
        }
    }
    for (const SkippedRecord &skipped : page.skipped) {
        keepSkipped(m_snapshot.skipped, skipped.what, skipped.why);
    }
    if (goesOn(page)) {
        askPage(page.next);
        return;
    }
    m_cursor.counts.removeIf([this](const auto &known) { return !m_listed.contains(known.key()); });
    if (m_target.isOrganization) {
        m_toCount = eventbriteToCount(m_snapshot.occurrences, m_cursor, m_task.now);
    }
    countNext();
}

void EventbriteSource::countNext()
{
    if (m_toCount.isEmpty()) {
        finish();
        return;
    }
    const QString event = m_toCount.takeFirst();
    const QDateTime asked = m_cursor.counts.value(event).asked;
    // Their clock may be behind ours.
    askCount(event, asked.isValid() ? asked.addSecs(-s_clockSlack) : asked);
}

void EventbriteSource::askCount(const QString &event, const QDateTime &changedSince)
{
    m_http.send(eventbriteAttendeesRequest(m_task, event, changedSince), this,
                [this, event, ofChanges = changedSince.isValid()](const Result<HttpAnswer> &answer) {
                    takeCount(event, ofChanges, answer);
                });
}

void EventbriteSource::takeCount(const QString &event, bool ofChanges, const Result<HttpAnswer> &answer)
{
    if (!answer || answer->status != 200) {
        // The events are read; without their people they are worth telling, and the rest is asked another time.
        const Failure failure = answer ? eventbriteFailure(*answer, m_task) : answer.error();
        if (failure.reason == Failure::Reason::Forbidden) {
            m_cursor.countsRefused = m_task.now;
        } else {
            keepSkipped(m_snapshot.skipped, u"attendees of "_s + event, failure.detail);
        }
        if (failure.kind == Failure::Kind::RateLimited) {
            m_http.budget().hold(hostOf(m_task.account.baseUrl), failure.until);
        }
        if (failure.reason == Failure::Reason::NotFound) {
            countNext(); // of this event alone
        } else {
            finish();
        }
        return;
    }
    offThread(
        this, [body = answer->body] { return parseEventbriteCount(body); },
        [this, event, ofChanges](const Result<int> &count) {
            if (!count) {
                keepSkipped(m_snapshot.skipped, u"attendees of "_s + event, count.error().detail);
            } else if (ofChanges && *count > 0) {
                askCount(event, {});
                return;
            } else if (ofChanges) {
                m_cursor.counts[event].asked = m_task.now;
            } else {
                m_cursor.counts[event] = {.people = *count, .asked = m_task.now};
            }
            countNext();
        });
}

void EventbriteSource::finish()
{
    if (m_target.isOrganization) {
        for (Occurrence &occurrence : m_snapshot.occurrences) {
            const auto known = m_cursor.counts.constFind(occurrence.uid);
            if (occurrence.rsvps < 0 && known != m_cursor.counts.cend()) {
                occurrence.rsvps = known->people;
            }
        }
        m_snapshot.cursor = writeEventbriteCursor(m_cursor);
    }
    Q_EMIT finished(std::exchange(m_snapshot, {}));
}

}
