// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/papers/papersfilter.h"
#include "models/values/result.h"
#include "models/values/snapshot.h"

#include <QTimeZone>

namespace Windsock {

namespace PapersLimit {
inline constexpr qsizetype records = 20'000; ///< of a list that are looked at
inline constexpr qsizetype calls = 2'000; ///< of a list that are kept: those that close first
}

/// How a list is to be read.
struct PapersWish {
    QString list; ///< its name: Occurrence::group
    QString mark; ///< Occurrence::calendar: what one list says of a call is not what another says
    PapersFilter filter{QString()};
    QDate today; ///< where it is still today on Earth: what closed before is left out
    QTimeZone viewer; ///< the zone in which days begin
};

struct PapersList {
    QList<Occurrence> calls; ///< by the day they close, those without one last; account is left empty
    QList<SkippedRecord> skipped;
    bool someUnreadable = false;
};

/// A list of open calls, in any of three shapes, record by record: confs.tech's ("cfpUrl", "cfpEndDate"), conrad's
/// ("cfp_open", "cfp_end_date", where 1970-01-01 is no day) and a plain one ("event", "url"). A record without a call, or
/// with one that is closed, is nothing; so is one whose conference is over. Fails with WrongShape where it is no array.
[[nodiscard]] Result<PapersList> parsePapers(const QByteArray &body, const PapersWish &wish);

/// The calls of several lists as one: each conference once, the nearest first, PapersLimit::calls at most.
void mergePapers(PapersList &into, PapersList from);

/// The last day on which it is still `now`'s day somewhere on Earth (UTC-12): until then a call is open.
QDate lastDayOnEarth(const QDateTime &now);

}
