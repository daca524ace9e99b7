// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/lines/amqpthread.h"

#include "lineslogging.h"

#include <algorithm>
#include <array>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace Windsock {

using namespace std::chrono_literals;

namespace {
constexpr int s_framesAtOnce = 500;
constexpr auto s_tellSpacing = 200ms;
constexpr auto s_gentleEnd = 400ms;
constexpr auto s_hardEnd = 600ms;
}

std::shared_ptr<AmqpThread> AmqpThread::start(Line &line, const LineTask &task, LineReader reader)
{
    auto thread = std::make_shared<AmqpThread>(line, task, std::move(reader));
    std::thread([thread] { thread->run(); }).detach();
    return thread;
}

AmqpThread::AmqpThread(Line &line, const LineTask &task, LineReader reader)
    : m_task(task), m_reader(std::move(reader)), m_bell(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), m_line(&line)
{
}

AmqpThread::~AmqpThread()
{
    ::close(m_bell);
}

void AmqpThread::end()
{
    const std::scoped_lock lock(m_mutex);
    m_line = nullptr;
    const quint64 once = 1;
    std::ignore = ::write(m_bell, &once, sizeof once);
}

void AmqpThread::awaitEnd()
{
    std::unique_lock lock(m_mutex);
    if (m_over.wait_for(lock, s_gentleEnd, [this] { return m_isOver; })) {
        return;
    }
    if (m_socket >= 0) { // it waits for a broker that does not answer
        ::shutdown(m_socket, SHUT_RDWR);
    }
    m_over.wait_for(lock, s_hardEnd, [this] { return m_isOver; });
}

bool AmqpThread::isEnding() const
{
    const std::scoped_lock lock(m_mutex);
    return !m_line;
}

/// A descriptor of our own for the same socket: the library may close its own at any time.
void AmqpThread::publishSocket(int socket)
{
    const std::scoped_lock lock(m_mutex);
    if (m_socket >= 0) {
        ::close(m_socket);
    }
    m_socket = socket < 0 ? -1 : ::fcntl(socket, F_DUPFD_CLOEXEC, 0);
}

/// On the line's own thread, unless the line has been closed until then.
void AmqpThread::tell(const std::function<void(Line &)> &what)
{
    const std::scoped_lock lock(m_mutex);
    if (!m_line) {
        return;
    }
    QMetaObject::invokeMethod(
        m_line,
        [self = shared_from_this(), line = m_line, what] {
            if (!self->isEnding()) {
                what(*line);
            }
        },
        Qt::QueuedConnection);
}

void AmqpThread::run()
{
    {
        AmqpSession session(m_task);
        const Result<void> ended = listen(session);
        if (!ended) {
            qCInfo(WINDSOCK_LINES) << "the line to" << m_task.address.host << "is lost:" << ended.error().detail;
            tell([failure = ended.error()](Line &line) { Q_EMIT line.lost(failure); });
        }
        session.close();
        publishSocket(-1);
    }
    const std::scoped_lock lock(m_mutex);
    m_isOver = true;
    m_over.notify_all();
}

Result<void> AmqpThread::listen(AmqpSession &session)
{
    if (const auto connected = session.connect(); !connected) {
        return connected;
    }
    publishSocket(session.socket());
    if (isEnding()) {
        return {};
    }
    const auto subscribed = session.subscribe();
    if (!subscribed) {
        return Failed(subscribed.error());
    }
    tell([missing = *subscribed](Line &line) { Q_EMIT line.opened(missing); });
    return attend(session);
}

Result<void> AmqpThread::attend(AmqpSession &session)
{
    while (!isEnding()) {
        const auto isEmpty = session.read(s_framesAtOnce, [this](const LineMessage &message) { hear(message); });
        if (!isEmpty) {
            tellLooks();
            return Failed(isEmpty.error());
        }
        if (m_messages > 0 && (!m_lastTold.isValid() || m_lastTold.durationElapsed() >= s_tellSpacing)) {
            tellLooks();
        }
        if (*isEmpty) {
            waitFor(session);
        }
    }
    return {};
}

void AmqpThread::hear(const LineMessage &message)
{
    ++m_messages;
    for (const WatchId &watch : m_reader(message)) {
        m_heard.insert(watch);
    }
}

void AmqpThread::tellLooks()
{
    m_lastTold.start();
    const std::scoped_lock lock(m_mutex);
    m_looks.unite(std::exchange(m_heard, {}));
    m_looksMessages += std::exchange(m_messages, 0);
    if (m_underWay || !m_line) {
        return;
    }
    m_underWay = true;
    QMetaObject::invokeMethod(
        m_line,
        [self = shared_from_this(), line = m_line] {
            std::unique_lock taking(self->m_mutex);
            const QList<WatchId> watches = std::exchange(self->m_looks, {}).values();
            const qint64 messages = std::exchange(self->m_looksMessages, 0);
            self->m_underWay = false;
            const bool heard = self->m_line;
            taking.unlock();
            if (heard) {
                Q_EMIT line->looked(watches, messages);
            }
        },
        Qt::QueuedConnection);
}

/// For something to read, the bell, the time to tell what was heard, or that of a heartbeat.
void AmqpThread::waitFor(const AmqpSession &session)
{
    std::chrono::milliseconds wait = std::chrono::milliseconds(m_task.heartbeat) / 2;
    if (m_messages > 0) {
        const auto told = std::chrono::duration_cast<std::chrono::milliseconds>(m_lastTold.durationElapsed());
        wait = std::clamp<std::chrono::milliseconds>(s_tellSpacing - told, 1ms, wait);
    }
    std::array descriptors{pollfd{.fd = session.socket(), .events = POLLIN, .revents = 0},
                           pollfd{.fd = m_bell, .events = POLLIN, .revents = 0}};
    std::ignore = ::poll(descriptors.data(), descriptors.size(), int(wait.count()));
}

}
