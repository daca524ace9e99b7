// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/caldavworld.h"

#include <QUrl>
#include <QXmlStreamReader>
#include <QXmlStreamWriter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

const QString s_dav = u"DAV:"_s;
const QString s_calDav = u"urn:ietf:params:xml:ns:caldav"_s;
const QString s_calendarServer = u"http://calendarserver.org/ns/"_s;
const QString s_apple = u"http://apple.com/ns/ical/"_s;
const QString s_principal = u"/dav/principals/demo/"_s;
const QString s_home = u"/dav/calendars/demo/"_s;
const QString s_token = u"https://airfield.test/sync/"_s;

/// What of a report's question matters here.
struct Question {
    QString name; ///< "sync-collection", "calendar-query", "calendar-multiget"
    QString token;
    QStringList hrefs;
    QString uid;
};

Question questionOf(const QByteArray &body)
{
    Question question;
    QXmlStreamReader xml(body);
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) {
            continue;
        }
        if (question.name.isEmpty()) {
            question.name = xml.name().toString();
        } else if (xml.name() == "sync-token"_L1) {
            question.token = xml.readElementText();
        } else if (xml.name() == "href"_L1) {
            question.hrefs.append(QUrl::fromPercentEncoding(xml.readElementText().toUtf8()));
        } else if (xml.name() == "text-match"_L1) {
            question.uid = xml.readElementText();
        }
    }
    return question;
}

template<class Fill>
FieldAnswer multistatus(Fill fill)
{
    FieldAnswer answer = FieldAnswer::text({}, "application/xml; charset=utf-8", 207);
    QXmlStreamWriter xml(&answer.body);
    xml.writeStartDocument();
    xml.writeDefaultNamespace(s_dav);
    xml.writeNamespace(s_calDav, u"C"_s);
    xml.writeNamespace(s_calendarServer, u"CS"_s);
    xml.writeNamespace(s_apple, u"A"_s);
    xml.writeStartElement(s_dav, u"multistatus"_s);
    fill(xml);
    xml.writeEndElement();
    xml.writeEndDocument();
    return answer;
}

/// A resource with the properties that `fill` writes.
template<class Fill>
void writeResponse(QXmlStreamWriter &xml, const QString &href, Fill fill)
{
    xml.writeStartElement(s_dav, u"response"_s);
    xml.writeTextElement(s_dav, u"href"_s, QString::fromLatin1(QUrl::toPercentEncoding(href, "/")));
    xml.writeStartElement(s_dav, u"propstat"_s);
    xml.writeStartElement(s_dav, u"prop"_s);
    fill();
    xml.writeEndElement();
    xml.writeTextElement(s_dav, u"status"_s, u"HTTP/1.1 200 OK"_s);
    xml.writeEndElement();
    xml.writeEndElement();
}

void writeHref(QXmlStreamWriter &xml, const QString &space, const QString &name, const QString &href)
{
    xml.writeStartElement(space, name);
    xml.writeTextElement(s_dav, u"href"_s, href);
    xml.writeEndElement();
}

bool isSignedIn(const FieldRequest &request)
{
    const QByteArray given = request.header("authorization");
    return given.startsWith("Basic ") && QByteArray::fromBase64(given.sliced(6)).endsWith(":demo-token");
}

QByteArray etagOf(int revision)
{
    return "\"r" + QByteArray::number(revision) + '"';
}

FieldAnswer plain(int status)
{
    return FieldAnswer::text("HTTP status " + QByteArray::number(status) + '\n', "text/plain", status);
}

/// Whether a write's conditions hold of what is there (`etag` is empty where nothing is).
bool conditionsHold(const FieldRequest &request, const QByteArray &etag)
{
    const QByteArray match = request.header("if-match");
    const bool isFresh = request.header("if-none-match") != "*" || etag.isEmpty();
    return isFresh && (match.isEmpty() || match == etag);
}

}

void CalDavWorld::addCalendar(const QString &calendar, const QString &name, const QString &colour, bool canWrite)
{
    m_calendars[calendar] = {.name = name, .colour = colour, .canWrite = canWrite};
}

void CalDavWorld::put(const QString &calendar, const QString &object, const QByteArray &text)
{
    Calendar &held = m_calendars.at(calendar);
    held.objects[object] = {.text = text, .revision = ++m_revision};
    held.changes.append(object);
}

