// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/agendamodel.h"
#include "models/items/dayband.h"
#include "models/items/monthmodel.h"
#include "models/items/roles.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QTimeZone s_utc(QTimeZone::UTC);
const QDateTime s_day(QDate(2026, 11, 25), QTime(0, 0), s_utc);

Occurrence eventOf(const QString &calendar, const QString &title, const QDateTime &start, const QDateTime &end)
{
    return {.account = AccountId(u"cal"_s), .uid = title, .title = title, .group = calendar, .start = start, .end = end};
}
}

class DayBandTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void byTheCalendarsName_data()
    {
        QTest::addColumn<QString>("calendar");
        QTest::addColumn<QString>("band");
        QTest::newRow("closures") << u"Tree closures"_s << u"closure"_s;
        QTest::newRow("one word") << u"mozilla-treeclosures"_s << u"closure"_s;
        QTest::newRow("small and large") << u"PLANNED CLOSURE (hardware)"_s << u"closure"_s;
        QTest::newRow("part of a word") << u"Disclosures"_s << QString();
        QTest::newRow("releases") << u"Firefox Releases"_s << u"release"_s;
        QTest::newRow("schedule") << u"Release schedule"_s << u"release"_s;
        QTest::newRow("days") << u"Firefox release-days 2026"_s << u"release"_s;
        QTest::newRow("train") << u"Release Train"_s << u"release"_s;
        QTest::newRow("alone") << u"Release"_s << u"release"_s;
        QTest::newRow("a team") << u"Release engineering"_s << QString();
        QTest::newRow("a team's meetings") << u"Release Management meetings"_s << QString();
        QTest::newRow("both") << u"Closures and releases"_s << u"closure"_s;
        QTest::newRow("another") << u"Team calendar"_s << QString();
        QTest::newRow("no name") << QString() << QString();
    }

    void byTheCalendarsName()
    {
        QFETCH(QString, calendar);
        Occurrence one = eventOf(calendar, u"It"_s, s_day, s_day.addDays(1));
        QTEST(dayBandName(bandOf(one)), "band");
        one.status = Occurrence::Status::Cancelled;
        QCOMPARE(bandOf(one), DayBand::None);
    }

    void everyDayOfItHasIt()
    {
        AgendaModel agenda;
        agenda.setZone(s_utc);
        agenda.setNow(s_day);
        const Occurrence rack = eventOf(u"Tree closures"_s, u"Rack moves"_s, s_day.addSecs(22 * 3600), s_day.addDays(2));
        const Occurrence early = eventOf(u"Own"_s, u"Breakfast"_s, s_day.addSecs(8 * 3600), s_day.addSecs(9 * 3600));
        ChangeSet set;
        set.occurrences.added = {early, rack};
        agenda.apply(set);
        MonthModel month(&agenda);
        month.setMonth(s_day.date());
        // Before what begins earlier on the day, and without a time of day of its own.
        const QList<Occurrence> first = month.eventsOn(s_day.date());
        QCOMPARE(first, (QList<Occurrence>{rack, early}));
        QCOMPARE(dayLine(first.constFirst()), u"Tree closure: Rack moves"_s);
        QCOMPARE(month.eventsOn(s_day.date().addDays(1)), QList<Occurrence>{rack});
        QCOMPARE(month.eventsOn(s_day.date().addDays(2)), QList<Occurrence>());
        QVERIFY(month.indexOf(s_day.date().addDays(1))
                    .data(Qt::AccessibleTextRole)
                    .toString()
                    .endsWith(u"\nTree closure: Rack moves"_s));
        const QModelIndex day = agenda.index(0, 0);
        QCOMPARE(agenda.index(1, 0, day).data(ItemRole::Note).toString(), u"Tree closure."_s);
        QCOMPARE(agenda.index(0, 0, day).data(ItemRole::Note).toString(), QString());
    }

    /// A call for papers marks the day it closes, whatever its list's name; one without such a day marks none.
    void aCallMarksItsDay()
    {
        AgendaModel agenda;
        agenda.setZone(s_utc);
        agenda.setNow(s_day);
        Occurrence call = eventOf(u"Release days"_s, u"Gust"_s, s_day.addDays(1), s_day.addDays(2));
        call.kind = Occurrence::Kind::Call;
        call.allDay = true;
        Occurrence open = eventOf(u"confs.tech"_s, u"Breeze"_s, {}, {});
        open.kind = Occurrence::Kind::Call;
        ChangeSet set;
        set.occurrences.added = {call, open};
        agenda.apply(set);
        MonthModel month(&agenda);
        month.setMonth(s_day.date());
        QCOMPARE(month.eventsOn(s_day.date().addDays(1)), QList<Occurrence>{call});
        QCOMPARE(month.eventsOn(s_day.date().addDays(2)), QList<Occurrence>());
        QCOMPARE(month.eventsOn({}), QList<Occurrence>());
        QCOMPARE(dayLine(call), u"Call for papers of Gust closes"_s);
        QCOMPARE(bandOf(call), DayBand::None);
    }
};

QTEST_GUILESS_MAIN(DayBandTest)
#include "tst_dayband.moc"
