// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/github/githubfailure.h"

#include "app/sources/github/tokenscopes.h"
#include "app/sources/source.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
bool isTooFast(const HttpAnswer &answer)
{
    const QByteArray body = answer.body.left(2000);
    return body.contains("secondary rate limit") || body.contains("abuse detection")
        || !answer.header("Retry-After").isEmpty();
}

/// What GitHub says in the body, as one short line.
QString messageOf(const HttpAnswer &answer)
{
    const Result<JsonDocument> document = JsonDocument::parse(answer.body);
    return document ? document->root()["message"].text(300).value_or(QString()).simplified() : QString();
}

/// Names the failure by an error's type; false where the type is none we know.
bool nameByType(Failure &failure, const QString &type)
{
    if (type == "NOT_FOUND"_L1) {
        failure.reason = Failure::Reason::NotFound;
    } else if (type == "FORBIDDEN"_L1 || type == "INSUFFICIENT_SCOPES"_L1) {
        failure.reason = Failure::Reason::Forbidden;
    } else if (type == "SERVICE_UNAVAILABLE"_L1 || type == "INTERNAL"_L1) {
        failure.kind = Failure::Kind::Transient;
        failure.reason = Failure::Reason::ServerError;
    } else {
        return false;
    }
    return true;
}
}

bool isRateLimited(JsonValue root)
{
    bool limited = false;
    root["errors"].each(
        [&limited](qsizetype, JsonValue error) { limited = limited || error["type"].view() == "RATE_LIMITED"; });
    return limited;
}

Failure failureOfErrors(JsonValue root, const QDateTime &now)
{
    Failure failure = malformed(Failure::Reason::WrongShape, u"neither data nor errors in the answer"_s);
    bool named = false;
    root["errors"].each([&](qsizetype index, JsonValue error) {
        const QString type = error["type"].text(100).value_or(QString());
        if (index == 0) {
            failure.kind = Failure::Kind::Rejected;
            failure.reason = Failure::Reason::BadRequest;
            failure.detail = error["message"].text(400).value_or(type);
        }
        named = named || nameByType(failure, type);
    });
    if (isRateLimited(root)) {
        failure.kind = Failure::Kind::RateLimited;
        failure.reason = Failure::Reason::TooManyRequests;
        const QDateTime reset = root["data"]["rateLimit"]["resetAt"].time().value_or(QDateTime());
        failure.until = reset > now ? std::min(reset, now.addDays(1)) : now.addSecs(15 * 60);
    }
    return failure;
}

void keepErrors(JsonValue root, QList<SkippedRecord> &skipped)
{
    root["errors"].each([&skipped](qsizetype index, JsonValue error) {
        QStringList path;
        error["path"].each([&path](qsizetype, JsonValue step) {
            path.append(step.text(100).value_or(step.integer() ? QString::number(*step.integer()) : QString()));
        });
        keepSkipped(skipped, path.isEmpty() ? u"errors[%1]"_s.arg(index) : path.join(u'.'),
                    error["message"].text(200).value_or(u"no message"_s));
    });
}

QStringList missingScopes(const HttpAnswer &answer)
{
    const QStringList granted = scopesIn(answer.header("X-OAuth-Scopes"));
    const QStringList accepted = scopesIn(answer.header("X-Accepted-OAuth-Scopes"));
    const auto has = [&granted](const QString &scope) { return granted.contains(scope); };
    return std::ranges::any_of(accepted, has) ? QStringList() : accepted;
}

int organizationsLeftOut(const HttpAnswer &answer)
{
    const QByteArray told = answer.header("X-GitHub-SSO");
    if (!told.startsWith("partial-results")) {
        return 0;
    }
    const qsizetype list = told.indexOf("organizations=");
    return list < 0 ? 1 : int(std::min<qsizetype>(told.sliced(list).count(',') + 1, 1000));
}

Failure gitHubFailure(const HttpAnswer &answer, const QDateTime &now)
{
    Failure failure = failureFromStatus(answer, now);
    if (answer.status == 403 && failure.kind != Failure::Kind::RateLimited && isTooFast(answer)) {
        failure.kind = Failure::Kind::RateLimited;
        failure.reason = Failure::Reason::TooManyRequests;
        bool isNumber = false;
        const int seconds = answer.header("Retry-After").toInt(&isNumber);
        failure.until = now.addSecs(isNumber ? std::clamp(seconds, 1, 24 * 3600) : 60);
        return failure;
    }
    if (answer.status != 403 && answer.status != 404) {
        return failure;
    }
    if (const QString message = messageOf(answer); !message.isEmpty()) {
        failure.detail += ": "_L1 + message;
    }
    if (answer.header("X-GitHub-SSO").startsWith("required")) {
        failure.reason = Failure::Reason::Forbidden;
        failure.detail += u"; the organization wants the token to be authorized for single sign-on"_s;
    }
    if (const QStringList missing = missingScopes(answer); !missing.isEmpty()) {
        failure.detail += u"; the token lacks the scope "_s + missing.join(" or "_L1);
    }
    failure.detail.truncate(500);
    return failure;
}

}
