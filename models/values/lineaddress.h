// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QUrl>

#include <optional>

namespace Windsock {

/// Where a broker is, and how it is spoken to.
struct LineAddress {
    enum class Way {
        Amqp, ///< AMQP 0-9-1
        Stomp, ///< STOMP 1.2 over a WebSocket, where only the web's ports are open (RabbitMQ's plugin web_stomp)
        Hook, ///< GitHub's webhooks, forwarded over a WebSocket whose address GitHub says when it is asked for one
    };

    QString host;
    quint16 port = 0;
    QString vhost; ///< "/" where the address names none
    bool safe = true; ///< TLS; plain only to this machine
    Way way = Way::Amqp;
    QString path; ///< of the WebSocket; empty with AMQP

    bool operator==(const LineAddress &) const = default;
};

/// From amqps://HOST[:PORT][/VHOST], the vhost with %2F for a slash in it, or wss://HOST[:PORT][/PATH][?vhost=VHOST], whose path
/// is RabbitMQ's /ws where it has none; amqp:// and ws:// for this machine only. Nothing where the address is another one, or
/// holds a user name or password.
std::optional<LineAddress> lineAddress(const QUrl &url);

/// The address of the WebSocket of a broker that is spoken to by STOMP.
QUrl webSocketUrl(const LineAddress &address);

/// Whether a broker's user may have this name, which the names of the user's queues begin with (pulseguardian: web.py).
bool isLineUser(const QString &user);

}
