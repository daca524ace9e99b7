// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/eventbriteworld.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTimeZone>

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
FieldAnswer error(int status, const QString &word, const QString &description)
{
    const QJsonObject body{{u"status_code"_s, status}, {u"error"_s, word}, {u"error_description"_s, description}};
    return FieldAnswer::json(QJsonDocument(body), status);
}

QJsonObject time(const QDateTime &moment)
{
    static const QTimeZone zone("Europe/Berlin");
    return {{u"timezone"_s, u"Europe/Berlin"_s},
            {u"local"_s, moment.toTimeZone(zone).toString(u"yyyy-MM-ddTHH:mm:ss"_s)},
            {u"utc"_s, moment.toUTC().toString(u"yyyy-MM-ddTHH:mm:ss'Z'"_s)}};
}

QJsonObject texts(const QString &text)
{
    return {{u"text"_s, text}, {u"html"_s, text.toHtmlEscaped()}};
}

QJsonValue venueOf(const QString &place)
{
    if (place.isEmpty()) {
        return QJsonValue::Null;
    }
    return QJsonObject{{u"id"_s, u"1"_s},
                       {u"name"_s, place},
                       {u"address"_s, QJsonObject{{u"localized_address_display"_s, u"1 Runway Road, Airfield"_s}}}};
}

QJsonObject node(const EventbriteWorld::Event &event, const QString &organizer, const QStringList &expand)
{
    QJsonObject object{{u"id"_s, event.id},
                       {u"name"_s, texts(event.title)},
                       {u"description"_s, texts(event.title)},
                       {u"summary"_s, event.title},
                       {u"url"_s, QString(u"https://eventbrite.example.org/e/"_s + event.id)},
                       {u"start"_s, time(event.start)},
                       {u"end"_s, time(event.start.addDuration(event.length))},
                       {u"status"_s, event.status},
                       {u"online_event"_s, event.place.isEmpty()},
                       {u"is_series"_s, false},
                       {u"is_series_parent"_s, false}};
    if (expand.contains(u"venue"_s)) {
        object.insert(u"venue"_s, venueOf(event.place));
    }
    if (expand.contains(u"organizer"_s)) {
        object.insert(u"organizer"_s, QJsonObject{{u"name"_s, organizer}});
    }
    if (expand.contains(u"ticket_classes"_s)) {
        const QJsonValue sold = event.sold < 0 ? QJsonValue(QJsonValue::Null) : QJsonValue(event.sold);
        object.insert(u"ticket_classes"_s, QJsonArray{QJsonObject{{u"id"_s, u"1"_s}, {u"quantity_sold"_s, sold}}});
    }
    for (auto it = event.more.begin(); it != event.more.end(); ++it) {
        object.insert(it.key(), it.value());
    }
    return object;
}
}

EventbriteWorld::EventbriteWorld(const FieldClock &clock)
    : m_clock(clock)
{
}

void EventbriteWorld::addList(const QString &list, const QString &name)
{
    m_lists[list] = {.name = name, .events = {}};
}

void EventbriteWorld::put(const QString &list, const Event &event)
{
    m_lists.at(list).events[event.id] = event;
}

EventbriteWorld::Event EventbriteWorld::event(const QString &list, const QString &id) const
{
    return m_lists.at(list).events.at(id);
}

FieldAnswer EventbriteWorld::answer(const QString &path, const FieldRequest &request) const
{
    if (request.header("authorization").isEmpty()) {
        return error(401, u"NO_AUTH"_s, u"An OAuth token is required for all requests"_s);
    }
    if (request.header("authorization").toLower() != "bearer demo-token") {
        return error(400, u"INVALID_AUTH"_s, u"The OAuth token you provided was invalid."_s);
    }
    static const QRegularExpression pattern(u"\\A/(organizers|organizations|events)/([0-9]+)/(events|attendees)/\\z"_s);
    const QRegularExpressionMatch match = pattern.match(path);
    if (match.captured(1) == "events"_L1 && match.captured(3) == "attendees"_L1) {
        return attendees(match.captured(2), request);
    }
    const auto list = m_lists.find(match.captured(1) + u'/' + match.captured(2));
    return list == m_lists.cend() || match.captured(3) != "events"_L1
        ? error(404, u"NOT_FOUND"_s, u"The path you requested does not exist."_s)
        : events(list->second, request);
}

FieldAnswer EventbriteWorld::events(const List &list, const FieldRequest &request) const
{
    const QStringList expand = request.items(u"expand"_s);
    if (m_refusesCounts && expand.contains(u"ticket_classes"_s)) {
        return error(403, u"NOT_AUTHORIZED"_s, u"You are not authorized to use this expansion."_s);
    }
    const QStringList statuses = request.items(u"status"_s);
    std::vector<const Event *> open;
    for (const auto &[id, event] : list.events) {
        const bool isWanted = statuses.contains(event.status) || !event.more.isEmpty();
        if (isWanted && event.start.addDuration(event.length) >= m_clock.now()) {
            open.push_back(&event);
        }
    }
    std::ranges::stable_sort(open, {}, [](const Event *event) { return event->start; });
    const QString continuation = request.item(u"continuation"_s);
    const auto first = size_t(m_circles ? 0 : std::max(0, continuation.section(u'+', 1).toInt()));
    QJsonArray found;
    size_t next = first;
    for (; next < open.size() && found.size() < m_pageSize; ++next) {
        found.append(node(*open[next], list.name, expand));
    }
    const bool more = m_circles || next < open.size();
    QJsonObject pagination{
        {u"object_count"_s, qint64(open.size())}, {u"page_size"_s, m_pageSize}, {u"has_more_items"_s, more}};
    if (more) {
        pagination.insert(u"continuation"_s, m_circles ? u"again"_s : u"page+%1"_s.arg(next));
    }
    return FieldAnswer::json(QJsonDocument(QJsonObject{{u"pagination"_s, pagination}, {u"events"_s, found}}));
}

FieldAnswer EventbriteWorld::attendees(const QString &id, const FieldRequest &request) const
{
    if (m_refusesCounts) {
        return error(403, u"NOT_AUTHORIZED"_s, u"You are not authorized to see the attendees of this event."_s);
    }
    for (const auto &[name, list] : m_lists) {
        const auto event = list.events.find(id);
        if (!name.startsWith("organizations/"_L1) || event == list.events.cend()) {
            continue;
        }
        const QDateTime since = QDateTime::fromString(request.item(u"changed_since"_s), Qt::ISODate);
        const bool isChanged = !since.isValid() || event->second.attendeesChanged > since;
        const QJsonObject pagination{{u"object_count"_s, isChanged ? event->second.attending : 0},
                                     {u"has_more_items"_s, false}};
        return FieldAnswer::json(
            QJsonDocument(QJsonObject{{u"pagination"_s, pagination}, {u"attendees"_s, QJsonArray()}}));
    }
    return error(404, u"NOT_FOUND"_s, u"The event you requested does not exist."_s);
}

}
