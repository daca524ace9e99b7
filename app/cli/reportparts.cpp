// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/reportparts.h"

#include "app/cli/tryjson.h"
#include "models/items/roles.h"

#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

QString jsonText(const QJsonValue &value)
{
    const QJsonDocument document = value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject());
    return QString::fromUtf8(document.toJson());
}

void addHowLong(QJsonObject &json, const QModelIndex &index, const QDateTime &since, const QDateTime &now)
{
    json.insert(u"elapsedSeconds"_s,
                since.isValid() ? QJsonValue(std::max<qint64>(0, since.secsTo(now))) : QJsonValue());
    const QVariant remaining = index.data(ItemRole::Remaining);
    json.insert(u"remaining"_s, remaining.isValid() ? QJsonValue(toJson(remaining.value<Remaining>())) : QJsonValue());
}

}
