// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/dayband.h"

#include "models/values/sameevent.h"

#include <KLocalizedString>

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace Windsock {

DayBand bandOf(const Occurrence &event)
{
    static const QRegularExpression closure(u"\\b(?:tree)?closures?\\b"_s);
    static const QRegularExpression release(
        u"\\breleases\\b|\\brelease (?:day|date|calendar|schedule|train)s?\\b|\\Arelease\\z"_s);
    // Most are neither, and it is asked with every cell that is painted.
    const bool may = event.group.contains("closure"_L1, Qt::CaseInsensitive)
        || event.group.contains("release"_L1, Qt::CaseInsensitive);
    if (!may || event.isCall() || event.status == Occurrence::Status::Cancelled) {
        return DayBand::None;
    }
    const QString name = titleKey(event.group);
    return closure.match(name).hasMatch() ? DayBand::Closure
        : release.match(name).hasMatch()  ? DayBand::Release
                                          : DayBand::None;
}

QString dayBandName(DayBand band)
{
    switch (band) {
    case DayBand::None:
        break;
    case DayBand::Closure:
        return u"closure"_s;
    case DayBand::Release:
        return u"release"_s;
    }
    return {};
}

QString dayBandWord(DayBand band)
{
    switch (band) {
    case DayBand::None:
        break;
    case DayBand::Closure:
        return i18nc("@info what a day is", "Tree closure");
    case DayBand::Release:
        return i18nc("@info what a day is", "Release day");
    }
    return {};
}

}
