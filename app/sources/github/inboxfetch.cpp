// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/github/inboxfetch.h"

#include "app/net/webaddress.h"
#include "app/sources/github/githubfailure.h"
#include "app/sources/offthread.h"

using namespace Qt::StringLiterals;

namespace Windsock {

InboxFetch::InboxFetch(HttpClient &http, const FetchTask &task)
    : m_http(http), m_task(task)
{
    m_snapshot.account = task.account.id;
    m_snapshot.watch = task.watch.id;
    m_snapshot.asOf = task.now;
}

void InboxFetch::begin()
{
    const InboxCursor cursor = readInboxCursor(m_task.memory.cursor);
    const bool isFresh = cursor.whole.isValid() && cursor.whole <= m_task.now
        && m_task.now < cursor.whole.addSecs(std::chrono::seconds(inboxReadAnew).count());
    ask(1, isFresh ? cursor.modified : QByteArray());
}

void InboxFetch::ask(int page, const QByteArray &modified)
{
    m_http.send(inboxRequest(m_task, page, modified), this,
                [this, page](const Result<HttpAnswer> &answer) { answered(page, answer); });
}

void InboxFetch::answered(int page, const Result<HttpAnswer> &answer)
{
    if (!answer) {
        end(Failed(answer.error()));
        return;
    }
    m_snapshot.leastWait = std::max(m_snapshot.leastWait, pollIntervalOf(*answer));
    if (page == 1 && answer->status == 304) {
        m_snapshot.unchanged = true;
        end(m_snapshot);
        return;
    }
    if (answer->status != 200) {
        end(Failed(inboxFailure(*answer, m_task.now)));
        return;
    }
    if (page == 1) {
        m_modified = usableDate(answer->header("Last-Modified"));
    }
    if (const int left = organizationsLeftOut(*answer); left > 0 && page == 1) {
        keepSkipped(m_snapshot.skipped, u"what %1 organizations have"_s.arg(left),
                    u"they want the token to be authorized for single sign-on"_s);
    }
    offThread(
        this, [body = answer->body, base = m_task.account.baseUrl] { return parseInbox(body, base); },
        [this, page, hasNext = hasNextPage(*answer)](const Result<GitHubInbox> &inbox) { take(page, hasNext, inbox); });
}

void InboxFetch::take(int page, bool hasNext, const Result<GitHubInbox> &inbox)
{
    if (!inbox) {
        Failure failure = inbox.error();
        failure.host = hostOf(m_task.account.baseUrl);
        end(Failed(failure));
        return;
    }
    for (InboxThread thread : inbox->threads) {
        thread.account = m_task.account.id;
        m_snapshot.inbox.append(std::move(thread));
    }
    for (const SkippedRecord &skipped : inbox->skipped) {
        keepSkipped(m_snapshot.skipped, skipped.what, skipped.why);
    }
    if (hasNext && page < inboxPages) {
        ask(page + 1);
        return;
    }
    m_snapshot.cursor = writeInboxCursor({.modified = m_modified, .whole = m_task.now});
    end(m_snapshot);
}

void InboxFetch::end(const Result<Snapshot> &result)
{
    Q_EMIT ended(result);
}

}
