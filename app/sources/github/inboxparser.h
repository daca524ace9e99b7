// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/inboxthread.h"
#include "models/values/result.h"
#include "models/values/snapshot.h"

namespace Windsock {

/// One page of GET /notifications.
struct GitHubInbox {
    QList<InboxThread> threads; ///< at most 50, in the service's order; account is left empty
    QList<SkippedRecord> skipped;
};
/// `base` is the account's address: pages are made of it, never taken from the answer.
[[nodiscard]] Result<GitHubInbox> parseInbox(const QByteArray &body, const QUrl &base);

/// The answer of GET /notifications/threads/ID.
[[nodiscard]] Result<InboxThread> parseInboxThread(const QByteArray &body, const QUrl &base);

}
