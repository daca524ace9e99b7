// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/ids.h"
#include "models/values/queueplace.h"

#include <QDateTime>
#include <QList>
#include <QUrl>

namespace Windsock {

/// A pull request with what stands between it and its branch.
struct PullRequest {
    enum class State { Open, Closed, Merged };
    /// The rollup of check runs and statuses of the head commit.
    enum class Checks { None, Pending, Passing, Failing, Unknown };
    enum class Review { None, Required, Approved, ChangesRequested, Unknown };
    enum class Merge {
        Unknown,
        Clean,
        Blocked,
        Behind,
        Conflicting,
        Draft,
        Unstable, ///< may be merged, though a check that is not required fails
        HasHooks, ///< clean, and the server runs hooks of its own before it takes a merge
    };

    AccountId account;
    QString repository; ///< "owner/name"
    int number = 0;
    QString title;
    QString author; ///< login, empty for a deleted user
    QString branch; ///< the branch it is to go to
    QString headRevision;
    State state = State::Open;
    bool draft = false;
    Checks checks = Checks::None;
    QStringList failingChecks; ///< names in the order the service gives them, at most 50
    bool requiredKnown = false; ///< whether failingRequired says all of them
    QStringList failingRequired; ///< those of failingChecks without which the branch takes no merge
    int checksTotal = 0;
    int checksDone = 0;
    Review review = Review::None;
    Merge merge = Merge::Unknown;
    QueuePlace queue;
    QStringList asked; ///< logins of whom a review is asked and not yet given, at most 20; teams are not named
    QDateTime updated; ///< UTC
    QUrl url;

    QString key() const { return QStringLiteral("pr/%1/%2").arg(repository, QString::number(number)); }
    Subject subject() const { return subjectOf(account, key()); }

    bool operator==(const PullRequest &) const = default;
};

/// "open", "closed", "merged".
QString pullStateName(PullRequest::State state);
/// "none", "pending", "passing", "failing", "unknown".
QString checksName(PullRequest::Checks checks);
/// "none", "required", "approved", "changes-requested", "unknown".
QString reviewName(PullRequest::Review review);
/// "unknown", "clean", "blocked", "behind", "conflicting", "draft", "unstable", "has-hooks".
QString mergeName(PullRequest::Merge merge);

}

Q_DECLARE_METATYPE(Windsock::PullRequest)
