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

namespace {
const QDateTime s_now(QDate(2026, 11, 25), QTime(12, 0), QTimeZone::UTC);
const QString s_organizer = u"organizers/7"_s;
const QString s_organization = u"organizations/8"_s;

/// Somebody who follows an organizer on Eventbrite and helps run an organization there.
struct Person {
    Person()
        : flight(s_now)
    {
        flight.open();
        flight.addAccount(u"eb"_s, Service::Eventbrite, true);
        world().addList(s_organizer, u"Flyers"_s);
        world().addList(s_organization, u"Airfield Society"_s);
        flight.addWatch(u"eb/flyers"_s, Watch::Kind::Group, u"organizer/7"_s);
    }
    EventbriteWorld &world() { return flight.field(u"eb"_s).worlds().eventbrite; }
    /// What is told when Eventbrite is asked at this time, and time has passed.
    QStringList newsAt(const QDateTime &now)
    {
        flight.setNow(now);
        flight.field(u"eb"_s).setNow(now);
        flight.poll();
        flight.tick();
        flight.poll(); // the store does one thing after the other: the tick is over when this is
        return flight.takeNews();
    }
    QJsonArray events()
    {
        return QJsonDocument::fromJson(flight.app().answer(Command{.verb = Command::Verb::Events, .json = true}).toUtf8())
            .array();
    }

    Flight flight;
};
}

class EventbriteToldTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".+"_s)); }

    /// Appears, moves, is held elsewhere, is cancelled: told once each, and not again after a restart.
    void eachChangeOnce()
    {
        Person person;
        const QDateTime day = s_now.addDays(2);
        person.world().put(s_organizer, {.id = u"100"_s, .title = u"Known"_s, .place = u"Hangar"_s, .start = day});
        QCOMPARE(person.newsAt(s_now), QStringList()); // the baseline

        EventbriteWorld::Event event{
            .id = u"200"_s, .title = u"Fly-in"_s, .place = u"Hangar"_s, .start = day.addSecs(7200)};
        person.world().put(s_organizer, event);
        QCOMPARE(person.newsAt(s_now.addSecs(900)), QStringList{u"event/200 event-changed new"_s});

        event.start = day.addSecs(9000);
        person.world().put(s_organizer, event);
        QCOMPARE(person.newsAt(s_now.addSecs(1800)),
                 QStringList{u"event/200 event-changed moved:2026-11-27T14:30:00Z"_s});

        event.place = u"Canteen"_s;
        person.world().put(s_organizer, event);
        const QStringList elsewhere = person.newsAt(s_now.addSecs(2700));
        QCOMPARE(elsewhere.size(), 1);
        QVERIFY2(elsewhere.at(0).startsWith(u"event/200 event-changed place:"_s), qPrintable(elsewhere.at(0)));

        event.status = u"canceled"_s;
        person.world().put(s_organizer, event);
        QCOMPARE(person.newsAt(s_now.addSecs(3600)), QStringList{u"event/200 event-changed cancelled"_s});
        QCOMPARE(person.newsAt(s_now.addSecs(4500)), QStringList());

        person.flight.restart();
        QCOMPARE(person.newsAt(s_now.addSecs(5400)), QStringList());
        QCOMPARE(person.events().at(0)[u"group"_s].toString(), u"Flyers"_s);
    }

    /// How many come is shown, and a change of it is no news.
    void attendeesAreCounted()
    {
        Person person;
        EventbriteWorld::Event event{.id = u"300"_s,
                                     .title = u"Society dinner"_s,
                                     .place = u"Canteen"_s,
                                     .start = s_now.addDays(1),
                                     .attending = 17};
        person.world().put(s_organization, event);
        person.flight.addWatch(u"eb/society"_s, Watch::Kind::Group, u"organization/8"_s);
        QCOMPARE(person.newsAt(s_now), QStringList());
        QCOMPARE(person.events().at(0)[u"rsvps"_s].toInt(-1), 17);

        event.attending = 18;
        event.attendeesChanged = s_now.addSecs(3600);
        person.world().put(s_organization, event);
        QCOMPARE(person.newsAt(s_now.addSecs(7200)), QStringList());
        QCOMPARE(person.events().at(0)[u"rsvps"_s].toInt(-1), 18);
        person.flight.restart();
        QCOMPARE(person.events().at(0)[u"rsvps"_s].toInt(-1), 18);
    }

    void aRefusedTokenAsksForAnother()
    {
        Person person;
        person.flight.app().secrets().keepInMemory(AccountId(u"eb"_s), "other");
        person.newsAt(s_now);
        QCOMPARE(person.flight.health(u"eb/flyers"_s).state, SourceHealth::State::NeedsLogin);
    }
};

QTEST_GUILESS_MAIN(EventbriteToldTest)
#include "tst_eventbritetold.moc"
