// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/push.h"
#include "models/values/trysyntax.h"

namespace Windsock {

/// What a push asked try for, as far as its tip's message tells: a classic "try:" line, or the words `mach try` leaves
/// (mozilla/gecko-dev:tools/tryselect/push.py). The try_task_config.json of such a commit is no part of its message, and
/// is read only where somebody put it there.
struct TryRequest {
    std::optional<TryReading> syntax; ///< of a "try:" line
    QString selector; ///< of `mach try SELECTOR`: "fuzzy", "chooser", "auto", …; empty where unknown
    QString command; ///< the command line, one plain line of at most 500 characters; empty where not told
    QString told; ///< the message's first line, plain, at most 200 characters: "Fuzzy query='mochitest"
    int taskCount = -1; ///< how many tasks were chosen; negative where not told
    QStringList tasks; ///< their labels, where a try_task_config tells them; at most 500
    int rebuild = 1; ///< how often each runs, 1 to 999
    QStringList environment; ///< "NAME=value", at most 50
    QStringList routes; ///< where Taskcluster is to tell of it, at most 50

    bool operator==(const TryRequest &) const = default;
};

/// How much of a message is looked at, in characters.
inline constexpr qsizetype longestTryMessage = 256 * 1024;

/// Nothing where the message asks try for nothing.
std::optional<TryRequest> readTryRequest(QStringView message);
/// What this push asked for; nothing where its repository is no try, for there nobody reads it.
std::optional<TryRequest> tryRequestOf(const Push &push);

}
