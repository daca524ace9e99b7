// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/treeherder/treeherderparser.h"
#include "models/values/account.h"

#include <memory>

namespace Windsock {

class HttpClient;
struct HttpRequest;

/// What a person wants to know of one job, one push or the repositories of a Treeherder. Each want ends in exactly one
/// signal, never before the call has returned; what cannot be had is named in its failure, what could be had is in it
/// all the same. Nothing is kept but which Taskcluster a repository's jobs are on, and nothing is tried again.
class TreeherderDetails : public QObject
{
    Q_OBJECT

public:
    TreeherderDetails(HttpClient &http, Clock clock, QObject *parent = nullptr);
    ~TreeherderDetails() override;

    /// The log, the task and the failure lines of a job of the push. All of it is read anonymously.
    void wantJob(const Account &account, const Push &push, const Job &job);
    /// The performance alerts of the push.
    void wantPush(const Account &account, const Push &push);
    void wantRepositories(const Account &account);

Q_SIGNALS:
    void jobDetail(const Windsock::JobDetail &detail);
    void pushDetail(const Windsock::PushDetail &detail);
    void repositories(const Windsock::AccountId &account,
                      const Windsock::Result<QList<Windsock::Treeherder::Repository>> &repositories);

private:
    struct JobWant;
    using Wanted = std::shared_ptr<JobWant>;

    template<class Parse, class Then>
    void ask(const Account &account, HttpRequest request, Parse parse, Then then);
    /// Whether the want can go on; it has ended otherwise.
    bool goesOn(const Wanted &want, const std::optional<Failure> &failure);
    void askLog(const Wanted &want);
    void askBugs(const Wanted &want);
    void askLines(const Wanted &want);
    void askTask(const Wanted &want);
    void end(const Wanted &want);
    void takeRepositories(const AccountId &account, const QList<Treeherder::Repository> &repositories);

    HttpClient &m_http;
    const Clock m_clock;
    QHash<std::pair<AccountId, QString>, QUrl> m_taskclusters; ///< by account and repository
};

}
