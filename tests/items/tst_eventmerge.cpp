// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/agendamodel.h"
#include "models/items/monthmodel.h"
#include "models/items/roles.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QTimeZone s_utc(QTimeZone::UTC);
const QDateTime s_now(QDate(2026, 11, 25), QTime(12, 0), s_utc);

Occurrence eventOf(const QString &account, const QString &uid, const QString &title = u"Sock night"_s, int hours = 6)
{
    return {.account = AccountId(account),
            .uid = uid,
            .title = title,
            .group = account,
            .start = s_now.addSecs(hours * 3600),
            .end = s_now.addSecs(hours * 3600 + 3600)};
}

ChangeSet added(const QList<Occurrence> &events)
{
    ChangeSet set;
    set.occurrences.added = events;
    return set;
}

ChangeSet removed(const QList<Occurrence> &events)
{
    ChangeSet set;
    set.occurrences.removed = events;
    return set;
}

ChangeSet changed(const Occurrence &before, const Occurrence &after)
{
    ChangeSet set;
    set.occurrences.changed.append({before, after});
    return set;
}

/// Each event shown, with those it stands for: "a/event/1 (b/event/2)".
QStringList shown(const QAbstractItemModel &model)
{
    QStringList lines;
    for (int day = 0; day < model.rowCount(); ++day) {
        const QModelIndex above = model.index(day, 0);
        for (int row = 0; row < model.rowCount(above); ++row) {
            const QModelIndex index = model.index(row, 0, above);
            QString line = index.data(ItemRole::Key).toString();
            for (const Occurrence &other : index.data(ItemRole::Others).value<QList<Occurrence>>()) {
                line += " ("_L1 + other.subject().value + u')';
            }
            lines.append(line);
        }
    }
    lines.sort();
    return lines;
}

struct Agenda {
    Agenda()
    {
        model.setZone(s_utc);
        model.setNow(s_now);
    }
    AgendaModel model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::Fatal};
};
}

class EventMergeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneOfTwo()
    {
        Agenda agenda;
        const Occurrence own = eventOf(u"a"_s, u"1"_s);
        Occurrence meetup = eventOf(u"m"_s, u"2"_s);
        agenda.model.apply(added({own}));
        QCOMPARE(shown(agenda.model), QStringList{u"a/event/1"_s});
        agenda.model.apply(added({meetup}));
        QCOMPARE(shown(agenda.model), QStringList{u"a/event/1 (m/event/2)"_s});
        QCOMPARE(agenda.model.index(0, 0, agenda.model.index(0, 0)).data(ItemRole::Note).toString(), u"Also in m."_s);

        // Who knows how many come stands in front.
        Occurrence counted = meetup;
        counted.rsvps = 5;
        agenda.model.apply(changed(meetup, counted));
        QCOMPARE(shown(agenda.model), QStringList{u"m/event/2 (a/event/1)"_s});

        // One is called off: the other calendar does not say so.
        Occurrence off = counted;
        off.status = Occurrence::Status::Cancelled;
        agenda.model.apply(changed(counted, off));
        QCOMPARE(agenda.model.index(0, 0, agenda.model.index(0, 0)).data(ItemRole::Note).toString(),
                 u"Also in a (Takes place)."_s);

        // They part: another time and another title.
        Occurrence parted = off;
        parted.start = s_now.addDays(2);
        parted.end = parted.start.addSecs(60);
        parted.title = u"Other"_s;
        agenda.model.apply(changed(off, parted));
        QCOMPARE(shown(agenda.model), (QStringList{u"a/event/1"_s, u"m/event/2"_s}));
        agenda.model.apply(changed(parted, counted));
        QCOMPARE(shown(agenda.model), QStringList{u"m/event/2 (a/event/1)"_s});
        agenda.model.apply(removed({counted}));
        QCOMPARE(shown(agenda.model), QStringList{u"a/event/1"_s});
        agenda.model.apply(removed({own}));
        QCOMPARE(agenda.model.rowCount(), 0);
    }

    void severalThroughOneAnother()
    {
        // a and c are one through b alone: a's place says nothing of c's.
        Occurrence a = eventOf(u"a"_s, u"1"_s);
        Occurrence b = eventOf(u"b"_s, u"2"_s);
        Occurrence c = eventOf(u"c"_s, u"3"_s);
        a.place = u"Room A"_s;
        c.place = u"Room C"_s;
        Agenda agenda;
        agenda.model.apply(added({a, c}));
        QCOMPARE(shown(agenda.model), (QStringList{u"a/event/1"_s, u"c/event/3"_s}));
        agenda.model.apply(added({b}));
        QCOMPARE(shown(agenda.model), QStringList{u"a/event/1 (b/event/2) (c/event/3)"_s});
        agenda.model.apply(removed({b}));
        QCOMPARE(shown(agenda.model), (QStringList{u"a/event/1"_s, u"c/event/3"_s}));
    }

    void sameTimes()
    {
        Agenda agenda;
        const Occurrence one = eventOf(u"a"_s, u"1"_s, u"One"_s);
        Occurrence two = eventOf(u"a"_s, u"2"_s, u"Two"_s);
        agenda.model.apply(added({one, two}));
        const auto noteOf = [&](int row) {
            return agenda.model.index(row, 0, agenda.model.index(0, 0)).data(ItemRole::Note).toString();
        };
        QCOMPARE(noteOf(0), u"At the same time: Two."_s);
        QCOMPARE(noteOf(1), u"At the same time: One."_s);
        QVERIFY(agenda.model.index(0, 0, agenda.model.index(0, 0))
                    .data(Qt::AccessibleTextRole)
                    .toString()
                    .endsWith(u"At the same time: Two."_s));
        Occurrence later = two;
        later.start = one.end;
        later.end = one.end.addSecs(3600);
        agenda.model.apply(changed(two, later));
        QCOMPARE(noteOf(0), QString());
    }

    /// Whatever order facts come and go in, what is shown follows from what there is.
    void anyOrder()
    {
        QRandomGenerator dice(20261125);
        for (int round = 0; round < 40; ++round) {
            Agenda step;
            QMap<QString, Occurrence> known;
            for (int i = 0; i < 60; ++i) {
                const QString account(QChar(u'a' + dice.bounded(3)));
                Occurrence fact = eventOf(account, QString::number(dice.bounded(3)),
                                          dice.bounded(2) ? u"Sock night"_s : u"Other"_s, 2 + dice.bounded(2));
                fact.place = dice.bounded(2) ? u"Hall"_s : QString();
                fact.rsvps = dice.bounded(3) ? -1 : 4;
                const QString key = fact.subject().value;
                if (!known.contains(key)) {
                    step.model.apply(added({fact}));
                } else if (dice.bounded(3)) {
                    step.model.apply(changed(known.value(key), fact));
                } else {
                    step.model.apply(removed({known.take(key)}));
                    continue;
                }
                known.insert(key, fact);
            }
            Agenda whole;
            whole.model.apply(added(known.values()));
            QCOMPARE(shown(step.model), shown(whole.model));
        }
    }

    void theMonth()
    {
        Agenda agenda;
        Occurrence days = eventOf(u"a"_s, u"2"_s, u"Fair"_s);
        days.allDay = true;
        days.start = QDateTime(QDate(2026, 11, 28), QTime(0, 0), s_utc);
        days.end = days.start.addDays(4); // to the first of December, and no longer
        Occurrence off = eventOf(u"a"_s, u"3"_s, u"Off"_s, 80);
        off.status = Occurrence::Status::Cancelled;
        agenda.model.apply(added({eventOf(u"a"_s, u"1"_s), days, off}));
        MonthModel month(&agenda.model);
        const QAbstractItemModelTester tester(&month, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QCOMPARE(month.index(0, 0).data(), QVariant());
        month.setMonth(QDate(2026, 11, 25));
        month.setToday(QDate(2026, 11, 25));
        QCOMPARE(month.month(), QDate(2026, 11, 1));
        const auto countOn = [&](QDate day) { return month.eventsOn(day).size(); };
        QCOMPARE(countOn(QDate(2026, 11, 25)), 1);
        QCOMPARE(countOn(QDate(2026, 11, 27)), 0);
        QCOMPARE(countOn(QDate(2026, 11, 28)), 2);
        QCOMPARE(countOn(QDate(2026, 12, 1)), 1);
        QCOMPARE(countOn(QDate(2026, 12, 2)), 0);
        const QModelIndex today = month.indexOf(QDate(2026, 11, 25));
        QCOMPARE(today.data().toString(), u"25"_s);
        QCOMPARE(today.data(ItemRole::State).toString(), u"today"_s);
        QCOMPARE(month.dayAt(today), QDate(2026, 11, 25));
        QCOMPARE(today.data(Qt::AccessibleTextRole).toString(),
                 u"Today, Wednesday, 25 November 2026: 1 event\n18:00:00 Sock night"_s);
        QCOMPARE(month.indexOf(QDate(2026, 11, 28)).data(Qt::ToolTipRole).toString(),
                 u"Saturday, 28 November 2026: 2 events\nFair\n20:00:00 Off (Cancelled)"_s);
        QCOMPARE(month.indexOf(QDate(2026, 12, 1)).data(ItemRole::State).toString(), u"outside"_s);
        QVERIFY(!month.indexOf(QDate(2027, 1, 31)).isValid());
        agenda.model.apply(removed({days}));
        QTRY_COMPARE(countOn(QDate(2026, 12, 1)), 0);
    }

    /// Every month is in its six weeks, and every day in its column.
    void everyMonth()
    {
        AgendaModel agenda;
        MonthModel month(&agenda);
        for (QDate first(2025, 1, 1); first.year() < 2032; first = first.addMonths(1)) {
            month.setMonth(first);
            for (QDate day = first; day.month() == first.month(); day = day.addDays(1)) {
                const QModelIndex index = month.indexOf(day);
                QVERIFY(index.isValid());
                QCOMPARE(month.dayAt(index), day);
                QCOMPARE(month.headerData(index.column(), Qt::Horizontal, Qt::AccessibleTextRole).toString(),
                         QLocale().dayName(day.dayOfWeek(), QLocale::LongFormat));
            }
        }
    }
};

QTEST_GUILESS_MAIN(EventMergeTest)
#include "tst_eventmerge.moc"
