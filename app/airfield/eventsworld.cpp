// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/eventsworld.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QLocale>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
QByteArray stamp(const QDateTime &time)
{
    return time.toUTC().toString(u"yyyyMMdd'T'HHmmss'Z'"_s).toLatin1();
}

QByteArray escaped(const QString &text)
{
    QByteArray bytes = text.toUtf8();
    bytes.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;");
    return bytes;
}

QByteArray component(const EventsWorld::Event &event, const QString &calendar, const QDateTime &modified)
{
    QByteArray text = "BEGIN:VEVENT\r\nUID:event_" + event.id.toUtf8()
        + "@meetup.com\r\nSEQUENCE:" + QByteArray::number(event.sequence) + "\r\nDTSTAMP:" + stamp(modified) + "\r\n";
    if (event.allDay) {
        text += "DTSTART;VALUE=DATE:" + event.start.date().toString(u"yyyyMMdd"_s).toLatin1()
            + "\r\nDTEND;VALUE=DATE:" + event.start.date().addDays(1).toString(u"yyyyMMdd"_s).toLatin1() + "\r\n";
    } else {
        text += "DTSTART:" + stamp(event.start) + "\r\nDTEND:" + stamp(event.start.addDuration(event.length)) + "\r\n";
    }
    if (!event.rule.isEmpty()) {
        text += "RRULE:" + event.rule.toLatin1() + "\r\n";
    }
    text += "SUMMARY:" + escaped(event.title) + "\r\n";
    if (!event.place.isEmpty()) {
        text += "LOCATION:" + escaped(event.place) + "\r\n";
    }
    return text + "URL;VALUE=URI:https://meetup.example.org/" + calendar.toUtf8() + "/events/" + event.id.toUtf8()
        + "/\r\nSTATUS:" + (event.cancelled ? "CANCELLED" : "CONFIRMED") + "\r\nCLASS:PUBLIC\r\nEND:VEVENT\r\n";
}

QJsonValue durationOf(const EventsWorld::Event &event)
{
    switch (event.told) {
    case EventsWorld::Event::Length::Milliseconds:
        return qint64(std::chrono::milliseconds(event.length).count());
    case EventsWorld::Event::Length::Missing:
        return QJsonValue::Null;
    case EventsWorld::Event::Length::Iso:
        break;
    }
    return u"PT%1M"_s.arg(event.length.count());
}

QJsonObject node(const EventsWorld::Event &event, const QString &group)
{
    const QJsonObject venue{
        {u"id"_s, u"1"_s}, {u"name"_s, event.place}, {u"address"_s, u"1 Runway Road"_s}, {u"city"_s, u"Airfield"_s}};
    const auto text = [](const QDateTime &time) { return time.toUTC().toString(u"yyyy-MM-ddTHH:mm'Z'"_s); };
    return {{u"id"_s, event.id},
            {u"token"_s, event.id},
            {u"title"_s, event.title},
            {u"eventUrl"_s, u"https://meetup.example.org/%1/events/%2"_s.arg(group, event.id)},
            {u"description"_s, event.title},
            {u"dateTime"_s, text(event.start)},
            {u"endTime"_s,
             event.told == EventsWorld::Event::Length::Iso ? QJsonValue(text(event.start.addDuration(event.length)))
                                                           : QJsonValue(QJsonValue::Null)},
            {u"duration"_s, durationOf(event)},
            {u"eventType"_s, u"PHYSICAL"_s},
            {u"status"_s, event.cancelled ? u"CANCELLED"_s : u"ACTIVE"_s},
            {u"rsvps"_s, QJsonObject{{u"yesCount"_s, event.rsvps}}},
            {u"venues"_s, event.place.isEmpty() ? QJsonArray() : QJsonArray{venue}}};
}
}

EventsWorld::EventsWorld(const FieldClock &clock)
    : m_clock(clock)
{
}

void EventsWorld::addCalendar(const QString &calendar, const QString &name)
{
    m_calendars[calendar] = {.slug = calendar, .name = name, .modified = m_clock.now()};
}

void EventsWorld::put(const QString &calendar, const Event &event)
{
    Calendar &held = m_calendars.at(calendar);
    held.events[event.id] = event;
    held.modified = m_clock.now();
}

EventsWorld::Event EventsWorld::event(const QString &calendar, const QString &id) const
{
    return m_calendars.at(calendar).events.at(id);
}

