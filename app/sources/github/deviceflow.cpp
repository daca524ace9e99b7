// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/github/deviceflow.h"

#include <algorithm>
#include <utility>

namespace Windsock {

using namespace std::chrono_literals;

namespace {

using std::chrono::seconds;
using Stage = DeviceFlow::Stage;

constexpr seconds s_slower = 5s; // RFC 8628, 3.5
constexpr seconds s_longestBackoff = 60s;

DeviceFlow over(DeviceFlow flow, const DeviceRefusal &refusal)
{
    flow.stage = Stage::Over;
    flow.refusal = refusal;
    flow.code.deviceCode.clear();
    return flow;
}

DeviceFlow waiting(DeviceFlow flow, const QDateTime &now)
{
    constexpr int mostDoublings = 6; // beyond the longest already
    const seconds doubled = flow.interval * (1 << std::min(flow.troubles, mostDoublings));
    const seconds pause = std::max(flow.interval, std::min(doubled, s_longestBackoff));
    flow.stage = Stage::Waiting;
    flow.due = now.addDuration(pause + std::max<seconds>(1s, pause / 5));
    return flow;
}

}

DeviceFlow codeTold(DeviceFlow flow, const std::expected<DeviceCode, DeviceRefusal> &code, const QDateTime &now)
{
    if (!code) {
        return over(std::move(flow), code.error());
    }
    flow.code = *code;
    flow.interval = code->interval;
    flow.expires = now.addDuration(code->lifetime);
    return waiting(std::move(flow), now);
}

DeviceFlow timePassed(DeviceFlow flow, const QDateTime &now)
{
    if (flow.stage != Stage::Waiting) {
        return flow;
    }
    if (now >= flow.expires) {
        return over(std::move(flow), {.trouble = SignIn::Trouble::Expired});
    }
    if (now >= flow.due) {
        flow.stage = Stage::TokenDue;
    }
    return flow;
}

DeviceFlow tokenTold(DeviceFlow flow, const DeviceTold &told, const QDateTime &now)
{
    switch (told.kind) {
    case DeviceTold::Kind::Granted:
        flow.stage = Stage::Granted;
        flow.troubles = 0;
        flow.token = told.token;
        flow.code.deviceCode.clear();
        return flow;
    case DeviceTold::Kind::Refused:
        return over(std::move(flow), told.refusal);
    case DeviceTold::Kind::Pending:
        flow.troubles = 0;
        break;
    case DeviceTold::Kind::SlowDown:
        flow.troubles = 0;
        flow.interval = std::min(std::max(flow.interval + s_slower, told.interval.value_or(0s)), longestDeviceInterval);
        break;
    case DeviceTold::Kind::NoAnswer:
        ++flow.troubles;
        break;
    }
    const QDateTime notBefore = told.refusal.failure.until;
    flow = waiting(std::move(flow), now);
    if (notBefore.isValid()) {
        flow.due = std::max(flow.due, notBefore);
    }
    return flow;
}

seconds timeLeft(const DeviceFlow &flow, const QDateTime &now)
{
    return flow.expires.isValid() ? seconds(std::max<qint64>(0, now.secsTo(flow.expires))) : 0s;
}

}
