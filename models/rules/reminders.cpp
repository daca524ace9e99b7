// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/rules/reminders.h"

#include "models/rules/eventwording.h"
#include "models/rules/isoutc.h"
#include "models/values/eventlinks.h"
#include "models/values/plaintext.h"
#include "models/values/sameevent.h"

#include <QCryptographicHash>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Windsock {

namespace {
constexpr auto s_snooze = 5min;
constexpr auto s_lastCall = 1min;

/// Which reminder of the event is due; of several the one nearest to its start.
enum class Due { Nothing, Soon, Leave };

Due dueOf(const Occurrence &event, const QDateTime &now, const EventRules &rules)
{
    const auto isDue = [&](std::chrono::minutes before) {
        return before > 0min && event.start.addDuration(-before) <= now;
    };
    const bool soon = isDue(rules.lead);
    const bool leave = isDue(rules.travel) && isOnEarth(event.place);
    if (soon && leave) {
        return rules.travel < rules.lead ? Due::Leave : Due::Soon;
    }
    return soon ? Due::Soon : leave ? Due::Leave : Due::Nothing;
}

bool isSpoken(const Occurrence &event, const EventRules &rules)
{
    return !event.allDay && event.status != Occurrence::Status::Cancelled && !rules.muted.contains(event.teller());
}

/// When the event begins of which the notice reminds; invalid for other notices.
QDateTime startIn(const Notice &notice)
{
    static const QRegularExpression reminder(u"\\Aevent/[0-9a-f]+#(?:soon|leave|again):([0-9T:-]+Z)"_s);
    const QRegularExpressionMatch match = reminder.match(notice.key);
    return match.hasMatch() ? QDateTime::fromString(match.captured(1), Qt::ISODate) : QDateTime();
}
}

QString reminderBeginning(const Occurrence &event, const Facts &facts)
{
    const QString title = titleKey(event.title);
    const auto isNamesake = [&](const Occurrence &other) {
        return other.start == event.start && titleKey(other.title) == title && !isNearPlace(other.place, event.place)
            && !isSameEvent(other, event);
    };
    QString what = title + u'|' + isoUtc(event.start);
    if (std::ranges::any_of(facts.occurrences, isNamesake) || std::ranges::any_of(facts.elsewhere, isNamesake)) {
        what += u'|' + titleKey(event.place);
    }
    const QByteArray hash = QCryptographicHash::hash(what.toUtf8(), QCryptographicHash::Sha256).toHex().first(16);
    return "event/"_L1 + QLatin1StringView(hash) + u'#';
}

void judgeReminders(const Facts &facts, const WatchId &watch, const QDateTime &now, const EventRules &rules,
                    Judgement &said)
{
    for (const Occurrence &event : facts.occurrences) {
        if (event.isCall()) {
            continue;
        }
        if (event.start <= now) {
            if (std::max(event.start, event.end) > now) { // told as soon, and here it is
                for (const QString &beginning :
                     QStringList{event.subject().value + u'#', reminderBeginning(event, facts)}) {
                    if (!said.overtaken.contains(beginning)) {
                        said.overtaken.append(beginning);
                    }
                }
            }
            continue;
        }
        const Due due = isSpoken(event, rules) ? dueOf(event, now, rules) : Due::Nothing;
        if (due == Due::Nothing) {
            continue;
        }
        const bool leave = due == Due::Leave;
        const Wording wording = leave ? eventLeaveWording(event, rules.zone) : eventSoonWording(event, rules.zone);
        const QUrl join = webUrl(event.join);
        said.notices.append(
            {.key = reminderBeginning(event, facts) + (leave ? "leave:"_L1 : "soon:"_L1) + isoUtc(event.start),
             .subject = event.subject(),
             .account = facts.account,
             .watch = watch,
             .kind = Notice::Kind::EventSoon,
             .urgency = Notice::Urgency::High,
             .title = wording.title,
             .text = wording.text,
             .url = join.isEmpty() ? webUrl(event.url) : join,
             .decided = now});
    }
}

std::optional<Notice> snoozed(const Notice &reminder, const QDateTime &now)
{
    const QDateTime start = startIn(reminder);
    if (!start.isValid()) {
        return std::nullopt;
    }
    const QDateTime until = std::min(now.addDuration(s_snooze), start.addDuration(-s_lastCall)).toUTC();
    if (until <= now) {
        return std::nullopt;
    }
    Notice again = reminder;
    again.key = reminder.key.section(u'#', 0, 0) + "#again:"_L1 + isoUtc(start) + u'/' + isoUtc(until);
    again.decided = now;
    again.state = Notice::State::Pending;
    again.shown = {};
    again.read = false;
    return again;
}

QDateTime snoozedUntil(const Notice &notice)
{
    return startIn(notice).isValid() && notice.key.contains("#again:"_L1)
        ? QDateTime::fromString(notice.key.section(u'/', -1), Qt::ISODate)
        : QDateTime();
}

bool isMissed(const Notice &notice, const QDateTime &now)
{
    const QDateTime start = startIn(notice);
    return start.isValid() && start <= now;
}

}
