// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/net/httpclient.h"
#include "app/sources/ical/calendarfeed.h"
#include "app/sources/source.h"
#include "tests/sources/github/pullsamples.h"
#include "tests/sources/ical/icalsamples.h"

#include <QHttpHeaders>
#include <QHttpServer>
#include <QHttpServerResponse>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

/// A server on loopback that gives the prepared answers one after the other and keeps what it was asked.
class AnsweringServer
{
public:
    struct Answer {
        int status = 200;
        QByteArray body;
        QList<HttpHeader> headers;
    };
    struct Question {
        QString path;
        QByteArray body;
        QByteArray authorization;
        QByteArray ifNoneMatch;
    };
    AnsweringServer()
    {
        m_server.setMissingHandler(&m_server, [this](const QHttpServerRequest &request, QHttpServerResponder &responder) {
            asked.append({.path = request.url().path(),
                          .body = request.body(),
                          .authorization = request.headers().value("Authorization").toByteArray(),
                          .ifNoneMatch = request.headers().value("If-None-Match").toByteArray()});
            const Answer answer = answers.isEmpty() ? Answer{.status = 500, .body = {}, .headers = {}}
                                                    : answers.takeFirst();
            QHttpServerResponse response("text/plain", answer.body,
                                         static_cast<QHttpServerResponse::StatusCode>(answer.status));
            QHttpHeaders headers = response.headers();
            for (const HttpHeader &header : answer.headers) {
                headers.append(header.first, header.second);
            }
            response.setHeaders(headers);
            responder.sendResponse(response);
        });
        auto *tcp = new QTcpServer(&m_server);
        if (tcp->listen(QHostAddress::LocalHost) && m_server.bind(tcp)) {
            port = tcp->serverPort();
        }
    }
    QUrl url(const QString &path) const { return QUrl(u"http://127.0.0.1:%1%2"_s.arg(port).arg(path)); }

    QList<Answer> answers;
    QList<Question> asked;
    int port = 0;

private:
    QHttpServer m_server;
};

class EventSourcesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void readsAFeedAndAsksWithConditions();
    void unfoldsAnUnchangedFeedAgain();
    void asksALargeFeedAgainEachDay();
    void forgetsAnotherAddress();
    void distrustsItsCursor();
    void saysWhatIsWrongWithAFeed_data();
    void saysWhatIsWrongWithAFeed();
    void refusesAddresses_data();
    void refusesAddresses();
    void meetupReadsTheFeedWithoutAToken();
    void meetupAsksPageByPageWithAToken();
    void gitHubTellsWhatLeft();
    void gitHubKeepsWhatItCannotDecide();
    void gitHubStopsAtAFailure_data();
    void gitHubStopsAtAFailure();

private:
    Result<Snapshot> fetch(const FetchTask &task);
    FetchTask task(Service service, Watch::Kind kind, const QString &target) const;

    QDateTime m_now;
    std::unique_ptr<AnsweringServer> m_server;
};

void EventSourcesTest::init()
{
    m_now = QDateTime(QDate(2026, 11, 21), QTime(12, 0), QTimeZone::UTC);
    m_server = std::make_unique<AnsweringServer>();
}

FetchTask EventSourcesTest::task(Service service, Watch::Kind kind, const QString &target) const
{
    return {.account = {.id = AccountId(u"a"_s), .service = service, .baseUrl = m_server->url(u"/base"_s)},
            .watch = {.id = WatchId(u"a/w"_s), .account = AccountId(u"a"_s), .kind = kind, .target = target},
            .now = m_now};
}

