// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/tower.h"

#include "app/airfield/airfield.h"

#include <QJsonArray>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
FieldAnswer object(const QJsonObject &object, int status = 200)
{
    return FieldAnswer::json(QJsonDocument(object), status);
}

FieldAnswer wrong(const QString &what)
{
    return object({{u"error"_s, what}}, 400);
}

FieldAnswer clock(Airfield &field, const FieldRequest &request)
{
    if (request.query.hasQueryItem(u"now"_s)) {
        const QDateTime now = QDateTime::fromString(request.item(u"now"_s), Qt::ISODate);
        if (!now.isValid()) {
            return wrong(u"now is no ISO date and time"_s);
        }
        field.setNow(now);
    }
    field.advance(std::chrono::seconds(request.item(u"advance"_s).toLongLong()));
    return object({{u"now"_s, field.now().toString(Qt::ISODateWithMs)}});
}

FieldAnswer requests(Airfield &field, const FieldRequest &request)
{
    QJsonArray list;
    const auto asked = field.requests();
    for (const FieldRequest &one : asked) {
        QJsonObject headers;
        for (const auto &[name, value] : one.headers) {
            headers.insert(QString::fromLatin1(name), QString::fromLatin1(value));
        }
        list.append(QJsonObject{{u"method"_s, QString::fromLatin1(one.method)},
                                {u"path"_s, one.path},
                                {u"query"_s, one.query.toString(QUrl::FullyEncoded)},
                                {u"headers"_s, headers},
                                {u"body"_s, QString::fromUtf8(one.body)}});
    }
    if (request.item(u"clear"_s) == "1"_L1) {
        field.clearRequests();
    }
    return object({{u"requests"_s, list}});
}
}

FieldAnswer towerAnswer(Airfield &field, const QString &command, const FieldRequest &request)
{
    if (request.header("x-airfield-token") != field.token() && request.item(u"token"_s).toLatin1() != field.token()) {
        return object({{u"error"_s, u"no or wrong token"_s}}, 403);
    }
    if (command == "step"_L1) {
        return object({{u"happened"_s, field.step(request.item(u"world"_s))}});
    }
    if (command == "clock"_L1) {
        return clock(field, request);
    }
    if (command == "misbehave"_L1) {
        const QString prefix = request.query.hasQueryItem(u"path"_s) ? request.item(u"path"_s) : u"/"_s;
        const int times = request.query.hasQueryItem(u"times"_s) ? request.item(u"times"_s).toInt() : -1;
        return field.misbehave(prefix, request.item(u"how"_s), times) ? object({{u"misbehaves"_s, prefix}})
                                                                      : wrong(u"no such misbehaviour"_s);
    }
    if (command == "calm"_L1) {
        field.calm();
        return object({{u"calm"_s, true}});
    }
    if (command == "play"_L1) {
        field.play();
        return object({{u"plays"_s, true}});
    }
    if (command == "requests"_L1) {
        return requests(field, request);
    }
    if (command == "state"_L1) {
        QJsonObject left;
        for (const QString &world : {u"mozilla-inbound"_s, u"autoland"_s, u"demo"_s}) {
            left.insert(world, field.stepsLeft(world));
        }
        return object({{u"now"_s, field.now().toString(Qt::ISODateWithMs)},
                       {u"port"_s, field.port()},
                       {u"stepsLeft"_s, left},
                       {u"requests"_s, field.requests().size()}});
    }
    return object({{u"error"_s, u"no such command"_s}}, 404);
}

}
