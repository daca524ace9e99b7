// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/ical/icalparser.h"

#include <KCalendarCore/Event>

#include <QElapsedTimer>
#include <QSet>

namespace Windsock {

/// Makes occurrences of a calendar's events: the rules are KCalendarCore's, exceptions are taken as they are said.
/// KCalendarCore's own OccurrenceIterator leaves out cancelled instances, instances moved into the window from outside
/// it, and exceptions whose series is not in the feed; an agenda must show all three.
class Unfolder
{
public:
    Unfolder(const AgendaWindow &window, const QString &group);

    /// False where the work was given up because it came to too much.
    bool unfold(const KCalendarCore::Event::List &events);
    QList<Occurrence> occurrences() const { return m_occurrences; }
    QList<SkippedRecord> skipped() const { return m_skipped; }

private:
    using EventPtr = KCalendarCore::Event::Ptr;
    struct Span {
        QDateTime start;
        QDateTime end;
    };
    void unfoldSeries(const EventPtr &event, const QList<EventPtr> &exceptions);
    void add(const EventPtr &event, const Span &span, const QDateTime &recurrence);
    QList<QDateTime> timesOf(const EventPtr &event) const;
    QDateTime instanceId(const EventPtr &series, const QDateTime &time) const;
    Span spanAt(const EventPtr &event, const QDateTime &start) const;
    bool isInWindow(const Span &span) const;

    AgendaWindow m_window;
    QString m_group;
    QElapsedTimer m_elapsed;
    qsizetype m_made = 0;
    QSet<QString> m_keys;
    QList<Occurrence> m_occurrences;
    QList<SkippedRecord> m_skipped;
};

}
