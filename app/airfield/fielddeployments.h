// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/airfield/fieldanswer.h"
#include "app/airfield/fieldclock.h"

#include <QJsonObject>
#include <QStringList>

#include <map>

namespace Windsock {

/// The deployments of the field's GitHub, over GraphQL, and the workflow runs that wait to be approved, over REST.
class FieldDeployments
{
public:
    explicit FieldDeployments(const FieldClock &clock);

    /// A new one, queued; answers its number.
    int add(const QString &repository, const QString &environment, const QString &branch, const QString &revision,
            const QString &who);
    /// "IN_PROGRESS", "SUCCESS", "FAILURE", "INACTIVE" and what else DeploymentState has.
    void setState(int id, const QString &state, const QString &description = {});
    /// It waits until one of these lets it in.
    void hold(int id, const QStringList &logins);

    /// Newest first; `environments` may be empty for all.
    QJsonObject connection(const QString &repository, const QStringList &environments) const;
    /// What is below /repos/.
    FieldAnswer answer(const QString &path) const;

private:
    struct One {
        QString repository;
        QJsonObject node;
        QStringList approvers;
    };
    QString text() const;

    const FieldClock &m_clock;
    std::map<int, One> m_all;
};

}
