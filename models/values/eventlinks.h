// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/occurrence.h"

namespace Windsock {

/// Where a person goes for an event. Each is http(s), or empty.
struct EventLinks {
    QUrl join; ///< the meeting on the net
    QUrl map; ///< a map that looks for the place
    QUrl rsvp; ///< where one says whether one comes
};

/// The first address of a meeting (Zoom, Meet, Teams, Jitsi, Whereby, Webex and their like) in a text or its markup:
/// https, its host one of those known or below one. Looks through the redirects that Google and Outlook wrap links in.
QUrl joinLinkIn(QStringView text);
/// Whether a place says where to go on earth: not empty, no address of the net, no "TBD", no "online".
bool isOnEarth(const QString &place);
EventLinks linksOf(const Occurrence &event);

}
