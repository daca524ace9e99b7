// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/ical/eventscreen.h"
#include "app/sources/ical/feedtext.h"
#include "app/sources/ical/icallines.h"
#include "app/sources/ical/icalscreen.h"
#include "app/sources/ical/icalzones.h"
#include "tests/sources/ical/icalsamples.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

class IcalScreenTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void unfolds();
    void joinsCharactersCutByFolding();
    void cutsLongLines();
    void readsContentLines();
    void refusesFeedsOverALimit_data();
    void refusesFeedsOverALimit();
    void refusesQuickly();
    void leavesOutOneEvent_data();
    void leavesOutOneEvent();
    void keepsEventsAfterOneThatDoesNotEnd();
    void leavesOutWhatAnAgendaDoesNotNeed();
    void namesZones_data();
    void namesZones();
    void doubtsZones();
    void countsCombinations();
    void makesPlainText_data();
    void makesPlainText();
    void trustsOnlyWebAddresses();
};

static Result<ScreenedFeed> screened(const QByteArray &bytes)
{
    return screenFeed(bytes, QTimeZone("Europe/Berlin"));
}

static QByteArrayList linesOf(const QByteArray &bytes, qsizetype limit = 1000)
{
    QByteArrayList lines;
    forEachContentLine(bytes, limit,
                       [&lines](const QByteArray &line, bool whole) { lines.append(whole ? line : line + "~"); });
    return lines;
}

void IcalScreenTest::unfolds()
{
    QCOMPARE(linesOf("A:1\r\n 2\r\n\t3\r\nB:4\n C\n\nD:5\rE:6"), (QByteArrayList{"A:123", "B:4C", "D:5", "E:6"}));
    QCOMPARE(linesOf("\xEF\xBB\xBF"
                     "A:1"),
             (QByteArrayList{"A:1"}));
    QCOMPARE(linesOf(""), QByteArrayList());
    QCOMPARE(linesOf(" A:1\r\n"), (QByteArrayList{"A:1"}));
}

void IcalScreenTest::joinsCharactersCutByFolding()
{
    QCOMPARE(linesOf("A:caf\xC3\r\n \xA9"), (QByteArrayList{"A:caf\xC3\xA9"}));
    QCOMPARE(linesOf("A:caf\xC3!"), (QByteArrayList{"A:caf\xEF\xBF\xBD!"}));
    QCOMPARE(linesOf(QByteArray("A:1\0"
                                "2\x07\x1b",
                                8)),
             (QByteArrayList{"A:12"}));
}

void IcalScreenTest::cutsLongLines()
{
    QCOMPARE(linesOf("A:12345678\r\n 9\r\nB:1", 6), (QByteArrayList{"A:1234~", "B:1"}));
    QCOMPARE(linesOf("A:1234\r\nB:1", 6), (QByteArrayList{"A:1234", "B:1"}));
}

void IcalScreenTest::readsContentLines()
{
    const auto line = readContentLine(QByteArrayView("dtstart;tzid=\"A:B;C\";x=1:2026:1"));
    QVERIFY(line);
    QCOMPARE(line->name, "DTSTART");
    QCOMPARE(line->parameter("TZID"), "A:B;C");
    QCOMPARE(line->value, "2026:1");
    QCOMPARE(line->text(), "DTSTART;TZID=\"A:B;C\";X=1:2026:1");
    QVERIFY(!readContentLine(QByteArrayView("no colon here")));
    QVERIFY(!readContentLine(QByteArrayView("NA ME:1")));
    QVERIFY(!readContentLine(QByteArrayView("A;B=\"never closed:1")));
    QVERIFY(!readContentLine(QByteArrayView(":1")));
}

