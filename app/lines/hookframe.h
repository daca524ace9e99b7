// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/result.h"

#include <QByteArray>

namespace Windsock {

/// A webhook as it is forwarded: one message of the WebSocket, JSON with the members Header, of lists of texts, and Body,
/// in base64 (cli/gh-webhook: webhook/forward.go, whose types Go writes so).
struct HookDelivery {
    QString event; ///< X-GitHub-Event: "pull_request"
    QString id; ///< X-GitHub-Delivery; the same when GitHub sends it once more
    QByteArray body; ///< what would have been posted; nothing in it is to be believed

    bool operator==(const HookDelivery &) const = default;
};

/// Malformed where it is no such message, or larger than so many bytes. Event and id may be empty.
[[nodiscard]] Result<HookDelivery> readDelivery(const QByteArray &message, qsizetype largest);

/// What is sent back for each: the answer of the server that it would have been posted to, as JSON.
QByteArray deliveryAnswer(int status);

}
