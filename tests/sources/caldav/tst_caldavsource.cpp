// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/caldav/caldavsource.h"
#include "app/sources/caldav/davcursor.h"
#include "app/sources/caldav/davdirectory.h"
#include "app/sources/caldav/davsnapshot.h"
#include "tests/sources/caldav/smallcalendar.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

class CalDavSourceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void readsAndThenAsksWhatChanged();
    void anUnchangedCalendarIsUnfoldedAgain();
    void listsAgainTheNextDay();
    void aTokenThatIsRefusedMeansReadingAll_data();
    void aTokenThatIsRefusedMeansReadingAll();
    void readsOnWhereChangesAreCutInTwo();
    void aServerWithoutSyncIsAskedForItsTag();
    void aServerWithoutEitherIsListed();
    void understandsHrefs_data();
    void understandsHrefs();
    void aBrokenObjectStaysAlone();
    void anEndlessRuleStaysAlone();
    void whatTheServerDoesNotGiveStaysAsItWas();
    void twoCalendarsKeepOneUidApart();
    void tentativeMeansTentative();
    void aLargeCalendarIsNotKept();
    void tooLargeAnAnswerIsAskedForInHalves();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void followsARedirectOnItsHostAlone();
    void thePasswordGoesNowhereElse();
    void distrustsItsCursor();
    void findsCalendars();
    void saysWhyNoCalendarsAreFound_data();
    void saysWhyNoCalendarsAreFound();

private:
    Result<Snapshot> fetch();
    Result<QList<CalDav::Calendar>> find();
    QStringList titles(const Result<Snapshot> &snapshot) const;

    std::unique_ptr<SmallCalendar> m_calendar;
    FetchTask m_task;
};

void CalDavSourceTest::init()
{
    m_calendar = std::make_unique<SmallCalendar>();
    m_task = m_calendar->task();
}

Result<Snapshot> CalDavSourceTest::fetch()
{
    HttpClient http([this] { return m_calendar->now; });
    CalDavSource source(http);
    source.setViewer(QTimeZone::utc());
    m_task.now = m_calendar->now;
    m_calendar->wire.asked.clear();
    int times = 0;
    const Result<Snapshot> snapshot = fetchOnce(source, m_task, &times);
    if (times != 1) {
        return Failed(Failure{.detail = u"finished %1 times"_s.arg(times)});
    }
    if (snapshot) {
        m_task.memory.cursor = snapshot->cursor;
        if (!snapshot->unchanged) {
            m_task.memory.keys.clear();
            for (const Occurrence &occurrence : snapshot->occurrences) {
                m_task.memory.keys.append(occurrence.key());
            }
        }
    }
    return snapshot;
}

QStringList CalDavSourceTest::titles(const Result<Snapshot> &snapshot) const
{
    QStringList titles;
    for (const Occurrence &occurrence : snapshot ? snapshot->occurrences : QList<Occurrence>()) {
        titles.append(occurrence.title);
    }
    titles.sort();
    return snapshot ? titles : QStringList{u"failed: "_s + snapshot.error().detail};
}

void CalDavSourceTest::readsAndThenAsksWhatChanged()
{
    m_calendar->put("e1.ics", SmallCalendar::object("e1"));
    m_calendar->put("e2.ics", SmallCalendar::object("e2", "RRULE:FREQ=WEEKLY;COUNT=3\r\n"));
    const Result<Snapshot> first = fetch();
    QCOMPARE(titles(first), (QStringList{u"Event e1"_s, u"Event e2"_s, u"Event e2"_s, u"Event e2"_s}));
    QCOMPARE(m_calendar->sequence(), "PLM");
    QVERIFY(first->whole && !first->unchanged);
    QCOMPARE(first->occurrences.first().group, u"Releases"_s);
    QCOMPARE(first->occurrences.first().calendar, u"/cal/"_s);
    QCOMPARE(first->occurrences.first().account, AccountId(u"a"_s));
    QCOMPARE(first->occurrences.first().key(), u"event//cal/e1"_s);

    QCOMPARE(titles(fetch()), titles(first));
    QCOMPARE(m_calendar->sequence(), "S");

    m_calendar->put("e3.ics", SmallCalendar::object("e3"));
    m_calendar->remove("e2.ics");
    const Result<Snapshot> third = fetch();
    QCOMPARE(titles(third), (QStringList{u"Event e1"_s, u"Event e3"_s}));
    QCOMPARE(m_calendar->sequence(), "SM");
    QVERIFY(third->whole);
    QVERIFY(!m_calendar->wire.asked.last().body.contains("e1.ics"));
    QCOMPARE(titles(fetch()), titles(third));
    QCOMPARE(m_calendar->sequence(), "S");
}

