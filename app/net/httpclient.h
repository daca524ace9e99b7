// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/requestbudget.h"
#include "models/values/clock.h"
#include "models/values/result.h"

#include <QObject>
#include <QUrl>

#include <chrono>
#include <functional>
#include <memory>

namespace Windsock {

using HttpHeader = std::pair<QByteArray, QByteArray>;

/// One thing to ask a service.
struct HttpRequest {
    QByteArray method = "GET";
    QString scope; ///< whose credentials these are (the account's id): each scope has connections of its own
    QUrl url; ///< https, or http on loopback; no userinfo; anything else is refused with BadAddress
    QList<HttpHeader> headers; ///< Accept and the like
    QList<HttpHeader> credentials; ///< headers that carry a secret: never logged, never recorded, never sent to another host
    QByteArray body;
    bool tellsRedirects = false; ///< of a request with a body: a redirect is an answer, not a failure; never followed here
    bool secretPath = false; ///< the path itself is a secret (a private calendar feed): neither logged nor recorded
    QByteArray ifNoneMatch; ///< the ETag of what we hold, empty for none
    QByteArray ifModifiedSince; ///< the Last-Modified of what we hold, as the service wrote it
    qint64 maxBytes = 8 * 1024 * 1024; ///< of the body after decompression; more is TooLarge
    std::chrono::milliseconds idle{20'000}; ///< no byte for this long is a Timeout
    std::chrono::milliseconds total{90'000}; ///< not whole after this long is a Timeout
};

/// A whole answer: the body arrived complete, whatever its status. A 304 has an empty body.
struct HttpAnswer {
    int status = 0;
    QString scope; ///< whose credentials these are (the account's id): each scope has connections of its own
    QUrl url; ///< where it came from, after redirects on the same host
    QList<HttpHeader> headers;
    QByteArray body;

    /// The value of the first header of that name (any case), empty where there is none.
    QByteArray header(QByteArrayView name) const;

    bool operator==(const HttpAnswer &) const = default;
};

/// The one door to the net. Owns the QNetworkAccessManagers (one for each credential scope), sets timeouts, limits,
/// User-Agent, HSTS and the redirect policy, keeps the budget (named by hostOf()): a host that is held or whose quota is
/// used up is not asked, the answer is RateLimited. Every send ends in exactly one call of `done` on
/// `context`'s thread, unless `context` has died: then in none, and the request is aborted.
/// A request with a body is sent at most once.
class HttpClient : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(const Result<HttpAnswer> &)>;

    explicit HttpClient(Clock clock, QObject *parent = nullptr);
    ~HttpClient() override;

    /// The context lives on the client's thread. `done` is never called before send() has returned.
    void send(const HttpRequest &request, QObject *context, Done done);
    RequestBudget &budget();
    /// Nobody waits longer than this, whatever a request allows: for slow days, and for tests.
    void setPatience(std::chrono::milliseconds idle, std::chrono::milliseconds total);
    /// Writes each answer into a folder, without credentials, for fixtures; empty stops. The environment variable
    /// WINDSOCK_RECORD does the same.
    void recordTo(const QString &folder);

private:
    class Private;
    std::unique_ptr<Private> d;
};

/// What a status other than 2xx and 304 means where the service has no better word: 401 asks for a login, 403 and 404
/// are Rejected, 429 (and 403 with an exhausted quota) RateLimited with the service's own time, 5xx Transient.
[[nodiscard]] Failure failureFromStatus(const HttpAnswer &answer, const QDateTime &now);

/// Passes on what an answer's headers say about how often the host may be asked.
void tellBudget(RequestBudget &budget, const QString &host, const HttpAnswer &answer, const QDateTime &now);

}
