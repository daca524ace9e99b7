// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/eventlinks.h"
#include "models/values/sameevent.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QDateTime s_start(QDate(2026, 11, 25), QTime(18, 0), QTimeZone::UTC);

Occurrence eventOf(const QString &account, const QString &uid, const QString &title, const QString &place = {})
{
    return {.account = AccountId(account),
            .uid = uid,
            .title = title,
            .group = account,
            .place = place,
            .start = s_start,
            .end = s_start.addSecs(3600)};
}
}

class EventValuesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void joinLinks_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("link");
        const auto row = [](const char *name, const QString &text, const QString &link) {
            QTest::newRow(name) << text << link;
        };
        row("zoom", u"Join: https://us02web.zoom.us/j/123?pwd=a.b, then talk."_s,
            u"https://us02web.zoom.us/j/123?pwd=a.b"_s);
        row("meet", u"(https://meet.google.com/abc-defg-hij)"_s, u"https://meet.google.com/abc-defg-hij"_s);
        row("teams", u"<a href=\"https://teams.microsoft.com/l/meetup-join/19:1?x=1&amp;y=2\">Join</a>"_s,
            u"https://teams.microsoft.com/l/meetup-join/19:1?x=1&y=2"_s);
        row("jitsi", u"HTTPS://meet.jit.si/Room."_s, u"https://meet.jit.si/Room"_s);
        row("whereby", u"[https://whereby.com/room]"_s, u"https://whereby.com/room"_s);
        row("the first of two", u"https://example.org/x https://whereby.com/a https://whereby.com/b"_s,
            u"https://whereby.com/a"_s);
        row("wrapped by Google", u"https://www.google.com/url?q=https%3A%2F%2Fzoom.us%2Fj%2F9&sa=D"_s,
            u"https://zoom.us/j/9"_s);
        row("wrapped by Outlook",
            u"https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwhereby.com%2Fr&data=1"_s,
            u"https://whereby.com/r"_s);
        row("front page", u"https://zoom.us/ https://zoom.us/j/ https://meet.google.com"_s, {});
        row("not encrypted", u"http://meet.jit.si/Room"_s, {});
        row("looks like one", u"https://zoom.us.example.org/j/1 https://notzoom.us/j/1"_s, {});
        row("a user name", u"https://zoom.us@example.org/j/1"_s, {});
        row("wrapped nonsense", u"https://www.google.com/url?q=javascript:alert(1)//zoom.us/j/1"_s, {});
        row("none", u"We meet at the hall."_s, {});
    }

    void joinLinks()
    {
        QFETCH(QString, text);
        QFETCH(QString, link);
        QCOMPARE(joinLinkIn(text).toString(QUrl::FullyEncoded), link);
    }

    void anyTextEnds()
    {
        QCOMPARE(joinLinkIn(u"https://"_s.repeated(200'000)), QUrl());
        QCOMPARE(joinLinkIn(QString(u"https://example.org/a "_s.repeated(1000) + u"https://zoom.us/j/1"_s)), QUrl());
    }

    void placesOnEarth_data()
    {
        QTest::addColumn<bool>("there");
        for (const char *place : {"Town Hall, 1 Main Street", "Room 5", "Online Street 3"}) {
            QTest::newRow(place) << true;
        }
        for (const char *place : {"", "TBD", "tba.", "To be announced", "Online", "Online event", "Zoom",
                                  "Microsoft Teams Meeting", "https://zoom.us/j/1"}) {
            QTest::newRow(place) << false;
        }
    }

    void placesOnEarth()
    {
        QFETCH(bool, there);
        const QString place = QString::fromUtf8(QTest::currentDataTag());
        QCOMPARE(isOnEarth(place), there);
        QCOMPARE(!linksOf(eventOf(u"a"_s, u"1"_s, u"T"_s, place)).map.isEmpty(), there);
    }

    void mapsAreAskedForThePlaceAsItIs()
    {
        const QUrl map = linksOf(eventOf(u"a"_s, u"1"_s, u"T"_s, u"Café & Bar, 1+1 Street"_s)).map;
        QCOMPARE(map.toString(QUrl::FullyEncoded),
                 u"https://www.openstreetmap.org/search?query=Caf%C3%A9%20%26%20Bar%2C%201%2B1%20Street"_s);
    }

    void rsvps()
    {
        Occurrence one = eventOf(u"a"_s, u"1"_s, u"T"_s);
        one.url = QUrl(u"https://www.meetup.com/socks/events/1/"_s);
        QCOMPARE(linksOf(one).rsvp, one.url);
        one.url = QUrl(u"https://example.org/e"_s);
        QCOMPARE(linksOf(one).rsvp, QUrl());
        one.rsvps = 0;
        QCOMPARE(linksOf(one).rsvp, one.url);
        one.rsvps = -1;
        one.description = u"Say so at https://lu.ma/socks."_s;
        QCOMPARE(linksOf(one).rsvp, QUrl(u"https://lu.ma/socks"_s));
        one.url = QUrl(u"file:///etc/passwd"_s);
        one.join = QUrl(u"javascript:alert(1)"_s);
        one.description.clear();
        QVERIFY(linksOf(one).rsvp.isEmpty() && linksOf(one).join.isEmpty());
    }

    void places()
    {
        QVERIFY(isNearPlace({}, u"Hall"_s));
        QVERIFY(isNearPlace(u"Town Hall"_s, u"town hall, 1 Main Street"_s));
        QVERIFY(!isNearPlace(u"Room A"_s, u"Room B"_s));
    }

    void oneEventOfTwoCalendars()
    {
        const Occurrence meetup = eventOf(u"meetup"_s, u"315642404"_s, u"Sock night!"_s, u"Hall"_s);
        Occurrence copy = eventOf(u"own"_s, u"event_315642404@meetup.com"_s, u"Socks (copy)"_s);
        QVERIFY(isSameEvent(meetup, copy)); // one UID, one start
        copy.start = s_start.addSecs(600);
        QVERIFY(!isSameEvent(meetup, copy)); // UIDs may be anything: "1"
        copy.title = u"Sock night"_s;
        QVERIFY(isSameEvent(meetup, copy)); // the copy is behind
        QVERIFY(!isAlike(meetup, copy));

        const Occurrence other = eventOf(u"own"_s, u"x"_s, u"sock   NIGHT"_s, u"The Hall, Airfield"_s);
        QVERIFY(isSameEvent(meetup, other));
        QVERIFY(!isSameEvent(meetup, eventOf(u"own"_s, u"x"_s, u"Sock night"_s, u"Pub"_s)));
        QVERIFY(!isSameEvent(meetup, eventOf(u"own"_s, u"x"_s, u"Sock day"_s, u"Hall"_s)));
        // What one calendar lists twice is meant twice.
        Occurrence twice = meetup;
        twice.uid = u"2"_s;
        QVERIFY(!isSameEvent(meetup, twice));
        QVERIFY(isAlike(meetup, twice));
    }

    void instancesOfASeriesAreEvents()
    {
        Occurrence first = eventOf(u"a"_s, u"s"_s, u"Standup"_s);
        first.recurrence = s_start;
        Occurrence second = eventOf(u"b"_s, u"s"_s, u"Standup"_s);
        second.recurrence = second.start = s_start.addDays(1);
        QVERIFY(!isSameEvent(first, second));
        second.recurrence = s_start; // moved
        QVERIFY(isSameEvent(first, second));
    }

    /// Calls are one by their conference, whatever day each list names; and never an event.
    void callsForPapers()
    {
        const auto callOf = [](const QString &list, const QString &uid, const QString &title, QDate held) {
            Occurrence call = eventOf(u"cfp"_s, uid, title);
            call.kind = Occurrence::Kind::Call;
            call.calendar = list;
            call.allDay = true;
            call.heldFrom = held;
            return call;
        };
        const QDate held(2027, 5, 1);
        const Occurrence one = callOf(u"python/"_s, u"gust.test/2027-05-01"_s, u"Gust"_s, held);
        Occurrence other = callOf(u"general/"_s, u"gust.test/2027-05-01"_s, u"Gust Conference"_s, held);
        other.start = s_start.addDays(9);
        QVERIFY(isSameEvent(one, other) && isSameEvent(other, one));
        other = callOf(u"general/"_s, u"www.gust.test/2027-05-01"_s, u"GUST!"_s, held);
        QVERIFY(isSameEvent(one, other));
        other.heldFrom = held.addYears(1);
        QVERIFY(!isSameEvent(one, other));
        other = callOf(u"plain/"_s, u"elsewhere.test/"_s, u"Gust"_s, {});
        QVERIFY(!isSameEvent(one, other)); // a name alone is none: there may be one each year
        QVERIFY(!isSameEvent(callOf(u"plain/"_s, u"a/"_s, u"Gust"_s, {}), other));
        Occurrence event = one;
        event.kind = Occurrence::Kind::Event;
        QVERIFY(!isSameEvent(one, event) && !isAlike(one, event));
        event.allDay = false;
        QVERIFY(!overlap(one, event));
        QCOMPARE(one.closes(), s_start.date());
        QVERIFY(!event.closes().isValid());
    }

    void overlaps()
    {
        const Occurrence one = eventOf(u"a"_s, u"1"_s, u"A"_s);
        Occurrence other = eventOf(u"a"_s, u"2"_s, u"B"_s);
        QVERIFY(overlap(one, other));
        other.start = one.end;
        other.end = one.end.addSecs(60);
        QVERIFY(!overlap(one, other)); // one after the other
        other.start = one.end.addSecs(-1);
        QVERIFY(overlap(one, other) && overlap(other, one));
        other.status = Occurrence::Status::Cancelled;
        QVERIFY(!overlap(one, other));
        other.status = Occurrence::Status::Confirmed;
        other.allDay = true;
        QVERIFY(!overlap(one, other));
    }
};

QTEST_GUILESS_MAIN(EventValuesTest)
#include "tst_eventvalues.moc"
