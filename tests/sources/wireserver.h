// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/httpclient.h"
#include "app/sources/source.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QUrlQuery>

#include <functional>
#include <memory>

/// A server on loopback whose answers a test makes up.
class WireServer : public QTcpServer
{
public:
    struct Asked {
        QString path;
        QUrlQuery query;
        QByteArray head; ///< the whole request head, in lower case
        QByteArray body;

        QString item(const char *name) const
        {
            return query.queryItemValue(QString::fromLatin1(name), QUrl::FullyDecoded);
        }
    };
    struct Told {
        int status = 200;
        QByteArray body;
        QByteArray headers = "Content-Type: application/json\r\n";
    };
    using Handler = std::function<Told(const Asked &)>;

    explicit WireServer(Handler handler)
        : m_handler(std::move(handler))
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = nextPendingConnection()) {
                connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
                connect(socket, &QTcpSocket::readyRead, this, [this, socket, read = std::make_shared<QByteArray>()] {
                    *read += socket->readAll();
                    const qsizetype end = read->indexOf("\r\n\r\n");
                    if (end >= 0 && read->size() >= end + 4 + lengthOf(read->first(end))) {
                        answer(socket, read->first(end), read->sliced(end + 4));
                        read->clear();
                    }
                });
            }
        });
    }

    QUrl base() const { return QUrl(QStringLiteral("http://127.0.0.1:%1/base").arg(serverPort())); }

    QList<Asked> asked;

private:
    static qsizetype lengthOf(const QByteArray &head)
    {
        const qsizetype at = head.toLower().indexOf("content-length:");
        return at < 0 ? 0 : head.sliced(at + 15).split('\r').constFirst().trimmed().toLongLong();
    }

    void answer(QTcpSocket *socket, const QByteArray &head, const QByteArray &body)
    {
        const QUrl url = QUrl::fromEncoded(head.split(' ').value(1));
        asked.append({url.path(), QUrlQuery(url), head.toLower(), body});
        const Told told = m_handler(asked.constLast());
        socket->write("HTTP/1.1 " + QByteArray::number(told.status) + " X\r\n" + told.headers
                      + "Connection: close\r\nContent-Length: " + QByteArray::number(told.body.size()) + "\r\n\r\n"
                      + told.body);
        socket->disconnectFromHost();
    }

    Handler m_handler;
};

/// Fetches once and waits for what comes of it; counts how often finished() came, also a while after the first.
inline Windsock::Result<Windsock::Snapshot> fetchOnce(Windsock::Source &source, const Windsock::FetchTask &task,
                                                      int *times = nullptr)
{
    using namespace Windsock;
    int finished = 0;
    Result<Snapshot> kept = Failed(Failure{.detail = QStringLiteral("finished() never came")});
    const auto connection = QObject::connect(&source, &Source::finished, &source, [&](const Result<Snapshot> &result) {
        ++finished;
        kept = result;
    });
    source.fetch(task);
    const bool early = finished > 0;
    [&] { QTRY_VERIFY_WITH_TIMEOUT(finished > 0, 20'000); }();
    QCoreApplication::processEvents();
    QCoreApplication::processEvents();
    QObject::disconnect(connection);
    if (times) {
        *times = early ? -1 : finished;
    }
    return kept;
}
