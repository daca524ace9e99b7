// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/airfield/fieldanswer.h"
#include "app/airfield/fieldclock.h"
#include "app/airfield/fieldrequest.h"

#include <QJsonArray>
#include <QJsonObject>

#include <map>

namespace Windsock {

/// The field's GitHub: one GraphQL endpoint that looks for pullRequests(), aliased pullRequest(number:) and search() in
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
    void setChecks(const QString &repository, int number, const QList<std::pair<QString, QString>> &checks);

private:
    using Pulls = std::map<int, QJsonObject>;

    QJsonObject queryData(const QString &query, const QJsonObject &variables, QJsonArray &errors) const;
    QJsonObject connection(const QList<QJsonObject> &pulls, const QString &arguments) const;
    QJsonObject rateLimit() const;
    QString text() const;

    const FieldClock &m_clock;
    std::map<QString, Pulls> m_repositories;
    int m_remaining = 5000;
};

}
