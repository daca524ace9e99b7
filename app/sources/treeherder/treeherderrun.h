// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/source.h"
#include "app/sources/treeherder/treeherdercursor.h"
#include "app/sources/treeherder/treeherderparser.h"

#include <QSet>

namespace Windsock::Treeherder {

inline constexpr qsizetype pushesInARequest = 100;

/// What is to be asked of the jobs of some pushes.
struct JobQuery {
    QList<qint64> pushIds;
    QDateTime newest; ///< only what changed since; invalid for all
};

/// What one fetch of a watch has learnt so far, and what it still has to ask.
struct Run {
    explicit Run(const FetchTask &task);

    Place place() const { return {task.account.id, task.account.baseUrl, task.watch.target}; }
    /// What is wrong with the watch, empty where nothing is.
    QString problem() const;
    /// The ids of the pushes that the store holds for the watch.
    QList<qint64> heldPushes() const;

    /// From when on pushes are to be listed, where those before are known; invalid where all the newest are.
    QDateTime pushesSince() const;
    /// What the store holds and a list of new pushes alone does not name: it is asked for its jobs, too.
    void keepHeld();

    void noteSkipped(const QList<SkippedRecord> &skipped);
    void addPushes(const PushPage &page);
    void addJobs(const JobPage &page);
    /// The watch's unsettled pushes that have not come with the list, as many as one request takes.
    QList<qint64> missingPushes();
    /// Known pushes are asked for what changed, new ones for all.
    void planJobs();
    /// What Treeherder suggests for a failure.
    void addBugs(qint64 job, const Result<QList<FailureLine>> &lines);
    /// The whole snapshot, with the cursor for the next fetch.
    Snapshot end();

    FetchTask task;
    TreeherderCursor cursor;
    Snapshot snapshot;
    QDateTime listed; ///< when the service gave the push list, by its own clock
    QDateTime newest;
    QSet<qint64> pushIds;
    bool narrow = false; ///< only new pushes were listed
    QList<qint64> heldIds; ///< those of them that the list did not name
    QHash<qint64, qsizetype> jobPlaces;
    QList<JobQuery> queries;
    int page = 1;
    int pages = 0;
    QList<qint64> failing; ///< jobs whose bugs are asked for now
};

/// The push that has the commit, out of those that the service found for it: the one whose tip it is, else the newest.
/// Nothing where there is none; a failure where the commit is written so short that it could be one of several.
[[nodiscard]] Result<std::optional<Push>> pushOfCommit(const QList<Push> &found, const QString &revision);

}
