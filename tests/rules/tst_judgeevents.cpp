// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/rules/judge.h"
#include "models/rules/reminders.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QTimeZone s_berlin("Europe/Berlin");
const QDateTime s_now(QDate(2026, 8, 1), QTime(12, 0), QTimeZone::UTC);
const AccountId s_account{u"mu"_s};

Occurrence eventAt(const QDateTime &start, const QString &uid = u"e1"_s)
{
    return {.account = s_account,
            .uid = uid,
            .title = u"Sock night"_s,
            .group = u"Socks"_s,
            .place = u"Hall"_s,
            .start = start,
            .end = start.addSecs(3600),
            .url = QUrl(u"https://www.meetup.com/socks/events/1/"_s)};
}

QString reminder(const Occurrence &event)
{
    return reminderBeginning(event, {}) + u"soon:"_s + event.start.toUTC().toString(Qt::ISODate);
}

QStringList keysOf(const Judgement &judgement)
{
    QStringList keys;
    for (const Notice &notice : judgement.notices) {
        keys.append(notice.key);
    }
    return keys;
}

Judgement tick(const QList<Occurrence> &events, const QDateTime &now, const JudgeRules &rules = {})
{
    Facts facts{.account = s_account};
    facts.occurrences = events;
    return judge({.account = s_account}, facts, now, rules);
}

Judgement change(const Occurrence &before, const Occurrence &after, const QDateTime &now = s_now)
{
    Facts facts{.account = s_account};
    facts.occurrences = {after};
    ChangeSet set{.account = s_account};
    set.occurrences.changed.append({before, after});
    return judge(set, facts, now, {.zone = QTimeZone(QTimeZone::UTC)});
}

Judgement appear(const QList<Occurrence> &added, const QList<Occurrence> &known = {},
                 const QList<Occurrence> &removed = {})
{
    Facts facts{.account = s_account};
    facts.occurrences = known + added;
    ChangeSet set{.account = s_account};
    set.occurrences.added = added;
    set.occurrences.removed = removed;
    return judge(set, facts, s_now, {});
}
}

class JudgeEventsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// What Windsock copied into another calendar is told with the event it was copied from, whichever is judged first.
    void aCopyIsToldOnceWithItsEvent()
    {
        const Occurrence event = eventAt(s_now.addSecs(600));
        Occurrence copy = eventAt(event.start, u"copy"_s);
        copy.account = AccountId(u"cal"_s);
        copy.copyOf = event.subject().value;
        QCOMPARE(keysOf(tick({copy}, s_now)), keysOf(tick({event}, s_now)));
        QCOMPARE(keysOf(tick({copy}, s_now)).size(), 1);
        QVERIFY(keysOf(appear({copy}, {}, {})).filter(u"#new"_s).isEmpty());
        QVERIFY(!keysOf(appear({event}, {}, {})).filter(u"#new"_s).isEmpty());
        const Judgement started = tick({copy}, event.start);
        const QString told = keysOf(tick({copy}, s_now)).constFirst();
        QVERIFY(std::ranges::any_of(started.overtaken,
                                    [&](const QString &beginning) { return told.startsWith(beginning); }));
        QVERIFY(!std::ranges::any_of(started.overtaken, [&](const QString &beginning) {
            return QString(event.subject().value + "#moved:x"_L1).startsWith(beginning);
        }));
    }
    void soon_data()
    {
        QTest::addColumn<int>("minutes");
        QTest::addColumn<bool>("told");
        QTest::newRow("long before") << 120 << false;
        QTest::newRow("just before the lead") << 16 << false;
        QTest::newRow("at the lead") << 15 << true;
        QTest::newRow("a minute before") << 1 << true;
        QTest::newRow("it starts") << 0 << false;
        QTest::newRow("it runs") << -10 << false;
        QTest::newRow("over") << -90 << false;
    }

    void soon()
    {
        QFETCH(int, minutes);
        QFETCH(bool, told);
        const QDateTime start = s_now.addSecs(minutes * 60);
        const QStringList keys{reminder(eventAt(start))};
        QCOMPARE(keysOf(tick({eventAt(start)}, s_now)), told ? keys : QStringList());
        if (told) {
            QCOMPARE(keysOf(tick({eventAt(start)}, s_now.addSecs(30))), keys);
        }
    }

    void runningEventIsNotSoonAnyMore()
    {
        const QStringList subject{u"mu/event/e1#"_s, reminderBeginning(eventAt(s_now), {})};
        QCOMPARE(tick({eventAt(s_now.addSecs(600))}, s_now).overtaken, QStringList());
        QCOMPARE(tick({eventAt(s_now)}, s_now).overtaken, subject);
        QCOMPARE(tick({eventAt(s_now.addSecs(-7200))}, s_now).overtaken, QStringList());
    }

    void notSoon()
    {
        Occurrence allDay = eventAt(s_now.addSecs(600));
        allDay.allDay = true;
        QVERIFY(tick({allDay}, s_now).notices.isEmpty());
        Occurrence cancelled = eventAt(s_now.addSecs(600));
        cancelled.status = Occurrence::Status::Cancelled;
        QVERIFY(tick({cancelled}, s_now).notices.isEmpty());
        QVERIFY(tick({eventAt(s_now.addSecs(600))}, s_now, {.eventLead = std::chrono::minutes(5)}).notices.isEmpty());
    }

    void baselineTellsNotEvenSoon()
    {
        Facts facts{.account = s_account};
        facts.occurrences = {eventAt(s_now.addSecs(600))};
        QVERIFY(judge(asBaseline(facts, s_now), facts, s_now, {}).notices.isEmpty());
        QCOMPARE(tick(facts.occurrences, s_now).notices.size(), 1);
    }

    // The clocks of Berlin go back at 01:00 UTC on 25 October 2026: 02:30 is there twice, and each is a time of its own.
    void acrossTheChangeOfTheClock()
    {
        const QDateTime first(QDate(2026, 10, 25), QTime(0, 30), QTimeZone::UTC);
        const Occurrence summer = eventAt(first.toTimeZone(s_berlin), u"a"_s);
        const Occurrence winter = eventAt(first.addSecs(3600).toTimeZone(s_berlin), u"b"_s);
        QCOMPARE(summer.start.time(), winter.start.time());
        QCOMPARE(keysOf(tick({summer, winter}, first.addSecs(-600), {.zone = s_berlin})), QStringList{reminder(summer)});
        QCOMPARE(keysOf(tick({summer, winter}, first.addSecs(3000), {.zone = s_berlin})), QStringList{reminder(winter)});
    }

    void sameMomentInAnotherZoneIsNoMove()
    {
        const Occurrence before = eventAt(s_now.addDays(1));
        Occurrence after = before;
        after.start = before.start.toTimeZone(s_berlin);
        after.end = before.end.toTimeZone(s_berlin);
        QVERIFY(change(before, after).notices.isEmpty());
    }

    void changes_data()
    {
        QTest::addColumn<Occurrence>("before");
        QTest::addColumn<Occurrence>("after");
        QTest::addColumn<QStringList>("transitions");
        const Occurrence base = eventAt(s_now.addDays(1));
        const auto with = [&base](auto alter) {
            Occurrence altered = base;
            alter(altered);
            return altered;
        };
        const Occurrence cancelled = with([](Occurrence &e) { e.status = Occurrence::Status::Cancelled; });
        QTest::newRow("moved") << base << eventAt(s_now.addDays(2)) << QStringList{u"moved:2026-08-03T12:00:00Z"_s};
        QTest::newRow("ends later") << base << with([](Occurrence &e) { e.end = e.end.addSecs(3600); })
                                    << QStringList{u"ends:2026-08-02T14:00:00Z"_s};
        QTest::newRow("cancelled") << base << cancelled << QStringList{u"cancelled"_s};
        QTest::newRow("takes place after all") << cancelled << base << QStringList{u"confirmed"_s};
        QTest::newRow("moved while cancelled") << cancelled << with([](Occurrence &e) {
            e.status = Occurrence::Status::Cancelled;
            e.start = e.start.addSecs(60);
        }) << QStringList();
        QTest::newRow("other text, link, rsvps") << base << with([](Occurrence &e) {
            e.description = u"new"_s;
            e.rsvps = 5;
            e.url = QUrl(u"https://example.org"_s);
        }) << QStringList();
        QTest::newRow("over") << eventAt(s_now.addDays(-2)) << eventAt(s_now.addDays(-1)) << QStringList();
    }

    void changes()
    {
        QFETCH(Occurrence, before);
        QFETCH(Occurrence, after);
        QFETCH(QStringList, transitions);
        for (QString &transition : transitions) {
            transition.prepend(u"mu/event/e1#"_s);
        }
        const Judgement judgement = change(before, after);
        QCOMPARE(keysOf(judgement), transitions);
        QCOMPARE(judgement.overtaken.size(), transitions.isEmpty() ? 0 : 2); // what was told of it, and its reminders
    }

    void placeHasAKeyOfItsContent()
    {
        const Occurrence before = eventAt(s_now.addDays(1));
        Occurrence after = before;
        after.place = u"Pub"_s;
        const QStringList keys = keysOf(change(before, after));
        QCOMPARE(keys.size(), 1);
        QVERIFY(keys.constFirst().startsWith(u"mu/event/e1#place:"_s));
        QCOMPARE(keysOf(change(before, after)), keys);
        after.place = u"Barn"_s;
        QVERIFY(keysOf(change(before, after)) != keys);
    }

    void newEvents()
    {
        QCOMPARE(keysOf(appear({eventAt(s_now.addDays(1))})), QStringList{u"mu/event/e1#new"_s});
        QVERIFY(appear({eventAt(s_now.addDays(-1))}).notices.isEmpty());
        Occurrence cancelled = eventAt(s_now.addDays(1));
        cancelled.status = Occurrence::Status::Cancelled;
        QVERIFY(appear({cancelled}).notices.isEmpty());
    }

    void whatIsPublishedAnewIsNotNew()
    {
        const Occurrence before = eventAt(s_now.addDays(1), u"old"_s);
        Occurrence after = eventAt(s_now.addDays(1), u"new"_s);
        QVERIFY(appear({after}, {}, {before}).notices.isEmpty());
        after.start = after.start.addSecs(3600);
        QCOMPARE(keysOf(appear({after}, {}, {before})), QStringList{u"mu/event/new#new"_s});
    }

    void whatAnotherCalendarSaysIsNotToldAgain()
    {
        const Occurrence before = eventAt(s_now.addDays(1));
        Occurrence after = before;
        after.start = before.start.addSecs(3600);
        after.end = before.end.addSecs(3600);
        Occurrence copy = before;
        copy.account = AccountId(u"own"_s);
        copy.group = u"Personal"_s;
        const auto told = [&](const Occurrence &then, const Occurrence &now, const Occurrence &other) {
            Facts facts{.account = s_account};
            facts.occurrences = {now};
            facts.elsewhere = {other};
            ChangeSet set{.account = s_account};
            set.occurrences.changed.append({then, now});
            return judge(set, facts, s_now, {}).notices.size();
        };
        QCOMPARE(told(before, after, copy), 1); // the copy does not know yet
        copy.start = after.start;
        copy.end = after.end;
        QCOMPARE(told(before, after, copy), 0);
        Occurrence off = before;
        off.status = Occurrence::Status::Cancelled;
        copy = before;
        copy.account = AccountId(u"own"_s);
        QCOMPARE(told(before, off, copy), 1);
        copy.status = Occurrence::Status::Cancelled;
        QCOMPARE(told(before, off, copy), 0);
        Occurrence elsewhere = before;
        elsewhere.place = u"Pub"_s;
        copy = before;
        copy.account = AccountId(u"own"_s);
        QCOMPARE(told(before, elsewhere, copy), 1);
        copy.place = u"The Pub, Airfield"_s;
        QCOMPARE(told(before, elsewhere, copy), 0);

        Facts facts{.account = s_account};
        facts.occurrences = {before};
        facts.elsewhere = {copy};
        ChangeSet set{.account = s_account};
        set.occurrences.added = {before};
        QVERIFY(judge(set, facts, s_now, {}).notices.isEmpty());
        facts.elsewhere.clear();
        QCOMPARE(judge(set, facts, s_now, {}).notices.size(), 1);
    }

    void aSeriesIsNewOnce()
    {
        QList<Occurrence> series;
        for (int week = 3; week > 0; --week) {
            Occurrence one = eventAt(s_now.addDays(7 * week));
            one.recurrence = one.start;
            series.append(one);
        }
        const Judgement judgement = appear(series);
        QCOMPARE(keysOf(judgement), QStringList{u"mu/event/e1#new"_s});
        QCOMPARE(judgement.notices.constFirst().subject, series.constLast().subject());
        // One more of a known series, and one for one.
        QVERIFY(appear({series.at(0)}, {series.at(1)}).notices.isEmpty());
        QVERIFY(appear({series.at(0)}, {}, {series.at(2)}).notices.isEmpty());
    }
};

QTEST_GUILESS_MAIN(JudgeEventsTest)
#include "tst_judgeevents.moc"
