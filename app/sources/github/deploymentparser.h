// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/github/githubparser.h"
#include "models/values/deployment.h"

namespace Windsock {

struct GitHubDeployments {
    QList<Deployment> deployments; ///< newest first; account is left empty
    QList<SkippedRecord> skipped;
    GitHubQuota quota;
};
/// The answer to deploymentsQuery().
[[nodiscard]] Result<GitHubDeployments> parseDeployments(const QByteArray &body, const QDateTime &now);

/// A workflow run that waits, as /actions/runs lists it.
struct WaitingRun {
    qint64 id = 0;
    QString headRevision;
    QUrl url;

    bool operator==(const WaitingRun &) const = default;
};
/// At most 20; those of another status than "waiting" are left out.
[[nodiscard]] Result<QList<WaitingRun>> parseWaitingRuns(const QByteArray &body);

/// What a run waits for: an environment, and who may let it in.
struct PendingApproval {
    QString environment;
    QStringList approvers; ///< logins, and teams by their slug; at most 20

    bool operator==(const PendingApproval &) const = default;
};
/// The answer of /actions/runs/ID/pending_deployments; at most 20.
[[nodiscard]] Result<QList<PendingApproval>> parsePendingApprovals(const QByteArray &body);

}
