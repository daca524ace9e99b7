// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/httpclient.h"
#include "app/sources/github/deploymentparser.h"
#include "app/sources/offthread.h"
#include "app/sources/source.h"

#include <functional>

namespace Windsock {

/// One fetch of a Deployments watch, from begin() to exactly one ended(): the newest deployments; then, where one waits,
/// which runs wait and who may approve them. Without that second half the first is told all the same.
///
/// Of what is over only the newest of each environment stays; another is told once and goes with the next fetch.
class DeploymentsFetch final : public QObject
{
    Q_OBJECT

public:
    DeploymentsFetch(HttpClient &http, const FetchTask &task);
    void begin();

Q_SIGNALS:
    void ended(const Windsock::Result<Windsock::Snapshot> &result);

private:
    template<class T>
    void ask(const HttpRequest &request, std::function<Result<T>(const QByteArray &)> parse,
             std::function<void(const Result<T> &)> then);
    void take(const GitHubDeployments &all);
    void askForApprovals();
    void nextRun();
    void takeApprovals(const WaitingRun &run, const QList<PendingApproval> &pending);
    void skip(const QString &what, const Failure &failure);
    void end();

    HttpClient &m_http;
    FetchTask m_task;
    Snapshot m_snapshot;
    QStringList m_told; ///< those that are over and go with the next fetch
    QList<WaitingRun> m_runs; ///< still to be asked about
};

}
