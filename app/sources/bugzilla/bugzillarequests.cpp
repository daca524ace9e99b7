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

/// What a bug has, asked of several at once: the first stands in the path, the others are added to it (bmo:
/// Bugzilla/WebService/Server/REST.pm).
HttpRequest ofBugs(const Access &access, const QList<qint64> &bugs, const QString &what, const QList<QueryItem> &more)
{
    Q_ASSERT(!bugs.isEmpty());
    QList<QueryItem> items;
    for (const qint64 bug : bugs.sliced(1)) {
        items.append({u"ids"_s, QString::number(bug)});
    }
    return ask(access, u"/rest/bug/%1/%2"_s.arg(QString::number(bugs.constFirst()), what), items + more);
}

/// Conditions of an advanced search, numbered without a gap: a Bugzilla puts last_change_time behind them by their
/// count, and would overwrite one (Bugzilla/WebService/Bug.pm, search).
class Conditions
{
public:
    void open(const QString &joiner)
    {
        add(u"OP"_s);
        m_items.append({u"j%1"_s.arg(m_count), joiner});
    }
    void close() { add(u"CP"_s); }
    void add(const QString &field, const QString &test, const QString &value)
    {
        add(field);
        m_items.append({u"o%1"_s.arg(m_count), test});
        m_items.append({u"v%1"_s.arg(m_count), value});
    }
    const QList<QueryItem> &items() const { return m_items; }

private:
    void add(const QString &field) { m_items.append({u"f%1"_s.arg(++m_count), field}); }

    QList<QueryItem> m_items;
    int m_count = 0;
};

void addWish(Conditions &conditions, const Wish &wish)
{
    switch (wish.kind) {
    case Wish::Kind::Tag:
        // Without the bracket: what is nearly a tag is to be found, too.
        conditions.add(u"status_whiteboard"_s, u"substring"_s, wish.name);
        return;
    case Wish::Kind::Flag:
        conditions.add(u"flagtypes.name"_s, u"substring"_s, wish.name + u'?');
        return;
    case Wish::Kind::Keyword:
        conditions.add(u"keywords"_s, u"anywords"_s, wish.name);
        return;
    case Wish::Kind::Review:
        conditions.open(u"AND"_s);
        conditions.add(u"requestees.login_name"_s, u"equals"_s, wish.name);
        conditions.add(u"flagtypes.name"_s, u"substring"_s, u"review?"_s);
        conditions.close();
        return;
    }
}
}

HttpRequest whoami(const Access &access)
{
    return ask({access.base, access.key, Flavour::Header, access.scope}, u"/rest/whoami"_s, {});
}

HttpRequest search(const Access &access, const QList<Wish> &wishes, const QList<qint64> &known, const QDateTime &since,
                   int offset)
{
    Q_ASSERT(!wishes.isEmpty() || !known.isEmpty());
    Conditions conditions;
    // In brackets of its own: with the whole search joined by OR, last_change_time would be one more way to match.
    conditions.open(u"OR"_s);
    for (const Wish &wish : wishes) {
        addWish(conditions, wish);
    }
    if (!known.isEmpty()) {
        conditions.add(u"bug_id"_s, u"anyexact"_s, joinedIds(known));
    }
    conditions.close();
    QList<QueryItem> items = conditions.items();
    items.append({u"include_fields"_s, s_fields});
    items.append({u"limit"_s, QString::number(bugsPerPage)});
    if (offset > 0) {
        items.append({u"offset"_s, QString::number(offset)});
    }
    if (since.isValid()) {
        items.append({u"last_change_time"_s, since.toUTC().toString(Qt::ISODate)});
    }
    return ask(access, u"/rest/bug"_s, items);
}

HttpRequest bugsById(const Access &access, const QList<qint64> &ids)
{
    return ask(access, u"/rest/bug"_s, {{u"id"_s, joinedIds(ids)}, {u"include_fields"_s, s_fields}});
}

HttpRequest attachments(const Access &access, const QList<qint64> &bugs)
{
    return ofBugs(access, bugs, u"attachment"_s, {{u"exclude_fields"_s, u"data"_s}});
}

HttpRequest comments(const Access &access, const QList<qint64> &bugs, const QDateTime &since)
{
    QList<QueryItem> items{{u"include_fields"_s, u"id,creation_time,time,text"_s}};
    if (since.isValid()) {
        items.append({u"new_since"_s, since.toUTC().toString(Qt::ISODate)});
    }
    return ofBugs(access, bugs, u"comment"_s, items);
}

QUrl bugPage(const QUrl &base, qint64 bug)
{
    return serviceUrl(base, u"/show_bug.cgi"_s, {{u"id"_s, QString::number(bug)}});
}

}
