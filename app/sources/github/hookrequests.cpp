// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/github/hookrequests.h"

#include "app/sources/github/githubaddress.h"
#include "app/sources/github/githubfailure.h"
#include "app/sources/jsonread.h"

#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr JsonLimits s_limits{.bytes = 4 * 1024 * 1024};
constexpr qsizetype s_mostHooks = 100;

HttpRequest hookRequest(const HookPlace &place, const QByteArray &method, const QString &path = {},
                        const QJsonObject &body = {})
{
    HttpRequest request;
    request.method = method;
    request.scope = place.scope;
    const QString whose = place.target.contains(u'/') ? u"/repos/"_s : u"/orgs/"_s;
    request.url = gitHubRest(place.base, whose + place.target + "/hooks"_L1 + path);
    request.headers = {{"Accept", "application/vnd.github+json"}, {"X-GitHub-Api-Version", "2022-11-28"}};
    request.credentials = {{"Authorization", "Bearer " + place.token}};
    request.maxBytes = s_limits.bytes;
    if (!body.isEmpty()) {
        request.headers.append(HttpHeader{"Content-Type", "application/json"});
        request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    }
    return request;
}

QString pathOf(qint64 id)
{
    return u'/' + QString::number(id);
}

bool isLoopback(const QString &host)
{
    return host == "localhost"_L1 || QHostAddress(host).isLoopback();
}

/// The API's host and what lies beside it: webhook-forwarder.github.com is asked for at api.github.com.
bool isBeside(const QString &host, const QString &api)
{
    if (isLoopback(api) || isLoopback(host)) {
        return isLoopback(api) && isLoopback(host);
    }
    const QString domain = api.startsWith("api."_L1) ? api.sliced(4) : api;
    return host == api || host == domain || (domain.contains(u'.') && host.endsWith(u'.' + domain));
}

bool isUsableSocket(const QUrl &socket, const QUrl &base)
{
    const bool safe = socket.scheme() == "wss"_L1 || (socket.scheme() == "ws"_L1 && isLoopback(socket.host()));
    return socket.isValid() && safe && socket.userInfo().isEmpty() && isBeside(socket.host(), base.host());
}

bool saysThatItExists(const HttpAnswer &answer)
{
    return answer.status == 422 && answer.body.left(4000).contains("already exists");
}
}

QStringList hookEvents()
{
    return {u"check_run"_s,
            u"check_suite"_s,
            u"deployment"_s,
            u"deployment_review"_s,
            u"deployment_status"_s,
            u"merge_group"_s,
            u"pull_request"_s,
            u"pull_request_review"_s,
            u"push"_s,
            u"status"_s,
            u"workflow_run"_s};
}

HttpRequest makeHookRequest(const HookPlace &place, const QStringList &events)
{
    return hookRequest(place, "POST", {},
                       {{u"name"_s, u"cli"_s},
                        {u"active"_s, false},
                        {u"events"_s, QJsonArray::fromStringList(events)},
                        {u"config"_s, QJsonObject{{u"content_type"_s, u"json"_s}, {u"insecure_ssl"_s, u"0"_s}}}});
}

HttpRequest activateHookRequest(const HookPlace &place, qint64 id)
{
    return hookRequest(place, "PATCH", pathOf(id), {{u"active"_s, true}});
}

HttpRequest removeHookRequest(const HookPlace &place, qint64 id)
{
    return hookRequest(place, "DELETE", pathOf(id));
}

HttpRequest hooksRequest(const HookPlace &place)
{
    HttpRequest request = hookRequest(place, "GET");
    request.url.setQuery(u"per_page=%1"_s.arg(s_mostHooks));
    return request;
}

Failure hookFailure(const HttpAnswer &answer, const QDateTime &now)
{
    Failure failure = gitHubFailure(answer, now);
    if (saysThatItExists(answer)) {
        failure.kind = Failure::Kind::Rejected;
        failure.reason = Failure::Reason::Taken;
    } else if (answer.status == 404) {
        failure.reason = Failure::Reason::Forbidden;
    }
    return failure;
}

Result<MadeHook> readMadeHook(const HttpAnswer &answer, const QUrl &base, const QDateTime &now)
{
    if (answer.status != 201 && answer.status != 200) {
        return Failed(hookFailure(answer, now));
    }
    const auto document = JsonDocument::parse(answer.body, s_limits);
    if (!document) {
        return Failed(document.error());
    }
    MadeHook hook{.id = document->root()["id"].integer().value_or(0),
                  .socket = QUrl(document->root()["ws_url"].text().value_or(QString()), QUrl::StrictMode)};
    if (hook.id <= 0 || hook.socket.isEmpty()) {
        return Failed(malformed(Failure::Reason::WrongShape, u"a webhook without id or ws_url"_s));
    }
    if (!isUsableSocket(hook.socket, base)) {
        return Failed(Failure{.kind = Failure::Kind::Rejected,
                              .reason = Failure::Reason::BadAddress,
                              .host = base.host(),
                              .detail = u"webhooks are forwarded to another host: "_s + hook.socket.host().left(100)});
    }
    return hook;
}

Result<QList<ListedHook>> readHooks(const HttpAnswer &answer, const QDateTime &now)
{
    if (answer.status != 200) {
        return Failed(hookFailure(answer, now));
    }
    const auto document = JsonDocument::parse(answer.body, s_limits);
    if (!document) {
        return Failed(document.error());
    }
    if (!document->root().isArray()) {
        return Failed(malformed(Failure::Reason::WrongShape, u"webhooks that are no list"_s));
    }
    QList<ListedHook> hooks;
    document->root().each([&hooks](qsizetype, JsonValue one) {
        const qint64 id = one["id"].integer().value_or(0);
        const QString name = one["name"].text(100).value_or(QString());
        // Each webhook has a name; what has none is something else, and nothing to be removed by its number.
        if (id > 0 && !name.isEmpty() && hooks.size() < s_mostHooks) {
            hooks.append({.id = id, .name = name, .created = one["created_at"].time().value_or(QDateTime())});
        }
    });
    return hooks;
}

}
