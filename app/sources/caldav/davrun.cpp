// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/caldav/davrun.h"

#include "app/sources/caldav/davnames.h"
#include "app/sources/caldav/davpath.h"
#include "app/sources/offthread.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock::CalDav {

namespace {

constexpr int s_syncPages = 20;
constexpr qsizetype s_mostChanges = 1'000; ///< of a sync; more are cheaper to list for the window alone

/// Whether the server's word on one request says nothing of the next.
bool isOfThisRequestAlone(const Failure &failure)
{
    return failure.kind == Failure::Kind::Rejected || failure.kind == Failure::Kind::Malformed;
}

}

DavRun::DavRun(HttpClient &http, const FetchTask &task, const QTimeZone &viewer, QObject *parent)
    : QObject(parent)
    , m_task(task)
    , m_viewer(viewer)
    , m_talk(http, {.account = task.account, .secret = task.secret}, [now = task.now] { return now; })
{
}

void DavRun::begin()
{
    const std::optional<QString> path = davPath(m_task.watch.target);
    if (!path) {
        fail({.kind = Failure::Kind::Rejected,
              .reason = Failure::Reason::BadAddress,
              .detail = u"no path of a calendar on the account's server"_s});
        return;
    }
    m_calendar = asCollection(*path);
    m_before = readCursor(m_task.memory.cursor, markOf(m_task.account, m_calendar));
    m_read.cursor = m_before;
    m_read.cursor.of = markOf(m_task.account, m_calendar);
    const bool isOfToday = m_before.day == m_task.now.toUTC().date();
    if (isOfToday && !m_before.token.isEmpty()) {
        askChanges();
    } else {
        askState();
    }
}

void DavRun::fail(const Failure &failure)
{
    Q_EMIT ended(Failed(m_talk.named(failure)));
}

void DavRun::askChanges()
{
    m_talk.list(changesRequest(m_talk.door(), m_calendar, m_read.cursor.token), [this](const Result<Listing> &listing) {
        if (listing) {
            takeChanges(*listing);
        } else if (isOfThisRequestAlone(listing.error())) {
            askState();
        } else {
            fail(listing.error());
        }
    });
}

/// False where the answer ends before all changes were told (RFC 6578, 3.6).
bool DavRun::takeChange(const Listing &listing, const Response &response)
{
    const std::optional<QString> path = pathOfHref(response.href, listing.url);
    if (!path || path == m_calendar || asCollection(*path) == m_calendar) {
        return response.status != 507;
    }
    if (path->endsWith(u'/')) {
        return true; // a folder in the calendar
    }
    m_seesChanges = true;
    const auto known = m_read.cursor.objects.constFind(*path);
    if (isGone(response.status)) {
        m_read.cursor.objects.remove(*path);
        m_changed.remove(*path);
    } else if (known == m_read.cursor.objects.cend() || response.props.etag.isEmpty()
               || known->etag != response.props.etag) {
        m_changed.insert(*path);
    }
    return true;
}

void DavRun::takeChanges(const Listing &listing)
{
    bool isWhole = true;
    for (const Response &response : listing.multistatus.responses) {
        isWhole = takeChange(listing, response) && isWhole;
    }
    const QString token = listing.multistatus.syncToken;
    const bool goesOn = isWhole || (token != m_read.cursor.token && ++m_pages < s_syncPages);
    if (token.isEmpty() || !goesOn || m_changed.size() > s_mostChanges || (m_seesChanges && !m_before.kept)) {
        askState();
        return;
    }
    m_read.cursor.token = token;
    if (!isWhole) {
        askChanges();
    } else if (!m_before.kept) {
        endUnchanged();
    } else {
        divide(m_changed.values());
        askObjects();
    }
}

void DavRun::askState()
{
    m_read.cursor = m_before;
    m_read.cursor.of = markOf(m_task.account, m_calendar);
    m_talk.list(stateRequest(m_talk.door(), m_calendar), [this](const Result<Listing> &listing) {
        if (listing) {
            takeState(*listing);
        } else {
            fail(listing.error());
        }
    });
}

void DavRun::takeState(const Listing &listing)
{
    const auto &responses = listing.multistatus.responses;
    if (responses.isEmpty() || !responses.constFirst().props.isCalendar) {
        const bool isGoneNow = !responses.isEmpty() && isGone(responses.constFirst().status);
        fail({.kind = Failure::Kind::Rejected,
              .reason = Failure::Reason::NotFound,
              .detail = isGoneNow ? u"the calendar is gone"_s : u"there is no calendar at this path"_s});
        return;
    }
    const Props &props = responses.constFirst().props;
    m_read.cursor.name = props.displayName.value_or(QString()).trimmed();
    // A token is only good for something where the calendar can be asked with it.
    m_read.cursor.token = props.reports.isEmpty() || props.reports.contains("sync-collection"_L1) ? props.syncToken
                                                                                                  : QString();
    m_read.cursor.ctag = props.ctag;
    const QDate today = m_task.now.toUTC().date();
    const bool isAsBefore = m_read.cursor.token.isEmpty() && !props.ctag.isEmpty() && props.ctag == m_before.ctag
        && m_before.day == today;
    if (!isAsBefore) {
        m_read.cursor.day = today;
        askList();
    } else if (m_before.kept) {
        end();
    } else {
        endUnchanged();
    }
}