Result<Snapshot> EventSourcesTest::fetch(const FetchTask &task)
{
    HttpClient http([this] { return m_now; });
    const std::unique_ptr<Source> source = makeSource(task.account.service, http);
    QList<Result<Snapshot>> results;
    connect(source.get(), &Source::finished, this,
            [&results](const Result<Snapshot> &result) { results.append(result); });
    source->fetch(task);
    const bool early = !results.isEmpty();
    if (!QTest::qWaitFor([&results] { return !results.isEmpty(); }, 20'000) || early) {
        return Failed(Failure{.detail = early ? u"finished before fetch() returned"_s : u"never finished"_s});
    }
    QCoreApplication::processEvents();
    return results.size() == 1 ? results.first() : Result<Snapshot>(Failed(Failure{.detail = u"finished twice"_s}));
}

void EventSourcesTest::readsAFeedAndAsksWithConditions()
{
    FetchTask feed = task(Service::ICalendar, Watch::Kind::Calendar, m_server->url(u"/x.ics?secret=1"_s).toString());
    m_server->answers = {{.status = 200, .body = sample(u"ics/own/luma.ics"_s), .headers = {{"ETag", "\"v1\""}}},
                         {.status = 304, .body = {}, .headers = {}}};
    const Result<Snapshot> first = fetch(feed);
    QVERIFY2(first, first ? "" : qPrintable(first.error().detail));
    QVERIFY(first->whole && !first->unchanged);
    QCOMPARE(first->occurrences.size(), 2);
    QCOMPARE(first->occurrences.first().account, AccountId(u"a"_s));
    QVERIFY(m_server->asked.first().ifNoneMatch.isEmpty());
    QVERIFY(!first->cursor.contains("secret"_L1));
    feed.memory.cursor = first->cursor;
    const Result<Snapshot> second = fetch(feed);
    QVERIFY(second);
    QCOMPARE(m_server->asked.last().ifNoneMatch, "\"v1\"");
    QCOMPARE(second->occurrences, first->occurrences);
    QCOMPARE(second->cursor, first->cursor);
}

void EventSourcesTest::unfoldsAnUnchangedFeedAgain()
{
    FetchTask feed = task(Service::ICalendar, Watch::Kind::Calendar, m_server->url(u"/x.ics"_s).toString());
    const QByteArray weekly = calendar(vevent("w", "RRULE:FREQ=WEEKLY\r\n"));
    m_server->answers = {{.status = 200, .body = weekly, .headers = {{"Last-Modified", "Sat, 21 Nov 2026 00:00:00 GMT"}}},
                         {.status = 304, .body = {}, .headers = {}}};
    const Result<Snapshot> first = fetch(feed);
    QVERIFY(first);
    feed.memory.cursor = first->cursor;
    feed.now = m_now.addDays(70);
    const Result<Snapshot> later = fetch(feed);
    QVERIFY(later && !later->unchanged);
    QVERIFY(later->occurrences.first().start > first->occurrences.first().start.addDays(60));
    QVERIFY(later->occurrences.last().start > first->occurrences.last().start.addDays(60));
}

void EventSourcesTest::asksALargeFeedAgainEachDay()
{
    const QUrl address(u"https://example.org/x.ics"_s);
    const FeedCursor cursor{.of = {}, .etag = "\"v1\"", .modified = {}, .day = m_now.date(), .body = {}};
    QCOMPARE(feedRequest(address, cursor, m_now).ifNoneMatch, "\"v1\"");
    QVERIFY(feedRequest(address, cursor, m_now.addDays(1)).ifNoneMatch.isEmpty());
    FetchTask feed = task(Service::ICalendar, Watch::Kind::Calendar, address.toString());
    QByteArray noise(1'500'000, Qt::Uninitialized);
    quint32 state = 1;
    std::ranges::generate(noise, [&state] {
        state = state * 1664525 + 1013904223;
        return char(33 + (state >> 24) % 90);
    });
    const HttpAnswer big{
        .status = 200, .url = address, .headers = {{"ETag", "\"v2\""}}, .body = calendar("X-N:" + noise + "\r\n")};
    const Result<Snapshot> read = readFeedAnswer(feed, address, big, QTimeZone::utc());
    QVERIFY(read);
    QVERIFY(read->cursor.size() < 1000);
    feed.memory.cursor = read->cursor;
    const Result<Snapshot> same = readFeedAnswer(
        feed, address, {.status = 304, .url = address, .headers = {}, .body = {}}, QTimeZone::utc());
    QVERIFY(same && same->unchanged);
    QCOMPARE(same->cursor, read->cursor);
}

void EventSourcesTest::forgetsAnotherAddress()
{
    const QUrl address(u"https://example.org/x.ics"_s);
    FetchTask feed = task(Service::ICalendar, Watch::Kind::Calendar, address.toString());
    const HttpAnswer answer{.status = 200, .url = address, .headers = {{"ETag", "\"v\""}}, .body = calendar(vevent("a"))};
    const Result<Snapshot> read = readFeedAnswer(feed, address, answer, QTimeZone::utc());
    QVERIFY(read);
    QCOMPARE(readFeedCursor(read->cursor, address).body, answer.body);
    QCOMPARE(readFeedCursor(read->cursor, QUrl(u"https://example.org/y.ics"_s)), FeedCursor());
}

void EventSourcesTest::distrustsItsCursor()
{
    const QUrl address(u"https://example.org/x.ics"_s);
    const FetchTask feed = task(Service::ICalendar, Watch::Kind::Calendar, address.toString());
    const HttpAnswer notModified{.status = 304, .url = address, .headers = {}, .body = {}};
    const Result<Snapshot> read = readFeedAnswer(feed, address, notModified, QTimeZone::utc());
    QVERIFY(!read);
    QCOMPARE(read.error().reason, Failure::Reason::WrongShape);
    for (const QString &bad : {u"{"_s, u"[]"_s, u"{\"of\":5}"_s, QString()}) {
        QCOMPARE(readFeedCursor(bad, address), FeedCursor());
    }
}

void EventSourcesTest::saysWhatIsWrongWithAFeed_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Failure::Kind>("kind");
    QTest::addColumn<Failure::Reason>("reason");
    QTest::newRow("page") << 200 << QByteArray("<html>Sign in</html>") << Failure::Kind::Malformed
                          << Failure::Reason::NotTheFormat;
    QTest::newRow("cut") << 200 << calendar(vevent("a")).chopped(30) << Failure::Kind::Transient << Failure::Reason::Cut;
    QTest::newRow("large") << 200 << calendar(QByteArray(3'000'000, 'x')) << Failure::Kind::Malformed
                           << Failure::Reason::TooLarge;
    QTest::newRow("gone") << 404 << QByteArray("no") << Failure::Kind::Rejected << Failure::Reason::NotFound;
    QTest::newRow("secret") << 401 << QByteArray("no") << Failure::Kind::NeedsLogin << Failure::Reason::BadCredential;
    QTest::newRow("down") << 503 << QByteArray("no") << Failure::Kind::Transient << Failure::Reason::ServerError;
}

