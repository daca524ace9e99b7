// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/net/jsonguard.h"

#include <vector>

namespace Windsock {

using namespace Qt::StringLiterals;

namespace {

Failed malformed(Failure::Reason reason, const QString &why)
{
    return Failed(Failure{.kind = Failure::Kind::Malformed, .reason = reason, .detail = why});
}

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// The place of the quote that ends the string which starts after `at`, or the end.
qsizetype endOfString(QByteArrayView bytes, qsizetype at)
{
    for (++at; at < bytes.size() && bytes[at] != '"'; ++at) {
        if (bytes[at] == '\\') {
            ++at;
        }
    }
    return at;
}

}

Result<void> checkJson(QByteArrayView bytes, int maxDepth)
{
    static constexpr QByteArrayView byteOrderMark("\xEF\xBB\xBF");
    if (bytes.startsWith(byteOrderMark)) {
        bytes = bytes.sliced(byteOrderMark.size());
    }
    std::vector<char> open;
    bool closed = false;
    for (qsizetype at = 0; at < bytes.size(); ++at) {
        const char c = bytes[at];
        if (isSpace(c)) {
            continue;
        }
        if (closed) {
            return malformed(Failure::Reason::NotTheFormat, u"something follows the document at byte %1"_s.arg(at));
        }
        if (c == '{' || c == '[') {
            if (qsizetype(open.size()) == maxDepth) {
                return malformed(Failure::Reason::TooDeep, u"nested deeper than %1 at byte %2"_s.arg(maxDepth).arg(at));
            }
            open.push_back(c == '{' ? '}' : ']');
        } else if (open.empty()) {
            return malformed(Failure::Reason::NotTheFormat, u"the document is neither an object nor an array"_s);
        } else if (c == '"') {
            at = endOfString(bytes, at);
        } else if (c == '}' || c == ']') {
            if (open.back() != c) {
                return malformed(Failure::Reason::NotTheFormat, u"brackets do not match at byte %1"_s.arg(at));
            }
            open.pop_back();
            closed = open.empty();
        }
    }
    return closed ? Result<void>() : malformed(Failure::Reason::NotTheFormat, u"the document ends before it is whole"_s);
}

}