void CalDavWorld::remove(const QString &calendar, const QString &object)
{
    Calendar &held = m_calendars.at(calendar);
    if (held.objects.erase(object) > 0) {
        held.changes.append(object);
    }
}

QByteArray CalDavWorld::text(const QString &calendar, const QString &object) const
{
    const auto &objects = m_calendars.at(calendar).objects;
    const auto found = objects.find(object);
    return found == objects.cend() ? QByteArray() : found->second.text;
}

QStringList CalDavWorld::objects(const QString &calendar) const
{
    QStringList names;
    for (const auto &[name, object] : m_calendars.at(calendar).objects) {
        names.append(name);
    }
    return names;
}

FieldAnswer CalDavWorld::answer(const FieldRequest &request)
{
    if (request.path == "/.well-known/caldav"_L1) {
        FieldAnswer away = plain(301);
        away.headers.emplaceBack("Location", "/dav/");
        return away;
    }
    if (!isSignedIn(request)) {
        FieldAnswer who = plain(401);
        who.headers.emplaceBack("WWW-Authenticate", "Basic realm=\"The airfield\"");
        return who;
    }
    if (request.method == "PROPFIND") {
        return propfind(request.path, request);
    }
    const QStringList below = request.path.startsWith(s_home) ? request.path.sliced(s_home.size()).split(u'/')
                                                              : QStringList();
    if (below.size() != 2 || !m_calendars.contains(below.constFirst())) {
        return plain(404);
    }
    if (!below.constLast().isEmpty()) {
        return object(below.constFirst(), below.constLast(), request);
    }
    return request.method == "REPORT" ? report(below.constFirst(), request) : plain(405);
}

FieldAnswer CalDavWorld::propfind(const QString &path, const FieldRequest &request) const
{
    const QString folder = path.endsWith(u'/') ? path : path + u'/';
    if (folder == "/dav/"_L1) {
        return multistatus([&](QXmlStreamWriter &xml) {
            writeResponse(xml, folder, [&] { writeHref(xml, s_dav, u"current-user-principal"_s, s_principal); });
        });
    }
    if (folder == s_principal) {
        return multistatus([&](QXmlStreamWriter &xml) {
            writeResponse(xml, folder, [&] { writeHref(xml, s_calDav, u"calendar-home-set"_s, s_home); });
        });
    }
    if (folder == s_home) {
        return multistatus([&](QXmlStreamWriter &xml) {
            writeResponse(xml, folder, [&] {
                xml.writeStartElement(s_dav, u"resourcetype"_s);
                xml.writeEmptyElement(s_dav, u"collection"_s);
                xml.writeEndElement();
            });
            for (const auto &[slug, calendar] : m_calendars) {
                if (request.header("depth") == "1") {
                    writeCalendar(xml, slug, calendar);
                }
            }
        });
    }
    const QString slug = folder.startsWith(s_home) ? folder.sliced(s_home.size()).chopped(1) : QString();
    const auto calendar = m_calendars.find(slug);
    return calendar == m_calendars.cend()
        ? plain(404)
        : multistatus([&](QXmlStreamWriter &xml) { writeCalendar(xml, slug, calendar->second); });
}

void CalDavWorld::writeCalendar(QXmlStreamWriter &xml, const QString &slug, const Calendar &calendar) const
{
    writeResponse(xml, s_home + slug + u'/', [&] {
        xml.writeStartElement(s_dav, u"resourcetype"_s);
        xml.writeEmptyElement(s_dav, u"collection"_s);
        xml.writeEmptyElement(s_calDav, u"calendar"_s);
        xml.writeEndElement();
        xml.writeTextElement(s_dav, u"displayname"_s, calendar.name);
        xml.writeTextElement(s_apple, u"calendar-color"_s, calendar.colour);
        xml.writeTextElement(s_dav, u"sync-token"_s, s_token + QString::number(calendar.changes.size()));
        xml.writeTextElement(s_calendarServer, u"getctag"_s, QString::number(calendar.changes.size()));
        xml.writeStartElement(s_calDav, u"supported-calendar-component-set"_s);
        xml.writeEmptyElement(s_calDav, u"comp"_s);
        xml.writeAttribute(u"name"_s, u"VEVENT"_s);
        xml.writeEndElement();
        xml.writeStartElement(s_dav, u"current-user-privilege-set"_s);
        for (const QString &privilege : calendar.canWrite ? QStringList{u"read"_s, u"write"_s} : QStringList{u"read"_s}) {
            xml.writeStartElement(s_dav, u"privilege"_s);
            xml.writeEmptyElement(s_dav, privilege);
            xml.writeEndElement();
        }
        xml.writeEndElement();
    });
}

