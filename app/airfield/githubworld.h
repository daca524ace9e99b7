// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/airfield/fieldanswer.h"
#include "app/airfield/fieldclock.h"
#include "app/airfield/fielddeployments.h"
#include "app/airfield/fieldhooks.h"
#include "app/airfield/fieldinbox.h"
#include "app/airfield/fieldlogin.h"
#include "app/airfield/fieldrequest.h"
#include "app/airfield/fieldruns.h"

#include <QJsonArray>
#include <QJsonObject>

#include <map>
#include <memory>

namespace Windsock {

/// The field's GitHub: a GraphQL endpoint that looks for pullRequests(), aliased pullRequest(number:) and search() in
/// a query and answers whole pull requests, whatever fields were asked for. Made up: no recording is to be had.
class GitHubWorld
{
public:
    explicit GitHubWorld(const FieldClock &clock);

    /// `path` is what follows "/github".
    FieldAnswer answer(const QString &path, const FieldRequest &request);

    /// What the script does. Every change moves updatedAt.
    void addPull(const QString &repository, int number, const QString &title, const QString &author);
    void set(const QString &repository, int number, const QJsonObject &members);
    /// The head commit's checks: names with a conclusion ("SUCCESS", "FAILURE") or an empty one while they run.
    void setChecks(const QString &repository, int number, const QList<std::pair<QString, QString>> &checks,
                   const QStringList &optional = {});
    /// Of whom a review is asked now.
    void askReview(const QString &repository, int number, const QStringList &logins);

    /// The merge queue: a request enters at its end.
    void enqueue(const QString &repository, int number, const QString &who);
    /// "QUEUED", "AWAITING_CHECKS", "MERGEABLE", "UNMERGEABLE", "LOCKED".
    void setQueueState(const QString &repository, int number, const QString &state);
    /// The entry goes and those behind it move up. Why it went is told by endQueueing() or merge(), at once or later.
    void leaveQueue(const QString &repository, int number);
    /// Tells the removal: `reason` as GitHub has it, "merged" too; `failed` are the checks of its group that failed.
    void endQueueing(const QString &repository, int number, const QString &reason, const QString &who,
                     const QStringList &failed = {});
    void merge(const QString &repository, int number);
    QString headOf(const QString &repository, int number) const;
    FieldDeployments &deployments() { return m_deployments; }
    FieldInbox &inbox() { return m_inbox; }
    FieldRuns &runs() { return m_runs; }
    FieldLogin &login() { return m_login; }
    FieldHooks &hooks() { return *m_hooks; }
    void rename(const QString &from, const QString &to);

private:
    using Pulls = std::map<int, QJsonObject>;

    QJsonObject queryData(const QString &query, const QJsonObject &variables, QJsonArray &errors) const;
    QJsonObject connection(const QList<QJsonObject> &pulls, const QString &arguments) const;
    QJsonObject rateLimit() const;
    QString text() const;
    void numberQueue(const QString &repository);

    const FieldClock &m_clock;
    FieldDeployments m_deployments;
    FieldInbox m_inbox;
    FieldRuns m_runs;
    FieldLogin m_login;
    std::unique_ptr<FieldHooks> m_hooks; ///< told of every change of a pull request
    std::map<QString, Pulls> m_repositories;
    std::map<QString, QString> m_renamed;
    std::map<QString, QList<int>> m_queues;
    int m_remaining = 5000;
};

}
