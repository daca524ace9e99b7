// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/rules/callrules.h"

#include "models/rules/callwording.h"
#include "models/values/plaintext.h"
#include "models/values/sameevent.h"

#include <QCryptographicHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
constexpr int s_morning = 9; ///< o'clock: a deadline is no reason to ring at midnight
constexpr int s_week = 7;

QString reminderKey(const Occurrence &call, QLatin1StringView which)
{
    return callBeginning(call) + which + u':' + call.closes().toString(Qt::ISODate);
}

/// One sitting over the calls of an account.
class CallSitting
{
public:
    CallSitting(const ChangeSet &changes, const Facts &facts, const QDateTime &now, const EventRules &rules,
                Judgement &said)
        : m_changes(changes), m_facts(facts), m_now(now), m_here(now.toTimeZone(rules.zone)), m_rules(rules), m_said(said)
    {
    }

    void judgeMoved(const Occurrence &before, const Occurrence &after);
    void judgeGone(const Occurrence &call);
    void judgeDay(const Occurrence &call);

private:
    bool isOpenElsewhere(const Occurrence &call, bool longer) const;
    bool isDue(QDate day) const { return m_here >= QDateTime(day, QTime(s_morning, 0), m_rules.zone); }
    void overtake(const Occurrence &call);
    void tell(const Occurrence &call, const QString &key, Notice::Urgency urgency, const Wording &wording);

    const ChangeSet &m_changes;
    const Facts &m_facts;
    const QDateTime m_now;
    const QDateTime m_here;
    const EventRules &m_rules;
    Judgement &m_said;
};

/// Whether another list has the call with this last day, or a later one.
bool CallSitting::isOpenElsewhere(const Occurrence &call, bool longer) const
{
    const auto says = [&](const Occurrence &other) {
        return other.isCall() && other.subject() != call.subject() && isSameEvent(call, other)
            && (longer ? other.closes() > call.closes() : other.closes() == call.closes());
    };
    return std::ranges::any_of(m_facts.occurrences, says) || std::ranges::any_of(m_facts.elsewhere, says);
}

/// What was told of this last day no longer holds.
void CallSitting::overtake(const Occurrence &call)
{
    for (const QLatin1StringView which : {"week"_L1, "day"_L1, "closes"_L1}) {
        const QString key = reminderKey(call, which);
        if (!m_said.overtaken.contains(key)) {
            m_said.overtaken.append(key);
        }
    }
}

void CallSitting::tell(const Occurrence &call, const QString &key, Notice::Urgency urgency, const Wording &wording)
{
    m_said.notices.append({.key = key,
                           .subject = call.subject(),
                           .account = m_facts.account.isEmpty() ? m_changes.account : m_facts.account,
                           .watch = m_changes.watch,
                           .kind = Notice::Kind::CallForPapers,
                           .urgency = urgency,
                           .title = wording.title,
                           .text = wording.text,
                           .url = webUrl(call.url),
                           .decided = m_now});
}

void CallSitting::judgeMoved(const Occurrence &before, const Occurrence &after)
{
    if (before.closes() == after.closes() || !before.closes().isValid()) {
        return;
    }
    if (!isOpenElsewhere(before, false)) {
        overtake(before);
    }
    if (after.closes().isValid() && after.closes() >= m_here.date() && !isOpenElsewhere(after, true)) {
        tell(after, reminderKey(after, "closes"_L1), Notice::Urgency::Normal, callMovedWording(before, after));
    }
}

void CallSitting::judgeGone(const Occurrence &call)
{
    if (call.closes().isValid() && !isOpenElsewhere(call, false)) {
        overtake(call);
    }
}

void CallSitting::judgeDay(const Occurrence &call)
{
    const QDate last = call.closes();
    if (!last.isValid()) {
        return;
    }
    if (last < m_here.date()) {
        // Nobody counts on what closed longer ago: it goes with the next answer.
        if (last.addDays(s_week) >= m_here.date()) {
            overtake(call);
        }
        return;
    }
    const bool day = isDue(last.addDays(-1));
    if ((!day && !isDue(last.addDays(-s_week))) || m_rules.muted.contains(call.teller()) || isOpenElsewhere(call, true)) {
        return;
    }
    tell(call, reminderKey(call, day ? "day"_L1 : "week"_L1), day ? Notice::Urgency::Normal : Notice::Urgency::Low,
         callClosesWording(call, m_here.date()));
}
}

QString callBeginning(const Occurrence &call)
{
    const QDate day = call.heldFrom.isValid() ? call.heldFrom : call.closes();
    const QString what = titleKey(call.title) + u'|' + QString::number(day.year());
    const QByteArray hash = QCryptographicHash::hash(what.toUtf8(), QCryptographicHash::Sha256).toHex().first(16);
    return "call/"_L1 + QLatin1StringView(hash) + u'#';
}

void judgeCalls(const ChangeSet &changes, const Facts &facts, const QDateTime &now, const EventRules &rules,
                Judgement &said)
{
    CallSitting sitting(changes, facts, now, rules, said);
    for (const Change<Occurrence> &change : changes.occurrences.changed) {
        if (change.after.isCall()) {
            sitting.judgeMoved(change.before, change.after);
        }
    }
    for (const Occurrence &call : changes.occurrences.removed) {
        if (call.isCall()) {
            sitting.judgeGone(call);
        }
    }
    for (const Occurrence &call : facts.occurrences) {
        if (call.isCall()) {
            sitting.judgeDay(call);
        }
    }
}

}
