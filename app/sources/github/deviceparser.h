// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/httpclient.h"
#include "models/values/signin.h"

#include <optional>

namespace Windsock {

/// What the service gave for a person to type in, and for us to wait with.
struct DeviceCode {
    QByteArray deviceCode; ///< a secret: printable ASCII, at most 512 bytes (GitHub's has 40)
    QString userCode; ///< printable ASCII, at most 32 characters (GitHub's has 9)
    QUrl page; ///< where it is typed in: of the account's host and scheme, without user name or password
    std::chrono::seconds lifetime{900}; ///< 1 second to 1 hour, whatever more the service says
    std::chrono::seconds interval{5}; ///< between two questions: 1 to 120 seconds; 5 where it is not told (RFC 8628, 3.2)

    bool operator==(const DeviceCode &) const = default;
};

/// What a sign-in led to.
struct DeviceToken {
    QByteArray token; ///< a secret: printable ASCII, at most 1024 bytes
    QStringList scopes; ///< those that were granted
    std::chrono::seconds lasts{0}; ///< 0 where it does not end; an OAuth app's does not

    bool operator==(const DeviceToken &) const = default;
};

/// Why a sign-in is over.
struct DeviceRefusal {
    SignIn::Trouble trouble = SignIn::Trouble::None;
    Failure failure; ///< of Service
    QString word; ///< of OtherWord

    bool operator==(const DeviceRefusal &) const = default;
};

/// The answer to deviceCodeRequest() of the account at `base`. Nothing in it is believed that could not be right.
[[nodiscard]] std::expected<DeviceCode, DeviceRefusal> readDeviceCode(const Result<HttpAnswer> &answer,
                                                                      const QUrl &base, const QDateTime &now);

/// What the answer to deviceTokenRequest() says.
struct DeviceTold {
    enum class Kind {
        Granted, ///< `token`
        Pending, ///< ask again
        SlowDown, ///< ask again, and less often: after `interval`, where that is told
        NoAnswer, ///< nothing that lasts: ask again later, not before `refusal.failure.until`
        Refused, ///< it is over: `refusal`
    };
    Kind kind = Kind::Refused;
    DeviceToken token;
    std::optional<std::chrono::seconds> interval;
    DeviceRefusal refusal;

    bool operator==(const DeviceTold &) const = default;
};
[[nodiscard]] DeviceTold readDeviceToken(const Result<HttpAnswer> &answer, const QDateTime &now);

/// The shortest and the longest time that is ever waited between two questions for the token.
inline constexpr std::chrono::seconds shortestDeviceInterval{1};
inline constexpr std::chrono::seconds longestDeviceInterval{120};

}
