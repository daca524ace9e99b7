// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/caldav/davrequests.h"

#include <QXmlStreamWriter>

using namespace Qt::StringLiterals;

namespace Windsock::CalDav {

namespace {

const QString s_dav = u"DAV:"_s;
const QString s_calDav = u"urn:ietf:params:xml:ns:caldav"_s;
const QString s_calendarServer = u"http://calendarserver.org/ns/"_s;
const QString s_apple = u"http://apple.com/ns/ical/"_s;

using Property = std::pair<QString, QString>; ///< namespace and name

const Property s_etag{s_dav, u"getetag"_s};
const Property s_data{s_calDav, u"calendar-data"_s};
const QList<Property> s_ofACalendar{{s_dav, u"resourcetype"_s},
                                    {s_dav, u"displayname"_s},
                                    {s_dav, u"current-user-privilege-set"_s},
                                    {s_calDav, u"supported-calendar-component-set"_s},
                                    {s_apple, u"calendar-color"_s}};

/// One XML document: the prefixes first, then what `fill` writes into the root.
template<class Fill>
QByteArray document(const QString &space, const QString &root, Fill fill)
{
    QByteArray bytes;
    QXmlStreamWriter xml(&bytes);
    xml.writeStartDocument();
    xml.writeNamespace(s_dav, u"d"_s);
    xml.writeNamespace(s_calDav, u"c"_s);
    xml.writeNamespace(s_calendarServer, u"s"_s);
    xml.writeNamespace(s_apple, u"a"_s);
    xml.writeStartElement(space, root);
    fill(xml);
    xml.writeEndElement();
    xml.writeEndDocument();
    return bytes;
}

void writeProperties(QXmlStreamWriter &xml, const QList<Property> &properties)
{
    xml.writeStartElement(s_dav, u"prop"_s);
    for (const auto &[space, name] : properties) {
        xml.writeEmptyElement(space, name);
    }
    xml.writeEndElement();
}

QByteArray propfindBody(const QList<Property> &properties)
{
    return document(s_dav, u"propfind"_s, [&](QXmlStreamWriter &xml) { writeProperties(xml, properties); });
}

/// A calendar-query for events; `fill` says which.
template<class Fill>
QByteArray queryBody(const QList<Property> &properties, Fill fill)
{
    return document(s_calDav, u"calendar-query"_s, [&](QXmlStreamWriter &xml) {
        writeProperties(xml, properties);
        xml.writeStartElement(s_calDav, u"filter"_s);
        xml.writeStartElement(s_calDav, u"comp-filter"_s);
        xml.writeAttribute(u"name"_s, u"VCALENDAR"_s);
        xml.writeStartElement(s_calDav, u"comp-filter"_s);
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
    return propfind(door, path, "0",
                    s_ofACalendar
                        + QList<Property>{{s_dav, u"current-user-principal"_s}, {s_calDav, u"calendar-home-set"_s}});
}

HttpRequest homeRequest(const Door &door, const QString &path)
{
    return propfind(door, path, "0", {{s_calDav, u"calendar-home-set"_s}});
}

HttpRequest calendarsRequest(const Door &door, const QString &path)
{
    return propfind(door, path, "1", s_ofACalendar);
}

HttpRequest stateRequest(const Door &door, const QString &path)
{
    return propfind(door, path, "0",
                    {{s_dav, u"resourcetype"_s},
                     {s_dav, u"displayname"_s},
                     {s_dav, u"sync-token"_s},
                     {s_dav, u"supported-report-set"_s},
                     {s_calendarServer, u"getctag"_s}});
}

HttpRequest listRequest(const Door &door, const QString &path, const QDateTime &from, const QDateTime &to)
{
    const QByteArray body = queryBody({s_etag}, [&](QXmlStreamWriter &xml) {
        xml.writeEmptyElement(s_calDav, u"time-range"_s);
        xml.writeAttribute(u"start"_s, stamp(from));
        xml.writeAttribute(u"end"_s, stamp(to));
    });
    return withDepth(request(door, "REPORT", path, body), "1");
}

HttpRequest changesRequest(const Door &door, const QString &path, const QString &token)
{
    const QByteArray body = document(s_dav, u"sync-collection"_s, [&](QXmlStreamWriter &xml) {
        xml.writeTextElement(s_dav, u"sync-token"_s, token);
        xml.writeTextElement(s_dav, u"sync-level"_s, u"1"_s);
        writeProperties(xml, {s_etag});
    });
    return withDepth(request(door, "REPORT", path, body), "0");
}

HttpRequest objectsRequest(const Door &door, const QString &path, const QStringList &objects)
{
    const QByteArray body = document(s_calDav, u"calendar-multiget"_s, [&](QXmlStreamWriter &xml) {
        writeProperties(xml, {s_etag, s_data});
        for (const QString &object : objects) {
            xml.writeTextElement(s_dav, u"href"_s, object);
        }
    });
    return withDepth(request(door, "REPORT", path, body), "1");
}

HttpRequest findRequest(const Door &door, const QString &path, const QString &uid)
{
    const QByteArray body = queryBody({s_etag, s_data}, [&](QXmlStreamWriter &xml) {
        xml.writeStartElement(s_calDav, u"prop-filter"_s);
        xml.writeAttribute(u"name"_s, u"UID"_s);
        xml.writeStartElement(s_calDav, u"text-match"_s);
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
