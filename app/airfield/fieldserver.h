// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/airfield/fieldanswer.h"
#include "app/airfield/fieldrequest.h"

#include <QAbstractHttpServer>
#include <QHash>
#include <QHttpServerResponder>
#include <QPointer>
#include <QTcpServer>

#include <functional>
#include <vector>

class QTcpSocket;

namespace Windsock {

/// The HTTP server of the field: hands every request to one function and puts its answer on the wire, also in ways
/// HTTP does not allow. It has two doors, so that one can be closed while the other stays open.
class FieldServer : public QAbstractHttpServer
{
    Q_OBJECT

public:
    using Answerer = std::function<FieldAnswer(const FieldRequest &)>;

    explicit FieldServer(Answerer answerer, QObject *parent = nullptr);
    ~FieldServer() override;

    [[nodiscard]] bool listen(quint16 port);
    QString errorString() const;
    quint16 port() const { return m_port; }
    quint16 controlPort() const;

    /// Connections to the first door are refused, those that are open are reset. What is answered right now still is.
    void closeDoor();
    void openDoor();
    /// Ends the connections that were left stalled.
    void dropStalled();

protected:
    bool handleRequest(const QHttpServerRequest &request, QHttpServerResponder &responder) override;
    void missingHandler(const QHttpServerRequest &request, QHttpServerResponder &responder) override;

private:
    class Door;

    void send(const FieldAnswer &answer, QHttpServerResponder &responder, quint16 peer);
    void sendRaw(const FieldAnswer &answer, QHttpServerResponder &responder, QTcpSocket *socket);

    Answerer m_answerer;
    Door *m_door;
    Door *m_controlDoor;
    QHash<quint16, QPointer<QTcpSocket>> m_sockets; ///< by the peer's port
    std::vector<QHttpServerResponder> m_held; ///< of requests that Qt's server must not answer by itself
    quint16 m_port = 0;
};

}
