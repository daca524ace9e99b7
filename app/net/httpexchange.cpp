// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/net/httpexchange.h"

#include "app/net/onceupload.h"
#include "app/net/webaddress.h"

#include <QNetworkAccessManager>
#include <QSslError>

#include "windsock_version.h"

namespace Windsock {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 readBuffer = 256 * 1024;
constexpr qint64 pieceSize = 64 * 1024;
constexpr int mostRedirects = 5;

bool isRead(const HttpRequest &request)
{
    return request.method == "GET" || request.method == "HEAD";
}

QNetworkRequest wireRequest(const HttpRequest &request)
{
    QNetworkRequest wire(request.url);
    // A write is never repeated, not even at another address of the same host.
    wire.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                      isRead(request) ? QNetworkRequest::SameOriginRedirectPolicy
                                      : QNetworkRequest::ManualRedirectPolicy);
    wire.setMaximumRedirectsAllowed(mostRedirects);
    wire.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    wire.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    wire.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    wire.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    wire.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    wire.setRawHeader("User-Agent", "Windsock/" WINDSOCK_VERSION_STRING " (+desktop client)");
    // Asking ourselves turns Qt's own unpacking off, which takes a cut-off stream for a whole one.
    wire.setRawHeader("Accept-Encoding", "gzip");
    if (!request.ifNoneMatch.isEmpty()) {
        wire.setRawHeader("If-None-Match", request.ifNoneMatch);
    }
    if (!request.ifModifiedSince.isEmpty()) {
        wire.setRawHeader("If-Modified-Since", request.ifModifiedSince);
    }
    for (const auto &[name, value] : request.headers + request.credentials) {
        wire.setRawHeader(name, value);
    }
    if (!isRead(request)) {
        wire.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
        wire.setHeader(QNetworkRequest::ContentLengthHeader, request.body.size());
        if (!wire.hasRawHeader("Content-Type")) {
            wire.setRawHeader("Content-Type", "application/octet-stream");
        }
    }
    return wire;
}

/// Whether Qt's error only repeats the status of an answer that arrived (QNetworkReplyHttpImpl gives "invalid
/// operation" for a 400).
bool isStatusError(QNetworkReply::NetworkError error)
{
    const bool ofContent = error >= QNetworkReply::ContentAccessDenied && error <= QNetworkReply::UnknownContentError;
    return (ofContent && error != QNetworkReply::ContentReSendError) || error >= QNetworkReply::InternalServerError
        || error == QNetworkReply::ProtocolInvalidOperationError
        || error == QNetworkReply::ProxyAuthenticationRequiredError;
}

}

HttpExchange::HttpExchange(const HttpRequest &request, QObject *parent)
    : QObject(parent), m_request(request)
{
    for (QTimer *timer : {&m_idle, &m_total}) {
        timer->setSingleShot(true);
        connect(timer, &QTimer::timeout, this,
                [this] { end(Failed(failure(Failure::Kind::Transient, Failure::Reason::Timeout))); });
    }
}

HttpExchange::~HttpExchange()
{
    m_over = true;
    dropReply();
}

void HttpExchange::start(QNetworkAccessManager &manager)
{
    const QNetworkRequest wire = wireRequest(m_request);
    if (m_request.method == "GET") {
        m_reply = manager.get(wire);
    } else if (m_request.method == "HEAD") {
        m_reply = manager.head(wire);
    } else {
        m_reply = manager.sendCustomRequest(wire, m_request.method, new OnceUpload(m_request.body, this));
    }
    m_reply->setReadBufferSize(readBuffer);
    m_idle.start(m_request.idle);
    m_total.start(m_request.total);
    const auto stir = [this] { m_idle.start(); };
    connect(m_reply, &QNetworkReply::requestSent, this, stir);
    connect(m_reply, &QNetworkReply::uploadProgress, this, stir);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &HttpExchange::headArrived);
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpExchange::bytesArrived);
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) {
        for (const QSslError &error : errors) {
            m_tlsErrors.append(error.errorString());
        }
    });
    // Queued: a reply that fails at once must not end the exchange inside start().
    connect(m_reply, &QNetworkReply::finished, this, &HttpExchange::replyFinished, Qt::QueuedConnection);
}

void HttpExchange::headArrived()
{
    if (m_over) {
        return;
    }
    m_idle.start();
    // Qt gives up on headers that are too many or too long, and then shows none at all as if none had come: nobody could
    // tell how long such an answer is, or whether it is whole.
    const bool isAnswer = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() == 200;
    if (isAnswer && m_reply->rawHeaderPairs().isEmpty()) {
        end(Failed(failure(Failure::Kind::Malformed, Failure::Reason::NotTheFormat,
                           u"no header, or more than can be read"_s)));
        return;
    }
    const qint64 announced = m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong();
    if (m_request.method != "HEAD" && announced > m_request.maxBytes) {
        end(Failed(failure(Failure::Kind::Malformed, Failure::Reason::TooLarge, u"%1 bytes announced"_s.arg(announced))));
    }
}

void HttpExchange::bytesArrived()
{
    while (!m_over && m_reply->bytesAvailable() > 0) {
        m_idle.start();
        if (!take(m_reply->read(pieceSize))) {
            return;
        }
    }
}

