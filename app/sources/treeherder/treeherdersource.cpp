// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/treeherder/treeherdersource.h"

#include "app/net/retryafter.h"
#include "app/net/webaddress.h"
#include "app/sources/jsonread.h"
#include "app/sources/offthread.h"
#include "app/sources/treeherder/treeherdercursor.h"
#include "app/sources/treeherder/treeherderparser.h"
#include "app/sources/treeherder/treeherderrequests.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr qsizetype s_pushesInARequest = 100;
constexpr int s_pagesAtMost = 60;
/// What was changed so long ago is there to be read: jobs are committed within seconds (see `overlap`), and each server
/// goes by a clock of its own.
constexpr std::chrono::seconds s_committed{60};

struct JobQuery {
    QList<qint64> pushIds;
    QDateTime newest;
};

QList<JobQuery> inPortions(const QList<qint64> &ids, const QDateTime &newest)
{
    QList<JobQuery> queries;
    for (qsizetype from = 0; from < ids.size(); from += s_pushesInARequest) {
        queries.append({ids.mid(from, s_pushesInARequest), newest});
    }
    return queries;
}
}

struct TreeherderSource::Run {
    FetchTask task;
    TreeherderCursor cursor;
    Snapshot snapshot;
    QDateTime listed; ///< when the service gave the push list, by its own clock
    QDateTime newest;
    QSet<qint64> pushIds;
    QHash<qint64, qsizetype> jobPlaces;
    QList<JobQuery> queries;
    int page = 1;
    int pages = 0;

    Treeherder::Place place() const { return {task.account.id, task.account.baseUrl, task.watch.target}; }

    void noteSkipped(const QList<SkippedRecord> &skipped)
    {
        for (const SkippedRecord &record : skipped) {
            keepSkipped(snapshot.skipped, record.what, record.why);
        }
    }

    template<class Wanted>
    void addPushes(const Treeherder::PushPage &page, Wanted wanted)
    {
        // A push that could not be read is not gone.
        snapshot.whole = snapshot.whole && page.skipped.isEmpty();
        for (const Push &push : page.pushes) {
            if (wanted(push) && !pushIds.contains(push.id)) {
                pushIds.insert(push.id);
                snapshot.pushes.append(push);
            }
        }
    }

    void addJobs(const Treeherder::JobPage &page)
    {
        cursor.columns = page.columns;
        for (const Job &job : page.jobs) {
            if (!newest.isValid() || job.lastModified > newest) {
                newest = job.lastModified;
            }
            if (!pushIds.contains(job.pushId)) {
                continue;
            }
            // Rows may move from page to page while the pages are read: the newer state of a job counts.
            const auto known = jobPlaces.constFind(job.id);
            if (known == jobPlaces.cend()) {
                jobPlaces.insert(job.id, snapshot.jobs.size());
                snapshot.jobs.append(job);
            } else if (job.lastModified >= snapshot.jobs.at(*known).lastModified) {
                snapshot.jobs[*known] = job;
            }
        }
    }
};

TreeherderSource::TreeherderSource(HttpClient &http, QObject *parent)
    : Source(parent), m_http(http)
{
}

TreeherderSource::~TreeherderSource() = default;

