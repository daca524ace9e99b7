// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/eventbrite/eventbriteparser.h"
#include "app/sources/eventbrite/eventbriterequests.h"
#include "tests/sources/golden.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QString s_now = u"2026-11-25T12:00:00Z"_s;

AgendaWindow windowAt(const QString &now)
{
    return agendaWindow(QDateTime::fromString(now, Qt::ISODate), QTimeZone::utc());
}

QJsonObject time(const QString &utc, const QString &zone = u"Europe/Berlin"_s)
{
    return {{u"timezone"_s, zone}, {u"utc"_s, utc}, {u"local"_s, utc.chopped(1)}};
}

QJsonObject sampleEvent(const QJsonObject &more = {})
{
    QJsonObject object{{u"id"_s, u"100"_s},
                       {u"name"_s, QJsonObject{{u"text"_s, u"Sock night"_s}, {u"html"_s, u"<b>Sock night</b>"_s}}},
                       {u"description"_s, QJsonObject{{u"text"_s, u"Bring socks"_s}}},
                       {u"url"_s, u"https://www.eventbrite.com/e/100"_s},
                       {u"start"_s, time(u"2026-11-27T17:00:00Z"_s)},
                       {u"end"_s, time(u"2026-11-27T19:00:00Z"_s)},
                       {u"status"_s, u"live"_s}};
    for (auto it = more.begin(); it != more.end(); ++it) {
        object[it.key()] = it.value();
    }
    return object;
}

QByteArray answer(const QJsonArray &events, const QJsonObject &pagination = {{u"has_more_items"_s, false}})
{
    return QJsonDocument(QJsonObject{{u"events"_s, events}, {u"pagination"_s, pagination}}).toJson();
}

Result<EventbritePage> read(const QJsonObject &more)
{
    return parseEventbriteEvents(answer({sampleEvent(more)}), windowAt(s_now));
}

QString textOf(const QDateTime &time)
{
    return time.toString(u"yyyy-MM-ddTHH:mm:ss"_s) + u' ' + QString::fromLatin1(time.timeZone().id());
}

QJsonObject jsonOf(const EventbritePage &page)
{
    QJsonArray occurrences;
    for (const Occurrence &occurrence : page.occurrences) {
        occurrences.append(QJsonObject{{u"uid"_s, occurrence.uid},
                                       {u"title"_s, occurrence.title},
                                       {u"group"_s, occurrence.group},
                                       {u"place"_s, occurrence.place},
                                       {u"description"_s, occurrence.description},
                                       {u"start"_s, textOf(occurrence.start)},
                                       {u"end"_s, textOf(occurrence.end)},
                                       {u"status"_s, occurrenceStatusName(occurrence.status)},
                                       {u"rsvps"_s, occurrence.rsvps},
                                       {u"url"_s, occurrence.url.toString()}});
    }
    return {{u"occurrences"_s, occurrences}, {u"next"_s, page.next}, {u"unreadable"_s, page.someUnreadable}};
}
}

