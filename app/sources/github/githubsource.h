// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/github/githubparser.h"
#include "app/sources/github/githubrequests.h"

#include <QSet>

#include <memory>

namespace Windsock {

class ActionsFetch;
class DeploymentsFetch;
class InboxFetch;

/// The open pull requests of a repository or a person, page by page; then those we knew that are no longer among them
/// are asked for one by one, so that "merged" or "closed" is told before they go with the next fetch; then which failing
/// checks are required. A Deployments watch is fetched by DeploymentsFetch, a Tree watch by ActionsFetch, an Inbox watch by
/// InboxFetch.
class GitHubSource final : public Source
{
    Q_OBJECT

public:
    explicit GitHubSource(HttpClient &http, QObject *parent = nullptr);
    ~GitHubSource() override;
    void fetch(const FetchTask &task) override;

private:
    template<class Parsed>
    using Parse = std::function<Result<Parsed>(const QByteArray &)>;
    template<class Parsed>
    void ask(const HttpRequest &request, const Parse<Parsed> &parse, void (GitHubSource::*take)(const Parsed &),
             void (GitHubSource::*without)(const Failure &) = nullptr);
    void takePage(const GitHubPage &page);
    void askForLeavers();
    void takeLeavers(const GitHubPulls &pulls);
    void keep(const GitHubPage &page);
    void keepQuota(const GitHubQuota &quota);
    void askForRequired();
    void takeRequired(const GitHubRequired &required);
    void goWithoutRequired(const Failure &failure);
    void finish();

    HttpClient &m_http;
    std::unique_ptr<ActionsFetch> m_actions;
    std::unique_ptr<DeploymentsFetch> m_deployments;
    std::unique_ptr<InboxFetch> m_inbox;
    FetchTask m_task;
    Snapshot m_snapshot;
    QSet<QString> m_listed;
    QStringList m_told; ///< closed ones this snapshot tells of: they go with the next
    QList<PullName> m_leavers;
    QList<PullName> m_failing; ///< those whose failing checks are asked about
    int m_pages = 0;
};

}
