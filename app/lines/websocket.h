// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/failure.h"

#include <QAbstractSocket>

#include <memory>

class QWebSocket;

namespace Windsock {

/// A WebSocket that speaks TLS 1.2 or later and ends the connection where a message is larger than so many bytes.
std::unique_ptr<QWebSocket> makeWebSocket(qsizetype largestMessage);

/// What a WebSocket's error means for a person.
Failure webSocketFailure(QAbstractSocket::SocketError error, const QString &text);

}
