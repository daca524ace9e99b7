// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/concerns.h"

namespace Windsock {

bool tellsOfPushes(const SourceHealth &health)
{
    return health.service != Service::GitHub || health.kind == Watch::Kind::Tree;
}

bool tellsOfLandings(const SourceHealth &health)
{
    return tellsOfChanges(health) && (health.service != Service::GitHub || health.kind != Watch::Kind::Tree);
}

bool tellsOfChanges(const SourceHealth &health)
{
    return health.kind != Watch::Kind::Inbox && health.kind != Watch::Kind::Hook;
}

bool tellsOfInbox(const SourceHealth &health)
{
    return health.kind == Watch::Kind::Inbox;
}

}
