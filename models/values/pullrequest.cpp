// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/pullrequest.h"

#include <array>

using namespace Qt::StringLiterals;

namespace Windsock {

QString pullStateName(PullRequest::State state)
{
    static constexpr std::array names{"open"_L1, "closed"_L1, "merged"_L1};
    return names.at(static_cast<size_t>(state));
}

QString checksName(PullRequest::Checks checks)
{
    static constexpr std::array names{"none"_L1, "pending"_L1, "passing"_L1, "failing"_L1, "unknown"_L1};
    return names.at(static_cast<size_t>(checks));
}

QString reviewName(PullRequest::Review review)
{
    static constexpr std::array names{"none"_L1, "required"_L1, "approved"_L1, "changes-requested"_L1, "unknown"_L1};
    return names.at(static_cast<size_t>(review));
}

QString mergeName(PullRequest::Merge merge)
{
    static constexpr std::array names{"unknown"_L1,     "clean"_L1, "blocked"_L1,  "behind"_L1,
                                      "conflicting"_L1, "draft"_L1, "unstable"_L1, "has-hooks"_L1};
    return names.at(static_cast<size_t>(merge));
}

}
