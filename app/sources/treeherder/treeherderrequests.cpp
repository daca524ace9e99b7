// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/treeherder/treeherderrequests.h"

#include "app/sources/serviceurl.h"

using namespace Qt::StringLiterals;

namespace Windsock::Treeherder {

namespace {
HttpRequest ask(const QUrl &url)
{
    return {.url = url, .headers = {{"Accept"_ba, "application/json"_ba}}};
}

QString pushPath(const QString &repository)
{
    return u"/api/project/%1/push/"_s.arg(pathPart(repository));
}

QString jobPath(const QString &repository, qint64 job)
{
    return u"/api/project/%1/jobs/%2/"_s.arg(pathPart(repository), QString::number(job));
}
}

HttpRequest pushList(const QUrl &base, const QString &repository, const QString &author, const QDateTime &since)
{
    QList<QueryItem> items{{u"full"_s, u"true"_s}, {u"count"_s, QString::number(pushesListed)}};
    if (!author.isEmpty()) {
        items.append({u"author"_s, author});
    }
    if (since.isValid()) {
        items.append({u"push_timestamp__gte"_s, QString::number(since.toSecsSinceEpoch())});
    }
    return ask(serviceUrl(base, pushPath(repository), items));
}

HttpRequest pushesById(const QUrl &base, const QString &repository, const QList<qint64> &ids)
{
    return ask(
        serviceUrl(base, pushPath(repository),
                   {{u"full"_s, u"true"_s}, {u"count"_s, QString::number(ids.size())}, {u"id__in"_s, joinedIds(ids)}}));
}

HttpRequest pushesOfCommit(const QUrl &base, const QString &repository, const QString &revision)
{
    constexpr qsizetype whole = 40;
    const QString by = revision.size() == whole ? u"commit_revision"_s : u"revision"_s;
    return ask(
        serviceUrl(base, pushPath(repository),
                   {{u"full"_s, u"true"_s}, {u"count"_s, QString::number(pushesListed)}, {by, revision.toLower()}}));
}

HttpRequest jobs(const QUrl &base, const QList<qint64> &pushIds, const QDateTime &newest, int page)
{
    QList<QueryItem> items{{u"push_id__in"_s, joinedIds(pushIds)},
                           {u"count"_s, QString::number(jobsPerPage)},
                           {u"page"_s, QString::number(page)}};
    if (newest.isValid()) {
        const QDateTime since = newest.toUTC().addDuration(-overlap);
        items.append({u"last_modified__gt"_s, since.toString(u"yyyy-MM-ddTHH:mm:ss.zzz"_s)});
    }
    HttpRequest request = ask(serviceUrl(base, u"/api/jobs/"_s, items));
    request.maxBytes = 32 * 1024 * 1024;
    return request;
}

HttpRequest repositories(const QUrl &base)
{
    return ask(serviceUrl(base, u"/api/repository/"_s));
}

HttpRequest bugSuggestions(const QUrl &base, const QString &repository, qint64 job)
{
    return ask(serviceUrl(base, jobPath(repository, job) + u"bug_suggestions/"_s));
}

HttpRequest logErrors(const QUrl &base, const QString &repository, qint64 job)
{
    return ask(serviceUrl(base, jobPath(repository, job) + u"text_log_errors/"_s));
}

HttpRequest logUrls(const QUrl &base, const QString &repository, qint64 job)
{
    return ask(serviceUrl(base, u"/api/project/%1/job-log-url/"_s.arg(pathPart(repository)),
                          {{u"job_id"_s, QString::number(job)}}));
}

HttpRequest alerts(const QUrl &base, const QString &revision)
{
    return ask(
        serviceUrl(base, u"/api/performance/alertsummary/"_s, {{u"filter_text"_s, revision}, {u"limit"_s, u"100"_s}}));
}

QUrl pushPage(const QUrl &base, const QString &repository, const QString &revision)
{
    return serviceUrl(base, u"/jobs"_s, {{u"repo"_s, repository}, {u"revision"_s, revision}});
}

QUrl jobPage(const QUrl &base, const QString &repository, const QString &revision, const QString &task, int retry)
{
    if (task.isEmpty()) {
        return pushPage(base, repository, revision);
    }
    return serviceUrl(base, u"/jobs"_s,
                      {{u"repo"_s, repository},
                       {u"revision"_s, revision},
                       {u"selectedTaskRun"_s, u"%1.%2"_s.arg(task, QString::number(retry))}});
}

QUrl taskPage(const QUrl &root, const QString &task, int retry)
{
    return root.isEmpty() || task.isEmpty()
        ? QUrl()
        : serviceUrl(root, u"/tasks/%1/runs/%2"_s.arg(pathPart(task), QString::number(retry)));
}

}
