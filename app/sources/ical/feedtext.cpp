// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/ical/feedtext.h"

#include "models/values/plaintext.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

/// Markup only where there is a tag HTML has: "a < b and c > d" stays as it is.
bool looksLikeHtml(const QString &text)
{
    static const QRegularExpression tag(
        u"<(?:/?(?:p|br|b|i|a|u|ul|ol|li|div|span|strong|em|h[1-6]|table|img|html|body|script|style)\\b[^<>]*|!--.*?--)/?>"_s,
        QRegularExpression::CaseInsensitiveOption);
    return text.contains(tag);
}

QString withoutMarkup(QString text)
{
    static const QRegularExpression hidden(u"<(script|style)\\b.*?(?:</\\1\\s*>|$)|<!--.*?(?:-->|$)"_s,
                                           QRegularExpression::CaseInsensitiveOption
                                               | QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression blocks(u"\\s*<(?:br|/p|/div|/li|/tr|/h[1-6])\\b[^<>]*>\\s*"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression tags(u"</?[a-zA-Z][^<>]*>"_s);
    text.remove(hidden);
    text.replace(blocks, u"\n"_s);
    text.remove(tags);
    text.replace("&nbsp;"_L1, " "_L1).replace("&lt;"_L1, "<"_L1).replace("&gt;"_L1, ">"_L1);
    text.replace("&quot;"_L1, "\""_L1).replace("&#39;"_L1, "'"_L1).replace("&apos;"_L1, "'"_L1);
    return text.replace("&amp;"_L1, "&"_L1);
}

bool isUnwanted(QChar c)
{
    const char16_t code = c.unicode();
    const bool turnsDirection = (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
    return turnsDirection || (c.category() == QChar::Other_Control && c != u'\n');
}

}

QString feedText(const QString &text, qsizetype limit)
{
    // Nothing of a text that is cut later needs to be looked at far beyond the cut.
    QString plain = text.left(limit * 8);
    if (looksLikeHtml(plain)) {
        plain = withoutMarkup(plain);
    }
    plain.replace(u'\t', u' ').replace("\r\n"_L1, "\n"_L1);
    plain.removeIf(isUnwanted);
    plain = plain.trimmed();
    if (plain.size() > limit) {
        plain.truncate(limit - 1);
        if (plain.back().isHighSurrogate()) {
            plain.chop(1);
        }
        plain += u'…';
    }
    return plain;
}

QString feedLine(const QString &text, qsizetype limit)
{
    return plainLine(feedText(text.left(limit * 8), limit * 8), limit);
}

QUrl webAddress(const QString &text)
{
    return text.size() > 2000 ? QUrl() : webUrl(QUrl(text.trimmed(), QUrl::StrictMode));
}

}
