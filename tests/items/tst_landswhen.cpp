// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/landswhen.h"
#include "models/items/ownschedule.h"
#include "models/items/queuemodel.h"
#include "models/items/roles.h"
#include "tests/items/signalshadow.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Windsock;
using AfterHours = LandsWhen::AfterHours;

namespace {
const QTimeZone s_utc(QTimeZone::UTC);
const QTimeZone s_berlin("Europe/Berlin");
const AccountId s_own(u"own"_s);
const QDateTime s_now(QDate(2026, 3, 2), QTime(16, 0), QTimeZone::UTC); ///< a Monday

QDateTime at(int hour, int minute = 0, int second = 0)
{
    return QDateTime(s_now.date(), QTime(hour, minute, second), QTimeZone::UTC);
}

LandsWhen range(const QDateTime &from, const QDateTime &to)
{
    return {.from = from, .half = from, .to = to};
}

Occurrence meeting(const QString &title, const QDateTime &start, const QDateTime &end)
{
    return {.account = s_own, .uid = title, .title = title, .group = u"Own"_s, .start = start, .end = end};
}

/// All hours of all days: nothing is after them.
WorkingHours always()
{
    return {.days = {Qt::Monday, Qt::Tuesday, Qt::Wednesday, Qt::Thursday, Qt::Friday, Qt::Saturday, Qt::Sunday},
            .from = QTime(0, 0),
            .to = QTime(0, 0)};
}

LandsWhen met(const LandsWhen &lands, const QList<Occurrence> &events)
{
    return withSchedule(lands, events, always(), s_utc);
}

QStringList titles(const QList<Occurrence> &events)
{
    QStringList titles;
    for (const Occurrence &event : events) {
        titles.append(event.title);
    }
    return titles;
}

/// A landing that has just been asked for, in a queue through which the others took 10 to 110 minutes: likely 10 to 100.
ChangeSet queued()
{
    ChangeSet set{.account = AccountId(u"lando"_s), .at = s_now};
    set.landings.added = {{.account = set.account,
                           .title = u"Fix"_s,
                           .state = Landing::State::Queued,
                           .changed = s_now,
                           .job = 7,
                           .repository = u"firefox-autoland"_s,
                           .requested = s_now}};
    for (int i = 0; i < 24; ++i) {
        const int minutes = i < 22 ? 10 + 4 * i : i == 22 ? 100 : 110;
        set.realised.append({.queue = u"landing/firefox-autoland"_s,
                             .subject = Subject(QString::number(i)),
                             .from = s_now.addDays(-1),
                             .to = s_now.addDays(-1).addSecs(60 * minutes)});
    }
    return set;
}

ChangeSet added(const QList<Occurrence> &events)
{
    ChangeSet set{.account = s_own, .at = s_now};
    set.occurrences.added = events;
    return set;
}
}

class LandsWhenTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }

    void theRangeIsInWholeMinutes()
    {
        const Remaining remaining{.quick = 10min, .half = 58min, .most = 100min, .samples = 24};
        QCOMPARE(landsWhen(at(16), remaining), (LandsWhen{.from = at(16, 10), .half = at(16, 58), .to = at(17, 40)}));
        QCOMPARE(landsWhen(at(16, 0, 1), remaining),
                 (LandsWhen{.from = at(16, 10), .half = at(16, 59), .to = at(17, 41)}));
        const Remaining sure{.quick = 10min, .half = 10min, .most = 10min, .samples = 24};
        QCOMPARE(landsWhen(at(16), sure), (LandsWhen{.from = at(16, 10), .half = at(16, 10), .to = at(16, 11)}));
    }

    void meets_data()
    {
        QTest::addColumn<LandsWhen>("lands");
        QTest::addColumn<Occurrence>("event");
        QTest::addColumn<bool>("meets");
        const LandsWhen lands = range(at(16, 10), at(17, 40));
        const auto row = [&lands](const char *name, const Occurrence &event, bool meets) {
            QTest::newRow(name) << lands << event << meets;
        };
        const Occurrence within = meeting(u"Within"_s, at(16, 30), at(17, 30));
        row("within", within, true);
        row("around", meeting(u"Around"_s, at(9), at(20)), true);
        row("its first minute", meeting(u"First"_s, at(15), at(16, 11)), true);
        row("its last minute", meeting(u"Last"_s, at(17, 39), at(19)), true);
        row("touches its beginning", meeting(u"Before"_s, at(15), at(16, 10)), false);
        row("touches its end", meeting(u"After"_s, at(17, 40), at(19)), false);
        row("no length", meeting(u"Moment"_s, at(17), at(17)), false);
        row("no end", meeting(u"Endless"_s, at(17), QDateTime()), false);
        Occurrence day = meeting(u"Day"_s, at(0), at(0).addDays(1));
        day.allDay = true;
        row("whole day", day, false);
        Occurrence off = within;
        off.status = Occurrence::Status::Cancelled;
        row("cancelled", off, false);
        off.status = Occurrence::Status::Tentative;
        row("not certain", off, true);
        Occurrence free = within;
        free.transparent = true;
        row("leaves one free", free, false);
        QTest::newRow("nobody knows the end") << range(at(16, 10), QDateTime()) << within << false;
        QTest::newRow("12 hours") << range(at(8), at(20)) << within << true;
        QTest::newRow("more than 12 hours") << range(at(8), at(20, 1)) << within << false;
        // Over the night in which Berlin's clocks go back: an hour by the clock that is there twice is met once.
        const auto autumn = [](int hour, int minute) {
            return QDateTime(QDate(2026, 10, 25), QTime(hour, minute), QTimeZone::UTC);
        };
        const QDateTime second = autumn(1, 30).toTimeZone(s_berlin); // 02:30, as was 00:30
        const Occurrence later = meeting(u"Later"_s, second, second.addSecs(1200));
        QCOMPARE(second.time(), QTime(2, 30));
        QTest::newRow("the hour that comes twice, first") << range(autumn(0, 0), autumn(1, 0)) << later << false;
        QTest::newRow("the hour that comes twice, second") << range(autumn(1, 0), autumn(2, 0)) << later << true;
    }

    void meets()
    {
        QFETCH(LandsWhen, lands);
        QFETCH(Occurrence, event);
        QFETCH(bool, meets);
        const LandsWhen said = met(lands, {event});
        QCOMPARE(said.meeting.has_value(), meets);
        QCOMPARE(said.meetings, meets ? 1 : 0);
        QVERIFY(!meets || *said.meeting == event);
        QCOMPARE(said.afterHours, AfterHours::No);
    }

    void theLongestIsNamedAndTheOthersCounted()
    {
        const LandsWhen lands = range(at(16, 10), at(17, 40));
        const Occurrence longest = meeting(u"Longest"_s, at(16, 30), at(17, 30));
        const Occurrence over = meeting(u"Longer, but mostly over"_s, at(12), at(16, 30));
        const Occurrence brief = meeting(u"Brief"_s, at(17), at(17, 15));
        LandsWhen said = met(lands, {over, brief, longest});
        QCOMPARE(said.meeting->title, u"Longest"_s);
        QCOMPARE(said.meetings, 3);
        // The same event in another calendar is no other meeting.
        Occurrence copy = longest;
        copy.account = AccountId(u"team"_s);
        copy.group = u"Team"_s;
        copy.uid = u"copy"_s;
        said = met(lands, {copy, over, longest});
        QCOMPARE(said.meetings, 2);
        // Of two that share as much the earlier, whatever their order.
        const Occurrence early = meeting(u"Early"_s, at(16, 15), at(16, 45));
        const Occurrence late = meeting(u"Late"_s, at(17), at(17, 30));
        QCOMPARE(met(lands, {late, early}).meeting->title, u"Early"_s);
        QCOMPARE(met(lands, {early, late}).meeting->title, u"Early"_s);
    }

    void afterHours_data()
    {
        QTest::addColumn<QDateTime>("from");
        QTest::addColumn<QDateTime>("to");
        QTest::addColumn<AfterHours>("after");
        const auto berlin = [](int month, int day, int hour, int minute = 0) {
            return QDateTime(QDate(2026, month, day), QTime(hour, minute), s_berlin).toUTC();
        };
        QTest::newRow("in working hours") << berlin(3, 2, 16) << berlin(3, 2, 17, 30) << AfterHours::No;
        QTest::newRow("ends with them") << berlin(3, 2, 16) << berlin(3, 2, 18) << AfterHours::No;
        QTest::newRow("ends after them") << berlin(3, 2, 16) << berlin(3, 2, 18, 1) << AfterHours::AtItsEnd;
        QTest::newRow("in the evening") << berlin(3, 2, 19) << berlin(3, 2, 20) << AfterHours::Throughout;
        QTest::newRow("ends when they begin") << berlin(3, 3, 7) << berlin(3, 3, 9) << AfterHours::No;
        QTest::newRow("at the weekend") << berlin(3, 7, 12) << berlin(3, 7, 13) << AfterHours::Throughout;
        QTest::newRow("nobody knows the end") << berlin(3, 2, 19) << QDateTime() << AfterHours::No;
        QTest::newRow("more than 12 hours") << berlin(3, 2, 16) << berlin(3, 3, 4, 1) << AfterHours::No;
        // The last working day before and the first after the clocks go forward, and back: 18:00 by the clock each.
        QTest::newRow("spring, before") << berlin(3, 27, 17) << berlin(3, 27, 18) << AfterHours::No;
        QTest::newRow("spring, after") << berlin(3, 30, 17) << berlin(3, 30, 18, 1) << AfterHours::AtItsEnd;
        QTest::newRow("autumn, after") << berlin(10, 26, 17) << berlin(10, 26, 18) << AfterHours::No;
    }

    void afterHours()
    {
        QFETCH(QDateTime, from);
        QFETCH(QDateTime, to);
        WorkingHours hours;
        QTEST(withSchedule(range(from, to), {}, hours, s_berlin).afterHours, "after");
        hours.told = false;
        QCOMPARE(withSchedule(range(from, to), {}, hours, s_berlin).afterHours, AfterHours::No);
    }

    void saysIt()
    {
        const WorkingHours hours;
        const auto lines = [&hours](const LandsWhen &lands, const QList<Occurrence> &events,
                                    const QTimeZone &zone = s_utc) {
            return landsLines(withSchedule(lands, events, hours, zone), hours, s_now, zone);
        };
        const LandsWhen lands = range(at(16, 10), at(17, 40));
        const Occurrence standUp = meeting(u"Stand-up"_s, at(16, 30), at(17, 30));
        const Occurrence other = meeting(u"Other"_s, at(17), at(17, 15));
        const Occurrence third = meeting(u"Third"_s, at(17), at(17, 10));
        QCOMPARE(lines(lands, {}), QStringList());
        QCOMPARE(lines(lands, {standUp}),
                 QStringList{u"Likely lands 16:10 – 17:40, you are in a meeting 16:30 – 17:30: “Stand-up”"_s});
        QCOMPARE(
            lines(lands, {standUp, other}),
            QStringList{u"Likely lands 16:10 – 17:40, you are in a meeting 16:30 – 17:30, “Stand-up”, and in 1 more"_s});
        QCOMPARE(
            lines(lands, {standUp, other, third}),
            QStringList{u"Likely lands 16:10 – 17:40, you are in a meeting 16:30 – 17:30, “Stand-up”, and in 2 more"_s});
        QCOMPARE(lines(lands, {meeting({}, at(16, 30), at(17, 30))}),
                 QStringList{u"Likely lands 16:10 – 17:40, you are in a meeting 16:30 – 17:30: “no title”"_s});
        // In the viewer's zone, where it is an hour later, working hours too.
        QCOMPARE(lines(lands, {standUp}, s_berlin),
                 (QStringList{u"Likely lands 17:10 – 18:40, you are in a meeting 17:30 – 18:30: “Stand-up”"_s,
                              u"From 18:00 on nobody can back out: after hours"_s}));
        QCOMPARE(lines(range(at(23), at(23, 30)), {}),
                 (QStringList{u"Likely lands 23:00 – 23:30"_s, u"Nobody can back out: after hours"_s}));
        // Not today: with the day.
        QCOMPARE(lines(range(at(23, 30), at(23, 30).addSecs(3600)), {}).constFirst(),
                 u"Likely lands 23:30 – Tue 00:30"_s);
        // Nothing of a title can steer what it is shown in.
        const QString line = lines(lands, {meeting(u"A\u202e\nB"_s + u"c"_s.repeated(60), at(17), at(18))}).constFirst();
        QVERIFY2(line.contains(u"“A B"_s) && line.size() < 120, qPrintable(line));
    }

    void theScheduleIsTheirOwn()
    {
        OwnSchedule schedule;
        Occurrence mine = meeting(u"Mine"_s, at(16, 30), at(17, 30));
        Occurrence announced = meeting(u"Announced"_s, at(16, 30), at(17));
        announced.account = AccountId(u"meetup"_s);
        Occurrence muted = meeting(u"Muted"_s, at(16, 40), at(17));
        muted.group = u"Colleagues"_s;
        Occurrence release = meeting(u"147"_s, at(16, 30), at(17));
        release.group = u"Firefox releases"_s;
        Occurrence day = meeting(u"Day"_s, at(0), at(0).addDays(1));
        day.allDay = true;
        const Occurrence lasting = meeting(u"Long"_s, at(6), at(16, 11));
        schedule.apply(added({mine, announced, muted, release, day, lasting}).occurrences);
        QCOMPARE(titles(schedule.between(at(16, 10), at(17, 40))), QStringList());
        schedule.setCalendars({s_own}); // known only now, as when the store was opened
        QCOMPARE(titles(schedule.between(at(16, 10), at(17, 40))), (QStringList{u"Long"_s, u"Mine"_s, u"Muted"_s}));
        schedule.setPreferences({.mutedCalendars = {u"own/Colleagues"_s}});
        QCOMPARE(titles(schedule.between(at(16, 10), at(17, 40))), (QStringList{u"Long"_s, u"Mine"_s}));
        // Touching is not sharing.
        QCOMPARE(titles(schedule.between(at(16, 11), at(16, 30))), QStringList());
        ChangeSet moved{.account = s_own};
        Occurrence later = mine;
        later.start = at(18);
        later.end = at(19);
        moved.occurrences.changed = {{mine, later}};
        moved.occurrences.removed = {lasting};
        schedule.apply(moved.occurrences);
        QCOMPARE(titles(schedule.between(at(16, 10), at(17, 40))), QStringList());
        QCOMPARE(titles(schedule.between(at(18, 59), at(19))), QStringList{u"Mine"_s});
        schedule.apply(added({later}).occurrences); // once more
        QCOMPARE(titles(schedule.between(at(18, 59), at(19))), QStringList{u"Mine"_s});
    }

    void theQueueSaysIt()
    {
        QueueModel model;
        const SignalShadow shadow(&model);
        model.setZone(s_utc);
        model.setNow(s_now);
        model.setCalendars({s_own});
        model.apply(queued());
        const QPersistentModelIndex row = model.index(0, 0);
        const auto note = [&row] { return row.data(ItemRole::Note).toString(); };
        const auto lands = [&row] { return row.data(ItemRole::Lands).value<LandsWhen>(); };
        QCOMPARE(lands(), (LandsWhen{.from = at(16, 10), .half = at(16, 58), .to = at(17, 40)}));
        QCOMPARE(note(), QString());

        const Occurrence standUp = meeting(u"Stand-up"_s, at(16, 30), at(17, 30));
        model.apply(added({standUp}));
        const QString meets = u"Likely lands 16:10 – 17:40, you are in a meeting 16:30 – 17:30: “Stand-up”"_s;
        QCOMPARE(note(), meets);
        QCOMPARE(lands().meeting, std::optional(standUp));
        QVERIFY(row.data(Qt::ToolTipRole).toString().contains(u'\n' + meets));
        QVERIFY(row.data(Qt::AccessibleTextRole).toString().contains(u' ' + meets + u'.'));
        QCOMPARE(shadow.difference(), QString());

        Preferences preferences;
        preferences.work.to = QTime(17, 0);
        model.setPreferences(preferences);
        const QString after = u"From 17:00 on nobody can back out: after hours"_s;
        QCOMPARE(note(), meets + u'\n' + after);
        QCOMPARE(shadow.difference(), QString());
        preferences.mutedCalendars = {standUp.teller()};
        model.setPreferences(preferences);
        QCOMPARE(note(), u"Likely lands 16:10 – 17:40\n"_s + after);
        QCOMPARE(shadow.difference(), QString());
        model.setPreferences({});
        QCOMPARE(note(), meets);
        model.setZone(s_berlin);
        QVERIFY(note().startsWith(u"Likely lands 17:10 – 18:40"_s));
        QCOMPARE(shadow.difference(), QString());
        model.setZone(s_utc);

        // As the clock goes on those that were quicker no longer count.
        model.setNow(at(16, 20));
        QCOMPARE(lands().from, at(16, 22));
        QCOMPARE(shadow.difference(), QString());
        model.setNow(s_now);
        ChangeSet gone{.account = s_own};
        gone.occurrences.removed = {standUp};
        model.apply(gone);
        QCOMPARE(note(), QString());
        QCOMPARE(shadow.difference(), QString());
        model.apply(added({standUp}));
        model.setCalendars({});
        QCOMPARE(note(), QString());
        model.setCalendars({s_own});
        QCOMPARE(note(), meets);

        // Nobody knows how long a tree stays closed.
        ChangeSet closed{.account = AccountId(u"lando"_s)};
        closed.trees.added = {{.account = closed.account, .name = u"firefox-autoland"_s, .status = Tree::Status::Closed}};
        model.apply(closed);
        QCOMPARE(note(), QString());
        QVERIFY(!row.data(ItemRole::Lands).isValid());
        QCOMPARE(shadow.difference(), QString());
        QCOMPARE(shadow.resets, 0);
    }

    void whatIsNotKnownMeetsNothing()
    {
        QueueModel model;
        model.setNow(s_now);
        model.setCalendars({s_own});
        ChangeSet set = queued();
        set.realised.resize(fewestRealised - 1);
        model.apply(set);
        model.apply(added({meeting(u"Stand-up"_s, at(16, 30), at(17, 30))}));
        QVERIFY(!model.index(0, 0).data(ItemRole::Lands).isValid());
        QCOMPARE(model.index(0, 0).data(ItemRole::Note).toString(), QString());
    }
};

QTEST_GUILESS_MAIN(LandsWhenTest)
#include "tst_landswhen.moc"