void IcalScreenTest::refusesFeedsOverALimit_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Failure::Reason>("reason");
    QTest::addColumn<QString>("word");
    const QByteArray zone = "BEGIN:VTIMEZONE\r\nTZID:Z\r\nEND:VTIMEZONE\r\n";
    QTest::newRow("zones") << calendar(zone.repeated(20'000)) << Failure::Reason::TooLarge << u"200 time zones"_s;
    QTest::newRow("just too many zones") << calendar(zone.repeated(201)) << Failure::Reason::TooLarge << u"zones"_s;
    QTest::newRow("events") << calendar(vevent("a").repeated(10'001)) << Failure::Reason::TooLarge << u"10000 events"_s;
    QTest::newRow("bytes") << calendar(QByteArray(3 * 1024 * 1024, 'x')) << Failure::Reason::TooLarge << u"bytes"_s;
    QTest::newRow("a line of 8 MB") << calendar("X:" + QByteArray(8 * 1024 * 1024, 'x') + "\r\n")
                                    << Failure::Reason::TooLarge << u"bytes"_s;
    QTest::newRow("a page") << QByteArray("<!DOCTYPE html><html>") << Failure::Reason::NotTheFormat << u"no calendar"_s;
    QTest::newRow("nothing") << QByteArray() << Failure::Reason::NotTheFormat << u"no calendar"_s;
    QTest::newRow("cut") << calendar(vevent("a")).chopped(20) << Failure::Reason::Cut << u"does not end"_s;
}

void IcalScreenTest::refusesFeedsOverALimit()
{
    QFETCH(QByteArray, bytes);
    QFETCH(Failure::Reason, reason);
    QFETCH(QString, word);
    const Result<ScreenedFeed> feed = screened(bytes);
    QVERIFY(!feed);
    QCOMPARE(feed.error().reason, reason);
    QVERIFY2(feed.error().detail.contains(word), qPrintable(feed.error().detail));
}

void IcalScreenTest::refusesQuickly()
{
    QElapsedTimer timer;
    timer.start();
    QVERIFY(!screened(calendar(QByteArray("BEGIN:VTIMEZONE\r\nTZID:Z\r\nEND:VTIMEZONE\r\n").repeated(40'000))));
    QVERIFY(screened(calendar("DESCRIPTION:" + QByteArray(2'000'000, 'x') + "\r\n")));
    QVERIFY(screened(calendar(QByteArray("BEGIN:X\r\n").repeated(200'000))));
    QVERIFY2(timer.elapsed() < 5'000, qPrintable(QString::number(timer.elapsed())));
}

void IcalScreenTest::leavesOutOneEvent_data()
{
    QTest::addColumn<QByteArray>("bad");
    QTest::addColumn<QString>("why");
    QTest::newRow("50 rules") << vevent("bad", QByteArray("RRULE:FREQ=DAILY\r\n").repeated(50))
                              << u"more than one recurrence rule"_s;
    QTest::newRow("combinations") << vevent("bad",
                                            "RRULE:FREQ=YEARLY;BYMINUTE=" + QByteArray("1,").repeated(58)
                                                + "2;BYSECOND=" + QByteArray("1,").repeated(58) + "2\r\n")
                                  << u"combinations"_s;
    QTest::newRow("dates") << vevent("bad",
                                     ("RDATE:20261126T100000Z" + QByteArray(",20261126T100000Z").repeated(1'999)
                                      + "\r\nEXDATE:20261126T100000Z\r\n"))
                           << u"single dates"_s;
    QTest::newRow("long line") << vevent("bad", "DESCRIPTION:" + QByteArray(70'000, 'x') + "\r\n")
                               << u"longer than 65536"_s;
    QTest::newRow("no start") << QByteArray("BEGIN:VEVENT\r\nSUMMARY:bad\r\nEND:VEVENT\r\n") << u"no readable start"_s;
    QTest::newRow("bad start") << QByteArray(
        "BEGIN:VEVENT\r\nSUMMARY:bad\r\nDTSTART:20261325T100000Z\r\nEND:VEVENT\r\n")
                               << u"no readable start"_s;
}

void IcalScreenTest::leavesOutOneEvent()
{
    QFETCH(QByteArray, bad);
    QFETCH(QString, why);
    const Result<ScreenedFeed> feed = screened(calendar(vevent("before") + bad + vevent("after")));
    QVERIFY(feed);
    QCOMPARE(feed->events, 2);
    QVERIFY(feed->text.contains("UID:before") && feed->text.contains("UID:after") && !feed->text.contains("SUMMARY:bad"));
    QVERIFY(!feed->skipped.isEmpty());
    QCOMPARE(feed->skipped.first().what, u"bad"_s);
    QVERIFY2(feed->skipped.first().why.contains(why), qPrintable(feed->skipped.first().why));
}

void IcalScreenTest::keepsEventsAfterOneThatDoesNotEnd()
{
    const Result<ScreenedFeed> feed = screened(
        calendar("BEGIN:VEVENT\r\nUID:open\r\nBEGIN:VALARM\r\n" + vevent("after") + "END:VALARM\r\n" + vevent("last")));
    QVERIFY(feed);
    QCOMPARE(feed->events, 2);
    QCOMPARE(feed->skipped, (QList<SkippedRecord>{{.what = u"open"_s, .why = u"it does not end"_s}}));
}

void IcalScreenTest::leavesOutWhatAnAgendaDoesNotNeed()
{
    const QByteArray alarm = "BEGIN:VALARM\r\nTRIGGER:-PT1H\r\nUID:alarm\r\nSUMMARY:alarm\r\nEND:VALARM\r\n";
    const Result<ScreenedFeed> feed = screened(
        calendar("BEGIN:VTODO\r\nUID:todo\r\nEND:VTODO\r\n"
                 + vevent("a",
                          alarm + "ATTACH;ENCODING=BASE64:" + QByteArray(100'000, 'A')
                              + "\r\nATTENDEE:mailto:a@example.org\r\n")));
    QVERIFY(feed);
    QCOMPARE(feed->events, 1);
    QVERIFY(feed->skipped.isEmpty());
    for (const char *word : {"alarm", "ATTACH", "ATTENDEE", "todo"}) {
        QVERIFY2(!feed->text.contains(word), word);
    }
}

void IcalScreenTest::namesZones_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("screenedLine");
    QTest::addColumn<int>("notes");
    QTest::newRow("utc") << QByteArray("20261125T100000Z") << QByteArray("DTSTART:20261125T100000Z") << 0;
    QTest::newRow("known") << QByteArray(";TZID=America/New_York:20261125T100000")
                           << QByteArray("DTSTART;TZID=America/New_York:20261125T100000") << 0;
    QTest::newRow("quoted") << QByteArray(";TZID=\"America/New_York\":20261125T100000")
                            << QByteArray("DTSTART;TZID=America/New_York:20261125T100000") << 0;
    QTest::newRow("prefixed") << QByteArray(";TZID=/mozilla.org/20070129_1/Europe/Paris:20261125T100000")
                              << QByteArray("DTSTART;TZID=Europe/Paris:20261125T100000") << 0;
    QTest::newRow("windows") << QByteArray(";TZID=Eastern Standard Time:20261125T100000")
                             << QByteArray("DTSTART;TZID=America/New_York:20261125T100000") << 0;
    QTest::newRow("floating") << QByteArray(":20261125T100000")
                              << QByteArray("DTSTART;TZID=Europe/Berlin:20261125T100000") << 0;
    QTest::newRow("unknown") << QByteArray(";TZID=Narnia:20261125T100000")
                             << QByteArray("DTSTART;TZID=Europe/Berlin:20261125T100000") << 1;
    QTest::newRow("date") << QByteArray(":20261125") << QByteArray("DTSTART;VALUE=DATE:20261125") << 0;
    QTest::newRow("date with zone") << QByteArray(";TZID=Narnia;VALUE=DATE:20261125")
                                    << QByteArray("DTSTART;VALUE=DATE:20261125") << 0;
}

void IcalScreenTest::namesZones()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, screenedLine);
    QFETCH(int, notes);
    const QByteArray start = QByteArray(line.startsWith('2') ? "DTSTART:" : "DTSTART") + line;
    const Result<ScreenedFeed> feed = screened(calendar("BEGIN:VEVENT\r\nUID:a\r\n" + start + "\r\nEND:VEVENT\r\n"));
    QVERIFY(feed);
    QVERIFY2(feed->text.contains(QByteArray(screenedLine + "\r\n")), feed->text.constData());
    QCOMPARE(feed->skipped.size(), notes);
    const Result<ScreenedFeed> own = screened(
        calendar("X-WR-TIMEZONE:Asia/Tokyo\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20261125T100000\r\nEND:VEVENT\r\n"));
    QVERIFY(own && own->text.contains("TZID=Asia/Tokyo:20261125T100000"));
}

void IcalScreenTest::doubtsZones()
{
    const QByteArray good = "BEGIN:VTIMEZONE\r\nTZID:Mine\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:"
                            "+0300\r\nTZOFFSETTO:+0300\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
    QByteArray broken = good;
    broken.replace("TZOFFSETTO:+0300\r\n", "");
    const QByteArray dated = "BEGIN:VEVENT\r\nUID:a\r\nDTSTART;TZID=Mine:20261125T100000\r\nEND:VEVENT\r\n";
    const Result<ScreenedFeed> kept = screened(calendar(dated + good));
    QVERIFY(kept && kept->text.contains("DTSTART;TZID=feed-zone-1:")
            && kept->text.contains("BEGIN:VTIMEZONE\r\nTZID:feed-zone-1\r\n"));
    const Result<ScreenedFeed> doubted = screened(calendar(broken + dated));
    QVERIFY(doubted && doubted->text.contains("DTSTART;TZID=Europe/Berlin:") && !doubted->text.contains("VTIMEZONE"));
    QCOMPARE(doubted->skipped.size(), 1);
    QCOMPARE(ianaZoneOf("x/../../etc/passwd"), QByteArray());
    QCOMPARE(ianaZoneOf(QByteArray(10'000, '/')), QByteArray());
}

void IcalScreenTest::countsCombinations()
{
    QCOMPARE(ruleCombinations("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=9,17"), 10);
    QCOMPARE(ruleCombinations("FREQ=DAILY"), 1);
    QCOMPARE(ruleCombinations("FREQ=MONTHLY;BYSETPOS=1,2,3"), 1);
}

void IcalScreenTest::makesPlainText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("plain");
    QTest::newRow("plain") << u"a < b and c > d & e"_s << u"a < b and c > d & e"_s;
    QTest::newRow("html") << u"<p>One <b>two</b></p><p>three<br/>four &amp; &lt;five&gt;</p>"_s
                          << u"One two\nthree\nfour & <five>"_s;
    QTest::newRow("script") << u"a<script>alert('<p>')</script>b<style>x</style><p>"_s << u"ab"_s;
    QTest::newRow("open script") << u"a<br>b<script>alert("_s << u"a\nb"_s;
    QTest::newRow("controls") << u"a\x07\x202e"
                                 u"b\r\nc"_s
                              << u"ab\nc"_s;
    QTest::newRow("long") << QString(50'000, u'x') << QString(QString(99, u'x') + u'…');
}

void IcalScreenTest::makesPlainText()
{
    QFETCH(QString, text);
    QFETCH(QString, plain);
    QCOMPARE(feedText(text, 100), plain);
}

void IcalScreenTest::trustsOnlyWebAddresses()
{
    QCOMPARE(webAddress(u" https://example.org/a "_s), QUrl(u"https://example.org/a"_s));
    for (const QString &bad : {u"javascript:alert(1)"_s, u"file:///etc/passwd"_s, u"https:////evil/x"_s,
                               u"https://a@example.org/"_s, u"data:text/html,x"_s, QString()}) {
        QVERIFY2(webAddress(bad).isEmpty(), qPrintable(bad));
    }
}

QTEST_GUILESS_MAIN(IcalScreenTest)
#include "tst_icalscreen.moc"
