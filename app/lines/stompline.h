// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/lines/line.h"

#include <QThread>

#include <memory>

namespace Windsock {

/// A line over STOMP 1.2 on a WebSocket: RabbitMQ's plugin web_stomp, where AMQP's port is closed.
class StompLine final : public Line
{
    Q_OBJECT

public:
    explicit StompLine(QObject *parent = nullptr);
    ~StompLine() override;

    void open(const LineTask &task, LineReader reader) override;
    void close() override;

private:
    std::unique_ptr<QThread> m_thread; ///< nothing on it waits, so it ends as soon as it is told to
};

}
