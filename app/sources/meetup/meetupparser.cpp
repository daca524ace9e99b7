// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/meetup/meetupparser.h"

#include "app/sources/ical/feedtext.h"
#include "app/sources/jsonread.h"
#include "app/sources/source.h"
#include "models/values/eventlinks.h"
#include "models/values/sameevent.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

/// Drafts, proposals and templates are no events yet.
bool isPublished(const QString &status)
{
    static constexpr std::array unpublished{"DRAFT"_L1,    "AUTOSCHED_DRAFT"_L1, "PROPOSED"_L1,
                                            "TEMPLATE"_L1, "PENDING"_L1,         "BLOCKED"_L1};
    return std::ranges::none_of(unpublished, [&status](QLatin1StringView word) { return status == word; });
}

std::optional<Occurrence::Status> statusOf(const QString &status)
{
    if (status.endsWith("CANCELLED"_L1) || status == "CANCELLED_PERM"_L1) {
        return Occurrence::Status::Cancelled;
    }
    static constexpr std::array confirmed{"ACTIVE"_L1, "AUTOSCHED"_L1, "AUTOSCHED_FINISHED"_L1, "PAST"_L1};
    const bool known = std::ranges::any_of(confirmed, [&status](QLatin1StringView word) { return status == word; });
    return known ? std::optional(Occurrence::Status::Confirmed) : std::nullopt;
}

/// "2026-08-19T18:00-04:00", with the offset it is written with.
QDateTime readTime(JsonValue value)
{
    return QDateTime::fromString(value.text(40).value_or(QString()), Qt::ISODate);
}

/// "PT2H30M", "P1D" or milliseconds; 0 where there is none.
qint64 readSeconds(JsonValue value)
{
    if (const std::optional<qint64> milliseconds = value.integer()) {
        return std::clamp<qint64>(*milliseconds / 1000, 0, 366 * 86400);
    }
    static const QRegularExpression pattern(
        u"\\AP(?:(\\d{1,3})D)?(?:T(?:(\\d{1,4})H)?(?:(\\d{1,6})M)?(?:(\\d{1,8})(?:\\.\\d+)?S)?)?\\z"_s);
    const QRegularExpressionMatch match = pattern.match(value.text(40).value_or(QString()));
    return match.captured(1).toLongLong() * 86400 + match.captured(2).toLongLong() * 3600
        + match.captured(3).toLongLong() * 60 + match.captured(4).toLongLong();
}

QString placeOf(JsonValue venues)
{
    QStringList parts;
    venues.each([&parts](qsizetype index, JsonValue venue) {
        for (const std::string_view member : {"name", "address", "city"}) {
            const QString part = feedLine(venue[member].text(200).value_or(QString()), 200);
            if (index == 0 && !part.isEmpty() && !parts.contains(part)) {
                parts.append(part);
            }
        }
    });
    return parts.join(", "_L1).left(300);
}

