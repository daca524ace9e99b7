// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/caldav/caldavsource.h"
#include "app/sources/caldav/davwriter.h"
#include "app/sources/ical/eventwriter.h"
#include "app/sources/ical/icalparser.h"
#include "tests/sources/caldav/radicaleserver.h"
#include "tests/sources/caldav/smallcalendar.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;
using CalDav::DavWriter;
using CalDav::Written;

class CalDavWriterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void whatIsWrittenCanBeRead_data();
    void whatIsWrittenCanBeRead();
    void textsBreakNothing();
    void aChangeKeepsTheRest();
    void whatCannotBeChangedIsRefused();
    void addsAndAddsOnce();
    void aConflictIsAskedAndReplaced();
    void whatChangedAgainIsAConflictAgain();
    void removesWhatItAdded();
    void removesAnEventOfTheCalendar();
    void doesNotRemoveASeries();
    void doesNotRemoveWhatIsAnother();
    void refusedWritesAreNamed_data();
    void refusedWritesAreNamed();
    void aLostAnswerIsSettledByReading_data();
    void aLostAnswerIsSettledByReading();
    void aWriteIsSentOnce_data();
    void aWriteIsSentOnce();
    void aWriteFollowsNoRedirect();

private:
    template<class Begin>
    Written carryOut(const Account &account, const QString &calendar, const Occurrence &event, Begin begin);
    Written add(const Occurrence &event) { return carryOut(m_radicale.account(), s_calendar, event, &DavWriter::add); }
    Written remove(const Occurrence &event)
    {
        return carryOut(m_radicale.account(), s_calendar, event, &DavWriter::remove);
    }
    Occurrence meetup(const QString &uid, const QString &title = u"Pilots' evening"_s) const;
    QList<Occurrence> inCalendar();
    Account wireAccount(const WireServer &wire) const;

    static inline const QString s_calendar = u"/pilot/mine/"_s;
    RadicaleServer m_radicale;
    const QDateTime m_now{QDate(2026, 11, 26), QTime(3, 0), QTimeZone::UTC};
    HttpClient m_http{[this] { return m_now; }};
};

void CalDavWriterTest::initTestCase()
{
    if (!RadicaleServer::isInstalled()) {
        QSKIP("radicale is not installed");
    }
    QVERIFY2(m_radicale.start(), m_radicale.said().constData());
    QVERIFY(m_radicale.makeCalendar(m_http, s_calendar, "Mine"));
}

