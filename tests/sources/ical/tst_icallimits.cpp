// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/ical/eventscreen.h"
#include "app/sources/ical/icalparser.h"
#include "app/sources/ical/icalscreen.h"
#include "app/sources/ical/icalsource.h"
#include "app/sources/meetup/meetuprequests.h"
#include "app/sources/meetup/meetupsource.h"
#include "tests/sources/ical/icalsamples.h"
#include "tests/sources/wireserver.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QDateTime s_now(QDate(2026, 11, 21), QTime(12, 0), QTimeZone::UTC);
const QTimeZone s_zone("Europe/Berlin");

Result<CalendarFeed> read(const QByteArray &inside)
{
    return parseCalendar(calendar(inside), agendaWindow(s_now, s_zone));
}

QByteArray dates(int count)
{
    QByteArrayList all;
    for (int i = 0; i < count; ++i) {
        all.append("20271125T" + QByteArray::number(100000 + (i / 60) % 14 * 10000 + i % 60 * 100) + 'Z');
    }
    return all.join(',');
}

QJsonObject meetupNode(int number)
{
    return {{u"id"_s, QString::number(number)},
            {u"token"_s, QString::number(number)},
            {u"title"_s, u"Event %1"_s.arg(number)},
            {u"eventUrl"_s, u"https://www.meetup.com/g/events/%1/"_s.arg(number)},
            {u"description"_s, u"Words"_s},
            {u"dateTime"_s, u"2026-11-25T18:%1-05:00"_s.arg(number % 60, 2, 10, QChar(u'0'))},
            {u"endTime"_s, u"2026-11-25T20:00-05:00"_s},
            {u"status"_s, number % 5 == 0 ? u"CANCELLED"_s : u"ACTIVE"_s}};
}

QByteArray meetupPage(const QList<int> &numbers, const QString &next, const QJsonArray &errors = {})
{
    QJsonArray edges;
    for (const int number : numbers) {
        edges.append(QJsonObject{{u"node"_s, meetupNode(number)}});
    }
    const QJsonObject events{{u"edges"_s, edges},
                             {u"pageInfo"_s, QJsonObject{{u"hasNextPage"_s, !next.isEmpty()}, {u"endCursor"_s, next}}}};
    QJsonObject answer{
        {u"data"_s, QJsonObject{{u"groupByUrlname"_s, QJsonObject{{u"name"_s, u"G"_s}, {u"events"_s, events}}}}}};
    if (!errors.isEmpty()) {
        answer.insert(u"errors"_s, errors);
    }
    return QJsonDocument(answer).toJson();
}

/// The same events as the public feed says them.
QByteArray meetupFeed(const QList<int> &numbers)
{
    QByteArray events = "X-WR-CALNAME:G\r\n";
    for (const int number : numbers) {
        const QByteArray text = QByteArray::number(number);
        events += "BEGIN:VEVENT\r\nUID:event_" + text + "@meetup.com\r\nSUMMARY:Event " + text
            + "\r\nDESCRIPTION:Words\r\nDTSTART;TZID=America/New_York:20261125T18"
            + text.rightJustified(2, '0').right(2) + "00\r\nDTEND;TZID=America/New_York:20261125T200000\r\nSTATUS:"
            + (number % 5 == 0 ? "CANCELLED" : "CONFIRMED") + "\r\nURL;VALUE=URI:https://www.meetup.com/g/events/"
            + text + "/\r\nEND:VEVENT\r\n";
    }
    return calendar(events);
}
}

class IcalLimitsTest : public QObject
{
    Q_OBJECT

private:
    QByteArrayList m_answers;
    std::unique_ptr<WireServer> m_wire;
    std::unique_ptr<HttpClient> m_http;

    FetchTask task(Service service, const QString &target, const QByteArray &secret = {}) const
    {
        return {.account = {.id = AccountId(u"a"_s), .service = service, .baseUrl = m_wire->base()},
                .watch = {.id = WatchId(u"a/w"_s), .account = AccountId(u"a"_s), .target = target},
                .secret = secret,
                .now = s_now};
    }

private Q_SLOTS:
    void init()
    {
        m_answers.clear();
        m_wire = std::make_unique<WireServer>([this](const WireServer::Asked &) {
            return m_answers.isEmpty() ? WireServer::Told{.status = 500}
                                       : WireServer::Told{.body = m_answers.takeFirst()};
        });
        m_http = std::make_unique<HttpClient>([] { return s_now; });
    }

