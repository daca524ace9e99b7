// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/source.h"

namespace Windsock {

namespace Lando {
class Fetch;
}

/// One landing job of Lando's, or what Treestatus says of trees.
///
/// A job that has come to its end is asked for again after some hours only. What landed is told under the names that git
/// and Mercurial have for it, as far as Lando's map knows them; that they are not to be had fails no fetch. Of trees the
/// list is read each time, and the log of those alone whose status is another than before. A job that Lando does not
/// have (any more) is Rejected with NotFound; a tree that is not listed is Unknown and named among what was skipped.
class LandoSource final : public Source
{
    Q_OBJECT

public:
    explicit LandoSource(HttpClient &http, QObject *parent = nullptr);
    ~LandoSource() override;

    void fetch(const FetchTask &task) override;

private:
    HttpClient &m_http;
    std::unique_ptr<Lando::Fetch> m_fetch;
};

}
