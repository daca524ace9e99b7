// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/ical/instancetimes.h"

#include <KCalendarCore/Recurrence>
#include <KCalendarCore/RecurrenceRule>

#include <QSet>
#include <QTimeZone>

#include <algorithm>

namespace Windsock {

namespace {
using KCalendarCore::Recurrence;
using KCalendarCore::RecurrenceRule;

/// The seconds between two instances of a rule that counts real time and nothing else, or 0.
qint64 fixedStep(const RecurrenceRule &rule)
{
    const bool isPlain = rule.bySeconds().isEmpty() && rule.byMinutes().isEmpty() && rule.byHours().isEmpty()
        && rule.byDays().isEmpty() && rule.byMonthDays().isEmpty() && rule.byYearDays().isEmpty()
        && rule.byWeekNumbers().isEmpty() && rule.byMonths().isEmpty() && rule.bySetPos().isEmpty();
    if (!isPlain) {
        return 0;
    }
    switch (rule.recurrenceType()) {
    case RecurrenceRule::rSecondly:
        return rule.frequency();
    case RecurrenceRule::rMinutely:
        return qint64(rule.frequency()) * 60;
    case RecurrenceRule::rHourly:
        return qint64(rule.frequency()) * 3600;
    default:
        return 0;
    }
}

/// KCalendarCore tells instances of such a rule before its start, and does not find its end after ten thousand.
QList<QDateTime> timesByStep(const RecurrenceRule &rule, qint64 step, const QDateTime &from, QDateTime to)
{
    const QDateTime start = rule.startDt();
    if (const int last = rule.duration() - 1; last >= 0 && last <= start.secsTo(to) / step) {
        to = start.addSecs(step * last);
    } else if (rule.duration() == 0) {
        to = std::min(to, rule.endDt());
    }
    const qint64 ahead = std::max<qint64>(0, start.secsTo(from));
    QList<QDateTime> times;
    for (QDateTime time = start.addSecs((ahead + step - 1) / step * step); time <= to && times.size() < fixedStepLimit;
         time = time.addSecs(step)) {
        times.append(time);
    }
    return times;
}

/// What the wall clock shows, as if it were never put forward or back.
QDateTime onTheWall(const QDateTime &time, const QTimeZone &zone)
{
    const QDateTime local = time.toTimeZone(zone);
    return QDateTime(local.date(), local.time(), QTimeZone::UTC);
}

/// KCalendarCore passes over an instance whose local time does not exist, and counts one more for it. On a clock
/// without gaps it counts as it should.
QList<QDateTime> timesByWallClock(const RecurrenceRule &rule, const QDateTime &from, const QDateTime &to)
{
    const QTimeZone zone = rule.startDt().timeZone();
    RecurrenceRule wall(rule);
    wall.shiftTimes(zone, QTimeZone::UTC);
    const QDateTime first = std::max(onTheWall(from.addDays(-1), zone), wall.startDt());
    QList<QDateTime> times = wall.timesInInterval(first, onTheWall(to.addDays(1), zone));
    for (QDateTime &time : times) {
        time = QDateTime(time.date(), time.time(), zone, QDateTime::TransitionResolution::RelativeToBefore);
    }
    return times;
}

QList<QDateTime> timesOf(const RecurrenceRule::List &rules, const QDateTime &from, const QDateTime &to)
{
    QList<QDateTime> times;
    for (const RecurrenceRule *const rule : rules) {
        if (const qint64 step = fixedStep(*rule)) {
            times += timesByStep(*rule, step, from, to);
        } else if (rule->recurrenceType() < RecurrenceRule::rDaily) {
            times += rule->timesInInterval(std::max(from, rule->startDt()), to);
        } else {
            times += timesByWallClock(*rule, from, to);
        }
    }
    return times;
}
}

QList<QDateTime> instanceTimes(const KCalendarCore::Event::Ptr &event, const QDateTime &from, const QDateTime &to)
{
    const Recurrence &recurrence = *event->recurrence();
    const QDateTime start = recurrence.startDateTime();
    QList<QDateTime> times = timesOf(recurrence.rRules(), from, to) + recurrence.rDateTimes();
    const QList<QDate> days = recurrence.rDates();
    for (const QDate &day : days) {
        times.append(QDateTime(day, start.time(), start.timeZone()));
    }
    if (recurrence.rRules().isEmpty()) {
        times.append(start);
    }
    const QList<QDateTime> exceptions = timesOf(recurrence.exRules(), from, to) + recurrence.exDateTimes();
    const QSet<QDateTime> excepted(exceptions.begin(), exceptions.end());
    const QList<QDate> exceptDays = recurrence.exDates();
    const QSet<QDate> exceptedDays(exceptDays.begin(), exceptDays.end());
    times.removeIf([&](const QDateTime &time) {
        return !time.isValid() || excepted.contains(time) || exceptedDays.contains(time.date());
    });
    std::ranges::sort(times);
    times.erase(std::unique(times.begin(), times.end()), times.end());
    return times;
}

}
