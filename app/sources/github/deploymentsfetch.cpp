// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/github/deploymentsfetch.h"

#include "app/net/webaddress.h"
#include "app/sources/github/deploymentrequests.h"
#include "app/sources/github/githubfailure.h"
#include "app/sources/github/toldcursor.h"

#include <QSet>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr qsizetype s_runsAsked = 5; ///< about so many runs is asked in one fetch
}

DeploymentsFetch::DeploymentsFetch(HttpClient &http, const FetchTask &task)
    : m_http(http), m_task(task)
{
    m_snapshot.account = task.account.id;
    m_snapshot.watch = task.watch.id;
    m_snapshot.asOf = task.now;
}

template<class T>
void DeploymentsFetch::ask(const HttpRequest &request, std::function<Result<T>(const QByteArray &)> parse,
                           std::function<void(const Result<T> &)> then)
{
    m_http.send(request, this,
                [this, parse = std::move(parse), then = std::move(then)](const Result<HttpAnswer> &answer) {
                    if (!answer || answer->status != 200) {
                        then(Failed(answer ? gitHubFailure(*answer, m_task.now) : answer.error()));
                        return;
                    }
                    offThread(this, [parse, body = answer->body] { return parse(body); }, then);
                });
}

void DeploymentsFetch::begin()
{
    ask<GitHubDeployments>(
        deploymentsRequest(m_task), [now = m_task.now](const QByteArray &body) { return parseDeployments(body, now); },
        [this](const Result<GitHubDeployments> &all) {
            if (all) {
                take(*all);
                return;
            }
            Failure failure = all.error();
            failure.host = hostOf(m_task.account.baseUrl);
            Q_EMIT ended(Failed(failure));
        });
}

void DeploymentsFetch::take(const GitHubDeployments &all)
{
    const QString host = hostOf(m_task.account.baseUrl);
    m_http.budget().spend(host, all.quota.cost - 1);
    if (all.quota.limit > 0) {
        m_http.budget().told(host, all.quota.limit, all.quota.remaining, all.quota.reset);
    }
    m_snapshot.skipped = all.skipped;
    const QStringList told = readTold(m_task.memory.cursor);
    QSet<QString> environments;
    for (Deployment deployment : all.deployments) {
        const bool isNewest = !environments.contains(deployment.environment);
        environments.insert(deployment.environment);
        const bool isKnown = m_task.memory.keys.contains(deployment.key());
        if (deployment.isOver() && !isNewest && (!isKnown || told.contains(deployment.key()))) {
            continue;
        }
        if (deployment.isOver() && !isNewest) {
            m_told.append(deployment.key());
        }
        deployment.account = m_task.account.id;
        m_snapshot.deployments.append(std::move(deployment));
    }
    askForApprovals();
}

void DeploymentsFetch::askForApprovals()
{
    if (!std::ranges::contains(m_snapshot.deployments, Deployment::State::Waiting, &Deployment::state)) {
        end();
        return;
    }
    ask<QList<WaitingRun>>(waitingRunsRequest(m_task), parseWaitingRuns, [this](const Result<QList<WaitingRun>> &runs) {
        if (!runs) {
            skip(u"who may approve"_s, runs.error());
            end();
            return;
        }
        m_runs = runs->first(std::min(s_runsAsked, runs->size()));
        nextRun();
    });
}

void DeploymentsFetch::nextRun()
{
    if (m_runs.isEmpty()) {
        end();
        return;
    }
    const WaitingRun run = m_runs.takeFirst();
    ask<QList<PendingApproval>>(pendingDeploymentsRequest(m_task, run.id), parsePendingApprovals,
                                [this, run](const Result<QList<PendingApproval>> &pending) {
                                    if (pending) {
                                        takeApprovals(run, *pending);
                                    } else {
                                        skip(u"who may approve run %1"_s.arg(run.id), pending.error());
                                    }
                                    nextRun();
                                });
}

void DeploymentsFetch::takeApprovals(const WaitingRun &run, const QList<PendingApproval> &pending)
{
    for (Deployment &deployment : m_snapshot.deployments) {
        const auto approval = std::ranges::find(pending, deployment.environment, &PendingApproval::environment);
        if (deployment.state == Deployment::State::Waiting && deployment.revision == run.headRevision
            && approval != pending.end()) {
            deployment.approvers = approval->approvers;
            deployment.url = run.url.isEmpty() ? deployment.url : run.url; // where it is approved
        }
    }
}

void DeploymentsFetch::skip(const QString &what, const Failure &failure)
{
    keepSkipped(m_snapshot.skipped, what, failure.detail.isEmpty() ? u"no answer"_s : failure.detail);
}

void DeploymentsFetch::end()
{
    m_snapshot.cursor = writeTold(m_told);
    Q_EMIT ended(std::exchange(m_snapshot, {}));
}

}
