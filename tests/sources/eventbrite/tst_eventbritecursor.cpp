// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/eventbrite/eventbritecursor.h"

#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QDateTime s_now(QDate(2026, 11, 25), QTime(12, 0), QTimeZone::UTC);

Occurrence sampleEvent(const QString &id, int hours, int rsvps = -1)
{
    return {.uid = id, .start = s_now.addSecs(hours * 3600), .end = s_now.addSecs(hours * 3600 + 1800), .rsvps = rsvps};
}
}

/// What is remembered of an organization's attendees: numbers, and when to ask again.
class EventbriteCursorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".+"_s)); }

    void comesBackAsItWas()
    {
        QCOMPARE(writeEventbriteCursor({}), QString());
        const EventbriteCursor cursor{.counts = {{u"1"_s, {.people = 5, .asked = s_now}}},
                                      .salesRefused = s_now.addSecs(-60),
                                      .countsRefused = s_now};
        QCOMPARE(readEventbriteCursor(writeEventbriteCursor(cursor)), cursor);
    }

    void oddTextsAreNone()
    {
        for (const QString &text : {u"x"_s, u"[]"_s, u"{\"counts\":[]}"_s, u"{\"counts\":{\"1\":[-1,5],\"2\":\"x\"}}"_s,
                                    u"{\"counts\":{\"1\":[1]},\"salesRefused\":\"now\"}"_s}) {
            QCOMPARE(readEventbriteCursor(text), EventbriteCursor());
        }
    }

    void itStaysSmall()
    {
        EventbriteCursor cursor;
        for (int i = 0; i < 5'000; ++i) {
            cursor.counts[QString::number(i)] = {.people = i, .asked = s_now};
        }
        QCOMPARE(readEventbriteCursor(writeEventbriteCursor(cursor)).counts.size(), eventbriteCountsKept);
    }

    void fewAreCountedTheSoonestFirst()
    {
        QList<Occurrence> events;
        for (int i = 9; i >= 1; --i) {
            events.append(sampleEvent(QString::number(i), i));
        }
        events.append(sampleEvent(u"over"_s, -3));
        events.append(sampleEvent(u"told"_s, 0, 12));
        EventbriteCursor cursor;
        QCOMPARE(eventbriteToCount(events, cursor, s_now), (QStringList{u"1"_s, u"2"_s, u"3"_s, u"4"_s, u"5"_s}));
        cursor.counts[u"1"_s] = {.people = 1, .asked = s_now.addSecs(-3599)};
        cursor.counts[u"2"_s] = {.people = 1, .asked = s_now.addSecs(-3600)};
        QCOMPARE(eventbriteToCount(events, cursor, s_now), (QStringList{u"2"_s, u"3"_s, u"4"_s, u"5"_s, u"6"_s}));
        cursor.countsRefused = s_now.addSecs(-3600);
        QCOMPARE(eventbriteToCount(events, cursor, s_now), QStringList());
        cursor.countsRefused = s_now.addDays(-1);
        QCOMPARE(eventbriteToCount(events, cursor, s_now).size(), eventbriteCountsAFetch);
    }
};

QTEST_GUILESS_MAIN(EventbriteCursorTest)
#include "tst_eventbritecursor.moc"
