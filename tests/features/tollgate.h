// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTcpServer>

class QTcpSocket;

namespace Windsock {

/// What went over a wire: heads and bodies as they are sent, without what TCP and TLS put around them.
struct Toll {
    int requests = 0;
    qint64 asked = 0; ///< bytes of requests
    qint64 answered = 0; ///< bytes of answers, packed where they were

    qint64 bytes() const { return asked + answered; }
    bool operator==(const Toll &) const = default;
};

/// Stands before an HTTP server on loopback, hands on what is asked and answered, and counts it. Answers are packed with
/// gzip where the client takes that, as the services' own front ends do: the airfield does not. Reads only what the
/// airfield and our clients send: requests without a body, answers with their length.
class Tollgate : public QTcpServer
{
public:
    explicit Tollgate(quint16 behind);

    [[nodiscard]] bool open();
    Toll toll() const { return m_toll; }

protected:
    void incomingConnection(qintptr handle) override;

private:
    struct Passage;

    void takeRequests(Passage &passage);
    void takeAnswers(Passage &passage);

    quint16 m_behind;
    Toll m_toll;
};

/// The bytes as gzip, packed as web servers do by default.
QByteArray gzipped(const QByteArray &bytes);

}
