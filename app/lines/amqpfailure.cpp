// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/lines/amqpfailure.h"

#include "models/values/plaintext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
using Kind = Failure::Kind;
using Reason = Failure::Reason;

Reason reasonOfStatus(int status)
{
    switch (status) {
    case AMQP_STATUS_HOSTNAME_RESOLUTION_FAILED:
        return Reason::HostNotFound;
    case AMQP_STATUS_TIMEOUT:
    case AMQP_STATUS_HEARTBEAT_TIMEOUT:
        return Reason::Timeout;
    case AMQP_STATUS_CONNECTION_CLOSED:
    case AMQP_STATUS_SOCKET_CLOSED:
    case AMQP_STATUS_TCP_ERROR:
        return Reason::Cut;
    case AMQP_STATUS_SOCKET_ERROR:
        return Reason::ConnectionRefused;
    case AMQP_STATUS_SSL_HOSTNAME_VERIFY_FAILED:
    case AMQP_STATUS_SSL_PEER_VERIFY_FAILED:
    case AMQP_STATUS_SSL_CONNECTION_FAILED:
        return Reason::Tls;
    case AMQP_STATUS_SSL_ERROR: // an established connection that breaks ends with it, too
        return Reason::Cut;
    case AMQP_STATUS_BAD_AMQP_DATA:
    case AMQP_STATUS_UNKNOWN_CLASS:
    case AMQP_STATUS_UNKNOWN_METHOD:
    case AMQP_STATUS_INCOMPATIBLE_AMQP_VERSION:
    case AMQP_STATUS_WRONG_METHOD:
    case AMQP_STATUS_UNEXPECTED_STATE:
    case AMQP_STATUS_BROKER_UNSUPPORTED_SASL_METHOD:
        return Reason::NotTheFormat;
    default:
        return Reason::Unknown;
    }
}

/// Kind and reason of a reply code.
std::pair<Kind, Reason> meaningOf(int code)
{
    switch (code) {
    case 403: // ACCESS_REFUSED
        return {Kind::Rejected, Reason::Forbidden};
    case 404: // NOT_FOUND
    case 530: // NOT_ALLOWED: the vhost is not there, or not ours
        return {Kind::Rejected, Reason::NotFound};
    case 405: // RESOURCE_LOCKED
    case 406: // PRECONDITION_FAILED: there is one of this name, declared differently
        return {Kind::Rejected, Reason::BadRequest};
    case 320: // CONNECTION_FORCED: somebody stops the broker
    case 541: // INTERNAL_ERROR
        return {Kind::Transient, Reason::ServerError};
    case 313: // NO_CONSUMERS
    case 506: // RESOURCE_ERROR
        return {Kind::Transient, Reason::Unknown};
    default: // 5xx: what we said was not understood, or was not allowed here
        return {Kind::Malformed, Reason::BadRequest};
    }
}
}

QString amqpText(amqp_bytes_t bytes, size_t limit)
{
    return QString::fromUtf8(static_cast<const char *>(bytes.bytes), qsizetype(std::min(bytes.len, limit)));
}

Failure amqpFailure(int status, const QString &host)
{
    const Reason reason = reasonOfStatus(status);
    return {.kind = reason == Reason::NotTheFormat ? Kind::Malformed : Kind::Transient,
            .reason = reason,
            .host = host,
            .detail = QString::fromUtf8(amqp_error_string2(status))};
}

Failure amqpFailure(int code, amqp_bytes_t text, const QString &host)
{
    const auto [kind, reason] = meaningOf(code);
    return {.kind = kind, .reason = reason, .host = host, .detail = u"%1 %2"_s.arg(code).arg(plainLine(amqpText(text)))};
}

Failure amqpFailure(const amqp_rpc_reply_t &reply, const QString &host)
{
    if (reply.reply_type == AMQP_RESPONSE_SERVER_EXCEPTION && reply.reply.id == AMQP_CHANNEL_CLOSE_METHOD) {
        const auto *close = static_cast<const amqp_channel_close_t *>(reply.reply.decoded);
        return amqpFailure(close->reply_code, close->reply_text, host);
    }
    if (reply.reply_type == AMQP_RESPONSE_SERVER_EXCEPTION && reply.reply.id == AMQP_CONNECTION_CLOSE_METHOD) {
        const auto *close = static_cast<const amqp_connection_close_t *>(reply.reply.decoded);
        return amqpFailure(close->reply_code, close->reply_text, host);
    }
    if (reply.reply_type == AMQP_RESPONSE_LIBRARY_EXCEPTION) {
        return amqpFailure(reply.library_error, host);
    }
    return amqpFailure(AMQP_STATUS_UNEXPECTED_STATE, host);
}

}
