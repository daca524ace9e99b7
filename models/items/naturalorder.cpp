// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/naturalorder.h"

namespace Windsock {

namespace {
bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

/// The digits from `at` on, without leading zeros; `at` is moved behind them.
QStringView takeNumber(QStringView text, qsizetype &at)
{
    while (at < text.size() && text[at] == u'0') {
        ++at;
    }
    const qsizetype begin = at;
    while (at < text.size() && isDigit(text[at])) {
        ++at;
    }
    return text.sliced(begin, at - begin);
}
}

std::strong_ordering naturalOrder(QStringView a, QStringView b)
{
    if (a == b) { // most groups are compared with themselves
        return std::strong_ordering::equal;
    }
    qsizetype i = 0;
    qsizetype j = 0;
    while (i < a.size() && j < b.size()) {
        if (isDigit(a[i]) && isDigit(b[j])) {
            const QStringView left = takeNumber(a, i);
            const QStringView right = takeNumber(b, j);
            const int order = left.compare(right);
            if (left.size() != right.size()) {
                return left.size() <=> right.size();
            }
            if (order != 0) {
                return order <=> 0;
            }
        } else if (a[i] != b[j]) {
            return a[i].unicode() <=> b[j].unicode();
        } else {
            ++i;
            ++j;
        }
    }
    if (const auto rest = (a.size() - i) <=> (b.size() - j); std::is_neq(rest)) {
        return rest;
    }
    return a.compare(b) <=> 0; // "01" and "1" are different texts
}

}
