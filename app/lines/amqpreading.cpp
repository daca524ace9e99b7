// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/lines/amqpfailure.h"
#include "app/lines/amqpsession.h"

#include <string_view>
#include <utility>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr int s_mostRoutes = 64;

std::string_view viewOf(amqp_bytes_t bytes)
{
    return {static_cast<const char *>(bytes.bytes), bytes.len};
}

/// The further keys a message was sent with: RabbitMQ routes it by each text in the list CC.
QStringList routesOf(const amqp_basic_properties_t &properties)
{
    QStringList routes;
    if ((properties._flags & AMQP_BASIC_HEADERS_FLAG) == 0) {
        return routes;
    }
    for (int i = 0; i < properties.headers.num_entries; ++i) {
        const amqp_table_entry_t &entry = properties.headers.entries[i];
        if (viewOf(entry.key) != "CC" || entry.value.kind != AMQP_FIELD_KIND_ARRAY) {
            continue;
        }
        const amqp_array_t &list = entry.value.value.array;
        for (int j = 0; j < list.num_entries && routes.size() < s_mostRoutes; ++j) {
            if (list.entries[j].kind == AMQP_FIELD_KIND_UTF8) {
                routes.append(amqpText(list.entries[j].value.bytes));
            }
        }
    }
    return routes;
}
}

Failure AmqpSession::garbled() const
{
    return amqpFailure(AMQP_STATUS_UNEXPECTED_STATE, m_task.address.host);
}

Result<bool> AmqpSession::read(int frames, const Take &take)
{
    for (int i = 0; i < frames; ++i) {
        amqp_frame_t frame{};
        const timeval now{};
        const int status = amqp_simple_wait_frame_noblock(m_connection, &frame, &now);
        if (status == AMQP_STATUS_TIMEOUT) {
            return acknowledge().transform([] { return true; });
        }
        if (status != AMQP_STATUS_OK) {
            m_signedIn = false;
            return Failed(amqpFailure(status, m_task.address.host));
        }
        if (const auto accepted = accept(frame, take); !accepted) {
            return Failed(accepted.error());
        }
        amqp_maybe_release_buffers(m_connection);
    }
    return acknowledge().transform([] { return false; });
}

Result<void> AmqpSession::accept(const amqp_frame_t &frame, const Take &take)
{
    Result<void> accepted;
    switch (frame.frame_type) {
    case AMQP_FRAME_METHOD:
        accepted = acceptMethod(frame.payload.method);
        break;
    case AMQP_FRAME_HEADER:
        accepted = acceptHeader(frame);
        break;
    case AMQP_FRAME_BODY:
        accepted = acceptBody(frame.payload.body_fragment);
        break;
    default:
        return {};
    }
    if (accepted && m_incoming && m_incoming->left == 0) {
        finishMessage(take);
    }
    return accepted;
}

Result<void> AmqpSession::acceptMethod(const amqp_method_t &method)
{
    const QString &host = m_task.address.host;
    switch (method.id) {
    case AMQP_BASIC_DELIVER_METHOD: {
        if (m_incoming) {
            return Failed(garbled());
        }
        const auto *deliver = static_cast<const amqp_basic_deliver_t *>(method.decoded);
        m_incoming = Incoming{.message = {.exchange = amqpText(deliver->exchange),
                                          .key = amqpText(deliver->routing_key),
                                          .routes = {},
                                          .body = {}},
                              .tag = deliver->delivery_tag};
        return {};
    }
    case AMQP_BASIC_CANCEL_METHOD:
        return Failed(Failure{.kind = Failure::Kind::Transient,
                              .reason = Failure::Reason::Cancelled,
                              .host = host,
                              .detail = u"the queue was deleted"_s});
    case AMQP_CHANNEL_CLOSE_METHOD: {
        const auto *close = static_cast<const amqp_channel_close_t *>(method.decoded);
        return Failed(amqpFailure(close->reply_code, close->reply_text, host));
    }
    case AMQP_CONNECTION_CLOSE_METHOD: {
        const auto *close = static_cast<const amqp_connection_close_t *>(method.decoded);
        const Failure failure = amqpFailure(close->reply_code, close->reply_text, host);
        amqp_connection_close_ok_t ok{};
        std::ignore = amqp_send_method(m_connection, 0, AMQP_CONNECTION_CLOSE_OK_METHOD, &ok);
        m_signedIn = false;
        return Failed(failure);
    }
    default: // connection.blocked and what else a broker tells those who publish
        return {};
    }
}

Result<void> AmqpSession::acceptHeader(const amqp_frame_t &frame)
{
    if (!m_incoming || m_incoming->left || frame.payload.properties.class_id != AMQP_BASIC_CLASS) {
        return Failed(garbled());
    }
    m_incoming->left = frame.payload.properties.body_size;
    m_incoming->tooLarge = *m_incoming->left > quint64(m_task.largestMessage);
    const auto *properties = static_cast<const amqp_basic_properties_t *>(frame.payload.properties.decoded);
    m_incoming->message.routes = routesOf(*properties);
    return {};
}

Result<void> AmqpSession::acceptBody(amqp_bytes_t bytes)
{
    if (!m_incoming || !m_incoming->left || bytes.len > *m_incoming->left) {
        return Failed(garbled());
    }
    *m_incoming->left -= bytes.len;
    if (!m_incoming->tooLarge) {
        m_incoming->message.body.append(static_cast<const char *>(bytes.bytes), qsizetype(bytes.len));
    }
    return {};
}

void AmqpSession::finishMessage(const Take &take)
{
    const Incoming whole = *std::exchange(m_incoming, std::nullopt);
    m_read = whole.tag;
    if (!whole.tooLarge) {
        take(whole.message);
    }
}

/// All that were read at once: one frame instead of hundreds.
Result<void> AmqpSession::acknowledge()
{
    if (m_read == m_acknowledged) {
        return {};
    }
    m_acknowledged = m_read;
    const int status = amqp_basic_ack(m_connection, m_channel, m_read, 1);
    if (status != AMQP_STATUS_OK) {
        m_signedIn = false;
        return Failed(amqpFailure(status, m_task.address.host));
    }
    return {};
}

}
