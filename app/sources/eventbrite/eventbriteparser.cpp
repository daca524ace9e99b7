// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/eventbrite/eventbriteparser.h"

#include "app/sources/ical/feedtext.h"
#include "app/sources/jsonread.h"
#include "app/sources/source.h"
#include "models/values/eventlinks.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr qsizetype s_textLimit = 40'000;
constexpr qint64 s_mostPeople = 1'000'000;
constexpr int s_mostEvents = 1'000; ///< of a page; Eventbrite has 50

/// {timezone, utc, local}: the moment is `utc`, written in the event's own zone; without it `local` in that zone.
QDateTime readTime(JsonValue value)
{
    const QByteArray name = value["timezone"].text(60).value_or(QString()).toLatin1();
    const QTimeZone zone = name.isEmpty() ? QTimeZone() : QTimeZone(name);
    if (const std::optional<QDateTime> utc = value["utc"].time(); utc && utc->isValid()) {
        return zone.isValid() ? utc->toTimeZone(zone) : *utc;
    }
    QDateTime local = QDateTime::fromString(value["local"].text(40).value_or(QString()), Qt::ISODate);
    if (!zone.isValid() || !local.isValid()) {
        return {};
    }
    local.setTimeZone(zone);
    return local;
}

/// A text that Eventbrite gives as {text, html}, or as it is.
QString readText(JsonValue value)
{
    for (const JsonValue &form : {value["text"], value["html"], value}) {
        if (const QString text = form.text(s_textLimit).value_or(QString()); !text.trimmed().isEmpty()) {
            return text;
        }
    }
    return {};
}

QString placeOf(JsonRecord &record)
{
    const JsonValue venue = record["venue"];
    const JsonValue address = venue["address"];
    QStringList parts;
    const auto add = [&parts](JsonValue value) {
        const QString part = feedLine(value.text(200).value_or(QString()), 200);
        if (!part.isEmpty() && !parts.contains(part)) {
            parts.append(part);
        }
        return !part.isEmpty();
    };
    add(venue["name"]);
    if (!add(address["localized_address_display"])) {
        add(address["address_1"]);
        add(address["city"]);
    }
    if (parts.isEmpty() && record.flagOr("online_event", false)) {
        return u"Online event"_s; // as Meetup calls it: isOnEarth() knows it
    }
    return parts.join(", "_L1).left(300);
}

/// The tickets sold of all classes; -1 where none tells.
int soldOf(JsonValue classes)
{
    qint64 sold = -1;
    classes.each([&sold](qsizetype, JsonValue one) {
        if (const std::optional<qint64> count = one["quantity_sold"].integer(); count && *count >= 0) {
            sold = std::min(std::max<qint64>(sold, 0) + std::min(*count, s_mostPeople), s_mostPeople);
        }
    });
    return static_cast<int>(sold);
}

/// A cancelled event of the past is "completed", and only what is said of its sales still tells.
bool isCancelled(JsonValue event, const QString &status)
{
    return status == "canceled"_L1 || status == "cancelled"_L1
        || event["event_sales_status"]["message_code"].view() == "event_cancelled";
}

std::optional<Occurrence::Status> statusOf(JsonValue event, const QString &status)
{
    if (isCancelled(event, status)) {
        return Occurrence::Status::Cancelled;
    }
    static constexpr std::array confirmed{"live"_L1, "started"_L1, "ended"_L1, "completed"_L1};
    const bool known = std::ranges::any_of(confirmed, [&status](QLatin1StringView word) { return status == word; });
    return known ? std::optional(Occurrence::Status::Confirmed) : std::nullopt;
}

/// The id goes into addresses and keys.
QString idOf(JsonRecord &record)
{
    static const QRegularExpression digits(u"\\A[0-9]{1,20}\\z"_s);
    const QString id = record.text("id", 40);
    if (!digits.match(id).hasMatch()) {
        record.complain(u"id is not a number"_s);
    }
    return id;
}

