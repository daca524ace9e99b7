// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/lines/roguebroker.h"

#include <QtEndian>

namespace Windsock {

namespace {
template<class T>
QByteArray number(T value)
{
    QByteArray bytes(sizeof(T), Qt::Uninitialized);
    qToBigEndian(value, bytes.data());
    return bytes;
}

QByteArray shortText(const QByteArray &text)
{
    return QByteArray(1, char(text.size())) + text;
}

QByteArray longText(const QByteArray &text)
{
    return number(quint32(text.size())) + text;
}
}

RogueBroker::RogueBroker(Until until)
    : m_until(until)
    // Version, no properties, the mechanism and the language.
    , m_greeting(method(0, 10, 10, QByteArray("\0\x09", 2) + number(quint32(0)) + longText("PLAIN") + longText("en_US")))
{
    m_server.listen(QHostAddress::LocalHost);
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        m_socket = m_server.nextPendingConnection();
        connect(m_socket, &QTcpSocket::readyRead, this, &RogueBroker::read);
    });
    connect(&m_heartbeat, &QTimer::timeout, this, [this] { send(frame(8, 0, {})); });
}

void RogueBroker::send(const QByteArray &bytes)
{
    if (m_socket) {
        m_socket->write(bytes);
    }
}

QByteArray RogueBroker::frame(int type, int channel, const QByteArray &payload)
{
    return QByteArray(1, char(type)) + number(quint16(channel)) + longText(payload) + char(0xce);
}

QByteArray RogueBroker::method(int channel, int klass, int id, const QByteArray &arguments)
{
    return frame(1, channel, number(quint16(klass)) + number(quint16(id)) + arguments);
}

QByteArray RogueBroker::body(const QByteArray &bytes)
{
    return frame(3, 1, bytes);
}

QByteArray RogueBroker::deliverHead(quint64 tag, const QByteArray &key, quint64 size)
{
    return method(1, 60, 60, shortText("t") + number(tag) + '\0' + shortText("exchange/x") + shortText(key))
        + frame(2, 1, number(quint16(60)) + number(quint16(0)) + number(size) + number(quint16(0)));
}

QByteArray RogueBroker::deliver(quint64 tag, const QByteArray &key, const QByteArray &bytes)
{
    return deliverHead(tag, key, quint64(bytes.size())) + body(bytes);
}

QByteArray RogueBroker::closeConnection(int code, const QByteArray &text)
{
    return method(0, 10, 50, number(quint16(code)) + shortText(text) + number(quint32(0)));
}

void RogueBroker::stall(Until here)
{
    m_stalling = m_stalling || m_until == here;
}

void RogueBroker::read()
{
    m_heard += m_socket->readAll();
    if (!m_greeted && m_heard.size() >= 8) {
        m_greeted = true;
        m_heard.remove(0, 8);
        stall(Until::Nothing);
        if (m_until != Until::Nothing) {
            send(m_greeting);
        }
    }
    while (m_greeted && m_heard.size() >= 8) {
        const auto size = qFromBigEndian<quint32>(m_heard.constData() + 3);
        if (m_heard.size() < qsizetype(size) + 8) {
            return;
        }
        const QByteArray payload = m_heard.mid(7, size);
        const int type = m_heard.at(0);
        const int channel = qFromBigEndian<quint16>(m_heard.constData() + 1);
        m_heard.remove(0, qsizetype(size) + 8);
        if (type == 1 && payload.size() >= 4) {
            answer(channel, qFromBigEndian<quint16>(payload.constData()),
                   qFromBigEndian<quint16>(payload.constData() + 2), payload.mid(4));
        }
    }
}

void RogueBroker::answer(int channel, int klass, int id, const QByteArray &arguments)
{
    switch (klass * 100 + id) {
    case 1011: // start-ok, with the password
        stall(Until::Greeting);
        if (m_until > Until::Greeting) { // tune: channels, largest frame, heartbeat
            send(method(0, 10, 30, number(quint16(10)) + number(quint32(131072)) + number(quint16(60))));
        }
        break;
    case 1040: // open
        send(method(0, 10, 41, shortText({})));
        break;
    case 1050: // close
        if (!m_silent) {
            send(method(0, 10, 51));
        }
        break;
    case 2010: // channel.open
        stall(Until::SignedIn);
        if (m_until > Until::SignedIn) {
            send(method(channel, 20, 11, longText({})));
        }
        break;
    case 4010: // exchange.declare
        send(method(channel, 40, 11));
        break;
    case 5010: // queue.declare
        send(method(channel, 50, 11, shortText("queue") + number(quint32(0)) + number(quint32(0))));
        break;
    case 5020: // queue.bind
        send(method(channel, 50, 21));
        break;
    case 6010: // basic.qos
        send(method(channel, 60, 11));
        break;
    case 6020: // basic.consume
        send(method(channel, 60, 21, shortText("t")));
        if (m_until == Until::HalfMessage) {
            send(deliverHead(1, "k", 100) + body("half"));
        }
        stall(Until::Open);
        stall(Until::HalfMessage);
        if (!m_silent) {
            m_heartbeat.start(std::chrono::milliseconds(400));
        }
        break;
    case 6080: // basic.ack
        m_acknowledged = arguments.size() >= 8 ? qFromBigEndian<qint64>(arguments.constData()) : 0;
        break;
    default:
        break;
    }
}

}
