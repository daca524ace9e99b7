// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/httpclient.h"

#include <QTest>

#include <optional>

namespace Windsock {

/// Sends the request and waits for its one answer.
inline Result<HttpAnswer> ask(HttpClient &client, const HttpRequest &request)
{
    QObject context;
    std::optional<Result<HttpAnswer>> got;
    client.send(request, &context, [&got](const Result<HttpAnswer> &result) { got = result; });
    if (got || !QTest::qWaitFor([&got] { return got.has_value(); }, 20'000)) {
        return Failed(Failure{.detail = got ? QStringLiteral("called inside send") : QStringLiteral("never called")});
    }
    return *got;
}

inline Failure::Reason reasonOf(const Result<HttpAnswer> &result)
{
    return result ? Failure::Reason::Unknown : result.error().reason;
}

}
