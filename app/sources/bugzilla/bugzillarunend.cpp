// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/bugzilla/bugzillarun.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock::Bugzilla {

void Run::judge(const BugFacts &facts)
{
    const qint64 id = facts.bug.id;
    const std::optional<Asked> asked = recordOf(id);
    std::optional<Landing> landing = landingOf(facts, m_wishes, asked, m_now);
    Asked record{.read = facts.bug.changed, .story = facts.story};
    record.isSure = !facts.bug.changed.isValid() || (asked && asked->read == facts.bug.changed)
        || facts.bug.changed.addDuration(sureAfter) <= m_now;
    if (landing) {
        const bool goesOn = asked && !asked->tag.isEmpty() && (!asked->ended.isValid() || isFinal(landing->state));
        record.tag = landing->tag;
        record.trees = landing->trees;
        // At first sight of the watch it may have been asked for long ago: the last change is not the wish.
        record.since = goesOn ? asked->since : m_isFirst ? QDateTime() : facts.bug.changed;
        if (isFinal(landing->state)) {
            record.ended = asked->ended.isValid() ? asked->ended : m_now;
        }
        if (!landing->tag.isEmpty()) {
            landing->requested = record.since;
        }
        landing->account = m_account.id;
        landing->url = bugPage(m_account.baseUrl, id);
    }
    for (Part &part : m_parts) {
        const bool asks = std::ranges::any_of(part.wishes, [&facts](const Wish &wish) { return asksFor(facts, wish); });
        const Asked *before = part.recordOf(id);
        const bool ends = landing && isFinal(landing->state) && before && !before->tag.isEmpty();
        if (landing && (asks || ends)) {
            keep(part, *landing, record);
        } else {
            leave(part, id);
            lookAt(part, facts.bug);
        }
    }
}

/// The bug is not the watch's as it is now: it need not be read again before it changes.
void Run::lookAt(Part &part, const Bug &bug)
{
    if (bug.changed.isValid()) {
        const bool again = part.cursor.looked.value(bug.id).read == bug.changed;
        part.cursor.looked.insert(
            bug.id, {.read = bug.changed, .isSure = again || bug.changed.addDuration(sureAfter) <= m_now});
    }
}

/// What no search will show again, unless it has changed.
void Run::forgetLooks(Part &part)
{
    part.cursor.looked.removeIf([this](const std::pair<const qint64 &, Look &> &one) {
        const Look &look = one.second;
        const QDateTime &newest = look.isSure ? m_changed : m_now;
        return newest.isValid() && look.read.addDuration(overlap + sureAfter) < newest;
    });
}

void Run::keep(Part &part, const Landing &landing, const Asked &record)
{
    part.cursor.looked.remove(landing.bug);
    part.cursor.asked.insert(landing.bug, record);
    part.snapshot.landings.append(landing);
}

void Run::leave(Part &part, qint64 bug)
{
    part.cursor.asked.remove(bug);
    if (part.held.contains(bug)) {
        part.snapshot.gone.append(Landing{.bug = bug}.key());
    }
}

/// Landings that ended long ago, and bugs that are nowhere to be seen any more.
void Run::dropWhatIsOver(Part &part)
{
    const QMap<qint64, Asked> records = part.cursor.asked;
    for (const auto &[id, record] : records.asKeyValueRange()) {
        const bool isOver = record.ended.isValid() && record.ended.addDuration(followedAfterEnd) <= m_now;
        if (isOver && !m_detailed.contains(id)) {
            leave(part, id);
        }
    }
    if (!m_isVerified || m_someUnreadable) {
        return;
    }
    for (const qint64 id : std::as_const(part.held)) {
        if (!m_bugs.contains(id) && !m_refused.contains(id)) {
            leave(part, id);
        }
    }
}

QList<std::pair<WatchId, Result<Snapshot>>> Run::end()
{
    for (const qint64 id : std::as_const(m_detailed)) {
        if (m_bugs.contains(id)) {
            judge(m_bugs.value(id));
        }
    }
    QList<std::pair<WatchId, Result<Snapshot>>> ends;
    for (Part &part : m_parts) {
        if (!part.isAsked) {
            continue;
        }
        if (part.wishes.isEmpty()) {
            ends.append({part.watch.id,
                         Failed(Failure{.kind = Failure::Kind::Rejected,
                                        .reason = Failure::Reason::BadRequest,
                                        .detail = u"The watch names no tag, flag, keyword or person"_s})});
            continue;
        }
        dropWhatIsOver(part);
        forgetLooks(part);
        std::ranges::sort(part.snapshot.landings, {}, &Landing::bug);
        part.snapshot.gone.removeDuplicates();
        part.snapshot.whole = part.isFirst && !m_isPartial && !m_someUnreadable;
        part.snapshot.skipped = m_skipped;
        part.cursor.flavour = m_access.flavour;
        part.cursor.changed = m_changed;
        part.cursor.verified = m_isVerified || !m_since.isValid() ? m_now : part.cursor.verified;
        part.snapshot.cursor = part.cursor.toText();
        ends.append({part.watch.id, std::move(part.snapshot)});
    }
    return ends;
}

}
