// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/github/actionsdetails.h"

#include "app/net/httpclient.h"
#include "app/net/webaddress.h"
#include "app/sources/github/actionsparser.h"
#include "app/sources/github/actionsrequests.h"
#include "app/sources/github/branchpush.h"
#include "app/sources/github/githubaddress.h"
#include "app/sources/github/githubfailure.h"
#include "app/sources/offthread.h"

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
QString repositoryOf(const Push &push)
{
    return push.repository.section(u'@', 0, 0);
}
}

QUrl actionsJobPage(const Account &account, const Push &push, const Job &job)
{
    const QString run = u"/%1/actions/runs/%2"_s.arg(repositoryOf(push), job.taskId);
    return gitHubPage(account.baseUrl, isStandIn(job) ? run : run + u"/job/%1"_s.arg(job.id));
}

ActionsDetails::ActionsDetails(HttpClient &http, Clock clock, QObject *parent)
    : QObject(parent), m_http(http), m_clock(std::move(clock))
{
}

void ActionsDetails::wantJob(const Account &account, const QByteArray &secret, const Push &push, const Job &job)
{
    JobDetail detail{.account = account.id, .id = job.id, .log = actionsJobPage(account, push, job)};
    if (isStandIn(job) || !isFailure(job)) {
        QMetaObject::invokeMethod(this, [this, detail] { Q_EMIT jobDetail(detail); }, Qt::QueuedConnection);
        return;
    }
    const FetchTask task{.account = account, .watch = {.target = repositoryOf(push)}, .secret = secret, .now = m_clock()};
    m_http.send(runJobRequest(task, job.id), this, [this, detail](const Result<HttpAnswer> &answer) mutable {
        if (!answer || answer->status != 200) {
            detail.failure = answer ? gitHubFailure(*answer, m_clock()) : answer.error();
            Q_EMIT jobDetail(detail);
            return;
        }
        offThread(
            this, [body = answer->body] { return parseFailedSteps(body); },
            [this, detail](const Result<QStringList> &steps) mutable {
                if (!steps) {
                    detail.failure = steps.error();
                }
                for (const QString &step : steps.value_or(QStringList())) {
                    detail.lines.append({.text = step});
                }
                Q_EMIT jobDetail(detail);
            });
    });
}

}
