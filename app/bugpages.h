// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/account.h"

namespace Windsock {

/// The Bugzilla whose bugs this Treeherder names by their numbers alone: Mozilla's for Mozilla's, for another the only
/// other one of the accounts. Empty where nobody knows: a wrong bug is worse than none.
QUrl bugzillaOf(const Account &treeherder, const QList<Account> &accounts);

}