Occurrence readEvent(JsonRecord &record)
{
    Occurrence occurrence;
    occurrence.uid = idOf(record);
    const QString text = readText(record["description"]);
    occurrence.title = feedLine(readText(record["name"]), 300);
    occurrence.group = feedLine(record["organizer"]["name"].text(200).value_or(QString()), 200);
    occurrence.place = placeOf(record);
    occurrence.description = feedText(text.isEmpty() ? record.textOr("summary", {}, s_textLimit) : text, 4'000);
    occurrence.start = readTime(record["start"]);
    occurrence.end = readTime(record["end"]);
    if (!occurrence.end.isValid() || occurrence.end < occurrence.start) {
        occurrence.end = occurrence.start;
    }
    occurrence.rsvps = soldOf(record["ticket_classes"]);
    occurrence.url = webAddress(record.textOr("url", {}, 2000));
    // The markup, for an address may stand in a link only.
    occurrence.join = joinLinkIn(record["description"]["html"].text(s_textLimit).value_or(text));
    if (!occurrence.start.isValid()) {
        record.complain(u"start is not a time"_s);
    }
    return occurrence;
}

void takeEvent(EventbritePage &page, JsonValue event, const QString &what, const AgendaWindow &window)
{
    JsonRecord record(event);
    const QString status = record.text("status", 40);
    Occurrence occurrence = readEvent(record);
    const bool isParent = record.flagOr("is_series_parent", false);
    if (!record.ok()) {
        keepSkipped(page.skipped, what, record.why());
        page.someUnreadable = true;
        page.isBeyond = false;
        return;
    }
    page.isBeyond = page.isBeyond && occurrence.start >= window.to;
    if (isParent || status == "draft"_L1 || occurrence.start >= window.to
        || std::max(occurrence.start, occurrence.end) < window.from) {
        return;
    }
    const std::optional<Occurrence::Status> known = statusOf(event, status);
    if (!known) {
        keepSkipped(page.skipped, what, u"its status \"%1\" is none we know: shown as tentative"_s.arg(status));
    }
    occurrence.status = known.value_or(Occurrence::Status::Tentative);
    page.occurrences.append(occurrence);
}
}

Result<EventbritePage> parseEventbriteEvents(const QByteArray &body, const AgendaWindow &window)
{
    const Result<JsonDocument> document = JsonDocument::parse(body);
    if (!document) {
        return Failed(document.error());
    }
    const JsonValue root = document->root();
    const JsonValue events = root["events"];
    if (!events.isArray()) {
        return Failed(malformed(Failure::Reason::WrongShape, u"no list of events in the answer"_s));
    }
    EventbritePage page;
    page.isBeyond = events.size() > 0;
    events.each([&](qsizetype index, JsonValue event) {
        if (index < s_mostEvents) {
            takeEvent(page, event, u"events[%1]"_s.arg(index), window);
        }
    });
    if (events.size() > s_mostEvents) {
        keepSkipped(page.skipped, u"events[%1] and on"_s.arg(s_mostEvents), u"too many on one page"_s);
        page.someUnreadable = true;
    }
    if (root["pagination"]["has_more_items"].flag() == true) {
        page.next = root["pagination"]["continuation"].text(2000).value_or(QString());
        if (page.next.isEmpty()) {
            keepSkipped(page.skipped, u"pagination"_s, u"there is more, and no continuation to ask for it"_s);
            page.someUnreadable = true;
        }
    }
    return page;
}

Result<int> parseEventbriteCount(const QByteArray &body)
{
    const Result<JsonDocument> document = JsonDocument::parse(body);
    if (!document) {
        return Failed(document.error());
    }
    const std::optional<qint64> count = document->root()["pagination"]["object_count"].integer();
    if (!count || *count < 0) {
        return Failed(malformed(Failure::Reason::WrongShape, u"no count of attendees in the answer"_s));
    }
    return static_cast<int>(std::min(*count, s_mostPeople));
}

}
