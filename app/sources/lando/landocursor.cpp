// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/lando/landocursor.h"

#include "app/sources/jsonread.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace Windsock::Lando {

namespace {
QString written(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QJsonValue timeJson(const QDateTime &time)
{
    return time.isValid() ? QJsonValue(time.toUTC().toString(Qt::ISODateWithMs)) : QJsonValue();
}

QString textIn(JsonValue value)
{
    return value.text().value_or(QString());
}

QDateTime timeIn(JsonValue value)
{
    return value.time().value_or(QDateTime());
}
}

QString JobCursor::toText() const
{
    return written({{u"status"_s, status},
                    {u"changed"_s, timeJson(changed)},
                    {u"ended"_s, ended},
                    {u"asked"_s, timeJson(asked)},
                    {u"commit"_s, commit},
                    {u"hg"_s, revision},
                    {u"git"_s, gitRevision},
                    {u"named"_s, named}});
}

JobCursor JobCursor::fromText(const QString &text)
{
    const Result<JsonDocument> document = JsonDocument::parse(text.toUtf8());
    if (!document) {
        return {};
    }
    const JsonValue root = document->root();
    return {.status = textIn(root["status"]),
            .changed = timeIn(root["changed"]),
            .ended = root["ended"].flag().value_or(false),
            .asked = timeIn(root["asked"]),
            .commit = textIn(root["commit"]),
            .revision = textIn(root["hg"]),
            .gitRevision = textIn(root["git"]),
            .named = root["named"].flag().value_or(false)};
}

QString TreesCursor::toText() const
{
    QJsonObject trees;
    for (const auto &[name, tree] : seen.asKeyValueRange()) {
        trees.insert(name,
                     QJsonObject{{u"log"_s, tree.log},
                                 {u"status"_s, treeStatusName(tree.status)},
                                 {u"since"_s, timeJson(tree.since)},
                                 {u"by"_s, tree.by},
                                 {u"read"_s, tree.read}});
    }
    QJsonObject object{{u"trees"_s, trees}};
    if (door) {
        object.insert(u"alone"_s, *door == Door::Alone);
    }
    return written(object);
}

TreesCursor TreesCursor::fromText(const QString &text)
{
    TreesCursor cursor;
    const Result<JsonDocument> document = JsonDocument::parse(text.toUtf8());
    if (!document) {
        return cursor;
    }
    if (const std::optional<bool> alone = document->root()["alone"].flag()) {
        cursor.door = *alone ? Door::Alone : Door::BesideLando;
    }
    document->root()["trees"].eachMember([&cursor](std::string_view name, JsonValue value) {
        cursor.seen.insert(QString::fromUtf8(name.data(), qsizetype(name.size())),
                           {.log = value["log"].integer().value_or(0),
                            .status = treeStatusFromName(textIn(value["status"])),
                            .since = timeIn(value["since"]),
                            .by = textIn(value["by"]),
                            .read = value["read"].flag().value_or(false)});
    });
    return cursor;
}

}
