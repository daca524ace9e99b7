// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/jsonread.h"
#include "models/values/pullrequest.h"
#include "models/values/result.h"

namespace Windsock {

/// One PullRequest as our queries select it; account is left empty. Malformed where it has no repository, number or
/// state that we know; every other member that is null, missing or of an unknown word is left unknown.
[[nodiscard]] Result<PullRequest> readPull(JsonValue value, const QDateTime &now);

}
