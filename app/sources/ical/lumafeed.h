// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/occurrence.h"

namespace Windsock {

/// Makes of an event of a Luma calendar's feed what Luma means by it: "tentative" is on every event, although it is
/// certain; the event's page stands in the description, or in place of a place where only guests are told it; the place
/// then is the description's "Address:", where that tells one.
void asLumaOccurrence(Occurrence &occurrence);

}
