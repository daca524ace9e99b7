// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/roles.h"
#include "models/values/changethread.h"

#include <QHash>
#include <QSet>
#include <QTimeZone>
#include <QVariant>

#include <functional>
#include <vector>

namespace Windsock {

/// What is known of a fact that a change names: its name with its title, and its page.
struct FactFace {
    QString name; ///< "Bug 123456", "Push 1a2b3c… to autoland"
    QString title; ///< empty where not known
    QUrl url;

    bool operator==(const FactFace &) const = default;
};

/// A moment of a change, or a fact that belongs to it, with all that its row shows.
struct TimelineRow {
    ItemKind kind = ItemKind::Moment; ///< or Member
    QString key; ///< the same while the row tells of the same; unique in its change
    Moment moment;
    ThreadMember member;
    QDateTime before; ///< when the moment before was; invalid for the first
    FactFace face;
    bool stale = false;

    bool operator==(const TimelineRow &) const = default;
};

/// A change: its moments in their order, then its members in theirs.
struct ThreadRow {
    ChangeThread thread;
    QDateTime newest; ///< when something last happened to it
    bool stale = false; ///< one of its members is
    std::vector<TimelineRow> below;
};

/// Where and when the rows are looked at.
struct Viewer {
    QDateTime now;
    QTimeZone zone;
};

/// Both are asked by subject; `stale` whether what is known of the fact may be old.
ThreadRow threadRow(const ChangeThread &thread, const QHash<Subject, FactFace> &faces,
                    const std::function<bool(const Subject &)> &stale);
/// Whatever a change names: its members, and what its moments tell of.
QSet<Subject> subjectsOf(const ChangeThread &thread);
AccountId accountOf(const Subject &subject);

enum class ThreadColumn { Change, State, Who, When };
inline constexpr int threadColumns = 4;

QVariant threadData(const ThreadRow &row, ThreadColumn column, int role, const Viewer &viewer);
QVariant timelineData(const ThreadRow &above, const TimelineRow &row, ThreadColumn column, int role,
                      const Viewer &viewer);
/// The roles in which the rows differ, in any column.
QList<int> rolesThatDiffer(const ThreadRow &a, const ThreadRow &b, const Viewer &viewer);
QList<int> rolesThatDiffer(const ThreadRow &above, const TimelineRow &a, const TimelineRow &b, const Viewer &viewer);

}
