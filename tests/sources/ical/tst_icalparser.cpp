// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/ical/icalparser.h"
#include "tests/sources/ical/icalsamples.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QtConcurrentMap>

using namespace Qt::StringLiterals;
using namespace Windsock;

class IcalParserTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEverySample_data();
    void readsEverySample();
    void matchesGolden_data();
    void matchesGolden();
    void believesLumaIsConfirmed();
    void keepsTentativeWhereItVaries();
    void tellsWhatLeavesOneFree();
    void unfoldsSeries();
    void keysDoNotDependOnTheViewer();
    void boundsEndlessRules_data();
    void boundsEndlessRules();
    void keepsTheSoonest();
    void survivesHugeRulesQuickly();
    void readsOnManyThreads();
};

static AgendaWindow windowAt(const QString &now, const QByteArray &zone = "Europe/Berlin")
{
    return agendaWindow(QDateTime::fromString(now, Qt::ISODate), QTimeZone(zone));
}

static const QString s_now = u"2026-11-21T12:00:00Z"_s;

static QJsonObject asJson(const Occurrence &o)
{
    return {{u"key"_s, o.key()},
            {u"title"_s, o.title},
            {u"group"_s, o.group},
            {u"place"_s, o.place},
            {u"start"_s, o.start.toUTC().toString(Qt::ISODate)},
            {u"zone"_s, QString::fromLatin1(o.start.timeZone().id())},
            {u"end"_s, o.end.toUTC().toString(Qt::ISODate)},
            {u"allDay"_s, o.allDay},
            {u"status"_s, occurrenceStatusName(o.status)},
            {u"description"_s, o.description.left(60)},
            {u"url"_s, o.url.toString()}};
}

static QByteArray asJson(const CalendarFeed &feed)
{
    QJsonArray occurrences;
    for (const Occurrence &occurrence : feed.occurrences) {
        occurrences.append(asJson(occurrence));
    }
    QJsonArray skipped;
    for (const SkippedRecord &record : feed.skipped) {
        skipped.append(QString(record.what + ": "_L1 + record.why));
    }
    return QJsonDocument(QJsonObject{{u"name"_s, feed.name}, {u"occurrences"_s, occurrences}, {u"skipped"_s, skipped}})
        .toJson();
}

void IcalParserTest::readsEverySample_data()
{
    QTest::addColumn<QString>("path");
    QDirIterator files(QStringLiteral(WINDSOCK_TEST_DATA "/ics"), {u"*.ics"_s}, QDir::Files,
                       QDirIterator::Subdirectories);
    int count = 0;
    while (files.hasNext()) {
        const QString path = files.next().sliced(QStringLiteral(WINDSOCK_TEST_DATA "/").size());
        QTest::newRow(qPrintable(path)) << path;
        ++count;
    }
    QVERIFY(count > 50);
}

void IcalParserTest::readsEverySample()
{
    QFETCH(QString, path);
    for (const QString &now : {s_now, u"2008-03-10T12:00:00Z"_s, u"2005-10-31T00:00:00Z"_s, u"2022-11-01T00:00:00Z"_s}) {
        const AgendaWindow window = windowAt(now);
        const Result<CalendarFeed> feed = parseCalendar(sample(path), window);
        if (!feed) {
            QVERIFY(!feed.error().detail.isEmpty());
            continue;
        }
        for (const Occurrence &occurrence : feed->occurrences) {
            QVERIFY(!occurrence.uid.isEmpty() && occurrence.start.isValid() && occurrence.end >= occurrence.start);
            QVERIFY(occurrence.start < window.to && occurrence.end >= window.from);
        }
    }
}

void IcalParserTest::matchesGolden_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("now");
    QTest::newRow("series") << u"ics/own/series"_s << s_now;
    QTest::newRow("luma") << u"ics/own/luma"_s << s_now;
    QTest::newRow("stockholm") << u"ics/icalendar/issue_466_convert_tzid_with_slash"_s << u"2022-12-01T00:00:00Z"_s;
    QTest::newRow("one bad event") << u"ics/icalendar/parsing_error"_s << u"2008-03-10T12:00:00Z"_s;
    QTest::newRow("odd zone") << u"ics/icalendar/issue_218_bad_tzid"_s << u"2017-02-27T00:00:00Z"_s;
    QTest::newRow("periods") << u"ics/icalendar/issue_156_RDATE_with_PERIOD_TZID_khal"_s << u"2014-10-01T00:00:00Z"_s;
    QTest::newRow("bad start") << u"ics/icalendar/broken_dtstart"_s << s_now;
    QTest::newRow("two calendars") << u"ics/icalendar/multiple_calendar_components"_s << u"2015-04-01T00:00:00Z"_s;
    QTest::newRow("exceptions") << u"ics/ical4j/EXDATE"_s << u"2008-03-10T12:00:00Z"_s;
    QTest::newRow("meetup") << u"meetup/startup-valley"_s << u"2026-08-16T23:00:00Z"_s;
}

