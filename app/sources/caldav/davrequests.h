// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/httpclient.h"
#include "models/values/account.h"

#include <QDateTime>
#include <QStringList>

namespace Windsock::CalDav {

/// Whom is asked, and as whom.
struct Door {
    Account account;
    /// Of the account's user, sent as Basic (RFC 7617); of an account without a user as a Bearer token.
    QByteArray secret;
};

inline constexpr qsizetype hrefsInARequest = 50; ///< of one calendar-multiget

/// All paths are davpath.h's: encoded, on the account's host.
HttpRequest principalRequest(const Door &door, const QString &path);
HttpRequest homeRequest(const Door &door, const QString &path);
/// `path`'s calendars, one level down.
HttpRequest calendarsRequest(const Door &door, const QString &path);
/// What a calendar says of itself.
HttpRequest stateRequest(const Door &door, const QString &path);
/// The names and ETags of the objects with an event in the time.
HttpRequest listRequest(const Door &door, const QString &path, const QDateTime &from, const QDateTime &to);
/// What changed since the token (RFC 6578).
HttpRequest changesRequest(const Door &door, const QString &path, const QString &token);
/// The objects themselves, at most hrefsInARequest.
HttpRequest objectsRequest(const Door &door, const QString &path, const QStringList &objects);
/// The objects that hold the event, by its UID.
HttpRequest findRequest(const Door &door, const QString &path, const QString &uid);
HttpRequest readRequest(const Door &door, const QString &path);
/// Writes an object: a new one where `etag` is empty, else what replaces exactly the one of this ETag.
HttpRequest writeRequest(const Door &door, const QString &path, const QByteArray &object, const QByteArray &etag);
HttpRequest removeRequest(const Door &door, const QString &path, const QByteArray &etag);

}
