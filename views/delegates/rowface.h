// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/roles.h"
#include "views/delegates/badge.h"

#include <QDateTime>
#include <QModelIndex>

namespace Windsock {

/// What a row shows, in words; the same for every kind of item, so that all docks read alike.
struct RowFace {
    ItemKind kind = ItemKind::Push;
    QString title;
    QString detail; ///< parts between dots, the weightiest first: in a narrow row the last ones go
    QString aside; ///< short, at the right end of the detail's line: a time
    QString note; ///< a third line of the same kind, empty for most
    Badge badge;
    bool wrapped = false; ///< the title takes as many lines as it needs
    bool plain = false; ///< no second line where there is nothing to say in it
    int percent = -1; ///< share done, -1 for none
    bool strong = false; ///< bold: unread, waits for the person
    bool struck = false; ///< no longer true, or does not take place
    bool dimmed = false; ///< last known only, or over
    bool marked = false; ///< a bar at its side: today, or waits for the person

    bool operator==(const RowFace &) const = default;
};

/// The face of any row of the item models; `now` decides how times are told.
RowFace rowFace(const QModelIndex &index, const QDateTime &now);

/// A moment in the viewer's zone, as short as can be: the time alone for today.
QString shortMoment(const QDateTime &moment, const QDateTime &now);
/// "14:00–16:00", "14:00–16:00 (09:00 in America/New_York)", or "all day".
QString occurrenceTime(const Occurrence &occurrence);

}
