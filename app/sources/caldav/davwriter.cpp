// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/caldav/davwriter.h"

#include "app/sources/caldav/davnames.h"
#include "app/sources/caldav/davpath.h"
#include "app/sources/ical/eventwriter.h"
#include "app/sources/ical/icalparser.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock::CalDav {

namespace {

using State = Written::State;

constexpr int s_farAway = 3 * 366; ///< days: how far an event may have been moved

bool isDone(int status)
{
    return status >= 200 && status <= 299;
}

/// Whether a request that was not answered may have been carried out all the same.
bool mayHaveArrived(const Failure &failure)
{
    using Reason = Failure::Reason;
    return failure.kind == Failure::Kind::Malformed
        || (failure.kind == Failure::Kind::Transient && failure.reason != Reason::Offline
            && failure.reason != Reason::HostNotFound && failure.reason != Reason::ConnectionRefused
            && failure.reason != Reason::Tls);
}

}

DavWriter::DavWriter(HttpClient &http, const Wish &wish, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_talk(http, wish.door, clock)
    , m_wish(wish)
    , m_clock(clock)
    , m_uid(wish.event.calendar == wish.calendar ? wish.event.uid : copyUid(wish.event))
    , m_path(wish.event.calendar == wish.calendar ? QString()
                                                  : asCollection(wish.calendar) + m_uid.section(u'@', 0, 0) + ".ics"_L1)
{
}

void DavWriter::end(const Written &written)
{
    QMetaObject::invokeMethod(this, [this, written] { Q_EMIT ended(written); }, Qt::QueuedConnection);
}

void DavWriter::refuse(const Failure &failure)
{
    end({.state = State::Refused, .failure = m_talk.named(failure)});
}

void DavWriter::add()
{
    m_task = Task::Add;
    if (m_path.isEmpty()) {
        end({.state = State::Confirmed}); // it is of this very calendar
        return;
    }
    put(calendarText(m_wish.event, m_uid, m_clock()), {});
}

void DavWriter::replace(const QByteArray &etag)
{
    m_task = Task::Replace;
    find([this, etag](const Result<HttpAnswer> &found) {
        if (!found || !isDone(found->status)) {
            refuse(found ? m_talk.failureOf(*found) : found.error());
            return;
        }
        const QByteArray now = found->header("ETag");
        const Result<QByteArray> text = changedCalendarText(found->body, m_wish.event, m_clock());
        if (now.isEmpty() || now != etag) {
            end({.state = State::Conflict, .there = eventIn(found->body), .etag = now});
        } else if (!text) {
            refuse(text.error());
        } else {
            put(*text, etag);
        }
    });
}

void DavWriter::remove()
{
    m_task = Task::Remove;
    find([this](const Result<HttpAnswer> &found) { removeFound(found); });
}

void DavWriter::removeFound(const Result<HttpAnswer> &found)
{
    if (found && isGone(found->status)) {
        end({.state = State::Confirmed});
        return;
    }
    if (!found || !isDone(found->status)) {
        refuse(found ? m_talk.failureOf(*found) : found.error());
        return;
    }
    const std::optional<Occurrence> there = eventIn(found->body);
    const QByteArray etag = found->header("ETag");
    if (etag.isEmpty()) {
        refuse({.kind = Failure::Kind::Rejected,
                .reason = Failure::Reason::BadRequest,
                .detail = u"the server tells no ETag, so nothing may be removed from it"_s});
    } else if (there && there->recurrence.isValid()) {
        refuse({.kind = Failure::Kind::Rejected,
                .reason = Failure::Reason::BadRequest,
                .detail = u"it is one of a series, which would go as a whole"_s});
    } else if (!there || !isWanted(*there)) {
        end({.state = State::Conflict, .there = there, .etag = etag});
    } else {
        m_talk.ask(removeRequest(m_talk.door(), m_path, etag),
                   [this](const Result<HttpAnswer> &answer) { weigh(answer); });
    }
}

/// The object with its ETag as a GET answers it, whichever way it is found.
void DavWriter::find(DavTalk::Answered then)
{
    if (!m_path.isEmpty()) {
        m_talk.ask(readRequest(m_talk.door(), m_path), std::move(then));
        return;
    }
    m_talk.list(findRequest(m_talk.door(), asCollection(m_wish.calendar), m_uid),
                [this, then = std::move(then)](const Result<Listing> &listing) { takeFound(listing, then); });
}

void DavWriter::takeFound(const Result<Listing> &listing, const DavTalk::Answered &then)
{
    if (!listing) {
        then(Failed(listing.error()));
        return;
    }
    for (const Response &response : listing->multistatus.responses) {
        const std::optional<QString> path = pathOfHref(response.href, listing->url);
        // A server may look for the UID as a part of others.
        if (path && response.props.calendarData && eventUids(*response.props.calendarData).contains(m_uid)) {
            m_path = *path;
            then(HttpAnswer{.status = 200,
                            .url = listing->url,
                            .headers = QList{HttpHeader("ETag", response.props.etag)},
                            .body = *response.props.calendarData});
            return;
        }
    }
    then(HttpAnswer{.status = 404, .url = listing->url});
}

void DavWriter::put(const QByteArray &text, const QByteArray &etag)
{
    m_talk.ask(writeRequest(m_talk.door(), m_path, text, etag),
               [this](const Result<HttpAnswer> &answer) { weigh(answer); });
}

/// What the answer to the write means. Only what surely changed nothing ends here.
void DavWriter::weigh(const Result<HttpAnswer> &answer)
{
    if (!answer && !mayHaveArrived(answer.error())) {
        refuse(answer.error());
        return;
    }
    if (answer && !isDone(answer->status) && answer->status != 412 && answer->status < 500
        && !(m_task == Task::Remove && isGone(answer->status))) {
        refuse(m_talk.failureOf(*answer));
        return;
    }
    m_doubt = !answer ? answer.error() : isDone(answer->status) ? Failure() : m_talk.failureOf(*answer);
    readAgain();
}

void DavWriter::readAgain()
{
    m_talk.ask(readRequest(m_talk.door(), m_path), [this](const Result<HttpAnswer> &answer) {
        if (m_task == Task::Remove) {
            takeGone(answer);
        } else {
            takeAgain(answer);
        }
    });
}

void DavWriter::takeAgain(const Result<HttpAnswer> &answer)
{
    if (!answer || (!isDone(answer->status) && !isGone(answer->status))) {
        end({.state = State::Unknown, .failure = answer ? m_talk.failureOf(*answer) : answer.error()});
        return;
    }
    if (isGone(answer->status)) {
        Failure failure = m_talk.failureOf(*answer);
        if (m_doubt.httpStatus != 0 || m_doubt.reason != Failure::Reason::Unknown) {
            failure = m_doubt;
        }
        refuse(failure);
        return;
    }
    const std::optional<Occurrence> there = eventIn(answer->body);
    const QByteArray etag = answer->header("ETag");
    end(there && isWanted(*there) ? Written{.state = State::Confirmed, .etag = etag}
                                  : Written{.state = State::Conflict, .there = there, .etag = etag});
}

void DavWriter::takeGone(const Result<HttpAnswer> &answer)
{
    if (answer && isGone(answer->status)) {
        end({.state = State::Confirmed});
    } else if (!answer || !isDone(answer->status)) {
        end({.state = State::Unknown, .failure = answer ? m_talk.failureOf(*answer) : answer.error()});
    } else {
        end({.state = State::Conflict, .there = eventIn(answer->body), .etag = answer->header("ETag")});
    }
}

/// The event that the object holds; of several the one that is wanted, or the first.
std::optional<Occurrence> DavWriter::eventIn(const QByteArray &text) const
{
    const auto look = [&](int daysAround) -> std::optional<Occurrence> {
        const AgendaWindow window{.from = m_wish.event.start.addDays(-daysAround),
                                  .to = m_wish.event.end.addDays(daysAround),
                                  .viewer = m_wish.viewer};
        const Result<CalendarFeed> feed = parseCalendar(text, window, StatusTrust::Always);
        if (!feed || feed->occurrences.isEmpty()) {
            return std::nullopt;
        }
        const auto wanted = std::ranges::find_if(feed->occurrences,
                                                 [this](const Occurrence &there) { return isWanted(there); });
        return wanted != feed->occurrences.cend() ? *wanted : feed->occurrences.constFirst();
    };
    // Near first: of a series only so many instances are unfolded.
    const std::optional<Occurrence> near = look(2);
    return near ? near : look(s_farAway);
}

bool DavWriter::isWanted(const Occurrence &there) const
{
    return there.uid == m_uid && there.title == m_wish.event.title && there.start == m_wish.event.start
        && there.end == std::max(m_wish.event.start, m_wish.event.end) && there.place == m_wish.event.place
        && there.status == m_wish.event.status;
}

}
