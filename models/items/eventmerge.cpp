// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/eventmerge.h"

#include "models/values/sameevent.h"

#include <algorithm>
#include <functional>

using namespace Qt::StringLiterals;

namespace Windsock {

QStringList EventMerge::bucketsOf(const Occurrence &event)
{
    if (event.isCall()) {
        return {"c/"_L1 + event.uid, "c/"_L1 + event.heldFrom.toString(Qt::ISODate) + u'/' + titleKey(event.title)};
    }
    const QString instance = event.recurrence.isValid() ? event.recurrence.toUTC().toString(Qt::ISODate) : QString();
    return {"u/"_L1 + bareUid(event.uid) + u'@' + instance,
            "t/"_L1 + QString::number(event.start.toSecsSinceEpoch()) + u'/' + titleKey(event.title)};
}

void EventMerge::insert(const Occurrence &event, QSet<Subject> &touched)
{
    const Subject subject = event.subject();
    remove(subject, touched);
    m_all.insert(subject, event);
    touched.insert(subject);
    for (const QString &key : bucketsOf(event)) {
        Bucket &bucket = m_buckets[key];
        bucket.insert(subject);
        touched.unite(bucket);
    }
}

void EventMerge::remove(const Subject &subject, QSet<Subject> &touched)
{
    const auto known = m_all.constFind(subject);
    if (known == m_all.cend()) {
        return;
    }
    touched.insert(subject);
    for (const QString &key : bucketsOf(*known)) {
        const auto bucket = m_buckets.find(key);
        bucket->remove(subject);
        touched.unite(*bucket);
        if (bucket->isEmpty()) {
            m_buckets.erase(bucket);
        }
    }
    m_all.erase(known);
}

/// All that are the same event, through whichever of them.
QList<Subject> EventMerge::sameAs(const Subject &subject, QSet<Subject> &seen) const
{
    QList<Subject> same{subject};
    seen.insert(subject);
    for (qsizetype i = 0; i < same.size(); ++i) {
        const Occurrence &event = *m_all.constFind(same.at(i));
        for (const QString &key : bucketsOf(event)) {
            const Bucket bucket = m_buckets.value(key);
            for (const Subject &other : bucket) {
                if (!seen.contains(other) && isSameEvent(event, *m_all.constFind(other))) {
                    seen.insert(other);
                    same.append(other);
                }
            }
        }
    }
    return same;
}

ShownEvent EventMerge::shownOf(QList<Subject> same) const
{
    std::ranges::sort(same);
    std::ranges::stable_partition(same, [this](const Subject &subject) { return m_all.value(subject).rsvps >= 0; });
    // A call that one list has extended is open as long.
    std::ranges::stable_sort(same, std::greater(),
                             [this](const Subject &subject) { return m_all.value(subject).closes(); });
    ShownEvent shown{m_all.value(same.takeFirst()), {}};
    for (const Subject &subject : std::as_const(same)) {
        shown.others.append(m_all.value(subject));
    }
    return shown;
}

EventMerge::Shown EventMerge::apply(const Changes<Occurrence> &changes)
{
    QSet<Subject> touched;
    for (const Occurrence &event : changes.removed) {
        remove(event.subject(), touched);
    }
    for (const Occurrence &event : changes.added) {
        insert(event, touched);
    }
    for (const Change<Occurrence> &change : changes.changed) {
        insert(change.after, touched);
    }
    // Whom a removed one joined may be two events now, and who stood behind one may show itself.
    QSet<Subject> wide = touched;
    for (const Subject &subject : std::as_const(touched)) {
        if (const auto shown = m_shown.constFind(subject); shown != m_shown.cend()) {
            for (const Occurrence &other : shown->others) {
                wide.insert(other.subject());
            }
        }
    }
    QList<Subject> order = wide.values();
    std::ranges::sort(order);
    Shown result;
    QSet<Subject> seen;
    QHash<Subject, ShownEvent> now;
    for (const Subject &subject : std::as_const(order)) {
        if (m_all.contains(subject) && !seen.contains(subject)) {
            const ShownEvent shown = shownOf(sameAs(subject, seen));
            now.insert(shown.subject(), shown);
        }
    }
    wide.unite(seen);
    for (const Subject &subject : std::as_const(wide)) {
        if (!now.contains(subject) && m_shown.remove(subject)) {
            result.gone.append(subject);
        }
    }
    for (auto it = now.cbegin(); it != now.cend(); ++it) {
        if (const auto before = m_shown.constFind(it.key()); before == m_shown.cend() || *before != *it) {
            result.events.append(*it);
            m_shown.insert(it.key(), *it);
        }
    }
    std::ranges::sort(result.gone);
    std::ranges::sort(result.events, {}, &Occurrence::subject);
    return result;
}

}
