// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/agendamodel.h"
#include "models/items/roles.h"
#include "tests/items/modeldump.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QTimeZone s_utc(QTimeZone::UTC);
const QDateTime s_now(QDate(2026, 8, 1), QTime(12, 0), s_utc);

Occurrence eventAt(const QString &uid, const QDateTime &start, int minutes = 60)
{
    return {.account = AccountId(u"mu"_s),
            .uid = uid,
            .title = u"Event "_s + uid,
            .group = u"Socks"_s,
            .place = u"Hall"_s,
            .start = start,
            .end = start.addSecs(minutes * 60)};
}

ChangeSet added(const QList<Occurrence> &events)
{
    ChangeSet set;
    set.occurrences.added = events;
    return set;
}

ChangeSet changed(const Occurrence &before, const Occurrence &after)
{
    ChangeSet set;
    set.occurrences.changed.append({before, after});
    return set;
}

QString clock(int hour)
{
    return QLocale().toString(QTime(hour, 0), QLocale::ShortFormat);
}

QString date(int month, int day)
{
    return QLocale().toString(QDate(2026, month, day), QLocale::LongFormat);
}
}

class AgendaModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void golden()
    {
        AgendaModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setZone(s_utc);
        model.setNow(s_now);
        Occurrence allDay = eventAt(u"c"_s, QDateTime(QDate(2026, 8, 2), QTime(0, 0), s_utc), 24 * 60);
        allDay.allDay = true;
        Occurrence cancelled = eventAt(u"b"_s, s_now.addDays(1));
        cancelled.status = Occurrence::Status::Cancelled;
        cancelled.rsvps = 12;
        model.apply(added({cancelled, eventAt(u"a"_s, s_now.addSecs(3600)), allDay, eventAt(u"d"_s, s_now.addDays(5))}));
        QCOMPARE(dump(model, {ItemRole::Key, ItemRole::State}),
                 (QStringList{
                     u"Today, %1||| key=day/2026-08-01 state=today"_s.arg(date(8, 1)),
                     u"  Event a|%1 – %2|Hall| key=mu/event/a state=confirmed"_s.arg(clock(13), clock(14)),
                     u"Tomorrow, %1||| key=day/2026-08-02 state=tomorrow"_s.arg(date(8, 2)),
                     u"  Event c|All day|Hall| key=mu/event/c state=confirmed"_s,
                     u"  Cancelled: Event b|%1 – %2|Hall|12 key=mu/event/b state=cancelled"_s.arg(clock(12), clock(13)),
                     u"%1||| key=day/2026-08-06 state="_s.arg(date(8, 6)),
                     u"  Event d|%1 – %2|Hall| key=mu/event/d state=confirmed"_s.arg(clock(12), clock(13)),
                 }));
        QVERIFY(model.index(0, 0).data(Qt::AccessibleTextRole).toString().endsWith(u": 1 event."_s));
        QVERIFY(model.index(1, 0).data(Qt::AccessibleTextRole).toString().endsWith(u": 2 events."_s));
        QCOMPARE(model.index(0, 0, model.index(1, 0)).data(ItemRole::Day).toDate(), QDate(2026, 8, 2));
    }

    void dayIsTheViewers()
    {
        AgendaModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setZone(s_utc);
        model.apply(added({eventAt(u"a"_s, QDateTime(QDate(2026, 8, 1), QTime(23, 0), s_utc)),
                           eventAt(u"b"_s, QDateTime(QDate(2026, 8, 1), QTime(1, 0), s_utc))}));
        QCOMPARE(model.rowCount(), 1);
        model.setZone(QTimeZone("Asia/Tokyo"));
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(1, 0).data(ItemRole::Day).toDate(), QDate(2026, 8, 2));
        model.setZone(QTimeZone("America/Los_Angeles"));
        QCOMPARE(model.index(0, 0).data(ItemRole::Day).toDate(), QDate(2026, 7, 31));
    }

    // The day on which the clocks go back has 25 hours; an event late on it is still on it.
    void dayOfTheChangeOfTheClock()
    {
        AgendaModel model;
        const QTimeZone berlin("Europe/Berlin");
        model.setZone(berlin);
        const QDateTime late(QDate(2026, 10, 25), QTime(23, 30), berlin);
        model.setNow(QDateTime(QDate(2026, 10, 25), QTime(0, 30), berlin).toUTC());
        model.apply(added({eventAt(u"a"_s, late.toUTC(), 15)}));
        QCOMPARE(model.index(0, 0).data(ItemRole::State).toString(), u"today"_s);
        QCOMPARE(model.index(0, AgendaModel::TimeColumn, model.index(0, 0)).data().toString().left(5),
                 QLocale().toString(QTime(23, 30), QLocale::ShortFormat).left(5));
    }

    void eventsMove()
    {
        AgendaModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setZone(s_utc);
        const Occurrence a = eventAt(u"a"_s, s_now);
        const Occurrence b = eventAt(u"b"_s, s_now.addSecs(600));
        model.apply(added({a, b}));
        Occurrence other = a;
        other.title = u"Other"_s;
        QSignalSpy told(&model, &QAbstractItemModel::dataChanged);
        model.apply(changed(a, other));
        model.apply(changed(a, other));
        QCOMPARE(told.size(), 2); // its row, and that of the other, whose note names it
        QCOMPARE(told.at(0).constFirst().toModelIndex().row(), 0);
        QCOMPARE(told.at(1).constFirst().toModelIndex().row(), 1);
        Occurrence later = other;
        later.start = s_now.addSecs(1200);
        model.apply(changed(other, later));
        QCOMPARE(model.index(1, 0, model.index(0, 0)).data().toString(), u"Other"_s);
        Occurrence otherDay = later;
        otherDay.start = s_now.addDays(1);
        otherDay.end = otherDay.start.addSecs(60);
        model.apply(changed(later, otherDay));
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.rowCount(model.index(0, 0)), 1);
        ChangeSet gone;
        gone.occurrences.removed = {b, eventAt(u"unknown"_s, s_now)};
        model.apply(gone);
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.index(0, 0, model.index(0, 0)).data().toString(), u"Other"_s);
        Occurrence alone = otherDay;
        alone.start = alone.start.addSecs(30);
        model.apply(changed(otherDay, alone));
        QCOMPARE(dump(model).size(), 2);
    }

    void whatIsOverGoesWithItsDay()
    {
        AgendaModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setZone(s_utc);
        const Occurrence long3 = eventAt(u"long"_s, s_now.addDays(-1), 3 * 24 * 60);
        model.apply(added({eventAt(u"old"_s, s_now.addDays(-1)), long3, eventAt(u"morning"_s, s_now.addSecs(-7200))}));
        QCOMPARE(dump(model).size(), 5);
        model.setNow(s_now);
        QCOMPARE(dump(model).size(), 4);
        QCOMPARE(model.index(0, 0, model.index(0, 0)).data(ItemRole::State).toString(), u"running"_s);
        QCOMPARE(model.index(0, 0, model.index(1, 0)).data(ItemRole::State).toString(), u"over"_s);
        model.apply(added({eventAt(u"old"_s, s_now.addDays(-1))}));
        QCOMPARE(dump(model).size(), 4);
        model.setNow(s_now.addDays(1));
        QCOMPARE(dump(model).size(), 2);
        model.setNow(s_now.addDays(3));
        QCOMPARE(model.rowCount(), 0);
    }

    void aMomentTellsOnlyWhatBeginsOrEnds()
    {
        AgendaModel model;
        model.setZone(s_utc);
        model.setNow(s_now);
        model.apply(added({eventAt(u"soon"_s, s_now.addSecs(60)), eventAt(u"later"_s, s_now.addSecs(7200)),
                           eventAt(u"then"_s, s_now.addDays(2))}));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setNow(s_now.addSecs(15));
        QCOMPARE(changed.size(), 0);
        model.setNow(s_now.addSecs(60));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.at(0).at(0).toModelIndex(), model.index(0, 0, model.index(0, 0)));
        changed.clear();
        model.setNow(s_now.addDays(1));
        QCOMPARE(changed.size(),
                 3); // of today one went, then the other with the day; then "Tomorrow" and what is said of it
        QCOMPARE(changed.at(1).at(0).toModelIndex(), model.index(0, 0));
        QCOMPARE(changed.at(2).at(2).value<QList<int>>(), QList<int>{Qt::AccessibleTextRole});
    }

    void severalDays()
    {
        AgendaModel model;
        model.setZone(s_utc);
        Occurrence camp = eventAt(u"camp"_s, QDateTime(QDate(2026, 8, 3), QTime(0, 0), s_utc), 3 * 24 * 60);
        camp.allDay = true;
        Occurrence night = eventAt(u"night"_s, QDateTime(QDate(2026, 8, 3), QTime(22, 0), s_utc), 240);
        model.apply(added({camp, night}));
        const QModelIndex day = model.index(0, 0);
        QCOMPARE(model.rowCount(), 1);
        const auto shortDate = [](int number) {
            return QLocale().toString(QDate(2026, 8, number), QLocale::ShortFormat);
        };
        QCOMPARE(model.index(0, AgendaModel::TimeColumn, day).data().toString(),
                 u"All day, until %1"_s.arg(shortDate(5)));
        QCOMPARE(model.index(1, AgendaModel::TimeColumn, day).data().toString(),
                 u"%1 – %2, %3"_s.arg(clock(22), shortDate(4), clock(2)));
    }

    /// A call stands on the day it closes, whatever the zone; one without such a day below all others.
    void callsForPapers()
    {
        AgendaModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setZone(s_utc);
        model.setNow(s_now);
        const auto call = [](const QString &uid, QDate closes) {
            Occurrence one = eventAt(uid, QDateTime(closes, QTime(0, 0), QTimeZone("Asia/Tokyo")), 24 * 60);
            one.title = uid;
            one.kind = Occurrence::Kind::Call;
            one.allDay = true;
            one.heldFrom = QDate(2026, 10, 1);
            one.heldUntil = QDate(2026, 10, 2);
            if (!closes.isValid()) {
                one.start = {};
                one.end = {};
            }
            return one;
        };
        model.apply(added({call(u"open"_s, {}), call(u"soon"_s, QDate(2026, 8, 2)), eventAt(u"a"_s, s_now.addDays(1)),
                           call(u"closed"_s, QDate(2026, 7, 31)), call(u"today"_s, QDate(2026, 8, 1))}));
        const QStringList lines{
            u"Today, %1||| key=day/2026-08-01 state=today"_s.arg(date(8, 1)),
            u"  Call for papers of today closes|At the end of the day|Hall| key=mu/event/today state=call"_s,
            u"Tomorrow, %1||| key=day/2026-08-02 state=tomorrow"_s.arg(date(8, 2)),
            u"  Call for papers of soon closes|At the end of the day|Hall| key=mu/event/soon state=call"_s,
            u"  Event a|%1 – %2|Hall| key=mu/event/a state=confirmed"_s.arg(clock(12), clock(13)),
            u"Open, no end known||| key=day/ state="_s,
            u"  Call for papers of open is open|Open|Hall| key=mu/event/open state=call"_s,
        };
        QCOMPARE(dump(model, {ItemRole::Key, ItemRole::State}), lines);
        const QString note = model.index(0, 0, model.index(1, 0)).data(ItemRole::Note).toString();
        QVERIFY2(note.contains(QLocale().toString(QDate(2026, 10, 1), QLocale::ShortFormat)), qPrintable(note));
        QVERIFY(!note.contains(u"At the same time"_s));
        model.setZone(QTimeZone("America/Los_Angeles"));
        QVERIFY(dump(model, {ItemRole::Key}).contains(u"Tomorrow, %1||| key=day/2026-08-02"_s.arg(date(8, 2))));
        model.setNow(s_now.addDays(2));
        QCOMPARE(dump(model).constLast(), u"  Call for papers of open is open|Open|Hall|"_s);
        QCOMPARE(model.rowCount(), 1);
        model.setNow(QDateTime(QDate(2026, 10, 3), QTime(12, 0), s_utc)); // the conference is over
        QCOMPARE(model.rowCount(), 0);
    }

    void health()
    {
        AgendaModel model;
        model.setZone(s_utc);
        model.apply(added({eventAt(u"a"_s, s_now)}));
        model.setHealth({.watch = WatchId(u"w"_s),
                         .account = AccountId(u"mu"_s),
                         .state = SourceHealth::State::Offline,
                         .asOf = s_now});
        const QModelIndex row = model.index(0, 0, model.index(0, 0));
        QVERIFY(row.data(ItemRole::Stale).toBool());
        QCOMPARE(row.data(ItemRole::AsOf).toDateTime(), s_now);
        model.forgetHealth(AccountId(u"mu"_s), WatchId(u"w"_s));
        QVERIFY(!row.data(ItemRole::Stale).toBool());
    }
};

QTEST_GUILESS_MAIN(AgendaModelTest)
#include "tst_agendamodel.moc"
