// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/github/deviceparser.h"

namespace Windsock {

/// Where a sign-in by the device flow (RFC 8628) is. A value: the functions below say how it goes on, and ask neither a
/// clock nor the net.
struct DeviceFlow {
    enum class Stage {
        CodeDue, ///< a code is asked for
        Waiting, ///< until `due`
        TokenDue, ///< the token is asked for
        Granted, ///< the end: `token`
        Over, ///< the end: `refusal`
    };
    Stage stage = Stage::CodeDue;
    DeviceCode code; ///< after CodeDue
    std::chrono::seconds interval{5}; ///< between two questions, as the service wants it now
    QDateTime due; ///< of Waiting (UTC)
    QDateTime expires; ///< of the code (UTC)
    int troubles = 0; ///< how many questions in a row were not answered
    DeviceToken token;
    DeviceRefusal refusal;

    bool operator==(const DeviceFlow &) const = default;
};

/// From CodeDue to Waiting or Over.
[[nodiscard]] DeviceFlow codeTold(DeviceFlow flow, const std::expected<DeviceCode, DeviceRefusal> &code,
                                  const QDateTime &now);
/// From Waiting to TokenDue when it is time, to Over when the code has expired.
[[nodiscard]] DeviceFlow timePassed(DeviceFlow flow, const QDateTime &now);
/// From TokenDue to Granted, Over, or Waiting again: for the interval and a fifth of it, a second at least, as GitHub
/// counts the time between two questions more strictly than clocks go (cli/oauth: device/device_flow.go). After "slow down"
/// for five seconds more than before, or as long as the service says where that is more; without an answer twice as long
/// each time, up to a minute, and never before the service lets itself be asked again.
[[nodiscard]] DeviceFlow tokenTold(DeviceFlow flow, const DeviceTold &told, const QDateTime &now);
/// For how long the code still holds, at least 0.
std::chrono::seconds timeLeft(const DeviceFlow &flow, const QDateTime &now);

}
