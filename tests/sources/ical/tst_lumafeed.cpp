// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/ical/calendarfeed.h"
#include "app/sources/ical/icalsource.h"
#include "app/sources/ical/lumafeed.h"
#include "models/values/lumaaddress.h"
#include "tests/sources/ical/icalsamples.h"
#include "tests/sources/wireserver.h"

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QDateTime s_now(QDate(2026, 11, 21), QTime(12, 0), QTimeZone::UTC);
const QUrl s_feed(u"https://api.lu.ma/ics/get?entity=calendar&id=cal-RqLK4dfgOXG6Yhx"_s);

/// An event as Luma's feeds have them: no URL, tentative, and what changes at every request.
QByteArray sampleEvent(const QByteArray &uid, int request, const QByteArray &more)
{
    return "BEGIN:VEVENT\r\nDTSTART:20261125T170000Z\r\nDTEND:20261125T200000Z\r\nDTSTAMP:202611"
        + QByteArray::number(10 + request)
        + "T101500Z\r\nORGANIZER;CN=\"Airfield Builders\":MAILTO:calendar-invite@lu.ma\r\nUID:" + uid
        + "@events.lu.ma\r\nSUMMARY:Build night\r\nGEO:52.5;13.4\r\nSEQUENCE:" + QByteArray::number(1000 + request)
        + "\r\n" + more + "END:VEVENT\r\n";
}

const QByteArray s_told =
    "DESCRIPTION:Get up-to-date information at: https://luma.com/build-night\\n\\nAddress:\\nHangar "
    "2\\nRunway Road\\nAirfield\\n\\nBring a laptop.\r\n";

Result<Snapshot> read(const QByteArray &events, const QUrl &address = s_feed)
{
    const FetchTask task{
        .account = {.id = AccountId(u"luma"_s), .service = Service::ICalendar},
        .watch = {.id = WatchId(u"luma/w"_s), .kind = Watch::Kind::Calendar, .target = address.toString()},
        .now = s_now};
    const HttpAnswer answer{.status = 200, .url = address, .body = calendar(events)};
    return readFeedAnswer(task, address, answer, QTimeZone::utc(),
                          isLumaHost(address.host()) ? asLumaOccurrence : nullptr);
}
}

