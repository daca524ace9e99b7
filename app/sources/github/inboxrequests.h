// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/httpclient.h"
#include "app/sources/source.h"
#include "models/values/inboxwish.h"

#include <chrono>

namespace Windsock {

inline constexpr int threadsOnAPage = 50; ///< the most that GitHub gives
inline constexpr int inboxPages = 4; ///< what is older than the newest 200 is left out
inline constexpr std::chrono::days inboxAge{30}; ///< what has not changed for so long is left out
/// "Not modified" tells only that nothing new has come: what was read elsewhere is seen when all is read anew.
inline constexpr std::chrono::minutes inboxReadAnew{15};

/// What the source remembers between two fetches of an inbox.
struct InboxCursor {
    QByteArray modified; ///< Last-Modified of the first page, as the service wrote it
    QDateTime whole; ///< when all was last read

    bool operator==(const InboxCursor &) const = default;
};
/// Empty where the text is none: all is read anew then.
InboxCursor readInboxCursor(const QString &text);
QString writeInboxCursor(const InboxCursor &cursor);
/// The date as it may be sent back; empty where it cannot be one.
QByteArray usableDate(const QByteArray &header);

/// GET /notifications (@octokit/openapi 23.0.2: activity/list-notifications-for-authenticated-user), unread threads only,
/// newest first. The first page is 1. `modified` may be empty.
HttpRequest inboxRequest(const FetchTask &task, int page, const QByteArray &modified = {});

/// PATCH or DELETE /notifications/threads/ID: marks the thread as read (205), or as done (204).
HttpRequest inboxWishRequest(const Account &account, const QByteArray &token, const InboxWish &wish);
/// GET /notifications/threads/ID.
HttpRequest inboxThreadRequest(const Account &account, const QByteArray &token, qint64 thread);

/// How long the service wants us to wait (X-Poll-Interval), an hour at most; 0 where it does not say.
std::chrono::seconds pollIntervalOf(const HttpAnswer &answer);
/// Whether a Link header names a next page. Its address is not looked at: pages are numbers.
bool hasNextPage(const HttpAnswer &answer);
/// gitHubFailure() that knows when it is the token which may not read notifications: of a scope that it lacks, or
/// because it is fine-grained (github/docs: content/rest/activity/notifications.md: classic tokens only).
[[nodiscard]] Failure inboxFailure(const HttpAnswer &answer, const QDateTime &now);

}
