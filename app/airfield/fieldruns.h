// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/airfield/fieldanswer.h"
#include "app/airfield/fieldclock.h"
#include "app/airfield/fieldrequest.h"

#include <QJsonObject>
#include <QString>

#include <map>

namespace Windsock {

/// The workflow runs of the field's GitHub with their jobs, over REST, with an ETag on each answer.
class FieldRuns
{
public:
    explicit FieldRuns(const FieldClock &clock);

    /// "main" where nothing was said.
    void setDefaultBranch(const QString &repository, const QString &branch);

    struct Head {
        QString repository;
        QString branch;
        QString revision;
        QString message;
        QString who;
    };
    /// A new run, queued; answers its number.
    qint64 add(const Head &head, const QString &workflow, const QString &event);
    /// A job of the run's newest attempt, which is made where it is not there. `conclusion` is empty while there is none.
    /// A run with a job that has begun is in progress.
    void setJob(qint64 run, const QString &name, const QString &status, const QString &conclusion = {});
    /// The run as a whole has ended.
    void end(qint64 run, const QString &conclusion);
    /// Begins the next attempt: the jobs that failed are queued once more, with numbers of their own.
    void runAgain(qint64 run);
    void remove(qint64 run);

    /// `path` is what is below /repos/.
    FieldAnswer answer(const QString &path, const FieldRequest &request) const;

private:
    struct Run {
        QString repository;
        QJsonObject members;
        std::map<qint64, QJsonObject> jobs;
    };
    QString text() const;
    QJsonObject newJob(qint64 run, const QString &name);
    QJsonObject listed(const QString &repository, const FieldRequest &request) const;
    static QJsonObject jobsOf(const Run &run, const FieldRequest &request);
    const Run *find(const QString &repository, const QString &id) const;

    const FieldClock &m_clock;
    std::map<qint64, Run> m_runs;
    std::map<QString, QString> m_branches;
    qint64 m_lastRun = 7000;
    qint64 m_lastJob = 50'000;
};

}
