// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QUrl>

namespace Windsock {

/// What an address at Luma (lu.ma, luma.com and the hosts below them) is.
enum class LumaAddress {
    Elsewhere, ///< not at Luma
    /// A calendar's iCalendar feed by its id: api.lu.ma/ics/get?entity=calendar&id=cal-…, or an event's (evt-…)
    Feed,
    SlugFeed, ///< the feed's address with the page's name in place of the id: Luma answers 404
    Page, ///< a page for people, lu.ma/SLUG: which calendar it is of only an undocumented API tells
};

/// Whether a host is one of Luma's, with a port or without.
bool isLumaHost(const QString &host);
LumaAddress lumaAddressOf(const QUrl &url);

}
