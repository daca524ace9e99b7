// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/httpclient.h"
#include "app/sources/source.h"

namespace Windsock {

inline constexpr int meetupEventsOnAPage = 50;
inline constexpr int meetupPages = 4;

/// Letters, digits, hyphens and underscores: what Meetup has in a group's address.
bool isMeetupGroup(const QString &urlname);
/// The group's public iCalendar feed, for those without a token.
QUrl meetupFeedAddress(const Account &account, const QString &urlname);
/// GraphQL's address: api.meetup.com for Meetup itself, below the base address otherwise.
QUrl meetupApiAddress(const Account &account);
/// One page of the group's events in the agenda's window.
HttpRequest meetupEventsRequest(const FetchTask &task, const QString &after);

}
