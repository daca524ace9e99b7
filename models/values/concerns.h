// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/sourcehealth.h"

#include <functional>

namespace Windsock {

/// Whether a watch counts.
using SourceFilter = std::function<bool(const SourceHealth &)>;

/// Of GitHub some watches tell of pushes, some of what is on its way, some of the person's inbox; all others' tell of
/// what their service is for. A forwarding of webhooks has no rows anywhere.
bool tellsOfPushes(const SourceHealth &health);
bool tellsOfLandings(const SourceHealth &health);
bool tellsOfChanges(const SourceHealth &health); ///< pushes or landings
bool tellsOfInbox(const SourceHealth &health);

}
