// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/treeherder/treeherdersource.h"

#include "app/net/retryafter.h"
#include "app/net/webaddress.h"
#include "app/sources/offthread.h"
#include "app/sources/treeherder/treeherderdetailparser.h"
#include "app/sources/treeherder/treeherderrequests.h"
#include "app/sources/treeherder/treeherderrun.h"

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr int s_pagesAtMost = 60;
constexpr qsizetype s_bugsAFetch = 3;
}

TreeherderSource::TreeherderSource(HttpClient &http, QObject *parent)
    : Source(parent), m_http(http)
{
}

TreeherderSource::~TreeherderSource() = default;

void TreeherderSource::fetch(const FetchTask &task)
{
    m_run = std::make_unique<Treeherder::Run>(task);
    if (const QString problem = m_run->problem(); !problem.isEmpty()) {
        fail({.kind = Failure::Kind::Rejected, .reason = Failure::Reason::BadRequest, .detail = problem});
    } else if (task.watch.kind == Watch::Kind::Revision) {
        askCommit();
    } else {
        askList();
    }
}

template<class Parse, class Then>
void TreeherderSource::ask(HttpRequest request, Parse parse, Then then)
{
    request.scope = m_run->task.account.id.value;
    m_http.send(request, this, [this, parse, then](const Result<HttpAnswer> &answer) {
        if (!answer || answer->status != 200) {
            fail(answer ? Treeherder::failureOf(*answer, m_run->task.now) : answer.error());
            return;
        }
        if (!m_run->listed.isValid()) {
            m_run->listed = parseHttpDate(answer->header("Date"), m_run->task.now);
        }
        auto work = [parse, body = answer->body] { return parse(body); };
        offThread(this, work, [this, then](const auto &page) {
            if (!page) {
                fail(page.error());
                return;
            }
            m_run->noteSkipped(page->skipped);
            then(*page);
        });
    });
}

template<class Then>
void TreeherderSource::askPushes(const HttpRequest &request, Then then)
{
    const auto parse = [place = m_run->place()](const QByteArray &body) { return Treeherder::parsePushes(body, place); };
    ask(request, parse, then);
}

void TreeherderSource::askList()
{
    const FetchTask &task = m_run->task;
    const QString author = task.watch.kind == Watch::Kind::Author ? task.watch.who : QString();
    const QDateTime since = m_run->pushesSince();
    askPushes(Treeherder::pushList(task.account.baseUrl, task.watch.target, author, since),
              [this, author, since](Treeherder::PushPage page) {
                  page.pushes.removeIf([&author](const Push &push) {
                      return !author.isEmpty() && push.author.compare(author, Qt::CaseInsensitive) != 0;
                  });
                  m_run->addPushes(page);
                  if (since.isValid()) {
                      m_run->keepHeld();
                      m_run->planJobs();
                      askJobs();
                  } else {
                      askOpenPushes();
                  }
              });
}

void TreeherderSource::askCommit()
{
    const FetchTask &task = m_run->task;
    const QUrl &base = task.account.baseUrl;
    // The number of a push is the shorter question, and has one answer.
    if (const QList<qint64> held = m_run->heldPushes(); !held.isEmpty()) {
        askPushes(Treeherder::pushesById(base, task.watch.target, held), [this, held](Treeherder::PushPage page) {
            page.pushes.removeIf([&held](const Push &push) { return !held.contains(push.id); });
            m_run->addPushes(page);
            askOpenPushes();
        });
        return;
    }
    askPushes(Treeherder::pushesOfCommit(base, task.watch.target, task.watch.who), [this](Treeherder::PushPage page) {
        const auto found = Treeherder::pushOfCommit(page.pushes, m_run->task.watch.who);
        if (!found) {
            fail(found.error());
            return;
        }
        page.pushes = *found ? QList<Push>{**found} : QList<Push>();
        m_run->addPushes(page);
        askOpenPushes();
    });
}

void TreeherderSource::askOpenPushes()
{
    const QList<qint64> missing = m_run->missingPushes();
    if (missing.isEmpty() || m_run->task.watch.kind == Watch::Kind::Revision) {
        m_run->planJobs();
        askJobs();
        return;
    }
    const FetchTask &task = m_run->task;
    askPushes(Treeherder::pushesById(task.account.baseUrl, task.watch.target, missing),
              [this, missing](Treeherder::PushPage page) {
                  page.pushes.removeIf([&missing](const Push &push) { return !missing.contains(push.id); });
                  m_run->addPushes(page);
                  m_run->planJobs();
                  askJobs();
              });
}

void TreeherderSource::askJobs()
{
    if (m_run->queries.isEmpty()) {
        planBugs();
        return;
    }
    if (++m_run->pages > s_pagesAtMost) {
        fail({.kind = Failure::Kind::Malformed,
              .reason = Failure::Reason::TooLarge,
              .detail = u"more than %1 pages of jobs"_s.arg(s_pagesAtMost)});
        return;
    }
    const Treeherder::JobQuery &query = m_run->queries.constFirst();
    const auto parse = [columns = m_run->cursor.columns](const QByteArray &body) {
        return Treeherder::parseJobs(body, columns);
    };
    ask(Treeherder::jobs(m_run->task.account.baseUrl, query.pushIds, query.newest, m_run->page), parse,
        [this](const Treeherder::JobPage &page) {
            m_run->addJobs(page);
            ++m_run->page;
            if (!page.more) {
                m_run->page = 1;
                m_run->queries.removeFirst();
            }
            askJobs();
        });
}

void TreeherderSource::planBugs()
{
    m_run->cursor.meet(m_run->snapshot.jobs);
    const RequestBudget::Share share = m_http.budget().share(hostOf(m_run->task.account.baseUrl));
    // The other half of the hour is for what must be known.
    if (share.used * 2 < share.limit) {
        m_run->failing = m_run->cursor.due(m_run->task.now, s_bugsAFetch);
    }
    askBugs();
}

void TreeherderSource::askBugs()
{
    if (m_run->failing.isEmpty()) {
        end();
        return;
    }
    const qint64 job = m_run->failing.takeFirst();
    const FetchTask &task = m_run->task;
    HttpRequest request = Treeherder::bugSuggestions(task.account.baseUrl, task.watch.target, job);
    request.scope = task.account.id.value;
    m_http.send(request, this, [this, job](const Result<HttpAnswer> &answer) {
        if (!answer || answer->status != 200) {
            const QDateTime now = m_run->task.now;
            const Failure failure = answer ? Treeherder::failureOf(*answer, now) : answer.error();
            const bool never = failure.kind == Failure::Kind::Rejected;
            m_run->cursor.answered(job, never, now);
            if (!never) {
                m_run->failing.clear(); // the others would fare no better now
            }
            askBugs();
            return;
        }
        offThread(
            this, [body = answer->body] { return Treeherder::parseSuggestions(body); },
            [this, job](const Result<QList<FailureLine>> &lines) {
                m_run->addBugs(job, lines);
                askBugs();
            });
    });
}

void TreeherderSource::end()
{
    finishLater(m_run->end());
}

void TreeherderSource::fail(Failure failure)
{
    if (failure.host.isEmpty()) {
        failure.host = hostOf(m_run->task.account.baseUrl);
    }
    finishLater(Failed(std::move(failure)));
}

}
