// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/landswhen.h"

#include "models/items/words.h"
#include "models/values/plaintext.h"
#include "models/values/sameevent.h"

#include <KLocalizedString>

#include <QLocale>

#include <algorithm>

namespace Windsock {

namespace {
using namespace std::chrono_literals;
using AfterHours = LandsWhen::AfterHours;

constexpr qsizetype s_titleShown = 40;

QDateTime minute(const QDateTime &time, bool up)
{
    const std::chrono::milliseconds since(time.toMSecsSinceEpoch());
    const std::chrono::minutes whole = up ? std::chrono::ceil<std::chrono::minutes>(since)
                                          : std::chrono::floor<std::chrono::minutes>(since);
    return QDateTime::fromMSecsSinceEpoch(std::chrono::milliseconds(whole).count(), QTimeZone::utc());
}

/// How much of the range the event takes.
std::chrono::seconds shared(const LandsWhen &lands, const Occurrence &event)
{
    if (event.allDay || event.transparent || event.status == Occurrence::Status::Cancelled || !event.end.isValid()) {
        return 0s;
    }
    const QDateTime from = std::max(lands.from, event.start);
    const QDateTime to = std::min(lands.to, event.end);
    return std::max(0s, std::chrono::seconds(from.secsTo(to)));
}

/// Those under way in the range, each event once, the one to be named first.
QList<Occurrence> met(const LandsWhen &lands, QList<Occurrence> events)
{
    events.removeIf([&lands](const Occurrence &event) { return shared(lands, event) == 0s; });
    std::ranges::sort(events, [&lands](const Occurrence &a, const Occurrence &b) {
        const std::chrono::seconds left = shared(lands, a);
        const std::chrono::seconds right = shared(lands, b);
        return left != right ? left > right : a.start != b.start ? a.start < b.start : a.subject() < b.subject();
    });
    QList<Occurrence> once;
    for (const Occurrence &event : std::as_const(events)) {
        if (std::ranges::none_of(once, [&event](const Occurrence &other) { return isSameEvent(event, other); })) {
            once.append(event);
        }
    }
    return once;
}

QString meetingLine(const LandsWhen &lands, const QDateTime &now, const QTimeZone &zone)
{
    const QString from = clockTime(lands.from, now, zone);
    const QString to = clockTime(lands.to, now, zone);
    if (!lands.meeting) {
        return i18nc("@info two times of day", "Likely lands %1 – %2", from, to);
    }
    const QString begins = clockTime(lands.meeting->start, now, zone);
    const QString ends = clockTime(lands.meeting->end, now, zone);
    const QString known = plainLine(lands.meeting->title, s_titleShown);
    const QString title = known.isEmpty() ? i18nc("@info in place of an event's title", "no title") : known;
    return lands.meetings < 2
        ? i18nc("@info a landing's times, a meeting's times, its title",
                "Likely lands %1 – %2, you are in a meeting %3 – %4: “%5”", from, to, begins, ends, title)
        : i18ncp("@info a landing's times, a meeting's times, its title, how many other meetings",
                 "Likely lands %2 – %3, you are in a meeting %4 – %5, “%6”, and in 1 more",
                 "Likely lands %2 – %3, you are in a meeting %4 – %5, “%6”, and in %1 more", lands.meetings - 1, from,
                 to, begins, ends, title);
}
}

LandsWhen landsWhen(const QDateTime &moment, const Remaining &remaining)
{
    LandsWhen lands{.from = minute(moment.addDuration(remaining.quick), false),
                    .half = minute(moment.addDuration(remaining.half), true),
                    .to = minute(moment.addDuration(remaining.most), true)};
    if (lands.to <= lands.from) {
        lands.to = lands.from.addDuration(1min);
    }
    return lands;
}

LandsWhen withSchedule(LandsWhen lands, const QList<Occurrence> &events, const WorkingHours &hours,
                       const QTimeZone &zone)
{
    lands.meeting.reset();
    lands.meetings = 0;
    lands.afterHours = AfterHours::No;
    if (!lands.from.isValid() || !lands.to.isValid() || lands.from.addDuration(longestRangeMet) < lands.to) {
        return lands;
    }
    const QList<Occurrence> meetings = met(lands, events);
    if (!meetings.isEmpty()) {
        lands.meeting = meetings.constFirst();
        lands.meetings = static_cast<int>(meetings.size());
    }
    if (hours.told && !isAtWork(hours, lands.to, zone)) {
        lands.afterHours = isAtWork(hours, lands.from, zone) ? AfterHours::AtItsEnd : AfterHours::Throughout;
    }
    return lands;
}

QStringList landsLines(const LandsWhen &lands, const WorkingHours &hours, const QDateTime &now, const QTimeZone &zone)
{
    if (!lands.meeting && lands.afterHours == AfterHours::No) {
        return {};
    }
    QStringList lines{meetingLine(lands, now, zone)};
    if (lands.afterHours == AfterHours::AtItsEnd) {
        lines.append(i18nc("@info a time of day", "From %1 on nobody can back out: after hours",
                           QLocale().toString(hours.to, QLocale::ShortFormat)));
    } else if (lands.afterHours == AfterHours::Throughout) {
        lines.append(i18nc("@info", "Nobody can back out: after hours"));
    }
    return lines;
}

}
