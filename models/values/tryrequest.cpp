// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/tryrequest.h"

#include "models/values/plaintext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr qsizetype s_mostTasks = 500;
constexpr qsizetype s_mostWords = 50;
constexpr qsizetype s_longestWord = 200;

QStringList textsOf(const QJsonValue &value, qsizetype most)
{
    QStringList texts;
    for (const QJsonValue &item : value.toArray()) {
        if (item.isString() && texts.size() < most) {
            texts.append(plainLine(item.toString(), s_longestWord));
        }
    }
    return texts;
}

/// The first object of the message that is a try_task_config, of version 1 or 2.
QJsonObject configIn(QStringView message)
{
    const qsizetype from = message.indexOf(u'{');
    const qsizetype to = message.lastIndexOf(u'}');
    if (from < 0 || to < from || !message.contains("\"version\""_L1)) {
        return {};
    }
    const QJsonObject all = QJsonDocument::fromJson(message.sliced(from, to - from + 1).toUtf8()).object();
    const int version = all.value(u"version"_s).toInt();
    return version == 2 ? all.value(u"parameters"_s)[u"try_task_config"_s].toObject()
        : version == 1  ? all
                        : QJsonObject();
}

void readConfig(const QJsonObject &config, TryRequest &request)
{
    request.tasks = textsOf(config.value(u"tasks"_s), s_mostTasks);
    if (const QJsonValue tasks = config.value(u"tasks"_s); tasks.isArray()) {
        request.taskCount = int(tasks.toArray().size());
    }
    if (const int rebuild = config.value(u"rebuild"_s).toInt(); rebuild > 1 && rebuild < 1000) {
        request.rebuild = rebuild;
    }
    request.routes = textsOf(config.value(u"routes"_s), s_mostWords);
    const QJsonObject environment = config.value(u"env"_s).toObject();
    for (auto it = environment.begin(); it != environment.end() && request.environment.size() < s_mostWords; ++it) {
        if (it.key() == "TRY_SELECTOR"_L1) {
            if (request.selector.isEmpty()) {
                request.selector = plainLine(it->toString(), 40);
            }
        } else {
            request.environment.append(plainLine(QString(it.key() + u'=' + it->toVariant().toString()), s_longestWord));
        }
    }
}

bool readMachTry(QStringView message, TryRequest &request)
{
    static const QRegularExpression pushed(u"Pushed via `mach try ([A-Za-z][A-Za-z0-9_-]{0,39})`"_s);
    static const QRegularExpression command(u"^mach try command: `([^\\n]{1,2000})`"_s,
                                            QRegularExpression::MultilineOption);
    static const QRegularExpression count(u"\\(([0-9]{1,6}) tasks? selected\\)"_s);
    const auto via = pushed.matchView(message);
    const auto line = command.matchView(message);
    if (!via.hasMatch() && !line.hasMatch()) {
        return false;
    }
    request.selector = via.captured(1);
    request.command = plainLine(line.capturedView(1), 500);
    if (const auto tasks = count.matchView(message); tasks.hasMatch()) {
        request.taskCount = tasks.capturedView(1).toInt();
    }
    return true;
}
}

std::optional<TryRequest> readTryRequest(QStringView message)
{
    message = message.left(longestTryMessage);
    TryRequest request{.syntax = readTrySyntax(message)};
    const bool machTry = readMachTry(message, request);
    const QJsonObject config = configIn(message);
    if (!request.syntax && !machTry && config.isEmpty()) {
        return std::nullopt;
    }
    readConfig(config, request);
    request.told = plainLine(message.left(message.indexOf(u'\n')), 200);
    return request;
}

std::optional<TryRequest> tryRequestOf(const Push &push)
{
    // Elsewhere nobody obeys it, and “retry: …” in a message is a word like others.
    if (!push.repository.contains("try"_L1) || push.repository.contains(u'/') || push.commits.isEmpty()) {
        return std::nullopt;
    }
    return readTryRequest(push.commits.constFirst().message);
}

}
