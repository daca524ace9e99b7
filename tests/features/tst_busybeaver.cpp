// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/demoscript.h"
#include "tests/features/flight.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;
using namespace std::chrono_literals;

namespace {
const QDateTime s_now(QDate(2026, 11, 25), QTime(12, 0), QTimeZone::UTC);
using Event = EventsWorld::Event;

QList<QJsonObject> printed(Flight &flight, const QString &group = {})
{
    Command command{.verb = Command::Verb::Events, .json = true, .days = 90};
    command.group = group;
    QList<QJsonObject> events;
    for (const QJsonValue &event : QJsonDocument::fromJson(flight.app().answer(command).toUtf8()).array()) {
        events.append(event.toObject());
    }
    return events;
}

QString printedText(Flight &flight, Command::Verb verb)
{
    return flight.app().answer(Command{.verb = verb, .days = 90});
}

QStringList titles(Flight &flight)
{
    QStringList list;
    for (const QJsonObject &event : printed(flight)) {
        list.append(event[u"title"_s].toString());
    }
    list.sort();
    return list;
}

/// A Meetup account at one airfield, with groups that it watches.
struct Community {
    explicit Community(bool token)
        : flight(s_now)
    {
        flight.open();
        flight.addAccount(u"mu"_s, Service::Meetup, token);
    }
    EventsWorld &world() { return flight.field(u"mu"_s).worlds().events; }
    void group(const QString &name, const QList<Event> &events)
    {
        world().addCalendar(name, name.toUpper());
        for (const Event &event : events) {
            world().put(name, event);
        }
        flight.addWatch(u"mu/"_s + name, Watch::Kind::Group, name);
    }

    Flight flight;
};

Event eventAt(int hours, const QString &id = u"1"_s)
{
    return {
        .id = id, .title = u"Event "_s + id, .place = u"Hall"_s, .start = s_now.addSecs(hours * 3600), .length = 150min};
}
}

