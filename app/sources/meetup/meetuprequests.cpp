// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/meetup/meetuprequests.h"

#include "app/sources/ical/icalparser.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

/// The times are written into the text because the guide does not name their types; they are ours, not the wire's.
QString eventsQuery(const AgendaWindow &window)
{
    const QString query = uR"(query($urlname: String!, $first: Int!, $after: String) {
  groupByUrlname(urlname: $urlname) {
    name
    events(first: $first, after: $after, sort: ASC, filter: {status: [ACTIVE, CANCELLED], afterDateTime: "%1", beforeDateTime: "%2"}) {
      pageInfo { hasNextPage endCursor }
      edges { node { id token title eventUrl description dateTime endTime duration status eventType
        venues { name address city state country venueType }
        rsvps { yesCount } } }
    }
  }
})"_s;
    return query.arg(window.from.toUTC().toString(Qt::ISODate), window.to.toUTC().toString(Qt::ISODate));
}

}

bool isMeetupGroup(const QString &urlname)
{
    static const QRegularExpression name(u"\\A[A-Za-z0-9_-]{1,120}\\z"_s);
    return name.match(urlname).hasMatch();
}

QUrl meetupFeedAddress(const Account &account, const QString &urlname)
{
    QUrl address = account.baseUrl;
    address.setPath(account.baseUrl.path() + u'/' + urlname + "/events/ical/"_L1);
    return address;
}

QUrl meetupApiAddress(const Account &account)
{
    if (account.baseUrl.host() == "www.meetup.com"_L1 || account.baseUrl.host() == "meetup.com"_L1) {
        return QUrl(u"https://api.meetup.com/gql-ext"_s);
    }
    QUrl address = account.baseUrl;
    address.setPath(account.baseUrl.path() + "/gql-ext"_L1);
    return address;
}

HttpRequest meetupEventsRequest(const FetchTask &task, const QString &after)
{
    QJsonObject variables{{u"urlname"_s, task.watch.target}, {u"first"_s, meetupEventsOnAPage}};
    if (!after.isEmpty()) {
        variables.insert(u"after"_s, after);
    }
    HttpRequest request;
    request.method = "POST";
    request.scope = task.account.id.value;
    request.url = meetupApiAddress(task.account);
    request.headers = {{"Accept", "application/json"}, {"Content-Type", "application/json"}};
    request.credentials = {{"Authorization", "Bearer " + task.secret}};
    const QString query = eventsQuery(agendaWindow(task.now, QTimeZone::utc()));
    request.body =
        QJsonDocument(QJsonObject{{u"query"_s, query}, {u"variables"_s, variables}}).toJson(QJsonDocument::Compact);
    return request;
}

}
