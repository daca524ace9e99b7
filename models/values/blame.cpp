// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/blame.h"

#include <array>

using namespace Qt::StringLiterals;

namespace Windsock {

QString blameName(Blame blame)
{
    static constexpr std::array names{"unknown"_L1, "likely-yours"_L1, "likely-intermittent"_L1};
    return names.at(static_cast<size_t>(blame));
}

QString groundName(Ground::Kind kind)
{
    static constexpr std::array names{
        "confirm-passed"_L1, "confirm-failed"_L1,  "same-push-passed"_L1, "fails-before"_L1, "fails-after"_L1,
        "passes-before"_L1,  "fails-elsewhere"_L1, "known-bug"_L1,        "sheriffs"_L1,     "passes-after"_L1};
    return names.at(static_cast<size_t>(kind));
}

}
