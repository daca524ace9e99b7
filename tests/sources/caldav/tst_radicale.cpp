// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/caldav/caldavsource.h"
#include "app/sources/caldav/davdirectory.h"
#include "tests/sources/caldav/radicaleserver.h"
#include "tests/sources/caldav/smallcalendar.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

/// Against a real server: what the made-up one takes for granted.
class RadicaleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void findsTheCalendars();
    void aWrongPasswordIsNamed();
    void readsAndFollows();
    void aBadTokenIsOvercome();
    void aCalendarThatGoesIsNamed();
    void twoClientsSeeEachOther();
    void nothingOfAnotherUser();

private:
    using Found = Result<QList<CalDav::Calendar>>;
    Found find(const Account &account, const QByteArray &secret);
    Result<Snapshot> fetch(FetchTask &task);
    FetchTask task(const QString &calendar) const;
    int put(const QString &path, const QByteArray &object);

    RadicaleServer m_radicale;
    const QDateTime m_now{QDate(2026, 11, 26), QTime(3, 0), QTimeZone::UTC};
    HttpClient m_http{[this] { return m_now; }};
};

void RadicaleTest::initTestCase()
{
    if (!RadicaleServer::isInstalled()) {
        QSKIP("radicale is not installed");
    }
    QVERIFY2(m_radicale.start(), m_radicale.said().constData());
    QVERIFY(m_radicale.makeCalendar(m_http, u"/pilot/releases/"_s, "Releases &amp; freezes"));
    QVERIFY(m_radicale.makeCalendar(m_http, u"/pilot/with blank@home/"_s, "Home"));
    QVERIFY(m_radicale.makeCalendar(m_http, u"/pilot/short-lived/"_s, "Short-lived"));
}

