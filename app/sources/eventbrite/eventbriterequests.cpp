// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/eventbrite/eventbriterequests.h"

#include "app/sources/jsonread.h"
#include "app/sources/serviceurl.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr qint64 s_quotaSeconds = 3600;

HttpRequest request(const FetchTask &task, const QString &path, const QList<QueryItem> &query)
{
    HttpRequest request;
    request.scope = task.account.id.value;
    request.url = serviceUrl(task.account.baseUrl, path, query);
    request.headers = {{"Accept", "application/json"}};
    request.credentials = {{"Authorization", "Bearer " + task.secret}};
    return request;
}

struct ErrorRow {
    QLatin1StringView word;
    Failure::Kind kind;
    Failure::Reason reason;
};

constexpr std::array s_errors{
    ErrorRow{"INVALID_AUTH"_L1, Failure::Kind::NeedsLogin, Failure::Reason::BadCredential},
    ErrorRow{"INVALID_AUTH_HEADER"_L1, Failure::Kind::NeedsLogin, Failure::Reason::BadCredential},
    ErrorRow{"NO_AUTH"_L1, Failure::Kind::NeedsLogin, Failure::Reason::BadCredential},
    ErrorRow{"NOT_AUTHORIZED"_L1, Failure::Kind::Rejected, Failure::Reason::Forbidden},
    ErrorRow{"NOT_FOUND"_L1, Failure::Kind::Rejected, Failure::Reason::NotFound},
    ErrorRow{"ARGUMENTS_ERROR"_L1, Failure::Kind::Rejected, Failure::Reason::BadRequest},
    ErrorRow{"HIT_RATE_LIMIT"_L1, Failure::Kind::RateLimited, Failure::Reason::TooManyRequests},
    ErrorRow{"INTERNAL_ERROR"_L1, Failure::Kind::Transient, Failure::Reason::ServerError},
};

/// "token:SECRET 2000/2000 reset=1200s": the seconds until the quota is filled again. The header holds the token.
QDateTime quotaReset(const HttpAnswer &answer, const QDateTime &now)
{
    static const QRegularExpression pattern(u"\\breset=(\\d{1,5})s"_s);
    const auto match = pattern.match(QString::fromLatin1(answer.header("X-Rate-Limit").left(500)));
    const qint64 seconds = match.hasMatch() ? match.captured(1).toLongLong() : s_quotaSeconds;
    return now.addSecs(std::clamp<qint64>(seconds, 1, s_quotaSeconds));
}

QString detailOf(JsonValue root, const QString &word, const FetchTask &task)
{
    QString detail = word;
    const QString said = root["error_description"].text(400).value_or(QString()).simplified();
    if (!said.isEmpty()) {
        detail += u": "_s + said;
    }
    if (!task.secret.isEmpty()) {
        detail.replace(QString::fromUtf8(task.secret), u"(secret)"_s);
    }
    return detail.left(400);
}
}

HttpRequest eventbriteEventsRequest(const FetchTask &task, const EventbriteTarget &target, const QString &continuation,
                                    bool sales)
{
    QList<QueryItem> query{{u"status"_s, u"live,started,ended,completed,canceled"_s},
                           {u"order_by"_s, u"start_asc"_s},
                           {u"time_filter"_s, u"current_future"_s},
                           {u"expand"_s, sales ? u"venue,organizer,ticket_classes"_s : u"venue,organizer"_s}};
    if (!continuation.isEmpty()) {
        query.append({u"continuation"_s, continuation});
    }
    // Without the slash at the end Eventbrite answers with a redirect.
    return request(task, (target.isOrganization ? u"/organizations/"_s : u"/organizers/"_s) + target.id + u"/events/"_s,
                   query);
}

HttpRequest eventbriteAttendeesRequest(const FetchTask &task, const QString &event, const QDateTime &changedSince)
{
    const QueryItem item = changedSince.isValid()
        ? QueryItem(u"changed_since"_s, changedSince.toUTC().toString(Qt::ISODate))
        : QueryItem(u"status"_s, u"attending"_s);
    return request(task, u"/events/"_s + pathPart(event) + u"/attendees/"_s, {item});
}

Failure eventbriteFailure(const HttpAnswer &answer, const FetchTask &task)
{
    Failure failure = failureFromStatus(answer, task.now);
    const Result<JsonDocument> document = JsonDocument::parse(answer.body);
    const QString word = document ? document->root()["error"].text(60).value_or(QString()) : QString();
    const auto row = std::ranges::find(s_errors, word, &ErrorRow::word);
    if (row != s_errors.end()) {
        failure.kind = row->kind;
        failure.reason = row->reason;
    }
    if (!word.isEmpty()) {
        failure.detail = detailOf(document->root(), word, task);
    }
    if (failure.kind == Failure::Kind::RateLimited && !failure.until.isValid()) {
        failure.until = quotaReset(answer, task.now);
    }
    return failure;
}

}