template<class Begin>
Written CalDavWriterTest::carryOut(const Account &account, const QString &calendar, const Occurrence &event, Begin begin)
{
    DavWriter writer(m_http,
                     {.door = {.account = account, .secret = "s3cret"},
                      .calendar = calendar,
                      .event = event,
                      .viewer = QTimeZone::utc()},
                     [this] { return m_now; });
    QList<Written> ends;
    connect(&writer, &DavWriter::ended, this, [&](const Written &written) { ends.append(written); });
    std::invoke(begin, writer);
    const bool early = !ends.isEmpty();
    if (!QTest::qWaitFor([&] { return !ends.isEmpty(); }, 30'000) || early) {
        return {.failure = {.detail = u"no end, or one too early"_s}};
    }
    QCoreApplication::processEvents();
    return ends.size() == 1 ? ends.first() : Written{.failure = {.detail = u"more than one end"_s}};
}

Occurrence CalDavWriterTest::meetup(const QString &uid, const QString &title) const
{
    return {.account = AccountId(u"meetup"_s),
            .uid = uid,
            .title = title,
            .group = u"Pilots"_s,
            .place = u"Hangar 4, gate; north"_s,
            .description = u"Bring a torch.\nAnd a friend, or two."_s,
            .start = QDateTime(QDate(2026, 12, 3), QTime(19, 0), QTimeZone("Europe/Berlin")),
            .end = QDateTime(QDate(2026, 12, 3), QTime(21, 30), QTimeZone("Europe/Berlin")),
            .url = QUrl(u"https://meetup.example.org/pilots/1?a=b&c=d"_s)};
}

QList<Occurrence> CalDavWriterTest::inCalendar()
{
    CalDavSource source(m_http);
    source.setViewer(QTimeZone::utc());
    const Result<Snapshot> snapshot = fetchOnce(source,
                                                {.account = m_radicale.account(),
                                                 .watch = {.id = WatchId(u"w"_s),
                                                           .account = AccountId(u"pilot"_s),
                                                           .kind = Watch::Kind::Calendar,
                                                           .target = s_calendar},
                                                 .secret = "s3cret",
                                                 .now = m_now});
    return snapshot ? snapshot->occurrences : QList<Occurrence>();
}

void CalDavWriterTest::whatIsWrittenCanBeRead_data()
{
    QTest::addColumn<Occurrence>("event");
    QTest::newRow("with a zone") << meetup(u"a"_s);
    Occurrence utc = meetup(u"b"_s);
    utc.start = utc.start.toUTC();
    utc.end = utc.start;
    QTest::newRow("UTC, without a length") << utc;
    Occurrence offset = meetup(u"c"_s);
    offset.start = offset.start.toOffsetFromUtc(3600);
    offset.end = offset.start.addSecs(60);
    QTest::newRow("an offset") << offset;
    Occurrence day = meetup(u"d"_s);
    day.allDay = true;
    day.start = QDate(2026, 12, 24).startOfDay(QTimeZone::UTC);
    day.end = QDate(2026, 12, 25).startOfDay(QTimeZone::UTC);
    day.status = Occurrence::Status::Tentative;
    QTest::newRow("all day") << day;
    day.end = day.end.addDays(2);
    day.status = Occurrence::Status::Cancelled;
    QTest::newRow("three days, cancelled") << day;
    Occurrence bare{
        .account = AccountId(u"x"_s), .uid = u"e"_s, .title = u"Only a title"_s, .start = m_now, .end = m_now};
    QTest::newRow("bare") << bare;
    Occurrence instance = meetup(u"f"_s);
    instance.recurrence = instance.start.toUTC();
    QTest::newRow("one of a series") << instance;
    QTest::newRow("long and strange") << meetup(u"g"_s,
                                                QString::fromUtf8("\xE2\x9C\x88 ").repeated(90) + u"\\n,;:\"x"_s);
}

void CalDavWriterTest::whatIsWrittenCanBeRead()
{
    QFETCH(Occurrence, event);
    const QByteArray text = calendarText(event, u"u1"_s, m_now);
    const Result<CalendarFeed> feed = parseCalendar(
        text, {.from = m_now.addDays(-1), .to = m_now.addDays(60), .viewer = QTimeZone::utc()}, StatusTrust::Always);
    QVERIFY2(feed, text.constData());
    QCOMPARE(feed->occurrences.size(), 1);
    QVERIFY(feed->skipped.isEmpty());
    Occurrence read = feed->occurrences.first();
    QCOMPARE(read.start.toUTC(), event.start.toUTC());
    QCOMPARE(read.end.toUTC(), event.end.toUTC());
    QVERIFY(!read.recurrence.isValid());
    QCOMPARE(read.uid, u"u1"_s);
    QCOMPARE(read.title, event.title);
    QCOMPARE(read.place, event.place);
    QCOMPARE(read.description, event.description);
    QCOMPARE(read.url, event.url);
    QCOMPARE(read.status, event.status);
    QCOMPARE(read.allDay, event.allDay);
    QCOMPARE(read.origin(), event.subject());
    QCOMPARE(copyUid(read), copyUid(event)); // a copy of a copy is the same copy
    QVERIFY(text.contains("PRODID:-//Windsock//Windsock//EN\r\n"));
    QVERIFY(std::ranges::all_of(text.split('\n'), [](const QByteArray &line) { return line.size() <= 77; }));
}

void CalDavWriterTest::textsBreakNothing()
{
    const Occurrence event = meetup(u"evil\r\nATTACH:file:///etc/passwd"_s,
                                    u"x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:other"_s);
    const QByteArray text = calendarText(event, copyUid(event), m_now);
    QCOMPARE(text.count("\nBEGIN:VEVENT"), 1);
    QVERIFY(!text.contains("\nATTACH"));
    QVERIFY(!text.contains("\nUID:other"));
    QCOMPARE(copyUid(event), copyUid(event));
    QVERIFY(copyUid(event) != copyUid(meetup(u"a"_s)));
}

void CalDavWriterTest::aChangeKeepsTheRest()
{
    const QByteArray before = SmallCalendar::object(
        "e1",
        "ATTENDEE;CN=Amelia:mailto:amelia@example.org\r\nX-OWN:kept\r\nSEQUENCE:4\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\n"
        "DESCRIPTION:Soon\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\n");
    const Result<QByteArray> after = changedCalendarText(before, meetup(u"a"_s), m_now);
    QVERIFY(after);
    for (const QByteArray kept : {"UID:e1", "amelia@example.org", "X-OWN:kept", "BEGIN:VALARM", "TRIGGER", "SEQUENCE:5",
                                  "SUMMARY:Pilots' evening", "TZID=Europe/Berlin:20261203T190000"}) {
        QVERIFY2(after->contains(kept), QByteArray(kept + " is not in " + *after).constData());
    }
    QVERIFY(!after->contains("Event e1"));
}

void CalDavWriterTest::whatCannotBeChangedIsRefused()
{
    const QByteArrayList texts{{},
                               "<html>",
                               SmallCalendar::object("e", "RRULE:FREQ=DAILY\r\n"),
                               SmallCalendar::object("e") + SmallCalendar::object("f"),
                               SmallCalendar::object("e", "X:" + QByteArray(70'000, 'x') + "\r\n")};
    for (const QByteArray &text : texts) {
        const Result<QByteArray> changed = changedCalendarText(text, meetup(u"a"_s), m_now);
        QVERIFY(!changed);
        QCOMPARE(changed.error().kind, Failure::Kind::Malformed);
    }
}

void CalDavWriterTest::addsAndAddsOnce()
{
    const Written added = add(meetup(u"once"_s));
    QVERIFY2(added.state == Written::State::Confirmed, qPrintable(added.failure.detail));
    QVERIFY(!added.etag.isEmpty());
    const QList<Occurrence> there = inCalendar();
    QCOMPARE(there.size(), 1);
    QCOMPARE(there.first().title, u"Pilots' evening"_s);
    QCOMPARE(add(meetup(u"once"_s)), added);
    QCOMPARE(inCalendar().size(), 1);
    QCOMPARE(remove(meetup(u"once"_s)).state, Written::State::Confirmed);
}

void CalDavWriterTest::aConflictIsAskedAndReplaced()
{
    QCOMPARE(add(meetup(u"moved"_s)).state, Written::State::Confirmed);
    Occurrence moved = meetup(u"moved"_s);
    moved.start = moved.start.addDays(1);
    moved.end = moved.end.addDays(1);
    const Written conflict = add(moved);
    QCOMPARE(conflict.state, Written::State::Conflict);
    QVERIFY(conflict.there && conflict.there->start == meetup(u"moved"_s).start);
    QVERIFY(!conflict.etag.isEmpty());
    const auto replace = [&](DavWriter &writer) { writer.replace(conflict.etag); };
    const Written replaced = carryOut(m_radicale.account(), s_calendar, moved, replace);
    QVERIFY2(replaced.state == Written::State::Confirmed, qPrintable(replaced.failure.detail));
    const QList<Occurrence> there = inCalendar();
    QCOMPARE(there.size(), 1);
    QCOMPARE(there.first().start, moved.start);
    QCOMPARE(remove(moved).state, Written::State::Confirmed);
}

void CalDavWriterTest::whatChangedAgainIsAConflictAgain()
{
    QCOMPARE(add(meetup(u"twice"_s)).state, Written::State::Confirmed);
    const Written conflict = add(meetup(u"twice"_s, u"Other"_s));
    QCOMPARE(conflict.state, Written::State::Conflict);
    // Another client writes in between.
    const QString path = s_calendar + copyUid(meetup(u"twice"_s)).section(u'@', 0, 0) + ".ics"_L1;
    const QByteArray theirs = calendarText(meetup(u"twice"_s, u"Theirs"_s), copyUid(meetup(u"twice"_s)), m_now);
    QCOMPARE(m_radicale.ask(m_http, "PUT", path, theirs, {{"Content-Type", "text/calendar"}}).status, 204);
    const Written again = carryOut(m_radicale.account(), s_calendar, meetup(u"twice"_s, u"Other"_s),
                                   [&](DavWriter &writer) { writer.replace(conflict.etag); });
    QCOMPARE(again.state, Written::State::Conflict);
    QCOMPARE(again.there->title, u"Theirs"_s);
    QCOMPARE(inCalendar().first().title, u"Theirs"_s);
    QCOMPARE(remove(meetup(u"twice"_s, u"Theirs"_s)).state, Written::State::Confirmed);
}

void CalDavWriterTest::removesWhatItAdded()
{
    QCOMPARE(add(meetup(u"short"_s)).state, Written::State::Confirmed);
    QCOMPARE(remove(meetup(u"short"_s)).state, Written::State::Confirmed);
    QVERIFY(inCalendar().isEmpty());
    QCOMPARE(remove(meetup(u"short"_s)).state, Written::State::Confirmed);
}

void CalDavWriterTest::removesAnEventOfTheCalendar()
{
    for (const QByteArray uid : {"own", "own2"}) { // a server may look for parts of a UID
        QCOMPARE(m_radicale
                     .ask(m_http, "PUT", s_calendar + u"file-"_s + QString::fromLatin1(uid) + ".ics"_L1,
                          SmallCalendar::object(uid), {{"Content-Type", "text/calendar"}})
                     .status,
                 201);
    }
    for (const Occurrence &event : inCalendar()) {
        if (event.uid == "own"_L1) {
            const Written removed = remove(event);
            QVERIFY2(removed.state == Written::State::Confirmed, qPrintable(removed.failure.detail));
        }
    }
    const QList<Occurrence> left = inCalendar();
    QCOMPARE(left.size(), 1);
    QCOMPARE(left.first().uid, u"own2"_s);
    QCOMPARE(remove(left.first()).state, Written::State::Confirmed);
}

void CalDavWriterTest::doesNotRemoveASeries()
{
    QCOMPARE(m_radicale
                 .ask(m_http, "PUT", s_calendar + "series.ics"_L1,
                      SmallCalendar::object("s", "RRULE:FREQ=WEEKLY;COUNT=3\r\n"), {{"Content-Type", "text/calendar"}})
                 .status,
             201);
    QCOMPARE(inCalendar().size(), 3);
    QCOMPARE(remove(inCalendar().at(1)).state, Written::State::Refused);
    QCOMPARE(inCalendar().size(), 3);
    QCOMPARE(m_radicale.ask(m_http, "DELETE", s_calendar + "series.ics"_L1).status, 200);
}

void CalDavWriterTest::doesNotRemoveWhatIsAnother()
{
    QCOMPARE(add(meetup(u"mine"_s)).state, Written::State::Confirmed);
    Occurrence outdated = meetup(u"mine"_s);
    outdated.place = u"Elsewhere"_s;
    const Written kept = remove(outdated);
    QCOMPARE(kept.state, Written::State::Conflict);
    QCOMPARE(kept.there->place, meetup(u"mine"_s).place);
    QCOMPARE(inCalendar().size(), 1);
    QCOMPARE(remove(meetup(u"mine"_s)).state, Written::State::Confirmed);
}

Account CalDavWriterTest::wireAccount(const WireServer &wire) const
{
    QUrl base = wire.base();
    base.setPath({});
    return {.id = AccountId(u"w"_s), .service = Service::CalDav, .baseUrl = base, .user = u"pilot"_s};
}

void CalDavWriterTest::refusedWritesAreNamed_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<Failure::Reason>("reason");
    QTest::newRow("read only") << 403 << Failure::Reason::Forbidden;
    QTest::newRow("password") << 401 << Failure::Reason::BadCredential;
    QTest::newRow("no such calendar") << 404 << Failure::Reason::NotFound;
    QTest::newRow("409, no collection") << 409 << Failure::Reason::BadRequest;
    QTest::newRow("not as a calendar") << 415 << Failure::Reason::BadRequest;
    QTest::newRow("too large") << 413 << Failure::Reason::BadRequest;
    QTest::newRow("in a hurry") << 429 << Failure::Reason::TooManyRequests;
}

void CalDavWriterTest::refusedWritesAreNamed()
{
    QFETCH(int, status);
    QFETCH(Failure::Reason, reason);
    WireServer wire([&](const WireServer::Asked &) { return WireServer::Told{.status = status}; });
    const Written written = carryOut(wireAccount(wire), u"/c/"_s, meetup(u"a"_s), &DavWriter::add);
    QCOMPARE(written.state, Written::State::Refused);
    QCOMPARE(written.failure.reason, reason);
    QCOMPARE(wire.asked.size(), 1);
    QVERIFY(wire.asked.first().head.contains("if-none-match: *"));
    // Radicale itself: a calendar that is not there.
    const Written gone = carryOut(m_radicale.account(), u"/pilot/none/"_s, meetup(u"a"_s), &DavWriter::add);
    QCOMPARE(gone.state, Written::State::Refused);
}

void CalDavWriterTest::aLostAnswerIsSettledByReading_data()
{
    QTest::addColumn<bool>("wasDone");
    QTest::addColumn<int>("readStatus");
    QTest::addColumn<Written::State>("state");
    QTest::newRow("done") << true << 200 << Written::State::Confirmed;
    QTest::newRow("not done") << false << 404 << Written::State::Refused;
    QTest::newRow("nobody knows") << true << 503 << Written::State::Unknown;
}

/// A connection that closes after the question was read, without an answer.
void CalDavWriterTest::aLostAnswerIsSettledByReading()
{
    QFETCH(bool, wasDone);
    QFETCH(int, readStatus);
    QFETCH(Written::State, state);
    QByteArray kept;
    int writes = 0;
    WireServer wire([&](const WireServer::Asked &asked) {
        if (SmallCalendar::methodOf(asked) == "PUT") {
            ++writes;
            kept = asked.body;
            return WireServer::Told{.status = 500};
        }
        return WireServer::Told{
            .status = readStatus, .body = wasDone ? kept : QByteArray(), .headers = "ETag: \"1\"\r\n"};
    });
    const Written written = carryOut(wireAccount(wire), u"/c/"_s, meetup(u"a"_s), &DavWriter::add);
    QCOMPARE(written.state, state);
    QCOMPARE(writes, 1);
}

void CalDavWriterTest::aWriteIsSentOnce_data()
{
    QTest::addColumn<bool>("removes");
    QTest::newRow("added") << false;
    QTest::newRow("removed") << true;
}

void CalDavWriterTest::aWriteIsSentOnce()
{
    QFETCH(bool, removes);
    const QByteArray object = calendarText(meetup(u"a"_s), copyUid(meetup(u"a"_s)), m_now);
    int writes = 0;
    int reads = 0;
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QTcpServer::newConnection, &server, [&] {
        QTcpSocket *socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QTcpSocket::readyRead, socket, [&, socket] {
            const QByteArray question = socket->readAll();
            if (question.startsWith("GET")) {
                const bool isThere = removes ? ++reads == 1 : ++reads > 0;
                socket->write(isThere ? "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nConnection: keep-alive\r\nContent-Length: "
                                      + QByteArray::number(object.size()) + "\r\n\r\n" + object
                                      : QByteArray("HTTP/1.1 404 X\r\nContent-Length: 0\r\n\r\n"));
            } else if (question.startsWith("PUT") || question.startsWith("DELETE")) {
                ++writes;
                socket->abort();
            }
        });
    });
    Account account = m_radicale.account();
    account.baseUrl = QUrl(u"http://127.0.0.1:%1"_s.arg(server.serverPort()));
    const Written written = carryOut(account, u"/c/"_s, meetup(u"a"_s), removes ? &DavWriter::remove : &DavWriter::add);
    QCOMPARE(written.state, Written::State::Confirmed);
    QCOMPARE(writes, 1);
}

void CalDavWriterTest::aWriteFollowsNoRedirect()
{
    WireServer other([](const WireServer::Asked &) { return WireServer::Told{.status = 201}; });
    WireServer wire([&](const WireServer::Asked &) {
        return WireServer::Told{.status = 307, .headers = "Location: " + other.base().toEncoded() + "\r\n"};
    });
    const Written written = carryOut(wireAccount(wire), u"/c/"_s, meetup(u"a"_s), &DavWriter::add);
    QCOMPARE(written.state, Written::State::Refused);
    QCOMPARE(written.failure.reason, Failure::Reason::RedirectElsewhere);
    QCOMPARE(wire.asked.size(), 1);
    QVERIFY(other.asked.isEmpty());
}

QTEST_GUILESS_MAIN(CalDavWriterTest)
#include "tst_caldavwriter.moc"
