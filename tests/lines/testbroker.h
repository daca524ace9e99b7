// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/account.h"

#include <QProcess>
#include <QTemporaryDir>

namespace Windsock {

/// A RabbitMQ of the test's own on loopback, as Pulse is set up: TLS only, the exchanges of Pulse, a user who may have queues
/// only as queue/USER/... and read exchanges, and one who may publish. Everything it needs is in a folder that goes with
/// it, its ports are free ones, and its processes die with the test's, however that ends.
class TestBroker
{
public:
    static constexpr const char *user = "windsock-tester";
    static constexpr const char *password = "correct horse";
    /// A second user, whose password has all that frames and addresses are made of.
    static constexpr const char *oddUser = "odd-tester";
    static constexpr const char *oddPassword = "a:b\\n%2F\xc3\xa4 ";

    TestBroker();
    ~TestBroker();

    /// Starts it, or starts it again with the same ports and what it remembers. False: see problem().
    [[nodiscard]] bool start();
    /// kill -9.
    void kill();
    QString problem() const { return m_problem; }

    quint16 port() const { return m_port; }
    /// amqps://localhost:PORT; the certificate is for localhost alone, not for 127.0.0.1.
    QUrl url() const;
    /// The same by STOMP over a WebSocket: wss://localhost:PORT/ws.
    QUrl webUrl() const;
    /// The certificate of who signed the broker's; that of somebody who did not.
    QString authority() const { return path(u"ca.pem"); }
    QString stranger() const { return path(u"stranger.pem"); }

    /// An account of the user there, whose secret the test keeps.
    Account account(const QString &id) const;

private:
    QString path(QStringView name) const { return m_folder.filePath(name.toString()); }
    bool makeCertificates();
    bool makeConfiguration();
    bool openssl(const QStringList &arguments);
    bool write(QStringView name, const QByteArray &content);
    bool startNames();

    QTemporaryDir m_folder;
    QProcess m_names; ///< epmd, which Erlang's nodes are registered with
    QProcess m_broker;
    quint16 m_port = 0;
    quint16 m_webPort = 0;
    quint16 m_namesPort = 0;
    quint16 m_nodePort = 0;
    QString m_problem;
};

}
