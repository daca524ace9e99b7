// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/github/githubrequests.h"

#include "app/sources/github/actionsrequests.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <functional>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

/// What is asked of each check. Runs are told apart by workflow and event, as `gh pr checks` does it.
constexpr auto s_checkFields =
    "__typename "
    "... on CheckRun { name status conclusion startedAt checkSuite { workflowRun { event workflow { name } } } } "
    "... on StatusContext { context state createdAt }"_L1;

/// What is asked of each pull request. Of teams that are asked for a review nothing but that they are teams: a token
/// without read:org would be refused the whole question.
QString pullFields()
{
    return uR"(
fragment checks on StatusCheckRollup {
  state contexts(first: 100) { totalCount nodes { %1 } }
}
fragment pull on PullRequest {
  number title url state isDraft updatedAt baseRefName headRefOid mergeable mergeStateStatus reviewDecision
  author { login }
  repository { nameWithOwner }
  reviewRequests(first: 20) { nodes { requestedReviewer { __typename ... on User { login } } } }
  mergeQueueEntry { position state enqueuedAt enqueuer { login } baseCommit { oid } headCommit { oid } }
  queueEvents: timelineItems(last: 1, itemTypes: [ADDED_TO_MERGE_QUEUE_EVENT, REMOVED_FROM_MERGE_QUEUE_EVENT]) { nodes {
    __typename
    ... on AddedToMergeQueueEvent { createdAt }
    ... on RemovedFromMergeQueueEvent {
      createdAt reason actor { login } beforeCommit { oid statusCheckRollup { ...checks } }
    }
  } }
  commits(last: 1) { nodes { commit { statusCheckRollup { ...checks } } } }
}
)"_s.arg(s_checkFields);
}

/// One of a question's aliased pull requests, with which of its checks its branch wants. The number is said to the
/// check as well: what is required follows from the branch that this request is to go to.
QString requiredFields(int index)
{
    return uR"(  pr%1: repository(owner: $owner%1, name: $name%1) { pullRequest(number: $number%1) {
    commits(last: 1) { nodes { commit { oid statusCheckRollup { state contexts(first: 100) { totalCount nodes { %2
      ... on CheckRun { isRequired(pullRequestNumber: $number%1) }
      ... on StatusContext { isRequired(pullRequestNumber: $number%1) }
    } } } } } }
  } }
)"_s.arg(QString::number(index), s_checkFields);
}

/// The head and the body of a question about pull requests by number, of which each has its line.
QString queryByNumber(int count, const std::function<QString(int)> &line)
{
    QStringList variables;
    QString body = u"  rateLimit { cost remaining resetAt limit }\n"_s;
    for (int i = 0; i < count; ++i) {
        variables.append(u"$owner%1: String!, $name%1: String!, $number%1: Int!"_s.arg(i));
        body += line(i);
    }
    return u"query("_s + variables.join(", "_L1) + u") {\n"_s + body + u'}';
}

QJsonObject variablesOf(const QList<PullName> &names)
{
    QJsonObject variables;
    for (qsizetype i = 0; i < names.size(); ++i) {
        variables.insert(u"owner%1"_s.arg(i), names.at(i).owner);
        variables.insert(u"name%1"_s.arg(i), names.at(i).repository);
        variables.insert(u"number%1"_s.arg(i), names.at(i).number);
    }
    return variables;
}

/// What GitHub allows in a name; an author may also be an app, "dependabot[bot]".
bool isName(const QString &text)
{
    static const QRegularExpression name(u"\\A[A-Za-z0-9._-]{1,100}\\z"_s);
    return name.match(text).hasMatch() && text != "."_L1 && text != ".."_L1; // which would lead up in a path
}

bool isLogin(const QString &text)
{
    static const QRegularExpression login(u"\\A[A-Za-z0-9_-]{1,100}(\\[bot\\])?\\z"_s);
    return login.match(text).hasMatch();
}

}

HttpRequest gitHubQuestion(const FetchTask &task, const QString &query, const QJsonObject &variables)
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

QString openPullsFoundQuery()
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
    const auto line = [](int i) {
        return u"  pr%1: repository(owner: $owner%1, name: $name%1) { pullRequest(number: $number%1) { ...pull } }\n"_s
            .arg(i);
    };
    return queryByNumber(count, line) + pullFields();
}

QString requiredChecksQuery(int count)
{
    return queryByNumber(count, requiredFields);
}

QString personOf(const Watch &watch, const Account &account)
{
    return watch.who.isEmpty() && watch.kind == Watch::Kind::Reviews ? account.user : watch.who;
}

bool isGitHubWatch(const Watch &watch, const Account &account)
{
    if (watch.kind == Watch::Kind::Author || watch.kind == Watch::Kind::Reviews) {
        return isLogin(personOf(watch, account));
    }
    if (watch.kind == Watch::Kind::Inbox) {
        return watch.target.isEmpty() || watch.target == "participating"_L1;
    }
    if (watch.kind == Watch::Kind::Tree && !watch.who.isEmpty() && !isBranchName(watch.who)) {
        return false;
    }
    const bool isOfRepository = watch.kind == Watch::Kind::Repository || watch.kind == Watch::Kind::Deployments
        || watch.kind == Watch::Kind::Tree;
    return isOfRepository && watch.target.count(u'/') == 1 && isName(watch.target.section(u'/', 0, 0))
        && isName(watch.target.section(u'/', 1));
}

HttpRequest openPullsRequest(const FetchTask &task, const QString &after)
{
    QJsonObject variables{{u"first"_s, pullsOnAPage}};
    if (!after.isEmpty()) {
        variables.insert(u"after"_s, after);
    }
    if (task.watch.kind != Watch::Kind::Repository) {
        QString login = personOf(task.watch, task.account);
        if (login.endsWith("[bot]"_L1)) {
            login = "app/"_L1 + login.chopped(5);
        }
        const auto role = task.watch.kind == Watch::Kind::Author ? "author:"_L1 : "review-requested:"_L1;
        variables.insert(u"words"_s, QString("is:pr is:open archived:false sort:updated-desc "_L1 + role + login));
        return gitHubQuestion(task, openPullsFoundQuery(), variables);
    }
    variables.insert(u"owner"_s, task.watch.target.section(u'/', 0, 0));
    variables.insert(u"name"_s, task.watch.target.section(u'/', 1));
    return gitHubQuestion(task, openPullsOfRepositoryQuery(), variables);
}

HttpRequest pullsByNumberRequest(const FetchTask &task, const QList<PullName> &names)
{
    return gitHubQuestion(task, pullsByNumberQuery(static_cast<int>(names.size())), variablesOf(names));
}

HttpRequest requiredChecksRequest(const FetchTask &task, const QList<PullName> &names)
{
    return gitHubQuestion(task, requiredChecksQuery(static_cast<int>(names.size())), variablesOf(names));
}

}
