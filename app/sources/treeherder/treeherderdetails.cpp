// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/treeherder/treeherderdetails.h"

#include "app/net/webaddress.h"
#include "app/sources/offthread.h"
#include "app/sources/treeherder/treeherderdetailparser.h"
#include "app/sources/treeherder/treeherderrequests.h"

using namespace Qt::StringLiterals;

namespace Windsock {

struct TreeherderDetails::JobWant {
    Account account;
    Push push;
    Job job;
    JobDetail detail;
    QUrl taskcluster;
};

TreeherderDetails::TreeherderDetails(HttpClient &http, Clock clock, QObject *parent)
    : QObject(parent), m_http(http), m_clock(std::move(clock))
{
}

TreeherderDetails::~TreeherderDetails() = default;

template<class Parse, class Then>
void TreeherderDetails::ask(const Account &account, HttpRequest request, Parse parse, Then then)
{
    using Answer = std::invoke_result_t<Parse, QByteArray>;
    request.scope = account.id.value;
    m_http.send(request, this, [this, parse, then, host = hostOf(request.url)](const Result<HttpAnswer> &answer) {
        if (!answer || answer->status != 200) {
            Failure failure = answer ? Treeherder::failureOf(*answer, m_clock()) : answer.error();
            if (failure.host.isEmpty()) {
                failure.host = host;
            }
            then(Answer(Failed(std::move(failure))));
            return;
        }
        offThread(this, [parse, body = answer->body] { return parse(body); }, then);
    });
}

void TreeherderDetails::wantJob(const Account &account, const Push &push, const Job &job)
{
    const auto want = std::make_shared<JobWant>(JobWant{.account = account, .push = push, .job = job});
    want->detail.account = account.id;
    want->detail.id = job.id;
    want->detail.page = Treeherder::jobPage(account.baseUrl, push.repository, push.revision, job.taskId, job.retryId);
    askLog(want);
}

bool TreeherderDetails::goesOn(const Wanted &want, const std::optional<Failure> &failure)
{
    if (failure && !want->detail.failure) {
        want->detail.failure = failure;
    }
    // What is not there, or cannot be read, says nothing of the rest; a host that does not answer does.
    const bool over = failure && failure->kind != Failure::Kind::Rejected && failure->kind != Failure::Kind::Malformed;
    if (over) {
        end(want);
    }
    return !over;
}

void TreeherderDetails::askLog(const Wanted &want)
{
    ask(want->account, Treeherder::logUrls(want->account.baseUrl, want->push.repository, want->job.id),
        Treeherder::parseLogUrl, [this, want](const Result<QUrl> &log) {
            want->detail.log = log.value_or(QUrl());
            want->taskcluster = Treeherder::taskclusterOf(want->detail.log);
            if (goesOn(want, log ? std::nullopt : std::optional(log.error()))) {
                askBugs(want);
            }
        });
}

void TreeherderDetails::askBugs(const Wanted &want)
{
    ask(want->account, Treeherder::bugSuggestions(want->account.baseUrl, want->push.repository, want->job.id),
        Treeherder::parseSuggestions, [this, want](const Result<QList<FailureLine>> &lines) {
            want->detail.lines = lines.value_or(QList<FailureLine>());
            if (goesOn(want, lines ? std::nullopt : std::optional(lines.error()))) {
                askLines(want);
            }
        });
}

void TreeherderDetails::askLines(const Wanted &want)
{
    if (!want->detail.lines.isEmpty() || !isFailure(want->job)) {
        askTask(want);
        return;
    }
    ask(want->account, Treeherder::logErrors(want->account.baseUrl, want->push.repository, want->job.id),
        Treeherder::parseLogErrors, [this, want](const Result<QList<FailureLine>> &lines) {
            want->detail.lines = lines.value_or(QList<FailureLine>());
            if (goesOn(want, lines ? std::nullopt : std::optional(lines.error()))) {
                askTask(want);
            }
        });
}

void TreeherderDetails::askTask(const Wanted &want)
{
    const auto key = std::pair(want->account.id, want->push.repository);
    if (want->taskcluster.isEmpty()) {
        want->taskcluster = m_taskclusters.value(key);
    }
    if (!want->taskcluster.isEmpty() || want->job.taskId.isEmpty() || m_taskclusters.contains(key)) {
        end(want);
        return;
    }
    ask(want->account, Treeherder::repositories(want->account.baseUrl), Treeherder::parseRepositories,
        [this, want, key](const Result<QList<Treeherder::Repository>> &found) {
            if (found) {
                takeRepositories(want->account.id, *found);
                want->taskcluster = m_taskclusters.value(key);
                m_taskclusters.insert(key, want->taskcluster); // so that it is not asked again where there is none
            }
            if (goesOn(want, found ? std::nullopt : std::optional(found.error()))) {
                end(want);
            }
        });
}

void TreeherderDetails::takeRepositories(const AccountId &account, const QList<Treeherder::Repository> &found)
{
    for (const Treeherder::Repository &repository : found) {
        m_taskclusters.insert(std::pair(account, repository.name), repository.taskcluster);
    }
}

void TreeherderDetails::end(const Wanted &want)
{
    want->detail.task = Treeherder::taskPage(want->taskcluster, want->job.taskId, want->job.retryId);
    Q_EMIT jobDetail(want->detail);
}

void TreeherderDetails::wantPush(const Account &account, const Push &push)
{
    const auto parse = [revision = push.revision](const QByteArray &body) {
        return Treeherder::parseAlerts(body, revision);
    };
    ask(account, Treeherder::alerts(account.baseUrl, push.revision), parse,
        [this, account = account.id, id = push.id](const Result<QList<PerfAlert>> &alerts) {
            PushDetail detail{.account = account, .id = id, .alerts = alerts.value_or(QList<PerfAlert>())};
            if (!alerts) {
                detail.failure = alerts.error();
            }
            Q_EMIT pushDetail(detail);
        });
}

void TreeherderDetails::wantRepositories(const Account &account)
{
    ask(account, Treeherder::repositories(account.baseUrl), Treeherder::parseRepositories,
        [this, id = account.id](const Result<QList<Treeherder::Repository>> &found) {
            if (found) {
                takeRepositories(id, *found);
            }
            Q_EMIT repositories(id, found);
        });
}

}
