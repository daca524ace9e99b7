// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/meetup/meetupparser.h"
#include "app/sources/meetup/meetuprequests.h"
#include "tests/sources/ical/icalsamples.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

class MeetupParserTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsARecordedGroup();
    void nullGroupHasNothing();
    void bothWaysGiveTheSameOccurrence();
    void readsStatuses_data();
    void readsStatuses();
    void readsDurations_data();
    void readsDurations();
    void oneBadEventStaysAlone();
    void tellsErrors_data();
    void tellsErrors();
    void asksTheRightPlace();
    void refusesOtherNames();
};

static AgendaWindow windowAt(const QString &now)
{
    return agendaWindow(QDateTime::fromString(now, Qt::ISODate), QTimeZone("America/New_York"));
}

static QJsonObject node(const QJsonObject &more = {})
{
    QJsonObject event{{u"id"_s, u"1"_s},
                      {u"token"_s, u"315642404"_s},
                      {u"title"_s, u"Tech & Business Networking in NYC Manhattan"_s},
                      {u"eventUrl"_s, u"https://www.meetup.com/startup-valley/events/315642404/"_s},
                      {u"description"_s, u"Startups & Tech Events in NY"_s},
                      {u"dateTime"_s, u"2026-08-19T18:00-04:00"_s},
                      {u"endTime"_s, u"2026-08-19T21:00-04:00"_s},
                      {u"status"_s, u"ACTIVE"_s}};
    for (auto it = more.begin(); it != more.end(); ++it) {
        event[it.key()] = it.value();
    }
    return event;
}

static QByteArray answer(const QJsonArray &nodes, const QString &next = {})
{
    QJsonArray edges;
    for (const QJsonValue &one : nodes) {
        edges.append(QJsonObject{{u"node"_s, one}});
    }
    const QJsonObject events{{u"edges"_s, edges},
                             {u"pageInfo"_s, QJsonObject{{u"hasNextPage"_s, !next.isEmpty()}, {u"endCursor"_s, next}}}};
    const QJsonObject group{{u"name"_s, u"Startups & Tech Events in NY"_s}, {u"events"_s, events}};
    return QJsonDocument(QJsonObject{{u"data"_s, QJsonObject{{u"groupByUrlname"_s, group}}}}).toJson();
}

static const QString s_now = u"2026-08-16T23:00:00Z"_s;

void MeetupParserTest::readsARecordedGroup()
{
    const Result<MeetupPage> page = parseMeetupEvents(sample(u"meetup/group.json"_s),
                                                      windowAt(u"2020-01-01T00:00:00Z"_s));
    QVERIFY(page);
    QCOMPARE(page->group, u"DC864 (DEF CON 864)"_s);
    QCOMPARE(page->occurrences.size(), 6);
    const Occurrence &first = page->occurrences.at(0);
    QCOMPARE(first.key(), u"event/302190058"_s);
    QCOMPARE(first.start, QDateTime(QDate(2020, 1, 12), QTime(3, 59), QTimeZone::UTC));
    QCOMPARE(first.place, u"OpenWorks, 101 N Main St #302, Greenville"_s);
    QCOMPARE(page->occurrences.at(1).status, Occurrence::Status::Cancelled);
    QCOMPARE(page->occurrences.at(4).place, u"Online event"_s);
    QCOMPARE(page->occurrences.at(5).uid, u"306527183"_s);
    QVERIFY(page->next.isEmpty());
    const Result<MeetupPage> later = parseMeetupEvents(sample(u"meetup/group.json"_s),
                                                       windowAt(u"2021-01-01T00:00:00Z"_s));
    QVERIFY(later && later->occurrences.isEmpty());
}

void MeetupParserTest::nullGroupHasNothing()
{
    const Result<MeetupPage> page = parseMeetupEvents(sample(u"meetup/group-null.json"_s), windowAt(s_now));
    QVERIFY(page);
    QVERIFY(page->occurrences.isEmpty() && page->next.isEmpty() && page->skipped.isEmpty());
}

void MeetupParserTest::bothWaysGiveTheSameOccurrence()
{
    Result<CalendarFeed> feed = parseCalendar(sample(u"meetup/startup-valley.ics"_s), windowAt(s_now));
    const Result<MeetupPage> page = parseMeetupEvents(answer({node()}), windowAt(s_now));
    QVERIFY(feed && page);
    Occurrence fromFeed = feed->occurrences.first();
    asMeetupOccurrence(fromFeed);
    QVERIFY(fromFeed == page->occurrences.first());
    QCOMPARE(fromFeed.key(), u"event/315642404"_s);
}

void MeetupParserTest::readsStatuses_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<int>("status"); // -1: not shown
    QTest::addColumn<int>("notes");
    for (const QString &word : {u"ACTIVE"_s, u"AUTOSCHED"_s, u"AUTOSCHED_FINISHED"_s, u"PAST"_s}) {
        QTest::newRow(qPrintable(word)) << word << static_cast<int>(Occurrence::Status::Confirmed) << 0;
    }
    for (const QString &word : {u"CANCELLED"_s, u"CANCELLED_PERM"_s, u"AUTOSCHED_CANCELLED"_s}) {
        QTest::newRow(qPrintable(word)) << word << static_cast<int>(Occurrence::Status::Cancelled) << 0;
    }
    for (const QString &word :
         {u"DRAFT"_s, u"AUTOSCHED_DRAFT"_s, u"PROPOSED"_s, u"TEMPLATE"_s, u"PENDING"_s, u"BLOCKED"_s}) {
        QTest::newRow(qPrintable(word)) << word << -1 << 0;
    }
    QTest::newRow("new") << u"LEVITATING"_s << static_cast<int>(Occurrence::Status::Tentative) << 1;
}

