// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/account.h"
#include "models/values/failure.h"
#include "models/values/watch.h"

#include <QDateTime>

#include <optional>

namespace Windsock {

/// How the getting of news for one watch goes.
struct SourceHealth {
    enum class State {
        Waiting, ///< never fetched yet
        Fetching,
        Good,
        Failing, ///< the last fetch failed; last-known facts stay
        NeedsLogin,
        Offline,
    };

    WatchId watch;
    AccountId account;
    Service service = Service::Treeherder;
    Watch::Kind kind = Watch::Kind::Tree; ///< of the watch; a Hook is a line and a row of its own. Not stored
    QString host;
    State state = State::Waiting;
    QDateTime asOf; ///< of the last good answer, UTC; invalid before the first
    QDateTime next; ///< of the next request, UTC; invalid when none is planned
    std::optional<Failure> failure; ///< of the last fetch, where it failed
    int failuresInARow = 0;
    int skippedRecords = 0; ///< of the last good answer
    int budgetUsed = 0; ///< requests to the host in the running hour
    int budgetLimit = 0; ///< what we allow ourselves an hour, or what the service's headers say is allowed

    bool operator==(const SourceHealth &) const = default;
};

/// "waiting", "fetching", "good", "failing", "needs-login", "offline".
QString sourceStateName(SourceHealth::State state);

}

Q_DECLARE_METATYPE(Windsock::SourceHealth)
