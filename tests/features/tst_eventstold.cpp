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

QByteArray stamp(const QDateTime &time)
{
    return time.toUTC().toString(u"yyyyMMdd'T'HHmmss'Z'"_s).toLatin1();
}

struct Entry {
    QByteArray uid;
    QByteArray title;
    QDateTime start;
    QByteArray more; ///< lines
    int sequence = 0;
    QDateTime stamped = s_now;
};

QByteArray feed(const QByteArray &name, const QList<Entry> &entries)
{
    QByteArray text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:test\r\nX-WR-CALNAME:" + name + "\r\n";
    for (const Entry &entry : entries) {
        text += "BEGIN:VEVENT\r\nUID:" + entry.uid + "\r\nDTSTAMP:" + stamp(entry.stamped)
            + "\r\nLAST-MODIFIED:" + stamp(entry.stamped) + "\r\nSEQUENCE:" + QByteArray::number(entry.sequence)
            + "\r\nDTSTART:" + stamp(entry.start) + "\r\nDTEND:" + stamp(entry.start.addSecs(3600))
            + "\r\nSUMMARY:" + entry.title + "\r\n" + entry.more + "END:VEVENT\r\n";
    }
    return text + "END:VCALENDAR\r\n";
}

/// A person with calendars, each an account of its own at one airfield.
struct Person {
    Person()
        : flight(s_now)
    {
        flight.open();
    }
    void publish(const QString &calendar, const QList<Entry> &entries)
    {
        flight.field(u"host"_s).worlds().events.putText(calendar, feed(calendar.toUtf8(), entries));
    }
    void watch(const QString &calendar)
    {
        flight.addAccountAt(u"host"_s, calendar, Service::ICalendar);
        flight.addWatch(calendar + u"/feed"_s, Watch::Kind::Calendar,
                        flight.field(u"host"_s).url(u"ics"_s).toString() + u'/' + calendar + u".ics"_s);
    }
    /// What is told when the calendars are asked at this time, and time has passed.
    QStringList newsAt(const QDateTime &now)
    {
        flight.setNow(now);
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

class EventsToldTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// A moved, a cancelled, a re-published and a merely re-stamped event: told, told, not told, not told.
    void byTheirContent()
    {
        Person person;
        const QDateTime day = s_now.addDays(2);
        const QList<Entry> entries{{"moved", "Moved", day},
                                   {"off", "Off", day.addSecs(7200)},
                                   {"old-name", "Published", day.addSecs(2 * 7200)},
                                   {"stamped", "Stamped", day.addSecs(3 * 7200)}};
        person.publish(u"own"_s, entries);
        person.watch(u"own"_s);
        QCOMPARE(person.newsAt(s_now), QStringList());

        QList<Entry> later = entries;
        later[0].start = day.addSecs(1800);
        person.publish(u"own"_s, later);
        QCOMPARE(person.newsAt(s_now.addSecs(600)),
                 QStringList{u"event/moved event-changed moved:2026-11-27T12:30:00Z"_s});

        later[1].more = "STATUS:CANCELLED\r\n";
        person.publish(u"own"_s, later);
        QCOMPARE(person.newsAt(s_now.addSecs(1200)), QStringList{u"event/off event-changed cancelled"_s});

        later[2].uid = "new-name";
        person.publish(u"own"_s, later);
        QCOMPARE(person.newsAt(s_now.addSecs(1800)), QStringList());
        QVERIFY(person.flight.facts(u"own"_s).join(u'\n').contains(u"event/new-name"_s));

        for (Entry &entry : later) {
            entry.sequence += 7;
            entry.stamped = s_now.addSecs(2400);
        }
        person.publish(u"own"_s, later);
        QCOMPARE(person.newsAt(s_now.addSecs(2400)), QStringList());

        later[3].more = "LOCATION:Pub\r\n";
        later.append({"fresh", "Fresh", day.addDays(1)});
        person.publish(u"own"_s, later);
        const QStringList news = person.newsAt(s_now.addSecs(3000));
        QCOMPARE(news.size(), 2);
        QCOMPARE(news.at(0), u"event/fresh event-changed new"_s);
        QVERIFY(news.at(1).startsWith(u"event/stamped event-changed place:"_s));
        QCOMPARE(person.newsAt(s_now.addSecs(3600)), QStringList());
    }

    /// One event in a group's feed and in the person's own calendar: shown once, told once.
    void oneEventOfTwoCalendars()
    {
        Person person;
        const Entry event{"event_1@meetup.com", "Sock night", s_now.addDays(1), "LOCATION:Hall\r\n"};
        const Entry copy{"copy", "Sock Night", s_now.addDays(1)};
        person.publish(u"group"_s, {});
        person.publish(u"own"_s, {{"other", "Dentist", s_now.addDays(1).addSecs(1800)}});
        person.watch(u"group"_s);
        person.watch(u"own"_s);
        QCOMPARE(person.newsAt(s_now), QStringList());
        person.publish(u"group"_s, {event});
        QCOMPARE(person.newsAt(s_now.addSecs(600)), QStringList{u"event/event_1@meetup.com event-changed new"_s});
        person.publish(u"own"_s, {{"other", "Dentist", s_now.addDays(1).addSecs(1800)}, copy});
        QCOMPARE(person.newsAt(s_now.addSecs(1200)), QStringList());

        const QJsonArray shown = person.events();
        QCOMPARE(shown.size(), 2);
        QCOMPARE(shown.at(0)[u"group"_s].toString(), u"group"_s);
        QCOMPARE(shown.at(0)[u"also"_s].toArray().at(0)[u"group"_s].toString(), u"own"_s);
        QCOMPARE(shown.at(0)[u"overlaps"_s], QJsonValue(QJsonArray{u"own/event/other"_s}));
        QCOMPARE(shown.at(1)[u"overlaps"_s], QJsonValue(QJsonArray{u"group/event/event_1@meetup.com"_s}));
        const QString text = person.flight.app().answer(Command{.verb = Command::Verb::Next});
        QVERIFY2(text.contains(u"Also in own. At the same time: Dentist."_s), qPrintable(text));
        QVERIFY2(text.contains(u"Map: https://www.openstreetmap.org/search?query=Hall"_s), qPrintable(text));

        // One reminder, from whichever: the dentist has another.
        const QStringList soon = person.newsAt(s_now.addDays(1).addSecs(-600));
        QCOMPARE(soon.size(), 1);
        QCOMPARE(person.newsAt(s_now.addDays(1).addSecs(-300)), QStringList());

        // The group's event goes; the copy stands for itself.
        person.publish(u"group"_s, {});
        person.newsAt(s_now.addDays(1).addSecs(-240));
        QCOMPARE(person.events().at(0)[u"group"_s].toString(), u"own"_s);
        QVERIFY(person.events().at(0)[u"also"_s].toArray().isEmpty());
        QCOMPARE(person.flight.takeNews(), QStringList());
    }

    /// Once each over restart and sleep; taken back as the event begins.
    void remindersAreOnceEach()
    {
        Person person;
        const QDateTime start = s_now.addSecs(4 * 3600);
        person.publish(u"own"_s, {{"a", "Sock night", start}, {"b", "Early", s_now.addSecs(3600)}});
        person.watch(u"own"_s);
        QCOMPARE(person.newsAt(s_now), QStringList());
        // The machine slept from noon to ten minutes before the second: the first is over.
        const QDateTime awake = start.addSecs(-600);
        person.flight.setNow(awake);
        person.flight.tick();
        QTRY_COMPARE(person.flight.news().size(), 1);
        QVERIFY(person.flight.takeNews().constFirst().endsWith(u"event-soon soon:2026-11-25T16:00:00Z"_s));
        person.flight.restart();
        QCOMPARE(person.newsAt(awake.addSecs(60)), QStringList());
        QCOMPARE(person.newsAt(awake.addSecs(120)), QStringList());
        person.flight.setNow(start);
        person.flight.tick();
        QTRY_COMPARE(person.flight.noticesOf(u"own"_s, Notice::State::Withdrawn).size(), 1);
        QCOMPARE(person.flight.takeNews(), QStringList());
    }

    /// The ways in which calendars say where a meeting is.
    void meetingsAreFound_data()
    {
        QTest::addColumn<QByteArray>("lines");
        QTest::addColumn<QString>("join");
        QTest::newRow("RFC 7986") << "CONFERENCE;VALUE=URI;FEATURE=PHONE:tel:+1-412-555-0123\r\n"
                                     "CONFERENCE;VALUE=URI;FEATURE=VIDEO:https://video.example.org/a,b;c?d=1\r\n"_ba
                                  << u"https://video.example.org/a%2Cb%3Bc?d=1"_s;
        QTest::newRow("Google") << "X-GOOGLE-CONFERENCE:https://meet.google.com/abc-defg-hij\r\n"_ba
                                << u"https://meet.google.com/abc-defg-hij"_s;
        QTest::newRow("Exchange") << "X-MICROSOFT-SKYPETEAMSMEETINGURL:https://teams.microsoft.com/l/meetup-join/1\r\n"_ba
                                  << u"https://teams.microsoft.com/l/meetup-join/1"_s;
        QTest::newRow("place") << "LOCATION:https://whereby.com/room\r\n"_ba << u"https://whereby.com/room"_s;
        QTest::newRow("text") << "DESCRIPTION:Hello\\,\\n<a href=\"https://us02web.zoom.us/j/1?pwd=x\">here</a>\r\n"_ba
                              << u"https://us02web.zoom.us/j/1?pwd=x"_s;
        QTest::newRow("said before found")
            << "DESCRIPTION:https://zoom.us/j/1\r\nCONFERENCE:https://video.example.org/r\r\n"_ba
            << u"https://video.example.org/r"_s;
        QTest::newRow("not encrypted") << "CONFERENCE:http://video.example.org/r\r\n"_ba << QString();
        QTest::newRow("no address") << "CONFERENCE:javascript:alert(1)\r\n"_ba << QString();
        QTest::newRow("ours is not theirs") << "X-WINDSOCK-JOIN:https://evil.example.org/\r\n"_ba << QString();
    }

    void meetingsAreFound()
    {
        QFETCH(QByteArray, lines);
        QFETCH(QString, join);
        Person person;
        person.publish(u"own"_s, {{"a", "Talk", s_now.addDays(1), lines}});
        person.watch(u"own"_s);
        person.newsAt(s_now);
        QCOMPARE(person.events().at(0)[u"join"_s].toString(), join);
        person.flight.restart();
        QCOMPARE(person.events().at(0)[u"join"_s].toString(), join);
    }
};

QTEST_GUILESS_MAIN(EventsToldTest)
#include "tst_eventstold.moc"