void CalDavSourceTest::anUnchangedCalendarIsUnfoldedAgain()
{
    m_calendar->put("e.ics", SmallCalendar::object("e", "RRULE:FREQ=HOURLY;INTERVAL=6\r\n", "20261126T000000Z"));
    const Result<Snapshot> early = fetch();
    QVERIFY(early);
    m_calendar->now = m_calendar->now.addSecs(12 * 3600);
    const Result<Snapshot> late = fetch();
    QCOMPARE(m_calendar->sequence(), "S");
    QVERIFY(late && !late->unchanged);
    QCOMPARE(late->occurrences.last().start, early->occurrences.last().start.addSecs(12 * 3600));
}

void CalDavSourceTest::listsAgainTheNextDay()
{
    m_calendar->put("e1.ics", SmallCalendar::object("e1"));
    m_calendar->put("e2.ics", SmallCalendar::object("e2"));
    QVERIFY(fetch());
    m_calendar->now = m_calendar->now.addDays(1);
    m_calendar->put("e2.ics", SmallCalendar::object("e2", "LOCATION:Hangar\r\n"));
    const Result<Snapshot> next = fetch();
    QCOMPARE(next->occurrences.last().place, u"Hangar"_s);
    QCOMPARE(m_calendar->sequence(), "PLM");
    QVERIFY(!m_calendar->wire.asked.last().body.contains("e1.ics"));
}

void CalDavSourceTest::aTokenThatIsRefusedMeansReadingAll_data()
{
    QTest::addColumn<WireServer::Told>("told");
    QTest::newRow("Radicale, sabre") << WireServer::Told{
        .status = 403, .body = "<?xml version='1.0'?>\n<error xmlns=\"DAV:\"><valid-sync-token /></error>"};
    QTest::newRow("409") << WireServer::Told{.status = 409};
    QTest::newRow("Google, 410") << WireServer::Told{.status = 410};
    QTest::newRow("not known") << WireServer::Told{.status = 400};
    QTest::newRow("no report at all") << WireServer::Told{.status = 405};
    QTest::newRow("a page") << WireServer::Told{.status = 200, .body = "<html>"};
    QTest::newRow("no XML") << WireServer::Told{.status = 207, .body = "<multistatus"};
    QTest::newRow("no token") << SmallCalendar::multistatus({});
    QTest::newRow("without an end") << SmallCalendar::multistatus(
        "<response><href>/cal/</href><status>HTTP/1.1 507 Insufficient "
        "Storage</status></response><sync-token>t2</sync-token>");
    QByteArray many;
    for (int i = 0; i < 100'000; ++i) {
        many += "<response><href>/cal/" + QByteArray::number(i)
            + ".ics</href><status>HTTP/1.1 404 X</status></response>";
    }
    QTest::newRow("100,000 hrefs") << SmallCalendar::multistatus(many + "<sync-token>t9</sync-token>");
    many.clear();
    for (int i = 0; i < 5'000; ++i) {
        many += "<response><href>/cal/" + QByteArray::number(i)
            + ".ics</href><propstat><prop><getetag>\"x\"</getetag></prop><status>HTTP/1.1 200 "
              "OK</status></propstat></response>";
    }
    QTest::newRow("5,000 changes") << SmallCalendar::multistatus(many + "<sync-token>t9</sync-token>");
}

