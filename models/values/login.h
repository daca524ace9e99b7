// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace Windsock {

/// Whether two logins of one service are the same person's, in any case. Where one of them has no '@', what stands before
/// the '@' of the other counts: Bugzilla shows strangers no more of a login (bmo: Bugzilla/Util.pm, email_filter).
/// Nobody is the same as an empty login.
bool isSameLogin(const QString &a, const QString &b);

}
