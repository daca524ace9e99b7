// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/lines/hookline.h"

#include "app/lines/hooksession.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace Windsock {

/// A thread and the session that lives on it.
class HookLine::Room
{
public:
    explicit Room(std::unique_ptr<HookSession> newcomer)
        : session(newcomer.release())
    {
        thread.setObjectName(u"hook"_s);
        session->moveToThread(&thread);
        QObject::connect(&thread, &QThread::started, session, &HookSession::start);
        // Direct: the thread that waits for this one has no time for a queued call.
        QObject::connect(session, &HookSession::left, &thread, &QThread::quit, Qt::DirectConnection);
        QObject::connect(&thread, &QThread::finished, session, &QObject::deleteLater);
    }

    /// Waits for the session's goodbye, which takes HookSession::goodbye at most.
    ~Room()
    {
        if (!wasStarted) {
            delete session;
            return;
        }
        leave();
        thread.wait();
    }

    void start()
    {
        wasStarted = true;
        thread.start();
    }

    void leave()
    {
        if (wasStarted && !std::exchange(isLeaving, true)) {
            // The session lives until its thread has finished, and that does not happen before this is called.
            QMetaObject::invokeMethod(session, &HookSession::leave, Qt::QueuedConnection);
        }
    }

    QThread thread;
    HookSession *const session;
    bool wasStarted = false;
    bool isLeaving = false;
};

HookLine::HookLine(QObject *parent)
    : Line(parent)
{
}

HookLine::~HookLine()
{
    close();
}

void HookLine::open(const LineTask &task, LineReader reader)
{
    close();
    m_room = std::make_unique<Room>(std::make_unique<HookSession>(task, std::move(reader)));
    HookSession *session = m_room->session;
    // What a closed line's session said before it was closed is of a room that is not ours any more.
    const auto ifOurs = [this, room = m_room.get()](auto say) {
        if (m_room.get() == room) {
            say();
        }
    };
    connect(session, &HookSession::opened, this,
            [this, ifOurs](const QStringList &missing) { ifOurs([&] { Q_EMIT opened(missing); }); });
    connect(session, &HookSession::looked, this, [this, ifOurs](const QList<WatchId> &watches, qint64 messages) {
        ifOurs([&] { Q_EMIT looked(watches, messages); });
    });
    connect(session, &HookSession::lost, this,
            [this, ifOurs](const Failure &failure) { ifOurs([&] { Q_EMIT lost(failure); }); });
    connect(&m_room->thread, &QThread::finished, this, [this, room = m_room.get()] {
        if (m_leaving.get() == room) {
            m_leaving.reset();
            if (m_room && !m_room->wasStarted) {
                m_room->start();
            }
        }
    });
    if (!m_leaving) { // GitHub has room for one: the other is to be gone first
        m_room->start();
    }
}

void HookLine::close()
{
    if (!m_room) {
        return;
    }
    if (!m_room->wasStarted) {
        m_room.reset(); // it had waited for the one that is leaving
        return;
    }
    m_room->leave();
    m_leaving = std::move(m_room); // an earlier one is gone, or this one had not been started
}

}
