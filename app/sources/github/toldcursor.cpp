// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/github/toldcursor.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace Windsock {

QStringList readTold(const QString &cursor)
{
    QStringList told;
    const QJsonArray keys = QJsonDocument::fromJson(cursor.toUtf8()).object()[u"told"_s].toArray();
    for (const QJsonValue &key : keys) {
        told.append(key.toString());
    }
    return told;
}

QString writeTold(const QStringList &told)
{
    return QString::fromUtf8(
        QJsonDocument(QJsonObject{{u"told"_s, QJsonArray::fromStringList(told)}}).toJson(QJsonDocument::Compact));
}

}