/// What the bot before us got wrong (its Meetup wrapper and its syncing), each as a story that must end well here.
class BusyBeaverTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// It added milliseconds to an epoch of seconds: an evening lasted a hundred days.
    void aDurationInMilliseconds()
    {
        Community community(true);
        Event event = eventAt(30);
        event.told = Event::Length::Milliseconds;
        community.group(u"socks"_s, {event});
        community.flight.poll();
        const QList<QJsonObject> events = printed(community.flight);
        QCOMPARE(events.size(), 1);
        QCOMPARE(events.at(0)[u"start"_s].toString(), u"2026-11-26T18:00:00Z"_s);
        QCOMPARE(events.at(0)[u"end"_s].toString(), u"2026-11-26T20:30:00Z"_s);
    }

    /// It ended with a KeyError.
    void noDurationAtAll()
    {
        Community community(true);
        Event event = eventAt(30);
        event.told = Event::Length::Missing;
        community.group(u"socks"_s, {event, eventAt(50, u"2"_s)});
        community.flight.poll();
        const QList<QJsonObject> events = printed(community.flight);
        QCOMPARE(events.size(), 2);
        QCOMPARE(events.at(0)[u"end"_s], events.at(0)[u"start"_s]);
        QVERIFY(printedText(community.flight, Command::Verb::Next).contains(u"Event 1"_s));
    }

    /// One group's answer other than 200 left the others as they were.
    void oneGroupThatFailsDoesNotStopTheRest_data()
    {
        QTest::addColumn<bool>("token");
        QTest::newRow("feed") << false;
        QTest::newRow("GraphQL") << true;
    }

    void oneGroupThatFailsDoesNotStopTheRest()
    {
        QFETCH(bool, token);
        Community community(token);
        community.group(u"first"_s, {eventAt(30, u"a"_s)});
        community.group(u"second"_s, {eventAt(40, u"b"_s)});
        community.flight.poll();
        QCOMPARE(titles(community.flight), (QStringList{u"Event a"_s, u"Event b"_s}));
        community.world().put(u"first"_s, eventAt(60, u"c"_s));
        community.world().put(u"second"_s, eventAt(60, u"d"_s));
        if (token) {
            community.flight.field(u"mu"_s).misbehave(u"/meetup/gql-ext"_s, u"status:500"_s, 1);
        } else {
            community.flight.field(u"mu"_s).misbehave(u"/meetup/first"_s, u"status:500"_s);
        }
        community.flight.poll();
        // One group is not up to date and says so, with what was known of it; the other is.
        const auto failed = [&](const QString &watch) { return community.flight.health(watch).failure.has_value(); };
        QVERIFY(failed(u"mu/first"_s) != failed(u"mu/second"_s));
        QCOMPARE(titles(community.flight),
                 (QStringList{u"Event a"_s, u"Event b"_s, failed(u"mu/first"_s) ? u"Event d"_s : u"Event c"_s}));
    }

    /// It asked for one page of twenty and deleted what was not on it.
    void moreThanTwentyEvents_data() { oneGroupThatFailsDoesNotStopTheRest_data(); }

    void moreThanTwentyEvents()
    {
        QFETCH(bool, token);
        Community community(token);
        QList<Event> events;
        for (int i = 0; i < 130; ++i) {
            events.append(eventAt(5 + 12 * i, QString::number(1000 + i)));
        }
        community.group(u"busy"_s, events);
        community.flight.poll();
        QCOMPARE(printed(community.flight).size(), 130);
        community.flight.poll();
        QCOMPARE(printed(community.flight).size(), 130);
    }

    /// A place that is not told was called "TBD", as if somebody had said so.
    void aPlaceThatIsNotTold()
    {
        Community community(true);
        Event event = eventAt(30);
        event.place.clear();
        community.group(u"socks"_s, {event});
        community.flight.poll();
        QCOMPARE(printed(community.flight).at(0)[u"place"_s], QJsonValue());
        QCOMPARE(printed(community.flight).at(0)[u"map"_s], QJsonValue());
        QVERIFY(!printedText(community.flight, Command::Verb::Events).contains(u"TBD"_s));
        QVERIFY(!printedText(community.flight, Command::Verb::Events).contains(u"Map:"_s));
    }

    /// And where somebody did say so, it is no place on a map.
    void aPlaceThatIsToBeDecided()
    {
        Community community(false);
        Event event = eventAt(30);
        event.place = u"TBD"_s;
        community.group(u"socks"_s, {event});
        community.flight.poll();
        QCOMPARE(printed(community.flight).at(0)[u"place"_s].toString(), u"TBD"_s);
        QCOMPARE(printed(community.flight).at(0)[u"map"_s], QJsonValue());
    }

    /// A group watched by GraphQL and by its public feed.
    void bothWaysGiveTheSameEvents()
    {
        QList<Event> events{eventAt(30, u"a"_s), eventAt(60, u"b"_s), eventAt(90, u"c"_s)};
        events[1].cancelled = true;
        events[2].place.clear();
        Community byFeed(false);
        Community byGraphQl(true);
        for (Community *each : {&byFeed, &byGraphQl}) {
            each->group(u"socks"_s, events);
            each->flight.poll();
        }
        QList<QJsonObject> feed = printed(byFeed.flight);
        QList<QJsonObject> graphQl = printed(byGraphQl.flight);
        QCOMPARE(feed.size(), 3);
        for (QList<QJsonObject> *each : {&feed, &graphQl}) {
            for (QJsonObject &event : *each) {
                // What only GraphQL tells: who comes, and the whole address.
                for (const QString &more : {u"rsvps"_s, u"place"_s, u"map"_s, u"zone"_s, u"rsvp"_s}) {
                    event.remove(more);
                }
            }
        }
        QCOMPARE(graphQl, feed);

        // And both at once are shown once, with the one that knows more in front and the other named.
        Flight both(s_now);
        both.open();
        both.addAccountAt(u"mu"_s, u"mu"_s, Service::Meetup, true);
        both.addAccountAt(u"mu"_s, u"feed"_s, Service::Meetup);
        both.field(u"mu"_s).worlds().events.addCalendar(u"socks"_s, u"SOCKS"_s);
        for (const Event &event : events) {
            both.field(u"mu"_s).worlds().events.put(u"socks"_s, event);
        }
        both.addWatch(u"mu/socks"_s, Watch::Kind::Group, u"socks"_s);
        both.addWatch(u"feed/socks"_s, Watch::Kind::Group, u"socks"_s);
        both.poll();
        const QList<QJsonObject> once = printed(both);
        QCOMPARE(once.size(), 3);
        for (const QJsonObject &event : once) {
            QVERIFY(event[u"subject"_s].toString().startsWith(u"mu/"_s));
            QCOMPARE(event[u"also"_s].toArray().size(), 1);
            QVERIFY(event[u"also"_s].toArray().at(0)[u"subject"_s].toString().startsWith(u"feed/"_s));
        }
        QCOMPARE(printed(both, u"nobody"_s).size(), 0);
        QCOMPARE(printed(both, u"sock"_s).size(), 3);
        QCOMPARE(printed(both, u"feed"_s).size(), 3);
    }
};

QTEST_GUILESS_MAIN(BusyBeaverTest)
#include "tst_busybeaver.moc"
