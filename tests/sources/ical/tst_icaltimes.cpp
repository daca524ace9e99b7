// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/ical/icalparser.h"
#include "tests/sources/ical/icalsamples.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
/// An event "e" of these lines.
QByteArray entry(const QByteArray &lines, const QByteArray &uid = "e"_ba)
{
    return "BEGIN:VEVENT\r\nUID:" + uid + "\r\nSUMMARY:e\r\n" + QByteArray(lines).replace("|", "\r\n")
        + "\r\nEND:VEVENT\r\n";
}

/// "03-29 01:30 60" for each occurrence: its start in UTC, its length in minutes, "day" and "-" where all day or cancelled.
QStringList timesOf(const CalendarFeed &feed)
{
    QStringList times;
    for (const Occurrence &o : feed.occurrences) {
        QString line = o.start.toUTC().toString(u"MM-dd HH:mm "_s) + QString::number(o.start.secsTo(o.end) / 60);
        line += o.allDay ? u" day"_s : QString();
        line += o.status == Occurrence::Status::Cancelled ? u" -"_s : QString();
        times.append(line);
    }
    return times;
}

Result<CalendarFeed> read(const QByteArray &inside, const QString &now, const QByteArray &viewer = "Europe/Berlin"_ba)
{
    return parseCalendar(calendar(inside), agendaWindow(QDateTime::fromString(now, Qt::ISODate), QTimeZone(viewer)));
}
}

class IcalTimesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsTheTime_data()
    {
        QTest::addColumn<QByteArray>("inside");
        QTest::addColumn<QByteArray>("viewer");
        QTest::addColumn<QString>("now");
        QTest::addColumn<QStringList>("times");
        QByteArray viewer = "Europe/Berlin"_ba;
        QString now = u"2026-11-21T12:00:00Z"_s;
        const auto row = [&](const char *name, const QByteArray &inside, const QStringList &times) {
            QTest::newRow(name) << inside << viewer << now << times;
        };
        const auto rowOf = [&](const char *name, const QByteArray &lines, const QStringList &times) {
            row(name, entry(lines), times);
        };

        // A day on which the clocks are put forward: 02:00 to 03:00 does not exist.
        now = u"2026-03-27T12:00:00Z"_s;
        rowOf("a time that does not exist", "DTSTART;TZID=Europe/Berlin:20260329T023000|DURATION:PT1H",
              {u"03-29 01:30 60"_s});
        rowOf("ends in the gap", "DTSTART;TZID=Europe/Berlin:20260329T013000|DTEND;TZID=Europe/Berlin:20260329T023000",
              {u"03-29 00:30 60"_s});
        rowOf("over the gap", "DTSTART;TZID=Europe/Berlin:20260329T013000|DTEND;TZID=Europe/Berlin:20260329T033000",
              {u"03-29 00:30 60"_s});
        rowOf("a series keeps its wall time", "DTSTART;TZID=Europe/Berlin:20260328T090000|RRULE:FREQ=DAILY;COUNT=3",
              {u"03-28 08:00 0"_s, u"03-29 07:00 0"_s, u"03-30 07:00 0"_s});
        rowOf("a series in UTC does not", "DTSTART:20260328T090000Z|RRULE:FREQ=DAILY;COUNT=3",
              {u"03-28 09:00 0"_s, u"03-29 09:00 0"_s, u"03-30 09:00 0"_s});
        rowOf("a series through the gap",
              "DTSTART;TZID=Europe/Berlin:20260328T023000|DURATION:PT30M|RRULE:FREQ=DAILY;COUNT=3",
              {u"03-28 01:30 30"_s, u"03-29 01:30 30"_s, u"03-30 00:30 30"_s});
        rowOf("an exception in the gap",
              "DTSTART;TZID=Europe/Berlin:20260328T023000|RRULE:FREQ=DAILY;COUNT=3|EXDATE;TZID=Europe/"
              "Berlin:20260329T023000",
              {u"03-28 01:30 0"_s, u"03-30 00:30 0"_s});
        rowOf("an exception in the gap, in UTC",
              "DTSTART;TZID=Europe/Berlin:20260328T023000|RRULE:FREQ=DAILY;COUNT=3|EXDATE:20260329T013000Z",
              {u"03-28 01:30 0"_s, u"03-30 00:30 0"_s});
        rowOf("an addition in the gap",
              "DTSTART;TZID=Europe/Berlin:20260328T090000|RDATE;TZID=Europe/Berlin:20260329T023000",
              {u"03-28 08:00 0"_s, u"03-29 01:30 0"_s});
        row("an instance in the gap that has moved",
            entry("DTSTART;TZID=Europe/Berlin:20260328T023000|RRULE:FREQ=DAILY;COUNT=3")
                + entry("RECURRENCE-ID;TZID=Europe/Berlin:20260329T023000|DTSTART;TZID=Europe/Berlin:20260329T120000"),
            {u"03-28 01:30 0"_s, u"03-29 10:00 0"_s, u"03-30 00:30 0"_s});
        rowOf("weekly into the gap",
              "DTSTART;TZID=Europe/Berlin:20260322T020000|RRULE:FREQ=WEEKLY;UNTIL=20260405T000000Z",
              {u"03-29 01:00 0"_s, u"04-05 00:00 0"_s});
        rowOf("by the hour through the gap", "DTSTART;TZID=Europe/Berlin:20260329T003000|RRULE:FREQ=HOURLY;COUNT=4",
              {u"03-28 23:30 0"_s, u"03-29 00:30 0"_s, u"03-29 01:30 0"_s, u"03-29 02:30 0"_s});
        rowOf("a short day", "DTSTART;VALUE=DATE:20260329", {u"03-28 23:00 1380 day"_s});
        rowOf("days around it", "DTSTART;VALUE=DATE:20260328|DTEND;VALUE=DATE:20260331", {u"03-27 23:00 4260 day"_s});

        // And one on which they are put back: 02:00 to 03:00 comes twice; the first is meant.
        now = u"2026-10-23T12:00:00Z"_s;
        rowOf("a time that exists twice", "DTSTART;TZID=Europe/Berlin:20261025T023000|DURATION:PT1H",
              {u"10-25 00:30 60"_s});
        rowOf("over both", "DTSTART;TZID=Europe/Berlin:20261025T013000|DTEND;TZID=Europe/Berlin:20261025T033000",
              {u"10-24 23:30 180"_s});
        rowOf("a series through both", "DTSTART;TZID=Europe/Berlin:20261024T023000|RRULE:FREQ=DAILY;COUNT=3",
              {u"10-24 00:30 0"_s, u"10-25 00:30 0"_s, u"10-26 01:30 0"_s});
        rowOf("a long day", "DTSTART;VALUE=DATE:20261025", {u"10-24 22:00 1500 day"_s});
        rowOf("a series of days", "DTSTART;VALUE=DATE:20261024|RRULE:FREQ=DAILY;COUNT=3",
              {u"10-23 22:00 1440 day"_s, u"10-24 22:00 1500 day"_s, u"10-25 23:00 1440 day"_s});
        viewer = "America/Sao_Paulo"_ba;
        now = u"2018-11-02T12:00:00Z"_s;
        rowOf("a day without midnight", "DTSTART;VALUE=DATE:20181104", {u"11-04 03:00 1380 day"_s});

        // Exceptions and additions.
        viewer = "Europe/Berlin"_ba;
        now = u"2026-11-21T12:00:00Z"_s;
        const QByteArray daily = "DTSTART;TZID=Europe/Berlin:20261125T090000|DURATION:PT1H|RRULE:FREQ=DAILY;COUNT=3"_ba;
        const QStringList middleOut{u"11-25 08:00 60"_s, u"11-27 08:00 60"_s};
        rowOf("EXDATE", daily + "|EXDATE;TZID=Europe/Berlin:20261126T090000", middleOut);
        rowOf("EXDATE in UTC", daily + "|EXDATE:20261126T080000Z", middleOut);
        rowOf("EXDATE of another zone", daily + "|EXDATE;TZID=America/New_York:20261126T030000", middleOut);
        rowOf("EXDATE of another time", daily + "|EXDATE;TZID=Europe/Berlin:20261126T100000",
              {u"11-25 08:00 60"_s, u"11-26 08:00 60"_s, u"11-27 08:00 60"_s});
        rowOf("EXDATE twice", daily + "|EXDATE:20261126T080000Z|EXDATE:20261126T080000Z,20261125T080000Z",
              {u"11-27 08:00 60"_s});
        rowOf("EXDATE of all", daily + "|EXDATE:20261125T080000Z,20261126T080000Z,20261127T080000Z", {});
        rowOf("EXDATE of days", "DTSTART;VALUE=DATE:20261125|RRULE:FREQ=DAILY;COUNT=3|EXDATE;VALUE=DATE:20261126",
              {u"11-24 23:00 1440 day"_s, u"11-26 23:00 1440 day"_s});
        rowOf("RDATE", "DTSTART:20261125T080000Z|DURATION:PT1H|RDATE:20261127T100000Z,20261126T080000Z",
              {u"11-25 08:00 60"_s, u"11-26 08:00 60"_s, u"11-27 10:00 60"_s});
        rowOf("RDATE the rule has too", daily + "|RDATE:20261126T080000Z",
              {u"11-25 08:00 60"_s, u"11-26 08:00 60"_s, u"11-27 08:00 60"_s});
        rowOf("RDATE and EXDATE of one time", daily + "|RDATE:20261201T080000Z|EXDATE:20261201T080000Z",
              {u"11-25 08:00 60"_s, u"11-26 08:00 60"_s, u"11-27 08:00 60"_s});
        rowOf("until, inclusive", "DTSTART;TZID=Europe/Berlin:20261125T090000|RRULE:FREQ=DAILY;UNTIL=20261126T080000Z",
              {u"11-25 08:00 0"_s, u"11-26 08:00 0"_s});
        rowOf("until a second before",
              "DTSTART;TZID=Europe/Berlin:20261125T090000|RRULE:FREQ=DAILY;UNTIL=20261126T075959Z",
              {u"11-25 08:00 0"_s});

        // A series begins where it says, however often it comes.
        rowOf("by the hour", "DTSTART:20261125T080000Z|RRULE:FREQ=HOURLY;COUNT=3",
              {u"11-25 08:00 0"_s, u"11-25 09:00 0"_s, u"11-25 10:00 0"_s});
        rowOf("by the minute", "DTSTART:20261125T080000Z|RRULE:FREQ=MINUTELY;COUNT=3",
              {u"11-25 08:00 0"_s, u"11-25 08:01 0"_s, u"11-25 08:02 0"_s});
        rowOf("by the second", "DTSTART:20261125T080000Z|RRULE:FREQ=SECONDLY;INTERVAL=90;COUNT=3",
              {u"11-25 08:00 0"_s, u"11-25 08:01 0"_s, u"11-25 08:03 0"_s});
        rowOf("every six hours until", "DTSTART:20261125T080000Z|RRULE:FREQ=HOURLY;INTERVAL=6;UNTIL=20261125T200000Z",
              {u"11-25 08:00 0"_s, u"11-25 14:00 0"_s, u"11-25 20:00 0"_s});
        rowOf("by the hour, one excepted", "DTSTART:20261125T080000Z|RRULE:FREQ=HOURLY;COUNT=3|EXDATE:20261125T090000Z",
              {u"11-25 08:00 0"_s, u"11-25 10:00 0"_s});
        rowOf("by the hour at some hours", "DTSTART:20261125T080000Z|RRULE:FREQ=HOURLY;BYHOUR=8,10;COUNT=3",
              {u"11-25 08:00 0"_s, u"11-25 10:00 0"_s, u"11-26 08:00 0"_s});
        rowOf("begun long before", "DTSTART:20260101T000000Z|RRULE:FREQ=HOURLY;INTERVAL=1000;COUNT=9",
              {u"11-30 08:00 0"_s});
        rowOf("counted to its end long before", "DTSTART:20240101T000000Z|RRULE:FREQ=HOURLY;COUNT=20000", {});
        rowOf("counted beyond the end of time",
              "DTSTART:20261125T080000Z|RRULE:FREQ=HOURLY;INTERVAL=2147483647;COUNT=2147483647", {u"11-25 08:00 0"_s});
        rowOf("from the middle of a week",
              "DTSTART:20261125T080000Z|RRULE:FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20261203T000000Z",
              {u"11-25 08:00 0"_s, u"11-30 08:00 0"_s, u"12-02 08:00 0"_s});

        // Instances with words of their own.
        const auto instance = [](const QByteArray &lines) { return entry(lines); };
        row("moved",
            entry(daily)
                + instance("RECURRENCE-ID;TZID=Europe/Berlin:20261126T090000|DTSTART;TZID=Europe/"
                           "Berlin:20261130T180000|DURATION:PT2H"),
            {u"11-25 08:00 60"_s, u"11-27 08:00 60"_s, u"11-30 17:00 120"_s});
        row("cancelled",
            entry(daily)
                + instance("RECURRENCE-ID:20261126T080000Z|DTSTART:20261126T080000Z|DURATION:PT1H|STATUS:CANCELLED"),
            {u"11-25 08:00 60"_s, u"11-26 08:00 60 -"_s, u"11-27 08:00 60"_s});
        row("cancelled and excepted",
            entry(daily + "|EXDATE:20261126T080000Z")
                + instance("RECURRENCE-ID:20261126T080000Z|DTSTART:20261126T080000Z|STATUS:CANCELLED"),
            {u"11-25 08:00 60"_s, u"11-26 08:00 0 -"_s, u"11-27 08:00 60"_s});
        row("moved out of sight", entry(daily) + instance("RECURRENCE-ID:20261126T080000Z|DTSTART:20280101T080000Z"),
            middleOut);
        row("moved into sight",
            entry("DTSTART:20260101T080000Z|DURATION:PT1H|RRULE:FREQ=DAILY;COUNT=2")
                + instance("RECURRENCE-ID:20260102T080000Z|DTSTART:20261126T100000Z|DURATION:PT1H"),
            {u"11-26 10:00 60"_s});
        row("before its series in the file",
            instance("RECURRENCE-ID:20261126T080000Z|DTSTART:20261126T100000Z|DURATION:PT1H") + entry(daily),
            {u"11-25 08:00 60"_s, u"11-26 10:00 60"_s, u"11-27 08:00 60"_s});
        row("a whole series cancelled", entry(daily + "|STATUS:CANCELLED"),
            {u"11-25 08:00 60 -"_s, u"11-26 08:00 60 -"_s, u"11-27 08:00 60 -"_s});

        // Whose clock.
        viewer = "Asia/Tokyo"_ba;
        rowOf("floating", "DTSTART:20261125T100000|DURATION:PT1H", {u"11-25 01:00 60"_s});
        row("floating in a calendar with a zone",
            "X-WR-TIMEZONE:America/New_York\r\n" + entry("DTSTART:20261125T100000|DURATION:PT1H"),
            {u"11-25 15:00 60"_s});
        row("a zone nobody knows", entry("DTSTART;TZID=Mars/Olympus:20261125T100000|DURATION:PT1H"),
            {u"11-25 01:00 60"_s});
        rowOf("a zone with a prefix", "DTSTART;TZID=/mozilla.org/20070129_1/Europe/Berlin:20261125T100000",
              {u"11-25 09:00 0"_s});
        rowOf("a zone as Windows says it", "DTSTART;TZID=\"W. Europe Standard Time\":20261125T100000",
              {u"11-25 09:00 0"_s});
        rowOf("a zone for a time in UTC", "DTSTART;TZID=Europe/Berlin:20261125T100000Z", {u"11-25 10:00 0"_s});
        rowOf("an all-day event", "DTSTART;VALUE=DATE:20261125", {u"11-24 15:00 1440 day"_s});
        rowOf("a date without the word", "DTSTART:20261125", {u"11-24 15:00 1440 day"_s});
        viewer = "Pacific/Auckland"_ba;
        rowOf("all day in Auckland", "DTSTART;VALUE=DATE:20261125|DTEND;VALUE=DATE:20261126",
              {u"11-24 11:00 1440 day"_s});
        viewer = "Pacific/Pago_Pago"_ba;
        rowOf("all day in Pago Pago", "DTSTART;VALUE=DATE:20261125|DTEND;VALUE=DATE:20261126",
              {u"11-25 11:00 1440 day"_s});
        viewer = "Asia/Kathmandu"_ba;
        rowOf("all day in Kathmandu", "DTSTART;VALUE=DATE:20261125|DTEND;VALUE=DATE:20261127",
              {u"11-24 18:15 2880 day"_s});

        // Ends.
        viewer = "Europe/Berlin"_ba;
        rowOf("no end", "DTSTART:20261125T100000Z", {u"11-25 10:00 0"_s});
        rowOf("an end before the start", "DTSTART:20261125T100000Z|DTEND:20261125T090000Z", {u"11-25 10:00 0"_s});
        rowOf("an end of another zone",
              "DTSTART;TZID=Europe/Berlin:20261125T100000|DTEND;TZID=America/New_York:20261125T060000",
              {u"11-25 09:00 120"_s});
        rowOf("an end of another kind", "DTSTART:20261125T100000Z|DTEND;VALUE=DATE:20261126", {u"11-25 10:00 0"_s});
        rowOf("a day that ends where it begins", "DTSTART;VALUE=DATE:20261125|DTEND;VALUE=DATE:20261125",
              {u"11-24 23:00 1440 day"_s});
        rowOf("a day that ends before", "DTSTART;VALUE=DATE:20261125|DTEND;VALUE=DATE:20261120",
              {u"11-24 23:00 1440 day"_s});
        rowOf("a negative duration", "DTSTART:20261125T100000Z|DURATION:-PT1H", {u"11-25 10:00 0"_s});

        // The window: from yesterday to ninety days ahead.
        rowOf("ends as it opens", "DTSTART:20261120T100000Z|DTEND:20261120T120000Z", {});
        rowOf("ends just after", "DTSTART:20261120T100000Z|DTEND:20261120T120100Z", {u"11-20 10:00 121"_s});
        rowOf("starts as it opens", "DTSTART:20261120T120000Z", {u"11-20 12:00 0"_s});
        rowOf("starts as it closes", "DTSTART:20270219T120000Z", {});
        rowOf("starts just before", "DTSTART:20270219T115900Z", {u"02-19 11:59 0"_s});
        rowOf("under way for a month", "DTSTART:20261025T100000Z|DTEND:20261123T100000Z", {u"10-25 10:00 41760"_s});
    }

    void tellsTheTime()
    {
        QFETCH(QByteArray, inside);
        QFETCH(QByteArray, viewer);
        QFETCH(QString, now);
        QFETCH(QStringList, times);
        const Result<CalendarFeed> feed = read(inside, now, viewer);
        QVERIFY2(feed, feed ? "" : qPrintable(feed.error().detail));
        QCOMPARE(timesOf(*feed), times);
    }

    void aMovedInstanceKeepsItsName()
    {
        const QByteArray series = entry("DTSTART:20261125T080000Z|RRULE:FREQ=DAILY;COUNT=2");
        const auto before = read(series, u"2026-11-21T12:00:00Z"_s);
        const auto after = read(series + entry("RECURRENCE-ID:20261126T080000Z|DTSTART:20261130T100000Z"),
                                u"2026-11-21T12:00:00Z"_s);
        QVERIFY(before && after);
        QCOMPARE(before->occurrences.at(1).key(), u"event/e@2026-11-26T08:00:00Z"_s);
        QCOMPARE(after->occurrences.at(1).key(), before->occurrences.at(1).key());
        QVERIFY(after->occurrences.at(1).start != before->occurrences.at(1).start);
    }

    void anInstanceNearTheGapKeepsItsNameEverywhere()
    {
        const QByteArray series = entry("DTSTART;TZID=Europe/Berlin:20260328T023000|RRULE:FREQ=DAILY;COUNT=3");
        QStringList names;
        for (const QByteArray &viewer : {"Europe/Berlin"_ba, "Asia/Tokyo"_ba, "America/New_York"_ba}) {
            const auto feed = read(series, u"2026-03-27T12:00:00Z"_s, viewer);
            QVERIFY(feed);
            QCOMPARE(feed->occurrences.size(), 3);
            names.append(feed->occurrences.at(1).key());
        }
        QCOMPARE(names.count(names.at(0)), 3);
    }

    void saysWhichZonesNobodyKnows()
    {
        const auto feed = read(entry("DTSTART;TZID=Mars/Olympus:20261125T100000")
                                   + entry("DTSTART;TZID=Mars/Olympus:20261126T100000", "f")
                                   + entry("DTSTART;TZID=Europe/Berlin:20261127T100000", "g"),
                               u"2026-11-21T12:00:00Z"_s, "Asia/Tokyo");
        QVERIFY(feed);
        QCOMPARE(feed->skipped,
                 (QList<SkippedRecord>{
                     {.what = u"time zone Mars/Olympus"_s, .why = u"nobody knows it; read as Asia/Tokyo"_s}}));
    }

    void aZoneOfItsOwnIsUsed()
    {
        const QByteArray zone = "BEGIN:VTIMEZONE\r\nTZID:House\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
                                "TZOFFSETFROM:+0530\r\nTZOFFSETTO:+0530\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"_ba;
        const auto feed = read(zone + entry("DTSTART;TZID=House:20261125T100000"), u"2026-11-21T12:00:00Z"_s);
        QVERIFY(feed);
        QVERIFY(feed->skipped.isEmpty());
        QCOMPARE(timesOf(*feed), QStringList{u"11-25 04:30 0"_s});
    }

    void anEventWithoutANameGetsOneThatStays()
    {
        const QByteArray bare = "BEGIN:VEVENT\r\nSUMMARY:Bare\r\nDTSTART:20261125T100000Z\r\nEND:VEVENT\r\n"_ba;
        const QByteArray other = QByteArray(bare).replace("Bare", "Other");
        const auto first = read(bare + other, u"2026-11-21T12:00:00Z"_s);
        const auto second = read(other + QByteArray(bare).replace("END:VEVENT", "DESCRIPTION:more\r\nEND:VEVENT"),
                                 u"2026-11-22T12:00:00Z"_s);
        QVERIFY(first && second);
        QSet<QString> before;
        QSet<QString> after;
        for (qsizetype i = 0; i < 2; ++i) {
            QVERIFY(first->occurrences.value(i).uid.startsWith("derived-"_L1));
            before.insert(first->occurrences.value(i).uid);
            after.insert(second->occurrences.value(i).uid);
        }
        QCOMPARE(before.size(), 2);
        QCOMPARE(after, before);
        // Two that cannot be told apart are one.
        const auto twice = read(bare + bare, u"2026-11-21T12:00:00Z"_s);
        QVERIFY(twice);
        QCOMPARE(twice->occurrences.size(), 1);
    }

    void brokenTextIsReadAsFarAsItGoes_data()
    {
        QTest::addColumn<QByteArray>("summary");
        QTest::addColumn<QString>("title");
        QTest::newRow("not UTF-8") << "Caf\xE9 now"_ba << u"Caf\uFFFD now"_s;
        QTest::newRow("cut character") << "Caf\xC3"_ba << u"Caf\uFFFD"_s;
        QTest::newRow("cut by folding") << "Caf\xC3\r\n \xA9"_ba << u"Café"_s;
        QTest::newRow("control characters") << "a\x01\x02\x1B[31mb\x7F"_ba << u"a[31mb"_s;
        QTest::newRow("direction") << "a\xE2\x80\xAE"
                                      "b"_ba
                                   << u"ab"_s;
        QTest::newRow("escapes") << "a\\, b\\; c\\\\ d\\ne"_ba << u"a, b; c\\ d e"_s;
        QTest::newRow("markup") << "<b>Bold</b> &amp; <i>thin</i>"_ba << u"Bold & thin"_s;
        QTest::newRow("no markup") << "a < b and c > d"_ba << u"a < b and c > d"_s;
    }

    void brokenTextIsReadAsFarAsItGoes()
    {
        QFETCH(QByteArray, summary);
        QFETCH(QString, title);
        const auto feed = read("BEGIN:VEVENT\r\nUID:u\r\nDTSTART:20261125T100000Z\r\nSUMMARY:" + summary
                                   + "\r\nEND:VEVENT\r\n" + entry("DTSTART:20261126T100000Z"),
                               u"2026-11-21T12:00:00Z"_s);
        QVERIFY(feed);
        QCOMPARE(feed->occurrences.size(), 2);
        QCOMPARE(feed->occurrences.constFirst().title, title);
    }
};

QTEST_GUILESS_MAIN(IcalTimesTest)

#include "tst_icaltimes.moc"
