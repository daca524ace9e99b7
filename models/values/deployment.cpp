// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/deployment.h"

#include <array>

using namespace Qt::StringLiterals;

namespace Windsock {

QString deploymentStateName(Deployment::State state)
{
    static constexpr std::array names{"waiting"_L1, "queued"_L1,   "running"_L1, "succeeded"_L1,
                                      "failed"_L1,  "inactive"_L1, "unknown"_L1};
    return names.at(static_cast<size_t>(state));
}

}
