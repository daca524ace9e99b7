// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/bugzilla/bugzillacursor.h"

#include "app/sources/jsonread.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace Windsock {

using Bugzilla::Asked;
using Bugzilla::Flavour;

QString BugzillaCursor::toText() const
{
    QJsonObject object;
    if (flavour != Flavour::Unknown) {
        object.insert("flavour"_L1, flavour == Flavour::Header ? u"header"_s : u"parameter"_s);
    }
    if (changed.isValid()) {
        object.insert("changed"_L1, changed.toUTC().toString(Qt::ISODateWithMs));
    }
    QJsonObject bugs;
    for (const auto &[id, one] : asked.asKeyValueRange()) {
        bugs.insert(QString::number(id),
                    QJsonObject{{"tag"_L1, one.tag},
                                {"trees"_L1, QJsonArray::fromStringList(one.trees)},
                                {"ended"_L1, one.ended}});
    }
    object.insert("asked"_L1, bugs);
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

BugzillaCursor BugzillaCursor::fromText(const QString &text)
{
    BugzillaCursor cursor;
    const Result<JsonDocument> document = JsonDocument::parse(text.toUtf8());
    if (!document) {
        return cursor;
    }
    const JsonValue root = document->root();
    const QString flavour = root["flavour"].text().value_or(QString());
    if (flavour == "header"_L1 || flavour == "parameter"_L1) {
        cursor.flavour = flavour == "header"_L1 ? Flavour::Header : Flavour::Parameter;
    }
    cursor.changed = root["changed"].time().value_or(QDateTime());
    root["asked"].eachMember([&cursor](std::string_view name, JsonValue value) {
        const qint64 id = QByteArray::fromRawData(name.data(), static_cast<qsizetype>(name.size())).toLongLong();
        Asked asked{.tag = value["tag"].text().value_or(QString()), .ended = value["ended"].flag().value_or(false)};
        value["trees"].each([&asked](qsizetype, JsonValue tree) { asked.trees.append(tree.text().value_or(QString())); });
        if (id > 0) {
            cursor.asked.insert(id, asked);
        }
    });
    return cursor;
}

}
