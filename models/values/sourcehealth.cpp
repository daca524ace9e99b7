// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/sourcehealth.h"

#include <array>

using namespace Qt::StringLiterals;

namespace Windsock {

QString sourceStateName(SourceHealth::State state)
{
    static constexpr std::array names{"waiting"_L1, "fetching"_L1,    "good"_L1,
                                      "failing"_L1, "needs-login"_L1, "offline"_L1};
    return names.at(static_cast<size_t>(state));
}

}
