// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/jsonread.h"
#include "models/values/pullrequest.h"
#include "models/values/result.h"
#include "models/values/snapshot.h"

namespace Windsock {

/// What GitHub says of our quota for GraphQL, in points.
struct GitHubQuota {
    int cost = 1; ///< of this question
    int limit = 0; ///< 0 where not told
    int remaining = 0;
    QDateTime reset;
};

/// Of an answer's rateLimit.
GitHubQuota readQuota(JsonValue rateLimit);

/// One answer's pull requests.
struct GitHubPage {
    QList<PullRequest> pulls; ///< account is left empty
    QString next; ///< the cursor to go on with, empty on the last page
    QList<SkippedRecord> skipped;
    GitHubQuota quota;
};

/// A page of open pull requests, of a repository or of a search.
[[nodiscard]] Result<GitHubPage> parseOpenPulls(const QByteArray &body, const QDateTime &now);

/// Pull requests asked for by number. What is neither answered nor missing (an error, a record that cannot be read) is
/// undecided: nothing is known of it.
struct GitHubPulls {
    GitHubPage page;
    QList<int> answered; ///< for each of page.pulls its index in the question
    QList<int> missing; ///< indexes of the question that GitHub has nothing for: deleted, or no longer to be seen
};
[[nodiscard]] Result<GitHubPulls> parsePullsByNumber(const QByteArray &body, int count, const QDateTime &now);

/// The checks of one of the pull requests that were asked about by number, told with which of them are required.
struct RequiredChecks {
    int index = 0; ///< in the question
    QString headRevision; ///< whose checks they are
    QStringList failing;
    QStringList failingRequired;

    bool operator==(const RequiredChecks &) const = default;
};
struct GitHubRequired {
    QList<RequiredChecks> known;
    QList<SkippedRecord> skipped;
    GitHubQuota quota;
};
[[nodiscard]] Result<GitHubRequired> parseRequiredChecks(const QByteArray &body, int count, const QDateTime &now);

}
