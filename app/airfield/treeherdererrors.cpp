// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/treeherdererrors.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace Windsock::FieldTreeherder {

FieldAnswer detail(int status, const QString &text)
{
    return FieldAnswer::json(QJsonDocument(QJsonObject{{u"detail"_s, text}}), status);
}

FieldAnswer fieldError(const QString &field, const QString &text)
{
    return FieldAnswer::json(QJsonDocument(QJsonObject{{field, QJsonArray{text}}}), 400);
}

FieldAnswer noSuch(const QByteArray &what, qint64 id)
{
    return FieldAnswer::text("\"No " + what + " with id: " + QByteArray::number(id) + '"', "application/json", 404);
}

FieldAnswer notFound()
{
    return FieldAnswer::text("<!doctype html><title>Not Found</title><h1>Not Found</h1>", "text/html; charset=utf-8",
                             404);
}

FieldAnswer forbidden()
{
    return FieldAnswer::text(
        "\n<!doctype html>\n<html lang=\"en\">\n<head>\n  <title>403 Forbidden</title>\n</head>\n<body>\n"
        "  <h1>403 Forbidden</h1><p></p>\n</body>\n</html>\n",
        "text/html; charset=utf-8", 403);
}

bool isLibraryAgent(const QByteArray &agent)
{
    constexpr std::array libraries{"Go-http-client/", "Java/", "libwww-perl/", "Python-urllib/", "python-requests/"};
    return agent.isEmpty() || agent == "Mozilla/5.0"
        || std::ranges::any_of(libraries, [&agent](const char *library) { return agent.startsWith(library); });
}

QSet<qint64> idsOf(const QStringList &texts)
{
    QSet<qint64> ids;
    for (const QString &text : texts) {
        ids.insert(text.toLongLong());
    }
    return ids;
}

}
