// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/lines/websocket.h"

#include "models/values/plaintext.h"

#include <QSslConfiguration>
#include <QWebSocket>

namespace Windsock {

namespace {
using Reason = Failure::Reason;

constexpr qint64 s_readAhead = 1024 * 1024; ///< bytes that are read before they are looked at
constexpr qsizetype s_longestWords = 500;

Reason reasonOf(QAbstractSocket::SocketError error)
{
    switch (error) {
    case QAbstractSocket::HostNotFoundError:
        return Reason::HostNotFound;
    case QAbstractSocket::ConnectionRefusedError:
        return Reason::ConnectionRefused;
    case QAbstractSocket::RemoteHostClosedError:
    case QAbstractSocket::NetworkError:
        return Reason::Cut;
    case QAbstractSocket::SocketTimeoutError:
        return Reason::Timeout;
    case QAbstractSocket::SslHandshakeFailedError:
        return Reason::Tls;
    default:
        return Reason::Unknown;
    }
}
}

std::unique_ptr<QWebSocket> makeWebSocket(qsizetype largestMessage)
{
    auto socket = std::make_unique<QWebSocket>();
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    socket->setSslConfiguration(tls);
    socket->setReadBufferSize(s_readAhead);
    socket->setMaxAllowedIncomingFrameSize(quint64(largestMessage));
    socket->setMaxAllowedIncomingMessageSize(quint64(largestMessage));
    return socket;
}

Failure webSocketFailure(QAbstractSocket::SocketError error, const QString &text)
{
    return {.kind = Failure::Kind::Transient, .reason = reasonOf(error), .detail = plainLine(text, s_longestWords)};
}

}