void TreeherderSource::fetch(const FetchTask &task)
{
    m_run = std::make_unique<Run>();
    m_run->task = task;
    m_run->cursor = TreeherderCursor::fromText(task.memory.cursor);
    if (m_run->cursor.newest > task.now.addDays(1)) {
        m_run->cursor.newest = {}; // a wrong clock's: nothing would be newer for a long time
    }
    m_run->snapshot.account = task.account.id;
    m_run->snapshot.watch = task.watch.id;
    m_run->snapshot.asOf = task.now;
    const QString &repository = task.watch.target;
    // An address cannot hold the two dots as a name: they lead up, however they are written.
    const bool isName = !repository.isEmpty() && repository != "."_L1 && repository != ".."_L1;
    if (!isName || (task.watch.kind == Watch::Kind::Author && task.watch.who.isEmpty())) {
        fail({.kind = Failure::Kind::Rejected,
              .reason = Failure::Reason::BadRequest,
              .detail = u"The watch names no repository, or no author"_s});
        return;
    }
    askPushes();
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

void TreeherderSource::askPushes()
{
    const FetchTask &task = m_run->task;
    const QString author = task.watch.kind == Watch::Kind::Author ? task.watch.who : QString();
    const auto parse = [place = m_run->place()](const QByteArray &body) { return Treeherder::parsePushes(body, place); };
    ask(Treeherder::pushList(task.account.baseUrl, task.watch.target, author), parse,
        [this, author](const Treeherder::PushPage &page) {
            m_run->addPushes(page, [&author](const Push &push) {
                return author.isEmpty() || push.author.compare(author, Qt::CaseInsensitive) == 0;
            });
            askOpenPushes();
        });
}

void TreeherderSource::askOpenPushes()
{
    QList<qint64> missing;
    for (const qint64 id : std::as_const(m_run->task.memory.openPushes)) {
        if (m_run->pushIds.contains(id)) {
            continue;
        }
        if (missing.size() < s_pushesInARequest) {
            missing.append(id);
        } else {
            m_run->snapshot.whole = false; // what is not asked for is not gone
        }
    }
    if (missing.isEmpty()) {
        planJobs();
        return;
    }
    const FetchTask &task = m_run->task;
    const auto parse = [place = m_run->place()](const QByteArray &body) { return Treeherder::parsePushes(body, place); };
    ask(Treeherder::pushesById(task.account.baseUrl, task.watch.target, missing), parse,
        [this, missing](const Treeherder::PushPage &page) {
            m_run->addPushes(page, [&missing](const Push &push) { return missing.contains(push.id); });
            planJobs();
        });
}

void TreeherderSource::planJobs()
{
    const QSet<QString> known(m_run->task.memory.keys.cbegin(), m_run->task.memory.keys.cend());
    QList<qint64> knownIds;
    QList<qint64> newIds;
    for (const Push &push : std::as_const(m_run->snapshot.pushes)) {
        (m_run->cursor.newest.isValid() && known.contains(push.key()) ? knownIds : newIds).append(push.id);
    }
    m_run->queries = inPortions(knownIds, m_run->cursor.newest) + inPortions(newIds, {});
    askJobs();
}

void TreeherderSource::askJobs()
{
    if (m_run->queries.isEmpty()) {
        end();
        return;
    }
    if (++m_run->pages > s_pagesAtMost) {
        fail(malformed(Failure::Reason::TooLarge, u"more than %1 pages of jobs"_s.arg(s_pagesAtMost)));
        return;
    }
    const JobQuery &query = m_run->queries.constFirst();
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

void TreeherderSource::end()
{
    Run &run = *m_run;
    // A job may change after its page was read and before a later page is: such a change is newer than the push
    // list, so nothing newer than that counts as seen.
    if (run.listed.isValid() && run.newest > run.listed) {
        run.newest = run.listed;
    }
    if (run.newest.isValid() && (!run.cursor.newest.isValid() || run.newest > run.cursor.newest)) {
        run.cursor.newest = run.newest;
    }
    // Where nothing changes, the last changes would be told again each time: many at once share their moment.
    if (run.listed.isValid() && run.cursor.newest.isValid()) {
        const QDateTime quiet = std::min(run.listed, run.task.now).addDuration(-s_committed);
        run.cursor.newest = std::max(run.cursor.newest, quiet);
    }
    run.snapshot.cursor = run.cursor.toText();
    finishLater(std::move(run.snapshot));
}

void TreeherderSource::fail(Failure failure)
{
    if (failure.host.isEmpty()) {
        failure.host = hostOf(m_run->task.account.baseUrl);
    }
    finishLater(Failed(std::move(failure)));
}

}
