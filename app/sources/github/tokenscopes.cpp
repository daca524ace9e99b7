// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/github/tokenscopes.h"

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace Windsock {

QStringList scopesIn(const QByteArray &list)
{
    QStringList scopes;
    for (const QByteArray &part : list.left(2000).replace(' ', ',').split(',')) {
        const QByteArray word = part.trimmed().left(60);
        // What is no scope is not repeated to anybody.
        const bool isScope = !word.isEmpty()
            && std::ranges::all_of(word, [](char c) { return (c >= 'a' && c <= 'z') || c == ':' || c == '_'; });
        if (isScope && scopes.size() < 20) {
            scopes.append(QString::fromLatin1(word));
        }
    }
    return scopes;
}

QStringList scopesNotIn(const QStringList &granted, const QStringList &wanted)
{
    static constexpr std::array parts{
        std::pair("public_repo"_L1, "repo"_L1),
        std::pair("notifications"_L1, "repo"_L1),
        std::pair("read:org"_L1, "write:org"_L1),
        std::pair("read:org"_L1, "admin:org"_L1),
    };
    QStringList missing = wanted;
    missing.removeIf([&granted](const QString &scope) {
        return granted.contains(scope) || std::ranges::any_of(parts, [&](const auto &part) {
                   return scope == part.first && granted.contains(part.second);
               });
    });
    return missing;
}

}
