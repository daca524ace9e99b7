// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/rules/callwording.h"

#include "models/values/plaintext.h"

#include <KLocalizedString>

#include <QLocale>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
QString dateText(QDate day)
{
    return QLocale().toString(day, QLocale::ShortFormat);
}

QString conferenceLine(const Occurrence &call)
{
    const QString place = plainLine(call.place);
    if (!call.heldFrom.isValid()) {
        return place.isEmpty() ? QString() : i18nc("@info %1 is a place", "Place: %1", place);
    }
    return place.isEmpty()
        ? i18nc("@info %1 is a date", "The conference begins on %1.", dateText(call.heldFrom))
        : i18nc("@info a date; a place", "The conference begins on %1: %2.", dateText(call.heldFrom), place);
}

QString listLine(const Occurrence &call)
{
    const QString group = plainLine(call.group);
    return group.isEmpty() ? QString() : i18nc("@info %1 is a list of conferences", "From %1.", group);
}
}

Wording callClosesWording(const Occurrence &call, QDate today)
{
    const QString name = plainLine(call.title, 90);
    const qint64 days = today.daysTo(call.closes());
    const QString title = days <= 0 ? i18nc("@title %1 is a conference", "Call for papers closes today: %1", name)
        : days == 1                 ? i18nc("@title %1 is a conference", "Call for papers closes tomorrow: %1", name)
                                    : i18ncp("@title %2 is a conference", "Call for papers closes in a day: %2",
                                             "Call for papers closes in %1 days: %2", static_cast<int>(days), name);
    return {title,
            lines({i18nc("@info %1 is a date", "The last day is %1.", dateText(call.closes())), conferenceLine(call),
                   listLine(call)})};
}

Wording callMovedWording(const Occurrence &before, const Occurrence &after)
{
    const QString name = plainLine(after.title, 90);
    const QString title = after.closes() > before.closes()
        ? i18nc("@title %1 is a conference", "Call for papers is open longer: %1", name)
        : i18nc("@title %1 is a conference", "Call for papers closes earlier: %1", name);
    return {title,
            lines({i18nc("@info dates", "The last day is %1 now, not %2.", dateText(after.closes()),
                         dateText(before.closes())),
                   conferenceLine(after), listLine(after)})};
}

}
