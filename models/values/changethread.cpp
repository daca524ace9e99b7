// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/changethread.h"

#include <array>

using namespace Qt::StringLiterals;

namespace Windsock {

QString momentName(Moment::Kind kind)
{
    static constexpr std::array names{"requested"_L1,   "try-push"_L1,   "try-result"_L1, "queued"_L1,
                                      "held"_L1,        "released"_L1,   "landed"_L1,     "tree-push"_L1,
                                      "tree-result"_L1, "backed-out"_L1, "failed"_L1,     "cancelled"_L1,
                                      "pull-opened"_L1, "pull-merged"_L1};
    return names.at(static_cast<size_t>(kind));
}

QString threadGroundName(ThreadMember::Ground ground)
{
    static constexpr std::array names{"itself"_L1,    "bug"_L1,          "revision"_L1,
                                      "lando-job"_L1, "pull-request"_L1, "backout"_L1};
    return names.at(static_cast<size_t>(ground));
}

}
