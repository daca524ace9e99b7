// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/plaintext.h"

#include <QChar>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
/// Reorders, hides or joins what stands beside it: soft hyphen, marks of direction, zero width, invisible operators,
/// isolates, interlinear annotation, byte order mark.
bool isTricky(char32_t c)
{
    return QChar::category(c) == QChar::Other_Format || QChar::category(c) == QChar::Other_Surrogate
        || QChar::category(c) == QChar::Other_PrivateUse || QChar::isNonCharacter(c);
}

bool isBlank(char32_t c)
{
    return QChar::isSpace(c) || QChar::category(c) == QChar::Other_Control;
}
}

QString plainLine(QStringView text, qsizetype longest)
{
    QString line;
    qsizetype characters = 0;
    bool gap = false;
    // What is hidden is passed over, but not without end.
    QStringView sight = text.left(8 * longest + 64);
    if (sight.size() < text.size() && sight.back().isHighSurrogate()) {
        sight.chop(1);
    }
    const QList<uint> points = sight.toUcs4();
    for (const char32_t c : points) {
        if (isTricky(c)) {
            continue;
        }
        if (isBlank(c)) {
            gap = !line.isEmpty();
            continue;
        }
        const qsizetype more = gap ? 2 : 1;
        if (characters + more > longest) {
            if (characters >= longest) { // the ellipsis takes the place of the last character
                line.chop(line.size() > 1 && line.back().isLowSurrogate() ? 2 : 1);
            }
            return line.trimmed() + u'…';
        }
        characters += more;
        if (gap) {
            line += u' ';
            gap = false;
        }
        line += QChar::fromUcs4(c);
    }
    return line;
}

QUrl webUrl(const QUrl &url)
{
    const bool web = url.scheme() == "https"_L1 || url.scheme() == "http"_L1;
    return web && url.isValid() && !url.host().isEmpty() && url.userInfo().isEmpty() ? url : QUrl();
}

}
