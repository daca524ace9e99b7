// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/occurrence.h"

#include <array>

using namespace Qt::StringLiterals;

namespace Windsock {

QString occurrenceStatusName(Occurrence::Status status)
{
    static constexpr std::array names{"confirmed"_L1, "tentative"_L1, "cancelled"_L1};
    return names.at(static_cast<size_t>(status));
}

QString occurrenceKindName(Occurrence::Kind kind)
{
    static constexpr std::array names{"event"_L1, "call-for-papers"_L1};
    return names.at(static_cast<size_t>(kind));
}

}
