// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/ical/icalscreen.h"

#include "app/sources/ical/eventscreen.h"
#include "app/sources/ical/icallines.h"
#include "app/sources/ical/icalzones.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

constexpr int s_noteLimit = 100;

Failure refused(Failure::Reason reason, const QString &detail)
{
    const bool cut = reason == Failure::Reason::Cut;
    return {.kind = cut ? Failure::Kind::Transient : Failure::Kind::Malformed, .reason = reason, .detail = detail};
}

/// Walks over the lines of a feed and sorts them into events, zones and what the calendar says of itself. An END that
/// is missing costs the component it belongs to, never the ones after it.
class FeedScreen
{
public:
    explicit FeedScreen(const QTimeZone &viewer)
        : m_viewer(viewer)
    {
    }
    void take(const QByteArray &line, bool whole);
    Result<ScreenedFeed> finish();

private:
    void begin(const QByteArray &component);
    void end(const QByteArray &component);
    void property(const QByteArray &line, bool whole);
    void calendarProperty(const QByteArray &line);
    void abandon();
    void closeZone();
    void note(const QString &what, const QString &why);
    QByteArray eventText(ZoneTable &zones);

    QTimeZone m_viewer;
    QByteArray m_calendarZone;
    QString m_name;
    QList<EventScreen> m_events;
    QByteArray m_zoneText;
    QHash<QByteArray, QByteArray> m_zones; ///< usable ones of its own, and what they are called in the result
    std::optional<EventScreen> m_event;
    std::optional<ZoneReader> m_zone;
    QByteArray m_passedOver; ///< the component whose lines are passed over, with how many of it are open
    int m_passedOverDepth = 0;
    QList<SkippedRecord> m_skipped;
    QStringList m_refused;
    int m_eventCount = 0;
    int m_zoneCount = 0;
    bool m_begun = false;
    bool m_open = false;
};

void FeedScreen::note(const QString &what, const QString &why)
{
    if (m_skipped.size() < s_noteLimit) {
        m_skipped.append({.what = what, .why = why});
    }
}

void FeedScreen::take(const QByteArray &line, bool whole)
{
    if (m_eventCount > ICalLimit::events || m_zoneCount > ICalLimit::zones) {
        return;
    }
    const QByteArray start = line.first(std::min<qsizetype>(line.size(), 6)).toUpper();
    if (start.startsWith("BEGIN:")) {
        begin(line.sliced(6).trimmed().toUpper());
    } else if (start.startsWith("END:")) {
        end(line.sliced(4).trimmed().toUpper());
    } else if (m_open && m_passedOver.isEmpty()) {
        property(line, whole);
    }
}

void FeedScreen::abandon()
{
    if (m_event) {
        note(m_event->label().isEmpty() ? u"event %1"_s.arg(m_eventCount) : m_event->label(), u"it does not end"_s);
    }
    m_event.reset();
    m_zone.reset();
    m_passedOver.clear();
}

void FeedScreen::begin(const QByteArray &component)
{
    if (component == "VCALENDAR") {
        abandon();
        m_begun = true;
        m_open = true;
    } else if (!m_open) {
        return;
    } else if (component == "VEVENT") {
        abandon();
        ++m_eventCount;
        m_event.emplace();
    } else if (component == "VTIMEZONE") {
        abandon();
        ++m_zoneCount;
        m_zone.emplace();
    } else if (m_passedOver == component) {
        ++m_passedOverDepth;
    } else if (m_zone && (component == "STANDARD" || component == "DAYLIGHT")) {
        m_zone->add("BEGIN:" + component, "BEGIN", component);
    } else if (m_passedOver.isEmpty()) {
        m_passedOver = component;
        m_passedOverDepth = 1;
    }
}

void FeedScreen::end(const QByteArray &component)
{
    if (component == "VCALENDAR") {
        abandon();
        m_open = false;
    } else if (component == "VEVENT" && m_event) {
        m_events.append(*std::move(m_event));
        m_event.reset();
        m_passedOver.clear();
    } else if (component == "VTIMEZONE" && m_zone) {
        closeZone();
    } else if (!m_passedOver.isEmpty()) {
        if (m_passedOver == component && --m_passedOverDepth == 0) {
            m_passedOver.clear();
        }
    } else if (m_zone && (component == "STANDARD" || component == "DAYLIGHT")) {
        m_zone->add("END:" + component, "END", component);
    }
}

