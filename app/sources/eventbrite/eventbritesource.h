// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/eventbrite/eventbritecursor.h"
#include "app/sources/eventbrite/eventbriteparser.h"
#include "app/sources/eventbrite/eventbriterequests.h"
#include "app/sources/source.h"

#include <QSet>

namespace Windsock {

/// The events of an organiser or an organization on Eventbrite, page by page. Of an organization also how many people
/// come: from the tickets sold, or where these are not told by counting attendees, few events a fetch. Being refused
/// either leaves the events as they are.
class EventbriteSource final : public Source
{
    Q_OBJECT

public:
    explicit EventbriteSource(HttpClient &http, QObject *parent = nullptr);
    void fetch(const FetchTask &task) override;

private:
    void askPage(const QString &continuation);
    void takeAnswer(const HttpAnswer &answer);
    void takePage(const EventbritePage &page);
    /// Whether there is a page to go on with, and the service does not send us round in circles.
    bool goesOn(const EventbritePage &page);
    void countNext();
    void askCount(const QString &event, const QDateTime &changedSince);
    void takeCount(const QString &event, bool ofChanges, const Result<HttpAnswer> &answer);
    void finish();
    void fail(Failure failure);

    HttpClient &m_http;
    FetchTask m_task;
    EventbriteTarget m_target;
    EventbriteCursor m_cursor;
    Snapshot m_snapshot;
    QSet<QString> m_listed;
    QSet<QString> m_continuations;
    QStringList m_toCount;
    bool m_sales = false;
    int m_pages = 0;
};

}