void CalDavSourceTest::aTokenThatIsRefusedMeansReadingAll()
{
    QFETCH(WireServer::Told, told);
    m_calendar->put("e1.ics", SmallCalendar::object("e1"));
    m_calendar->put("e2.ics", SmallCalendar::object("e2"));
    QVERIFY(fetch());
    m_calendar->remove("e1.ics");
    m_calendar->before = [&](const WireServer::Asked &asked) {
        return asked.body.contains("sync-collection") ? std::optional(told) : std::nullopt;
    };
    const Result<Snapshot> read = fetch();
    QCOMPARE(titles(read), QStringList(u"Event e2"_s));
    QVERIFY(read->whole);
    QCOMPARE(m_calendar->sequence(), "SPL");
    m_calendar->before = nullptr;
    QCOMPARE(titles(fetch()), QStringList(u"Event e2"_s));
    QCOMPARE(m_calendar->sequence(), "S");
}

void CalDavSourceTest::readsOnWhereChangesAreCutInTwo()
{
    m_calendar->put("e1.ics", SmallCalendar::object("e1"));
    QVERIFY(fetch());
    m_calendar->put("e2.ics", SmallCalendar::object("e2"));
    m_calendar->put("e3.ics", SmallCalendar::object("e3"));
    m_calendar->before = [](const WireServer::Asked &asked) -> std::optional<WireServer::Told> {
        if (!asked.body.contains("sync-collection") || !asked.body.contains(">t1<")) {
            return std::nullopt;
        }
        return SmallCalendar::multistatus(
            "<response><href>/cal/e2.ics</href><propstat><prop><getetag>\"2\"</getetag></prop>"
            "<status>HTTP/1.1 200 OK</status></propstat></response>"
            "<response><href>/cal/</href><status>HTTP/1.1 507 Insufficient Storage</status></response>"
            "<sync-token>t2</sync-token>");
    };
    QCOMPARE(titles(fetch()), (QStringList{u"Event e1"_s, u"Event e2"_s, u"Event e3"_s}));
    QCOMPARE(m_calendar->sequence(), "SSM");
}

void CalDavSourceTest::aServerWithoutSyncIsAskedForItsTag()
{
    m_calendar->hasSync = false;
    m_calendar->put("e1.ics", SmallCalendar::object("e1"));
    QVERIFY(fetch());
    QCOMPARE(titles(fetch()), QStringList(u"Event e1"_s));
    QCOMPARE(m_calendar->sequence(), "P");
    m_calendar->put("e2.ics", SmallCalendar::object("e2"));
    QCOMPARE(titles(fetch()), (QStringList{u"Event e1"_s, u"Event e2"_s}));
    QCOMPARE(m_calendar->sequence(), "PLM");
    QVERIFY(!m_calendar->wire.asked.last().body.contains("e1.ics"));
}

void CalDavSourceTest::aServerWithoutEitherIsListed()
{
    m_calendar->hasSync = m_calendar->hasCtag = false;
    m_calendar->put("e1.ics", SmallCalendar::object("e1"));
    QVERIFY(fetch());
    QCOMPARE(titles(fetch()), QStringList(u"Event e1"_s));
    QCOMPARE(m_calendar->sequence(), "PL");
    m_calendar->remove("e1.ics");
    const Result<Snapshot> read = fetch();
    QVERIFY(read && read->whole && read->occurrences.isEmpty());
}

void CalDavSourceTest::understandsHrefs_data()
{
    QTest::addColumn<QByteArray>("href");
    QTest::newRow("path") << QByteArray("/cal/");
    QTest::newRow("address") << QByteArray("http://127.0.0.1/cal/");
    QTest::newRow("address, another scheme") << QByteArray("https://127.0.0.1:443/cal/");
    QTest::newRow("relative") << QByteArray();
    QTest::newRow("encoded") << QByteArray("/%63al/");
    QTest::newRow("with blanks around") << QByteArray("\n  /cal/");
}

void CalDavSourceTest::understandsHrefs()
{
    QFETCH(QByteArray, href);
    m_calendar->href = href;
    m_calendar->put("e1.ics", SmallCalendar::object("e1"));
    QCOMPARE(titles(fetch()), QStringList(u"Event e1"_s));
    m_calendar->put("e1.ics", SmallCalendar::object("e1", "LOCATION:Hangar\r\n"));
    const Result<Snapshot> moved = fetch();
    QCOMPARE(moved->occurrences.first().place, u"Hangar"_s);
    m_calendar->remove("e1.ics");
    const Result<Snapshot> gone = fetch();
    QVERIFY(gone && gone->occurrences.isEmpty());
    QCOMPARE(m_calendar->sequence(), "S");
}

