// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/github/githubsource.h"

#include "app/net/webaddress.h"
#include "app/sources/offthread.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

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

QStringList readTold(const QString &cursor)
{
    QStringList told;
    const QJsonArray keys = QJsonDocument::fromJson(cursor.toUtf8()).object()[u"told"_s].toArray();
    for (const QJsonValue &key : keys) {
        told.append(key.toString());
    }
    return told;
}

QString writeTold(const QStringList &told)
{
    return QString::fromUtf8(
        QJsonDocument(QJsonObject{{u"told"_s, QJsonArray::fromStringList(told)}}).toJson(QJsonDocument::Compact));
}

}

GitHubSource::GitHubSource(HttpClient &http, QObject *parent)
    : Source(parent), m_http(http)
{
}

void GitHubSource::fetch(const FetchTask &task)
{
    m_task = task;
    m_snapshot = Snapshot{.account = task.account.id, .watch = task.watch.id, .asOf = task.now};
    m_listed.clear();
    m_told.clear();
    m_leavers.clear();
    m_pages = 0;
    if (!isGitHubWatch(task.watch)) {
        finishLater(Failed(refused(task, Failure::Kind::Rejected, Failure::Reason::BadRequest,
                                   u"neither a repository (owner/name) nor a login"_s)));
        return;
    }
    if (task.secret.isEmpty()) {
        finishLater(Failed(refused(task, Failure::Kind::NeedsLogin, Failure::Reason::NoCredential,
                                   u"GitHub's GraphQL answers nobody without a token"_s)));
        return;
    }
    ask<GitHubPage>(
        openPullsRequest(m_task, {}), [now = task.now](const QByteArray &body) { return parseOpenPulls(body, now); },
        &GitHubSource::takePage);
}

/// One question and its answer, read off the thread; a failure ends the fetch.
template<class Parsed>
void GitHubSource::ask(const HttpRequest &request, const Parse<Parsed> &parse,
                       void (GitHubSource::*take)(const Parsed &))
{
    m_http.send(request, this, [this, parse, take](const Result<HttpAnswer> &answer) {
        if (!answer) {
            finishLater(Failed(answer.error()));
            return;
        }
        if (answer->status != 200) {
            finishLater(Failed(gitHubFailure(*answer, m_task.now)));
            return;
        }
        offThread(
            this, [parse, body = answer->body] { return parse(body); },
            [this, take](const Result<Parsed> &parsed) {
                if (parsed) {
                    (this->*take)(*parsed);
                    return;
                }
                Failure failure = parsed.error();
                failure.host = hostOf(m_task.account.baseUrl);
                Q_EMIT finished(Failed(failure));
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
    if (page.quota.limit > 0) {
        m_http.budget().told(hostOf(m_task.account.baseUrl), page.quota.limit, page.quota.remaining, page.quota.reset);
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
        finish();
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
        const QString asked = m_leavers.at(pulls.answered.at(i)).key();
        if (asked != pulls.page.pulls.at(i).key()) {
            m_snapshot.gone.append(asked); // the repository has another name now
        }
    }
    if (pulls.answered.size() + pulls.missing.size() < m_leavers.size()) {
        m_snapshot.whole = false; // of some nothing is known: they stay as they were
    }
    finish();
}

void GitHubSource::finish()
{
    m_snapshot.cursor = writeTold(m_told);
    Q_EMIT finished(std::exchange(m_snapshot, {}));
}

}
