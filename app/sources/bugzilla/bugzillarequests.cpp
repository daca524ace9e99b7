// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/bugzilla/bugzillarequests.h"

#include "app/net/webaddress.h"
#include "app/sources/serviceurl.h"

using namespace Qt::StringLiterals;

namespace Windsock::Bugzilla {

namespace {
const QString s_fields = u"id,summary,whiteboard,keywords,status,resolution,last_change_time,assigned_to,flags"_s;

bool isPrivateLine(const QUrl &base)
{
    return base.scheme() == "https"_L1 || isLoopback(base);
}

HttpRequest ask(const Access &access, const QString &path, QList<QueryItem> items)
{
    HttpRequest request{.scope = access.scope, .headers = {{"Accept"_ba, "application/json"_ba}}};
    if (!access.key.isEmpty() && isPrivateLine(access.base)) {
        if (access.flavour == Flavour::Parameter) {
            // Nothing else works there: such a server takes no key from a header. Nothing logs a query, or records this.
            items.append({u"api_key"_s, QString::fromUtf8(access.key)});
            request.secretPath = true;
        } else {
            request.credentials.append({"X-BUGZILLA-API-KEY"_ba, access.key});
        }
    }
    request.url = serviceUrl(access.base, path, items);
    return request;
}

QueryItem condition(const Wish &wish)
{
    switch (wish.kind) {
    case Wish::Kind::Tag:
        return {u"status_whiteboard"_s, u"["_s + wish.name};
    case Wish::Kind::Flag:
        return {u"flagtypes.name"_s, wish.name + u'?'};
    case Wish::Kind::Keyword:
        return {u"keywords"_s, wish.name};
    }
    Q_UNREACHABLE_RETURN({});
}
}

HttpRequest whoami(const Access &access)
{
    return ask({access.base, access.key, Flavour::Header, access.scope}, u"/rest/whoami"_s, {});
}

HttpRequest search(const Access &access, const Wish &wish, const QDateTime &changed, int offset)
{
    const auto &[field, value] = condition(wish);
    QList<QueryItem> items{{u"f1"_s, field},
                           {u"o1"_s, wish.kind == Wish::Kind::Keyword ? u"anywords"_s : u"substring"_s},
                           {u"v1"_s, value},
                           {u"include_fields"_s, s_fields},
                           {u"limit"_s, QString::number(bugsPerPage)}};
    if (offset > 0) {
        items.append({u"offset"_s, QString::number(offset)});
    }
    if (changed.isValid()) {
        items.append({u"last_change_time"_s, changed.toUTC().addDuration(-overlap).toString(Qt::ISODate)});
    }
    return ask(access, u"/rest/bug"_s, items);
}

HttpRequest bugsById(const Access &access, const QList<qint64> &ids)
{
    return ask(access, u"/rest/bug"_s, {{u"id"_s, joinedIds(ids)}, {u"include_fields"_s, s_fields}});
}

HttpRequest attachments(const Access &access, const QList<qint64> &bugs)
{
    Q_ASSERT(!bugs.isEmpty());
    QList<QueryItem> items;
    for (const qint64 bug : bugs.sliced(1)) {
        items.append({u"ids"_s, QString::number(bug)});
    }
    items.append({u"exclude_fields"_s, u"data"_s});
    return ask(access, u"/rest/bug/%1/attachment"_s.arg(bugs.constFirst()), items);
}

QUrl bugPage(const QUrl &base, qint64 bug)
{
    return serviceUrl(base, u"/show_bug.cgi"_s, {{u"id"_s, QString::number(bug)}});
}

}