void FeedScreen::closeZone()
{
    // What has a name in the world's table is taken from there: it is right where a feed's own copy may not be.
    const QByteArray tzid = m_zone->tzid();
    if (m_zone->isUsable() && ianaZoneOf(tzid).isEmpty() && !m_zones.contains(tzid)) {
        // By a plain name: the library does not find one with a comma in it again.
        const QByteArray name = "feed-zone-" + QByteArray::number(m_zones.size() + 1);
        m_zones.insert(tzid, name);
        m_zoneText += "BEGIN:VTIMEZONE\r\n" + m_zone->linesAs(name).join("\r\n") + "\r\nEND:VTIMEZONE\r\n";
    }
    m_zone.reset();
    m_passedOver.clear();
}

void FeedScreen::property(const QByteArray &line, bool whole)
{
    if (m_event) {
        m_event->add(line, whole);
    } else if (m_zone) {
        if (const std::optional<ContentLine> read = readContentLine(line); read && whole) {
            m_zone->add(line, read->name, read->value);
        }
    } else if (whole) {
        calendarProperty(line);
    }
}

void FeedScreen::calendarProperty(const QByteArray &line)
{
    const std::optional<ContentLine> read = readContentLine(line);
    if (!read) {
        return;
    }
    if (read->name == "X-WR-CALNAME" || (read->name == "NAME" && m_name.isEmpty())) {
        m_name = textValue(read->value).simplified().left(200);
    } else if (read->name == "X-WR-TIMEZONE" && m_calendarZone.isEmpty()) {
        m_calendarZone = ianaZoneOf(read->value.trimmed());
    }
}

QByteArray FeedScreen::eventText(ZoneTable &zones)
{
    QByteArray text;
    for (qsizetype i = 0; i < m_events.size(); ++i) {
        EventScreen &event = m_events[i];
        const QByteArray screened = event.finish(zones);
        const QString what = event.label().isEmpty() ? u"event %1"_s.arg(i + 1) : event.label();
        if (screened.isEmpty()) {
            note(what, event.refusal());
            m_refused.append(event.uid());
        }
        for (const QString &loss : event.losses()) {
            note(what, loss);
        }
        text += screened;
    }
    return text;
}

Result<ScreenedFeed> FeedScreen::finish()
{
    if (!m_begun) {
        return Failed(refused(Failure::Reason::NotTheFormat, u"no calendar in the answer"_s));
    }
    if (m_eventCount > ICalLimit::events) {
        return Failed(refused(Failure::Reason::TooLarge, u"more than %1 events"_s.arg(ICalLimit::events)));
    }
    if (m_zoneCount > ICalLimit::zones) {
        return Failed(refused(Failure::Reason::TooLarge, u"more than %1 time zones"_s.arg(ICalLimit::zones)));
    }
    if (m_open) {
        // Events after the cut would look as if they had been called off.
        return Failed(refused(Failure::Reason::Cut, u"the calendar does not end"_s));
    }
    ZoneTable zones{
        .defined = m_zones, .fallback = m_calendarZone.isEmpty() ? m_viewer.id() : m_calendarZone, .unknown = {}};
    const QByteArray events = eventText(zones);
    QByteArrayList unknown = zones.unknown.values();
    std::ranges::sort(unknown);
    for (const QByteArray &tzid : std::as_const(unknown)) {
        note(u"time zone %1"_s.arg(QString::fromUtf8(tzid.left(80))),
             u"nobody knows it; read as %1"_s.arg(QLatin1StringView(zones.fallback)));
    }
    return ScreenedFeed{.text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Windsock//Screen//EN\r\n" + m_zoneText
                            + events + "END:VCALENDAR\r\n",
                        .name = m_name,
                        .events = static_cast<int>(events.count("BEGIN:VEVENT\r\n")),
                        .skipped = m_skipped,
                        .refused = m_refused};
}

}

Result<ScreenedFeed> screenFeed(const QByteArray &bytes, const QTimeZone &viewer)
{
    if (bytes.size() > ICalLimit::feedBytes) {
        return Failed(refused(Failure::Reason::TooLarge, u"more than %1 bytes"_s.arg(ICalLimit::feedBytes)));
    }
    FeedScreen screen(viewer);
    forEachContentLine(bytes, ICalLimit::lineBytes,
                       [&screen](const QByteArray &line, bool whole) { screen.take(line, whole); });
    return screen.finish();
}

}
