// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/lines/amqpsession.h"

#include "app/lines/amqpfailure.h"

#include <rabbitmq-c/ssl_socket.h>
#include <rabbitmq-c/tcp_socket.h>

#include <QSet>

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr int s_largestFrame = 128 * 1024;
constexpr int s_mostChannels = 2047;
constexpr timeval s_patience{.tv_sec = 10, .tv_usec = 0};
constexpr timeval s_farewell{.tv_sec = 1, .tv_usec = 0};
constexpr uint16_t s_prefetch = 200;
/// A queue whose reader never came is not deleted with it; and one that is not read grows no longer than PulseGuardian,
/// which warns at 2,000 messages and deletes at 8,000, minds. What is dropped said no more than "look".
constexpr int s_unusedFor = 10 * 60 * 1000;
constexpr int s_longestQueue = 1500;

amqp_table_entry_t yes(const char *key)
{
    return {.key = amqp_cstring_bytes(key), .value = {.kind = AMQP_FIELD_KIND_BOOLEAN, .value = {.boolean = 1}}};
}

amqp_table_entry_t number(const char *key, int value)
{
    return {.key = amqp_cstring_bytes(key), .value = {.kind = AMQP_FIELD_KIND_I32, .value = {.i32 = value}}};
}

/// For as long as `bytes` lives.
amqp_bytes_t wire(const QByteArray &bytes)
{
    return {.len = size_t(bytes.size()), .bytes = const_cast<char *>(bytes.constData())};
}
}

AmqpSession::AmqpSession(LineTask task)
    : m_task(std::move(task)), m_queue(m_task.queue.toUtf8()), m_connection(amqp_new_connection())
{
}

AmqpSession::~AmqpSession()
{
    amqp_destroy_connection(m_connection);
}

Result<void> AmqpSession::connect()
{
    return reach().and_then([this] { return signIn(); });
}

Result<void> AmqpSession::reach()
{
    const LineAddress &address = m_task.address;
    amqp_socket_t *socket = address.safe ? amqp_ssl_socket_new(m_connection) : amqp_tcp_socket_new(m_connection);
    if (!socket) {
        return Failed(amqpFailure(AMQP_STATUS_NO_MEMORY, address.host));
    }
    if (address.safe) {
        amqp_ssl_socket_set_verify_peer(socket, 1);
        amqp_ssl_socket_set_verify_hostname(socket, 1);
        if (const int status = amqp_ssl_socket_enable_default_verify_paths(socket); status != AMQP_STATUS_OK) {
            return Failed(amqpFailure(AMQP_STATUS_SSL_PEER_VERIFY_FAILED, address.host));
        }
        amqp_ssl_socket_set_ssl_versions(socket, AMQP_TLSv1_2, AMQP_TLSvLATEST);
    }
    amqp_set_handshake_timeout(m_connection, &s_patience);
    amqp_set_rpc_timeout(m_connection, &s_patience);
    const QByteArray host = address.host.toUtf8();
    if (const int status = amqp_socket_open_noblock(socket, host.constData(), address.port, &s_patience);
        status != AMQP_STATUS_OK) {
        return Failed(amqpFailure(status, address.host));
    }
    return {};
}

Result<void> AmqpSession::signIn()
{
    // So that we are told when the password is refused, and when somebody deletes the queue.
    std::array capabilities{yes("authentication_failure_close"), yes("consumer_cancel_notify")};
    const amqp_table_t able{.num_entries = int(capabilities.size()), .entries = capabilities.data()};
    std::array entries{
        amqp_table_entry_t{.key = amqp_cstring_bytes("product"),
                           .value = {.kind = AMQP_FIELD_KIND_UTF8, .value = {.bytes = amqp_cstring_bytes("Windsock")}}},
        amqp_table_entry_t{.key = amqp_cstring_bytes("capabilities"),
                           .value = {.kind = AMQP_FIELD_KIND_TABLE, .value = {.table = able}}}};
    const amqp_table_t properties{.num_entries = int(entries.size()), .entries = entries.data()};
    const QByteArray user = m_task.user.toUtf8();
    const amqp_rpc_reply_t reply = amqp_login_with_properties(
        m_connection, m_task.address.vhost.toUtf8().constData(), s_mostChannels, s_largestFrame,
        int(m_task.heartbeat.count()), &properties, AMQP_SASL_METHOD_PLAIN, user.constData(),
        m_task.password.constData());
    if (reply.reply_type == AMQP_RESPONSE_NORMAL) {
        m_signedIn = true;
        return {};
    }
    Failure failure = amqpFailure(reply, m_task.address.host);
    if (failure.reason == Failure::Reason::Forbidden) { // before we are in, it can be about nothing else
        failure.kind = Failure::Kind::NeedsLogin;
        failure.reason = Failure::Reason::BadCredential;
    }
    return Failed(failure);
}

