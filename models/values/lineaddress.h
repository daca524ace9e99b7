// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QUrl>

#include <optional>

namespace Windsock {

/// Where a broker is.
struct LineAddress {
    QString host;
    quint16 port = 0;
    QString vhost; ///< "/" where the address has no path
    bool safe = true; ///< TLS; plain only to this machine

    bool operator==(const LineAddress &) const = default;
};

/// From amqps://HOST[:PORT][/VHOST], the vhost with %2F for a slash in it; amqp:// for this machine only. Nothing where the
/// address is another one, or holds a user name or password.
std::optional<LineAddress> lineAddress(const QUrl &url);

/// Whether a broker's user may have this name, which the names of the user's queues begin with (pulseguardian: web.py).
bool isLineUser(const QString &user);

}
