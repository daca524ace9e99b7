// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/net/httpclient.h"

#include "app/net/retryafter.h"
#include "app/net/webaddress.h"

#include <QTimeZone>

#include <algorithm>

namespace Windsock {

using namespace Qt::StringLiterals;

namespace {

/// When a used-up quota is filled again: GitHub tells the time, Meetup the seconds until then.
QDateTime quotaReset(const HttpAnswer &answer, const QDateTime &now)
{
    bool isNumber = false;
    const double value = answer.header("X-RateLimit-Reset").toDouble(&isNumber);
    // "nan" is a number to Qt.
    if (!isNumber || !(value >= 0 && value <= 1e11)) {
        return {};
    }
    constexpr double firstPlausibleTime = 1e8;
    return value < firstPlausibleTime ? now.addSecs(qint64(value))
                                      : QDateTime::fromSecsSinceEpoch(qint64(value), QTimeZone::UTC);
}

bool quotaIsUsedUp(const HttpAnswer &answer)
{
    return answer.header("X-RateLimit-Remaining").trimmed() == "0";
}

Failure limited(Failure failure, const HttpAnswer &answer, const QDateTime &now)
{
    failure.kind = Failure::Kind::RateLimited;
    failure.reason = Failure::Reason::TooManyRequests;
    failure.until = parseRetryAfter(answer.header("Retry-After"), now);
    if (!failure.until.isValid() && quotaIsUsedUp(answer)) {
        const QDateTime reset = quotaReset(answer, now);
        failure.until = reset.isValid() ? std::clamp(reset, now, now.addDays(1)) : reset;
    }
    return failure;
}

Failure as(Failure failure, Failure::Kind kind, Failure::Reason reason)
{
    failure.kind = kind;
    failure.reason = reason;
    return failure;
}

}

QByteArray HttpAnswer::header(QByteArrayView name) const
{
    for (const auto &[key, value] : headers) {
        if (QByteArrayView(key).compare(name, Qt::CaseInsensitive) == 0) {
            return value;
        }
    }
    return {};
}

Failure failureFromStatus(const HttpAnswer &answer, const QDateTime &now)
{
    using enum Failure::Kind;
    using Reason = Failure::Reason;
    const int status = answer.status;
    const Failure base{.httpStatus = status, .host = hostOf(answer.url), .detail = u"HTTP status %1"_s.arg(status)};
    if (status == 429 || (status == 403 && (quotaIsUsedUp(answer) || !answer.header("Retry-After").isEmpty()))) {
        return limited(base, answer, now);
    }
    if (status >= 500) {
        Failure failure = as(base, Transient, Reason::ServerError);
        failure.until = parseRetryAfter(answer.header("Retry-After"), now);
        return failure;
    }
    switch (status) {
    case 401:
        return as(base, NeedsLogin, Reason::BadCredential);
    case 403:
        return as(base, Rejected, Reason::Forbidden);
    case 404:
    case 410:
        return as(base, Rejected, Reason::NotFound);
    case 408:
        return as(base, Transient, Reason::Timeout);
    }
    if (status >= 400) {
        return as(base, Rejected, Reason::BadRequest);
    }
    if (status >= 300) {
        return as(base, Rejected, Reason::RedirectElsewhere);
    }
    return as(base, Malformed, Reason::Unknown);
}

void tellBudget(RequestBudget &budget, const QString &host, const HttpAnswer &answer, const QDateTime &now)
{
    bool hasLimit = false;
    bool hasRemaining = false;
    const int limit = answer.header("X-RateLimit-Limit").toInt(&hasLimit);
    const int remaining = answer.header("X-RateLimit-Remaining").toInt(&hasRemaining);
    if (hasLimit && hasRemaining) {
        budget.told(host, limit, remaining, quotaReset(answer, now));
    }
    if (answer.status >= 400) {
        budget.hold(host, failureFromStatus(answer, now).until);
    }
}

}
