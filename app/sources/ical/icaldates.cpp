// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/ical/icaldates.h"

#include "app/sources/ical/icalzones.h"

#include <QDateTime>

#include <algorithm>

namespace Windsock {

namespace {

int number(QByteArrayView text)
{
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; }) ? text.toInt() : -1;
}

/// A date, or the start of a period (20260819T180000/PT1H).
DateForm formOf(const QByteArray &value)
{
    const qsizetype slash = value.indexOf('/');
    return dateForm(slash < 0 ? QByteArrayView(value) : QByteArrayView(value).first(slash));
}

QByteArray knownZone(const QByteArray &tzid, ZoneTable &zones)
{
    if (tzid.isEmpty()) {
        return zones.fallback;
    }
    if (const QByteArray iana = ianaZoneOf(tzid); !iana.isEmpty()) {
        return iana;
    }
    if (const auto own = zones.defined.constFind(tzid); own != zones.defined.cend()) {
        return *own;
    }
    zones.unknown.insert(tzid);
    return zones.fallback;
}

}

DateForm dateForm(QByteArrayView text)
{
    if (text.size() < 8 || !QDate::isValid(number(text.first(4)), number(text.sliced(4, 2)), number(text.sliced(6, 2)))) {
        return DateForm::Bad;
    }
    if (text.size() == 8) {
        return DateForm::Date;
    }
    if (text.size() < 15 || text[8] != 'T'
        || !QTime::isValid(number(text.sliced(9, 2)), number(text.sliced(11, 2)), number(text.sliced(13, 2)))) {
        return DateForm::Bad;
    }
    if (text.size() == 15) {
        return DateForm::Local;
    }
    return text.size() == 16 && text[15] == 'Z' ? DateForm::Utc : DateForm::Bad;
}

bool putDatesInOrder(ContentLine &line, ZoneTable &zones)
{
    QByteArrayList values = line.value.split(',');
    const auto first = std::ranges::find_if(values,
                                            [](const QByteArray &value) { return formOf(value) != DateForm::Bad; });
    if (first == values.end()) {
        return false;
    }
    const DateForm form = formOf(*first);
    values.removeIf([form](const QByteArray &value) { return formOf(value) != form; });
    const bool periods = values.first().contains('/');
    values.removeIf([periods](const QByteArray &value) { return value.contains('/') != periods; });
    const QByteArray zone = form == DateForm::Local ? knownZone(line.parameter("TZID"), zones) : QByteArray();

    line.removeParameter("TZID");
    line.removeParameter("VALUE");
    if (periods) {
        line.setParameter("VALUE", "PERIOD");
    } else if (form == DateForm::Date) {
        line.setParameter("VALUE", "DATE");
    }
    if (zone == "UTC" && !periods) {
        std::ranges::for_each(values, [](QByteArray &value) { value += 'Z'; });
    } else if (!zone.isEmpty()) {
        line.setParameter("TZID", zone);
    }
    line.value = values.join(',');
    return true;
}

}
