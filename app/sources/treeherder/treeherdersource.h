// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/source.h"

namespace Windsock {

struct HttpRequest;

namespace Treeherder {
struct Run;
}

/// Pushes and jobs of a Treeherder. A fetch is: the newest pushes, or the one push of a commit; where the watch holds
/// unsettled pushes that are no longer among them, those by id; the jobs of all these, page by page, the known pushes'
/// only as far as they changed; the bugs suggested for a few failures that are new. A page that fails makes the whole
/// fetch fail: half of it would look like jobs that vanished. Bugs that cannot be had now are asked for later. A commit
/// that no push has yet is no failure: pushes come late, and the snapshot is empty until then.
class TreeherderSource final : public Source
{
    Q_OBJECT

public:
    explicit TreeherderSource(HttpClient &http, QObject *parent = nullptr);
    ~TreeherderSource() override;

    void fetch(const FetchTask &task) override;

private:
    template<class Parse, class Then>
    void ask(HttpRequest request, Parse parse, Then then);
    template<class Then>
    void askPushes(const HttpRequest &request, Then then);
    void askList();
    void askCommit();
    void askOpenPushes();
    void askJobs();
    void planBugs();
    void askBugs();
    void end();
    void fail(Failure failure);

    HttpClient &m_http;
    std::unique_ptr<Treeherder::Run> m_run;
};

}