Occurrence readEvent(JsonRecord &record, const QString &group)
{
    Occurrence occurrence;
    occurrence.uid = record["token"].text(200).value_or(record["id"].text(200).value_or(QString()));
    occurrence.title = feedLine(record.text("title"), 300);
    occurrence.group = group;
    occurrence.place = placeOf(record["venues"]);
    occurrence.description = feedText(record["description"].text(40'000).value_or(QString()), 4'000);
    occurrence.start = readTime(record["dateTime"]);
    occurrence.end = readTime(record["endTime"]);
    if (!occurrence.end.isValid() || occurrence.end < occurrence.start) {
        occurrence.end = occurrence.start.addSecs(readSeconds(record["duration"]));
    }
    occurrence.rsvps = static_cast<int>(
        std::clamp<qint64>(record["rsvps"]["yesCount"].integer().value_or(-1), -1, 1'000'000));
    occurrence.url = webAddress(record["eventUrl"].text(2000).value_or(QString()));
    occurrence.join = joinLinkIn(record["description"].text(40'000).value_or(QString()));
    if (occurrence.uid.isEmpty()) {
        record.complain(u"neither token nor id"_s);
    }
    if (!occurrence.start.isValid()) {
        record.complain(u"dateTime is not a time"_s);
    }
    return occurrence;
}

void takeEvent(MeetupPage &page, JsonValue node, const QString &what, const AgendaWindow &window)
{
    JsonRecord record(node);
    const QString status = record.textOr("status", u"ACTIVE"_s, 40);
    Occurrence occurrence = readEvent(record, page.group);
    if (!record.ok()) {
        keepSkipped(page.skipped, what, record.why());
        page.someUnreadable = true;
        return;
    }
    if (!isPublished(status) || occurrence.start >= window.to
        || std::max(occurrence.start, occurrence.end) < window.from) {
        return;
    }
    const std::optional<Occurrence::Status> known = statusOf(status);
    if (!known) {
        keepSkipped(page.skipped, what, u"its status \"%1\" is none we know: shown as tentative"_s.arg(status));
    }
    occurrence.status = known.value_or(Occurrence::Status::Tentative);
    asMeetupOccurrence(occurrence);
    page.occurrences.append(occurrence);
}

Failure failureOf(JsonRecord error)
{
    const QString code = error["extensions"]["code"].text(100).value_or(QString());
    const QString detail = error["message"].text(400).value_or(code);
    Failure failure{.kind = Failure::Kind::Rejected, .reason = Failure::Reason::BadRequest, .detail = detail};
    if (code == "RATE_LIMITED"_L1) {
        failure.kind = Failure::Kind::RateLimited;
        failure.reason = Failure::Reason::TooManyRequests;
        failure.until = error["extensions"]["resetAt"].time().value_or(QDateTime());
    } else if (code == "UNAUTHENTICATED"_L1) {
        failure.kind = Failure::Kind::NeedsLogin;
        failure.reason = Failure::Reason::BadCredential;
    } else if (code == "FORBIDDEN"_L1) {
        failure.reason = Failure::Reason::Forbidden;
    }
    return failure;
}

std::optional<Failure> firstError(JsonValue root)
{
    std::optional<Failure> first;
    root["errors"].each([&first](qsizetype, JsonValue error) {
        if (!first) {
            first = failureOf(JsonRecord(error));
        }
    });
    return first;
}

}

Result<MeetupPage> parseMeetupEvents(const QByteArray &body, const AgendaWindow &window)
{
    const Result<JsonDocument> document = JsonDocument::parse(body);
    if (!document) {
        return Failed(document.error());
    }
    const JsonValue root = document->root();
    const JsonValue group = root["data"]["groupByUrlname"];
    const std::optional<Failure> error = firstError(root);
    if (group.isNull() && !error) {
        return MeetupPage{};
    }
    const JsonValue edges = group["events"]["edges"];
    if (!edges.isArray()) {
        return Failed(error.value_or(malformed(Failure::Reason::WrongShape, u"no list of events in the answer"_s)));
    }
    MeetupPage page{.group = feedLine(group["name"].text().value_or(QString()), 200)};
    page.whole = !error;
    if (error) {
        keepSkipped(page.skipped, u"errors[0]"_s, error->detail);
    }
    edges.each(
        [&](qsizetype index, JsonValue edge) { takeEvent(page, edge["node"], u"events[%1]"_s.arg(index), window); });
    if (group["events"]["pageInfo"]["hasNextPage"].flag() == true) {
        page.next = group["events"]["pageInfo"]["endCursor"].text().value_or(QString());
    }
    return page;
}

void asMeetupOccurrence(Occurrence &occurrence)
{
    occurrence.uid = bareUid(occurrence.uid);
    if (occurrence.url.path().endsWith(u'/')) {
        occurrence.url.setPath(occurrence.url.path().chopped(1));
    }
}

}