void CalDavWorld::writeObject(QXmlStreamWriter &xml, const QString &slug, const QString &name, bool withText) const
{
    const auto &objects = m_calendars.at(slug).objects;
    const auto object = objects.find(name);
    const QString href = s_home + slug + u'/' + name;
    if (object == objects.cend()) {
        xml.writeStartElement(s_dav, u"response"_s);
        xml.writeTextElement(s_dav, u"href"_s, href);
        xml.writeTextElement(s_dav, u"status"_s, u"HTTP/1.1 404 Not Found"_s);
        xml.writeEndElement();
        return;
    }
    writeResponse(xml, href, [&] {
        xml.writeTextElement(s_dav, u"getetag"_s, QString::fromLatin1(etagOf(object->second.revision)));
        if (withText) {
            xml.writeTextElement(s_calDav, u"calendar-data"_s, QString::fromUtf8(object->second.text));
        }
    });
}

FieldAnswer CalDavWorld::report(const QString &slug, const FieldRequest &request) const
{
    const Calendar &calendar = m_calendars.at(slug);
    const Question question = questionOf(request.body);
    QStringList names;
    if (question.name == "sync-collection"_L1) {
        bool isNumber = false;
        const int since = question.token.sliced(std::min(question.token.size(), s_token.size())).toInt(&isNumber);
        if (!question.token.startsWith(s_token) || !isNumber || since > calendar.changes.size()) {
            return FieldAnswer::text("<?xml version=\"1.0\"?><error xmlns=\"DAV:\"><valid-sync-token/></error>",
                                     "application/xml", 403);
        }
        names = calendar.changes.mid(since);
        names.removeDuplicates();
    } else if (question.name == "calendar-multiget"_L1) {
        for (const QString &href : question.hrefs) {
            names.append(href.section(u'/', -1));
        }
    } else {
        const QByteArray wanted = "UID:" + question.uid.toUtf8();
        for (const auto &[name, object] : calendar.objects) {
            if (question.uid.isEmpty() || object.text.contains(wanted)) {
                names.append(name);
            }
        }
    }
    const bool withText = question.name == "calendar-multiget"_L1 || !question.uid.isEmpty();
    return multistatus([&](QXmlStreamWriter &xml) {
        for (const QString &name : std::as_const(names)) {
            writeObject(xml, slug, name, withText);
        }
        if (question.name == "sync-collection"_L1) {
            xml.writeTextElement(s_dav, u"sync-token"_s, s_token + QString::number(calendar.changes.size()));
        }
    });
}

FieldAnswer CalDavWorld::object(const QString &slug, const QString &name, const FieldRequest &request)
{
    Calendar &calendar = m_calendars.at(slug);
    const auto object = calendar.objects.find(name);
    const bool isThere = object != calendar.objects.cend();
    const QByteArray etag = isThere ? etagOf(object->second.revision) : QByteArray();
    if (request.method == "GET") {
        FieldAnswer answer = isThere ? FieldAnswer::text(object->second.text, "text/calendar; charset=utf-8")
                                     : plain(404);
        answer.headers.emplaceBack("ETag", etag);
        return answer;
    }
    if (request.method != "PUT" && request.method != "DELETE") {
        return plain(405);
    }
    if (!calendar.canWrite) {
        return plain(403);
    }
    if (!conditionsHold(request, etag)) {
        return plain(412);
    }
    if (request.method == "DELETE") {
        remove(slug, name);
        return plain(isThere ? 204 : 404);
    }
    put(slug, name, request.body);
    FieldAnswer answer = plain(isThere ? 204 : 201);
    answer.headers.emplaceBack("ETag", etagOf(m_revision));
    return answer;
}

}
