// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/bugzilla/bugzillarun.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock::Bugzilla {

namespace {
/// Comments older than this tell of nothing that is still under way, and old bugs have thousands.
constexpr std::chrono::days s_storyBegins{60};

QSet<qint64> bugsIn(const QStringList &keys)
{
    QSet<qint64> ids;
    for (const QString &key : keys) {
        const qint64 id = key.startsWith("bug/"_L1) ? QStringView(key).sliced(4).toLongLong() : 0;
        if (id > 0) {
            ids.insert(id);
        }
    }
    return ids;
}

QDateTime earlier(const QDateTime &a, const QDateTime &b)
{
    return !a.isValid() || (b.isValid() && b < a) ? b : a;
}

QDateTime later(const QDateTime &a, const QDateTime &b)
{
    return !a.isValid() || (b.isValid() && b > a) ? b : a;
}
}

const Asked *Run::Part::recordOf(qint64 bug) const
{
    const auto found = cursor.asked.constFind(bug);
    return held.contains(bug) && found != cursor.asked.cend() ? &*found : nullptr;
}

Run::Run(const FetchTask &task)
    : m_account(task.account), m_now(task.now)
{
    addPart(task.watch, task.memory, true);
    for (const Sibling &sibling : task.siblings) {
        addPart(sibling.watch, sibling.memory, sibling.isAsked);
    }
    m_access = {task.account.baseUrl, task.secret, Flavour::Unknown, task.account.id.value};
    bool isBlind = false;
    for (const Part &part : std::as_const(m_parts)) {
        m_wishes += part.wishes;
        if (part.cursor.flavour != Flavour::Unknown) {
            m_access.flavour = part.cursor.flavour;
        }
        if (!part.isAsked || part.wishes.isEmpty()) {
            continue;
        }
        m_known.unite(part.held);
        m_isFirst = m_isFirst || part.isFirst;
        isBlind = isBlind || !part.cursor.changed.isValid();
        m_since = earlier(m_since, part.cursor.changed);
        m_changed = later(m_changed, part.cursor.changed);
    }
    m_wishes = inOrder(std::move(m_wishes));
    m_since = isBlind || !m_since.isValid() ? QDateTime() : m_since.addDuration(-overlap);
    for (const Part &part : std::as_const(m_parts)) {
        if (!m_since.isValid() || !part.isAsked) {
            continue;
        }
        for (const Asked &record : part.cursor.asked) {
            m_since = record.isSure || record.ended.isValid() ? m_since : earlier(m_since, record.read);
        }
        for (const Look &look : part.cursor.looked) {
            m_since = look.isSure ? m_since : earlier(m_since, look.read);
        }
    }
}

void Run::addPart(const Watch &watch, const WatchMemory &memory, bool isAsked)
{
    Part part{.watch = watch,
              .wishes = wishesOf(m_account, watch),
              .held = bugsIn(memory.keys),
              .cursor = BugzillaCursor::fromText(memory.cursor),
              .isFirst = memory.cursor.isEmpty(),
              .isAsked = isAsked};
    if (part.cursor.changed > m_now.addDays(1)) {
        part.cursor.changed = {}; // a wrong clock's: nothing would have changed since for a long time
    }
    part.snapshot.account = m_account.id;
    part.snapshot.watch = watch.id;
    part.snapshot.asOf = m_now;
    m_parts.append(std::move(part));
}

void Run::setFlavour(Flavour flavour)
{
    m_access.flavour = flavour;
}

bool Run::isToVerify() const
{
    if (m_known.isEmpty()) {
        return false;
    }
    return std::ranges::any_of(m_parts, [this](const Part &part) {
        const QDateTime &last = part.cursor.verified;
        const bool isDue = !last.isValid() || last > m_now || last.addDuration(verifiedEvery) <= m_now;
        return part.isAsked && !part.held.isEmpty() && isDue;
    });
}

void Run::addBugs(const BugPage &page)
{
    m_someUnreadable = m_someUnreadable || !page.skipped.isEmpty();
    for (const SkippedRecord &record : page.skipped) {
        keepSkipped(m_skipped, record.what, record.why);
    }
    for (const Bug &bug : page.bugs) {
        m_bugs[bug.id].bug = bug;
        m_changed = later(m_changed, bug.changed);
    }
}

/// Whether the watch has to hear of the bug: it is not told yet, or not as it is now.
bool Run::isNews(const Part &part, const Bug &bug) const
{
    if (!part.isAsked) {
        return false;
    }
    if (const Asked *record = part.recordOf(bug.id)) {
        return !record->isSure || !bug.changed.isValid() || record->read != bug.changed;
    }
    const Look look = part.cursor.looked.value(bug.id);
    if (look.isSure && look.read == bug.changed) {
        return false;
    }
    return part.held.contains(bug.id)
        || std::ranges::any_of(part.wishes, [&bug](const Wish &wish) { return mayAskFor(bug, wish); });
}

