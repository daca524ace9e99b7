// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/caldav/davpath.h"

#include <QList>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock::CalDav {

namespace {

constexpr qsizetype s_longest = 2'000;

bool isControl(char c)
{
    return static_cast<unsigned char>(c) < ' ' || c == 127;
}

bool isGoodPart(const QByteArray &part)
{
    return part != "." && part != ".." && std::ranges::none_of(part, isControl);
}

}

std::optional<QString> davPath(const QString &path)
{
    if (!path.startsWith(u'/') || path.startsWith("//"_L1) || path.size() > s_longest) {
        return std::nullopt;
    }
    QByteArrayList parts = path.toUtf8().split('/');
    for (QByteArray &part : parts) {
        const QByteArray plain = QByteArray::fromPercentEncoding(part);
        if (!isGoodPart(plain)) {
            return std::nullopt;
        }
        part = plain.toPercentEncoding("@:!$&'()*+,;=~");
    }
    return QString::fromLatin1(parts.join('/'));
}

std::optional<QString> pathOfHref(const QString &href, const QUrl &asked)
{
    if (href.isEmpty() || href.size() > s_longest) {
        return std::nullopt;
    }
    if (href.startsWith(u'/')) {
        return davPath(href);
    }
    if (href.contains("://"_L1)) {
        const QUrl url(href);
        // A server behind a proxy may not know its own scheme or port; only the path of it is used.
        const bool ours = url.isValid() && url.host().compare(asked.host(), Qt::CaseInsensitive) == 0;
        return ours ? davPath(url.path(QUrl::FullyEncoded)) : std::nullopt;
    }
    const QString folder = asked.path(QUrl::FullyEncoded);
    return davPath(folder.first(folder.lastIndexOf(u'/') + 1) + href);
}

QString lastPart(const QString &path)
{
    QString front = path;
    while (front.endsWith(u'/')) {
        front.chop(1);
    }
    return QString::fromUtf8(QByteArray::fromPercentEncoding(front.sliced(front.lastIndexOf(u'/') + 1).toUtf8()));
}

QString asCollection(const QString &path)
{
    return path.endsWith(u'/') ? path : path + u'/';
}

}
