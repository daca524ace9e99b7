// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/bugzilla/bugzillawish.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock::Bugzilla {

Wish Wish::fromTarget(const QString &target)
{
    const QString entry = target.trimmed();
    if (entry.startsWith("flag:"_L1)) {
        return {Kind::Flag, entry.mid(5).trimmed()};
    }
    if (entry.startsWith("keyword:"_L1)) {
        return {Kind::Keyword, entry.mid(8).trimmed()};
    }
    return {Kind::Tag, entry};
}

QList<Wish> wishesOf(const Account &account, const Watch &watch)
{
    QList<Wish> wishes;
    if (watch.kind == Watch::Kind::Reviews) {
        wishes.append({Wish::Kind::Review, watch.who.isEmpty() ? account.user : watch.who});
    } else {
        for (const QString &entry : watch.target.split(u',')) {
            wishes.append(Wish::fromTarget(entry));
        }
    }
    wishes.removeIf([](const Wish &wish) { return wish.name.isEmpty(); });
    return inOrder(std::move(wishes));
}

QList<Wish> inOrder(QList<Wish> wishes)
{
    std::ranges::sort(wishes);
    const auto twice = std::ranges::unique(wishes);
    wishes.erase(twice.begin(), twice.end());
    return wishes;
}

}
