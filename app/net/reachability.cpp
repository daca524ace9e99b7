// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/net/reachability.h"

#include <QNetworkInformation>

#include <utility>

namespace Windsock {

Reachability::Reachability(QObject *parent)
    : QObject(parent)
{
    if (!QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability)) {
        return;
    }
    const QNetworkInformation *information = QNetworkInformation::instance();
    connect(information, &QNetworkInformation::reachabilityChanged, this, &Reachability::look);
    connect(information, &QNetworkInformation::isMeteredChanged, this, &Reachability::look);
    look();
}

void Reachability::look()
{
    const QNetworkInformation *information = QNetworkInformation::instance();
    const bool online = information->reachability() != QNetworkInformation::Reachability::Disconnected;
    if (std::exchange(m_online, online) != online) {
        Q_EMIT onlineChanged(online);
    }
    const bool metered = information->supports(QNetworkInformation::Feature::Metered) && information->isMetered();
    if (std::exchange(m_metered, metered) != metered) {
        Q_EMIT meteredChanged(metered);
    }
}

}