RadicaleTest::Found RadicaleTest::find(const Account &account, const QByteArray &secret)
{
    CalDav::DavDirectory directory(m_http, {.account = account, .secret = secret}, [this] { return m_now; });
    std::optional<Found> result;
    connect(&directory, &CalDav::DavDirectory::found, this, [&](const Found &found) { result = found; });
    directory.begin();
    return QTest::qWaitFor([&] { return result.has_value(); }, 20'000) ? *result
                                                                       : Failed(Failure{.detail = u"no end"_s});
}

FetchTask RadicaleTest::task(const QString &calendar) const
{
    return {.account = m_radicale.account(),
            .watch = {.id = WatchId(u"pilot/x"_s),
                      .account = AccountId(u"pilot"_s),
                      .kind = Watch::Kind::Calendar,
                      .target = calendar},
            .secret = "s3cret",
            .now = m_now};
}

Result<Snapshot> RadicaleTest::fetch(FetchTask &task)
{
    CalDavSource source(m_http);
    source.setViewer(QTimeZone::utc());
    const Result<Snapshot> snapshot = fetchOnce(source, task);
    if (snapshot) {
        task.memory.cursor = snapshot->cursor;
    }
    return snapshot;
}

int RadicaleTest::put(const QString &path, const QByteArray &object)
{
    return m_radicale.ask(m_http, "PUT", path, object, {{"Content-Type", "text/calendar"}}).status;
}

void RadicaleTest::findsTheCalendars()
{
    const Found found = find(m_radicale.account(), "s3cret");
    QVERIFY2(found, found ? "" : qPrintable(found.error().detail));
    QCOMPARE(found->size(), 3);
    QCOMPARE(found->at(0).name, u"Home"_s);
    QCOMPARE(found->at(0).path, u"/pilot/with%20blank@home/"_s);
    QCOMPARE(found->at(0).colour, u"#3366cc"_s);
    QCOMPARE(found->at(1).name, u"Releases & freezes"_s);
    QVERIFY(found->at(1).canWrite);
    Account exact = m_radicale.account();
    exact.baseUrl.setPath(u"/pilot/releases"_s);
    const Found one = find(exact, "s3cret");
    QVERIFY(one);
    QCOMPARE(one->size(), 1);
    QCOMPARE(one->first().path, u"/pilot/releases/"_s);
}

void RadicaleTest::aWrongPasswordIsNamed()
{
    const Found found = find(m_radicale.account(), "wrong");
    QVERIFY(!found);
    QCOMPARE(found.error().kind, Failure::Kind::NeedsLogin);
    FetchTask wrong = task(u"/pilot/releases/"_s);
    wrong.secret = "wrong";
    const Result<Snapshot> read = fetch(wrong);
    QVERIFY(!read);
    QCOMPARE(read.error().kind, Failure::Kind::NeedsLogin);
}

void RadicaleTest::readsAndFollows()
{
    FetchTask home = task(u"/pilot/with%20blank@home/"_s);
    const Result<Snapshot> empty = fetch(home);
    QVERIFY2(empty, empty ? "" : qPrintable(empty.error().detail));
    QVERIFY(empty->whole && empty->occurrences.isEmpty());
    QCOMPARE(put(u"/pilot/with blank@home/e 1.ics"_s, SmallCalendar::object("e1")), 201);
    QCOMPARE(put(u"/pilot/with blank@home/e2.ics"_s,
                 SmallCalendar::object("e2", "RRULE:FREQ=WEEKLY;COUNT=3\r\nEXDATE:20261208T100000Z\r\n")),
             201);
    const Result<Snapshot> two = fetch(home);
    QVERIFY2(two, two ? "" : qPrintable(two.error().detail));
    QCOMPARE(two->occurrences.size(), 3);
    QCOMPARE(two->occurrences.first().group, u"Home"_s);
    QVERIFY(two->skipped.isEmpty());
    QCOMPARE(m_radicale.ask(m_http, "DELETE", u"/pilot/with blank@home/e2.ics"_s).status, 200);
    QCOMPARE(put(u"/pilot/with blank@home/e 1.ics"_s, SmallCalendar::object("e1", "LOCATION:Hangar\r\n")), 204);
    const Result<Snapshot> later = fetch(home);
    QVERIFY(later && later->whole);
    QCOMPARE(later->occurrences.size(), 1);
    QCOMPARE(later->occurrences.first().place, u"Hangar"_s);
    const int used = m_http.budget().share(u"127.0.0.1:%1"_s.arg(m_radicale.url().port())).used;
    QCOMPARE(fetch(home)->occurrences, later->occurrences);
    QCOMPARE(m_http.budget().share(u"127.0.0.1:%1"_s.arg(m_radicale.url().port())).used, used + 1);
}

void RadicaleTest::aBadTokenIsOvercome()
{
    FetchTask releases = task(u"/pilot/releases/"_s);
    QCOMPARE(put(u"/pilot/releases/t1.ics"_s, SmallCalendar::object("t1")), 201);
    QVERIFY(fetch(releases));
    QVERIFY(releases.memory.cursor.contains("http://radicale.org/ns/sync/"_L1));
    releases.memory.cursor.replace("http://radicale.org/ns/sync/"_L1, "http://radicale.org/ns/sync/x"_L1);
    QCOMPARE(put(u"/pilot/releases/t2.ics"_s, SmallCalendar::object("t2")), 201);
    const Result<Snapshot> read = fetch(releases);
    QVERIFY2(read, read ? "" : qPrintable(read.error().detail));
    QCOMPARE(read->occurrences.size(), 2);
    QVERIFY(!read->cursor.contains("sync/x"_L1));
}

void RadicaleTest::aCalendarThatGoesIsNamed()
{
    FetchTask lost = task(u"/pilot/short-lived/"_s);
    QVERIFY(fetch(lost));
    QCOMPARE(m_radicale.ask(m_http, "DELETE", u"/pilot/short-lived/"_s).status, 200);
    const Result<Snapshot> read = fetch(lost);
    QVERIFY(!read);
    QCOMPARE(read.error().reason, Failure::Reason::NotFound);
}

void RadicaleTest::twoClientsSeeEachOther()
{
    FetchTask one = task(u"/pilot/releases/"_s);
    FetchTask other = task(u"/pilot/releases/"_s);
    QVERIFY(fetch(one) && fetch(other));
    QCOMPARE(put(u"/pilot/releases/c1.ics"_s, SmallCalendar::object("c1")), 201);
    const Result<Snapshot> first = fetch(one);
    QCOMPARE(put(u"/pilot/releases/c2.ics"_s, SmallCalendar::object("c2")), 201);
    QVERIFY(first);
    const Result<Snapshot> second = fetch(other);
    QCOMPARE(second->occurrences.size(), first->occurrences.size() + 1);
    QCOMPARE(fetch(one)->occurrences, second->occurrences);
}

void RadicaleTest::nothingOfAnotherUser()
{
    FetchTask foreign = task(u"/pilot/releases/"_s);
    foreign.account = m_radicale.account(u"crew"_s);
    foreign.secret = "oth3r";
    const Result<Snapshot> read = fetch(foreign);
    QVERIFY(!read);
    QCOMPARE(read.error().kind, Failure::Kind::Rejected);
    const Found found = find(foreign.account, foreign.secret);
    QVERIFY(!found || found->isEmpty());
}

QTEST_GUILESS_MAIN(RadicaleTest)
#include "tst_radicale.moc"
