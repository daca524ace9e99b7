// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/davdoor.h"

#include <QTcpSocket>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

constexpr qsizetype s_mostBytes = 1024 * 1024; ///< of a request
constexpr qint64 s_mostFlood = 32 * 1024 * 1024;

FieldRequest requestOf(const QByteArray &head, const QByteArray &body)
{
    FieldRequest request{.body = body};
    QByteArrayList lines = head.split('\n');
    const QByteArrayList first = lines.takeFirst().trimmed().split(' ');
    const QUrl url = QUrl::fromEncoded(first.value(1));
    request.method = first.value(0).toUpper();
    request.path = url.path(QUrl::FullyDecoded);
    request.query = QUrlQuery(url);
    for (const QByteArray &line : std::as_const(lines)) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0) {
            request.headers.append({line.first(colon).trimmed().toLower(), line.sliced(colon + 1).trimmed()});
        }
    }
    return request;
}

qsizetype lengthOf(const QByteArray &head)
{
    return requestOf(head, {}).header("content-length").toLongLong();
}

}

DavDoor::DavDoor(Answerer answerer, QObject *parent)
    : QTcpServer(parent), m_answerer(std::move(answerer))
{
    connect(this, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *socket = nextPendingConnection()) {
            meet(socket);
        }
    });
}

void DavDoor::meet(QTcpSocket *socket)
{
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    connect(socket, &QTcpSocket::readyRead, this, [this, socket, read = std::make_shared<QByteArray>()] {
        *read += socket->readAll();
        const qsizetype end = read->indexOf("\r\n\r\n");
        if (read->size() > s_mostBytes) {
            socket->abort();
        } else if (end >= 0 && read->size() >= end + 4 + lengthOf(read->first(end))) {
            const QByteArray all = std::exchange(*read, {});
            answer(socket, all.first(end), all.sliced(end + 4));
        }
    });
}

void DavDoor::answer(QTcpSocket *socket, const QByteArray &head, const QByteArray &body)
{
    FieldAnswer answer = m_answerer(requestOf(head, body));
    if (answer.wire == FieldAnswer::Wire::Stall) {
        return;
    }
    if (answer.wire == FieldAnswer::Wire::Flood) {
        answer.body = QByteArray(std::min(answer.flood, s_mostFlood), ' ');
    }
    QByteArray bytes = "HTTP/1.1 " + QByteArray::number(answer.status) + " Answer\r\nContent-Type: " + answer.type
        + "\r\nConnection: close\r\nContent-Length: " + QByteArray::number(answer.body.size()) + "\r\n";
    for (const auto &[name, value] : answer.headers) {
        bytes += name + ": " + value + "\r\n";
    }
    const bool isCut = answer.wire == FieldAnswer::Wire::Cut;
    socket->write(bytes + "\r\n" + (isCut ? answer.body.first(answer.body.size() / 2) : answer.body));
    socket->disconnectFromHost();
}

}
