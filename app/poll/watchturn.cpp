// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/poll/watchturn.h"

#include "app/net/backoff.h"
#include "app/net/webaddress.h"

#include <algorithm>

namespace Windsock {

using namespace std::chrono_literals;

QString hostOf(const Account &account, const Watch &watch)
{
    const bool elsewhere = watch.kind == Watch::Kind::Calendar
        || (watch.kind == Watch::Kind::Papers && watch.target.contains(u':'));
    return hostOf(elsewhere ? QUrl(watch.target) : account.baseUrl);
}

std::chrono::milliseconds retryDelay(const Failure &failure, int failuresInARow, std::mt19937 &random)
{
    switch (failure.kind) {
    case Failure::Kind::Transient:
        return backoffDelay(failuresInARow, random);
    case Failure::Kind::RateLimited:
        return std::max<std::chrono::milliseconds>(1min, backoffDelay(failuresInARow, random));
    // A locked keychain is opened sooner or later, and looking at it costs the service nothing.
    case Failure::Kind::NeedsLogin:
        return failure.reason == Failure::Reason::NoCredential ? 15min : 0min;
    case Failure::Kind::Rejected:
    case Failure::Kind::Malformed:
        return 1h;
    }
    return 1h;
}

std::chrono::seconds hostHold(const Failure &failure, std::chrono::milliseconds backoff)
{
    if (failure.reason == Failure::Reason::Blocked) {
        return 1h;
    }
    return failure.kind == Failure::Kind::RateLimited ? std::chrono::ceil<std::chrono::seconds>(backoff) : 0s;
}

SourceHealth::State stateFor(const Failure &failure, bool online)
{
    if (failure.kind == Failure::Kind::NeedsLogin || failure.reason == Failure::Reason::NoCredential) {
        return SourceHealth::State::NeedsLogin;
    }
    if (failure.reason == Failure::Reason::Offline || (!online && failure.kind == Failure::Kind::Transient)) {
        return SourceHealth::State::Offline;
    }
    return SourceHealth::State::Failing;
}

}
