// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/treeherder/treeherdercursor.h"

#include "app/sources/jsonread.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace Windsock {

QString TreeherderCursor::toText() const
{
    QJsonObject object;
    if (newest.isValid()) {
        object.insert("lastModified"_L1, newest.toUTC().toString(Qt::ISODateWithMs));
    }
    object.insert("names"_L1, QJsonArray::fromStringList(columns));
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

TreeherderCursor TreeherderCursor::fromText(const QString &text)
{
    const Result<JsonDocument> document = JsonDocument::parse(text.toUtf8(), {.bytes = 100'000, .depth = 8});
    TreeherderCursor cursor;
    if (document) {
        cursor.newest = document->root()["lastModified"].time().value_or(QDateTime());
        document->root()["names"].each(
            [&cursor](qsizetype, JsonValue name) { cursor.columns.append(name.text().value_or(QString())); });
    }
    return cursor;
}

}
