// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/caldav/davcursor.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <optional>

using namespace Qt::StringLiterals;

namespace Windsock::CalDav {

namespace {

QByteArray packed(const Objects &objects)
{
    QJsonArray list;
    for (const auto &[path, object] : objects.asKeyValueRange()) {
        list.append(QJsonArray{path, QString::fromLatin1(object.etag.toBase64()), QString::fromUtf8(object.text)});
    }
    return qCompress(QJsonDocument(list).toJson(QJsonDocument::Compact));
}

/// qUncompress trusts the length its input begins with: less than 16 MiB here.
std::optional<Objects> unpacked(const QByteArray &bytes)
{
    if (bytes.size() < 5 || bytes.size() > keptObjectBytes || bytes[0] != 0) {
        return std::nullopt;
    }
    const QJsonDocument document = QJsonDocument::fromJson(qUncompress(bytes));
    if (!document.isArray()) {
        return std::nullopt; // damaged: no reason to believe that there is nothing
    }
    Objects objects;
    for (const QJsonValue &value : document.array()) {
        const QJsonArray row = value.toArray();
        objects.insert(
            row[0].toString(),
            {.etag = QByteArray::fromBase64(row[1].toString().toLatin1()), .text = row[2].toString().toUtf8()});
    }
    return objects;
}

}

QString markOf(const Account &account, const QString &calendar)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QByteArray &part : {account.baseUrl.toEncoded(), account.user.toUtf8(), calendar.toUtf8()}) {
        hash.addData(part);
        hash.addData("\n");
    }
    return QString::fromLatin1(hash.result().first(16).toHex());
}

QString writeCursor(const Cursor &cursor)
{
    QJsonObject object{{u"of"_s, cursor.of},
                       {u"token"_s, cursor.token},
                       {u"ctag"_s, cursor.ctag},
                       {u"name"_s, cursor.name},
                       {u"day"_s, cursor.day.toString(Qt::ISODate)}};
    if (cursor.kept) {
        if (const QByteArray objects = packed(cursor.objects); objects.size() <= keptObjectBytes) {
            object.insert(u"objects"_s, QString::fromLatin1(objects.toBase64()));
        }
    }
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

Cursor readCursor(const QString &text, const QString &mark)
{
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    if (object[u"of"_s].toString() != mark) {
        return {};
    }
    const std::optional<Objects> objects = unpacked(QByteArray::fromBase64(object[u"objects"_s].toString().toLatin1()));
    return {.of = mark,
            .token = object[u"token"_s].toString(),
            .ctag = object[u"ctag"_s].toString(),
            .name = object[u"name"_s].toString(),
            .day = QDate::fromString(object[u"day"_s].toString(), Qt::ISODate),
            .kept = objects.has_value(),
            .objects = objects.value_or(Objects())};
}

QString calendarNameIn(const QString &text)
{
    return QJsonDocument::fromJson(text.toUtf8()).object().value(u"name"_s).toString();
}

}
