// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>

namespace Windsock {

/// The way to a broker on this machine, which the test can cut, or clog so that neither side notices.
class Relay : public QObject
{
public:
    explicit Relay(quint16 target)
    {
        m_server.listen(QHostAddress::LocalHost);
        connect(&m_server, &QTcpServer::newConnection, this, [this, target] {
            while (QTcpSocket *near = m_server.nextPendingConnection()) {
                auto *far = new QTcpSocket(near);
                far->connectToHost(QHostAddress::LocalHost, target);
                connect(far, &QTcpSocket::errorOccurred, near, [near] { near->abort(); });
                join(near, far);
                join(far, near);
                m_ways.append(near);
                ++connections;
            }
        });
    }

    quint16 port() const { return m_server.serverPort(); }
    void cut()
    {
        for (const auto &near : std::exchange(m_ways, {})) {
            if (near) {
                near->abort();
                near->deleteLater();
            }
        }
    }
    void setClogged(bool clogged) { m_clogged = clogged; }

    int connections = 0;

private:
    void join(QTcpSocket *from, QTcpSocket *to)
    {
        connect(from, &QTcpSocket::readyRead, to, [this, from, to] {
            if (!m_clogged) {
                to->write(from->readAll());
            }
        });
        connect(from, &QTcpSocket::disconnected, to, [to] { to->disconnectFromHost(); });
    }

    QTcpServer m_server;
    QList<QPointer<QTcpSocket>> m_ways;
    bool m_clogged = false;
};

}