void CalDavSourceTest::aBrokenObjectStaysAlone()
{
    m_calendar->put("bad.ics", SmallCalendar::object("bad"));
    m_calendar->put("e1.ics", SmallCalendar::object("e1"));
    m_calendar->put("nouid.ics", SmallCalendar::object("x").replace("UID:x\r\n", ""));
    m_calendar->put("task.ics", "BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nUID:t\r\nEND:VTODO\r\nEND:VCALENDAR\r\n");
    const Result<Snapshot> first = fetch();
    QCOMPARE(titles(first), (QStringList{u"Event bad"_s, u"Event e1"_s, u"Event x"_s}));
    QVERIFY(first->whole && first->skipped.isEmpty());
    m_calendar->put("bad.ics", SmallCalendar::object("bad").chopped(20));
    m_calendar->remove("nouid.ics");
    const QStringList known = m_task.memory.keys;
    const Result<Snapshot> read = fetch();
    QCOMPARE(titles(read), QStringList(u"Event e1"_s));
    QVERIFY(!read->whole);
    QCOMPARE(read->skipped.size(), 1);
    QCOMPARE(read->skipped.first().what, u"bad.ics"_s);
    QCOMPARE(read->gone.size(), 1); // what was without a UID; the broken one stays as it was known
    QVERIFY(read->gone.first().startsWith("event//cal/derived-"_L1) && known.contains(read->gone.first()));
    m_calendar->put("bad.ics", SmallCalendar::object("bad"));
    QVERIFY(fetch()->whole);
}