/// WINDSOCK_RECORD=1 writes what is read now; look at the difference before it is committed.
void IcalParserTest::matchesGolden()
{
    QFETCH(QString, path);
    QFETCH(QString, now);
    const Result<CalendarFeed> feed = parseCalendar(sample(path + ".ics"_L1), windowAt(now));
    QVERIFY2(feed, feed ? "" : qPrintable(feed.error().detail));
    const QByteArray read = asJson(*feed);
    if (qEnvironmentVariableIsSet("WINDSOCK_RECORD")) {
        QFile file(QStringLiteral(WINDSOCK_TEST_DATA "/") + path + ".out.json"_L1);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(read) == read.size());
        return;
    }
    const QByteArray golden = sample(path + ".out.json"_L1);
    QVERIFY(!golden.isEmpty());
    if (read != golden) {
        qWarning("read:\n%s\ngolden:\n%s", read.constData(), golden.constData());
    }
    QCOMPARE(QJsonDocument::fromJson(read), QJsonDocument::fromJson(golden));
}

void IcalParserTest::believesLumaIsConfirmed()
{
    const Result<CalendarFeed> feed = parseCalendar(sample(u"ics/own/luma.ics"_s), windowAt(s_now));
    QVERIFY(feed);
    QCOMPARE(feed->occurrences.size(), 2);
    QCOMPARE(feed->occurrences.at(0).status, Occurrence::Status::Confirmed);
    QCOMPARE(feed->occurrences.at(0).description, u"Bring boots & gloves.\nSee you"_s);
    QVERIFY(feed->occurrences.at(0).url.isEmpty());
    QCOMPARE(feed->occurrences.at(1).end, feed->occurrences.at(1).start);
}

void IcalParserTest::keepsTentativeWhereItVaries()
{
    const Result<CalendarFeed> feed = parseCalendar(calendar(vevent("a", "STATUS:TENTATIVE\r\n") + vevent("b")),
                                                    windowAt(s_now));
    QVERIFY(feed);
    QCOMPARE(feed->occurrences.at(0).status, Occurrence::Status::Tentative);
    QCOMPARE(feed->occurrences.at(1).status, Occurrence::Status::Confirmed);
}

void IcalParserTest::tellsWhatLeavesOneFree()
{
    const Result<CalendarFeed> feed = parseCalendar(calendar(vevent("a", "TRANSP:TRANSPARENT\r\n")
                                                             + vevent("b", "TRANSP:OPAQUE\r\n") + vevent("c")
                                                             + vevent("d", "TRANSP:PERHAPS\r\n")),
                                                    windowAt(s_now));
    QVERIFY(feed);
    QStringList free;
    for (const Occurrence &occurrence : feed->occurrences) {
        if (occurrence.transparent) {
            free.append(occurrence.uid);
        }
    }
    QCOMPARE(feed->occurrences.size(), 4);
    QCOMPARE(free, QStringList{u"a"_s});
}

static QStringList startsOf(const CalendarFeed &feed, const QString &uid)
{
    QStringList starts;
    for (const Occurrence &o : feed.occurrences) {
        if (o.uid == uid) {
            const QString mark = o.status == Occurrence::Status::Cancelled ? u"-"_s : QString();
            starts.append(mark + o.start.toTimeZone(QTimeZone("Europe/Berlin")).toString(u"dd.MM. HH:mm"_s));
        }
    }
    return starts;
}

void IcalParserTest::unfoldsSeries()
{
    const Result<CalendarFeed> feed = parseCalendar(sample(u"ics/own/series.ics"_s), windowAt(s_now));
    QVERIFY(feed);
    QCOMPARE(
        startsOf(*feed, u"weekly"_s),
        (QStringList{u"-26.11. 18:00"_s, u"27.11. 12:00"_s, u"28.11. 09:00"_s, u"10.12. 18:00"_s, u"17.12. 18:00"_s}));
    QCOMPARE(
        startsOf(*feed, u"turn"_s),
        (QStringList{u"23.11. 09:00"_s, u"24.11. 09:00"_s, u"25.11. 09:00"_s, u"26.11. 10:00"_s, u"27.11. 10:00"_s}));
    QCOMPARE(startsOf(*feed, u"orphan"_s), (QStringList{u"01.12. 12:00"_s}));
    QCOMPARE(startsOf(*feed, u"floating"_s), (QStringList{u"02.12. 08:00"_s}));
    QCOMPARE(startsOf(*feed, u"windows"_s), (QStringList{u"02.12. 10:00"_s}));
    QCOMPARE(startsOf(*feed, u"oneday"_s), (QStringList{u"10.12. 00:00"_s, u"11.12. 00:00"_s}));
    const auto holidays = std::ranges::find(feed->occurrences, u"holidays"_s, &Occurrence::uid);
    QVERIFY(holidays != feed->occurrences.cend() && holidays->allDay);
    QCOMPARE(holidays->end, QDateTime(QDate(2026, 12, 27), QTime(0, 0), QTimeZone("Europe/Berlin")));
}

