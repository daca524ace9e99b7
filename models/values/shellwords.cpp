// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/shellwords.h"

namespace Windsock {

namespace {
bool isBlank(QChar c)
{
    return c == u' ' || c == u'\t' || c == u'\r' || c == u'\n';
}
}

ShellWords splitWords(QStringView line)
{
    ShellWords result;
    QString word;
    bool inWord = false;
    QChar quote;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const QChar c = line.at(i);
        if (!quote.isNull() && c == quote) {
            quote = {};
        } else if (c == u'\\' && quote != u'\'') {
            inWord = true;
            if (i + 1 == line.size()) {
                result.whole = false;
            } else if (const QChar next = line.at(i + 1); quote.isNull() || next == quote || next == u'\\') {
                word += next;
                ++i;
            } else {
                word += c;
            }
        } else if (!quote.isNull()) {
            word += c;
        } else if (isBlank(c)) {
            if (inWord) {
                result.words.append(std::exchange(word, {}));
            }
            inWord = false;
        } else if (c == u'\'' || c == u'"') {
            quote = c;
            inWord = true;
        } else {
            word += c;
            inWord = true;
        }
    }
    if (inWord) {
        result.words.append(word);
    }
    result.whole = result.whole && quote.isNull();
    return result;
}

}
