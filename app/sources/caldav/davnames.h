// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLatin1StringView>

namespace Windsock::CalDav {

// The namespaces of the elements that are asked for and read.
inline constexpr QLatin1StringView davNamespace("DAV:");
inline constexpr QLatin1StringView calDavNamespace("urn:ietf:params:xml:ns:caldav");
inline constexpr QLatin1StringView calendarServerNamespace("http://calendarserver.org/ns/");
inline constexpr QLatin1StringView appleNamespace("http://apple.com/ns/ical/");

/// Whether what was asked for is not there: any more, or at all.
constexpr bool isGone(int status)
{
    return status == 404 || status == 410;
}

}
