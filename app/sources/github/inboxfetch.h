// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/github/inboxparser.h"
#include "app/sources/github/inboxrequests.h"

namespace Windsock {

/// One fetch of an Inbox watch, from begin() to exactly one ended(): the unread threads, page by page. Where nothing has
/// come since the last fetch GitHub says so and it costs nothing. What is read, or done, is not among them and goes.
class InboxFetch final : public QObject
{
    Q_OBJECT

public:
    InboxFetch(HttpClient &http, const FetchTask &task);
    void begin();

Q_SIGNALS:
    void ended(const Windsock::Result<Windsock::Snapshot> &result);

private:
    void ask(int page, const QByteArray &modified = {});
    void answered(int page, const Result<HttpAnswer> &answer);
    void take(int page, bool hasNext, const Result<GitHubInbox> &inbox);
    void end(const Result<Snapshot> &result);

    HttpClient &m_http;
    const FetchTask m_task;
    Snapshot m_snapshot;
    QByteArray m_modified; ///< of the first page
};

}
