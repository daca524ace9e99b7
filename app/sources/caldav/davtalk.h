// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/caldav/davrequests.h"
#include "app/sources/caldav/davxml.h"
#include "models/values/clock.h"

#include <QObject>

#include <functional>

namespace Windsock::CalDav {

/// A 207 and where it came from, which relative hrefs are relative to.
struct Listing {
    QUrl url;
    Multistatus multistatus;
};

/// Asks one server for what several have to ask it. Each question ends in exactly one call, unless this has died.
///
/// A question with a body is none that HttpClient sends to another place by itself. What only reads (PROPFIND, REPORT)
/// is sent again to where a redirect points, on the same host and scheme, at most five times; a redirect to elsewhere
/// is RedirectElsewhere, so that no other host sees the password. A write is never sent twice.
class DavTalk : public QObject
{
    Q_OBJECT

public:
    DavTalk(HttpClient &http, const Door &door, Clock clock, QObject *parent = nullptr);

    const Door &door() const { return m_door; }
    using Answered = std::function<void(const Result<HttpAnswer> &)>;
    /// A failure only where no answer came; what the status means is the asker's.
    void ask(const HttpRequest &request, Answered then);
    using Listed = std::function<void(const Result<Listing> &)>;
    /// Reads a 207, off this thread; any other status is a failure.
    void list(const HttpRequest &request, Listed then);
    /// The failure, with the host that was asked.
    Failure named(Failure failure) const;
    Failure failureOf(const HttpAnswer &answer) const;

private:
    void follow(HttpRequest request, int redirects, Answered then);

    HttpClient &m_http;
    const Door m_door;
    const Clock m_clock;
};

}