/// One page of Eventbrite's lists, recorded and made up, good and bad.
class EventbriteParserTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".+"_s)); }

    void readsRecordedAnswers_data()
    {
        QTest::addColumn<QString>("now");
        QTest::newRow("live-event") << u"2018-03-01T00:00:00Z"_s;
        QTest::newRow("cancelled-event") << u"2023-12-09T12:00:00Z"_s;
    }
    void readsRecordedAnswers()
    {
        QFETCH(QString, now);
        const QString name = u"eventbrite/"_s + QString::fromLatin1(QTest::currentDataTag());
        const Result<EventbritePage> page = parseEventbriteEvents(Golden::recorded(name), windowAt(now));
        QVERIFY(page);
        const QString difference = Golden::difference(name, jsonOf(*page));
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
        const Result<EventbritePage> later = parseEventbriteEvents(Golden::recorded(name), windowAt(s_now));
        QVERIFY(later && later->occurrences.isEmpty() && later->skipped.isEmpty());
    }

    void readsARecordedVenue()
    {
        QFile file(QStringLiteral(WINDSOCK_TEST_DATA "/eventbrite/venue.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject venue = QJsonDocument::fromJson(file.readAll()).object();
        const auto page = read({{u"venue"_s, venue}, {u"organizer"_s, QJsonObject{{u"name"_s, u"Flyers"_s}}}});
        QVERIFY(page);
        QCOMPARE(page->occurrences.at(0).place,
                 u"Fluor Management Center, 100 Fluor Daniel Drive, Greenville, SC 29607"_s);
        QCOMPARE(page->occurrences.at(0).group, u"Flyers"_s);
    }

    void anEventKeepsItsOwnZone()
    {
        const auto page = read({});
        QVERIFY(page);
        const Occurrence &occurrence = page->occurrences.at(0);
        QCOMPARE(occurrence.key(), u"event/100"_s);
        QCOMPARE(textOf(occurrence.start), u"2026-11-27T18:00:00 Europe/Berlin"_s);
        QCOMPARE(occurrence.start.secsTo(occurrence.end), 7200);
        // Without the moment the local time in the zone counts; a zone nobody knows leaves the moment.
        const auto local = read({{u"start"_s,
                                  QJsonObject{{u"timezone"_s, u"Europe/Berlin"_s},
                                              {u"utc"_s, QJsonValue::Null},
                                              {u"local"_s, u"2026-11-27T18:00:00"_s}}}});
        QVERIFY(local);
        QCOMPARE(local->occurrences.at(0).start, occurrence.start);
        const auto odd = read({{u"start"_s, time(u"2026-11-27T17:00:00Z"_s, u"Mars/Base"_s)}});
        QVERIFY(odd);
        QCOMPARE(odd->occurrences.at(0).start, occurrence.start);
    }

    void readsStatuses_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<int>("status"); // -1: not shown
        QTest::addColumn<int>("notes");
        for (const QString &word : {u"live"_s, u"started"_s, u"ended"_s, u"completed"_s}) {
            QTest::newRow(qPrintable(word)) << word << static_cast<int>(Occurrence::Status::Confirmed) << 0;
        }
        QTest::newRow("canceled") << u"canceled"_s << static_cast<int>(Occurrence::Status::Cancelled) << 0;
        QTest::newRow("draft") << u"draft"_s << -1 << 0;
        QTest::newRow("unknown") << u"levitating"_s << static_cast<int>(Occurrence::Status::Tentative) << 1;
        QTest::newRow("empty") << QString() << static_cast<int>(Occurrence::Status::Tentative) << 1;
    }
    void readsStatuses()
    {
        QFETCH(QString, word);
        QFETCH(int, status);
        QFETCH(int, notes);
        const auto page = read({{u"status"_s, word}});
        QVERIFY(page);
        QCOMPARE(page->skipped.size(), notes);
        QVERIFY(!page->someUnreadable);
        QCOMPARE(page->occurrences.size(), status < 0 ? 0 : 1);
        if (status >= 0) {
            QCOMPARE(static_cast<int>(page->occurrences.at(0).status), status);
        }
    }

    /// A series' parent is no event; each of its dates is one of its own.
    void seriesAreTheirDates()
    {
        const QJsonObject parent = sampleEvent(
            {{u"id"_s, u"1"_s}, {u"is_series"_s, true}, {u"is_series_parent"_s, true}});
        const QJsonObject child = sampleEvent(
            {{u"id"_s, u"2"_s}, {u"is_series"_s, true}, {u"is_series_parent"_s, false}, {u"series_id"_s, u"1"_s}});
        const auto page = parseEventbriteEvents(answer({parent, child}), windowAt(s_now));
        QVERIFY(page);
        QCOMPARE(page->occurrences.size(), 1);
        QCOMPARE(page->occurrences.at(0).uid, u"2"_s);
    }

    void onlineEventsSaySo()
    {
        const QJsonObject html{
            {u"text"_s, u"Join here"_s},
            {u"html"_s, u"<a href=\"https://us02web.zoom.us/j/1?pwd=x\">Join</a> <script>alert(1)</script>"_s}};
        const auto page = read({{u"online_event"_s, true}, {u"venue"_s, QJsonValue::Null}, {u"description"_s, html}});
        QVERIFY(page);
        QCOMPARE(page->occurrences.at(0).place, u"Online event"_s);
        QCOMPARE(page->occurrences.at(0).join, QUrl(u"https://us02web.zoom.us/j/1?pwd=x"_s));
        QCOMPARE(page->occurrences.at(0).description, u"Join here"_s);
    }

    void textsAreNoMarkup()
    {
        const auto page = read({{u"name"_s, QJsonObject{{u"html"_s, u"<p>Sock <b>night</b></p>"_s}}},
                                {u"description"_s, QJsonValue::Null},
                                {u"summary"_s, u"<p>Bring <i>socks</i></p>"_s},
                                {u"url"_s, u"javascript:alert(1)"_s}});
        QVERIFY(page);
        QCOMPARE(page->occurrences.at(0).title, u"Sock night"_s);
        QCOMPARE(page->occurrences.at(0).description, u"Bring socks"_s);
        QVERIFY(page->occurrences.at(0).url.isEmpty());
    }

    void countsSoldTickets()
    {
        const auto sold = [](const QJsonValue &value) { return QJsonObject{{u"quantity_sold"_s, value}}; };
        const auto with = [](const QJsonValue &classes) {
            const auto page = read({{u"ticket_classes"_s, classes}});
            return page ? page->occurrences.at(0).rsvps : -2;
        };
        QCOMPARE(with(QJsonArray{sold(3), sold(4)}), 7);
        QCOMPARE(with(QJsonArray{sold(0)}), 0);
        QCOMPARE(with(QJsonArray{sold(QJsonValue::Null), sold(u"many"_s), sold(-5)}), -1);
        QCOMPARE(with(QJsonArray{sold(1e15), sold(1e15)}), 1'000'000);
        QCOMPARE(with(QJsonValue::Null), -1);
        QCOMPARE(with(QJsonArray()), -1);
    }

    void oneBadEventStaysAlone_data()
    {
        QTest::addColumn<QJsonObject>("bad");
        QTest::newRow("no id") << QJsonObject{{u"id"_s, QJsonValue::Null}};
        QTest::newRow("id as a path") << QJsonObject{{u"id"_s, u"../1"_s}};
        QTest::newRow("id as a number") << QJsonObject{{u"id"_s, 7}};
        QTest::newRow("no start") << QJsonObject{{u"start"_s, QJsonValue::Null}};
        QTest::newRow("start is a text") << QJsonObject{{u"start"_s, u"tomorrow"_s}};
        QTest::newRow("no status") << QJsonObject{{u"status"_s, QJsonValue::Null}};
        QTest::newRow("status is a list") << QJsonObject{{u"status"_s, QJsonArray()}};
        QTest::newRow("url is a number") << QJsonObject{{u"url"_s, 4}};
        QTest::newRow("online is a text") << QJsonObject{{u"online_event"_s, u"yes"_s}};
    }
    void oneBadEventStaysAlone()
    {
        QFETCH(QJsonObject, bad);
        const auto page = parseEventbriteEvents(answer({sampleEvent(bad), sampleEvent({{u"id"_s, u"200"_s}})}),
                                                windowAt(s_now));
        QVERIFY(page);
        QCOMPARE(page->occurrences.size(), 1);
        QCOMPARE(page->occurrences.at(0).uid, u"200"_s);
        QCOMPARE(page->skipped.size(), 1);
        QVERIFY(page->someUnreadable);
    }

    void whatMayBeNullMayBe()
    {
        const auto page = read({{u"name"_s, QJsonValue::Null},
                                {u"description"_s, QJsonValue::Null},
                                {u"summary"_s, QJsonValue::Null},
                                {u"url"_s, QJsonValue::Null},
                                {u"end"_s, QJsonValue::Null},
                                {u"venue"_s, QJsonValue::Null},
                                {u"organizer"_s, QJsonValue::Null},
                                {u"online_event"_s, QJsonValue::Null}});
        QVERIFY(page);
        QCOMPARE(page->occurrences.size(), 1);
        QCOMPARE(page->occurrences.at(0).end, page->occurrences.at(0).start);
        QVERIFY(page->skipped.isEmpty());
    }

    void pagesGoOn()
    {
        const QJsonObject more{{u"has_more_items"_s, true}, {u"continuation"_s, u"abc"_s}};
        auto page = parseEventbriteEvents(answer({sampleEvent()}, more), windowAt(s_now));
        QVERIFY(page && page->next == u"abc"_s && !page->isBeyond);
        page = parseEventbriteEvents(answer({sampleEvent({{u"start"_s, time(u"2027-11-27T17:00:00Z"_s)}})}, more),
                                     windowAt(s_now));
        QVERIFY(page && page->isBeyond && page->occurrences.isEmpty());
        page = parseEventbriteEvents(answer({sampleEvent()}, {{u"has_more_items"_s, true}}), windowAt(s_now));
        QVERIFY(page && page->next.isEmpty() && page->someUnreadable);
        page = parseEventbriteEvents(answer({}, more), windowAt(s_now));
        QVERIFY(page && !page->isBeyond);
    }

    void otherAnswersAreMalformed()
    {
        for (const QByteArray &body : {"<html>"_ba, "[]"_ba, "{}"_ba, "{\"events\":{}}"_ba, QByteArray()}) {
            const auto page = parseEventbriteEvents(body, windowAt(s_now));
            QVERIFY2(!page && page.error().kind == Failure::Kind::Malformed, body.constData());
        }
        QCOMPARE(parseEventbriteCount("{\"pagination\":{\"object_count\":12}}").value_or(-1), 12);
        for (const QByteArray &body : {"{}"_ba, "{\"pagination\":{\"object_count\":-1}}"_ba, "<"_ba}) {
            QVERIFY(!parseEventbriteCount(body));
        }
    }

    void tellsErrorsByTheirWord_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("word");
        QTest::addColumn<Failure::Kind>("kind");
        QTest::addColumn<Failure::Reason>("reason");
        using Kind = Failure::Kind;
        using Reason = Failure::Reason;
        QTest::newRow("bad token") << 400 << u"INVALID_AUTH"_s << Kind::NeedsLogin << Reason::BadCredential;
        QTest::newRow("bad token, 401") << 401 << u"INVALID_AUTH"_s << Kind::NeedsLogin << Reason::BadCredential;
        QTest::newRow("no token") << 401 << u"NO_AUTH"_s << Kind::NeedsLogin << Reason::BadCredential;
        QTest::newRow("not mine") << 403 << u"NOT_AUTHORIZED"_s << Kind::Rejected << Reason::Forbidden;
        QTest::newRow("not there") << 404 << u"NOT_FOUND"_s << Kind::Rejected << Reason::NotFound;
        QTest::newRow("arguments") << 400 << u"ARGUMENTS_ERROR"_s << Kind::Rejected << Reason::BadRequest;
        QTest::newRow("too often") << 429 << u"HIT_RATE_LIMIT"_s << Kind::RateLimited << Reason::TooManyRequests;
        QTest::newRow("its fault") << 500 << u"INTERNAL_ERROR"_s << Kind::Transient << Reason::ServerError;
        QTest::newRow("other word") << 403 << u"NO_IDEA"_s << Kind::Rejected << Reason::Forbidden;
    }
    void tellsErrorsByTheirWord()
    {
        QFETCH(int, status);
        QFETCH(QString, word);
        QFETCH(Failure::Kind, kind);
        QFETCH(Failure::Reason, reason);
        FetchTask task{.secret = "s3cret", .now = QDateTime::fromString(s_now, Qt::ISODate)};
        const QJsonObject body{{u"error"_s, word}, {u"error_description"_s, u"Not with s3cret"_s}};
        HttpAnswer told{.status = status, .body = QJsonDocument(body).toJson()};
        Failure failure = eventbriteFailure(told, task);
        QCOMPARE(failure.kind, kind);
        QCOMPARE(failure.reason, reason);
        QVERIFY(failure.detail.startsWith(word) && !failure.detail.contains(u"s3cret"_s));
        if (kind == Failure::Kind::RateLimited) {
            QCOMPARE(failure.until, task.now.addSecs(3600));
            told.headers = {{"X-Rate-Limit", "token:s3cret 2000/2000 reset=1200s"}};
            QCOMPARE(eventbriteFailure(told, task).until, task.now.addSecs(1200));
            told.headers = {{"Retry-After", "60"}};
            QCOMPARE(eventbriteFailure(told, task).until, task.now.addSecs(60));
        }
    }

    void asksTheRightPlace()
    {
        const FetchTask task{.account = {.id = AccountId(u"eb"_s),
                                         .service = Service::Eventbrite,
                                         .baseUrl = QUrl(u"https://www.eventbriteapi.com/v3"_s)},
                             .secret = "s3cret",
                             .now = QDateTime::fromString(s_now, Qt::ISODate)};
        const HttpRequest first = eventbriteEventsRequest(task, {.isOrganization = false, .id = u"7"_s}, {}, false);
        QCOMPARE(first.url.path(), u"/v3/organizers/7/events/"_s);
        const QUrlQuery query(first.url);
        QCOMPARE(query.queryItemValue(u"order_by"_s), u"start_asc"_s);
        QCOMPARE(query.queryItemValue(u"time_filter"_s), u"current_future"_s);
        QVERIFY(!first.url.toString().contains(u"s3cret"_s));
        const HttpRequest next = eventbriteEventsRequest(task, {.isOrganization = true, .id = u"7"_s}, u"a+b&c"_s, true);
        QCOMPARE(next.url.path(), u"/v3/organizations/7/events/"_s);
        QVERIFY(next.url.toEncoded().contains("continuation=a%2Bb%26c"));
        QVERIFY(next.url.toEncoded().contains("ticket_classes"));
    }

    void readsTargets()
    {
        const auto read = [](const QString &target) {
            const auto found = eventbriteTarget(target);
            return found ? (found->isOrganization ? u"organization "_s : u"organizer "_s) + found->id : QString();
        };
        QCOMPARE(read(u"123"_s), u"organizer 123"_s);
        QCOMPARE(read(u"organizer/123"_s), u"organizer 123"_s);
        QCOMPARE(read(u"organisers/123"_s), u"organizer 123"_s);
        QCOMPARE(read(u"organization/123"_s), u"organization 123"_s);
        for (const QString &bad : {QString(), u"organizer/"_s, u"organizer/../1"_s, u"venue/1"_s, u"1\n"_s, u"1/2"_s,
                                   u"name"_s, QString(30, u'1')}) {
            QVERIFY2(read(bad).isEmpty(), qPrintable(bad));
        }
    }

    void aPageIsReadUpToItsLimit()
    {
        QJsonArray many;
        for (int i = 1; i <= 1'001; ++i) {
            many.append(sampleEvent({{u"id"_s, QString::number(i)}}));
        }
        const auto page = parseEventbriteEvents(answer(many), windowAt(s_now));
        QVERIFY(page && page->someUnreadable);
        QCOMPARE(page->occurrences.size(), 1'000);
        QCOMPARE(page->skipped.size(), 1);
    }
};

QTEST_GUILESS_MAIN(EventbriteParserTest)
#include "tst_eventbriteparser.moc"