/// What Luma's calendars do differently.
class LumaFeedTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".+"_s)); }

    /// Also where one event is cancelled, so that not all are tentative.
    void itsEventsAreCertain()
    {
        const QByteArray events = sampleEvent("evt-1", 1, "STATUS:TENTATIVE\r\n" + s_told)
            + sampleEvent("evt-2", 1, "STATUS:CANCELLED\r\n" + s_told);
        const Result<Snapshot> luma = read(events);
        QVERIFY(luma);
        QCOMPARE(luma->occurrences.size(), 2);
        QCOMPARE(luma->occurrences.at(0).status, Occurrence::Status::Confirmed);
        QCOMPARE(luma->occurrences.at(1).status, Occurrence::Status::Cancelled);
        // Elsewhere tentative is what it says.
        const Result<Snapshot> other = read(events, QUrl(u"https://cal.example/a.ics"_s));
        QVERIFY(other);
        QCOMPARE(other->occurrences.at(0).status, Occurrence::Status::Tentative);
        QVERIFY(other->occurrences.at(0).url.isEmpty());
    }

    /// DTSTAMP and SEQUENCE are new at every request: the facts are the same, so nothing is told.
    void askingAgainChangesNothing()
    {
        const QByteArray more = "STATUS:TENTATIVE\r\nLOCATION:Hangar 2\r\n" + s_told;
        const Result<Snapshot> once = read(sampleEvent("evt-1", 1, more));
        const Result<Snapshot> again = read(sampleEvent("evt-1", 2, more));
        QVERIFY(once && again);
        QCOMPARE(once->occurrences.size(), 1);
        QVERIFY(once->occurrences == again->occurrences);
        QVERIFY(once->cursor == again->cursor);
    }

    void thePageIsFound()
    {
        const Result<Snapshot> got = read(sampleEvent("evt-1", 1, "LOCATION:Hangar 2\r\n" + s_told));
        QVERIFY(got);
        QCOMPARE(got->occurrences.at(0).url, QUrl(u"https://luma.com/build-night"_s));
        QCOMPARE(got->occurrences.at(0).place, u"Hangar 2"_s);
    }

    /// Where only guests are told the place, the feed has the page's address in its stead.
    void aPageIsNoPlace()
    {
        const QByteArray page = "LOCATION:https://luma.com/event/evt-1?pk=g-1\r\n";
        Result<Snapshot> got = read(sampleEvent("evt-1", 1, page));
        QVERIFY(got);
        QCOMPARE(got->occurrences.at(0).place, QString());
        QCOMPARE(got->occurrences.at(0).url, QUrl(u"https://luma.com/event/evt-1?pk=g-1"_s));
        got = read(sampleEvent("evt-1", 1, page + s_told));
        QVERIFY(got);
        QCOMPARE(got->occurrences.at(0).place, u"Hangar 2, Runway Road, Airfield"_s);
        got = read(sampleEvent("evt-1", 1, page + "DESCRIPTION:Address:\\nCheck event page for more details.\r\n"));
        QVERIFY(got);
        QCOMPARE(got->occurrences.at(0).place, QString());
        got = read(sampleEvent("evt-1", 1, "LOCATION:https://video.example.org/room\r\n"));
        QVERIFY(got);
        QCOMPARE(got->occurrences.at(0).place, u"https://video.example.org/room"_s);
    }

    void addressesAreTold_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<int>("what");
        const auto row = [](const char *name, const QString &address, LumaAddress what) {
            QTest::newRow(name) << address << int(what);
        };
        row("feed", s_feed.toString(), LumaAddress::Feed);
        row("newer host", u"https://api2.luma.com/ics/get?entity=calendar&id=cal-RqLK4dfgOXG6Yhx"_s, LumaAddress::Feed);
        row("a person's own", u"https://api.lu.ma/ics/get?entity=user&id=usr-abc123DEF"_s, LumaAddress::Feed);
        row("slug", u"https://api.lu.ma/ics/get?entity=calendar&id=airfield"_s, LumaAddress::SlugFeed);
        row("no id", u"https://api.lu.ma/ics/get?entity=calendar"_s, LumaAddress::SlugFeed);
        row("page", u"https://lu.ma/airfield"_s, LumaAddress::Page);
        row("newer page", u"https://luma.com/airfield?k=c"_s, LumaAddress::Page);
        row("www", u"https://www.luma.com/airfield"_s, LumaAddress::Page);
        row("elsewhere", u"https://notlu.ma/airfield"_s, LumaAddress::Elsewhere);
        row("in the name", u"https://lu.ma.example.org/x"_s, LumaAddress::Elsewhere);
    }
    void addressesAreTold()
    {
        QFETCH(QString, address);
        QFETCH(int, what);
        QCOMPARE(int(lumaAddressOf(QUrl(address))), what);
    }

    void aPageIsNotAskedFor()
    {
        HttpClient http([] { return s_now; });
        ICalSource source(http);
        const Result<Snapshot> got = fetchOnce(
            source,
            {.account = {.id = AccountId(u"luma"_s), .service = Service::ICalendar},
             .watch = {.id = WatchId(u"luma/w"_s), .kind = Watch::Kind::Calendar, .target = u"https://lu.ma/airfield"_s},
             .now = s_now});
        QVERIFY(!got);
        QCOMPARE(got.error().reason, Failure::Reason::BadAddress);
        QCOMPARE(got.error().host, u"lu.ma"_s);
    }

    /// Which feeds are Luma's the source says, not this test.
    void elsewhereTentativeIsWhatItSays()
    {
        WireServer wire([](const WireServer::Asked &) {
            return WireServer::Told{.status = 200,
                                    .body = calendar(sampleEvent("evt-1", 1, "STATUS:TENTATIVE\r\n")
                                                     + sampleEvent("evt-2", 1, "STATUS:CANCELLED\r\n")),
                                    .headers = "Content-Type: text/calendar\r\n"};
        });
        HttpClient http([] { return s_now; });
        ICalSource source(http);
        const Result<Snapshot> got = fetchOnce(source,
                                               {.account = {.id = AccountId(u"cal"_s), .service = Service::ICalendar},
                                                .watch = {.id = WatchId(u"cal/w"_s),
                                                          .kind = Watch::Kind::Calendar,
                                                          .target = QString(wire.base().toString() + u"/a.ics"_s)},
                                                .now = s_now});
        QVERIFY2(got, got ? "" : qPrintable(got.error().detail));
        QCOMPARE(got->occurrences.size(), 2);
        QCOMPARE(got->occurrences.at(0).status, Occurrence::Status::Tentative);
    }
};

QTEST_GUILESS_MAIN(LumaFeedTest)
#include "tst_lumafeed.moc"
