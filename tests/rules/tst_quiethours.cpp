// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/rules/quiethours.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QTimeZone s_berlin("Europe/Berlin");

QDateTime berlin(int month, int day, int hour, int minute = 0)
{
    return QDateTime(QDate(2026, month, day), QTime(hour, minute), s_berlin).toUTC();
}
}

class QuietHoursTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void quiet_data()
    {
        QTest::addColumn<QTime>("from");
        QTest::addColumn<QTime>("to");
        QTest::addColumn<QDateTime>("now");
        QTest::addColumn<bool>("quiet");
        const QTime night(22, 0);
        const QTime morning(7, 0);
        QTest::newRow("evening") << night << morning << berlin(8, 1, 21, 59) << false;
        QTest::newRow("begins") << night << morning << berlin(8, 1, 22) << true;
        QTest::newRow("after midnight") << night << morning << berlin(8, 2, 3) << true;
        QTest::newRow("ends") << night << morning << berlin(8, 2, 7) << false;
        QTest::newRow("over noon, within") << QTime(12, 0) << QTime(13, 0) << berlin(8, 2, 12, 30) << true;
        QTest::newRow("over noon, outside") << QTime(12, 0) << QTime(13, 0) << berlin(8, 2, 22) << false;
        QTest::newRow("nothing") << QTime(12, 0) << QTime(12, 0) << berlin(8, 2, 12) << false;
    }

    void quiet()
    {
        QFETCH(QTime, from);
        QFETCH(QTime, to);
        QFETCH(QDateTime, now);
        QuietHours hours{.enabled = true, .from = from, .to = to, .zone = s_berlin};
        QTEST(quietNow(hours, now), "quiet");
        hours.enabled = false;
        QVERIFY(!quietNow(hours, now));
    }

    void held_data()
    {
        QTest::addColumn<QDateTime>("now");
        QTest::addColumn<QDateTime>("until");
        QTest::newRow("by day") << berlin(8, 1, 12) << QDateTime();
        QTest::newRow("in the evening") << berlin(8, 1, 23) << berlin(8, 2, 7);
        QTest::newRow("in the morning") << berlin(8, 2, 6) << berlin(8, 2, 7);
        QTest::newRow("while the clock goes back")
            << berlin(10, 24, 23) << QDateTime(QDate(2026, 10, 25), QTime(6, 0), QTimeZone::UTC);
        QTest::newRow("while the clock goes forward")
            << berlin(3, 28, 23) << QDateTime(QDate(2026, 3, 29), QTime(5, 0), QTimeZone::UTC);
    }

    void held()
    {
        QFETCH(QDateTime, now);
        const QuietHours hours{.enabled = true, .zone = s_berlin};
        Notice notice;
        QTEST(heldUntil(notice, hours, now), "until");
        notice.urgency = Notice::Urgency::High;
        QVERIFY(!heldUntil(notice, hours, now).isValid());
    }
};

QTEST_GUILESS_MAIN(QuietHoursTest)
#include "tst_quiethours.moc"