/// What any of the watches remembers of the bug: the newest, and the earliest time that it was seen to ask.
std::optional<Asked> Run::recordOf(qint64 bug) const
{
    std::optional<Asked> found;
    QDateTime since;
    for (const Part &part : m_parts) {
        const Asked *record = part.recordOf(bug);
        if (!record) {
            continue;
        }
        since = record->tag.isEmpty() ? since : earlier(since, record->since);
        const bool isBetter = !found || (found->tag.isEmpty() && !record->tag.isEmpty())
            || (found->tag.isEmpty() == record->tag.isEmpty() && later(found->read, record->read) != found->read);
        if (isBetter) {
            const Story story = found && later(found->story.heard, record->story.heard) == found->story.heard
                ? found->story
                : record->story;
            found = *record;
            found->story = story;
        }
    }
    if (found) {
        found->since = since;
    }
    return found;
}

QList<qint64> Run::chooseDetails()
{
    QList<qint64> untold;
    QList<qint64> others;
    for (const BugFacts &facts : std::as_const(m_bugs)) {
        bool isNew = false;
        bool isOld = false;
        for (const Part &part : std::as_const(m_parts)) {
            const bool news = isNews(part, facts.bug);
            isOld = isOld || (news && part.recordOf(facts.bug.id));
            isNew = isNew || (news && !part.recordOf(facts.bug.id));
        }
        if (isNew || isOld) {
            (isNew ? untold : others).append(facts.bug.id);
        }
    }
    QList<qint64> chosen = untold + others;
    for (const qint64 id : chosen.mid(detailsAtMost)) {
        putOff(id);
    }
    return chosen.first(std::min(chosen.size(), detailsAtMost));
}

/// Without its patches a landing looks like another one: it stays as it was and is asked for again.
void Run::putOff(qint64 bug)
{
    const QDateTime changed = m_bugs.take(bug).bug.changed;
    if (changed.isValid() && m_changed > changed) {
        m_changed = changed;
    }
    m_refused.insert(bug);
    m_isPartial = true;
}

void Run::addPatches(const QList<qint64> &asked, const PatchPage &page)
{
    for (const SkippedRecord &record : page.skipped) {
        keepSkipped(m_skipped, record.what, record.why);
    }
    for (const qint64 id : asked) {
        const bool some = page.partial.contains(id) && m_known.contains(id);
        if (some || (!page.skipped.isEmpty() && !page.patches.contains(id))) {
            putOff(id);
            continue;
        }
        BugFacts &facts = m_bugs[id];
        facts.patches = page.patches.value(id);
        facts.obsolete = page.obsolete.value(id);
        facts.reviewAsked = page.reviewAsked.value(id);
        facts.story = recordOf(id).value_or(Asked()).story;
        m_detailed.insert(id);
    }
}

QList<std::pair<QList<qint64>, QDateTime>> Run::chooseComments(const QList<qint64> &bugs) const
{
    std::pair<QList<qint64>, QDateTime> never{{}, m_now.addDuration(-s_storyBegins)};
    std::pair<QList<qint64>, QDateTime> before;
    for (const qint64 id : bugs) {
        const std::optional<Asked> record = recordOf(id);
        const bool lands = (record && !record->tag.isEmpty())
            || std::ranges::any_of(m_wishes, [this, id](const Wish &wish) {
                               return wish.kind != Wish::Kind::Review && asksFor(m_bugs.value(id), wish);
                           });
        if (!m_detailed.contains(id) || !lands) {
            continue;
        }
        if (const QDateTime heard = m_bugs.value(id).story.heard; heard.isValid()) {
            before.first.append(id);
            before.second = earlier(before.second, heard);
        } else {
            never.first.append(id);
        }
    }
    // A second earlier: what was written in the same second as the last one heard is not lost.
    before.second = before.second.isValid() ? before.second.addSecs(-1) : before.second;
    QList<std::pair<QList<qint64>, QDateTime>> chosen;
    for (const auto &group : {never, before}) {
        if (!group.first.isEmpty()) {
            chosen.append(group);
        }
    }
    return chosen;
}

void Run::addComments(const CommentPage &page)
{
    for (const SkippedRecord &record : page.skipped) {
        keepSkipped(m_skipped, record.what, record.why);
    }
    for (const auto &[id, comments] : page.comments.asKeyValueRange()) {
        const auto facts = m_bugs.find(id);
        if (facts == m_bugs.end()) {
            continue;
        }
        for (const Comment &comment : comments) {
            hear(facts->story, comment);
        }
    }
}

void Run::refuse(qint64 bug, const QString &why)
{
    keepSkipped(m_skipped, u"bug %1"_s.arg(bug), why);
    if (!m_detailed.contains(bug)) {
        m_bugs.remove(bug);
        m_refused.insert(bug);
    }
}

}
