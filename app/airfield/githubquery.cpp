// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/githubquery.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
bool isAskedOf(const QJsonObject &pull, const QString &login)
{
    const QJsonArray requests = pull["reviewRequests"_L1]["nodes"_L1].toArray();
    return std::ranges::any_of(
        requests, [&login](const QJsonValue &request) { return request["requestedReviewer"_L1]["login"_L1] == login; });
}
}

QString withVariables(QString arguments, const QJsonObject &variables)
{
    static const QRegularExpression variable(u"\\$(\\w+)"_s);
    for (auto match = variable.match(arguments); match.hasMatch(); match = variable.match(arguments)) {
        const QByteArray json =
            QJsonDocument(QJsonArray{variables.value(match.captured(1))}).toJson(QJsonDocument::Compact);
        arguments.replace(match.capturedStart(), match.capturedLength(), QString::fromUtf8(json.sliced(1).chopped(1)));
    }
    return arguments;
}

QString stringArgument(const QString &arguments, const QString &name)
{
    const QRegularExpression pattern(u"\\b%1\\s*:\\s*\"([^\"]*)\""_s.arg(name));
    return pattern.match(arguments).captured(1);
}

int numberArgument(const QString &arguments, const QString &name, int fallback)
{
    const QRegularExpression pattern(u"\\b%1\\s*:\\s*(\\d+)"_s.arg(name));
    const auto match = pattern.match(arguments);
    return match.hasMatch() ? match.captured(1).toInt() : fallback;
}

bool isOpen(const QJsonObject &pull)
{
    return pull.value("state"_L1) == "OPEN"_L1;
}

QJsonValue withoutRequired(const QJsonValue &value)
{
    if (value.isArray()) {
        QJsonArray array;
        for (const QJsonValue &one : value.toArray()) {
            array.append(withoutRequired(one));
        }
        return array;
    }
    QJsonObject object = value.toObject();
    if (!value.isObject()) {
        return value;
    }
    object.remove("isRequired"_L1);
    for (auto it = object.begin(); it != object.end(); ++it) {
        *it = withoutRequired(*it);
    }
    return object;
}

bool wanted(const QJsonObject &pull, const QString &search)
{
    static const QRegularExpression word(u"(?<![\\w-])(author|repo|state|is|review-requested):(\\S+)"_s);
    for (auto it = word.globalMatch(search); it.hasNext();) {
        const auto match = it.next();
        const QString value = match.captured(2);
        if ((match.captured(1) == "author"_L1 && pull.value("author"_L1)["login"_L1] != value)
            || (match.captured(1) == "repo"_L1 && pull.value("repository"_L1)["nameWithOwner"_L1] != value)
            || (match.captured(1) == "review-requested"_L1 && !isAskedOf(pull, value))
            || (value == "open"_L1 && !isOpen(pull))) {
            return false;
        }
    }
    return true;
}

QJsonObject notFound(const QString &alias, const QString &what)
{
    return {{u"type"_s, u"NOT_FOUND"_s}, {u"path"_s, QJsonArray{alias}}, {u"message"_s, what}};
}

}
