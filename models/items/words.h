// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/landing.h"
#include "models/values/notice.h"
#include "models/values/occurrence.h"
#include "models/values/pullrequest.h"
#include "models/values/pushstanding.h"
#include "models/values/sourcehealth.h"
#include "models/values/tree.h"

#include <QTimeZone>

namespace Windsock {

/// States as a person reads them in a cell, translated: "Green", "Test failures". The untranslated names are in values.
QString verdictWord(Verdict verdict);
QString jobWord(const Job &job); ///< its result when it is completed, else its state
QString landingWord(const Landing &landing); ///< "Held: the tree is closed"
QString pullWord(const PullRequest &pull); ///< what matters most of its state, checks and review
QString occurrenceWord(Occurrence::Status status);
QString noticeKindWord(Notice::Kind kind);
QString sourceWord(SourceHealth::State state);
QString serviceWord(Service service);
QString treeWord(Tree::Status status);

/// How long ago or how far ahead, in words, as seen at `now`; the date where it is more than six days, or `now` is
/// not known. An invalid time gives an empty text.
QString relativeTime(const QDateTime &time, const QDateTime &now);
/// Whether a time is told the same way at both moments, relative or by day and clock.
bool readsAlike(const QDateTime &time, const QDateTime &before, const QDateTime &now);
/// "14:05" today, "Mon 14:05" within the week, else with the date; in `zone`.
QString clockTime(const QDateTime &time, const QDateTime &now, const QTimeZone &zone = QTimeZone::systemTimeZone());

}
