// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/caldav/davdirectory.h"

#include "app/sources/caldav/davpath.h"
#include "models/values/plaintext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock::CalDav {

namespace {

constexpr qsizetype s_mostHomes = 5;
constexpr qsizetype s_mostCalendars = 500;

bool holdsEvents(const Props &props)
{
    return props.isCalendar && (!props.components || props.components->contains("VEVENT"_L1));
}

bool canWrite(const Props &props)
{
    if (!props.privileges) {
        return true;
    }
    return std::ranges::any_of(*props.privileges, [](const QString &privilege) {
        return privilege == "all"_L1 || privilege == "write"_L1 || privilege == "write-content"_L1
            || privilege == "bind"_L1;
    });
}

}

QList<Calendar> calendarsIn(const Listing &listing)
{
    QList<Calendar> calendars;
    for (const Response &response : listing.multistatus.responses) {
        const std::optional<QString> path = pathOfHref(response.href, listing.url);
        if (!path || !holdsEvents(response.props)) {
            continue;
        }
        const QString own = plainLine(response.props.displayName.value_or(QString()));
        calendars.append({.path = asCollection(*path),
                          .name = own.isEmpty() ? plainLine(lastPart(*path)) : own,
                          .colour = response.props.colour,
                          .canWrite = canWrite(response.props)});
    }
    std::ranges::sort(calendars, [](const Calendar &a, const Calendar &b) {
        const int order = a.name.localeAwareCompare(b.name);
        return order != 0 ? order < 0 : a.path < b.path;
    });
    return calendars;
}

DavDirectory::DavDirectory(HttpClient &http, const Door &door, Clock clock, QObject *parent)
    : QObject(parent), m_talk(http, door, std::move(clock))
{
}

void DavDirectory::begin()
{
    const std::optional<QString> own = davPath(asCollection(m_talk.door().account.baseUrl.path(QUrl::FullyEncoded)));
    const QString wellKnown = u"/.well-known/caldav"_s;
    // An address with a path is what the person was told to enter; a host alone is asked where its calendars are.
    m_doors = own && *own != "/"_L1 ? QStringList{*own, wellKnown} : QStringList{wellKnown, u"/"_s};
    askPrincipal(m_doors.takeFirst());
}

void DavDirectory::fail(const Failure &failure)
{
    Q_EMIT found(Failed(m_talk.named(failure)));
}

void DavDirectory::askPrincipal(const QString &path)
{
    m_talk.list(principalRequest(m_talk.door(), path), [this](const Result<Listing> &listing) {
        if (listing) {
            takePrincipal(*listing);
        } else {
            askElsewhere(listing.error());
        }
    });
}

void DavDirectory::askElsewhere(const Failure &failure)
{
    const bool isOfThisPath = failure.kind == Failure::Kind::Rejected || failure.kind == Failure::Kind::Malformed;
    if (isOfThisPath && !m_doors.isEmpty()) {
        askPrincipal(m_doors.takeFirst());
    } else {
        fail(failure);
    }
}

void DavDirectory::takePrincipal(const Listing &listing)
{
    const Response response = listing.multistatus.responses.value(0);
    const std::optional<QString> principal = pathOfHref(response.props.principal, listing.url);
    if (holdsEvents(response.props)) {
        m_calendars = calendarsIn(listing);
        end();
    } else if (!response.props.homes.isEmpty()) {
        takeHomes(response.props.homes, listing.url);
    } else if (principal) {
        askHome(*principal);
    } else if (response.props.unauthenticated) {
        fail({.kind = Failure::Kind::NeedsLogin,
              .reason = m_talk.door().secret.isEmpty() ? Failure::Reason::NoCredential : Failure::Reason::BadCredential,
              .detail = u"the server does not know who asks"_s});
    } else if (!response.props.principal.isEmpty()) {
        fail({.kind = Failure::Kind::Rejected,
              .reason = Failure::Reason::RedirectElsewhere,
              .detail = u"the account is kept on another host"_s});
    } else {
        askElsewhere({.kind = Failure::Kind::Rejected,
                      .reason = Failure::Reason::NotFound,
                      .detail = u"no calendar server answers there"_s});
    }
}

void DavDirectory::askHome(const QString &principal)
{
    m_talk.list(homeRequest(m_talk.door(), principal), [this](const Result<Listing> &listing) {
        if (listing) {
            takeHomes(listing->multistatus.responses.value(0).props.homes, listing->url);
        } else {
            fail(listing.error());
        }
    });
}

void DavDirectory::takeHomes(const QStringList &homes, const QUrl &asked)
{
    for (const QString &home : homes) {
        const std::optional<QString> path = pathOfHref(home, asked);
        if (path && !m_homes.contains(asCollection(*path)) && m_homes.size() < s_mostHomes) {
            m_homes.append(asCollection(*path));
        }
    }
    if (m_homes.isEmpty()) {
        fail({.kind = Failure::Kind::Rejected,
              .reason = homes.isEmpty() ? Failure::Reason::NotFound : Failure::Reason::RedirectElsewhere,
              .detail = homes.isEmpty() ? u"the account has no calendars"_s : u"its calendars are on another host"_s});
        return;
    }
    askNextHome();
}

void DavDirectory::askNextHome()
{
    if (m_homes.isEmpty()) {
        end();
        return;
    }
    m_talk.list(calendarsRequest(m_talk.door(), m_homes.takeFirst()), [this](const Result<Listing> &listing) {
        if (!listing) {
            fail(listing.error());
            return;
        }
        m_calendars += calendarsIn(*listing);
        askNextHome();
    });
}

void DavDirectory::end()
{
    QSet<QString> seen;
    m_calendars.removeIf([&seen](const Calendar &calendar) {
        const bool isNew = !seen.contains(calendar.path) && seen.size() < s_mostCalendars;
        seen.insert(calendar.path);
        return !isNew;
    });
    Q_EMIT found(m_calendars);
}

}
