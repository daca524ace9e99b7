// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/lines/amqpline.h"

#include "app/lines/amqpthread.h"

#include <utility>

namespace Windsock {

AmqpLine::AmqpLine(QObject *parent)
    : Line(parent)
{
}

AmqpLine::~AmqpLine()
{
    close();
    for (const auto &leaving : std::as_const(m_leaving)) {
        if (const auto thread = leaving.lock()) {
            thread->awaitEnd();
        }
    }
}

void AmqpLine::open(const LineTask &task, LineReader reader)
{
    close();
    m_thread = AmqpThread::start(*this, task, std::move(reader));
}

void AmqpLine::close()
{
    if (const auto thread = std::exchange(m_thread, nullptr)) {
        thread->end();
        m_leaving.removeIf([](const std::weak_ptr<AmqpThread> &gone) { return gone.expired(); });
        m_leaving.append(thread);
    }
}

}
