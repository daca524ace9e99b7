// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/github/githubaddress.h"

using namespace Qt::StringLiterals;

namespace Windsock {

QUrl gitHubRest(const QUrl &base, const QString &path)
{
    QUrl url = base;
    const QString front = base.path();
    url.setPath(front + (front.endsWith("/api"_L1) ? "/v3"_L1 : ""_L1) + path);
    return url;
}

QUrl gitHubPage(const QUrl &base, const QString &path)
{
    QUrl url = base;
    const QString host = base.host();
    if (host == "api.github.com"_L1 || (host.startsWith("api."_L1) && host.endsWith(".ghe.com"_L1))) {
        url.setHost(host.sliced(4));
    }
    QString front = base.path();
    for (const auto &end : {"/api/v3"_L1, "/api"_L1}) {
        if (front.endsWith(end)) {
            front.chop(end.size());
            break;
        }
    }
    url.setPath(front + path);
    return url;
}

}
