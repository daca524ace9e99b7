// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/caldav/davsnapshot.h"

#include "app/sources/caldav/davpath.h"
#include "app/sources/ical/calendarfeed.h"
#include "app/sources/ical/feedtext.h"
#include "app/sources/ical/icalparser.h"

#include <QElapsedTimer>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock::CalDav {

namespace {

constexpr qint64 s_timeLimit = 10'000; ///< of all objects of a calendar together, in milliseconds

/// Adds up what the objects of one calendar come to.
class SnapshotMaker
{
public:
    SnapshotMaker(const FetchTask &task, const QString &calendar, const CalendarRead &read, const QTimeZone &viewer);

    Result<Snapshot> make();

private:
    void take(const QString &path, const Object &object);
    void refuse(const QString &path, const Object &object, const QString &why);
    void add(Occurrence occurrence);
    QString eventKey(const QString &uid) const;
    void keepTheSoonest();

    const FetchTask &m_task;
    const QString m_calendar;
    const CalendarRead &m_read;
    const AgendaWindow m_window;
    const AgendaWindow m_kept;
    const QString m_group;
    Snapshot m_snapshot;
    Cursor m_cursor;
    QSet<QString> m_keys;
    QStringList m_refused; ///< the keys of events that are there, but nobody can say when
    bool m_isUnknown = false; ///< something is there of which not even the UID is known
};

SnapshotMaker::SnapshotMaker(const FetchTask &task, const QString &calendar, const CalendarRead &read,
                             const QTimeZone &viewer)
    : m_task(task)
    , m_calendar(calendar)
    , m_read(read)
    , m_window(agendaWindow(task.now, viewer))
    , m_kept{.from = keptTime(task.now, viewer).from, .to = keptTime(task.now, viewer).to, .viewer = viewer}
    , m_group(feedLine(read.cursor.name.isEmpty() ? lastPart(calendar) : read.cursor.name, 200))
    , m_snapshot{.account = task.account.id, .watch = task.watch.id, .asOf = task.now, .skipped = read.skipped}
    , m_cursor(read.cursor)
{
    m_cursor.objects.clear();
    m_cursor.kept = true;
}

Result<Snapshot> SnapshotMaker::make()
{
    QElapsedTimer elapsed;
    elapsed.start();
    for (const auto &[path, object] : m_read.cursor.objects.asKeyValueRange()) {
        take(path, object);
        if (elapsed.hasExpired(s_timeLimit)) {
            return Failed(Failure{.kind = Failure::Kind::Malformed,
                                  .reason = Failure::Reason::TooLarge,
                                  .detail = u"its recurring events come to too many"_s});
        }
    }
    for (const QString &path : m_read.unreadable) {
        m_isUnknown = m_isUnknown || !m_read.cursor.objects.contains(path);
    }
    keepTheSoonest();
    if (m_isUnknown) {
        m_snapshot.whole = false; // nobody can say which of the known events it is
    } else if (!m_refused.isEmpty()) {
        keepRefused(m_snapshot, m_refused, m_task.memory.keys);
    }
    m_snapshot.cursor = writeCursor(m_cursor);
    return m_snapshot;
}

QString SnapshotMaker::eventKey(const QString &uid) const
{
    return Occurrence{.uid = uid, .calendar = m_calendar}.key();
}

void SnapshotMaker::refuse(const QString &path, const Object &object, const QString &why)
{
    keepSkipped(m_snapshot.skipped, feedLine(lastPart(path), 80), why);
    const QStringList uids = eventUids(object.text);
    m_isUnknown = m_isUnknown || uids.isEmpty();
    for (const QString &uid : uids) {
        m_refused.append(eventKey(uid));
    }
    m_cursor.objects.insert(path, object); // it is told of until it is mended
}

void SnapshotMaker::take(const QString &path, const Object &object)
{
    const Result<CalendarFeed> feed = parseCalendar(object.text, m_kept, StatusTrust::Always);
    if (!feed) {
        refuse(path, object, feed.error().detail);
        return;
    }
    for (const SkippedRecord &skipped : feed->skipped) {
        keepSkipped(m_snapshot.skipped, skipped.what, skipped.why);
    }
    for (const QString &uid : feed->refused) {
        m_isUnknown = m_isUnknown || uid.isEmpty();
        m_refused.append(eventKey(uid));
    }
    for (const Occurrence &occurrence : feed->occurrences) {
        add(occurrence);
    }
    if (!feed->occurrences.isEmpty() || !feed->refused.isEmpty()) {
        m_cursor.objects.insert(path, object);
    }
}

void SnapshotMaker::add(Occurrence occurrence)
{
    const bool isInWindow = occurrence.start < m_window.to
        && (occurrence.end > m_window.from || occurrence.start >= m_window.from);
    if (!isInWindow) {
        return;
    }
    occurrence.account = m_task.account.id;
    occurrence.calendar = m_calendar;
    occurrence.group = m_group;
    if (m_keys.contains(occurrence.key())) {
        keepSkipped(m_snapshot.skipped, occurrence.title.left(80), u"a second event of the same name and time"_s);
        return;
    }
    m_keys.insert(occurrence.key());
    m_snapshot.occurrences.append(std::move(occurrence));
}

void SnapshotMaker::keepTheSoonest()
{
    std::ranges::sort(m_snapshot.occurrences, [](const Occurrence &a, const Occurrence &b) {
        return a.start != b.start ? a.start < b.start : a.key() < b.key();
    });
    if (m_snapshot.occurrences.size() > feedOccurrenceLimit) {
        keepSkipped(m_snapshot.skipped,
                    u"events from %1 on"_s.arg(
                        m_snapshot.occurrences.at(feedOccurrenceLimit).start.toUTC().toString(Qt::ISODate)),
                    u"more than %1 in the calendar"_s.arg(feedOccurrenceLimit));
        m_snapshot.occurrences.resize(feedOccurrenceLimit);
    }
}

}

KeptTime keptTime(const QDateTime &now, const QTimeZone &viewer)
{
    const AgendaWindow window = agendaWindow(now, viewer);
    return {.from = window.from.addDays(-1), .to = window.to.addDays(2)};
}

Result<Snapshot> snapshotOf(const FetchTask &task, const QString &calendar, const CalendarRead &read,
                            const QTimeZone &viewer)
{
    return SnapshotMaker(task, calendar, read, viewer).make();
}

}
