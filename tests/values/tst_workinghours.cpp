// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/values/workinghours.h"

#include <QTest>

using namespace Windsock;

namespace {
const QTimeZone s_berlin("Europe/Berlin");

QDateTime utc(int month, int day, int hour, int minute = 0, int second = 0)
{
    return QDateTime(QDate(2026, month, day), QTime(hour, minute, second), QTimeZone::UTC);
}
}

class WorkingHoursTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// 2026-03-02 is a Monday; Berlin is an hour ahead of UTC then, and two from 2026-03-29 to 2026-10-25.
    void atWork_data()
    {
        QTest::addColumn<WorkingHours>("hours");
        QTest::addColumn<QDateTime>("moment");
        QTest::addColumn<bool>("works");
        const WorkingHours usual;
        QTest::newRow("before") << usual << utc(3, 2, 7, 59, 59) << false;
        QTest::newRow("begins") << usual << utc(3, 2, 8) << true;
        QTest::newRow("ends") << usual << utc(3, 2, 17) << true;
        QTest::newRow("after") << usual << utc(3, 2, 17, 0, 1) << false;
        QTest::newRow("Friday") << usual << utc(3, 6, 12) << true;
        QTest::newRow("Saturday") << usual << utc(3, 7, 12) << false;
        QTest::newRow("Monday there, Sunday in UTC")
            << WorkingHours{.days = {Qt::Monday}, .from = QTime(0, 0), .to = QTime(8, 0)} << utc(3, 1, 23, 30) << true;
        // The same hour of the clock is another of UTC on the other side of the change.
        QTest::newRow("ends, in summer") << usual << utc(3, 30, 16) << true;
        QTest::newRow("after, in summer") << usual << utc(3, 30, 16, 0, 1) << false;
        QTest::newRow("begins, in winter again") << usual << utc(10, 26, 8) << true;
        QTest::newRow("before, in winter again") << usual << utc(10, 26, 7, 30) << false;
        const WorkingHours night{.days = {Qt::Saturday}, .from = QTime(22, 0), .to = QTime(6, 0)};
        QTest::newRow("night, its evening") << night << utc(3, 7, 21) << true;
        QTest::newRow("night, its morning") << night << utc(3, 8, 5) << true;
        QTest::newRow("night, over") << night << utc(3, 8, 5, 1) << false;
        QTest::newRow("night, the evening after") << night << utc(3, 8, 21) << false;
        // 02:00 to 03:00 is not there on 2026-03-29, and is there twice on 2026-10-25.
        QTest::newRow("night of the spring, its last hour") << night << utc(3, 29, 4) << true;
        QTest::newRow("night of the spring, over") << night << utc(3, 29, 4, 1) << false;
        QTest::newRow("night of the autumn, its last hour") << night << utc(10, 25, 5) << true;
        QTest::newRow("night of the autumn, over") << night << utc(10, 25, 5, 1) << false;
        const WorkingHours gap{.days = {Qt::Sunday}, .from = QTime(2, 30), .to = QTime(9, 0)};
        QTest::newRow("from a time that is not there, before") << gap << utc(3, 29, 0, 59) << false;
        QTest::newRow("from a time that is not there") << gap << utc(3, 29, 1) << true;
        QTest::newRow("round the clock") << WorkingHours{.days = {Qt::Monday}, .from = QTime(9, 0), .to = QTime(9, 0)}
                                         << utc(3, 3, 7) << true;
        QTest::newRow("no day") << WorkingHours{.days = {}} << utc(3, 2, 12) << false;
        QTest::newRow("no time") << WorkingHours{.from = QTime()} << utc(3, 2, 12) << false;
        QTest::newRow("no moment") << usual << QDateTime() << false;
    }

    void atWork()
    {
        QFETCH(WorkingHours, hours);
        QFETCH(QDateTime, moment);
        QTEST(isAtWork(hours, moment, s_berlin), "works");
    }

    void theZoneIsTheViewers()
    {
        QVERIFY(isAtWork({}, utc(3, 2, 8), s_berlin));
        QVERIFY(!isAtWork({}, utc(3, 2, 8), QTimeZone(QTimeZone::UTC)));
    }
};

QTEST_GUILESS_MAIN(WorkingHoursTest)
#include "tst_workinghours.moc"
