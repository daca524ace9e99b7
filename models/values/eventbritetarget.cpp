// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/eventbritetarget.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace Windsock {

std::optional<EventbriteTarget> eventbriteTarget(const QString &target)
{
    static const QRegularExpression pattern(u"\\A(?:(organi[sz]er|organi[sz]ation)s?/)?([0-9]{1,20})\\z"_s);
    const QRegularExpressionMatch match = pattern.match(target);
    if (!match.hasMatch()) {
        return std::nullopt;
    }
    return EventbriteTarget{.isOrganization = match.captured(1).endsWith("ation"_L1), .id = match.captured(2)};
}

}
