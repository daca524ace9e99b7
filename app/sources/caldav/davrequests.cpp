// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/caldav/davrequests.h"

#include "app/sources/caldav/davnames.h"

#include <QXmlStreamWriter>

using namespace Qt::StringLiterals;

namespace Windsock::CalDav {

namespace {

using Property = std::pair<QString, QString>; ///< namespace and name

const Property s_etag{davNamespace, u"getetag"_s};
const Property s_data{calDavNamespace, u"calendar-data"_s};
const QList<Property> s_ofACalendar{{davNamespace, u"resourcetype"_s},
                                    {davNamespace, u"displayname"_s},
                                    {davNamespace, u"current-user-privilege-set"_s},
                                    {calDavNamespace, u"supported-calendar-component-set"_s},
                                    {appleNamespace, u"calendar-color"_s}};

/// One XML document: the prefixes first, then what `fill` writes into the root.
template<class Fill>
QByteArray document(const QString &space, const QString &root, Fill fill)
{
    QByteArray bytes;
    QXmlStreamWriter xml(&bytes);
    xml.writeStartDocument();
    xml.writeNamespace(davNamespace, u"d"_s);
    xml.writeNamespace(calDavNamespace, u"c"_s);
    xml.writeNamespace(calendarServerNamespace, u"s"_s);
    xml.writeNamespace(appleNamespace, u"a"_s);
    xml.writeStartElement(space, root);
    fill(xml);
    xml.writeEndElement();
    xml.writeEndDocument();
    return bytes;
}

void writeProperties(QXmlStreamWriter &xml, const QList<Property> &properties)
{
    xml.writeStartElement(davNamespace, u"prop"_s);
    for (const auto &[space, name] : properties) {
        xml.writeEmptyElement(space, name);
    }
    xml.writeEndElement();
}

QByteArray propfindBody(const QList<Property> &properties)
{
    return document(davNamespace, u"propfind"_s, [&](QXmlStreamWriter &xml) { writeProperties(xml, properties); });
}

/// A calendar-query for events; `fill` says which.
template<class Fill>
QByteArray queryBody(const QList<Property> &properties, Fill fill)
{
    return document(calDavNamespace, u"calendar-query"_s, [&](QXmlStreamWriter &xml) {
        writeProperties(xml, properties);
        xml.writeStartElement(calDavNamespace, u"filter"_s);
        xml.writeStartElement(calDavNamespace, u"comp-filter"_s);
        xml.writeAttribute(u"name"_s, u"VCALENDAR"_s);
        xml.writeStartElement(calDavNamespace, u"comp-filter"_s);
        xml.writeAttribute(u"name"_s, u"VEVENT"_s);
        fill(xml);
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndElement();
    });
}

QString stamp(const QDateTime &time)
{
    return time.toUTC().toString(u"yyyyMMdd'T'HHmmss'Z'"_s);
}

QByteArray authorization(const Door &door)
{
    if (door.account.user.isEmpty()) {
        return "Bearer " + door.secret;
    }
    const QByteArray both = door.account.user.toUtf8() + ':' + door.secret;
    return "Basic " + both.toBase64();
}

HttpRequest request(const Door &door, const QByteArray &method, const QString &path, const QByteArray &body = {})
{
    HttpRequest request;
    request.method = method;
    request.scope = door.account.id.value;
    request.url = door.account.baseUrl;
    request.url.setPath(path, QUrl::StrictMode);
    request.url.setQuery(QString());
    request.url.setFragment(QString());
    request.body = body;
    if (!body.isEmpty()) {
        request.headers.emplaceBack("Content-Type", "application/xml; charset=utf-8");
    }
    if (!door.secret.isEmpty()) {
        request.credentials.emplaceBack("Authorization", authorization(door));
    }
    return request;
}

HttpRequest withDepth(HttpRequest request, const QByteArray &depth)
{
    request.headers.emplaceBack("Depth", depth);
    return request;
}

HttpRequest propfind(const Door &door, const QString &path, const QByteArray &depth, const QList<Property> &properties)
{
    return withDepth(request(door, "PROPFIND", path, propfindBody(properties)), depth);
}

}

HttpRequest principalRequest(const Door &door, const QString &path)
{
    return propfind(
        door, path, "0",
        s_ofACalendar
            + QList<Property>{{davNamespace, u"current-user-principal"_s}, {calDavNamespace, u"calendar-home-set"_s}});
}

HttpRequest homeRequest(const Door &door, const QString &path)
{
    return propfind(door, path, "0", {{calDavNamespace, u"calendar-home-set"_s}});
}

HttpRequest calendarsRequest(const Door &door, const QString &path)
{
    return propfind(door, path, "1", s_ofACalendar);
}

HttpRequest stateRequest(const Door &door, const QString &path)
{
    return propfind(door, path, "0",
                    {{davNamespace, u"resourcetype"_s},
                     {davNamespace, u"displayname"_s},
                     {davNamespace, u"sync-token"_s},
                     {davNamespace, u"supported-report-set"_s},
                     {calendarServerNamespace, u"getctag"_s}});
}

HttpRequest listRequest(const Door &door, const QString &path, const QDateTime &from, const QDateTime &to)
{
    const QByteArray body = queryBody({s_etag}, [&](QXmlStreamWriter &xml) {
        xml.writeEmptyElement(calDavNamespace, u"time-range"_s);
        xml.writeAttribute(u"start"_s, stamp(from));
        xml.writeAttribute(u"end"_s, stamp(to));
    });
    return withDepth(request(door, "REPORT", path, body), "1");
}

HttpRequest changesRequest(const Door &door, const QString &path, const QString &token)
{
    const QByteArray body = document(davNamespace, u"sync-collection"_s, [&](QXmlStreamWriter &xml) {
        xml.writeTextElement(davNamespace, u"sync-token"_s, token);
        xml.writeTextElement(davNamespace, u"sync-level"_s, u"1"_s);
        writeProperties(xml, {s_etag});
    });
    return withDepth(request(door, "REPORT", path, body), "0");
}

HttpRequest objectsRequest(const Door &door, const QString &path, const QStringList &objects)
{
    const QByteArray body = document(calDavNamespace, u"calendar-multiget"_s, [&](QXmlStreamWriter &xml) {
        writeProperties(xml, {s_etag, s_data});
        for (const QString &object : objects) {
            xml.writeTextElement(davNamespace, u"href"_s, object);
        }
    });
    return withDepth(request(door, "REPORT", path, body), "1");
}

HttpRequest findRequest(const Door &door, const QString &path, const QString &uid)
{
    const QByteArray body = queryBody({s_etag, s_data}, [&](QXmlStreamWriter &xml) {
        xml.writeStartElement(calDavNamespace, u"prop-filter"_s);
        xml.writeAttribute(u"name"_s, u"UID"_s);
        xml.writeStartElement(calDavNamespace, u"text-match"_s);
        xml.writeAttribute(u"collation"_s, u"i;octet"_s);
        xml.writeCharacters(uid);
        xml.writeEndElement();
        xml.writeEndElement();
    });
    return withDepth(request(door, "REPORT", path, body), "1");
}

HttpRequest readRequest(const Door &door, const QString &path)
{
    HttpRequest read = request(door, "GET", path);
    read.headers.emplaceBack("Accept", "text/calendar");
    return read;
}

HttpRequest writeRequest(const Door &door, const QString &path, const QByteArray &object, const QByteArray &etag)
{
    HttpRequest write = request(door, "PUT", path);
    write.body = object;
    write.headers.emplaceBack("Content-Type", "text/calendar; charset=utf-8");
    write.headers.append(etag.isEmpty() ? HttpHeader{"If-None-Match", "*"} : HttpHeader{"If-Match", etag});
    return write;
}

HttpRequest removeRequest(const Door &door, const QString &path, const QByteArray &etag)
{
    HttpRequest removal = request(door, "DELETE", path);
    removal.headers.emplaceBack("If-Match", etag);
    return removal;
}

}
