// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

namespace Windsock {

/// A broker on loopback that plays AMQP 0-9-1 for one reader as far as it is told to, and then says exactly the bytes it is
/// given, however wrong.
class RogueBroker : public QObject
{
    Q_OBJECT

public:
    enum class Until {
        Nothing, ///< takes the connection and says nothing
        Greeting, ///< greets and does not answer the password
        SignedIn, ///< lets in and opens no channel
        Open, ///< does all that it should
        HalfMessage, ///< that, and then begins a message
    };
    Q_ENUM(Until)

    explicit RogueBroker(Until until = Until::Open);

    quint16 port() const { return m_server.serverPort(); }
    /// Says this where a broker greets.
    void setGreeting(const QByteArray &greeting) { m_greeting = greeting; }
    /// Sends no heartbeats and says no goodbye.
    void setSilent() { m_silent = true; }
    void send(const QByteArray &bytes);
    /// Whether it came to where it goes no further.
    bool isStalling() const { return m_stalling; }
    /// The tag of the last message that was acknowledged.
    qint64 acknowledged() const { return m_acknowledged; }
    qint64 bytesLeft() const { return m_socket ? m_socket->bytesToWrite() : 0; }

    static QByteArray frame(int type, int channel, const QByteArray &payload);
    static QByteArray method(int channel, int klass, int number, const QByteArray &arguments = {});
    static QByteArray body(const QByteArray &bytes);
    /// The method and the header of a message of that many bytes.
    static QByteArray deliverHead(quint64 tag, const QByteArray &key, quint64 size);
    static QByteArray deliver(quint64 tag, const QByteArray &key, const QByteArray &body);
    static QByteArray closeConnection(int code, const QByteArray &text);

private:
    void read();
    void answer(int channel, int klass, int number, const QByteArray &arguments);
    void stall(Until here);

    Until m_until;
    QTcpServer m_server;
    QPointer<QTcpSocket> m_socket;
    QTimer m_heartbeat;
    QByteArray m_greeting;
    QByteArray m_heard;
    qint64 m_acknowledged = 0;
    bool m_greeted = false;
    bool m_silent = false;
    bool m_stalling = false;
};

}
