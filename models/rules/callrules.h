// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/rules/eventrules.h"

namespace Windsock {

/// What is worth telling of calls for papers: that one closes within a week, that it closes within a day (each once, from
/// nine in the morning of the viewer's zone on; of both the nearer), and that a day that was known is another one now. A
/// new call tells nothing: a list brings hundreds. Keys follow from the conference and the day, so that several lists
/// tell once; what another list says to be open longer does not close. What has closed is overtaken. Adds to `said`.
void judgeCalls(const ChangeSet &changes, const Facts &facts, const QDateTime &now, const EventRules &rules,
                Judgement &said);

/// How the keys of a call begin, '#' included: by the conference's name and year.
QString callBeginning(const Occurrence &call);

}
