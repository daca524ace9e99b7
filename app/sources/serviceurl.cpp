// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/serviceurl.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace Windsock {

QUrl serviceUrl(const QUrl &base, const QString &path, const QList<QueryItem> &items)
{
    QUrl url = base;
    QString front = base.path(QUrl::FullyEncoded);
    while (front.endsWith(u'/')) {
        front.chop(1);
    }
    url.setPath(front + path, QUrl::StrictMode);
    QStringList query;
    for (const auto &[name, value] : items) {
        query.append(QString(pathPart(name) + u'=' + pathPart(value)));
    }
    url.setQuery(query.isEmpty() ? QString() : query.join(u'&'), QUrl::StrictMode);
    url.setFragment(QString());
    return url;
}

QString pathPart(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}

QString joinedIds(const QList<qint64> &ids)
{
    QStringList texts;
    texts.reserve(ids.size());
    for (const qint64 id : ids) {
        texts.append(QString::number(id));
    }
    return texts.join(u',');
}

}
