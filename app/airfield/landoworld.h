// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/airfield/fieldanswer.h"
#include "app/airfield/fieldclock.h"
#include "app/airfield/fieldrequest.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QMap>
#include <QStringList>

namespace Windsock {

/// The field's Lando with the Treestatus beside it: landing jobs by number, the map of commits' names, trees and their
/// logs, as the code of 2026-08 answers them. It also answers as the Treestatus that stood alone, below "/alone".
class LandoWorld
{
public:
    /// What a job is made of.
    struct Job {
        qint64 number = 0;
        QString repository;
        QString requester;
        QStringList messages; ///< a revision's commit message each
    };

    explicit LandoWorld(const FieldClock &clock);

    /// `path` is what follows "/lando".
    FieldAnswer answer(const QString &path, const FieldRequest &request);

    /// What scripts and tests do. A job begins SUBMITTED, and every change of one moves its updated_at.
    void addJob(const Job &job);
    void setJob(qint64 number, const QString &status, const QString &error = {}, const QString &commit = {});
    void removeJob(qint64 number);
    /// Makes the tree where there is none. Each call is a change in its log.
    void setTree(const QString &name, const QString &status, const QString &reason = {}, const QStringList &tags = {},
                 const QString &who = QStringLiteral("sheriff@demo.test"));
    void removeTree(const QString &name);
    /// Both are 40 hex digits.
    void addCommit(const QString &git, const QString &hg);

private:
    struct Tree {
        QJsonObject object;
        QJsonArray log; ///< newest first
    };

    FieldAnswer job(const QString &number) const;
    FieldAnswer treestatus(const QString &path) const;
    FieldAnswer commit(const QString &path) const;
    QString text() const;

    const FieldClock &m_clock;
    QMap<qint64, QJsonObject> m_jobs;
    QMap<QString, Tree> m_trees;
    QMap<QString, QString> m_hg; ///< by git's name
    int m_lastLog = 0;
};

}
