// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/httpclient.h"
#include "app/sources/bugzilla/bugzillawish.h"

/// What Windsock asks a Bugzilla, version 5 or bugzilla.mozilla.org's own (BMO).
namespace Windsock::Bugzilla {

inline constexpr int bugsPerPage = 500;
/// By id: keeps the address below the 8 KiB at which servers answer 414 (Bugzilla/Constants.pm: CGI_URI_LIMIT is 8,000).
inline constexpr qsizetype bugsInARequest = 200;
inline constexpr qsizetype commentedInARequest = 50; ///< bugs: each may answer with many comments
/// How far behind the newest change that was seen the next search begins. last_change_time has whole seconds and is
/// taken when a change begins: another may be committed later with an earlier time, or by a machine whose clock differs.
/// Both times are the server's: this machine's clock has no part in it.
inline constexpr std::chrono::minutes overlap{5};

/// How a server takes the API key.
enum class Flavour {
    Unknown,
    Header, ///< BMO: X-BUGZILLA-API-KEY
    Parameter, ///< stock Bugzilla up to 5.2 ignores the header and knows the parameter api_key alone
};

/// A server, and how to be somebody there.
struct Access {
    QUrl base;
    QByteArray key; ///< empty for anonymous
    Flavour flavour = Flavour::Unknown;
    QString scope; ///< the account's id
};

/// Who we are; only BMO knows this question. Always asked with the header.
HttpRequest whoami(const Access &access);
/// One page of all bugs that may fulfil one of the wishes, and of the bugs `known` (at most bugsInARequest), changed at
/// `since` or later where that is valid. One of the two is not empty.
HttpRequest search(const Access &access, const QList<Wish> &wishes, const QList<qint64> &known, const QDateTime &since,
                   int offset);
/// Bugs by id, changed or not. Those one may not see, or that are gone, are simply not in the answer.
HttpRequest bugsById(const Access &access, const QList<qint64> &ids);
/// The attachments of one or more bugs, without their data.
HttpRequest attachments(const Access &access, const QList<qint64> &bugs);

/// The comments on one or more bugs that were written after `since`, or all where that is invalid.
HttpRequest comments(const Access &access, const QList<qint64> &bugs, const QDateTime &since);

/// Where a person sees a bug.
QUrl bugPage(const QUrl &base, qint64 bug);

}
