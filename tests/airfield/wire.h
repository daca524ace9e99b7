// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QTest>

#include <memory>

namespace Windsock {

/// What came back over a real connection.
struct WireAnswer {
    int status = 0;
    QNetworkReply::NetworkError error = QNetworkReply::NoError;
    QByteArray body;
    QList<QNetworkReply::RawHeaderPair> headers;

    QJsonDocument json() const { return QJsonDocument::fromJson(body); }
    QByteArray header(const QByteArray &name) const
    {
        for (const auto &pair : headers) {
            if (pair.first.compare(name, Qt::CaseInsensitive) == 0) {
                return pair.second;
            }
        }
        return {};
    }
};

using WireHeaders = QList<std::pair<QByteArray, QByteArray>>;

/// Asks and waits; `milliseconds` without an answer is OperationCanceledError.
class Wire
{
public:
    WireAnswer get(const QUrl &url, const WireHeaders &headers = {}, int milliseconds = 20'000)
    {
        return wait(m_manager.get(request(url, headers, milliseconds)));
    }
    WireAnswer post(const QUrl &url, const QByteArray &body, const WireHeaders &headers = {})
    {
        WireHeaders all = headers;
        all.append(std::pair<QByteArray, QByteArray>("Content-Type", "application/json"));
        return wait(m_manager.post(request(url, all, 20'000), body));
    }

private:
    static QNetworkRequest request(const QUrl &url, const WireHeaders &headers, int milliseconds)
    {
        QNetworkRequest request(url);
        request.setTransferTimeout(milliseconds);
        request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
        request.setRawHeader("User-Agent", "WindsockTest/1.0");
        for (const auto &[name, value] : headers) {
            request.setRawHeader(name, value);
        }
        return request;
    }

    static WireAnswer wait(QNetworkReply *started)
    {
        const std::unique_ptr<QNetworkReply> reply(started);
        if (!QTest::qWaitFor([&reply] { return reply->isFinished(); }, 60'000)) {
            return {.error = QNetworkReply::UnknownNetworkError};
        }
        return {.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
                .error = reply->error(),
                .body = reply->isOpen() ? reply->readAll() : QByteArray(),
                .headers = reply->rawHeaderPairs()};
    }

    QNetworkAccessManager m_manager;
};

}
