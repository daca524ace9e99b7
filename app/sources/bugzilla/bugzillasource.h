// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/source.h"

namespace Windsock {

struct HttpRequest;

/// Landings that the bugs of a Bugzilla ask for. A fetch is: once, with a key, what kind of server it is; the bugs
/// with the tag, flag or keyword that changed since the last fetch; the bugs already known, by id; the patches of those
/// that changed. The first snapshot is whole, the later ones hold what changed and name what is gone.
class BugzillaSource final : public Source
{
    Q_OBJECT

public:
    explicit BugzillaSource(HttpClient &http, QObject *parent = nullptr);
    ~BugzillaSource() override;

    void fetch(const FetchTask &task) override;

private:
    struct Run;

    template<class Parse, class Then>
    void ask(const HttpRequest &request, Parse parse, Then then);
    void askWho();
    void askSearch(int offset);
    void askKnown();
    void askPatches();
    void end();
    void fail(Failure failure);

    HttpClient &m_http;
    std::unique_ptr<Run> m_run;
};

}
