// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/lines/lineplan.h"
#include "app/lines/look.h"

#include <QHash>
#include <QQueue>

namespace Windsock {

/// Which watches messages speak of. Remembers which push a task group is, for a group that is resolved does not say:
/// of the newest 2,000 groups of which a task was told.
class LookSorter
{
public:
    explicit LookSorter(LinePlan plan);

    /// None for a message that cannot be read, or that speaks of nothing that is watched.
    QList<WatchId> watchesOf(const LineMessage &message);
    /// The same for what has been read.
    QList<WatchId> watchesOf(const Look &look);

    qsizetype groupsKnown() const { return m_groups.size(); }

private:
    struct Group {
        QString project;
        QString revision;
        QString user;
    };

    void learn(const Look &look);
    Look withGroup(Look look) const;

    LinePlan m_plan;
    QHash<QString, Group> m_groups;
    QQueue<QString> m_oldest; ///< the groups in the order they were learnt
};

}