void EventSourcesTest::saysWhatIsWrongWithAFeed()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(Failure::Kind, kind);
    QFETCH(Failure::Reason, reason);
    m_server->answers = {{.status = status, .body = body, .headers = {}}};
    const Result<Snapshot> read = fetch(
        task(Service::ICalendar, Watch::Kind::Calendar, m_server->url(u"/x.ics"_s).toString()));
    QVERIFY(!read);
    QCOMPARE(read.error().kind, kind);
    QCOMPARE(read.error().reason, reason);
    QCOMPARE(read.error().host, u"127.0.0.1:%1"_s.arg(m_server->port));
}

void EventSourcesTest::refusesAddresses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("address");
    QTest::newRow("https") << u"https://example.org/a.ics#x"_s << u"https://example.org/a.ics"_s;
    QTest::newRow("webcal") << u"webcal://example.org/a.ics"_s << u"https://example.org/a.ics"_s;
    QTest::newRow("loopback") << u"http://127.0.0.1:8/a"_s << u"http://127.0.0.1:8/a"_s;
    for (const QString &bad : {u"http://example.org/a"_s, u"file:///etc/passwd"_s, u"https://u:p@example.org/"_s,
                               u"https:////evil/x"_s, u"data:text/calendar,x"_s, QString()}) {
        QTest::newRow(qPrintable(u"bad "_s + bad)) << bad << QString();
    }
}

