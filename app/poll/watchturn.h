// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/poll/pollplan.h"
#include "app/sources/source.h"
#include "models/values/sourcehealth.h"

#include <memory>
#include <optional>
#include <random>

namespace Windsock {

/// Where one watch stands between two fetches.
struct WatchTurn {
    enum class Stage {
        Resting,
        ReadingSecret,
        Fetching,
        Storing, ///< the snapshot went out, the store has not said yet that it has it
    };

    Account account;
    Watch watch;
    WatchMemory memory;
    SourceHealth health; ///< what came of the last fetch, without what tell() adds
    std::optional<SourceHealth> told; ///< as last told
    Stage stage = Stage::Resting;
    QDateTime due; ///< UTC; invalid while parked
    QDateTime deadline; ///< of the stage, where it is not Resting
    QDateTime asked; ///< start of the last fetch
    QDateTime quiet; ///< since when little is to come; invalid while that is not so
    QDateTime storing; ///< asOf of the snapshot that is being stored
    QDateTime look; ///< first fetch that messages ask for; invalid for none
    QDateTime lookAgain; ///< and the later one, for a service that learns late
    std::chrono::seconds leastWait{0}; ///< between two fetches, as the service last wanted it
    quint64 attempt = 0; ///< of the poller's count, another with each fetch: what comes late for an earlier one is not heard
    bool rides = false; ///< while busy: another watch's fetch answers for this one, too, and has the same attempt
    bool wanted = false; ///< somebody asked for news while a fetch was not possible at once
    std::unique_ptr<Source> source;

    bool isBusy() const { return stage == Stage::ReadingSecret || stage == Stage::Fetching; }
};

/// The host a watch's requests go to, as budgets name it.
QString hostOf(const Account &account, const Watch &watch);

/// How long a failed watch waits if nothing else holds it back, and whether it waits for the person instead (0).
std::chrono::milliseconds retryDelay(const Failure &failure, int failuresInARow, std::mt19937 &random);

/// How long the whole host is to be left alone for this failure where the service gave no time; 0 for not at all.
std::chrono::seconds hostHold(const Failure &failure, std::chrono::milliseconds backoff);

/// The state people see for a failure.
SourceHealth::State stateFor(const Failure &failure, bool online);

}
