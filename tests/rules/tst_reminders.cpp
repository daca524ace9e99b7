// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/rules/judge.h"
#include "models/rules/reminders.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;
using namespace std::chrono_literals;

namespace {
const QTimeZone s_berlin("Europe/Berlin");
const QDateTime s_start(QDate(2026, 11, 25), QTime(18, 0), QTimeZone::UTC);
const JudgeRules s_rules{.eventLead = 15min, .eventTravel = 40min, .zone = QTimeZone(QTimeZone::UTC)};

Occurrence eventOf(const QString &account = u"mu"_s, const QString &uid = u"1"_s, const QDateTime &start = s_start)
{
    return {.account = AccountId(account),
            .uid = uid,
            .title = u"Sock night"_s,
            .group = u"Socks"_s,
            .start = start,
            .end = start.addSecs(3600)};
}

QList<Notice> remind(const QList<Occurrence> &events, const QDateTime &now, const JudgeRules &rules = s_rules,
                     const QList<Occurrence> &elsewhere = {})
{
    Facts facts{.account = events.isEmpty() ? AccountId() : events.constFirst().account};
    facts.occurrences = events;
    facts.elsewhere = elsewhere;
    return judge({.account = facts.account}, facts, now, rules).notices;
}

QStringList kinds(const QList<Notice> &notices)
{
    QStringList list;
    for (const Notice &notice : notices) {
        list.append(notice.key.section(u'#', 1).section(u':', 0, 0));
    }
    return list;
}

/// The reminders of a day by a clock that is asked every quarter of a minute, each key once, with when it came.
QStringList dayOf(
    const Occurrence &event, const QDateTime &from, const JudgeRules &rules,
    const std::function<bool(const QDateTime &)> &awake = [](const QDateTime &) { return true; })
{
    QStringList told;
    QStringList keys;
    for (QDateTime now = from; now < from.addDays(1); now = now.addSecs(15)) {
        for (const Notice &notice : awake(now) ? remind({event}, now, rules) : QList<Notice>()) {
            if (!keys.contains(notice.key)) {
                keys.append(notice.key);
                told.append(kinds({notice}).constFirst() + u' ' + now.toUTC().toString(u"HH:mm"_s));
            }
        }
    }
    return told;
}
}

class RemindersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void beforeItBegins()
    {
        const QDateTime morning = s_start.addSecs(-12 * 3600);
        QCOMPARE(dayOf(eventOf(), morning, s_rules), QStringList{u"soon 17:45"_s});
        QCOMPARE(dayOf(eventOf(), morning, {.eventLead = 0min}), QStringList());
    }

    void timeToLeaveWhereItHasAPlace()
    {
        Occurrence there = eventOf();
        there.place = u"Hall"_s;
        const QDateTime morning = s_start.addSecs(-12 * 3600);
        QCOMPARE(dayOf(there, morning, s_rules), (QStringList{u"leave 17:20"_s, u"soon 17:45"_s}));
        QCOMPARE(dayOf(there, morning, {.eventLead = 60min, .eventTravel = 20min}),
                 (QStringList{u"soon 17:00"_s, u"leave 17:40"_s}));
        QCOMPARE(dayOf(there, morning, {.eventLead = 0min, .eventTravel = 20min}), QStringList{u"leave 17:40"_s});
        there.place = u"Online"_s;
        QCOMPARE(dayOf(there, morning, s_rules), QStringList{u"soon 17:45"_s});
        there.place = u"Hall"_s;
        const QList<Notice> leave = remind({there}, s_start.addSecs(-30 * 60));
        QCOMPARE(leave.constFirst().title, u"Leave now: Sock night"_s);
    }

    void acrossASleep()
    {
        Occurrence there = eventOf();
        there.place = u"Hall"_s;
        const QDateTime morning = s_start.addSecs(-12 * 3600);
        const auto asleepUntil = [](const QDateTime &wake) {
            return [wake](const QDateTime &now) { return now >= wake; };
        };
        // Slept past both: the later one alone, at once.
        QCOMPARE(dayOf(there, morning, s_rules, asleepUntil(s_start.addSecs(-300))), QStringList{u"soon 17:55"_s});
        QCOMPARE(dayOf(there, morning, s_rules, asleepUntil(s_start.addSecs(-1800))),
                 (QStringList{u"leave 17:30"_s, u"soon 17:45"_s}));
        // It has begun.
        QCOMPARE(dayOf(there, morning, s_rules, asleepUntil(s_start)), QStringList());
    }

    void aRestartRemindsByTheSameKey()
    {
        const QDateTime now = s_start.addSecs(-600);
        QCOMPARE(remind({eventOf()}, now).constFirst().key, remind({eventOf()}, now.addSecs(300)).constFirst().key);
        QCOMPARE(remind({eventOf()}, now).constFirst().key,
                 u"event/"_s + remind({eventOf()}, now).constFirst().key.sliced(6));
    }

    /// Both nights in which the clocks of Berlin change, the lead goes over the change.
    void bothDaysOfTheClocks()
    {
        const JudgeRules rules{.eventLead = 90min, .zone = s_berlin};
        // 29 March 2026: 02:00 is 03:00. 03:30 begins an hour and a half after 01:00.
        const QDateTime spring(QDate(2026, 3, 29), QTime(3, 30), s_berlin);
        QCOMPARE(dayOf(eventOf(u"a"_s, u"1"_s, spring), spring.toUTC().addSecs(-4 * 3600), rules),
                 QStringList{u"soon 00:00"_s});
        QCOMPARE(spring.toUTC().time(), QTime(1, 30));
        // 25 October 2026: 03:00 is 02:00 once more.
        const QDateTime autumn(QDate(2026, 10, 25), QTime(3, 15), s_berlin);
        QCOMPARE(dayOf(eventOf(u"a"_s, u"1"_s, autumn), autumn.toUTC().addSecs(-4 * 3600), rules),
                 QStringList{u"soon 00:45"_s});
        // What is twice by the clock is two events, each with its own reminder.
        const QDateTime first(QDate(2026, 10, 25), QTime(0, 30), QTimeZone::UTC);
        QVERIFY(reminderBeginning(eventOf(u"a"_s, u"1"_s, first.toTimeZone(s_berlin)), {})
                != reminderBeginning(eventOf(u"a"_s, u"1"_s, first.addSecs(3600).toTimeZone(s_berlin)), {}));
    }

    void offForACalendar()
    {
        JudgeRules rules = s_rules;
        rules.mutedCalendars = {u"mu/Socks"_s};
        const QDateTime now = s_start.addSecs(-600);
        QCOMPARE(remind({eventOf()}, now, rules), QList<Notice>());
        QCOMPARE(remind({eventOf(u"other"_s)}, now, rules).size(), 1);
    }

    void oneEventOfTwoCalendarsRemindsOnce()
    {
        const QDateTime now = s_start.addSecs(-600);
        Occurrence copy = eventOf(u"own"_s, u"x"_s);
        copy.group = u"Personal"_s;
        copy.place = u"Hall"_s;
        QCOMPARE(remind({eventOf()}, now, s_rules, {copy}).constFirst().key,
                 remind({copy}, now, s_rules, {eventOf()}).constFirst().key);
        // Two of one title at one time, far from each other, are two.
        Occurrence here = eventOf();
        here.place = u"Room A"_s;
        copy.place = u"Room B"_s;
        QVERIFY(remind({here}, now, s_rules, {copy}).constFirst().key
                != remind({copy}, now, s_rules, {here}).constFirst().key);
    }

    void aReminderLeadsToTheMeeting()
    {
        Occurrence online = eventOf();
        online.url = QUrl(u"https://www.meetup.com/socks/events/1/"_s);
        const QDateTime now = s_start.addSecs(-600);
        QCOMPARE(remind({online}, now).constFirst().url, online.url);
        online.join = QUrl(u"https://zoom.us/j/1"_s);
        QCOMPARE(remind({online}, now).constFirst().url, online.join);
        online.join = QUrl(u"ftp://example.org/"_s);
        QCOMPARE(remind({online}, now).constFirst().url, online.url);
    }

    void snoozing()
    {
        const Notice reminder = remind({eventOf()}, s_start.addSecs(-900)).constFirst();
        QVERIFY(!snoozedUntil(reminder).isValid());
        const auto again = snoozed(reminder, s_start.addSecs(-890));
        QVERIFY(again);
        QCOMPARE(snoozedUntil(*again), s_start.addSecs(-590));
        QCOMPARE(again->state, Notice::State::Pending);
        QVERIFY(!again->read);
        QVERIFY(again->key.startsWith(reminderBeginning(eventOf(), {}))); // its start takes it back
        // Again from there, then a minute before the start, then no more.
        const auto third = snoozed(*again, s_start.addSecs(-180));
        QVERIFY(third);
        QCOMPARE(snoozedUntil(*third), s_start.addSecs(-60));
        QVERIFY(third->key != again->key);
        QVERIFY(!snoozed(*third, s_start.addSecs(-60)));
        QVERIFY(!snoozed({.key = u"mu/event/1#new"_s}, s_start.addSecs(-900)));
        QVERIFY(!snoozed({.key = u"event/ab#again:x"_s}, s_start.addSecs(-900)));
    }

    void whatHasBegunIsMissed()
    {
        const Notice reminder = remind({eventOf()}, s_start.addSecs(-900)).constFirst();
        QVERIFY(!isMissed(reminder, s_start.addSecs(-1)));
        QVERIFY(isMissed(reminder, s_start));
        QVERIFY(!isMissed({.key = u"mu/event/1#moved:2026-11-25T18:00:00Z"_s}, s_start));
    }
};

QTEST_GUILESS_MAIN(RemindersTest)
#include "tst_reminders.moc"
