// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/github/pullread.h"

#include "app/sources/github/checkrollup.h"
#include "app/sources/github/enumwords.h"
#include "app/sources/github/queueread.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
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
    static constexpr std::array words{EnumWord{"CLEAN"_L1, Clean},       EnumWord{"HAS_HOOKS"_L1, HasHooks},
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

QStringList readAsked(JsonValue pull)
{
    QStringList asked;
    pull["reviewRequests"]["nodes"].each([&asked](qsizetype, JsonValue request) {
        const QString login = request["requestedReviewer"]["login"].text(100).value_or(QString());
        if (!login.isEmpty() && !asked.contains(login) && asked.size() < 20) {
            asked.append(login);
        }
    });
    asked.sort();
    return asked;
}
}

Result<PullRequest> readPull(JsonValue value, const QDateTime &now)
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
    pull.requiredKnown = rollup.requiredKnown;
    pull.failingRequired = rollup.failingRequired;
    pull.checksTotal = rollup.total;
    pull.checksDone = rollup.done;
    pull.review = readReview(value["reviewDecision"]);
    pull.merge = readMerge(value);
    if (pull.state == PullRequest::State::Open) {
        pull.queue = readQueuePlace(value, now);
        pull.asked = readAsked(value);
    }
    return pull;
}

}
