// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/github/deploymentparser.h"

#include "app/sources/github/enumwords.h"
#include "app/sources/github/githubfailure.h"
#include "app/sources/source.h"
#include "models/values/plaintext.h"

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

/// DeploymentState and DeploymentStatusState have no word with two meanings.
constexpr std::array s_stateWords{
    EnumWord{"WAITING"_L1, Deployment::State::Waiting},    EnumWord{"QUEUED"_L1, Deployment::State::Queued},
    EnumWord{"PENDING"_L1, Deployment::State::Queued},     EnumWord{"IN_PROGRESS"_L1, Deployment::State::Running},
    EnumWord{"SUCCESS"_L1, Deployment::State::Succeeded},  EnumWord{"ACTIVE"_L1, Deployment::State::Succeeded},
    EnumWord{"FAILURE"_L1, Deployment::State::Failed},     EnumWord{"ERROR"_L1, Deployment::State::Failed},
    EnumWord{"INACTIVE"_L1, Deployment::State::Inactive},  EnumWord{"DESTROYED"_L1, Deployment::State::Inactive},
    EnumWord{"ABANDONED"_L1, Deployment::State::Inactive},
};

QUrl firstLink(JsonValue status)
{
    const std::optional<QUrl> log = status["logUrl"].link();
    return log ? *log : status["environmentUrl"].link().value_or(QUrl());
}

Result<Deployment> readDeployment(JsonValue value, const QString &repository)
{
    JsonRecord record(value);
    const JsonValue status = value["latestStatus"];
    Deployment deployment{.repository = repository, .revision = value["commitOid"].text(64).value_or(QString())};
    deployment.id = record.positive("databaseId");
    deployment.environment = record.textOr("latestEnvironment", record.textOr("environment", {}, 200), 200);
    deployment.created = record.timeOr("createdAt");
    deployment.branch = value["ref"]["name"].text(200).value_or(QString());
    deployment.creator = value["creator"]["login"].text(100).value_or(QString());
    deployment.state = enumOf(
        value["state"], s_stateWords,
        enumOf(status["state"], s_stateWords, Deployment::State::Unknown, Deployment::State::Unknown),
        Deployment::State::Unknown);
    deployment.reason = plainLine(status["description"].text(300).value_or(QString()), 200);
    deployment.updated = status["updatedAt"].time().value_or(record.timeOr("updatedAt"));
    deployment.url = firstLink(status);
    if (deployment.environment.isEmpty()) {
        record.complain(u"it has no environment"_s);
    }
    if (!record.ok()) {
        return Failed(malformed(Failure::Reason::WrongShape, record.why()));
    }
    return deployment;
}
}

Result<GitHubDeployments> parseDeployments(const QByteArray &body, const QDateTime &now)
{
    const Result<JsonDocument> document = JsonDocument::parse(body);
    if (!document) {
        return Failed(document.error());
    }
    const JsonValue root = document->root();
    const JsonValue repository = root["data"]["repository"];
    const JsonValue nodes = repository["deployments"]["nodes"];
    const std::optional<QString> name = repository["nameWithOwner"].text(200);
    if (isRateLimited(root) || !nodes.isArray() || !name) {
        return Failed(failureOfErrors(root, now));
    }
    GitHubDeployments all{.quota = readQuota(root["data"]["rateLimit"])};
    keepErrors(root, all.skipped);
    nodes.each([&](qsizetype index, JsonValue node) {
        if (node.isNull()) {
            return;
        }
        if (const Result<Deployment> deployment = readDeployment(node, *name)) {
            all.deployments.append(*deployment);
        } else {
            keepSkipped(all.skipped, u"deployments[%1]"_s.arg(index), deployment.error().detail);
        }
    });
    return all;
}

Result<QList<WaitingRun>> parseWaitingRuns(const QByteArray &body)
{
    const Result<JsonDocument> document = JsonDocument::parse(body);
    if (!document) {
        return Failed(document.error());
    }
    const JsonValue list = document->root()["workflow_runs"];
    if (!list.isArray()) {
        return Failed(malformed(Failure::Reason::WrongShape, u"no workflow_runs in the answer"_s));
    }
    QList<WaitingRun> runs;
    list.each([&runs](qsizetype, JsonValue run) {
        const qint64 id = run["id"].integer().value_or(0);
        if (id > 0 && run["status"].view() == "waiting" && runs.size() < 20) {
            runs.append({.id = id,
                         .headRevision = run["head_sha"].text(64).value_or(QString()),
                         .url = run["html_url"].link().value_or(QUrl())});
        }
    });
    return runs;
}

Result<QList<PendingApproval>> parsePendingApprovals(const QByteArray &body)
{
    const Result<JsonDocument> document = JsonDocument::parse(body);
    if (!document) {
        return Failed(document.error());
    }
    if (!document->root().isArray()) {
        return Failed(malformed(Failure::Reason::WrongShape, u"the answer is no list"_s));
    }
    QList<PendingApproval> pending;
    document->root().each([&pending](qsizetype, JsonValue one) {
        PendingApproval approval{.environment = one["environment"]["name"].text(200).value_or(QString())};
        one["reviewers"].each([&approval](qsizetype, JsonValue reviewer) {
            const JsonValue who = reviewer["reviewer"];
            const std::optional<QString> login = who["login"].text(100);
            const QString name = login ? *login : who["slug"].text(100).value_or(QString());
            if (!name.isEmpty() && approval.approvers.size() < 20) {
                approval.approvers.append(name);
            }
        });
        if (!approval.environment.isEmpty() && pending.size() < 20) {
            pending.append(approval);
        }
    });
    return pending;
}

}
