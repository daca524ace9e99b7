// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/net/httpclient.h"

#include "app/net/httpexchange.h"
#include "app/net/recorder.h"
#include "app/net/webaddress.h"

#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QNetworkProxyFactory>

#include "netlogging.h"

#include <algorithm>
#include <map>

namespace Windsock {

using namespace Qt::StringLiterals;

namespace {

/// The system's proxy, but none for this machine itself.
class SystemProxies final : public QNetworkProxyFactory
{
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        return isLoopback(query.url()) ? QList{QNetworkProxy(QNetworkProxy::NoProxy)} : systemProxyForQuery(query);
    }
};

std::unique_ptr<QNetworkAccessManager> newManager()
{
    auto manager = std::make_unique<QNetworkAccessManager>();
    manager->setProxyFactory(new SystemProxies);
    manager->setStrictTransportSecurityEnabled(true);
    manager->setAutoDeleteReplies(false);
    return manager;
}

bool isClean(const HttpHeader &header)
{
    const auto isControl = [](char c) { return (c >= 0 && c < ' ' && c != '\t') || c == 127; };
    return !header.first.isEmpty() && std::ranges::none_of(header.first, isControl)
        && std::ranges::none_of(header.second, isControl);
}

Result<void> checkRequest(const HttpRequest &request, const RequestBudget &budget)
{
    if (const Result<void> address = checkAddress(request.url); !address) {
        return address;
    }
    const QString host = hostOf(request.url);
    if (!std::ranges::all_of(request.headers, isClean)) {
        return Failed(Failure{.kind = Failure::Kind::Rejected,
                              .reason = Failure::Reason::BadRequest,
                              .host = host,
                              .detail = u"a header holds a control character"_s});
    }
    if (!std::ranges::all_of(request.credentials, isClean)) {
        return Failed(Failure{.kind = Failure::Kind::NeedsLogin,
                              .reason = Failure::Reason::BadCredential,
                              .host = host,
                              .detail = u"the credential holds a control character"_s});
    }
    if (!budget.allows(host)) {
        return Failed(Failure{.kind = Failure::Kind::RateLimited,
                              .reason = Failure::Reason::TooManyRequests,
                              .host = host,
                              .detail = u"held back here, not sent"_s,
                              .until = budget.share(host).notBefore});
    }
    return {};
}

QString logged(const HttpRequest &request)
{
    if (!checkAddress(request.url)) {
        return QString::fromLatin1(request.method) + u" of an address that may not be asked"_s;
    }
    const QString path = request.secretPath ? u"(private path)"_s : request.url.path(QUrl::FullyEncoded);
    return QString::fromLatin1(request.method) + u' ' + hostOf(request.url) + u' ' + path;
}

void log(const HttpRequest &request, const Result<HttpAnswer> &result, qint64 milliseconds)
{
    if (result) {
        qCDebug(WINDSOCK_NET).noquote() << logged(request) << result->status << result->body.size() << "bytes"
                                        << milliseconds << "ms";
    } else {
        qCInfo(WINDSOCK_NET).noquote() << logged(request) << "failed, kind" << int(result.error().kind) << "reason"
                                       << int(result.error().reason) << "status" << result.error().httpStatus
                                       << milliseconds << "ms";
    }
}

}

class HttpClient::Private
{
public:
    explicit Private(const Clock &theClock)
        : clock(theClock), budget(theClock), recorder(qEnvironmentVariable("WINDSOCK_RECORD"))
    {
    }

    QNetworkAccessManager &managerOf(const HttpRequest &request)
    {
        std::unique_ptr<QNetworkAccessManager> &manager = managers[request.scope];
        if (!manager) {
            manager = newManager();
        }
        return *manager;
    }

    void note(const HttpRequest &request, const Result<HttpAnswer> &result)
    {
        if (result) {
            tellBudget(budget, hostOf(request.url), *result, clock());
            recorder.record(request, *result);
        }
    }

    Clock clock;
    RequestBudget budget;
    Recorder recorder;
    std::chrono::milliseconds longestIdle = std::chrono::milliseconds::max();
    std::chrono::milliseconds longestTotal = std::chrono::milliseconds::max();
    std::map<QString, std::unique_ptr<QNetworkAccessManager>> managers;
};

HttpClient::HttpClient(Clock clock, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(clock))
{
}

HttpClient::~HttpClient()
{
    // The exchanges go before the managers their replies belong to; whoever still waits hears of it.
    while (auto *exchange = findChild<HttpExchange *>(Qt::FindDirectChildrenOnly)) {
        Q_EMIT exchange->ended(Failed(Failure{.kind = Failure::Kind::Transient, .reason = Failure::Reason::Cancelled}));
        delete exchange;
    }
}

void HttpClient::send(const HttpRequest &request, QObject *context, Done done)
{
    Q_ASSERT(context && context->thread() == thread());
    const Result<void> fit = checkRequest(request, d->budget);
    if (!fit) {
        log(request, Failed(fit.error()), 0);
        QMetaObject::invokeMethod(
            context, [done, failure = fit.error()] { done(Failed(failure)); }, Qt::QueuedConnection);
        return;
    }
    d->budget.count(hostOf(request.url));
    HttpRequest patient = request;
    patient.idle = std::min(request.idle, d->longestIdle);
    patient.total = std::min(request.total, d->longestTotal);
    auto *exchange = new HttpExchange(patient, this);
    connect(context, &QObject::destroyed, exchange, [exchange] { delete exchange; });
    QElapsedTimer elapsed;
    elapsed.start();
    connect(exchange, &HttpExchange::ended, context,
            [this, context, exchange, request, done = std::move(done), elapsed](const Result<HttpAnswer> &result) {
                log(request, result, elapsed.elapsed());
                d->note(request, result);
                // The callback may delete its context: that must not delete the exchange under our feet.
                context->disconnect(exchange);
                exchange->disconnect(context);
                exchange->deleteLater();
                done(result);
            });
    exchange->start(d->managerOf(request));
}

RequestBudget &HttpClient::budget()
{
    return d->budget;
}

void HttpClient::setPatience(std::chrono::milliseconds idle, std::chrono::milliseconds total)
{
    d->longestIdle = idle;
    d->longestTotal = total;
}

void HttpClient::recordTo(const QString &folder)
{
    d->recorder = Recorder(folder);
}

}
