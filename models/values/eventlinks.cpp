// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/eventlinks.h"

#include "models/values/plaintext.h"

#include <QRegularExpression>
#include <QUrlQuery>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr qsizetype s_textLimit = 40'000;
constexpr int s_linksLookedAt = 100;

/// A service's host (and all below it), and how the path of a meeting begins there.
struct Site {
    QLatin1StringView host;
    QLatin1StringView path;
};

constexpr std::array s_meetings{
    Site{"zoom.us"_L1, "/j/"_L1},
    Site{"zoom.us"_L1, "/my/"_L1},
    Site{"zoom.us"_L1, "/s/"_L1},
    Site{"zoom.us"_L1, "/w/"_L1},
    Site{"zoomgov.com"_L1, "/j/"_L1},
    Site{"meet.google.com"_L1, "/"_L1},
    Site{"teams.microsoft.com"_L1, "/l/meetup-join/"_L1},
    Site{"teams.microsoft.com"_L1, "/meet/"_L1},
    Site{"teams.live.com"_L1, "/meet/"_L1},
    Site{"meet.jit.si"_L1, "/"_L1},
    Site{"8x8.vc"_L1, "/"_L1},
    Site{"whereby.com"_L1, "/"_L1},
    Site{"webex.com"_L1, "/meet/"_L1},
    Site{"webex.com"_L1, "/join/"_L1},
    Site{"webex.com"_L1, "/webappng/"_L1},
    Site{"meet.goto.com"_L1, "/"_L1},
    Site{"gotomeeting.com"_L1, "/join/"_L1},
    Site{"meet.element.io"_L1, "/"_L1},
    Site{"meet.ffmuc.net"_L1, "/"_L1},
};

constexpr std::array s_asking{
    Site{"meetup.com"_L1, "/"_L1},     Site{"lu.ma"_L1, "/"_L1},         Site{"luma.com"_L1, "/"_L1},
    Site{"eventbrite.com"_L1, "/"_L1}, Site{"eventbrite.de"_L1, "/"_L1}, Site{"eventbrite.co.uk"_L1, "/"_L1},
    Site{"ti.to"_L1, "/"_L1},          Site{"guild.host"_L1, "/"_L1},    Site{"mobilizon.fr"_L1, "/"_L1},
};

bool isAt(const QUrl &url, const Site &site)
{
    const QString host = url.host().toLower();
    const bool there = host == site.host || (host.endsWith(site.host) && host.chopped(site.host.size()).endsWith(u'.'));
    // A service's front page is no meeting.
    return there && url.path().startsWith(site.path) && url.path().size() > site.path.size();
}

template<size_t N>
bool isAtOne(const QUrl &url, const std::array<Site, N> &sites)
{
    return std::ranges::any_of(sites, [&url](const Site &site) { return isAt(url, site); });
}

/// Google's and Outlook's mail wrap links in redirects of their own.
QUrl unwrapped(const QUrl &url)
{
    const QString host = url.host().toLower();
    const bool google = (host == "www.google.com"_L1 || host == "google.com"_L1) && url.path() == "/url"_L1;
    const bool outlook = host.endsWith(".safelinks.protection.outlook.com"_L1);
    if (!google && !outlook) {
        return url;
    }
    const QUrlQuery query(url);
    const QString target = query.queryItemValue(google ? u"q"_s : u"url"_s, QUrl::FullyDecoded);
    return QUrl(target, QUrl::StrictMode);
}

/// The first address in the text that is `wanted`, unwrapped.
template<class Wanted>
QUrl firstLink(QStringView text, Wanted wanted)
{
    static const QRegularExpression link(u"https?://[^\\s<>\"'\\\\^`{|}\\x00-\\x20]{4,2000}"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    const QString sight = text.left(s_textLimit).toString();
    auto found = link.globalMatch(sight);
    for (int looked = 0; found.hasNext() && looked < s_linksLookedAt; ++looked) {
        QString address = found.next().captured();
        address.replace("&amp;"_L1, "&"_L1);
        // What ends a sentence or closes a bracket is not of the address.
        while (!address.isEmpty() && u".,;:!?)]*_"_s.contains(address.back())) {
            address.chop(1);
        }
        const QUrl url = webUrl(unwrapped(QUrl(address, QUrl::StrictMode)));
        if (!url.isEmpty() && wanted(url)) {
            return url;
        }
    }
    return {};
}
}

QUrl joinLinkIn(QStringView text)
{
    return firstLink(text, [](const QUrl &url) { return url.scheme() == "https"_L1 && isAtOne(url, s_meetings); });
}

bool isOnEarth(const QString &place)
{
    static const QRegularExpression nowhere(
        u"\\A(?:tb[acd]|to be (?:announced|confirmed|determined|decided)|n/?a|none|online(?: event)?|virtual(?: "
        u"event)?|remote|"
        u"zoom(?: meeting)?|(?:google )?meet|(?:microsoft )?teams(?: meeting)?|microsoft teams[- ]besprechung|jitsi)?[.!]?\\z"_s,
        QRegularExpression::CaseInsensitiveOption);
    const QString text = place.trimmed();
    return !nowhere.match(text).hasMatch() && !text.contains("://"_L1);
}

EventLinks linksOf(const Occurrence &event)
{
    EventLinks links{.join = webUrl(event.join), .map = {}, .rsvp = {}};
    if (isOnEarth(event.place)) {
        QUrlQuery query;
        query.addQueryItem(u"query"_s, QString::fromLatin1(QUrl::toPercentEncoding(plainLine(event.place, 300))));
        links.map = QUrl(u"https://www.openstreetmap.org/search"_s);
        links.map.setQuery(query);
    }
    const QUrl page = webUrl(event.url);
    if (!page.isEmpty() && (event.rsvps >= 0 || isAtOne(page, s_asking))) {
        links.rsvp = page;
    } else {
        links.rsvp = firstLink(event.description, [](const QUrl &url) { return isAtOne(url, s_asking); });
    }
    return links;
}

}
