// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/lando/landofetch.h"

#include "app/net/webaddress.h"
#include "app/sources/lando/landoparser.h"

namespace Windsock::Lando {

Fetch::Fetch(HttpClient &http, const FetchTask &task)
    : m_task(task), m_http(http)
{
    m_snapshot.account = task.account.id;
    m_snapshot.watch = task.watch.id;
    m_snapshot.asOf = task.now;
}

Failure Fetch::failureOf(const HttpAnswer &answer) const
{
    Failure failure = failureFromStatus(answer, m_task.now);
    if (const QString words = problemText(answer.body); !words.isEmpty()) {
        failure.detail = words;
    }
    return failure;
}

void Fetch::fail(Failure failure)
{
    if (failure.host.isEmpty()) {
        failure.host = hostOf(m_task.account.baseUrl);
    }
    Q_EMIT ended(Failed(std::move(failure)));
}

void Fetch::skip(const QString &what, const QString &why)
{
    keepSkipped(m_snapshot.skipped, what, why);
}

}
