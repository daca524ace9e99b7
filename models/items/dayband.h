// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/occurrence.h"

namespace Windsock {

/// What some calendars tell of whole days, of whatever length their events are: that trees are closed, or that something
/// is released.
enum class DayBand { None, Closure, Release };

/// What the event stands for, by the name of its calendar (Occurrence::group): closures where a word of it is "closure" or
/// "closures"; releases where one is "releases", or "release" with a day, a date, a calendar, a schedule or a train behind
/// it, or nothing else at all. A team that is called by its work, "Release engineering", has meetings. None for what was
/// cancelled.
DayBand bandOf(const Occurrence &event);
/// "closure", "release"; empty for none.
QString dayBandName(DayBand band);
/// "Tree closure", "Release day"; empty for none.
QString dayBandWord(DayBand band);

}
