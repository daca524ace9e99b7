// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/httpclient.h"
#include "app/sources/source.h"

#include <QTimeZone>

namespace Windsock {

/// What is remembered of a feed between two fetches. The window over a calendar moves with the time, so a feed that did
/// not change still has to be unfolded again: its text is kept where it is small. Of a larger feed only the validators
/// are kept, and used on the day they were got on.
struct FeedCursor {
    QString of; ///< whose validators and text these are: a hash of the address, which may be a secret
    QByteArray etag;
    QByteArray modified;
    QDate day; ///< UTC, of the last whole answer
    QByteArray body; ///< empty where too large to keep

    bool operator==(const FeedCursor &) const = default;
};

inline constexpr qsizetype keptFeedBytes = 256 * 1024; ///< of the compressed text

QString writeFeedCursor(const FeedCursor &cursor);
/// An empty cursor where the text is none, or is of another address.
FeedCursor readFeedCursor(const QString &text, const QUrl &address);

/// webcal: becomes https:. BadAddress where it is no http(s) address with a host and without userinfo, or is plain http
/// to anything but this machine.
[[nodiscard]] Result<QUrl> feedAddress(const QString &text);
HttpRequest feedRequest(const QUrl &address, const FeedCursor &cursor, const QDateTime &now);
/// What is known of events that are there and cannot be read now stays; all else that the snapshot has not is gone. The
/// events are named by their keys (Occurrence::key without an instance), and stand for all their instances.
void keepRefused(Snapshot &snapshot, const QStringList &refused, const QStringList &known);

/// What a service makes of an event of its feed; may change its uid.
using ShapeOccurrence = void (*)(Occurrence &);

/// The snapshot for a feed's answer. An event that is there and cannot be read stays as it was known. Pure; may be
/// called on any thread.
[[nodiscard]] Result<Snapshot> readFeedAnswer(const FetchTask &task, const QUrl &address, const HttpAnswer &answer,
                                              const QTimeZone &viewer, ShapeOccurrence shape = nullptr);

}
