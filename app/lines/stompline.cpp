// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/lines/stompline.h"

#include "app/lines/stompsession.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace Windsock {

StompLine::StompLine(QObject *parent)
    : Line(parent)
{
}

StompLine::~StompLine()
{
    close();
}

void StompLine::open(const LineTask &task, LineReader reader)
{
    close();
    m_thread = std::make_unique<QThread>();
    m_thread->setObjectName(u"stomp"_s);
    auto *session = new StompSession(task, std::move(reader));
    session->moveToThread(m_thread.get());
    // What a closed line's session said before it was closed is of a thread that is not ours any more.
    const auto ifOurs = [this, thread = m_thread.get()](auto say) {
        if (m_thread.get() == thread) {
            say();
        }
    };
    connect(session, &StompSession::opened, this,
            [this, ifOurs](const QStringList &missing) { ifOurs([&] { Q_EMIT opened(missing); }); });
    connect(session, &StompSession::looked, this, [this, ifOurs](const QList<WatchId> &watches, qint64 messages) {
        ifOurs([&] { Q_EMIT looked(watches, messages); });
    });
    connect(session, &StompSession::lost, this,
            [this, ifOurs](const Failure &failure) { ifOurs([&] { Q_EMIT lost(failure); }); });
    connect(m_thread.get(), &QThread::started, session, &StompSession::start);
    connect(m_thread.get(), &QThread::finished, session, &QObject::deleteLater);
    m_thread->start();
}

void StompLine::close()
{
    if (const auto thread = std::exchange(m_thread, nullptr)) {
        thread->quit();
        thread->wait();
    }
}

}
