// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/github/githubsource.h"

#include "app/net/webaddress.h"
#include "app/sources/github/actionsfetch.h"
#include "app/sources/github/deploymentsfetch.h"
#include "app/sources/github/githubfailure.h"
#include "app/sources/github/inboxfetch.h"
#include "app/sources/github/toldcursor.h"
#include "app/sources/offthread.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

Failure refused(const FetchTask &task, Failure::Kind kind, Failure::Reason reason, const QString &detail)
{
    return {.kind = kind,
            .reason = reason,
            .httpStatus = 0,
            .host = hostOf(task.account.baseUrl),
            .detail = detail,
            .until = {}};
}

}

GitHubSource::GitHubSource(HttpClient &http, QObject *parent)
    : Source(parent), m_http(http)
{
}

GitHubSource::~GitHubSource() = default;

void GitHubSource::fetch(const FetchTask &task)
{
    m_task = task;
    m_snapshot = Snapshot{.account = task.account.id, .watch = task.watch.id, .asOf = task.now};
    m_listed.clear();
    m_told.clear();
    m_leavers.clear();
    m_failing.clear();
    m_pages = 0;
    if (!isGitHubWatch(task.watch, task.account)) {
        finishLater(Failed(refused(task, Failure::Kind::Rejected, Failure::Reason::BadRequest,
                                   u"neither a repository (owner/name) nor a login"_s)));
        return;
    }
    if (task.secret.isEmpty()) {
        finishLater(Failed(refused(task, Failure::Kind::NeedsLogin, Failure::Reason::NoCredential,
                                   u"GitHub answers nobody this without a token"_s)));
        return;
    }
    if (task.watch.kind == Watch::Kind::Deployments) {
        m_deployments = std::make_unique<DeploymentsFetch>(m_http, task);
        connect(m_deployments.get(), &DeploymentsFetch::ended, this, &GitHubSource::finishLater);
        m_deployments->begin();
        return;
    }
    if (task.watch.kind == Watch::Kind::Inbox) {
        m_inbox = std::make_unique<InboxFetch>(m_http, task);
        connect(m_inbox.get(), &InboxFetch::ended, this, &GitHubSource::finishLater);
        m_inbox->begin();
        return;
    }
    if (task.watch.kind == Watch::Kind::Tree) {
        m_actions = std::make_unique<ActionsFetch>(m_http, task);
        connect(m_actions.get(), &ActionsFetch::ended, this, &GitHubSource::finishLater);
        m_actions->begin();
        return;
    }
    ask<GitHubPage>(
        openPullsRequest(m_task, {}), [now = task.now](const QByteArray &body) { return parseOpenPulls(body, now); },
        &GitHubSource::takePage);
}

/// One question and its answer, read off the thread. A failure goes to `without`, or ends the fetch.
template<class Parsed>
void GitHubSource::ask(const HttpRequest &request, const Parse<Parsed> &parse,
                       void (GitHubSource::*take)(const Parsed &), void (GitHubSource::*without)(const Failure &))
{
    const auto fail = [this, without](const Failure &failure) {
        if (without) {
            (this->*without)(failure);
        } else {
            Q_EMIT finished(Failed(failure));
        }
    };
    m_http.send(request, this, [this, parse, take, fail](const Result<HttpAnswer> &answer) {
        if (!answer) {
            fail(answer.error());
            return;
        }
        if (answer->status != 200) {
            fail(gitHubFailure(*answer, m_task.now));
            return;
        }
        if (const int left = organizationsLeftOut(*answer)) {
            keepSkipped(m_snapshot.skipped, u"what %1 organizations have"_s.arg(left),
                        u"they want the token to be authorized for single sign-on"_s);
        }
        offThread(
            this, [parse, body = answer->body] { return parse(body); },
            [this, take, fail](const Result<Parsed> &parsed) {
                if (parsed) {
                    (this->*take)(*parsed);
                    return;
                }
                Failure failure = parsed.error();
                failure.host = hostOf(m_task.account.baseUrl);
                fail(failure);
            });
    });
}

void GitHubSource::keep(const GitHubPage &page)
{
    for (PullRequest pull : page.pulls) {
        pull.account = m_task.account.id;
        if (!m_listed.contains(pull.key())) {
            m_listed.insert(pull.key());
            if (pull.state != PullRequest::State::Open) {
                m_told.append(pull.key());
            }
            m_snapshot.pullRequests.append(std::move(pull));
        }
    }
    for (const SkippedRecord &skipped : page.skipped) {
        keepSkipped(m_snapshot.skipped, skipped.what, skipped.why);
    }
    keepQuota(page.quota);
}

/// A question is counted once as it is sent; what it cost beyond that is told by its answer.
void GitHubSource::keepQuota(const GitHubQuota &quota)
{
    const QString host = hostOf(m_task.account.baseUrl);
    m_http.budget().spend(host, quota.cost - 1);
    if (quota.limit > 0) {
        m_http.budget().told(host, quota.limit, quota.remaining, quota.reset);
    }
}