Result<void> AmqpSession::outcome()
{
    const amqp_rpc_reply_t reply = amqp_get_rpc_reply(m_connection);
    if (reply.reply_type == AMQP_RESPONSE_NORMAL) {
        return {};
    }
    if (reply.reply_type == AMQP_RESPONSE_SERVER_EXCEPTION && reply.reply.id == AMQP_CHANNEL_CLOSE_METHOD) {
        const Failure failure = amqpFailure(reply, m_task.address.host);
        amqp_channel_close_ok_t ok{};
        std::ignore = amqp_send_method(m_connection, m_channel, AMQP_CHANNEL_CLOSE_OK_METHOD, &ok);
        return Failed(failure);
    }
    m_signedIn = false;
    return Failed(amqpFailure(reply, m_task.address.host));
}

Result<void> AmqpSession::openChannel()
{
    amqp_channel_open(m_connection, ++m_channel);
    return outcome();
}

/// The broker closes the channel that asks for an exchange it does not have: the next question needs another.
Result<void> AmqpSession::askForExchange(const QString &exchange)
{
    const QByteArray name = exchange.toUtf8();
    amqp_exchange_declare(m_connection, m_channel, wire(name), amqp_cstring_bytes("topic"), 1, 0, 0, 0,
                          amqp_empty_table);
    return outcome();
}

Result<void> AmqpSession::declareQueue()
{
    std::array entries{number("x-expires", s_unusedFor), number("x-max-length", s_longestQueue)};
    const amqp_table_t arguments{.num_entries = int(entries.size()), .entries = entries.data()};
    amqp_queue_declare(m_connection, m_channel, wire(m_queue), 0, 0, 0, 1, arguments);
    return outcome();
}

Result<void> AmqpSession::bind(const LineBinding &binding)
{
    const QByteArray exchange = binding.exchange.toUtf8();
    const QByteArray key = binding.key.toUtf8();
    amqp_queue_bind(m_connection, m_channel, wire(m_queue), wire(exchange), wire(key), amqp_empty_table);
    return outcome();
}

Result<void> AmqpSession::consume()
{
    amqp_basic_qos(m_connection, m_channel, 0, s_prefetch, 0);
    return outcome().and_then([this] {
        amqp_basic_consume(m_connection, m_channel, wire(m_queue), amqp_empty_bytes, 0, 0, 0, amqp_empty_table);
        return outcome();
    });
}

Result<QStringList> AmqpSession::subscribe()
{
    QStringList missing;
    QSet<QString> there;
    std::optional<Failure> why;
    if (const auto opened = openChannel(); !opened) {
        return Failed(opened.error());
    }
    for (const LineBinding &binding : std::as_const(m_task.bindings)) {
        if (there.contains(binding.exchange) || missing.contains(binding.exchange)) {
            continue;
        }
        const auto asked = askForExchange(binding.exchange);
        if (asked) {
            there.insert(binding.exchange);
            continue;
        }
        if (!m_signedIn) {
            return Failed(asked.error());
        }
        missing.append(binding.exchange);
        why = asked.error();
        if (const auto opened = openChannel(); !opened) {
            return Failed(opened.error());
        }
    }
    if (there.isEmpty()) {
        return Failed(why.value_or(Failure{.kind = Failure::Kind::Rejected, .reason = Failure::Reason::BadRequest}));
    }
    if (const auto declared = declareQueue(); !declared) {
        return Failed(declared.error());
    }
    for (const LineBinding &binding : std::as_const(m_task.bindings)) {
        if (there.contains(binding.exchange)) {
            if (const auto bound = bind(binding); !bound) {
                return Failed(bound.error());
            }
        }
    }
    return consume().transform([&missing] { return missing; });
}

int AmqpSession::socket() const
{
    return amqp_get_sockfd(m_connection);
}

void AmqpSession::close()
{
    if (std::exchange(m_signedIn, false)) {
        amqp_set_rpc_timeout(m_connection, &s_farewell);
        amqp_connection_close(m_connection, AMQP_REPLY_SUCCESS);
    }
}

}
