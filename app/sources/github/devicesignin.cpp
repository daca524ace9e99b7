// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/github/devicesignin.h"

namespace Windsock {

using namespace std::chrono_literals;
using Stage = DeviceFlow::Stage;

DeviceSignIn::DeviceSignIn(HttpClient &http, const DeviceAsk &ask, Clock clock, QObject *parent)
    : QObject(parent), m_http(http), m_ask(ask), m_clock(std::move(clock))
{
    m_tick.setInterval(1s);
    connect(&m_tick, &QTimer::timeout, this, &DeviceSignIn::wake);
}

void DeviceSignIn::begin()
{
    m_flow = {};
    m_http.send(deviceCodeRequest(m_ask), this, [this](const Result<HttpAnswer> &answer) {
        const QDateTime now = m_clock();
        m_tick.start();
        take(codeTold(m_flow, readDeviceCode(answer, m_ask.account.baseUrl, now), now));
    });
}

void DeviceSignIn::wake()
{
    const DeviceFlow now = timePassed(m_flow, m_clock());
    const bool isDue = now.stage == Stage::TokenDue && m_flow.stage == Stage::Waiting;
    if (isDue) {
        m_http.send(deviceTokenRequest(m_ask, m_flow.code.deviceCode), this, [this](const Result<HttpAnswer> &answer) {
            const QDateTime then = m_clock();
            take(tokenTold(m_flow, readDeviceToken(answer, then), then));
        });
    }
    take(now);
}

void DeviceSignIn::take(const DeviceFlow &flow)
{
    const bool isAnother = flow.stage != m_flow.stage || flow.troubles != m_flow.troubles;
    m_flow = flow;
    if (m_flow.stage == Stage::Granted || m_flow.stage == Stage::Over) {
        m_tick.stop();
    }
    const std::chrono::seconds left = this->left();
    if (isAnother || left != m_toldLeft) {
        m_toldLeft = left;
        Q_EMIT changed();
    }
}

}
