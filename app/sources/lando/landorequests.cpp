// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/lando/landorequests.h"

#include "app/sources/serviceurl.h"

using namespace Qt::StringLiterals;

namespace Windsock::Lando {

namespace {
HttpRequest ask(const Account &account, const QString &path)
{
    return {.scope = account.id.value,
            .url = serviceUrl(account.baseUrl, path),
            .headers = {{"Accept"_ba, "application/json"_ba}}};
}

QString front(Door door)
{
    return door == Door::BesideLando ? u"/api/treestatus"_s : QString();
}
}

HttpRequest landingJob(const Account &account, qint64 number)
{
    return ask(account, u"/landing_jobs/%1/"_s.arg(number));
}

HttpRequest gitToHg(const Account &account, const QString &hash)
{
    return ask(account, u"/api/git2hg/firefox/"_s + pathPart(hash));
}

HttpRequest hgToGit(const Account &account, const QString &hash)
{
    return ask(account, u"/api/hg2git/firefox/"_s + pathPart(hash));
}

HttpRequest trees(const Account &account, Door door)
{
    return ask(account, front(door) + u"/trees2"_s);
}

HttpRequest treeLog(const Account &account, Door door, const QString &tree)
{
    return ask(account, front(door) + u"/trees/%1/logs"_s.arg(pathPart(tree)));
}

QUrl jobPage(const QUrl &base, qint64 number)
{
    return serviceUrl(base, u"/landings/%1"_s.arg(number));
}

QUrl treePage(const QUrl &base, Door door, const QString &tree)
{
    return door == Door::BesideLando ? serviceUrl(base, u"/treestatus/%1/logs"_s.arg(pathPart(tree))) : QUrl();
}

}
