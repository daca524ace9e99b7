// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/github/deviceflow.h"
#include "app/sources/github/devicerequests.h"
#include "models/values/clock.h"

#include <QObject>
#include <QTimer>

namespace Windsock {

/// One sign-in by the device flow, from begin() until it is granted or over; destroying it is how it is cancelled. Once
/// a second it looks whether something is due. It asks again by itself: that is the protocol, and no source retries.
class DeviceSignIn final : public QObject
{
    Q_OBJECT

public:
    DeviceSignIn(HttpClient &http, const DeviceAsk &ask, Clock clock, QObject *parent = nullptr);

    void begin();
    const DeviceFlow &flow() const { return m_flow; }
    std::chrono::seconds left() const { return timeLeft(m_flow, m_clock()); }
    /// Does what is due. The timer calls it; so does a test that has moved its clock.
    void wake();

Q_SIGNALS:
    /// Another stage, or another second of the time that is left. Whoever hears it may destroy this.
    void changed();

private:
    void take(const DeviceFlow &flow);

    HttpClient &m_http;
    DeviceAsk m_ask;
    Clock m_clock;
    QTimer m_tick;
    DeviceFlow m_flow;
    std::chrono::seconds m_toldLeft{0};
};

}
