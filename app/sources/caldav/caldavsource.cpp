// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/caldav/caldavsource.h"

#include "app/sources/caldav/davrun.h"

namespace Windsock {

CalDavSource::CalDavSource(HttpClient &http, QObject *parent)
    : Source(parent), m_http(http), m_viewer(QTimeZone::systemTimeZone())
{
}

CalDavSource::~CalDavSource() = default;

void CalDavSource::fetch(const FetchTask &task)
{
    auto *run = new CalDav::DavRun(m_http, task, m_viewer, this);
    connect(run, &CalDav::DavRun::ended, this, [this, run](const Result<Snapshot> &result) {
        run->deleteLater();
        finishLater(result);
    });
    run->begin();
}

}
