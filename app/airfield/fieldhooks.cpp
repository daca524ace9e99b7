// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/fieldhooks.h"

#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QWebSocket>
#include <QWebSocketServer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
const QRegularExpression &path()
{
    static const QRegularExpression form(u"^/(?:repos/([^/]+/[^/]+)|orgs/([^/]+))/hooks(?:/([0-9]+))?$"_s);
    return form;
}

FieldAnswer refusal(int status, const QString &message)
{
    return FieldAnswer::json(
        QJsonDocument(QJsonObject{{u"message"_s, message}, {u"status"_s, QString::number(status)}}), status);
}
}

FieldHooks::FieldHooks() = default;

FieldHooks::~FieldHooks()
{
    for (QWebSocket *socket : std::as_const(m_sockets)) {
        socket->disconnect(this);
    }
}

bool FieldHooks::isItsPath(const QString &text)
{
    return path().match(text).hasMatch();
}

FieldAnswer FieldHooks::answer(const QString &text, const FieldRequest &request)
{
    const auto match = path().match(text);
    const QString target = match.captured(1) + match.captured(2);
    const qint64 id = match.captured(3).toLongLong();
    if (!m_isAllowed) {
        FieldAnswer no = refusal(403, u"Resource not accessible by personal access token"_s);
        no.headers = {{"X-Accepted-OAuth-Scopes", "admin:repo_hook"}, {"X-OAuth-Scopes", "repo"}};
        return no;
    }
    if (id > 0) {
        return m_hooks.contains(id) ? change(id, request) : refusal(404, u"Not Found"_s);
    }
    if (request.method == "POST") {
        return make(target, request);
    }
    QJsonArray all;
    for (const auto &[number, hook] : m_hooks) {
        if (hook.target == target) {
            all.append(shown(number, hook));
        }
    }
    return FieldAnswer::json(QJsonDocument(all));
}

FieldAnswer FieldHooks::make(const QString &target, const FieldRequest &request)
{
    const bool isTaken = std::ranges::any_of(m_hooks, [&](const auto &one) { return one.second.target == target; });
    if (isTaken) {
        return FieldAnswer::json(
            QJsonDocument(
                QJsonObject{{u"message"_s, u"Validation Failed"_s},
                            {u"errors"_s,
                             QJsonArray{QJsonObject{{u"resource"_s, u"Hook"_s},
                                                    {u"code"_s, u"custom"_s},
                                                    {u"message"_s, u"Hook already exists on this repository"_s}}}}}),
            422);
    }
    const QJsonDocument asked = QJsonDocument::fromJson(request.body);
    if (asked["name"_L1].toString() != "cli"_L1) {
        return refusal(422, u"Validation Failed"_s);
    }
    if (!m_server) {
        m_server = std::make_unique<QWebSocketServer>(u"field"_s, QWebSocketServer::NonSecureMode);
        connect(m_server.get(), &QWebSocketServer::newConnection, this, &FieldHooks::welcome);
        if (!m_server->listen(QHostAddress::LocalHost)) {
            return refusal(500, m_server->errorString());
        }
    }
    Hook hook{.target = target,
              .events = asked["events"_L1].toVariant().toStringList(),
              .active = asked["active"_L1].toBool(),
              .created = QDateTime::currentDateTimeUtc()}; // the program that asks for it has no other clock
    const qint64 id = ++m_last;
    m_hooks[id] = hook;
    QJsonObject answer = shown(id, hook);
    answer.insert("ws_url"_L1, u"ws://127.0.0.1:%1/forward"_s.arg(m_server->serverPort()));
    return FieldAnswer::json(QJsonDocument(answer), 201);
}

FieldAnswer FieldHooks::change(qint64 id, const FieldRequest &request)
{
    if (request.method == "DELETE") {
        m_hooks.erase(id);
        return {.status = 204, .body = {}, .headers = {}};
    }
    Hook &hook = m_hooks[id];
    if (request.method == "PATCH") {
        hook.active = QJsonDocument::fromJson(request.body)["active"_L1].toBool();
    }
    return FieldAnswer::json(QJsonDocument(shown(id, hook)));
}

QJsonObject FieldHooks::shown(qint64 id, const Hook &hook) const
{
    return {{u"type"_s, u"Repository"_s},
            {u"id"_s, id},
            {u"name"_s, u"cli"_s},
            {u"active"_s, hook.active},
            {u"events"_s, QJsonArray::fromStringList(hook.events)},
            {u"config"_s, QJsonObject{{u"content_type"_s, u"json"_s}, {u"insecure_ssl"_s, u"0"_s}}},
            {u"created_at"_s, hook.created.toString(u"yyyy-MM-ddTHH:mm:ss'Z'"_s)}};
}

void FieldHooks::welcome()
{
    while (QWebSocket *socket = m_server->nextPendingConnection()) {
        socket->setParent(this);
        if (!m_isAllowed || socket->request().rawHeader("Authorization").isEmpty()) {
            socket->close(QWebSocketProtocol::CloseCodePolicyViolated, u"not allowed"_s);
            socket->deleteLater();
            continue;
        }
        m_sockets.append(socket);
        connect(socket, &QWebSocket::disconnected, this, [this, socket] {
            m_sockets.removeOne(socket);
            socket->deleteLater();
        });
        connect(socket, &QWebSocket::textMessageReceived, this, [this](const QString &text) {
            m_answered += QJsonDocument::fromJson(text.toUtf8())["Status"_L1].toInt() == 200;
        });
    }
}

void FieldHooks::tell(const QString &event, const QString &repository, int number)
{
    const bool isWanted = std::ranges::any_of(m_hooks, [&](const auto &one) {
        const Hook &hook = one.second;
        return hook.active && hook.events.contains(event)
            && (hook.target == repository || hook.target == repository.section(u'/', 0, 0));
    });
    if (!isWanted || m_sockets.isEmpty()) {
        return;
    }
    const QJsonObject payload{
        {u"action"_s, u"edited"_s}, {u"number"_s, number}, {u"repository"_s, QJsonObject{{u"full_name"_s, repository}}}};
    const QByteArray body = QJsonDocument(payload).toJson(QJsonDocument::Compact).toBase64();
    const QJsonObject headers{{u"X-Github-Event"_s, QJsonArray{event}},
                              {u"X-Github-Delivery"_s, QJsonArray{u"field-%1"_s.arg(m_told + 1)}},
                              {u"Content-Type"_s, QJsonArray{u"application/json"_s}}};
    say(QString::fromUtf8(QJsonDocument(QJsonObject{{u"Header"_s, headers}, {u"Body"_s, QString::fromLatin1(body)}})
                              .toJson(QJsonDocument::Compact)));
}

void FieldHooks::say(const QString &text)
{
    for (QWebSocket *socket : std::as_const(m_sockets)) {
        socket->sendTextMessage(text);
        ++m_told;
    }
}

void FieldHooks::end(int code, const QString &reason)
{
    const QList<QWebSocket *> ended = m_sockets;
    for (QWebSocket *socket : ended) {
        if (code == 0) {
            socket->abort();
        } else {
            socket->close(QWebSocketProtocol::CloseCode(code), reason);
        }
    }
}

qint64 FieldHooks::addLeft(const QString &target, const QDateTime &created)
{
    m_hooks[++m_last] = {.target = target, .events = {}, .active = true, .created = created};
    return m_last;
}

qsizetype FieldHooks::active() const
{
    return std::ranges::count_if(m_hooks, [](const auto &one) { return one.second.active; });
}

}
