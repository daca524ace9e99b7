// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/login.h"

namespace Windsock {

bool isSameLogin(const QString &a, const QString &b)
{
    if (a.isEmpty() || b.isEmpty()) {
        return false;
    }
    const bool isCut = !a.contains(u'@') || !b.contains(u'@');
    const auto local = [](const QString &login) { return login.section(u'@', 0, 0); };
    return isCut ? local(a).compare(local(b), Qt::CaseInsensitive) == 0 : a.compare(b, Qt::CaseInsensitive) == 0;
}

}
