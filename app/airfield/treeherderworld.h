// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/airfield/fieldanswer.h"
#include "app/airfield/fieldclock.h"
#include "app/airfield/fieldrequest.h"
#include "app/airfield/repositorystate.h"
#include "app/airfield/treeherderstage.h"

#include <map>

namespace Windsock {

/// The field's Treeherder: answers /api/ as a running one does, from the recordings, the made-up repository "demo" and
/// what a script or a test stages in repositories of its own. What is staged changes at the field's time.
class TreeherderWorld
{
public:
    TreeherderWorld(const QString &dataDir, const FieldClock &clock, bool live);

    /// `path` is what follows "/treeherder/api/".
    FieldAnswer answer(const QString &path, const FieldRequest &request);
    /// The next recorded state of a repository; empty where there is none (left).
    QString step(const QString &repository);
    /// How many recorded states are still to come.
    int stepsLeft(const QString &repository) const;

    /// What the script does to "demo".
    RepositoryState &demo();

    /// The repositories that play recordings.
    static QStringList recorded();

    /// An empty repository, also in place of a recording of that name.
    void addRepository(const QString &name);
    /// A push of one commit to a repository, which is made where it is not there; its id. `revision` is 40 hex digits,
    /// `author` an e-mail address. It is listed first.
    qint64 addPush(const QString &repository, const QString &revision, const QString &author, const QString &message);

    /// A pending job of a push; its id, 0 where the push is not there. The same job again is a retrigger.
    qint64 addJob(qint64 push, const StagedJob &job = {});
    /// In Treeherder's words: "running" with "unknown", "completed" with "testfailed"; `classification` is
    /// failure_classification_id, 4 is "intermittent". False where the job is not there.
    bool setJob(qint64 job, const QString &state, const QString &result, int classification = 1);

    /// A failure line of a job, with the bugs that are suggested for it.
    void addFailureLine(qint64 job, const QString &line, const QList<StagedBug> &bugs = {});
    void addLog(qint64 job, const QString &name, const QString &url);

    void addAlert(qint64 push, const StagedAlert &alert);

private:
    struct Recording {
        QStringList steps; ///< names of the states still to come
        QDateTime recordedNow; ///< of the first state
        qint64 liveIds = 0; ///< what live mode adds to the ids
        bool open = false; ///< the first state has been read
        RepositoryState state;
    };

    Recording *repository(const QString &name);
    void open(const QString &name, Recording &recording);
    int merge(const QString &name, Recording &recording, const QString &step, qint64 stamp);
    Recording *withPush(qint64 push);
    Recording *withJob(qint64 job);

    FieldAnswer repositories() const;
    FieldAnswer ofProject(const QString &name, const QString &path, const FieldRequest &request);
    FieldAnswer jobs(const FieldRequest &request);

    QString m_dataDir;
    const FieldClock &m_clock;
    bool m_live;
    std::map<QString, Recording> m_recordings;
    qint64 m_lastPush = 3'000'000; ///< beyond all recorded and scripted ones, as m_lastJob
    qint64 m_lastJob = 400'000'000;
};

}
