// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/lines/amqpsession.h"

#include <QElapsedTimer>
#include <QSet>

#include <condition_variable>
#include <memory>
#include <mutex>

namespace Windsock {

/// The thread of one AMQP connection. It holds itself alive until it is over, so that whoever started it need not wait for
/// a name service or a broker that does not answer. What it hears becomes a set of watches, told a few times a second at
/// most and taken over whole: a flood of messages cannot fill anything.
class AmqpThread : public std::enable_shared_from_this<AmqpThread>
{
public:
    static std::shared_ptr<AmqpThread> start(Line &line, const LineTask &task, LineReader reader);
    AmqpThread(Line &line, const LineTask &task, LineReader reader);
    ~AmqpThread();
    Q_DISABLE_COPY_MOVE(AmqpThread)

    /// The line hears nothing more; the connection is closed as soon as it may be.
    void end();
    /// Until the connection is closed, or for a moment.
    void awaitEnd();

private:
    void run();
    [[nodiscard]] Result<void> listen(AmqpSession &session);
    [[nodiscard]] Result<void> attend(AmqpSession &session);
    void hear(const LineMessage &message);
    void tellLooks();
    void waitFor(const AmqpSession &session);
    void tell(const std::function<void(Line &)> &what);
    void publishSocket(int socket);
    bool isEnding() const;

    const LineTask m_task;
    const LineReader m_reader;
    int m_bell = -1; ///< rung when the end is wanted
    // Of the thread alone
    QSet<WatchId> m_heard;
    qint64 m_messages = 0;
    QElapsedTimer m_lastTold;
    // Of both sides, under the mutex
    mutable std::mutex m_mutex;
    std::condition_variable m_over;
    Line *m_line = nullptr; ///< null once nothing more is to be heard
    QSet<WatchId> m_looks; ///< told and not yet taken
    qint64 m_looksMessages = 0;
    bool m_underWay = false; ///< somebody is about to take them
    int m_socket = -1;
    bool m_isOver = false;
};

}
