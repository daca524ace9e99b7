// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/lines/publisher.h"

#include <rabbitmq-c/ssl_socket.h>

#include <QFile>

#include <vector>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
amqp_bytes_t wire(const QByteArray &bytes)
{
    return {.len = size_t(bytes.size()), .bytes = const_cast<char *>(bytes.constData())};
}
}

Publisher::Publisher(const TestBroker &broker)
    : m_connection(amqp_new_connection())
{
    amqp_socket_t *socket = amqp_ssl_socket_new(m_connection);
    amqp_ssl_socket_set_cacert(socket, QFile::encodeName(broker.authority()).constData());
    const timeval patience{.tv_sec = 20, .tv_usec = 0};
    amqp_set_handshake_timeout(m_connection, &patience);
    amqp_set_rpc_timeout(m_connection, &patience);
    m_connected = amqp_socket_open_noblock(socket, "localhost", broker.port(), &patience) == AMQP_STATUS_OK
        && amqp_login(m_connection, "/", 0, 131072, 0, AMQP_SASL_METHOD_PLAIN, "publisher", "publisher").reply_type
            == AMQP_RESPONSE_NORMAL
        && amqp_channel_open(m_connection, 1);
}

Publisher::~Publisher()
{
    amqp_destroy_connection(m_connection);
}

bool Publisher::send(const QString &exchange, const QString &key, const QByteArray &body, const QStringList &routes)
{
    QList<QByteArray> texts;
    for (const QString &route : routes) {
        texts.append(route.toUtf8());
    }
    std::vector<amqp_field_value_t> values;
    for (const QByteArray &text : std::as_const(texts)) {
        values.push_back({.kind = AMQP_FIELD_KIND_UTF8, .value = {.bytes = wire(text)}});
    }
    amqp_table_entry_t carbon{
        .key = amqp_cstring_bytes("CC"),
        .value = {.kind = AMQP_FIELD_KIND_ARRAY,
                  .value = {.array = {.num_entries = int(values.size()), .entries = values.data()}}}};
    amqp_basic_properties_t properties{};
    if (!routes.isEmpty()) {
        properties._flags = AMQP_BASIC_HEADERS_FLAG;
        properties.headers = {.num_entries = 1, .entries = &carbon};
    }
    return amqp_basic_publish(m_connection, 1, wire(exchange.toUtf8()), wire(key.toUtf8()), 0, 0, &properties,
                              wire(body))
        == AMQP_STATUS_OK;
}

/// A question whose answer comes after all that was sent before has been taken.
bool Publisher::sync()
{
    amqp_exchange_declare(m_connection, 1, amqp_cstring_bytes("exchange/hgpushes/v1"), amqp_cstring_bytes("topic"), 1,
                          1, 0, 0, amqp_empty_table);
    return amqp_get_rpc_reply(m_connection).reply_type == AMQP_RESPONSE_NORMAL;
}

bool Publisher::publish(const QString &exchange, const QString &key, const QByteArray &body, const QStringList &routes)
{
    return m_connected && send(exchange, key, body, routes) && sync();
}

bool Publisher::publishMany(const QString &exchange, const QString &key, const QByteArray &body, int times)
{
    bool sent = m_connected;
    for (int i = 0; i < times && sent; ++i) {
        sent = send(exchange, key, body, {});
    }
    return sent && sync();
}

bool Publisher::deleteQueue(const QString &queue)
{
    const QByteArray name = queue.toUtf8();
    amqp_queue_delete(m_connection, 1, wire(name), 0, 0);
    return amqp_get_rpc_reply(m_connection).reply_type == AMQP_RESPONSE_NORMAL;
}

}
