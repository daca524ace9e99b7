// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/lumaaddress.h"

#include <QRegularExpression>
#include <QUrlQuery>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Windsock {

bool isLumaHost(const QString &host)
{
    static constexpr std::array names{"lu.ma"_L1, "luma.com"_L1};
    const QString bare = host.section(u':', 0, 0).toLower();
    return std::ranges::any_of(names, [&bare](QLatin1StringView name) {
        return bare == name || (bare.endsWith(name) && bare.chopped(name.size()).endsWith(u'.'));
    });
}

LumaAddress lumaAddressOf(const QUrl &url)
{
    if (!isLumaHost(url.host())) {
        return LumaAddress::Elsewhere;
    }
    if (!url.path().startsWith("/ics/"_L1)) {
        return LumaAddress::Page;
    }
    static const QRegularExpression id(u"\\A[a-z]{2,8}-[A-Za-z0-9]{4,60}\\z"_s);
    const QString named = QUrlQuery(url).queryItemValue(u"id"_s, QUrl::FullyDecoded);
    // Events' feeds and a person's own have ids of other beginnings, so only what cannot be an id is refused.
    return id.match(named).hasMatch() ? LumaAddress::Feed : LumaAddress::SlugFeed;
}

}