void EventSourcesTest::refusesAddresses()
{
    QFETCH(QString, text);
    QFETCH(QString, address);
    const Result<QUrl> read = feedAddress(text);
    QCOMPARE(read ? read->toString() : QString(), address);
    if (!read) {
        const Result<Snapshot> refused = fetch(task(Service::ICalendar, Watch::Kind::Calendar, text));
        QVERIFY(!refused);
        QCOMPARE(refused.error().reason, Failure::Reason::BadAddress);
    }
}

void EventSourcesTest::meetupReadsTheFeedWithoutAToken()
{
    FetchTask group = task(Service::Meetup, Watch::Kind::Group, u"startup-valley"_s);
    group.now = QDateTime::fromString(u"2026-08-16T23:00:00Z"_s, Qt::ISODate);
    m_server->answers = {{.status = 200, .body = sample(u"meetup/startup-valley.ics"_s), .headers = {}}};
    const Result<Snapshot> read = fetch(group);
    QVERIFY2(read, read ? "" : qPrintable(read.error().detail));
    QCOMPARE(m_server->asked.first().path, u"/base/startup-valley/events/ical/"_s);
    QCOMPARE(read->occurrences.size(), 2);
    QCOMPARE(read->occurrences.first().key(), u"event/315642404"_s);
    group.watch.target = u"../etc"_s;
    QCOMPARE(fetch(group).error().kind, Failure::Kind::Rejected);
    QCOMPARE(m_server->asked.size(), 1);
}

void EventSourcesTest::meetupAsksPageByPageWithAToken()
{
    FetchTask group = task(Service::Meetup, Watch::Kind::Group, u"defcon864"_s);
    group.secret = "s3cret";
    group.now = QDateTime::fromString(u"2020-01-01T00:00:00Z"_s, Qt::ISODate);
    QByteArray more = sample(u"meetup/group.json"_s);
    more.replace("\"hasNextPage\": false", "\"hasNextPage\": true");
    m_server->answers = {{.status = 200, .body = more, .headers = {}},
                         {.status = 200, .body = sample(u"meetup/group-null.json"_s), .headers = {}}};
    const Result<Snapshot> read = fetch(group);
    QVERIFY2(read, read ? "" : qPrintable(read.error().detail));
    QCOMPARE(read->occurrences.size(), 6);
    QCOMPARE(m_server->asked.size(), 2);
    QCOMPARE(m_server->asked.first().path, u"/base/gql-ext"_s);
    QCOMPARE(m_server->asked.first().authorization, "Bearer s3cret");
    QVERIFY(m_server->asked.last().body.contains("lmnop"));
}

static QByteArray leavers(const QJsonObject &data, const QJsonArray &errors = {})
{
    return bytesOf({{u"data"_s, data}, {u"errors"_s, errors}});
}