void IcalParserTest::keysDoNotDependOnTheViewer()
{
    const auto keys = [](const QByteArray &zone) {
        const Result<CalendarFeed> feed = parseCalendar(sample(u"ics/own/series.ics"_s), windowAt(s_now, zone));
        QStringList all;
        for (const Occurrence &occurrence : feed->occurrences) {
            all.append(occurrence.key());
        }
        all.sort();
        return all;
    };
    QCOMPARE(keys("Pacific/Auckland"), keys("America/Los_Angeles"));
}

void IcalParserTest::boundsEndlessRules_data()
{
    QTest::addColumn<QByteArray>("rule");
    QTest::newRow("secondly") << QByteArray("FREQ=SECONDLY");
    QTest::newRow("minutely") << QByteArray("FREQ=MINUTELY;COUNT=2000000000");
    QTest::newRow("no such day") << QByteArray("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30");
    QTest::newRow("no step") << QByteArray("FREQ=DAILY;INTERVAL=0");
    QTest::newRow("long step") << QByteArray("FREQ=DAILY;INTERVAL=2147483648");
    QTest::newRow("nonsense") << QByteArray("FREQ=SOMETIMES;BYDAY=XX");
    QTest::newRow("yearly seconds") << QByteArray(
        "FREQ=YEARLY;BYSECOND=1,2,3,4,5,6,7,8,9,10;BYMINUTE=1,2,3,4,5,6,7,8,9,10;BYHOUR=1,2,3,4,5,6,7,8,9,10");
}

void IcalParserTest::boundsEndlessRules()
{
    QFETCH(QByteArray, rule);
    QElapsedTimer timer;
    timer.start();
    const Result<CalendarFeed> feed = parseCalendar(
        calendar(vevent("endless", "RRULE:" + rule + "\r\n") + vevent("other")), windowAt(s_now));
    QVERIFY(feed);
    QVERIFY(feed->occurrences.size() <= eventOccurrenceLimit + 1);
    QVERIFY(std::ranges::find(feed->occurrences, u"other"_s, &Occurrence::uid) != feed->occurrences.cend());
    QVERIFY2(timer.elapsed() < 5'000, qPrintable(QString::number(timer.elapsed())));
}

void IcalParserTest::keepsTheSoonest()
{
    QByteArray events;
    for (int i = 0; i < 30; ++i) {
        events += vevent("e" + QByteArray::number(i), "RRULE:FREQ=DAILY\r\n");
    }
    const Result<CalendarFeed> feed = parseCalendar(calendar(events), windowAt(s_now));
    QVERIFY(feed);
    QCOMPARE(feed->occurrences.size(), feedOccurrenceLimit);
    QCOMPARE(feed->occurrences.first().start, QDateTime::fromString(u"2026-11-25T10:00:00Z"_s, Qt::ISODate));
    QVERIFY(std::ranges::is_sorted(feed->occurrences, {}, &Occurrence::start));
    QVERIFY(feed->skipped.last().why.contains("2000"_L1));
}

void IcalParserTest::survivesHugeRulesQuickly()
{
    QByteArray events;
    for (int i = 0; i < 2'000; ++i) {
        events += vevent("e" + QByteArray::number(i), "RRULE:FREQ=SECONDLY\r\n");
    }
    QElapsedTimer timer;
    timer.start();
    const Result<CalendarFeed> feed = parseCalendar(calendar(events), windowAt(s_now));
    QVERIFY(!feed);
    QCOMPARE(feed.error().reason, Failure::Reason::TooLarge);
    QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
}

void IcalParserTest::readsOnManyThreads()
{
    const QByteArray bytes = sample(u"ics/own/series.ics"_s);
    const QByteArray expected = asJson(*parseCalendar(bytes, windowAt(s_now)));
    const QList<QByteArray> all = QtConcurrent::blockingMapped(QList<QByteArray>(64, bytes), [](const QByteArray &one) {
        const Result<CalendarFeed> feed = parseCalendar(one, windowAt(s_now));
        return feed ? asJson(*feed) : QByteArray();
    });
    for (const QByteArray &one : all) {
        QCOMPARE(one, expected);
    }
}

QTEST_GUILESS_MAIN(IcalParserTest)
#include "tst_icalparser.moc"
