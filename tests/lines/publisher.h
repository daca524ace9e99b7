// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/lines/testbroker.h"

#include <QByteArray>
#include <QStringList>

#include <rabbitmq-c/amqp.h>

namespace Windsock {

/// One of those who write to the exchanges of a TestBroker. Each call waits until the broker has it.
class Publisher
{
public:
    explicit Publisher(const TestBroker &broker);
    ~Publisher();
    Q_DISABLE_COPY_MOVE(Publisher)

    /// Whether the broker let us in.
    bool isConnected() const { return m_connected; }
    /// `routes` are further keys, in the header CC as Taskcluster does it.
    bool publish(const QString &exchange, const QString &key, const QByteArray &body, const QStringList &routes = {});
    /// The same message so often, without waiting in between.
    bool publishMany(const QString &exchange, const QString &key, const QByteArray &body, int times);
    bool deleteQueue(const QString &queue);

private:
    bool send(const QString &exchange, const QString &key, const QByteArray &body, const QStringList &routes);
    bool sync();

    amqp_connection_state_t m_connection;
    bool m_connected = false;
};

}
