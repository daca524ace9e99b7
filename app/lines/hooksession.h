// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/lines/hooknote.h"
#include "app/lines/line.h"
#include "app/lines/lookgatherer.h"
#include "app/sources/github/hookrequests.h"

#include <QTimer>

#include <memory>

class QWebSocket;

namespace Windsock {

/// One forwarding of webhooks, on a thread of its own: removes what a former run left, has a webhook made, opens the
/// WebSocket that GitHub names, has the webhook sent from then on, and says of each webhook that it arrived. What is lost is
/// left at GitHub until leave(): it costs nothing, and a network that is gone could not be told.
class HookSession : public QObject
{
    Q_OBJECT

public:
    HookSession(LineTask task, LineReader reader);
    ~HookSession() override;

    void start();
    /// Removes the webhook; left() comes after that, or after two seconds. Nothing else is said any more.
    void leave();

Q_SIGNALS:
    void opened(const QStringList &missing);
    void looked(const QList<Windsock::WatchId> &watches, qint64 messages);
    /// At most once.
    void lost(const Windsock::Failure &failure);
    void left();

private:
    using Then = std::function<void(const HttpAnswer &)>;

    void ask(const HttpRequest &request, Then then);
    void sweep(const HookNote &note);
    void sweepUnknown(const HookNote &note, const HttpAnswer &hooks);
    void remove(qint64 id, const std::function<void()> &then);
    void make();
    void made(const HttpAnswer &answer);
    void connectSocket(const QUrl &url);
    void cutOff();
    void activate();
    void hear(const QByteArray &message);
    void lose(Failure failure);
    void keepNote(qint64 id, const QDateTime &asked);
    void forgetNote();

    const LineTask m_task;
    const LineReader m_reader;
    const HookPlace m_place;
    std::unique_ptr<HttpClient> m_http; ///< of this thread
    std::unique_ptr<QWebSocket> m_socket;
    QTimer m_patience; ///< for the WebSocket
    QTimer m_silence; ///< twice a heartbeat without a word or a pong
    QTimer m_beat; ///< our pings
    LookGatherer m_gatherer;
    HookNote m_note; ///< the webhook that is at GitHub, as far as we know
    bool m_isMaking = false; ///< GitHub was asked for one and has not answered
    bool m_isLost = false;
    bool m_isLeaving = false;
};

}
