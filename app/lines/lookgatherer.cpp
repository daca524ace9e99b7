// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/lines/lookgatherer.h"

#include <utility>

namespace Windsock {

using namespace std::chrono_literals;

namespace {
constexpr auto s_spacing = 200ms;
}

LookGatherer::LookGatherer(QObject *parent)
    : QObject(parent), m_pause(this)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(s_spacing);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (m_messages > 0) {
            tell();
        }
    });
}

void LookGatherer::hear(const QList<WatchId> &watches)
{
    ++m_messages;
    for (const WatchId &watch : watches) {
        m_heard.insert(watch);
    }
    if (!m_pause.isActive()) {
        tell();
    }
}

void LookGatherer::finish()
{
    m_pause.stop();
    if (m_messages > 0) {
        Q_EMIT looked(std::exchange(m_heard, {}).values(), std::exchange(m_messages, 0));
    }
}

void LookGatherer::tell()
{
    m_pause.start();
    Q_EMIT looked(std::exchange(m_heard, {}).values(), std::exchange(m_messages, 0));
}

}
