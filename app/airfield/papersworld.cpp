// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/papersworld.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace Windsock {

FieldAnswer PapersWorld::answer(const QString &path, const FieldRequest &request) const
{
    const auto file = m_files.find(path);
    if (file == m_files.cend()) {
        return FieldAnswer::text("404: Not Found", "text/plain; charset=utf-8", 404);
    }
    FieldAnswer answer = FieldAnswer::text(file->second, "text/plain; charset=utf-8");
    const QByteArray etag = "W/\"" + QCryptographicHash::hash(file->second, QCryptographicHash::Sha256).toHex() + '"';
    answer.headers = {{"ETag", etag}, {"Cache-Control", "max-age=300"}};
    if (request.header("if-none-match") == etag) {
        answer.status = 304;
        answer.body.clear();
    }
    return answer;
}

void PapersWorld::putText(const QString &path, const QByteArray &text)
{
    if (text.isEmpty()) {
        m_files.erase(path);
    } else {
        m_files[path] = text;
    }
}

void PapersWorld::put(const QString &topic, int year, const QList<Conference> &conferences)
{
    QJsonArray list;
    for (const Conference &one : conferences) {
        const QString site = u"https://"_s + QString(one.name).toLower().replace(u' ', u'-') + u".test"_s;
        QJsonObject object{{u"name"_s, one.name},
                           {u"url"_s, site},
                           {u"startDate"_s, one.from.toString(Qt::ISODate)},
                           {u"endDate"_s, one.from.addDays(one.days - 1).toString(Qt::ISODate)},
                           {u"city"_s, one.city},
                           {u"country"_s, one.country},
                           {u"online"_s, one.city.isEmpty()},
                           {u"locales"_s, u"EN"_s},
                           {u"cfpUrl"_s, QString(site + u"/cfp"_s)}};
        if (one.closes.isValid()) {
            object.insert(u"cfpEndDate"_s, one.closes.toString(Qt::ISODate));
        }
        list.append(object);
    }
    putText(pathOf(topic, year), QJsonDocument(list).toJson());
}

QString PapersWorld::pathOf(const QString &topic, int year)
{
    return u"/main/conferences/%1/%2.json"_s.arg(QString::number(year), topic);
}

}
