// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/httpclient.h"
#include "models/values/snapshot.h"

/// Treeherder's answers as values. Pure; a record that cannot be read is skipped and named, the others are kept.
namespace Windsock::Treeherder {

/// Whose pushes an answer holds: what the answer itself does not say.
struct Place {
    AccountId account;
    QUrl base;
    QString repository;
};

struct PushPage {
    QList<Push> pushes; ///< in the order of the answer, newest first
    QList<SkippedRecord> skipped;
};
[[nodiscard]] Result<PushPage> parsePushes(const QByteArray &bytes, const Place &place);

struct JobPage {
    QList<Job> jobs;
    QStringList columns; ///< of this page, or the held ones where it names none
    qsizetype rows = 0; ///< of the answer, readable or not
    bool more = false; ///< another page follows
    QList<SkippedRecord> skipped;
};
/// Rows are read by the names of their columns, whatever their order; `heldColumns` are those of an earlier page.
[[nodiscard]] Result<JobPage> parseJobs(const QByteArray &bytes, const QStringList &heldColumns);

struct Repository {
    QString name; ///< "autoland"
    QString codebase; ///< "gecko"
    QString dvcs; ///< "hg" or "git"
    QUrl taskcluster; ///< whose tasks its jobs are; empty where it is not told

    bool operator==(const Repository &) const = default;
};
/// The active repositories in the order of their names.
[[nodiscard]] Result<QList<Repository>> parseRepositories(const QByteArray &bytes);

/// What an answer other than 200 means.
[[nodiscard]] Failure failureOf(const HttpAnswer &answer, const QDateTime &now);

}
