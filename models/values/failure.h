// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>
#include <QMetaType>
#include <QString>

namespace Windsock {

/// What went wrong, named by its remedy. `detail` is for the log and the details pane (plain text, never a
/// credential, at most 500 characters, may quote the service); what a person reads is worded from kind and reason.
struct Failure {
    enum class Kind {
        Transient, ///< try again later
        RateLimited, ///< wait until `until`, then try again
        NeedsLogin, ///< ask the person to sign in again
        Rejected, ///< the service says no, and will say so again: tell
        Malformed, ///< the answer cannot be read: tell, keep the last facts
    };
    enum class Reason {
        Unknown,
        Offline, ///< this machine has no network
        HostNotFound,
        ConnectionRefused,
        Timeout, ///< no answer, or not whole within the total deadline
        Cut, ///< the connection ended before the answer was whole
        Tls,
        RedirectElsewhere, ///< the answer points to another host; not followed
        TooLarge,
        TooDeep, ///< nested deeper than any real answer
        NotTheFormat, ///< HTML where JSON was due, broken JSON, no VCALENDAR
        WrongShape, ///< the format is right, the members are not what they should be
        ServerError, ///< 5xx
        TooManyRequests, ///< 429, or a quota is used up
        Blocked, ///< the service has blocked this address (Bugzilla's hour)
        BadCredential, ///< the service refuses the key or token
        NoCredential, ///< the account's secret is not to be had (keychain locked, variable unset, file unreadable)
        Forbidden,
        NotFound,
        BadRequest,
        BadAddress, ///< the configured address may not be used (scheme, userinfo, no host)
        Cancelled,
        Taken, ///< there is room for one, and somebody else has it (GitHub: one forwarding of webhooks a repository)
        InboxRefused, ///< GitHub gives notifications only to a classic token with the scope notifications or repo
    };

    Kind kind = Kind::Transient;
    Reason reason = Reason::Unknown;
    int httpStatus = 0; ///< 0 where no answer came
    QString host; ///< the host that was asked, empty where none was
    QString detail;
    QDateTime until; ///< not before this (UTC); invalid where the service gave no time

    bool operator==(const Failure &) const = default;
};

}

Q_DECLARE_METATYPE(Windsock::Failure)
