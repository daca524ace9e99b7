// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/jsonread.h"
#include "models/values/pullrequest.h"

namespace Windsock {

/// What the checks of a pull request's head add up to, as `gh pr checks` has it: failing when one has failed,
/// pending when one is not done, passing when all have passed, were skipped or are neutral. A word GitHub has not told
/// us about makes it unknown, never passing.
struct CheckRollup {
    PullRequest::Checks checks = PullRequest::Checks::None;
    QStringList failing; ///< at most 50
    QStringList failingRequired; ///< those of them that are told to be required
    bool requiredKnown = false; ///< whether it is told of every failing check if it is required, and all were listed
    int total = 0;
    int done = 0;

    bool operator==(const CheckRollup &) const = default;
};

/// `rollup` is a StatusCheckRollup, null or missing where the head has no checks.
CheckRollup readCheckRollup(JsonValue rollup);

}
