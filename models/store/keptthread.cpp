// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/keptthread.h"

#include <algorithm>

namespace Windsock {

namespace {
/// How near a row of the same change is to a thread with none of its cores.
constexpr int s_onlyHistory = 3;

constexpr qsizetype s_mostTold = 500;

/// What the rows and the facts tell, each thing once, oldest first. What pushes tell is made anew.
QList<ToldMoment> toldOf(const JoinedThread &joined, const QList<KeptThread> &before, const QDateTime &now)
{
    QList<ToldMoment> told;
    QHash<Subject, QDateTime> seen; // when each push was first told of
    for (const KeptThread &row : before) {
        for (const ToldMoment &moment : row.told) {
            if (!joined.parts.contains(moment.moment.subject)) {
                told.append(moment);
            } else if (!seen.contains(moment.moment.subject)) {
                seen.insert(moment.moment.subject, moment.moment.at);
            }
        }
    }
    putInOrder(told);
    for (const ThreadFact &fact : joined.facts) {
        if (fact.isCore()) {
            tellOf(fact, now, told);
        }
    }
    for (const ThreadFact &fact : joined.facts) {
        if (!fact.isCore()) {
            told += toldBy(fact, joined.parts.value(fact.subject), seen.value(fact.subject, now));
        }
    }
    putInOrder(told);
    if (told.size() > s_mostTold) {
        told.remove(0, told.size() - s_mostTold);
    }
    return told;
}

QString firstOf(const QList<ThreadFact> &facts, QString ThreadFact::*text)
{
    const auto found = std::ranges::find_if(facts, [text](const ThreadFact &fact) { return !(fact.*text).isEmpty(); });
    return found == facts.end() ? QString() : (*found).*text;
}

QList<ThreadMember> membersOf(const JoinedThread &joined, const ChangeThread &thread)
{
    QHash<Subject, qsizetype> first;
    for (qsizetype i = thread.moments.size() - 1; i >= 0; --i) {
        first.insert(thread.moments[i].subject, i);
    }
    QList<ThreadMember> members;
    for (const ThreadFact &fact : joined.facts) {
        ThreadMember member = joined.why.value(fact.subject);
        if (fact.subject.value == thread.id) {
            member.ground = ThreadMember::Ground::Itself;
            member.detail.clear();
        }
        members.append(member);
    }
    std::ranges::stable_sort(
        members, {}, [&](const ThreadMember &member) { return first.value(member.subject, thread.moments.size()); });
    return members;
}

bool holds(const JoinedThread &joined, const QString &subject)
{
    return std::ranges::any_of(joined.facts, [&](const ThreadFact &f) { return f.subject.value == subject; });
}

QDateTime begunAt(const KeptThread &row)
{
    return row.told.isEmpty() ? QDateTime() : row.told.constFirst().moment.at;
}
/// What a thread would take over from a row of before.
struct Claim {
    int rank;
    QDateTime begun;
    QString id;
    qsizetype thread;
    qsizetype row;
};

/// Which rows have a core of theirs in which, or are of the same change; the best claims first.
QList<Claim> claimsOf(const QList<JoinedThread> &threads, const QList<KeptThread> &rows)
{
    QHash<Subject, QList<qsizetype>> withCore;
    QHash<QString, QList<qsizetype>> withRoot;
    for (qsizetype r = 0; r < rows.size(); ++r) {
        withRoot[rows[r].root].append(r);
        for (const ThreadFact &fact : rows[r].facts) {
            if (fact.isCore()) {
                withCore[fact.subject].append(r);
            }
        }
    }
    QList<Claim> claims;
    for (qsizetype t = 0; t < threads.size(); ++t) {
        QHash<qsizetype, int> ranks;
        for (const qsizetype r : withRoot.value(threads[t].root)) {
            ranks.insert(r, s_onlyHistory);
        }
        for (const ThreadFact &fact : threads[t].facts) {
            for (const qsizetype r : withCore.value(fact.subject)) {
                ranks.insert(r, threads[t].root == rows[r].root ? 1 : 2);
            }
        }
        for (const auto [r, rank] : ranks.asKeyValueRange()) {
            const bool named = holds(threads[t], rows[r].thread.id);
            claims.append({named ? 0 : rank, begunAt(rows[r]), rows[r].thread.id, t, r});
        }
    }
    std::ranges::sort(claims, {}, [](const Claim &c) { return std::tie(c.rank, c.begun, c.id, c.thread); });
    return claims;
}
}

KeptThread keptThreadOf(const JoinedThread &joined, const QString &id, const QList<KeptThread> &before,
                        const QDateTime &now)
{
    KeptThread row{.root = joined.root, .facts = joined.facts, .told = toldOf(joined, before, now)};
    ChangeThread &thread = row.thread;
    thread.id = id;
    thread.title = firstOf(joined.facts, &ThreadFact::title);
    thread.author = firstOf(joined.facts, &ThreadFact::author);
    thread.moments = momentsOf(row.told, row.facts);
    const HowFar far = howFar(thread.moments, row.facts);
    thread.state = far.state;
    thread.held = far.held;
    thread.members = membersOf(joined, thread);
    const bool lost = std::ranges::all_of(joined.facts, &ThreadFact::gone);
    const QDateTime since = before.isEmpty() ? QDateTime() : before.constFirst().lost;
    row.lost = !lost ? QDateTime() : since.isValid() ? since : now;
    return row;
}

QList<Heir> heirs(const QList<JoinedThread> &threads, const QList<KeptThread> &rows)
{
    const QList<Claim> claims = claimsOf(threads, rows);
    QList<Heir> heirs(threads.size());
    QSet<qsizetype> kept;
    for (const Claim &claim : claims) {
        Heir &heir = heirs[claim.thread];
        if (heir.kept < 0 && claim.rank < s_onlyHistory && !kept.contains(claim.row)) {
            heir = {.kept = claim.row, .from = {claim.row}};
            kept.insert(claim.row);
        }
    }
    for (const Claim &claim : claims) {
        if (QList<qsizetype> &from = heirs[claim.thread].from; !from.contains(claim.row)) {
            from.append(claim.row);
        }
    }
    return heirs;
}

}
