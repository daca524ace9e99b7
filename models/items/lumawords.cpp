// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/lumawords.h"

#include <KLocalizedString>

namespace Windsock {

QString lumaFeedHint()
{
    return i18nc("@info",
                 "Luma gives out a calendar by its id (cal-…), not by its page: on the page choose “Add iCal "
                 "Subscription” and copy that address, https://api.lu.ma/ics/get?entity=calendar&id=cal-….");
}

}
