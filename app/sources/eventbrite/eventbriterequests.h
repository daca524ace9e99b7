// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/httpclient.h"
#include "app/sources/source.h"
#include "models/values/eventbritetarget.h"

namespace Windsock {

inline constexpr int eventbriteEventsOnAPage = 50; ///< Eventbrite's own size of a page
inline constexpr int eventbritePages = 10;

/// One page of the events that are on now or to come, the soonest first. With `sales` the answer holds the ticket
/// classes too, which tell how many are sold: for members of the organization only.
HttpRequest eventbriteEventsRequest(const FetchTask &task, const EventbriteTarget &target, const QString &continuation,
                                    bool sales);
/// The attendees of an event; only how many there are is read. With `changedSince` only those changed after it, which is
/// mostly none.
HttpRequest eventbriteAttendeesRequest(const FetchTask &task, const QString &event, const QDateTime &changedSince);

/// What an answer other than 200 means, by Eventbrite's own word for it: a bad token is 400 there, not 401. A used-up
/// quota (2,000 requests an hour) waits as long as Retry-After or X-Rate-Limit says, or an hour.
[[nodiscard]] Failure eventbriteFailure(const HttpAnswer &answer, const FetchTask &task);

}
