// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/httpclient.h"
#include "app/sources/bugzilla/bugzillalanding.h"

/// What Windsock asks a Bugzilla, version 5 or bugzilla.mozilla.org's own (BMO).
namespace Windsock::Bugzilla {

inline constexpr int bugsPerPage = 500;
inline constexpr qsizetype bugsInARequest = 200; ///< by id: keeps the address well below the 8 KiB where servers stop
/// A bug's change may be committed after a later one, and a server's machines may disagree about the time.
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
/// Bugs that ask for a landing, changed since `changed` less the overlap where that is valid.
HttpRequest search(const Access &access, const Wish &wish, const QDateTime &changed, int offset);
HttpRequest bugsById(const Access &access, const QList<qint64> &ids);
/// The attachments of one or more bugs, without their data.
HttpRequest attachments(const Access &access, const QList<qint64> &bugs);

/// Where a person sees a bug.
QUrl bugPage(const QUrl &base, qint64 bug);

}
