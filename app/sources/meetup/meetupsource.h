// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/meetup/meetupparser.h"
#include "app/sources/source.h"

#include <QSet>

namespace Windsock {

/// A Meetup group's events: by GraphQL where the account has a token, else from the public iCalendar feed.
class MeetupSource final : public Source
{
    Q_OBJECT

public:
    explicit MeetupSource(HttpClient &http, QObject *parent = nullptr);
    /// The zone all-day events begin in; the system's where none is set.
    void setViewer(const QTimeZone &viewer) { m_viewer = viewer; }
    void fetch(const FetchTask &task) override;

private:
    void askFeed();
    void askPage(const QString &after);
    void takePage(const MeetupPage &page);
    void fail(Failure failure, const QUrl &asked);

    HttpClient &m_http;
    QTimeZone m_viewer;
    FetchTask m_task;
    Snapshot m_snapshot;
    QSet<QString> m_listed;
    int m_pages = 0;
};

}
