// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/rules/eventrules.h"

#include "models/rules/callrules.h"
#include "models/rules/eventwording.h"
#include "models/rules/isoutc.h"
#include "models/rules/reminders.h"
#include "models/values/plaintext.h"
#include "models/values/sameevent.h"

#include <QCryptographicHash>
#include <QHash>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
using Kind = Notice::Kind;
using Urgency = Notice::Urgency;

QString shortHash(const QString &text)
{
    return QString::fromLatin1(QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex().first(12));
}

/// One sitting over the events: what is before it, and what has been said so far.
class EventSitting
{
public:
    EventSitting(const ChangeSet &changes, const Facts &facts, const QDateTime &now, const EventRules &rules,
                 Judgement &said)
        : m_changes(changes), m_facts(facts), m_now(now), m_rules(rules), m_said(said)
    {
    }

    void judgeChange(const Occurrence &before, const Occurrence &after);
    void judgeNew();

private:
    bool isOver(const Occurrence &event) const { return std::max(event.start, event.end) <= m_now; }
    QHash<QString, const Occurrence *> firstAdded() const;
    void tell(const Occurrence &event, const QString &key, Kind kind, Urgency urgency, const Wording &wording);
    void overtake(const Occurrence &before, const Occurrence &after);
    bool isToldElsewhere(const Occurrence &event,
                         bool (*agrees)(const Occurrence &event, const Occurrence &other)) const;

    const ChangeSet &m_changes;
    const Facts &m_facts;
    const QDateTime m_now;
    const EventRules &m_rules;
    Judgement &m_said;
};

void EventSitting::tell(const Occurrence &event, const QString &key, Kind kind, Urgency urgency, const Wording &wording)
{
    m_said.notices.append({.key = key,
                           .subject = event.subject(),
                           .account = m_facts.account.isEmpty() ? m_changes.account : m_facts.account,
                           .watch = m_changes.watch,
                           .kind = kind,
                           .urgency = urgency,
                           .title = wording.title,
                           .text = wording.text,
                           .url = webUrl(event.url),
                           .decided = m_now});
}

/// What was told of it no longer holds.
void EventSitting::overtake(const Occurrence &before, const Occurrence &after)
{
    for (const QString &beginning : QStringList{after.subject().value + u'#', reminderBeginning(before, m_facts)}) {
        if (!m_said.overtaken.contains(beginning)) {
            m_said.overtaken.append(beginning);
        }
    }
}

/// Whether another calendar has the same event and says the same of it already.
bool EventSitting::isToldElsewhere(const Occurrence &event,
                                   bool (*agrees)(const Occurrence &event, const Occurrence &other)) const
{
    return std::ranges::any_of(
        m_facts.elsewhere, [&](const Occurrence &other) { return isSameEvent(event, other) && agrees(event, other); });
}

void EventSitting::judgeChange(const Occurrence &before, const Occurrence &after)
{
    if (isOver(after)) {
        return;
    }
    const QTimeZone &zone = m_rules.zone;
    const auto say = [&](const QString &transition, Urgency urgency, const Wording &wording) {
        overtake(before, after);
        tell(after, after.subject().value + u'#' + transition, Kind::EventChanged, urgency, wording);
    };
    const auto sameStatus = [](const Occurrence &event, const Occurrence &other) {
        return event.status == other.status;
    };
    if (before.status != after.status && !isToldElsewhere(after, sameStatus)) {
        const bool weighty = after.status == Occurrence::Status::Cancelled
            || before.status == Occurrence::Status::Cancelled;
        say(occurrenceStatusName(after.status), weighty ? Urgency::Normal : Urgency::Low,
            eventStatusWording(after, zone));
    }
    if (after.status == Occurrence::Status::Cancelled) {
        return;
    }
    const auto sameTimes = [](const Occurrence &event, const Occurrence &other) {
        return event.start == other.start && event.end == other.end;
    };
    const bool timesTold = isToldElsewhere(after, sameTimes);
    if (before.start != after.start && !timesTold) {
        say("moved:"_L1 + isoUtc(after.start), Urgency::Normal, eventMovedWording(before, after, zone));
    } else if (before.start == after.start && before.end != after.end && !timesTold) {
        say("ends:"_L1 + isoUtc(after.end), Urgency::Low, eventMovedWording(before, after, zone));
    }
    const auto samePlace = [](const Occurrence &event, const Occurrence &other) {
        return !other.place.isEmpty() && isNearPlace(event.place, other.place);
    };
    if (before.place != after.place && !isToldElsewhere(after, samePlace)) {
        say("place:"_L1 + shortHash(after.place), Urgency::Normal, eventPlaceWording(before, after, zone));
    }
}

/// The earliest that was added of each series.
QHash<QString, const Occurrence *> EventSitting::firstAdded() const
{
    QHash<QString, const Occurrence *> first;
    for (const Occurrence &event : m_changes.occurrences.added) {
        // A copy is what the person put there: no news.
        if (event.isCall() || isOver(event) || event.status == Occurrence::Status::Cancelled || !event.copyOf.isEmpty()) {
            continue;
        }
        const Occurrence *&earliest = first[event.uid];
        if (!earliest || event.start < earliest->start) {
            earliest = &event;
        }
    }
    return first;
}

/// A series is new once, whichever of its instances come into sight: an instance more of a known one is no news.
void EventSitting::judgeNew()
{
    QHash<QString, const Occurrence *> first = firstAdded();
    if (first.isEmpty()) {
        return;
    }
    QSet<QString> added;
    for (const Occurrence &event : m_changes.occurrences.added) {
        added.insert(event.key());
    }
    QList<const Occurrence *> known;
    for (const Occurrence &event : m_facts.occurrences) {
        if (!added.contains(event.key())) {
            known.append(&event);
        }
    }
    for (const Occurrence &event : m_changes.occurrences.removed) {
        known.append(&event);
    }
    for (const Occurrence *event : std::as_const(known)) {
        first.remove(event->uid);
    }
    const auto always = [](const Occurrence &, const Occurrence &) { return true; };
    first.removeIf([&](const std::pair<const QString &, const Occurrence *&> &item) {
        const Occurrence &event = *item.second;
        const auto alike = [&event](const Occurrence *other) { return isAlike(event, *other); };
        return std::ranges::any_of(known, alike) || isToldElsewhere(event, always);
    });
    for (const Occurrence &event : m_changes.occurrences.added) {
        if (first.value(event.uid) == &event) {
            tell(event, subjectOf(event.account, "event/"_L1 + event.calendar + event.uid).value + "#new"_L1,
                 Kind::EventChanged, Urgency::Low, eventNewWording(event, m_rules.zone));
        }
    }
}
}

void judgeEvents(const ChangeSet &changes, const Facts &facts, const QDateTime &now, const EventRules &rules,
                 Judgement &said)
{
    EventSitting sitting(changes, facts, now, rules, said);
    for (const Change<Occurrence> &change : changes.occurrences.changed) {
        if (!change.after.isCall()) {
            sitting.judgeChange(change.before, change.after);
        }
    }
    sitting.judgeNew();
    judgeReminders(facts, changes.watch, now, rules, said);
    judgeCalls(changes, facts, now, rules, said);
}

}
