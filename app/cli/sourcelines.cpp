// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/sourcelines.h"

#include "app/cli/factsjson.h"
#include "app/cli/jsonvalues.h"
#include "models/items/linewording.h"
#include "models/items/roles.h"
#include "models/items/sourcesmodel.h"

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
QString whatHappened(const QModelIndex &index)
{
    return index.siblingAtColumn(SourcesModel::WhatHappenedColumn).data().toString();
}
}

QJsonObject sourceJson(const QModelIndex &index)
{
    const auto way = index.data(ItemRole::News).value<NewsWay>();
    QJsonObject json = toJson(index.data(ItemRole::Health).value<SourceHealth>());
    json.insert(u"news"_s, newsWayName(way.how));
    json.insert(u"line"_s, textJson(way.line.value));
    json.insert(u"lastNews"_s,
                way.lastNews.isValid() ? QJsonValue(way.lastNews.toUTC().toString(Qt::ISODateWithMs)) : QJsonValue());
    json.insert(u"delaySeconds"_s, way.delay ? QJsonValue(double(way.delay->count()) / 1000) : QJsonValue());
    const QString words = whatHappened(index);
    json.insert(u"words"_s, textJson(words));
    return json;
}

QStringList sourceLines(const QModelIndex &index, const QDateTime &now)
{
    const auto health = index.data(ItemRole::Health).value<SourceHealth>();
    QStringList lines = whatHappened(index).split(u'\n');
    if (health.failure) {
        lines.append(health.failure->detail);
    }
    lines.append(newsWords(index.data(ItemRole::News).value<NewsWay>(), now));
    lines.removeAll(QString());
    return lines;
}

}
