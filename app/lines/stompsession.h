// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/lines/line.h"
#include "app/lines/lookgatherer.h"
#include "app/lines/stompframe.h"

#include <QTimer>

#include <memory>

class QWebSocket;

namespace Windsock {

/// One line to a broker by STOMP, on a thread of its own. Each binding is a subscription with a queue of its own, asked for
/// one after the other, for STOMP has no other way to learn which exchange is not to be had: the broker ends the connection,
/// and the session begins another without it. Messages are not acknowledged: one that is lost with the connection said no
/// more than "look", and whoever opens a line looks at everything.
class StompSession : public QObject
{
    Q_OBJECT

public:
    StompSession(LineTask task, LineReader reader);
    ~StompSession() override;

    void start();

Q_SIGNALS:
    void opened(const QStringList &missing);
    void looked(const QList<Windsock::WatchId> &watches, qint64 messages);
    /// At most once, and the last that is said.
    void lost(const Windsock::Failure &failure);

private:
    void connectSocket();
    void cutOff();
    void signIn();
    void hear(const QByteArray &bytes);
    void accept(const StompFrame &frame);
    void acceptConnected(const StompFrame &frame);
    void acceptReceipt(const StompFrame &frame);
    void acceptMessage(const StompFrame &frame);
    void acceptError(const StompFrame &frame);
    void subscribeNext();
    void send(const StompFrame &frame);
    void lose(Failure failure);

    const LineTask m_task;
    const LineReader m_reader;
    std::unique_ptr<QWebSocket> m_socket;
    std::unique_ptr<StompReader> m_frames;
    QTimer m_patience; ///< for the next step of opening
    QTimer m_silence; ///< twice a heartbeat without a byte
    QTimer m_beat; ///< our own
    LookGatherer m_gatherer;
    QList<LineBinding> m_wanted; ///< bindings whose exchanges are not known to be missing
    QStringList m_missing;
    std::optional<Failure> m_why; ///< the last exchange was missing
    qsizetype m_subscribed = 0; ///< of the wanted, on this connection
    bool m_signedIn = false;
    bool m_isOpen = false;
    bool m_isDeaf = false; ///< of what this connection still says
    bool m_isLost = false;
};

}