bool HttpExchange::take(QByteArrayView piece)
{
    if (m_received == 0) {
        const QByteArray packing = m_reply->rawHeader("Content-Encoding").trimmed().toLower();
        if (packing == "gzip" || packing == "x-gzip") {
            m_gunzip.emplace(m_request.maxBytes);
        } else if (!packing.isEmpty() && packing != "identity") {
            end(Failed(failure(Failure::Kind::Malformed, Failure::Reason::NotTheFormat,
                               u"packed in a way we did not ask for"_s)));
            return false;
        }
    }
    m_received += piece.size();
    bool tooLarge = false;
    if (m_gunzip) {
        const Gunzip::State state = m_gunzip->feed(piece, m_body);
        if (state == Gunzip::State::Broken) {
            end(Failed(failure(Failure::Kind::Malformed, Failure::Reason::NotTheFormat, u"broken gzip"_s)));
            return false;
        }
        tooLarge = state == Gunzip::State::TooLarge || m_received > m_request.maxBytes;
    } else {
        tooLarge = m_received > m_request.maxBytes;
        m_body.append(tooLarge ? QByteArrayView() : piece);
    }
    if (tooLarge) {
        end(Failed(failure(Failure::Kind::Malformed, Failure::Reason::TooLarge,
                           u"more than %1 bytes"_s.arg(m_request.maxBytes))));
    }
    return !tooLarge;
}

void HttpExchange::replyFinished()
{
    bytesArrived();
    if (m_over) {
        return;
    }
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QNetworkReply::NetworkError error = m_reply->error();
    // Qt takes the redirect of a write for a wish to send it again.
    const bool arrived = error == QNetworkReply::NoError || error == QNetworkReply::ContentReSendError;
    const bool isRedirect = arrived && status >= 300 && status < 400 && status != 304;
    const bool isTold = isRedirect && m_request.tellsRedirects && !isRead(m_request);
    if (isRedirect && !isTold) {
        end(Failed(
            failure(Failure::Kind::Rejected, Failure::Reason::RedirectElsewhere, u"HTTP status %1"_s.arg(status))));
        return;
    }
    if (error != QNetworkReply::NoError && !isTold && !(status >= 400 && isStatusError(error))) {
        end(Failed(transportFailure()));
        return;
    }
    const bool bodyDue = m_request.method != "HEAD" && status != 304;
    if (bodyDue && m_gunzip && m_gunzip->state() != Gunzip::State::Complete) {
        end(Failed(
            failure(Failure::Kind::Transient, Failure::Reason::Cut, u"the packed body ends before it is whole"_s)));
        return;
    }
    HttpAnswer answer{.status = status, .url = m_reply->url(), .body = bodyDue ? m_body : QByteArray()};
    for (const auto &[name, value] : m_reply->rawHeaderPairs()) {
        answer.headers.append({name, value});
    }
    end(answer);
}

Failure HttpExchange::transportFailure() const
{
    using enum Failure::Kind;
    using Reason = Failure::Reason;
    switch (m_reply->error()) {
    case QNetworkReply::HostNotFoundError:
        return failure(Transient, Reason::HostNotFound);
    case QNetworkReply::ConnectionRefusedError:
        return failure(Transient, Reason::ConnectionRefused);
    case QNetworkReply::RemoteHostClosedError:
    case QNetworkReply::ContentReSendError:
        return failure(Transient, Reason::Cut);
    case QNetworkReply::TimeoutError:
    case QNetworkReply::ProxyTimeoutError:
        return failure(Transient, Reason::Timeout);
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::NetworkSessionFailedError:
        return failure(Transient, Reason::Offline);
    // A portal that wants a login breaks TLS for a while: this one is worth trying again.
    case QNetworkReply::SslHandshakeFailedError:
        return failure(Transient, Reason::Tls, m_tlsErrors.join(u", "_s));
    case QNetworkReply::InsecureRedirectError:
    case QNetworkReply::TooManyRedirectsError:
    case QNetworkReply::ProtocolUnknownError:
        return failure(Rejected, Reason::RedirectElsewhere);
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::ProtocolFailure:
        return failure(Malformed, Reason::NotTheFormat);
    default:
        return failure(Transient, Reason::Unknown);
    }
}

Failure HttpExchange::failure(Failure::Kind kind, Failure::Reason reason, const QString &detail) const
{
    constexpr qsizetype mostDetail = 500;
    Failure failure{.kind = kind, .reason = reason, .host = hostOf(m_request.url), .detail = detail.left(mostDetail)};
    if (m_reply) {
        failure.httpStatus = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        // Qt's words quote the whole address at times, query and all: then they are no use to us.
        const QString words = m_reply->errorString();
        if (detail.isEmpty() && m_reply->error() != QNetworkReply::NoError && !words.contains("://"_L1)) {
            failure.detail = words.left(mostDetail);
        }
    }
    return failure;
}

void HttpExchange::end(const Result<HttpAnswer> &result)
{
    if (m_over) {
        return;
    }
    m_over = true;
    m_idle.stop();
    m_total.stop();
    dropReply();
    Q_EMIT ended(result);
}

void HttpExchange::dropReply()
{
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
        m_reply->deleteLater();
        m_reply = nullptr;
    }
}

}
