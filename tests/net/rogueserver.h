// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

#include <functional>

namespace Windsock {

/// A server on loopback that says exactly the bytes it is told, however wrong. `answer` is called with each whole
/// request (head and body) and its connection.
class RogueServer : public QObject
{
public:
    using Answer = std::function<void(QTcpSocket &socket, const QByteArray &request)>;

    explicit RogueServer(Answer answer)
        : m_answer(std::move(answer))
    {
        m_server.listen(QHostAddress::LocalHost);
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = m_server.nextPendingConnection()) {
                ++connections;
                connect(socket, &QTcpSocket::disconnected, this, [this] { ++closed; });
                connect(socket, &QTcpSocket::readyRead, this, [this, socket, bytes = QByteArray()]() mutable {
                    bytes += socket->readAll();
                    if (isWhole(bytes)) {
                        requests.append(std::exchange(bytes, {}));
                        m_answer(*socket, requests.last());
                    }
                });
            }
        });
    }

    QUrl url(const QString &path = QStringLiteral("/")) const
    {
        return QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(m_server.serverPort()).arg(path));
    }

    QList<QByteArray> requests;
    int connections = 0;
    int closed = 0;

private:
    static bool isWhole(const QByteArray &bytes)
    {
        const qsizetype head = bytes.indexOf("\r\n\r\n");
        if (head < 0) {
            return false;
        }
        const QByteArray lower = bytes.left(head + 2).toLower();
        const qsizetype at = lower.indexOf("content-length:");
        const qsizetype due = at < 0 ? 0
                                     : lower.mid(at + 15, lower.indexOf("\r\n", at) - at - 15).trimmed().toLongLong();
        return bytes.size() >= head + 4 + due;
    }

    QTcpServer m_server;
    Answer m_answer;
};

/// A server that gives every request the same bytes, then closes.
inline RogueServer::Answer says(const QByteArray &bytes)
{
    return [bytes](QTcpSocket &socket, const QByteArray &) {
        socket.write(bytes);
        socket.disconnectFromHost();
    };
}

inline QByteArray okAnswer(const QByteArray &body, const QByteArray &moreHeaders = {})
{
    return "HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" + moreHeaders + "\r\n"
        + body;
}

}