void MeetupParserTest::readsStatuses()
{
    QFETCH(QString, word);
    QFETCH(int, status);
    QFETCH(int, notes);
    const Result<MeetupPage> page = parseMeetupEvents(answer({node({{u"status"_s, word}})}), windowAt(s_now));
    QVERIFY(page);
    QCOMPARE(page->occurrences.size(), status < 0 ? 0 : 1);
    if (status >= 0) {
        QCOMPARE(static_cast<int>(page->occurrences.first().status), status);
    }
    QCOMPARE(page->skipped.size(), notes);
}

void MeetupParserTest::readsDurations_data()
{
    QTest::addColumn<QJsonValue>("duration");
    QTest::addColumn<int>("seconds");
    QTest::newRow("iso") << QJsonValue(u"PT2H30M"_s) << 9000;
    QTest::newRow("days") << QJsonValue(u"P1D"_s) << 86400;
    QTest::newRow("milliseconds") << QJsonValue(9000000) << 9000;
    QTest::newRow("none") << QJsonValue() << 0;
    QTest::newRow("nonsense") << QJsonValue(u"a while"_s) << 0;
    QTest::newRow("negative") << QJsonValue(-5) << 0;
    QTest::newRow("huge") << QJsonValue(9e15) << 366 * 86400;
}

void MeetupParserTest::readsDurations()
{
    QFETCH(QJsonValue, duration);
    QFETCH(int, seconds);
    const Result<MeetupPage> page = parseMeetupEvents(
        answer({node({{u"endTime"_s, QJsonValue::Null}, {u"duration"_s, duration}})}), windowAt(s_now));
    QVERIFY(page);
    QCOMPARE(page->occurrences.first().start.secsTo(page->occurrences.first().end), seconds);
}

void MeetupParserTest::oneBadEventStaysAlone()
{
    const QJsonArray nodes{
        node({{u"dateTime"_s, u"soon"_s}}),
        node({{u"title"_s, 5}}),
        node({{u"token"_s, 1}, {u"id"_s, 2}}),
        u"text"_s,
        QJsonValue::Null,
        node({{u"venues"_s, 7}, {u"rsvps"_s, QJsonObject{{u"yesCount"_s, 12}}}, {u"eventUrl"_s, u"file:///x"_s}})};
    const Result<MeetupPage> page = parseMeetupEvents(answer(nodes, u"NEXT"_s), windowAt(s_now));
    QVERIFY(page);
    QCOMPARE(page->occurrences.size(), 1);
    QCOMPARE(page->occurrences.first().rsvps, 12);
    QVERIFY(page->occurrences.first().url.isEmpty());
    QCOMPARE(page->skipped.size(), 5);
    QCOMPARE(page->next, u"NEXT"_s);
}

void MeetupParserTest::tellsErrors_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Failure::Kind>("kind");
    const auto error = [](const char *code) -> QByteArray {
        return QByteArray(
                   "{\"data\":{\"groupByUrlname\":null},\"errors\":[{\"message\":\"no\",\"extensions\":{\"code\":\"")
            + code + "\",\"resetAt\":\"2026-08-17T00:00:00Z\"}}]}";
    };
    QTest::newRow("limit") << QByteArray(error("RATE_LIMITED")) << Failure::Kind::RateLimited;
    QTest::newRow("login") << QByteArray(error("UNAUTHENTICATED")) << Failure::Kind::NeedsLogin;
    QTest::newRow("other") << QByteArray(error("X")) << Failure::Kind::Rejected;
    QTest::newRow("nothing") << QByteArray("{\"data\":{}}") << Failure::Kind::Malformed;
    QTest::newRow("page") << QByteArray("<html>") << Failure::Kind::Malformed;
}

void MeetupParserTest::tellsErrors()
{
    QFETCH(QByteArray, body);
    QFETCH(Failure::Kind, kind);
    const Result<MeetupPage> page = parseMeetupEvents(body, windowAt(s_now));
    QVERIFY(!page);
    QCOMPARE(page.error().kind, kind);
}

void MeetupParserTest::asksTheRightPlace()
{
    FetchTask task{
        .account = {.id = AccountId(u"m"_s), .service = Service::Meetup, .baseUrl = QUrl(u"https://www.meetup.com"_s)},
        .watch = {.id = WatchId(u"m/g"_s), .kind = Watch::Kind::Group, .target = u"startup-valley"_s},
        .secret = "s3cret",
        .now = QDateTime::fromString(s_now, Qt::ISODate)};
    QCOMPARE(meetupFeedAddress(task.account, task.watch.target),
             QUrl(u"https://www.meetup.com/startup-valley/events/ical/"_s));
    const HttpRequest request = meetupEventsRequest(task, {});
    QCOMPARE(request.url, QUrl(u"https://api.meetup.com/gql-ext"_s));
    QVERIFY(request.body.contains("2026-08-15T23:00:00Z") && request.body.contains("\"urlname\":\"startup-valley\""));
    QVERIFY(!request.body.contains("s3cret"));
    task.account.baseUrl = QUrl(u"http://127.0.0.1:80/meetup"_s);
    QCOMPARE(meetupApiAddress(task.account), QUrl(u"http://127.0.0.1:80/meetup/gql-ext"_s));
}

void MeetupParserTest::refusesOtherNames()
{
    QVERIFY(isMeetupGroup(u"startup-valley_2"_s));
    for (const QString &bad : {QString(), u"../x"_s, u"a/b"_s, u"a?b"_s, u"ä"_s, u"a\n"_s, QString(200, u'a')}) {
        QVERIFY2(!isMeetupGroup(bad), qPrintable(bad));
    }
}

QTEST_GUILESS_MAIN(MeetupParserTest)
#include "tst_meetupparser.moc"
