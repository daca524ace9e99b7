// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/source.h"

namespace Windsock {

struct HttpRequest;

/// Pushes and jobs of a Treeherder. A fetch is: the newest pushes; where the watch holds unsettled pushes that are no
/// longer among them, those by id; the jobs of all these, page by page, the known pushes' only as far as they changed.
/// A page that fails makes the whole fetch fail: half of it would look like jobs that vanished.
class TreeherderSource final : public Source
{
    Q_OBJECT

public:
    explicit TreeherderSource(HttpClient &http, QObject *parent = nullptr);
    ~TreeherderSource() override;

    void fetch(const FetchTask &task) override;

private:
    struct Run;

    template<class Parse, class Then>
    void ask(HttpRequest request, Parse parse, Then then);
    void askPushes();
    void askOpenPushes();
    void planJobs();
    void askJobs();
    void end();
    void fail(Failure failure);

    HttpClient &m_http;
    std::unique_ptr<Run> m_run;
};

}