void CalDavSourceTest::anEndlessRuleStaysAlone()
{
    m_calendar->put("e1.ics", SmallCalendar::object("e1"));
    m_calendar->put("rules.ics", SmallCalendar::object("rules", QByteArray("RRULE:FREQ=DAILY\r\n").repeated(2'000)));
    m_calendar->put("seconds.ics", SmallCalendar::object("seconds", "RRULE:FREQ=SECONDLY\r\n", "20200101T000000Z"));
    const Result<Snapshot> read = fetch();
    QVERIFY2(read, read ? "" : qPrintable(read.error().detail));
    QVERIFY(titles(read).contains(u"Event e1"_s));
    QVERIFY(!titles(read).contains(u"Event rules"_s));
    QVERIFY(titles(read).size() <= 501);
    QVERIFY(!read->skipped.isEmpty());
}

void CalDavSourceTest::whatTheServerDoesNotGiveStaysAsItWas()
{
    m_calendar->put("e1.ics", SmallCalendar::object("e1"));
    m_calendar->put("e2.ics", SmallCalendar::object("e2"));
    QVERIFY(fetch());
    m_calendar->put("e2.ics", SmallCalendar::object("e2", "LOCATION:Hangar\r\n"));
    m_calendar->before = [](const WireServer::Asked &asked) {
        return asked.body.contains("multiget")
            ? std::optional(SmallCalendar::multistatus(
                  "<response><href>/cal/e2.ics</href><propstat><prop><C:calendar-data/></prop>"
                  "<status>HTTP/1.1 403 Forbidden</status></propstat></response>"
                  "<response><href>/cal/other.ics</href><propstat><prop><C:calendar-data>BEGIN:VCALENDAR</"
                  "C:calendar-data></prop>"
                  "<status>HTTP/1.1 200 OK</status></propstat></response>"))
            : std::nullopt;
    };
    const Result<Snapshot> read = fetch();
    QCOMPARE(titles(read), (QStringList{u"Event e1"_s, u"Event e2"_s}));
    QVERIFY(read->occurrences.last().place.isEmpty());
    QCOMPARE(read->skipped.size(), 1);
    QCOMPARE(read->skipped.first().what, u"e2.ics"_s);
    m_calendar->before = nullptr;
    QCOMPARE(fetch()->occurrences.last().place, u"Hangar"_s); // though no sync names it again
    m_task.memory.cursor.clear();
    m_calendar->before = [](const WireServer::Asked &asked) {
        return asked.body.contains("multiget") ? std::optional(SmallCalendar::multistatus({})) : std::nullopt;
    };
    const Result<Snapshot> nothing = fetch();
    QVERIFY(nothing && !nothing->whole && nothing->gone.isEmpty());
    QCOMPARE(nothing->skipped.size(), 2);
}

void CalDavSourceTest::twoCalendarsKeepOneUidApart()
{
    m_calendar->put("e1.ics", SmallCalendar::object("e1"));
    const Result<Snapshot> one = fetch();
    m_task = m_calendar->task(u"/other"_s);
    m_calendar->before = [](const WireServer::Asked &asked) {
        return SmallCalendar::methodOf(asked) == "PROPFIND"
            ? std::optional(SmallCalendar::multistatus(
                  "<response><href>/other/</href><propstat><prop><resourcetype><C:calendar/></resourcetype></prop>"
                  "<status>HTTP/1.1 200 OK</status></propstat></response>"))
            : std::nullopt;
    };
    const Result<Snapshot> other = fetch();
    QVERIFY(one && other);
    QCOMPARE(other->occurrences.size(), 1);
    QVERIFY(one->occurrences.first().key() != other->occurrences.first().key());
    QCOMPARE(other->occurrences.first().group, u"other"_s);
}

void CalDavSourceTest::tentativeMeansTentative()
{
    m_calendar->put("e1.ics", SmallCalendar::object("e1", "STATUS:TENTATIVE\r\n"));
    QCOMPARE(fetch()->occurrences.first().status, Occurrence::Status::Tentative);
}

void CalDavSourceTest::aLargeCalendarIsNotKept()
{
    QByteArray noise(900'000, Qt::Uninitialized);
    quint32 state = 1;
    std::ranges::generate(noise, [&state] {
        state = state * 1664525 + 1013904223;
        return char('A' + (state >> 24) % 26);
    });
    m_calendar->put("e1.ics", SmallCalendar::object("e1", "X-NOISE:" + noise + "\r\n"));
    const Result<Snapshot> read = fetch();
    QCOMPARE(titles(read), QStringList(u"Event e1"_s));
    QVERIFY(read->cursor.size() < 1'000);
    const Result<Snapshot> same = fetch();
    QVERIFY(same && same->unchanged && same->occurrences.isEmpty());
    QCOMPARE(m_calendar->sequence(), "S");
    QVERIFY(fetch()->unchanged);
    m_calendar->put("e2.ics", SmallCalendar::object("e2"));
    QCOMPARE(titles(fetch()), (QStringList{u"Event e1"_s, u"Event e2"_s}));
    QCOMPARE(m_calendar->sequence(), "SPLM");
    m_calendar->now = m_calendar->now.addDays(1);
    QVERIFY(!fetch()->unchanged);
}

void CalDavSourceTest::tooLargeAnAnswerIsAskedForInHalves()
{
    for (int i = 0; i < 5; ++i) {
        m_calendar->put("e" + QByteArray::number(i) + ".ics", SmallCalendar::object('e' + QByteArray::number(i)));
    }
    m_calendar->before = [](const WireServer::Asked &asked) {
        const bool hasTheLargeOne = asked.body.contains("multiget") && asked.body.contains("e3.ics");
        return hasTheLargeOne ? std::optional(SmallCalendar::multistatus(QByteArray(9'000'000, ' '))) : std::nullopt;
    };
    const Result<Snapshot> read = fetch();
    QCOMPARE(titles(read), (QStringList{u"Event e0"_s, u"Event e1"_s, u"Event e2"_s, u"Event e4"_s}));
    QCOMPARE(read->skipped.size(), 1);
    QCOMPARE(read->skipped.first().what, u"e3.ics"_s);
}

void CalDavSourceTest::saysWhatIsWrong_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Failure::Kind>("kind");
    QTest::addColumn<Failure::Reason>("reason");
    using Kind = Failure::Kind;
    using Reason = Failure::Reason;
    QTest::newRow("gone") << 404 << QByteArray() << Kind::Rejected << Reason::NotFound;
    QTest::newRow("gone, in a 207") << 207
                                    << SmallCalendar::multistatus(
                                           "<response><href>/cal/</href><status>HTTP/1.1 404 Not "
                                           "Found</status></response>")
                                           .body
                                    << Kind::Rejected << Reason::NotFound;
    QTest::newRow("no calendar")
        << 207
        << SmallCalendar::multistatus(
               "<response><href>/cal/</href><propstat><prop><resourcetype><collection/></resourcetype>"
               "</prop><status>HTTP/1.1 200 OK</status></propstat></response>")
               .body
        << Kind::Rejected << Reason::NotFound;
    QTest::newRow("password") << 401 << QByteArray() << Kind::NeedsLogin << Reason::BadCredential;
    QTest::newRow("forbidden") << 403 << QByteArray() << Kind::Rejected << Reason::Forbidden;
    QTest::newRow("in a hurry") << 429 << QByteArray() << Kind::RateLimited << Reason::TooManyRequests;
    QTest::newRow("down") << 503 << QByteArray() << Kind::Transient << Reason::ServerError;
    QTest::newRow("page") << 200 << QByteArray("<!DOCTYPE html><html>Sign in</html>") << Kind::Malformed
                          << Reason::NotTheFormat;
    QTest::newRow("page, as 207") << 207 << QByteArray("<!DOCTYPE html><html>Sign in</html>") << Kind::Malformed
                                  << Reason::NotTheFormat;
    QTest::newRow("cut") << 207 << SmallCalendar::multistatus("<response>").body.chopped(20) << Kind::Malformed
                         << Reason::NotTheFormat;
    QTest::newRow("huge") << 207 << QByteArray(9'000'000, ' ') << Kind::Malformed << Reason::TooLarge;
}

void CalDavSourceTest::saysWhatIsWrong()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(Failure::Kind, kind);
    QFETCH(Failure::Reason, reason);
    m_calendar->put("e1.ics", SmallCalendar::object("e1"));
    QVERIFY(fetch());
    m_calendar->before = [&](const WireServer::Asked &) { return WireServer::Told{.status = status, .body = body}; };
    for (const bool known : {true, false}) {
        if (!known) {
            m_task.memory = {};
        }
        const Result<Snapshot> read = fetch();
        QVERIFY(!read);
        QCOMPARE(read.error().kind, kind);
        QCOMPARE(read.error().reason, reason);
        QCOMPARE(read.error().host, u"127.0.0.1:%1"_s.arg(m_calendar->wire.serverPort()));
        QVERIFY(!read.error().detail.contains("s3cret"_L1));
    }
}

void CalDavSourceTest::followsARedirectOnItsHostAlone()
{
    m_calendar->put("e1.ics", SmallCalendar::object("e1"));
    m_task = m_calendar->task(u"/old/"_s);
    m_calendar->before = [](const WireServer::Asked &asked) {
        return asked.path == "/old/"_L1
            ? std::optional(WireServer::Told{.status = 301, .headers = "Location: /cal/\r\n"})
            : std::nullopt;
    };
    const Result<Snapshot> read = fetch();
    QCOMPARE(titles(read), QStringList(u"Event e1"_s));
    m_calendar->before = [](const WireServer::Asked &) {
        return WireServer::Told{.status = 301, .headers = "Location: /old/\r\n"};
    };
    m_task.memory = {};
    const Result<Snapshot> circle = fetch();
    QVERIFY(!circle);
    QCOMPARE(circle.error().reason, Failure::Reason::RedirectElsewhere);
    QVERIFY(m_calendar->wire.asked.size() <= 6);
}

void CalDavSourceTest::thePasswordGoesNowhereElse()
{
    SmallCalendar other;
    const QByteArray elsewhere = "http://127.0.0.1:" + QByteArray::number(other.wire.serverPort()) + "/cal/";
    m_calendar->put("e1.ics", SmallCalendar::object("e1"));
    m_calendar->before = [&](const WireServer::Asked &) {
        return WireServer::Told{.status = 302, .headers = "Location: " + elsewhere + "\r\n"};
    };
    const Result<Snapshot> read = fetch();
    QVERIFY(!read);
    QCOMPARE(read.error().kind, Failure::Kind::Rejected);
    QCOMPARE(read.error().reason, Failure::Reason::RedirectElsewhere);
    // A list that names objects of another host is not followed either: the path alone is used, on our own.
    m_calendar->before = nullptr;
    m_calendar->href = elsewhere;
    QCOMPARE(titles(fetch()), QStringList(u"Event e1"_s));
    m_calendar->href = "http://localhost:" + QByteArray::number(other.wire.serverPort()) + "/cal/";
    m_task.memory = {};
    const Result<Snapshot> foreign = fetch();
    QVERIFY(foreign && foreign->occurrences.isEmpty());
    QCOMPARE(foreign->skipped.size(), 1);
    QVERIFY(other.wire.asked.isEmpty());
}

void CalDavSourceTest::distrustsItsCursor()
{
    m_calendar->put("e1.ics", SmallCalendar::object("e1"));
    const Result<Snapshot> read = fetch();
    QVERIFY(read);
    QVERIFY(!read->cursor.contains("s3cret"_L1));
    const QString mark = CalDav::markOf(m_task.account, u"/cal/"_s);
    QCOMPARE(CalDav::readCursor(read->cursor, mark).objects.size(), 1);
    QCOMPARE(CalDav::calendarNameIn(read->cursor), u"Releases"_s);
    QCOMPARE(CalDav::readCursor(read->cursor, CalDav::markOf(m_task.account, u"/x/"_s)), CalDav::Cursor());
    for (const QString &bad :
         {u"{"_s, u"[]"_s, u"{\"of\":5}"_s, QString(),
          u"{\"of\":\"%1\",\"token\":7,\"objects\":\"AAAAAAAAAA\"}"_s.arg(mark),
          u"{\"of\":\"%1\",\"day\":\"2026-11-26\",\"token\":\"t1\",\"objects\":\"/////////w==\"}"_s.arg(mark)}) {
        m_task.memory.cursor = bad;
        QVERIFY(CalDav::readCursor(bad, mark).objects.isEmpty());
        const Result<Snapshot> again = fetch(); // what is known stays, or is read anew: never is there nothing
        QVERIFY2(again && (again->unchanged || titles(again) == QStringList(u"Event e1"_s)), qPrintable(bad));
    }
    m_task.watch.target = u"/../etc/"_s;
    QCOMPARE(fetch().error().reason, Failure::Reason::BadAddress);
    m_task.watch.target = u"https://evil.example/cal/"_s;
    QCOMPARE(fetch().error().reason, Failure::Reason::BadAddress);
    QVERIFY(m_calendar->wire.asked.isEmpty());
}

Result<QList<CalDav::Calendar>> CalDavSourceTest::find()
{
    HttpClient http([this] { return m_calendar->now; });
    CalDav::DavDirectory directory(http, {.account = m_task.account, .secret = m_task.secret},
                                   [this] { return m_calendar->now; });
    std::optional<Result<QList<CalDav::Calendar>>> result;
    connect(&directory, &CalDav::DavDirectory::found, this,
            [&](const Result<QList<CalDav::Calendar>> &found) { result = found; });
    directory.begin();
    return QTest::qWaitFor([&] { return result.has_value(); }, 20'000) ? *result
                                                                       : Failed(Failure{.detail = u"no end"_s});
}

void CalDavSourceTest::findsCalendars()
{
    const auto resource = [](const QByteArray &href, const QByteArray &props) {
        return "<response><href>" + href + "</href><propstat><prop>" + props
            + "</prop><status>HTTP/1.1 200 OK</status></propstat></response>";
    };
    m_calendar->before = [&](const WireServer::Asked &asked) -> std::optional<WireServer::Told> {
        if (asked.path == "/.well-known/caldav"_L1) {
            return WireServer::Told{.status = 301, .headers = "Location: /dav\r\n"};
        }
        if (asked.path == "/dav"_L1) {
            return SmallCalendar::multistatus(
                resource("/dav/", "<current-user-principal><href>principals/pilot/</href></current-user-principal>"));
        }
        if (asked.path == "/principals/pilot/"_L1) {
            return SmallCalendar::multistatus(
                resource("/dav/principals/pilot",
                         "<C:calendar-home-set><href>http://127.0.0.1/dav/home%20of/</href>"
                         "<href>/dav/second</href></C:calendar-home-set>"));
        }
        if (asked.path.startsWith("/dav/home of/"_L1)) {
            return SmallCalendar::multistatus(
                resource("/dav/home%20of/", "<resourcetype><collection/></resourcetype>")
                + resource("/dav/home%20of/b",
                           "<resourcetype><C:calendar/></resourcetype><displayname>Work\nplace</displayname>")
                + resource("/dav/home%20of/inbox/", "<resourcetype><C:schedule-inbox/></resourcetype>"));
        }
        return SmallCalendar::multistatus(resource("/dav/second/a/", "<resourcetype><C:calendar/></resourcetype>"));
    };
    const auto found = find();
    QVERIFY2(found, found ? "" : qPrintable(found.error().detail));
    QCOMPARE(found->size(), 2);
    QCOMPARE(found->at(0).path, u"/dav/home%20of/b/"_s);
    QCOMPARE(found->at(0).name, u"Work place"_s);
    QCOMPARE(found->at(1).path, u"/dav/second/a/"_s);
    QCOMPARE(found->at(1).name, u"a"_s);
    // The address of one calendar will do.
    m_calendar->before = nullptr;
    m_task.account.baseUrl.setPath(u"/cal"_s);
    const auto one = find();
    QVERIFY(one);
    QCOMPARE(one->size(), 1);
    QCOMPARE(one->first().path, u"/cal/"_s);
}

void CalDavSourceTest::saysWhyNoCalendarsAreFound_data()
{
    QTest::addColumn<WireServer::Told>("told");
    QTest::addColumn<Failure::Kind>("kind");
    QTest::addColumn<Failure::Reason>("reason");
    using Kind = Failure::Kind;
    using Reason = Failure::Reason;
    const auto props = [](const QByteArray &inner) {
        return SmallCalendar::multistatus("<response><href>/</href><propstat><prop>" + inner
                                          + "</prop><status>HTTP/1.1 200 OK</status></propstat></response>");
    };
    QTest::newRow("page") << WireServer::Told{.body = "<html>"} << Kind::Malformed << Reason::NotTheFormat;
    QTest::newRow("nothing there") << WireServer::Told{.status = 404} << Kind::Rejected << Reason::NotFound;
    QTest::newRow("password") << WireServer::Told{.status = 401} << Kind::NeedsLogin << Reason::BadCredential;
    QTest::newRow("down") << WireServer::Told{.status = 502} << Kind::Transient << Reason::ServerError;
    QTest::newRow("elsewhere") << WireServer::Told{.status = 301, .headers = "Location: https://evil.example/dav/\r\n"}
                               << Kind::Rejected << Reason::RedirectElsewhere;
    QTest::newRow("nobody") << props("<current-user-principal><unauthenticated/></current-user-principal>")
                            << Kind::NeedsLogin << Reason::BadCredential;
    QTest::newRow("no principal") << props("<resourcetype><collection/></resourcetype>") << Kind::Rejected
                                  << Reason::NotFound;
    QTest::newRow("principal elsewhere") << props(
        "<current-user-principal><href>https://evil.example/p/</href></current-user-principal>")
                                         << Kind::Rejected << Reason::RedirectElsewhere;
    QTest::newRow("home elsewhere") << props(
        "<C:calendar-home-set><href>https://evil.example/h/</href></C:calendar-home-set>")
                                    << Kind::Rejected << Reason::RedirectElsewhere;
    QTest::newRow("no home") << props("<current-user-principal><href>/p/</href></current-user-principal>")
                             << Kind::Rejected << Reason::NotFound;
}

void CalDavSourceTest::saysWhyNoCalendarsAreFound()
{
    QFETCH(WireServer::Told, told);
    QFETCH(Failure::Kind, kind);
    QFETCH(Failure::Reason, reason);
    m_calendar->before = [&](const WireServer::Asked &) { return told; };
    const auto found = find();
    QVERIFY(!found);
    QCOMPARE(found.error().kind, kind);
    QCOMPARE(found.error().reason, reason);
    QVERIFY(m_calendar->wire.asked.size() <= 3);
}

QTEST_GUILESS_MAIN(CalDavSourceTest)
#include "tst_caldavsource.moc"
