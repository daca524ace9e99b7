// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/github/githubparser.h"

#include "app/sources/github/checkrollup.h"
#include "app/sources/github/githubfailure.h"
#include "app/sources/github/pullread.h"
#include "app/sources/jsonread.h"
#include "app/sources/source.h"

#include <algorithm>
#include <string>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
bool takePull(GitHubPage &page, JsonValue value, const QString &what, const QDateTime &now)
{
    const Result<PullRequest> pull = readPull(value, now);
    if (pull) {
        page.pulls.append(*pull);
    } else {
        keepSkipped(page.skipped, what, pull.error().detail);
    }
    return pull.has_value();
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

}

GitHubQuota readQuota(JsonValue value)
{
    return {.cost = static_cast<int>(std::clamp<qint64>(value["cost"].integer().value_or(1), 0, 100'000)),
            .limit = static_cast<int>(std::clamp<qint64>(value["limit"].integer().value_or(0), 0, 1'000'000)),
            .remaining = static_cast<int>(std::clamp<qint64>(value["remaining"].integer().value_or(0), 0, 1'000'000)),
            .reset = value["resetAt"].time().value_or(QDateTime())};
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
        return Failed(failureOfErrors(root, now));
    }
    GitHubPage page{.quota = readQuota(data["rateLimit"])};
    keepErrors(root, page.skipped);
    list["nodes"].each([&](qsizetype index, JsonValue node) {
        // A search lists null for what the token may not see, and {} for what is no pull request.
        if (!node.isNull() && !(node.isObject() && node.size() == 0)) {
            takePull(page, node, u"pullRequests[%1]"_s.arg(index), now);
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
        return Failed(failureOfErrors(root, now));
    }
    GitHubPulls pulls{.page = {.quota = readQuota(data["rateLimit"])}};
    keepErrors(root, pulls.page.skipped);
    for (int i = 0; i < count; ++i) {
        const std::string alias = "pr" + std::to_string(i);
        const JsonValue pull = data[alias]["pullRequest"];
        if (pull.isObject()) {
            if (takePull(pulls.page, pull, QString::fromStdString(alias), now)) {
                pulls.answered.append(i);
            }
        } else if ((data[alias].isNull() || pull.isNull()) && isNotFound(root, alias)) {
            pulls.missing.append(i);
        }
    }
    return pulls;
}

Result<GitHubRequired> parseRequiredChecks(const QByteArray &body, int count, const QDateTime &now)
{
    const Result<JsonDocument> document = JsonDocument::parse(body);
    if (!document) {
        return Failed(document.error());
    }
    const JsonValue root = document->root();
    const JsonValue data = root["data"];
    if (isRateLimited(root) || !data.isObject()) {
        return Failed(failureOfErrors(root, now));
    }
    GitHubRequired required{.quota = readQuota(data["rateLimit"])};
    keepErrors(root, required.skipped);
    for (int i = 0; i < count; ++i) {
        data["pr" + std::to_string(i)]["pullRequest"]["commits"]["nodes"].each([&](qsizetype, JsonValue node) {
            const CheckRollup rollup = readCheckRollup(node["commit"]["statusCheckRollup"]);
            const std::optional<QString> head = node["commit"]["oid"].text(64);
            if (head && rollup.requiredKnown) {
                required.known.append({.index = i,
                                       .headRevision = *head,
                                       .failing = rollup.failing,
                                       .failingRequired = rollup.failingRequired});
            }
        });
    }
    return required;
}

}
