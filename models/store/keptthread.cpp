// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/keptthread.h"

#include <algorithm>

namespace Windsock {

namespace {
/// How near a row of the same change is to a thread with none of its cores.
constexpr int s_onlyHistory = 3;

constexpr qsizetype s_mostTold = 500;

/// What the rows and the facts tell, each thing once, oldest first.
QList<ToldMoment> toldOf(const JoinedThread &joined, const QList<KeptThread> &before, const QDateTime &now)
{
    QList<ToldMoment> told;
    for (const KeptThread &row : before) {
        told += row.told;
    }
    putInOrder(told);
    for (const ThreadFact &fact : joined.facts) {
        if (fact.isCore()) {
            tellOf(fact, now, told);
        } else {
            tellOf(fact, joined.parts.value(fact.subject), now, told);
        }
    }
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

bool sharesCore(const JoinedThread &joined, const KeptThread &row)
{
    return std::ranges::any_of(
        row.facts, [&](const ThreadFact &fact) { return fact.isCore() && holds(joined, fact.subject.value); });
}

QDateTime begunAt(const KeptThread &row)
{
    return row.told.isEmpty() ? QDateTime() : row.told.constFirst().moment.at;
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
    struct Claim {
        int rank;
        QDateTime begun;
        QString id;
        qsizetype thread;
        qsizetype row;
    };
    QList<Claim> claims;
    for (qsizetype t = 0; t < threads.size(); ++t) {
        for (qsizetype r = 0; r < rows.size(); ++r) {
            const bool shares = sharesCore(threads[t], rows[r]);
            const bool same = threads[t].root == rows[r].root;
            if (shares || same) {
                const int rank = holds(threads[t], rows[r].thread.id) ? 0
                    : shares && same                                  ? 1
                    : shares                                          ? 2
                                                                      : s_onlyHistory;
                claims.append({rank, begunAt(rows[r]), rows[r].thread.id, t, r});
            }
        }
    }
    std::ranges::sort(claims, {}, [](const Claim &c) { return std::tie(c.rank, c.begun, c.id, c.thread); });
    QList<Heir> heirs(threads.size());
    QSet<qsizetype> kept;
    for (const Claim &claim : std::as_const(claims)) {
        Heir &heir = heirs[claim.thread];
        if (heir.kept < 0 && claim.rank < s_onlyHistory && !kept.contains(claim.row)) {
            heir = {.kept = claim.row, .from = {claim.row}};
            kept.insert(claim.row);
        }
    }
    for (const Claim &claim : std::as_const(claims)) {
        if (QList<qsizetype> &from = heirs[claim.thread].from; !from.contains(claim.row)) {
            from.append(claim.row);
        }
    }
    return heirs;
}

}
