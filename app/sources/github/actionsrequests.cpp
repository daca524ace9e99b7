// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/github/actionsrequests.h"

#include "app/sources/github/githubaddress.h"
#include "app/sources/serviceurl.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
HttpRequest actionsRequest(const FetchTask &task, const QString &path, const QList<QueryItem> &items = {})
{
    HttpRequest request;
    request.scope = task.account.id.value;
    request.url = serviceUrl(gitHubRest(task.account.baseUrl, {}), "/repos/"_L1 + task.watch.target + path, items);
    request.headers = {{"Accept", "application/vnd.github+json"}, {"X-GitHub-Api-Version", "2022-11-28"}};
    request.credentials = {{"Authorization", "Bearer " + task.secret}};
    return request;
}
}

bool isBranchName(const QString &text)
{
    static const QRegularExpression branch(u"\\A[^\\s\\x00-\\x20\\x7f~^:?*\\[\\\\]{1,250}\\z"_s);
    return branch.match(text).hasMatch() && !text.contains(".."_L1);
}

HttpRequest repositoryRequest(const FetchTask &task, const QByteArray &etag)
{
    HttpRequest request = actionsRequest(task, {});
    request.ifNoneMatch = etag;
    return request;
}

HttpRequest branchRunsRequest(const FetchTask &task, const QString &branch, const QByteArray &etag)
{
    HttpRequest request = actionsRequest(
        task, u"/actions/runs"_s,
        {{u"branch"_s, branch}, {u"exclude_pull_requests"_s, u"true"_s}, {u"per_page"_s, QString::number(runsInAList)}});
    request.ifNoneMatch = etag;
    return request;
}

HttpRequest workflowRunRequest(const FetchTask &task, qint64 run)
{
    return actionsRequest(task, u"/actions/runs/%1"_s.arg(run), {{u"exclude_pull_requests"_s, u"true"_s}});
}

HttpRequest runJobRequest(const FetchTask &task, qint64 job)
{
    return actionsRequest(task, u"/actions/jobs/%1"_s.arg(job));
}

HttpRequest runJobsRequest(const FetchTask &task, qint64 run, bool again, int page, const QByteArray &etag)
{
    HttpRequest request = actionsRequest(task, u"/actions/runs/%1/jobs"_s.arg(run),
                                         {{u"filter"_s, again ? u"all"_s : u"latest"_s},
                                          {u"per_page"_s, QString::number(runJobsOnAPage)},
                                          {u"page"_s, QString::number(page)}});
    request.ifNoneMatch = etag;
    return request;
}

}
