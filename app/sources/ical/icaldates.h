// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/ical/contentline.h"

#include <QHash>
#include <QSet>

namespace Windsock {

/// How a date of an iCalendar file is written.
enum class DateForm {
    Bad,
    Date, ///< 20260819
    Local, ///< 20260819T180000, of the zone the line names
    Utc, ///< 20260819T220000Z
};
DateForm dateForm(QByteArrayView text);

/// What the zones of a feed come to.
struct ZoneTable {
    QHash<QByteArray, QByteArray> defined; ///< TZIDs with a usable VTIMEZONE of their own, and what it is called here
    QByteArray fallback; ///< the IANA name for dates that name no zone, or one that nobody knows
    QSet<QByteArray> unknown; ///< filled while dates are put in order: TZIDs nobody knows
};

/// Puts a line of dates (DTSTART, EXDATE, RDATE ...) in order: values that cannot be read are taken out, the others
/// are of one form and get VALUE=DATE, the Z, or a TZID that is known. False where no value is left.
bool putDatesInOrder(ContentLine &line, ZoneTable &zones);

}
