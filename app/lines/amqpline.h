// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/lines/line.h"

#include <memory>

namespace Windsock {

class AmqpThread;

/// A line over AMQP 0-9-1: RabbitMQ, and so Pulse.
class AmqpLine final : public Line
{
    Q_OBJECT

public:
    explicit AmqpLine(QObject *parent = nullptr);
    ~AmqpLine() override;

    void open(const LineTask &task, LineReader reader) override;
    void close() override;

private:
    std::shared_ptr<AmqpThread> m_thread;
    QList<std::weak_ptr<AmqpThread>> m_leaving; ///< closed, and not over yet
};

}
