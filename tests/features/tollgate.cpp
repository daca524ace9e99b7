// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/features/tollgate.h"

#include <QHostAddress>
#include <QTcpSocket>

#include <zlib.h>

#include <deque>
#include <memory>

namespace Windsock {

namespace {
constexpr qsizetype s_worthPacking = 256;

/// The value of that header, given in lower case; empty where there is none.
QByteArray header(const QByteArray &head, const QByteArray &name)
{
    for (const QByteArray &line : head.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.first(colon).trimmed().toLower() == name) {
            return line.sliced(colon + 1).trimmed();
        }
    }
    return {};
}

QByteArray withoutHeader(const QByteArray &head, const QByteArray &name)
{
    QByteArray kept;
    for (const QByteArray &line : head.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (!line.trimmed().isEmpty() && (colon < 0 || line.first(colon).trimmed().toLower() != name)) {
            kept += line.trimmed() + "\r\n";
        }
    }
    return kept;
}
}

QByteArray gzipped(const QByteArray &bytes)
{
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    QByteArray packed(qsizetype(deflateBound(&stream, uLong(bytes.size()))), Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.constData()));
    stream.avail_in = uInt(bytes.size());
    stream.next_out = reinterpret_cast<Bytef *>(packed.data());
    stream.avail_out = uInt(packed.size());
    deflate(&stream, Z_FINISH);
    packed.truncate(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return packed;
}

/// One connection of a client, and the one behind it.
struct Tollgate::Passage {
    QTcpSocket *client = nullptr;
    QTcpSocket *server = nullptr;
    QByteArray fromClient;
    QByteArray fromServer;
    std::deque<bool> packs; ///< of the requests under way, whether their answers may be packed
};

Tollgate::Tollgate(quint16 behind)
    : m_behind(behind)
{
}

bool Tollgate::open()
{
    return listen(QHostAddress::LocalHost);
}

void Tollgate::incomingConnection(qintptr handle)
{
    auto passage = std::make_shared<Passage>();
    passage->client = new QTcpSocket(this);
    passage->client->setSocketDescriptor(handle);
    passage->server = new QTcpSocket(passage->client);
    passage->server->connectToHost(QHostAddress::LocalHost, m_behind);
    connect(passage->client, &QTcpSocket::readyRead, this, [this, passage] { takeRequests(*passage); });
    connect(passage->server, &QTcpSocket::readyRead, this, [this, passage] { takeAnswers(*passage); });
    connect(passage->client, &QTcpSocket::disconnected, passage->client, &QObject::deleteLater);
    connect(passage->server, &QTcpSocket::disconnected, passage->client, &QTcpSocket::disconnectFromHost);
}

void Tollgate::takeRequests(Passage &passage)
{
    passage.fromClient += passage.client->readAll();
    for (qsizetype end = 0; (end = passage.fromClient.indexOf("\r\n\r\n")) >= 0;) {
        const QByteArray head = passage.fromClient.first(end + 4);
        passage.fromClient.remove(0, end + 4);
        ++m_toll.requests;
        m_toll.asked += head.size();
        passage.packs.push_back(header(head, "accept-encoding").contains("gzip"));
        passage.server->write(head);
    }
}

void Tollgate::takeAnswers(Passage &passage)
{
    passage.fromServer += passage.server->readAll();
    for (qsizetype end = 0; (end = passage.fromServer.indexOf("\r\n\r\n")) >= 0 && !passage.packs.empty();) {
        QByteArray head = passage.fromServer.first(end + 4);
        const qsizetype length = header(head, "content-length").toLongLong();
        if (passage.fromServer.size() < end + 4 + length) {
            return;
        }
        QByteArray body = passage.fromServer.sliced(end + 4, length);
        passage.fromServer.remove(0, end + 4 + length);
        const bool packs = passage.packs.front();
        passage.packs.pop_front();
        if (packs && length >= s_worthPacking && header(head, "content-encoding").isEmpty()) {
            body = gzipped(body);
            head = withoutHeader(head, "content-length")
                + "Content-Encoding: gzip\r\nVary: Accept-Encoding\r\nContent-Length: "
                + QByteArray::number(body.size()) + "\r\n\r\n";
        }
        m_toll.answered += head.size() + body.size();
        passage.client->write(head + body);
    }
}

}
