// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/github/deploymentrequests.h"

#include "app/sources/github/githubaddress.h"
#include "app/sources/github/githubrequests.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
HttpRequest restRequest(const FetchTask &task, const QString &path, const QUrlQuery &query = {})
{
    HttpRequest request;
    request.scope = task.account.id.value;
    request.url = gitHubRest(task.account.baseUrl, "/repos/"_L1 + task.watch.target + path);
    request.url.setQuery(query);
    request.headers = {{"Accept", "application/vnd.github+json"}, {"X-GitHub-Api-Version", "2022-11-28"}};
    request.credentials = {{"Authorization", "Bearer " + task.secret}};
    return request;
}
}

QString deploymentsQuery()
{
    return uR"(query($owner: String!, $name: String!, $first: Int!, $environments: [String!]) {
  rateLimit { cost remaining resetAt limit }
  repository(owner: $owner, name: $name) {
    nameWithOwner
    deployments(first: $first, environments: $environments, orderBy: {field: CREATED_AT, direction: DESC}) { nodes {
      databaseId environment latestEnvironment commitOid createdAt updatedAt state
      ref { name }
      creator { login }
      latestStatus { state description updatedAt logUrl environmentUrl }
    } }
  }
})"_s;
}

HttpRequest deploymentsRequest(const FetchTask &task)
{
    QJsonObject variables{{u"owner"_s, task.watch.target.section(u'/', 0, 0)},
                          {u"name"_s, task.watch.target.section(u'/', 1)},
                          {u"first"_s, deploymentsOnAPage}};
    if (!task.watch.who.isEmpty()) {
        variables.insert(u"environments"_s, QJsonArray{task.watch.who});
    }
    return gitHubQuestion(task, deploymentsQuery(), variables);
}

HttpRequest waitingRunsRequest(const FetchTask &task)
{
    return restRequest(task, u"/actions/runs"_s, QUrlQuery{{u"status"_s, u"waiting"_s}, {u"per_page"_s, u"20"_s}});
}

HttpRequest pendingDeploymentsRequest(const FetchTask &task, qint64 run)
{
    return restRequest(task, u"/actions/runs/%1/pending_deployments"_s.arg(run));
}

}