void EventsWorld::putText(const QString &calendar, const QByteArray &text)
{
    Calendar &held = m_calendars[calendar];
    held.slug = calendar;
    held.modified = m_clock.now();
    held.text = text;
}

FieldAnswer EventsWorld::calendarAnswer(const Calendar &calendar, const FieldRequest &request) const
{
    QByteArray body = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Windsock//Airfield//"
                      "EN\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\nNAME:"
        + escaped(calendar.name) + "\r\nX-WR-CALNAME:" + escaped(calendar.name) + "\r\n";
    for (const auto &[id, event] : calendar.events) {
        body += component(event, calendar.slug, calendar.modified);
    }
    body += "END:VCALENDAR\r\n";
    if (!calendar.text.isEmpty()) {
        body = calendar.text;
    }
    FieldAnswer answer = FieldAnswer::text(body, "text/calendar; charset=utf-8");
    const QByteArray etag = '"' + QCryptographicHash::hash(body, QCryptographicHash::Sha1).toHex().first(16) + '"';
    const QByteArray modified =
        QLocale::c().toString(calendar.modified.toUTC(), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s).toLatin1();
    answer.headers = {{"ETag", etag}, {"Last-Modified", modified}};
    const QByteArray held = request.header("if-none-match");
    if (held == etag || (held.isEmpty() && request.header("if-modified-since") == modified)) {
        answer.status = 304;
        answer.body.clear();
    }
    return answer;
}

FieldAnswer EventsWorld::feed(const QString &path, const FieldRequest &request) const
{
    const auto calendar = path.endsWith(".ics"_L1) ? m_calendars.find(path.sliced(1).chopped(4)) : m_calendars.cend();
    return calendar == m_calendars.cend() ? FieldAnswer::text("Not Found\n", "text/plain", 404)
                                          : calendarAnswer(calendar->second, request);
}

FieldAnswer EventsWorld::meetup(const QString &path, const FieldRequest &request) const
{
    if (path == "/gql-ext"_L1 && request.method == "POST") {
        return graphQl(request);
    }
    static const QRegularExpression feed(u"^/([^/]+)/events/ical/?$"_s);
    const auto match = feed.match(path);
    const auto calendar = match.hasMatch() ? m_calendars.find(match.captured(1)) : m_calendars.cend();
    return calendar == m_calendars.cend()
        ? FieldAnswer::text("<!DOCTYPE html><title>Not Found</title>", "text/html", 404)
        : calendarAnswer(calendar->second, request);
}

FieldAnswer EventsWorld::graphQl(const FieldRequest &request) const
{
    if (request.header("authorization").toLower() != "bearer demo-token") {
        return FieldAnswer::json(QJsonDocument(QJsonObject{{u"error"_s, u"invalid_grant"_s}}), 401);
    }
    const QJsonDocument document = QJsonDocument::fromJson(request.body);
    QString group = document["variables"_L1]["urlname"_L1].toString();
    if (group.isEmpty()) {
        static const QRegularExpression inlined(u"urlname\\s*:\\s*\"([^\"]+)\""_s);
        group = inlined.match(document["query"_L1].toString()).captured(1);
    }
    const auto calendar = m_calendars.find(group);
    if (calendar == m_calendars.cend()) {
        return FieldAnswer::json(
            QJsonDocument(QJsonObject{{u"data"_s, QJsonObject{{u"groupByUrlname"_s, QJsonValue::Null}}}}));
    }
    const auto &all = calendar->second.events;
    const int most = document["variables"_L1]["first"_L1].toInt(int(all.size()));
    QJsonArray edges;
    auto next = all.upper_bound(document["variables"_L1]["after"_L1].toString());
    for (; next != all.cend() && edges.size() < most; ++next) {
        edges.append(QJsonObject{{u"cursor"_s, next->first}, {u"node"_s, node(next->second, group)}});
    }
    const QJsonObject page{{u"hasNextPage"_s, next != all.cend()},
                           {u"endCursor"_s, edges.isEmpty() ? QJsonValue() : edges.last()["cursor"_L1]}};
    const QJsonObject events{{u"totalCount"_s, qint64(all.size())}, {u"pageInfo"_s, page}, {u"edges"_s, edges}};
    const QJsonObject found{
        {u"id"_s, u"1"_s}, {u"name"_s, calendar->second.name}, {u"urlname"_s, group}, {u"events"_s, events}};
    return FieldAnswer::json(QJsonDocument(QJsonObject{{u"data"_s, QJsonObject{{u"groupByUrlname"_s, found}}}}));
}

}
