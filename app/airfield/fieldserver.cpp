// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/fieldserver.h"

#include <QHostAddress>
#include <QHttpHeaders>
#include <QHttpServerRequest>
#include <QMetaEnum>
#include <QTcpSocket>
#include <QTimer>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace Windsock {

/// Keeps an eye on the sockets it hands out: a fault is written past the HTTP server, straight into the socket.
class FieldServer::Door : public QTcpServer
{
public:
    Door(QHash<quint16, QPointer<QTcpSocket>> &sockets, QObject *parent)
        : QTcpServer(parent), m_sockets(sockets)
    {
    }

    void resetAll()
    {
        const auto own = std::exchange(m_own, {});
        for (const QPointer<QTcpSocket> &socket : own) {
            if (socket) {
                socket->abort();
            }
        }
    }

protected:
    void incomingConnection(qintptr handle) override
    {
        auto *socket = new QTcpSocket(this);
        socket->setSocketDescriptor(handle);
        m_sockets.insert(socket->peerPort(), socket);
        m_own.removeAll(QPointer<QTcpSocket>());
        m_own.append(socket);
        addPendingConnection(socket);
    }

private:
    QHash<quint16, QPointer<QTcpSocket>> &m_sockets;
    QList<QPointer<QTcpSocket>> m_own;
};

namespace {
FieldRequest fieldRequest(const QHttpServerRequest &request)
{
    FieldRequest field;
    field.method =
        QByteArray(QMetaEnum::fromType<QHttpServerRequest::Method>().valueToKey(int(request.method()))).toUpper();
    field.path = request.url().path(QUrl::FullyDecoded);
    field.query = request.query();
    field.body = request.body();
    field.peerPort = request.remotePort();
    field.localPort = request.localPort();
    const QHttpHeaders &headers = request.headers();
    for (qsizetype i = 0; i < headers.size(); ++i) {
        field.headers.append({QByteArray(headers.nameAt(i).data(), headers.nameAt(i).size()).toLower(),
                              headers.valueAt(i).toByteArray()});
    }
    return field;
}

/// Feeds blanks to the socket as fast as the reader takes them, without ever holding much of them.
void flood(QTcpSocket *socket, qint64 bytes)
{
    auto left = std::make_shared<qint64>(bytes);
    const auto more = [socket, left] {
        constexpr qint64 chunk = 256 * 1024;
        while (*left > 0 && socket->bytesToWrite() < chunk && socket->state() == QAbstractSocket::ConnectedState) {
            const qint64 size = std::min(chunk, *left);
            socket->write(QByteArray(size, ' '));
            *left -= size;
        }
        if (*left == 0) {
            *left = -1;
            socket->disconnectFromHost();
        }
    };
    QObject::connect(socket, &QTcpSocket::bytesWritten, socket, more);
    more();
}
}

FieldServer::FieldServer(Answerer answerer, QObject *parent)
    : QAbstractHttpServer(parent)
    , m_answerer(std::move(answerer))
    , m_door(new Door(m_sockets, this))
    , m_controlDoor(new Door(m_sockets, this))
{
}

FieldServer::~FieldServer()
{
    m_door->resetAll();
    m_controlDoor->resetAll();
}

bool FieldServer::listen(quint16 port)
{
    if (!m_door->listen(QHostAddress::LocalHost, port) || !m_controlDoor->listen(QHostAddress::LocalHost)) {
        return false;
    }
    m_port = m_door->serverPort();
    return bind(m_door) && bind(m_controlDoor);
}

QString FieldServer::errorString() const
{
    return m_door->isListening() ? m_controlDoor->errorString() : m_door->errorString();
}

quint16 FieldServer::controlPort() const
{
    return m_controlDoor->serverPort();
}

void FieldServer::closeDoor()
{
    m_door->close();
    // Not at once: the request that asked for it may have come through this very door.
    QTimer::singleShot(0, m_door, [this] {
        if (!m_door->isListening()) {
            m_door->resetAll();
        }
    });
}

void FieldServer::openDoor()
{
    if (!m_door->isListening()) {
        m_door->listen(QHostAddress::LocalHost, m_port);
    }
}

void FieldServer::dropStalled()
{
    for (const QPointer<QTcpSocket> &socket : std::as_const(m_sockets)) {
        if (socket && socket->property("stalled").toBool()) {
            socket->abort();
        }
    }
}

bool FieldServer::handleRequest(const QHttpServerRequest &request, QHttpServerResponder &responder)
{
    const FieldRequest field = fieldRequest(request);
    send(m_answerer(field), responder, field.peerPort);
    return true;
}

void FieldServer::missingHandler(const QHttpServerRequest &request, QHttpServerResponder &responder)
{
    handleRequest(request, responder);
}

void FieldServer::send(const FieldAnswer &answer, QHttpServerResponder &responder, quint16 peer)
{
    const QPointer<QTcpSocket> socket = m_sockets.value(peer);
    if (answer.wire != FieldAnswer::Wire::Whole && socket) {
        sendRaw(answer, responder, socket);
        return;
    }
    QHttpHeaders headers;
    headers.append(QHttpHeaders::WellKnownHeader::ContentType, answer.type);
    for (const auto &[name, value] : answer.headers) {
        headers.append(QLatin1StringView(name), value);
    }
    const auto status = static_cast<QHttpServerResponder::StatusCode>(answer.status);
    if (answer.status == 304) {
        responder.write(headers, status);
    } else {
        responder.write(answer.body, headers, status);
    }
}

void FieldServer::sendRaw(const FieldAnswer &answer, QHttpServerResponder &responder, QTcpSocket *socket)
{
    // Held until the socket is gone: a responder that dies answers "500" by itself.
    m_held.push_back(std::move(responder));
    if (answer.wire == FieldAnswer::Wire::Stall) {
        socket->setProperty("stalled", true);
        return;
    }
    const bool cut = answer.wire == FieldAnswer::Wire::Cut;
    const qint64 length = cut ? qMax<qint64>(2, answer.body.size()) : answer.flood;
    socket->write("HTTP/1.1 " + QByteArray::number(answer.status) + " OK\r\nContent-Type: " + answer.type
                  + "\r\nContent-Length: " + QByteArray::number(length) + "\r\n\r\n");
    if (cut) {
        socket->write(answer.body.first(answer.body.size() / 2));
        socket->disconnectFromHost();
    } else {
        flood(socket, answer.flood);
    }
}

}
