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
}

HttpRequest pushList(const QUrl &base, const QString &repository, const QString &author)
{
    QList<QueryItem> items{{u"full"_s, u"true"_s}, {u"count"_s, QString::number(pushesListed)}};
    if (!author.isEmpty()) {
        items.append({u"author"_s, author});
    }
    return ask(serviceUrl(base, pushPath(repository), items));
}

HttpRequest pushesById(const QUrl &base, const QString &repository, const QList<qint64> &ids)
{
    return ask(
        serviceUrl(base, pushPath(repository),
                   {{u"full"_s, u"true"_s}, {u"count"_s, QString::number(ids.size())}, {u"id__in"_s, joinedIds(ids)}}));
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

QUrl pushPage(const QUrl &base, const QString &repository, const QString &revision)
{
    return serviceUrl(base, u"/jobs"_s, {{u"repo"_s, repository}, {u"revision"_s, revision}});
}

}