    void feedsAreTakenUpToTheirLimit_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("taken");
        const auto sized = [](qsizetype size) {
            const QByteArray bare = calendar("X-PAD:\r\n");
            return calendar("X-PAD:" + QByteArray(size - bare.size(), 'x') + "\r\n");
        };
        QTest::newRow("bytes, at") << sized(ICalLimit::feedBytes) << true;
        QTest::newRow("bytes, over") << sized(ICalLimit::feedBytes + 1) << false;
        const QByteArray event = "BEGIN:VEVENT\r\nEND:VEVENT\r\n";
        QTest::newRow("events, at") << calendar(event.repeated(ICalLimit::events)) << true;
        QTest::newRow("events, over") << calendar(event.repeated(ICalLimit::events + 1)) << false;
        const QByteArray zone = "BEGIN:VTIMEZONE\r\nEND:VTIMEZONE\r\n";
        QTest::newRow("zones, at") << calendar(zone.repeated(ICalLimit::zones)) << true;
        QTest::newRow("zones, over") << calendar(zone.repeated(ICalLimit::zones + 1)) << false;
    }

    void feedsAreTakenUpToTheirLimit()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, taken);
        const Result<ScreenedFeed> feed = screenFeed(bytes, s_zone);
        QCOMPARE(feed.has_value(), taken);
        if (feed) {
            QVERIFY(feed->skipped.size() <= 100);
        } else {
            QCOMPARE(feed.error().kind, Failure::Kind::Malformed);
            QCOMPARE(feed.error().reason, Failure::Reason::TooLarge);
        }
    }

    void eventsAreTakenUpToTheirLimit_data()
    {
        QTest::addColumn<QByteArray>("lines");
        QTest::addColumn<bool>("taken");
        const auto line = [](qsizetype size) { return QByteArray("LOCATION:" + QByteArray(size - 9, 'x') + "\r\n"); };
        QTest::newRow("line, at") << line(ICalLimit::lineBytes) << true;
        QTest::newRow("line, over") << line(ICalLimit::lineBytes + 1) << false;
        const QByteArray rule = "RRULE:FREQ=DAILY;COUNT=1\r\n";
        QTest::newRow("rule") << rule << true;
        QTest::newRow("two rules") << rule.repeated(2) << false;
        const QByteArray unless = "EXRULE:FREQ=YEARLY;COUNT=1;BYMONTH=1\r\n";
        QTest::newRow("exception rule") << QByteArray(rule + unless) << true;
        QTest::newRow("two exception rules") << QByteArray(rule + unless.repeated(2)) << false;
        QTest::newRow("dates, at") << QByteArray("RDATE:" + dates(1000) + "\r\nEXDATE:" + dates(1000) + "\r\n") << true;
        QTest::newRow("dates, over") << QByteArray("RDATE:" + dates(1000) + "\r\nEXDATE:" + dates(1001) + "\r\n")
                                     << false;
        QTest::newRow("combinations, over") << QByteArray(
            "RRULE:FREQ=YEARLY;COUNT=1;BYHOUR=1,2,3,4,5,6,7,8,9,10,11;BYMINUTE=1,2,3,4,5,6,7,8,9,10,11,12,13;"
            "BYSECOND=1,2,3,4,5,6,7\r\n") << false;
    }

    void eventsAreTakenUpToTheirLimit()
    {
        QFETCH(QByteArray, lines);
        QFETCH(bool, taken);
        const auto feed = read(vevent("limited", lines) + vevent("other"));
        QVERIFY(feed);
        QCOMPARE(feed->occurrences.size(), taken ? 2 : 1);
        QCOMPARE(feed->occurrences.constLast().uid, u"other"_s);
        QCOMPARE(feed->skipped.isEmpty(), taken);
    }

    /// The library refuses a whole calendar for one zone whose parts do not close.
    void aBrokenZoneCostsOnlyItself_data()
    {
        QTest::addColumn<QByteArray>("parts");
        const QByteArray good = "DTSTART:19700101T000000\r\nTZOFFSETFROM:+0530\r\nTZOFFSETTO:+0530\r\n";
        QTest::newRow("no begin") << QByteArray(good + "END:STANDARD\r\n");
        QTest::newRow("no end") << QByteArray("BEGIN:STANDARD\r\n" + good);
        QTest::newRow("two begins") << QByteArray("BEGIN:STANDARD\r\nBEGIN:DAYLIGHT\r\n" + good + "END:DAYLIGHT\r\n"
                                                  + good + "END:STANDARD\r\n");
        QTest::newRow("two ends") << QByteArray("BEGIN:STANDARD\r\n" + good + "END:STANDARD\r\nEND:STANDARD\r\n");
        QTest::newRow("nothing") << ""_ba;
        QTest::newRow("half") << QByteArray("BEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nEND:STANDARD\r\n");
    }

    void aBrokenZoneCostsOnlyItself()
    {
        QFETCH(QByteArray, parts);
        const auto feed = read("BEGIN:VTIMEZONE\r\nTZID:House\r\n" + parts + "END:VTIMEZONE\r\n" + vevent("a")
                               + "BEGIN:VEVENT\r\nUID:b\r\nDTSTART;TZID=House:20261126T100000\r\nEND:VEVENT\r\n");
        QVERIFY2(feed, feed ? "" : qPrintable(feed.error().detail));
        QCOMPARE(feed->occurrences.size(), 2);
        QCOMPARE(feed->skipped.constFirst().what, u"time zone House"_s);
    }

    void countsCombinationsToTheirLimit()
    {
        QCOMPARE(ruleCombinations("FREQ=YEARLY;BYHOUR=1,2,3,4,5,6,7,8,9,10;BYMINUTE=1,2,3,4,5,6,7,8,9,10;"
                                  "BYSECOND=1,2,3,4,5,6,7,8,9,10"),
                 ICalLimit::ruleCombinations);
        QVERIFY(ruleCombinations("FREQ=YEARLY;BYHOUR=1,2,3,4,5,6,7;BYMINUTE=1,2,3,4,5,6,7,8,9,10,11;"
                                 "BYSECOND=1,2,3,4,5,6,7,8,9,10,11,12,13")
                > ICalLimit::ruleCombinations);
        QCOMPARE(ruleCombinations("FREQ=DAILY;BYSETPOS=" + QByteArray("1,").repeated(5000)), 1);
    }

    void occurrencesAreKeptUpToTheirLimit_data()
    {
        QTest::addColumn<QByteArray>("inside");
        QTest::addColumn<int>("kept");
        QTest::addColumn<bool>("noted");
        const auto hourly = [](int count) {
            return vevent("s", "RRULE:FREQ=HOURLY;COUNT=" + QByteArray::number(count) + "\r\n");
        };
        QTest::newRow("of an event, over") << hourly(eventOccurrenceLimit + 1) << eventOccurrenceLimit << true;
        const auto many = [](int count) {
            QByteArray events;
            for (int i = 0; i < count; ++i) {
                events += vevent(QByteArray::number(i));
            }
            return events;
        };
        QTest::newRow("of a feed, at") << many(feedOccurrenceLimit) << feedOccurrenceLimit << false;
        QTest::newRow("of a feed, over") << many(feedOccurrenceLimit + 1) << feedOccurrenceLimit << true;
    }

    void occurrencesAreKeptUpToTheirLimit()
    {
        QFETCH(QByteArray, inside);
        QFETCH(int, kept);
        QFETCH(bool, noted);
        const auto feed = read(inside);
        QVERIFY(feed);
        QCOMPARE(feed->occurrences.size(), kept);
        QVERIFY2(feed->skipped.isEmpty() != noted, qPrintable(feed->skipped.value(0).what + feed->skipped.value(0).why));
    }

    void textsAreCutAtTheirLimit()
    {
        const auto with = [](const QByteArray &name, qsizetype size) {
            const auto feed = read(vevent("u", name + ':' + QByteArray(size, 'x') + "\r\n"));
            return feed && feed->occurrences.size() == 1 ? feed->occurrences.constFirst() : Occurrence();
        };
        QCOMPARE(with("DESCRIPTION", 4000).description, QString(4000, u'x'));
        QCOMPARE(with("DESCRIPTION", 4001).description, QString(QString(3999, u'x') + u'…'));
        QCOMPARE(with("LOCATION", 300).place, QString(300, u'x'));
        QCOMPARE(with("LOCATION", 301).place.size(), 300);
        const auto named = [](qsizetype size) {
            const QByteArray uid(size, 'u');
            return read("BEGIN:VEVENT\r\nUID:" + uid + "\r\nDTSTART:20261125T100000Z\r\nEND:VEVENT\r\n")
                ->occurrences.constFirst()
                .uid.size();
        };
        QCOMPARE(named(500), 500);
        QCOMPARE(named(501), 48); // a name of ours
    }

    void meetupSaysTheSameBothWays()
    {
        const QList<int> numbers{11, 12, 15};
        m_answers = {meetupFeed(numbers), meetupPage(numbers, {})};
        MeetupSource feedSource(*m_http);
        feedSource.setViewer(s_zone);
        const auto feed = fetchOnce(feedSource, task(Service::Meetup, u"g"_s));
        const auto graph = fetchOnce(feedSource, task(Service::Meetup, u"g"_s, "t0ken"));
        QVERIFY(feed && graph);
        QCOMPARE(m_wire->asked.at(0).path, u"/base/g/events/ical/"_s);
        QCOMPARE(m_wire->asked.at(1).path, u"/base/gql-ext"_s);
        QCOMPARE(feed->occurrences.size(), 3);
        for (qsizetype i = 0; i < 3; ++i) {
            QCOMPARE(graph->occurrences.at(i).key(), feed->occurrences.at(i).key());
            QVERIFY(graph->occurrences.at(i) == feed->occurrences.at(i));
        }
        QCOMPARE(graph->occurrences.at(2).status, Occurrence::Status::Cancelled);
    }

    void meetupTellsAnEventOnceAndWhatIsLeft()
    {
        for (int page = 1; page <= 4; ++page) {
            m_answers.append(meetupPage({page, page + 1}, u"P%1"_s.arg(page)));
        }
        MeetupSource source(*m_http);
        int times = 0;
        const auto snapshot = fetchOnce(source, task(Service::Meetup, u"g"_s, "t0ken"), &times);
        QVERIFY(snapshot);
        QCOMPARE(times, 1);
        QCOMPARE(snapshot->occurrences.size(), 5);
        QCOMPARE(snapshot->skipped.constLast().what, u"events after the first 200"_s);
        QCOMPARE(m_wire->asked.size(), 4);
        QVERIFY(m_wire->asked.at(3).body.contains("\"after\":\"P3\""));
    }

    void meetupsErrorsBesideEventsTakeNothingAway()
    {
        const QJsonArray errors{QJsonObject{{u"message"_s, u"one event could not be had"_s}}};
        m_answers = {meetupPage({11}, u"P"_s, errors), meetupPage({12}, {})};
        MeetupSource source(*m_http);
        const auto snapshot = fetchOnce(source, task(Service::Meetup, u"g"_s, "t0ken"));
        QVERIFY(snapshot);
        QVERIFY(!snapshot->whole);
        QCOMPARE(snapshot->occurrences.size(), 2);
        QCOMPARE(snapshot->skipped.constFirst().why, u"one event could not be had"_s);
        // Nothing of the fetch before is left.
        m_answers = {meetupPage({11}, {})};
        const auto next = fetchOnce(source, task(Service::Meetup, u"g"_s, "t0ken"));
        QVERIFY(next && next->whole);
        QCOMPARE(next->occurrences.size(), 1);
    }

    void aSecretAddressIsNotRecorded()
    {
        QTemporaryDir folder;
        m_http->recordTo(folder.path());
        m_answers = {calendar(vevent("a")), calendar(vevent("b"))};
        ICalSource ical(*m_http);
        QVERIFY(fetchOnce(ical, task(Service::ICalendar, m_wire->base().toString() + u"/private-s3cret/basic.ics"_s)));
        QCOMPARE(m_wire->asked.constLast().path, u"/base/private-s3cret/basic.ics"_s);
        const auto recorded = [&folder] {
            QByteArray all;
            for (const QString &name : QDir(folder.path()).entryList(QDir::Files)) {
                QFile file(folder.filePath(name));
                all += file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
            }
            return all;
        };
        QVERIFY(recorded().contains("BEGIN:VCALENDAR"));
        QVERIFY(!recorded().contains("s3cret") && !recorded().contains("basic.ics"));
        MeetupSource meetup(*m_http); // what is public may be
        QVERIFY(fetchOnce(meetup, task(Service::Meetup, u"g"_s)));
        QVERIFY(recorded().contains("/g/events/ical/"));
    }

    void everyQuestionIsTheAccountsOwn()
    {
        QCOMPARE(meetupEventsRequest(task(Service::Meetup, u"g"_s, "t"), {}).scope, u"a"_s);
    }
};

QTEST_GUILESS_MAIN(IcalLimitsTest)

#include "tst_icallimits.moc"