void DavRun::askList()
{
    const KeptTime time = keptTime(m_task.now, m_viewer);
    m_talk.list(listRequest(m_talk.door(), m_calendar, time.from, time.to), [this](const Result<Listing> &listing) {
        if (listing) {
            takeList(*listing);
        } else {
            fail(listing.error());
        }
    });
}

void DavRun::takeList(const Listing &listing)
{
    Objects same;
    QStringList toRead;
    for (const Response &response : listing.multistatus.responses) {
        const std::optional<QString> path = pathOfHref(response.href, listing.url);
        if (!path) {
            keepSkipped(m_read.skipped, response.href.left(80), u"no path on the account's server"_s);
            continue;
        }
        if (path->endsWith(u'/') || isGone(response.status)) {
            continue;
        }
        const auto known = m_before.objects.constFind(*path);
        const bool isSame = known != m_before.objects.cend() && !known->etag.isEmpty()
            && known->etag == response.props.etag;
        if (known != m_before.objects.cend()) {
            same.insert(*path, *known); // also where it changed: it stays so if it cannot be read
        }
        if (!isSame) {
            toRead.append(*path);
        }
    }
    if (toRead.size() + same.size() > 2 * calendarObjectLimit || toRead.size() > calendarObjectLimit) {
        fail({.kind = Failure::Kind::Malformed,
              .reason = Failure::Reason::TooLarge,
              .detail = u"more than %1 objects in the next months"_s.arg(calendarObjectLimit)});
        return;
    }
    m_read.cursor.objects = same;
    divide(toRead);
    askObjects();
}

void DavRun::divide(const QStringList &paths)
{
    m_toRead.clear();
    QStringList sorted = paths;
    sorted.sort();
    sorted.removeDuplicates();
    for (qsizetype at = 0; at < sorted.size(); at += hrefsInARequest) {
        m_toRead.append(sorted.mid(at, hrefsInARequest));
    }
}

void DavRun::askObjects()
{
    if (m_toRead.isEmpty()) {
        end();
        return;
    }
    const QStringList asked = m_toRead.takeFirst();
    m_talk.list(objectsRequest(m_talk.door(), m_calendar, asked), [this, asked](const Result<Listing> &listing) {
        if (listing) {
            takeObjects(asked, *listing);
        } else if (!isOfThisRequestAlone(listing.error())) {
            fail(listing.error());
        } else if (asked.size() > 1 && listing.error().reason == Failure::Reason::TooLarge) {
            m_toRead.prepend(asked.mid(asked.size() / 2));
            m_toRead.prepend(asked.first(asked.size() / 2));
            askObjects();
        } else if (asked.size() > 1 || listing.error().reason != Failure::Reason::TooLarge) {
            fail(listing.error());
        } else {
            leaveOut(asked, u"it is too large"_s);
            askObjects();
        }
    });
}

void DavRun::takeObjects(const QStringList &asked, const Listing &listing)
{
    QStringList missing = asked;
    for (const Response &response : listing.multistatus.responses) {
        const std::optional<QString> path = pathOfHref(response.href, listing.url);
        if (!path || !missing.contains(*path)) {
            continue; // nobody asked for it
        }
        if (isGone(response.status)) {
            m_read.cursor.objects.remove(*path);
        } else if (response.props.calendarData) {
            m_read.cursor.objects.insert(*path, {.etag = response.props.etag, .text = *response.props.calendarData});
        } else {
            continue;
        }
        missing.removeOne(*path);
    }
    leaveOut(missing, u"the server does not give it"_s);
    askObjects();
}

/// What is known of an object that cannot be had stays, and is asked for again.
void DavRun::leaveOut(const QStringList &asked, const QString &why)
{
    for (const QString &path : asked) {
        keepSkipped(m_read.skipped, lastPart(path).left(80), why);
        m_read.unreadable.append(path);
        const auto known = m_read.cursor.objects.find(path);
        if (known != m_read.cursor.objects.end()) {
            known->etag.clear();
        }
    }
    if (!asked.isEmpty()) {
        m_read.cursor.token.clear(); // a sync would not name it again
        m_read.cursor.ctag.clear();
    }
}

void DavRun::end()
{
    offThread(
        this,
        [task = m_task, calendar = m_calendar, read = m_read, viewer = m_viewer] {
            return snapshotOf(task, calendar, read, viewer);
        },
        [this](const Result<Snapshot> &snapshot) {
            if (snapshot) {
                Q_EMIT ended(snapshot);
            } else {
                fail(snapshot.error());
            }
        });
}

void DavRun::endUnchanged()
{
    Q_EMIT ended(Snapshot{.account = m_task.account.id,
                          .watch = m_task.watch.id,
                          .asOf = m_task.now,
                          .unchanged = true,
                          .cursor = m_task.memory.cursor});
}

}
