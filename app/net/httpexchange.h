// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/gunzip.h"
#include "app/net/httpclient.h"

#include <QNetworkReply>
#include <QTimer>

#include <optional>

class QNetworkAccessManager;

namespace Windsock {

/// One request on the wire, from start() to ended(). Destroying it aborts the request in silence.
class HttpExchange final : public QObject
{
    Q_OBJECT

public:
    HttpExchange(const HttpRequest &request, QObject *parent);
    ~HttpExchange() override;

    void start(QNetworkAccessManager &manager);

Q_SIGNALS:
    /// Exactly once after start(), never before it has returned.
    void ended(const Windsock::Result<Windsock::HttpAnswer> &result);

private:
    void headArrived();
    void bytesArrived();
    bool take(QByteArrayView piece);
    void replyFinished();
    Failure transportFailure() const;
    Failure failure(Failure::Kind kind, Failure::Reason reason, const QString &detail = {}) const;
    void end(const Result<HttpAnswer> &result);
    void dropReply();

    HttpRequest m_request;
    QNetworkReply *m_reply = nullptr;
    QTimer m_idle;
    QTimer m_total;
    std::optional<Gunzip> m_gunzip;
    QByteArray m_body;
    qint64 m_received = 0; ///< on the wire, before unpacking
    QStringList m_tlsErrors;
    bool m_over = false;
};

}
