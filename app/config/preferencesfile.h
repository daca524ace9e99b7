// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/preferences.h"

#include <KSharedConfig>

namespace Windsock {

/// The person's preferences as the settings file holds them; what is missing or out of range gives its default.
Preferences readPreferences(const KSharedConfig::Ptr &config);
/// Whether they could be written.
bool writePreferences(const KSharedConfig::Ptr &config, const Preferences &preferences);

}
