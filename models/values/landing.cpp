// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/landing.h"

#include <array>

using namespace Qt::StringLiterals;

namespace Windsock {

QString landingStateName(Landing::State state)
{
    static constexpr std::array names{"requested"_L1, "checking"_L1, "trying"_L1, "queued"_L1,    "held"_L1,
                                      "landing"_L1,   "landed"_L1,   "failed"_L1, "backedout"_L1, "cancelled"_L1};
    return names.at(static_cast<size_t>(state));
}

bool isFinal(Landing::State state)
{
    return state == Landing::State::Landed || state == Landing::State::Failed || state == Landing::State::BackedOut
        || state == Landing::State::Cancelled;
}

}
