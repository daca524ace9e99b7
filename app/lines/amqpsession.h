// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/lines/line.h"
#include "models/values/result.h"

#include <rabbitmq-c/amqp.h>

#include <optional>

namespace Windsock {

/// One connection to an AMQP 0-9-1 broker, for one thread: what it is asked may wait, up to ten seconds a step. Nothing that
/// the broker sends makes it hold more than one message of the largest size.
class AmqpSession
{
public:
    explicit AmqpSession(LineTask task);
    ~AmqpSession();
    Q_DISABLE_COPY_MOVE(AmqpSession)

    /// Reaches the broker, over TLS with the certificate and the host's name verified, and signs in.
    [[nodiscard]] Result<void> connect();
    /// Declares the queue, binds it and begins to read. Gives the exchanges that cannot be had; none can: a failure.
    [[nodiscard]] Result<QStringList> subscribe();

    using Take = std::function<void(const LineMessage &)>;
    /// Reads what has come, without waiting, and hands each whole message to `take` and acknowledges it; at most `frames`
    /// frames. Whether there was less. Also sends our heartbeat where one is due.
    [[nodiscard]] Result<bool> read(int frames, const Take &take);

    /// To be waited on, -1 where there is none.
    int socket() const;
    /// Says goodbye, for a second at most.
    void close();

private:
    /// A message of which something is still to come.
    struct Incoming {
        LineMessage message;
        quint64 tag = 0;
        std::optional<quint64> left; ///< bytes of the body; nothing before its header
        bool tooLarge = false;
    };

    [[nodiscard]] Result<void> reach();
    [[nodiscard]] Result<void> signIn();
    [[nodiscard]] Result<void> openChannel();
    [[nodiscard]] Result<void> askForExchange(const QString &exchange);
    [[nodiscard]] Result<void> declareQueue();
    [[nodiscard]] Result<void> bind(const LineBinding &binding);
    [[nodiscard]] Result<void> consume();
    [[nodiscard]] Result<void> outcome();
    [[nodiscard]] Result<void> accept(const amqp_frame_t &frame, const Take &take);
    [[nodiscard]] Result<void> acceptMethod(const amqp_method_t &method);
    [[nodiscard]] Result<void> acceptHeader(const amqp_frame_t &frame);
    [[nodiscard]] Result<void> acceptBody(amqp_bytes_t bytes);
    void finishMessage(const Take &take);
    [[nodiscard]] Result<void> acknowledge();
    Failure garbled() const;

    LineTask m_task;
    QByteArray m_queue;
    amqp_connection_state_t m_connection = nullptr;
    amqp_channel_t m_channel = 0;
    std::optional<Incoming> m_incoming;
    quint64 m_read = 0; ///< tag of the last message that was read whole
    quint64 m_acknowledged = 0;
    bool m_signedIn = false;
};

}
