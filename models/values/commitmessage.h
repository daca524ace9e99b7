// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QStringList>

#include <optional>

namespace Windsock {

/// What a commit takes back, as its message says.
struct Backout {
    QStringList revisions; ///< 7 to 40 hex digits, lower case, at most 100
    QList<qint64> bugs; ///< at most 100
    QString reason; ///< "causing build bustages", plain text, one line; empty where not told

    bool operator==(const Backout &) const = default;
};

/// What a commit message names.
struct CommitMessage {
    QList<qint64> bugs; ///< the bugs the commit is for, at most 20
    QList<qint64> landoJobs; ///< "Landing job id: 7", at most 20
    QList<int> pulls; ///< numbers of pull requests of the repository that was pushed to, at most 20
    QStringList pullUrls; ///< "owner/name#5", of pull requests that are linked to, at most 20
    QStringList revisions; ///< other names of the same commit: as git has it, as it was picked from; at most 20
    std::optional<Backout> backout;
    bool merge = false; ///< brings over what was pushed elsewhere; a pull request's merge is none

    bool operator==(const CommitMessage &) const = default;
};

/// Reads a commit message, or the title of a bug or request. Only what stands where a commit says what it is for counts:
/// a bug at the start of the first line, or the only one that the line names; "follow-up to bug 4" in the text of
/// bug 5's change, or a version that looks like a commit, is no name. Merges and commits without a bug name none.
///
/// "Backed out", "Back out", "Backout", "Revert" in all their forms take back; a revert of a revert lands again, and
/// "Bug 5 - Back out bug 4" is for bug 5 and takes bug 4 back.
CommitMessage readCommitMessage(QStringView message);

/// Whether two names of commits may be the same commit: both 7 to 40 hex digits, one the beginning of the other.
bool isSameRevision(QStringView one, QStringView other);

}
