// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/notice.h"

#include <array>

using namespace Qt::StringLiterals;

namespace Windsock {

QString noticeKindName(Notice::Kind kind)
{
    static constexpr std::array names{"push-bad"_L1,      "push-finished"_L1,   "push-recovered"_L1, "landing"_L1,
                                      "pull-request"_L1,  "event-soon"_L1,      "event-changed"_L1,  "needs-login"_L1,
                                      "store-damaged"_L1, "tree-changed"_L1,    "thread-changed"_L1, "queue-changed"_L1,
                                      "deployment"_L1,    "call-for-papers"_L1, "inbox"_L1};
    return names.at(static_cast<size_t>(kind));
}

QString noticeStateName(Notice::State state)
{
    static constexpr std::array names{"pending"_L1, "shown"_L1, "withdrawn"_L1};
    return names.at(static_cast<size_t>(state));
}

}
