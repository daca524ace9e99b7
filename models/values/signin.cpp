// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/signin.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

QStringList neededScopes(bool privateToo)
{
    // repo lets read the notifications, too (X-Accepted-OAuth-Scopes of /notifications: "notifications, repo").
    return privateToo ? QStringList{u"repo"_s, u"read:org"_s}
                      : QStringList{u"public_repo"_s, u"read:org"_s, u"notifications"_s};
}

bool isClientId(const QString &text)
{
    const auto isOne = [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'.'
            || c == u'_' || c == u'-';
    };
    return !text.isEmpty() && text.size() <= 100 && std::ranges::all_of(text, isOne);
}

}
