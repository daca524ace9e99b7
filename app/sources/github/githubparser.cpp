// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/github/githubparser.h"

#include "app/sources/github/checkrollup.h"
#include "app/sources/jsonread.h"
#include "app/sources/source.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

template<class E>
struct EnumWord {
    QLatin1StringView name;
    E value;
};

template<class E, size_t n>
E enumOf(JsonValue value, const std::array<EnumWord<E>, n> &words, E nothing, E unknown)
{
    const std::optional<QString> text = value.text();
    if (!text) {
        return value.isNothing() ? nothing : unknown;
    }
    for (const EnumWord<E> &word : words) {
        if (word.name == *text) {
            return word.value;
        }
    }
    return unknown;
}

PullRequest::Review readReview(JsonValue value)
{
    using enum PullRequest::Review;
    static constexpr std::array words{EnumWord{"REVIEW_REQUIRED"_L1, Required}, EnumWord{"APPROVED"_L1, Approved},
                                      EnumWord{"CHANGES_REQUESTED"_L1, ChangesRequested}};
    return enumOf(value, words, None, Unknown);
}

PullRequest::Merge readMerge(JsonValue pull)
{
    using enum PullRequest::Merge;
    static constexpr std::array words{EnumWord{"CLEAN"_L1, Clean},       EnumWord{"HAS_HOOKS"_L1, Clean},
                                      EnumWord{"BLOCKED"_L1, Blocked},   EnumWord{"BEHIND"_L1, Behind},
                                      EnumWord{"DIRTY"_L1, Conflicting}, EnumWord{"DRAFT"_L1, Draft},
                                      EnumWord{"UNSTABLE"_L1, Unstable}};
    if (pull["mergeable"].view() == "CONFLICTING") {
        return Conflicting;
    }
    const PullRequest::Merge merge = enumOf(pull["mergeStateStatus"], words, Unknown, Unknown);
    // DRAFT is on its way out of the enum: a draft is then BLOCKED.
    return merge == Blocked && pull["isDraft"].flag() == true ? Draft : merge;
}

std::optional<PullRequest::State> readState(JsonValue value)
{
    const std::optional<QString> text = value.text();
    if (text == "OPEN"_L1) {
        return PullRequest::State::Open;
    }
    if (text == "MERGED"_L1) {
        return PullRequest::State::Merged;
    }
    return text == "CLOSED"_L1 ? std::optional(PullRequest::State::Closed) : std::nullopt;
}

/// Of the last commit, the only one that is asked for.
CheckRollup rollupOf(JsonValue pull)
{
    CheckRollup sum;
    pull["commits"]["nodes"].each(
        [&sum](qsizetype, JsonValue node) { sum = readCheckRollup(node["commit"]["statusCheckRollup"]); });
    return sum;
}

