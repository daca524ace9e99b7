// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/lando/landosource.h"

#include "app/sources/lando/jobfetch.h"
#include "app/sources/lando/treesfetch.h"

namespace Windsock {

LandoSource::LandoSource(HttpClient &http, QObject *parent)
    : Source(parent), m_http(http)
{
}

LandoSource::~LandoSource() = default;

void LandoSource::fetch(const FetchTask &task)
{
    if (task.watch.kind == Watch::Kind::LandingJob) {
        m_fetch = std::make_unique<Lando::JobFetch>(m_http, task);
    } else {
        m_fetch = std::make_unique<Lando::TreesFetch>(m_http, task);
    }
    connect(m_fetch.get(), &Lando::Fetch::ended, this, &LandoSource::finishLater);
    m_fetch->begin();
}

}
