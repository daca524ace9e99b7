// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/caldav/davtalk.h"

#include "app/net/webaddress.h"
#include "app/sources/offthread.h"

using namespace Qt::StringLiterals;

namespace Windsock::CalDav {

namespace {

constexpr int s_mostRedirects = 5;

bool isRead(const HttpRequest &request)
{
    return request.method == "PROPFIND" || request.method == "REPORT";
}

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 307 || status == 308;
}

bool isSameOrigin(const QUrl &one, const QUrl &other)
{
    return one.scheme() == other.scheme() && hostOf(one) == hostOf(other);
}

}

DavTalk::DavTalk(HttpClient &http, const Door &door, Clock clock, QObject *parent)
    : QObject(parent), m_http(http), m_door(door), m_clock(std::move(clock))
{
}

Failure DavTalk::named(Failure failure) const
{
    if (failure.host.isEmpty()) {
        failure.host = hostOf(m_door.account.baseUrl);
    }
    return failure;
}

Failure DavTalk::failureOf(const HttpAnswer &answer) const
{
    if (answer.status >= 200 && answer.status <= 299) {
        return named({.kind = Failure::Kind::Malformed,
                      .reason = Failure::Reason::NotTheFormat,
                      .httpStatus = answer.status,
                      .detail = u"no multistatus, but HTTP status %1"_s.arg(answer.status)});
    }
    return named(failureFromStatus(answer, m_clock()));
}

void DavTalk::ask(const HttpRequest &request, Answered then)
{
    follow(request, 0, std::move(then));
}

void DavTalk::follow(HttpRequest request, int redirects, Answered then)
{
    request.tellsRedirects = isRead(request);
    m_http.send(request, this, [this, request, redirects, then = std::move(then)](const Result<HttpAnswer> &answer) {
        if (!answer) {
            then(Failed(named(answer.error())));
            return;
        }
        if (!isRead(request) || !isRedirect(answer->status)) {
            then(answer);
            return;
        }
        HttpRequest next = request;
        next.url = request.url.resolved(QUrl::fromEncoded(answer->header("Location")));
        next.url.setFragment(QString());
        if (redirects >= s_mostRedirects || !isSameOrigin(request.url, next.url)) {
            then(Failed(named({.kind = Failure::Kind::Rejected,
                               .reason = Failure::Reason::RedirectElsewhere,
                               .httpStatus = answer->status,
                               .detail = u"a redirect to another host, or one too many"_s})));
            return;
        }
        follow(next, redirects + 1, then);
    });
}

void DavTalk::list(const HttpRequest &request, Listed then)
{
    ask(request, [this, then = std::move(then)](const Result<HttpAnswer> &answer) {
        if (!answer || answer->status != 207) {
            then(Failed(answer ? failureOf(*answer) : answer.error()));
            return;
        }
        offThread(
            this, [body = answer->body] { return parseMultistatus(body); },
            [this, url = answer->url, then](const Result<Multistatus> &read) {
                then(read ? Result<Listing>(Listing{.url = url, .multistatus = *read})
                          : Result<Listing>(Failed(named(read.error()))));
            });
    });
}

}