void GitHubSource::takePage(const GitHubPage &page)
{
    keep(page);
    if (!page.next.isEmpty() && ++m_pages < pullPages) {
        ask<GitHubPage>(
            openPullsRequest(m_task, page.next),
            [now = m_task.now](const QByteArray &body) { return parseOpenPulls(body, now); }, &GitHubSource::takePage);
        return;
    }
    if (!page.next.isEmpty()) {
        keepSkipped(m_snapshot.skipped, u"pull requests after the first %1"_s.arg(pullPages * pullsOnAPage),
                    u"too many to show"_s);
    }
    askForLeavers();
}

void GitHubSource::askForLeavers()
{
    const QStringList told = readTold(m_task.memory.cursor);
    for (const QString &key : std::as_const(m_task.memory.keys)) {
        const std::optional<PullName> name = pullNameOf(key);
        if (m_listed.contains(key)) {
            continue;
        }
        if (told.contains(key) || !name) {
            m_snapshot.gone.append(key);
        } else if (m_leavers.size() < leaversInAQuestion) {
            m_leavers.append(*name);
        } else {
            m_snapshot.whole = false; // the others are asked for at the next fetch
        }
    }
    if (m_leavers.isEmpty()) {
        askForRequired();
        return;
    }
    const int count = static_cast<int>(m_leavers.size());
    ask<GitHubPulls>(
        pullsByNumberRequest(m_task, m_leavers),
        [now = m_task.now, count](const QByteArray &body) { return parsePullsByNumber(body, count, now); },
        &GitHubSource::takeLeavers);
}

void GitHubSource::takeLeavers(const GitHubPulls &pulls)
{
    keep(pulls.page);
    for (const int index : pulls.missing) {
        m_snapshot.gone.append(m_leavers.at(index).key());
    }
    for (qsizetype i = 0; i < pulls.answered.size(); ++i) {
        const PullRequest &pull = pulls.page.pulls.at(i);
        const QString asked = m_leavers.at(pulls.answered.at(i)).key();
        if (asked != pull.key()) {
            m_snapshot.gone.append(asked); // the repository has another name now
        } else if (m_task.watch.kind == Watch::Kind::Reviews && !m_told.contains(asked)) {
            m_told.append(asked); // reviewed: open, and yet nothing that waits for a review
        }
    }
    if (pulls.answered.size() + pulls.missing.size() < m_leavers.size()) {
        m_snapshot.whole = false; // of some nothing is known: they stay as they were
    }
    askForRequired();
}

/// What fails is asked about once more, by number: which checks are required follows from the branch of each request.
void GitHubSource::askForRequired()
{
    for (const PullRequest &pull : std::as_const(m_snapshot.pullRequests)) {
        const std::optional<PullName> name = pullNameOf(pull.key());
        const bool isAsked = pull.state == PullRequest::State::Open && pull.checks == PullRequest::Checks::Failing
            && !pull.requiredKnown;
        if (isAsked && name && m_failing.size() < leaversInAQuestion) {
            m_failing.append(*name);
        }
    }
    if (m_failing.isEmpty()) {
        finish();
        return;
    }
    const int count = static_cast<int>(m_failing.size());
    ask<GitHubRequired>(
        requiredChecksRequest(m_task, m_failing),
        [now = m_task.now, count](const QByteArray &body) { return parseRequiredChecks(body, count, now); },
        &GitHubSource::takeRequired, &GitHubSource::goWithoutRequired);
}

void GitHubSource::takeRequired(const GitHubRequired &required)
{
    keepQuota(required.quota);
    for (const SkippedRecord &skipped : required.skipped) {
        keepSkipped(m_snapshot.skipped, skipped.what, skipped.why);
    }
    for (const RequiredChecks &checks : required.known) {
        const QString key = m_failing.at(checks.index).key();
        const auto pull = std::ranges::find(m_snapshot.pullRequests, key, &PullRequest::key);
        // What has changed between the two questions is read at the next fetch.
        if (pull != m_snapshot.pullRequests.end() && pull->headRevision == checks.headRevision
            && pull->failingChecks == checks.failing) {
            pull->requiredKnown = true;
            pull->failingRequired = checks.failingRequired;
        }
    }
    finish();
}

/// All else has been answered and is told; which checks are required is not known this time.
void GitHubSource::goWithoutRequired(const Failure &failure)
{
    keepSkipped(m_snapshot.skipped, u"which checks are required"_s,
                failure.detail.isEmpty() ? u"no answer"_s : failure.detail);
    finish();
}

void GitHubSource::finish()
{
    m_snapshot.cursor = writeTold(m_told);
    Q_EMIT finished(std::exchange(m_snapshot, {}));
}

}
