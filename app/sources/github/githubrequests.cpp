// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/github/githubrequests.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

/// What is asked of each pull request. Check runs are told apart by workflow and event, as `gh pr checks` does it.
QString pullFields()
{
    return uR"(
fragment pull on PullRequest {
  number title url state isDraft updatedAt baseRefName headRefOid mergeable mergeStateStatus reviewDecision
  author { login }
  repository { nameWithOwner }
  mergeQueueEntry { position state }
  commits(last: 1) { nodes { commit { statusCheckRollup { state contexts(first: 100) { totalCount nodes {
    __typename
    ... on CheckRun { name status conclusion startedAt checkSuite { workflowRun { event workflow { name } } } }
    ... on StatusContext { context state }
  } } } } } }
}
)"_s;
}

HttpRequest question(const FetchTask &task, const QString &query, const QJsonObject &variables)
{
    HttpRequest request;
    request.method = "POST";
    request.scope = task.account.id.value;
    request.url = task.account.baseUrl;
    request.url.setPath(task.account.baseUrl.path() + "/graphql"_L1);
    request.headers = {{"Accept", "application/json"}, {"Content-Type", "application/json"}};
    request.credentials = {{"Authorization", "Bearer " + task.secret}};
    request.body =
        QJsonDocument(QJsonObject{{u"query"_s, query}, {u"variables"_s, variables}}).toJson(QJsonDocument::Compact);
    return request;
}

/// What GitHub allows in a name; an author may also be an app, "dependabot[bot]".
bool isName(const QString &text)
{
    static const QRegularExpression name(u"\\A[A-Za-z0-9._-]{1,100}\\z"_s);
    return name.match(text).hasMatch();
}

bool isLogin(const QString &text)
{
    static const QRegularExpression login(u"\\A[A-Za-z0-9_-]{1,100}(\\[bot\\])?\\z"_s);
    return login.match(text).hasMatch();
}

}

std::optional<PullName> pullNameOf(const QString &key)
{
    const QStringList parts = key.split(u'/');
    bool isNumber = false;
    const int number = parts.size() == 4 ? parts[3].toInt(&isNumber) : 0;
    if (!isNumber || number <= 0 || parts[0] != "pr"_L1 || !isName(parts[1]) || !isName(parts[2])) {
        return std::nullopt;
    }
    return PullName{.owner = parts[1], .repository = parts[2], .number = number};
}

QString openPullsOfRepositoryQuery()
{
    return uR"(query($owner: String!, $name: String!, $first: Int!, $after: String) {
  rateLimit { cost remaining resetAt limit }
  repository(owner: $owner, name: $name) {
    pullRequests(states: OPEN, first: $first, after: $after, orderBy: {field: UPDATED_AT, direction: DESC}) {
      pageInfo { hasNextPage endCursor }
      nodes { ...pull }
    }
  }
})"_s + pullFields();
}

QString openPullsOfAuthorQuery()
{
    return uR"(query($words: String!, $first: Int!, $after: String) {
  rateLimit { cost remaining resetAt limit }
  search(type: ISSUE, query: $words, first: $first, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes { ...pull }
  }
})"_s + pullFields();
}

QString pullsByNumberQuery(int count)
{
    QString head = u"query("_s;
    QString body = u"  rateLimit { cost remaining resetAt limit }\n"_s;
    for (int i = 0; i < count; ++i) {
        head += u"$owner%1: String!, $name%1: String!, $number%1: Int!%2"_s.arg(i).arg(i + 1 < count ? ", "_L1
                                                                                                     : ") {\n"_L1);
        body += u"  pr%1: repository(owner: $owner%1, name: $name%1) { pullRequest(number: $number%1) { ...pull } }\n"_s
                    .arg(i);
    }
    return head + body + u'}' + pullFields();
}

bool isGitHubWatch(const Watch &watch)
{
    if (watch.kind == Watch::Kind::Author) {
        return isLogin(watch.who);
    }
    return watch.kind == Watch::Kind::Repository && watch.target.count(u'/') == 1
        && isName(watch.target.section(u'/', 0, 0)) && isName(watch.target.section(u'/', 1));
}

HttpRequest openPullsRequest(const FetchTask &task, const QString &after)
{
    QJsonObject variables{{u"first"_s, pullsOnAPage}};
    if (!after.isEmpty()) {
        variables.insert(u"after"_s, after);
    }
    if (task.watch.kind == Watch::Kind::Author) {
        QString login = task.watch.who;
        if (login.endsWith("[bot]"_L1)) {
            login = "app/"_L1 + login.chopped(5);
        }
        variables.insert(u"words"_s, QString("is:pr is:open archived:false sort:updated-desc author:"_L1 + login));
        return question(task, openPullsOfAuthorQuery(), variables);
    }
    variables.insert(u"owner"_s, task.watch.target.section(u'/', 0, 0));
    variables.insert(u"name"_s, task.watch.target.section(u'/', 1));
    return question(task, openPullsOfRepositoryQuery(), variables);
}

HttpRequest pullsByNumberRequest(const FetchTask &task, const QList<PullName> &names)
{
    QJsonObject variables;
    for (qsizetype i = 0; i < names.size(); ++i) {
        variables.insert(u"owner%1"_s.arg(i), names.at(i).owner);
        variables.insert(u"name%1"_s.arg(i), names.at(i).repository);
        variables.insert(u"number%1"_s.arg(i), names.at(i).number);
    }
    return question(task, pullsByNumberQuery(static_cast<int>(names.size())), variables);
}

}
