// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/result.h"

#include <QByteArray>
#include <QList>

#include <functional>
#include <optional>
#include <utility>

namespace Windsock {

/// A frame of STOMP 1.2 (stomp.github.io/stomp-specification-1.2.html).
struct StompFrame {
    QByteArray command;
    QList<std::pair<QByteArray, QByteArray>> headers; ///< as meant, without escapes
    QByteArray body;
    bool cut = false; ///< the body was larger than wanted and is not here

    bool operator==(const StompFrame &) const = default;

    /// Of headers of one name the first counts. Empty where there is none.
    QByteArray header(QByteArrayView name) const;
};

/// The frame's bytes. In a CONNECT frame colons are not escaped but backslashes are: the specification wants neither, and
/// RabbitMQ takes a backslash in any frame as the beginning of an escape (rabbit_stomp_frame.erl).
QByteArray stompBytes(const StompFrame &frame);

/// Takes frames out of bytes as they come, in whatever pieces. Holds no more than one head of 64 KiB and one body of the
/// largest size.
class StompReader
{
public:
    using Take = std::function<void(const StompFrame &)>;

    explicit StompReader(qsizetype largestBody);

    /// Hands each whole frame to `take`. Malformed where the bytes are no STOMP; there is no way on from there.
    [[nodiscard]] Result<void> read(QByteArrayView bytes, const Take &take);

private:
    enum class At { Command, Headers, Body };

    [[nodiscard]] Result<void> readHead(QByteArrayView &bytes);
    [[nodiscard]] Result<void> readLine(QByteArray line);
    [[nodiscard]] Result<void> endHead();
    [[nodiscard]] Result<void> readBody(QByteArrayView &bytes, const Take &take);
    void keep(QByteArrayView part);

    const qsizetype m_largestBody;
    At m_at = At::Command;
    StompFrame m_frame;
    QByteArray m_line; ///< as far as it has come
    qsizetype m_headSize = 0;
    std::optional<qint64> m_left; ///< bytes of the body, where its length was said
};

}
