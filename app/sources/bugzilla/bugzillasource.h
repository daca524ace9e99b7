// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/source.h"

namespace Windsock {

struct HttpAnswer;
struct HttpRequest;

/// Landings that the bugs of a Bugzilla ask for, and reviews. One fetch answers for all watches of the account: once,
/// with a key, what kind of server it is; one search for whatever any of the watches looks for or holds, changed since
/// the last fetch; every hour the known bugs by id; patches and comments of those that changed. The first snapshot of a
/// watch is whole, the later ones hold what changed and name what is gone.
class BugzillaSource final : public Source
{
    Q_OBJECT

public:
    explicit BugzillaSource(HttpClient &http, QObject *parent = nullptr);
    ~BugzillaSource() override;

    void fetch(const FetchTask &task) override;

private:
    struct Under;
    struct Portion;

    template<class Parse, class Then>
    void ask(const HttpRequest &request, Parse parse, Then then);
    template<class Parse, class Then>
    void askDetail(const HttpRequest &request, const Portion &portion, Parse parse, Then then);
    template<class Parse, class Then>
    void read(const HttpAnswer &answer, Parse parse, Then then);
    void askWho();
    void askSearch(int offset);
    void askRest();
    void chooseDetails();
    void askDetails();
    bool divide(const Portion &portion, const Result<HttpAnswer> &answer);
    void end();
    void fail(Failure failure);

    HttpClient &m_http;
    std::unique_ptr<Under> m_under;
};

}