void EventSourcesTest::gitHubTellsWhatLeft()
{
    FetchTask repository = task(Service::GitHub, Watch::Kind::Repository, u"o/n"_s);
    repository.secret = "s3cret";
    repository.memory.keys = {u"pr/o/n/1"_s, u"pr/o/n/2"_s, u"pr/o/n/3"_s};
    m_server->answers = {{.status = 200, .body = openPulls({pull(1)}, u"P2"_s), .headers = {}},
                         {.status = 200, .body = openPulls({pull(4)}), .headers = {}},
                         {.status = 200,
                          .body = leavers({{u"pr0"_s, QJsonObject{{u"pullRequest"_s, pull(2, u"MERGED"_s)}}},
                                           {u"pr1"_s, QJsonValue::Null}},
                                          {graphQlError(u"NOT_FOUND"_s, {u"pr1"_s})}),
                          .headers = {}}};
    const Result<Snapshot> first = fetch(repository);
    QVERIFY2(first, first ? "" : qPrintable(first.error().detail));
    QCOMPARE(m_server->asked.size(), 3);
    QCOMPARE(m_server->asked.first().path, u"/base/graphql"_s);
    QCOMPARE(m_server->asked.first().authorization, "Bearer s3cret");
    QVERIFY(m_server->asked.at(1).body.contains("\"after\":\"P2\""));
    QVERIFY(first->whole);
    QCOMPARE(first->pullRequests.size(), 3);
    QCOMPARE(first->pullRequests.last().state, PullRequest::State::Merged);
    QCOMPARE(first->gone, QStringList(u"pr/o/n/3"_s));
    repository.memory = {
        .watch = repository.watch.id, .cursor = first->cursor, .keys = {u"pr/o/n/1"_s, u"pr/o/n/2"_s, u"pr/o/n/4"_s}};
    m_server->answers = {{.status = 200, .body = openPulls({pull(1), pull(4)}), .headers = {}}};
    const Result<Snapshot> second = fetch(repository);
    QVERIFY(second);
    QCOMPARE(second->gone, QStringList(u"pr/o/n/2"_s));
    QCOMPARE(second->pullRequests.size(), 2);
    QCOMPARE(m_server->asked.size(), 4);
}

void EventSourcesTest::gitHubKeepsWhatItCannotDecide()
{
    FetchTask repository = task(Service::GitHub, Watch::Kind::Repository, u"o/n"_s);
    repository.secret = "s3cret";
    repository.memory.keys = {u"pr/o/n/2"_s};
    m_server->answers = {{.status = 200, .body = openPulls({pull(1)}), .headers = {}},
                         {.status = 200,
                          .body = leavers({{u"pr0"_s, QJsonValue::Null}}, {graphQlError(u"FORBIDDEN"_s, {u"pr0"_s})}),
                          .headers = {}}};
    const Result<Snapshot> read = fetch(repository);
    QVERIFY(read);
    QVERIFY(!read->whole && read->gone.isEmpty());
    QCOMPARE(read->skipped.size(), 1);
}

void EventSourcesTest::gitHubStopsAtAFailure_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<QString>("target");
    QTest::addColumn<Failure::Reason>("reason");
    QTest::newRow("no token") << 200 << QByteArray() << QByteArray() << u"o/n"_s << Failure::Reason::NoCredential;
    QTest::newRow("bad token") << 401 << QByteArray() << QByteArray("x") << u"o/n"_s << Failure::Reason::BadCredential;
    QTest::newRow("bad watch") << 200 << QByteArray() << QByteArray("x") << u"on"_s << Failure::Reason::BadRequest;
    QTest::newRow("too fast") << 403 << QByteArray("secondary rate limit") << QByteArray("x") << u"o/n"_s
                              << Failure::Reason::TooManyRequests;
    QTest::newRow("page") << 200 << QByteArray("<html>") << QByteArray("x") << u"o/n"_s << Failure::Reason::NotTheFormat;
    QTest::newRow("down") << 502 << QByteArray() << QByteArray("x") << u"o/n"_s << Failure::Reason::ServerError;
}

void EventSourcesTest::gitHubStopsAtAFailure()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, secret);
    QFETCH(QString, target);
    QFETCH(Failure::Reason, reason);
    FetchTask repository = task(Service::GitHub, Watch::Kind::Repository, target);
    repository.secret = secret;
    m_server->answers = {{.status = status, .body = body, .headers = {}}};
    const Result<Snapshot> read = fetch(repository);
    QVERIFY(!read);
    QCOMPARE(read.error().reason, reason);
    QCOMPARE(read.error().host, u"127.0.0.1:%1"_s.arg(m_server->port));
    QVERIFY(!read.error().detail.contains("s3cret"_L1));
}

QTEST_GUILESS_MAIN(EventSourcesTest)
#include "tst_eventsources.moc"
