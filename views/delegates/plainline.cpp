// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/delegates/plainline.h"

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

constexpr qsizetype longest = 300;

bool turnsDirection(QChar c)
{
    const char16_t u = c.unicode();
    return u == 0x061c || u == 0x200e || u == 0x200f || (u >= 0x202a && u <= 0x202e) || (u >= 0x2066 && u <= 0x2069);
}

}

QString plainLine(const QString &text)
{
    QString line;
    line.reserve(qMin(text.size(), longest));
    for (const QChar c : text) {
        if (c.isSpace()) {
            if (!line.isEmpty() && !line.endsWith(u' ')) {
                line += u' ';
            }
        } else if (c.category() != QChar::Other_Control && !turnsDirection(c)) {
            line += c;
        }
        if (line.size() >= longest) {
            line.append(u'…');
            break;
        }
    }
    return line.trimmed();
}

QString plainToolTip(const QString &text)
{
    if (text.isEmpty()) {
        return {};
    }
    QStringList lines;
    for (const QString &line : text.split(u'\n')) {
        lines << plainLine(line).toHtmlEscaped();
    }
    return u"<qt>"_s + lines.join("<br>"_L1) + u"</qt>"_s;
}

bool isOpenable(const QUrl &url)
{
    const QString scheme = url.scheme();
    return url.isValid() && (scheme == "https"_L1 || scheme == "http"_L1) && !url.host().isEmpty() && url.userInfo().isEmpty();
}

}