Result<PullRequest> readPull(JsonValue value)
{
    JsonRecord record(value);
    PullRequest pull;
    const qint64 number = record.positive("number");
    pull.repository = value["repository"]["nameWithOwner"].text().value_or(QString());
    pull.title = record.text("title", 300).simplified();
    pull.author = value["author"]["login"].text(100).value_or(QString());
    pull.branch = record.textOr("baseRefName", {}, 300);
    pull.headRevision = record.textOr("headRefOid", {}, 64);
    pull.draft = record.flagOr("isDraft", false);
    pull.updated = record.timeOr("updatedAt");
    pull.url = value["url"].link().value_or(QUrl());
    const std::optional<PullRequest::State> state = readState(value["state"]);
    if (!state) {
        record.complain(u"its state is none we know"_s);
    }
    if (pull.repository.count(u'/') != 1 || number > std::numeric_limits<int>::max()) {
        record.complain(u"it has no repository and number"_s);
    }
    if (!record.ok()) {
        return Failed(malformed(Failure::Reason::WrongShape, record.why()));
    }
    pull.number = static_cast<int>(number);
    pull.state = *state;
    const CheckRollup rollup = rollupOf(value);
    pull.checks = rollup.checks;
    pull.failingChecks = rollup.failing;
    pull.checksTotal = rollup.total;
    pull.checksDone = rollup.done;
    pull.review = readReview(value["reviewDecision"]);
    pull.merge = readMerge(value);
    pull.queuePosition = static_cast<int>(
        std::clamp<qint64>(value["mergeQueueEntry"]["position"].integer().value_or(0), 0, 100'000));
    return pull;
}

bool takePull(GitHubPage &page, JsonValue value, const QString &what)
{
    const Result<PullRequest> pull = readPull(value);
    if (pull) {
        page.pulls.append(*pull);
    } else {
        keepSkipped(page.skipped, what, pull.error().detail);
    }
    return pull.has_value();
}

GitHubQuota readQuota(JsonValue value)
{
    return {.limit = static_cast<int>(std::clamp<qint64>(value["limit"].integer().value_or(0), 0, 1'000'000)),
            .remaining = static_cast<int>(std::clamp<qint64>(value["remaining"].integer().value_or(0), 0, 1'000'000)),
            .reset = value["resetAt"].time().value_or(QDateTime())};
}

bool isRateLimited(JsonValue root)
{
    bool limited = false;
    root["errors"].each(
        [&limited](qsizetype, JsonValue error) { limited = limited || error["type"].view() == "RATE_LIMITED"; });
    return limited;
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

/// What the errors of an answer without data mean: a used-up quota wherever it stands, else the first that we know.
Failure failureOf(JsonValue root, const QDateTime &now)
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

/// Only "not found" says that a thing is gone; it may as well be null because asking for it took too long.
bool isNotFound(JsonValue root, std::string_view alias)
{
    bool notFound = false;
    root["errors"].each([&](qsizetype, JsonValue error) {
        error["path"].each([&](qsizetype index, JsonValue step) {
            notFound = notFound || (index == 0 && step.view() == alias && error["type"].view() == "NOT_FOUND");
        });
    });
    return notFound;
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

}

Result<GitHubPage> parseOpenPulls(const QByteArray &body, const QDateTime &now)
{
    const Result<JsonDocument> document = JsonDocument::parse(body);
    if (!document) {
        return Failed(document.error());
    }
    const JsonValue root = document->root();
    const JsonValue data = root["data"];
    const JsonValue list = data["search"].isObject() ? data["search"] : data["repository"]["pullRequests"];
    if (isRateLimited(root) || !list["nodes"].isArray()) {
        return Failed(failureOf(root, now));
    }
    GitHubPage page{.quota = readQuota(data["rateLimit"])};
    keepErrors(root, page.skipped);
    list["nodes"].each([&page](qsizetype index, JsonValue node) {
        // A search lists null for what the token may not see, and {} for what is no pull request.
        if (!node.isNull() && !(node.isObject() && node.size() == 0)) {
            takePull(page, node, u"pullRequests[%1]"_s.arg(index));
        }
    });
    if (list["pageInfo"]["hasNextPage"].flag() == true) {
        page.next = list["pageInfo"]["endCursor"].text().value_or(QString());
    }
    return page;
}

Result<GitHubPulls> parsePullsByNumber(const QByteArray &body, int count, const QDateTime &now)
{
    const Result<JsonDocument> document = JsonDocument::parse(body);
    if (!document) {
        return Failed(document.error());
    }
    const JsonValue root = document->root();
    const JsonValue data = root["data"];
    if (isRateLimited(root) || !data.isObject()) {
        return Failed(failureOf(root, now));
    }
    GitHubPulls pulls{.page = {.quota = readQuota(data["rateLimit"])}};
    keepErrors(root, pulls.page.skipped);
    for (int i = 0; i < count; ++i) {
        const std::string alias = "pr" + std::to_string(i);
        const JsonValue pull = data[alias]["pullRequest"];
        if (pull.isObject()) {
            if (takePull(pulls.page, pull, QString::fromStdString(alias))) {
                pulls.answered.append(i);
            }
        } else if ((data[alias].isNull() || pull.isNull()) && isNotFound(root, alias)) {
            pulls.missing.append(i);
        }
    }
    return pulls;
}

Failure gitHubFailure(const HttpAnswer &answer, const QDateTime &now)
{
    Failure failure = failureFromStatus(answer, now);
    const bool tooFast = answer.body.left(2000).contains("secondary rate limit")
        || answer.body.left(2000).contains("abuse detection");
    if (answer.status == 403 && failure.kind != Failure::Kind::RateLimited
        && (tooFast || !answer.header("Retry-After").isEmpty())) {
        failure.kind = Failure::Kind::RateLimited;
        failure.reason = Failure::Reason::TooManyRequests;
        bool isNumber = false;
        const int seconds = answer.header("Retry-After").toInt(&isNumber);
        failure.until = now.addSecs(isNumber ? std::clamp(seconds, 1, 24 * 3600) : 60);
    }
    return failure;
}

}
