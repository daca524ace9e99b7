// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/ical/icalsource.h"

#include "app/sources/ical/calendarfeed.h"
#include "app/sources/offthread.h"

namespace Windsock {

ICalSource::ICalSource(HttpClient &http, QObject *parent)
    : Source(parent), m_http(http), m_viewer(QTimeZone::systemTimeZone())
{
}

void ICalSource::fetch(const FetchTask &task)
{
    const Result<QUrl> address = feedAddress(task.watch.target);
    if (!address) {
        finishLater(Failed(address.error()));
        return;
    }
    HttpRequest request = feedRequest(*address, readFeedCursor(task.memory.cursor, *address), task.now);
    request.scope = task.account.id.value;
    request.secretPath = true;
    m_http.send(request, this, [this, task, address = *address](const Result<HttpAnswer> &answer) {
        if (!answer) {
            finishLater(Failed(answer.error()));
            return;
        }
        offThread(
            this,
            [task, address, answer = *answer, viewer = m_viewer] {
                return readFeedAnswer(task, address, answer, viewer);
            },
            [this](const Result<Snapshot> &result) { Q_EMIT finished(result); });
    });
}

}
