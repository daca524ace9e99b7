// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/fielddeployments.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <ranges>

using namespace Qt::StringLiterals;

namespace Windsock {

FieldDeployments::FieldDeployments(const FieldClock &clock)
    : m_clock(clock)
{
}

QString FieldDeployments::text() const
{
    return m_clock.now().toUTC().toString(u"yyyy-MM-ddTHH:mm:ss'Z'"_s);
}

int FieldDeployments::add(const QString &repository, const QString &environment, const QString &branch,
                          const QString &revision, const QString &who)
{
    const int id = 9000 + static_cast<int>(m_all.size()) + 1;
    const QJsonObject user{{u"__typename"_s, u"User"_s}, {u"login"_s, who}};
    m_all[id] = {.repository = repository,
                 .node = {{u"databaseId"_s, id},
                          {u"environment"_s, environment},
                          {u"latestEnvironment"_s, environment},
                          {u"commitOid"_s, revision},
                          {u"createdAt"_s, text()},
                          {u"updatedAt"_s, text()},
                          {u"state"_s, u"QUEUED"_s},
                          {u"ref"_s, QJsonObject{{u"name"_s, branch}}},
                          {u"creator"_s, user},
                          {u"latestStatus"_s, QJsonValue::Null}},
                 .approvers = {}};
    return id;
}

void FieldDeployments::setState(int id, const QString &state, const QString &description)
{
    One &one = m_all.at(id);
    one.approvers.clear();
    one.node.insert("state"_L1, state);
    one.node.insert("updatedAt"_L1, text());
    one.node.insert(
        "latestStatus"_L1,
        QJsonObject{{u"state"_s, state},
                    {u"description"_s, description},
                    {u"updatedAt"_s, text()},
                    {u"logUrl"_s, u"https://github.example.org/%1/deployments/%2"_s.arg(one.repository).arg(id)},
                    {u"environmentUrl"_s, QJsonValue::Null}});
}

void FieldDeployments::hold(int id, const QStringList &logins)
{
    setState(id, u"WAITING"_s);
    m_all.at(id).approvers = logins;
}

QJsonObject FieldDeployments::connection(const QString &repository, const QStringList &environments) const
{
    QJsonArray nodes;
    for (const auto &[id, one] : m_all | std::views::reverse) {
        const bool isWanted = environments.isEmpty()
            || environments.contains(one.node.value("environment"_L1).toString());
        if (one.repository == repository && isWanted) {
            nodes.append(one.node);
        }
    }
    return {{u"totalCount"_s, nodes.size()}, {u"nodes"_s, nodes}};
}

FieldAnswer FieldDeployments::answer(const QString &path) const
{
    const QString repository = path.section(u'/', 0, 1);
    const QString rest = path.section(u'/', 2);
    if (rest == "actions/runs"_L1) {
        QJsonArray runs;
        for (const auto &[id, one] : m_all) {
            if (one.repository == repository && !one.approvers.isEmpty()) {
                runs.append(
                    QJsonObject{{u"id"_s, id + 100'000},
                                {u"status"_s, u"waiting"_s},
                                {u"head_sha"_s, one.node.value("commitOid"_L1)},
                                {u"html_url"_s,
                                 u"https://github.example.org/%1/actions/runs/%2"_s.arg(repository).arg(id + 100'000)}});
            }
        }
        return FieldAnswer::json(QJsonDocument(QJsonObject{{u"total_count"_s, runs.size()}, {u"workflow_runs"_s, runs}}));
    }
    const auto one = m_all.find(rest.section(u'/', 2, 2).toInt() - 100'000);
    if (!rest.endsWith("/pending_deployments"_L1) || one == m_all.cend() || one->second.repository != repository) {
        return FieldAnswer::json(QJsonDocument(QJsonObject{{u"message"_s, u"Not Found"_s}, {u"status"_s, u"404"_s}}),
                                 404);
    }
    QJsonArray reviewers;
    for (const QString &login : one->second.approvers) {
        reviewers.append(QJsonObject{{u"type"_s, u"User"_s}, {u"reviewer"_s, QJsonObject{{u"login"_s, login}}}});
    }
    const QJsonObject environment{{u"name"_s, one->second.node.value("environment"_L1)}};
    return FieldAnswer::json(QJsonDocument(
        QJsonArray{QJsonObject{{u"environment"_s, environment}, {u"wait_timer"_s, 0}, {u"reviewers"_s, reviewers}}}));
}

}
