// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/changeset.h"

#include <QSet>

namespace Windsock {

/// An event as it is shown: once, whatever number of calendars tell of it.
struct ShownEvent : Occurrence {
    QList<Occurrence> others; ///< the same event as other calendars tell it, by subject

    bool operator==(const ShownEvent &) const = default;
};

/// Makes one of what several calendars tell of the same event (isSameEvent). Shown is the telling that knows how many
/// people come, of a call for papers the one that closes last, else the one with the first subject; the others stand beside it.
class EventMerge
{
public:
    struct Shown {
        QList<Subject> gone; ///< not shown any more: gone, or told by another now
        QList<ShownEvent> events; ///< new or altered
    };

    /// What a change of the facts makes of what is shown. Facts that are there already are no news.
    Shown apply(const Changes<Occurrence> &changes);

private:
    using Bucket = QSet<Subject>;

    static QStringList bucketsOf(const Occurrence &event);
    void insert(const Occurrence &event, QSet<Subject> &touched);
    void remove(const Subject &subject, QSet<Subject> &touched);
    QList<Subject> sameAs(const Subject &subject, QSet<Subject> &seen) const;
    ShownEvent shownOf(QList<Subject> same) const;

    QHash<Subject, Occurrence> m_all;
    QHash<QString, Bucket> m_buckets; ///< by what two tellings of one event share: the UID, or title and start
    QHash<Subject, ShownEvent> m_shown;
};

}
