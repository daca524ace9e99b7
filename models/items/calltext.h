// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/occurrence.h"

namespace Windsock {

/// What a call for papers is in one line: "Call for papers of PyCon closes", or "… is open" where no day is known.
QString callTitle(const Occurrence &call);
/// When and where the conference is: "1 – 3 October 2026, Berlin, Germany"; empty where nothing is told.
QString conferenceText(const Occurrence &call);
/// Sentences on the conference and on what its last day means.
QString callNote(const Occurrence &call);
/// Days in words, by the locale: one where both are one.
QString heldText(QDate from, QDate until);

}
