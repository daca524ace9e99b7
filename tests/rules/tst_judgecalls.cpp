// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/rules/callrules.h"
#include "models/rules/judge.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QTimeZone s_berlin("Europe/Berlin");
const AccountId s_account(u"cfp"_s);

Occurrence callTo(QDate closes, const QString &title = u"Crosswind Days"_s, const QString &list = u"python/"_s)
{
    Occurrence call{.account = s_account,
                    .uid = title.toLower() + u"/2027-05-01"_s,
                    .title = title,
                    .group = u"confs.tech: "_s + list,
                    .place = u"Kiel, Germany"_s,
                    .allDay = true,
                    .transparent = true};
    call.url = QUrl(u"https://crosswind.test/cfp"_s);
    call.calendar = list;
    call.kind = Occurrence::Kind::Call;
    call.heldFrom = QDate(2027, 5, 1);
    call.heldUntil = QDate(2027, 5, 3);
    if (closes.isValid()) {
        call.start = QDateTime(closes, QTime(0, 0), s_berlin);
        call.end = QDateTime(closes.addDays(1), QTime(0, 0), s_berlin);
    }
    return call;
}

QDateTime at(QDate day, int hour, const QTimeZone &zone = s_berlin)
{
    return QDateTime(day, QTime(hour, 0), zone);
}

/// "week:2026-12-20", in the order they were told.
QStringList transitions(const Judgement &judgement)
{
    QStringList told;
    for (const Notice &notice : judgement.notices) {
        told.append(notice.key.section(u'#', 1));
    }
    return told;
}

Judgement tick(const QList<Occurrence> &calls, const QDateTime &now, const QTimeZone &zone = s_berlin,
               const QList<Occurrence> &elsewhere = {})
{
    Facts facts{.account = s_account};
    facts.occurrences = calls;
    facts.elsewhere = elsewhere;
    return judge({.account = s_account}, facts, now, {.zone = zone});
}

Judgement change(const Occurrence &before, const Occurrence &after, const QDateTime &now,
                 const QList<Occurrence> &others = {})
{
    Facts facts{.account = s_account};
    facts.occurrences = QList<Occurrence>{after} + others;
    ChangeSet set{.account = s_account};
    set.occurrences.changed.append({before, after});
    return judge(set, facts, now, {.zone = s_berlin});
}
}

class JudgeCallsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".+"_s)); }

    void aWeekAndADayBefore_data()
    {
        QTest::addColumn<QDateTime>("now");
        QTest::addColumn<QStringList>("told");
        const QStringList none;
        const QStringList week{u"week:2026-12-20"_s};
        const QStringList day{u"day:2026-12-20"_s};
        QTest::newRow("long before") << at({2026, 11, 1}, 12) << none;
        QTest::newRow("eight days") << at({2026, 12, 12}, 23) << none;
        QTest::newRow("the night of the seventh day") << at({2026, 12, 13}, 8) << none;
        QTest::newRow("its morning") << at({2026, 12, 13}, 9) << week;
        QTest::newRow("two days") << at({2026, 12, 18}, 23) << week;
        QTest::newRow("the night before") << at({2026, 12, 19}, 8) << week;
        QTest::newRow("the morning before") << at({2026, 12, 19}, 9) << day;
        QTest::newRow("the last day") << at({2026, 12, 20}, 23) << day;
        QTest::newRow("closed") << at({2026, 12, 21}, 0) << none;
        QTest::newRow("long closed") << at({2027, 2, 1}, 0) << none;
    }
    void aWeekAndADayBefore()
    {
        QFETCH(QDateTime, now);
        QFETCH(QStringList, told);
        const Judgement judgement = tick({callTo({2026, 12, 20})}, now);
        QCOMPARE(transitions(judgement), told);
        for (const Notice &notice : judgement.notices) {
            QCOMPARE(notice.kind, Notice::Kind::CallForPapers);
            QVERIFY(notice.key.startsWith(callBeginning(callTo({2026, 12, 20}))));
            QCOMPARE(notice.url, QUrl(u"https://crosswind.test/cfp"_s));
            QVERIFY(notice.title.contains("Crosswind Days"_L1));
            QVERIFY(notice.title != u"Crosswind Days"_s);
        }
    }

    /// Every hour over both changes of the clocks: each of the two once, in the morning of its day, whatever the zone.
    void eachOnceOverTheChangeOfTheClocks_data()
    {
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<QDate>("last");
        for (const char *zone : {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "UTC",
                                 "Pacific/Kiritimati"}) {
            QTest::addRow("%s, spring", zone) << QByteArray(zone) << QDate(2027, 3, 29);
            QTest::addRow("%s, autumn", zone) << QByteArray(zone) << QDate(2026, 10, 26);
            QTest::addRow("%s, new year", zone) << QByteArray(zone) << QDate(2027, 1, 1);
        }
    }
    void eachOnceOverTheChangeOfTheClocks()
    {
        QFETCH(QByteArray, zone);
        QFETCH(QDate, last);
        const QTimeZone viewer(zone);
        QVERIFY(viewer.isValid());
        const Occurrence call = callTo(last); // its midnight may be of another zone than the viewer's
        QHash<QString, QDateTime> told;
        for (QDateTime now = at(last.addDays(-10), 0, viewer).toUTC(); now < at(last.addDays(3), 0, viewer);
             now = now.addSecs(1800)) {
            for (const Notice &notice : tick({call}, now, viewer).notices) {
                if (!told.contains(notice.key)) {
                    told.insert(notice.key, now);
                }
            }
        }
        const QString beginning = callBeginning(call);
        const QString day = last.toString(Qt::ISODate);
        QCOMPARE(told.size(), 2);
        QCOMPARE(told.value(beginning + u"week:"_s + day), at(last.addDays(-7), 9, viewer).toUTC());
        QCOMPARE(told.value(beginning + u"day:"_s + day), at(last.addDays(-1), 9, viewer).toUTC());
    }

    void nothingElseIsToldOfACall()
    {
        const QDateTime now = at({2026, 11, 1}, 12);
        const Occurrence call = callTo({2026, 12, 20});
        Facts facts{.account = s_account};
        facts.occurrences = {call};
        ChangeSet fresh{.account = s_account};
        fresh.occurrences.added = {call};
        QVERIFY(judge(fresh, facts, now, {.zone = s_berlin}).notices.isEmpty()); // a list brings hundreds
        Occurrence elsewhere = call;
        elsewhere.place = u"Leeds"_s;
        elsewhere.status = Occurrence::Status::Tentative;
        QVERIFY(change(call, elsewhere, now).notices.isEmpty());
        // No "soon" at its midnight, whatever the lead.
        const Judgement midnight = tick({callTo({2026, 11, 2})}, at({2026, 11, 1}, 23));
        QCOMPARE(transitions(midnight), QStringList{u"day:2026-11-02"_s});
    }

    void aBaselineIsHistory()
    {
        Facts facts{.account = s_account};
        facts.occurrences = {callTo({2026, 12, 20})};
        QVERIFY(judge(asBaseline(facts, at({2026, 12, 19}, 12)), facts, at({2026, 12, 19}, 12), {.zone = s_berlin})
                    .notices.isEmpty());
    }

    void anotherDayIsTold()
    {
        const Occurrence before = callTo({2026, 12, 20});
        const QDateTime now = at({2026, 12, 1}, 12);
        const Judgement longer = change(before, callTo({2026, 12, 31}), now);
        QCOMPARE(transitions(longer), QStringList{u"closes:2026-12-31"_s});
        QVERIFY(longer.overtaken.contains(callBeginning(before) + u"week:2026-12-20"_s));
        QVERIFY(longer.overtaken.contains(callBeginning(before) + u"day:2026-12-20"_s));
        QCOMPARE(transitions(change(before, callTo({2026, 12, 15}), now)), QStringList{u"closes:2026-12-15"_s});
        QVERIFY(longer.notices.constFirst().title
                != change(before, callTo({2026, 12, 15}), now).notices.constFirst().title);
        // From no day to a day is no other day; nor is a day that is over.
        QVERIFY(transitions(change(callTo({}), callTo({2026, 12, 31}), now)).isEmpty());
        QVERIFY(transitions(change(before, callTo({}), now)).isEmpty());
        QVERIFY(transitions(change(before, callTo({2026, 11, 1}), now)).isEmpty());
    }

    void severalListsTellOnce()
    {
        const QDateTime now = at({2026, 12, 14}, 12);
        const Occurrence one = callTo({2026, 12, 20});
        Occurrence other = callTo({2026, 12, 20}, u"CROSSWIND  days"_s, u"general/"_s);
        other.uid = u"another"_s;
        const Judgement both = tick({one, other}, now);
        QCOMPARE(both.notices.size(), 2);
        QCOMPARE(both.notices.at(0).key, both.notices.at(1).key); // the store keeps one of a key
        // A list that has not heard of the longer time says nothing of the shorter.
        Occurrence late = other;
        late.start = late.start.addDays(14);
        late.end = late.end.addDays(14);
        QVERIFY(tick({one, late}, now).notices.isEmpty());
        late.account = AccountId(u"conrad"_s);
        QVERIFY(tick({one}, now, s_berlin, {late}).notices.isEmpty());
        // When it hears of it, the key is the one that was told.
        QCOMPARE(change(one, callTo(late.closes()), now, {late}).notices.constFirst().key,
                 change(other, late, now).notices.constFirst().key);
    }

    void whatClosedIsOvertaken()
    {
        const Occurrence call = callTo({2026, 12, 20});
        const QString day = callBeginning(call) + u"day:2026-12-20"_s;
        QVERIFY(!tick({call}, at({2026, 12, 20}, 12)).overtaken.contains(day));
        QVERIFY(tick({call}, at({2026, 12, 21}, 12)).overtaken.contains(day));
        QVERIFY(tick({call}, at({2027, 3, 1}, 12)).overtaken.isEmpty());
        ChangeSet set{.account = s_account};
        set.occurrences.removed = {call};
        QVERIFY(judge(set, {.account = s_account}, at({2026, 12, 1}, 12), {.zone = s_berlin}).overtaken.contains(day));
        Facts facts{.account = s_account};
        Occurrence other = callTo({2026, 12, 20}, u"Crosswind Days"_s, u"general/"_s);
        facts.occurrences = {other};
        QVERIFY(!judge(set, facts, at({2026, 12, 1}, 12), {.zone = s_berlin}).overtaken.contains(day));
    }

    void aMutedListDoesNotRemind()
    {
        const Occurrence call = callTo({2026, 12, 20});
        Facts facts{.account = s_account};
        facts.occurrences = {call};
        JudgeRules rules{.zone = s_berlin};
        rules.mutedCalendars = {call.teller()};
        QVERIFY(judge({.account = s_account}, facts, at({2026, 12, 19}, 12), rules).notices.isEmpty());
    }

    void aNamesakeOfAnotherYearIsAnother()
    {
        Occurrence next = callTo({2026, 12, 20});
        next.heldFrom = QDate(2028, 5, 1);
        QVERIFY(callBeginning(next) != callBeginning(callTo({2026, 12, 20})));
    }
};

QTEST_GUILESS_MAIN(JudgeCallsTest)
#include "tst_judgecalls.moc"
