// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/airfield/fieldanswer.h"
#include "app/airfield/fieldclock.h"
#include "app/airfield/fieldrequest.h"
#include "app/airfield/repositorystate.h"

#include <map>

namespace Windsock {

/// The field's Treeherder: answers /api/ as a running one does, from the recordings and the made-up repository "demo".
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
    const RepositoryState *stateOfPush(qint64 push);

    FieldAnswer repositories() const;
    FieldAnswer pushes(const QString &name, const RepositoryState &state, const FieldRequest &request) const;
    FieldAnswer jobs(const FieldRequest &request);
    FieldAnswer projectJobs(const RepositoryState &state, const FieldRequest &request) const;

    QString m_dataDir;
    const FieldClock &m_clock;
    bool m_live;
    std::map<QString, Recording> m_recordings;
};

}
