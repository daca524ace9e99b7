// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/threadjoiner.h"

#include "models/values/commitmessage.h"

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
using Member = ThreadMember;

/// So many pushes that are no more are remembered of a thread.
constexpr qsizetype s_gonePushes = 50;

Member::Ground groundOf(const QString &nameOrRevision)
{
    return isRevision(nameOrRevision)            ? Member::Ground::Revision
        : isBugName(nameOrRevision)              ? Member::Ground::Bug
        : nameOrRevision.startsWith("lando/"_L1) ? Member::Ground::LandoJob
                                                 : Member::Ground::PullRequest;
}

/// "5" of a bug or job, "o/r#5" of a request, the short revision.
QString detailOf(const QString &nameOrRevision)
{
    return isRevision(nameOrRevision) ? nameOrRevision.left(12)
                                      : nameOrRevision.sliced(nameOrRevision.indexOf(u'/') + 1);
}

/// The less one has to guess, the better.
int weightOf(Member::Ground ground)
{
    switch (ground) {
    case Member::Ground::Itself:
        return 0;
    case Member::Ground::LandoJob:
        return 1;
    case Member::Ground::Revision:
        return 2;
    case Member::Ground::PullRequest:
        return 3;
    case Member::Ground::Bug:
        return 4;
    case Member::Ground::Backout:
        return 5;
    }
    return 6;
}

void weigh(std::optional<Member> &best, const Subject &subject, Member::Ground ground, const QString &detail)
{
    if (!best || weightOf(ground) < weightOf(best->ground)) {
        best = Member{.subject = subject, .ground = ground, .detail = detail};
    }
}

bool isAmong(const QStringList &list, const QString &nameOrRevision)
{
    return isRevision(nameOrRevision)
        ? std::ranges::any_of(list, [&](const QString &other) { return isSameRevision(other, nameOrRevision); })
        : list.contains(nameOrRevision);
}

/// Makes one of the threads of a change.
class Joiner
{
public:
    Joiner(const ThreadIndex &index, const QString &root, const Partings &partings)
        : m_index(index), m_partings(partings)
    {
        m_thread.root = root;
    }

    bool takesCore(const ThreadFact &core) const
    {
        return isWelcome(core) && std::ranges::none_of(m_thread.facts, [&](const ThreadFact &other) {
                   return core.kind == ThreadFact::Kind::Bug && other.kind == core.kind && !core.host.isEmpty()
                       && !other.host.isEmpty() && core.host != other.host;
               });
    }

    void addCore(const ThreadFact &core) { m_thread.facts.append(core); }

    JoinedThread join()
    {
        for (const ThreadFact &core : std::as_const(m_thread.facts)) {
            m_thread.why.insert(core.subject, whyCore(core));
            for (const QString &name : core.names + core.revisions + core.finds) {
                // The other bugs that a core names are changes of their own.
                if (!isBugName(name) || name == m_thread.root) {
                    m_names.append(name);
                }
            }
        }
        m_names.removeDuplicates();
        for (const ThreadFact *push : candidates()) {
            takePush(*push);
        }
        forgetOld();
        return m_thread;
    }

private:
    bool isWelcome(const ThreadFact &fact) const
    {
        return !m_partings.concern(fact.subject) || std::ranges::none_of(m_thread.facts, [&](const ThreadFact &other) {
            return m_partings.areParted(fact.subject, other.subject);
        });
    }

    Member whyCore(const ThreadFact &core) const
    {
        std::optional<Member> best;
        for (const ThreadFact &other : m_thread.facts) {
            if (other.subject == core.subject) {
                continue;
            }
            for (const QString &name : core.names + core.revisions) {
                if (isAmong(other.names + other.revisions, name)) {
                    weigh(best, core.subject, groundOf(name), detailOf(name));
                }
            }
        }
        return best.value_or(Member{.subject = core.subject, .ground = Member::Ground::Itself, .detail = {}});
    }

    /// All pushes that may have to do with the thread, oldest first.
    QList<const ThreadFact *> candidates() const
    {
        QSet<Subject> met;
        QList<const ThreadFact *> pushes;
        const auto meet = [&](const QSet<Subject> &subjects) {
            for (const Subject &subject : subjects) {
                if (const ThreadFact *push = met.contains(subject) ? nullptr : m_index.find(subject)) {
                    met.insert(subject);
                    pushes.append(push);
                }
            }
        };
        for (const QString &name : std::as_const(m_names)) {
            meet(m_index.pushesFor(name));
            meet(m_index.pushesAgainst(name));
        }
        // What takes back a commit of one of these, and what takes that back.
        for (qsizetype i = 0; i < pushes.size(); ++i) {
            for (const NamedCommit &commit : pushes[i]->commits) {
                if (!commit.takesBack.isEmpty() || isOurs(*pushes[i], commit)) {
                    meet(m_index.pushesAgainst(commit.revision));
                }
            }
        }
        std::ranges::sort(pushes, {}, [](const ThreadFact *p) { return std::tie(p->requested, p->subject); });
        return pushes;
    }

    /// Whether the commit is for this change: it names it or is it, or is part of a push that does.
    bool isOurs(const ThreadFact &push, const NamedCommit &commit) const
    {
        return isNamed(commit)
            || (goesWithItsPush(push, commit)
                && std::ranges::any_of(push.commits, [this](const NamedCommit &other) { return isNamed(other); }));
    }

    bool isNamed(const NamedCommit &commit) const
    {
        return isAmong(m_names, commit.revision) || anyAmong(commit.names) || anyAmong(commit.revisions);
    }

    bool anyAmong(const QStringList &names) const
    {
        return std::ranges::any_of(names, [this](const QString &name) { return isAmong(m_names, name); });
    }

    void takePush(const ThreadFact &push)
    {
        if (!isWelcome(push)) {
            return;
        }
        std::optional<Member> best;
        PushPart part;
        // Oldest first, so that the newest says what became of it.
        for (auto commit = push.commits.crbegin(); commit != push.commits.crend(); ++commit) {
            readCommit(push, *commit, best, part);
        }
        if (!best) {
            return;
        }
        m_thread.facts.append(push);
        m_thread.why.insert(push.subject, *best);
        m_thread.parts.insert(push.subject, part);
    }

    void readCommit(const ThreadFact &push, const NamedCommit &commit, std::optional<Member> &best, PushPart &part)
    {
        if (isOurs(push, commit) && commit.lands) {
            weighLanding(push, commit, best);
            become(part, commit, false);
            m_landed.append(commit.revision);
        }
        const auto isTakenBack = [this](const QString &name) { return isRevision(name) && isAmong(m_takenBack, name); };
        const auto taken = std::ranges::find_if(commit.takesBack, [&](const QString &name) {
            return isAmong(m_names, name) || (isRevision(name) && isAmong(m_landed, name)) || isTakenBack(name);
        });
        if (taken == commit.takesBack.end()) {
            return;
        }
        // What takes back a backout lands again.
        const bool again = std::ranges::any_of(commit.takesBack, isTakenBack);
        weigh(best, push.subject, Member::Ground::Backout, detailOf(*taken));
        become(part, commit, !again);
        (again ? m_landed : m_takenBack).append(commit.revision);
    }

    static void become(PushPart &part, const NamedCommit &commit, bool takesBack)
    {
        part = {.lands = part.lands || !takesBack, .takesBack = takesBack, .about = commit.revision};
    }

    void weighLanding(const ThreadFact &push, const NamedCommit &commit, std::optional<Member> &best) const
    {
        for (const QString &name : QStringList{commit.revision} + commit.names + commit.revisions) {
            if (isAmong(m_names, name)) {
                weigh(best, push.subject, groundOf(name), detailOf(name));
            }
        }
    }

    void forgetOld()
    {
        const auto isOld = [](const ThreadFact &fact) { return fact.gone && !fact.isCore(); };
        qsizetype surplus = std::ranges::count_if(m_thread.facts, isOld) - s_gonePushes;
        m_thread.facts.removeIf([&](const ThreadFact &fact) { return isOld(fact) && surplus-- > 0; });
    }

    const ThreadIndex &m_index;
    const Partings &m_partings;
    JoinedThread m_thread;
    QStringList m_names; ///< what the change is called, its commits among it
    QStringList m_landed; ///< commits of pushes that are for it
    QStringList m_takenBack; ///< commits of pushes that take it back
};

Parting ordered(const Parting &parting)
{
    return parting.one < parting.other ? parting : Parting{parting.other, parting.one};
}
}

void Partings::add(const Parting &parting)
{
    m_parted[parting.one].insert(parting.other);
    m_parted[parting.other].insert(parting.one);
}

void Partings::remove(const Parting &parting)
{
    for (const Parting &way : {parting, Parting{parting.other, parting.one}}) {
        if (const auto from = m_parted.find(way.one); from != m_parted.end()) {
            from->remove(way.other);
            if (from->isEmpty()) {
                m_parted.erase(from);
            }
        }
    }
}

bool Partings::areParted(const Subject &one, const Subject &other) const
{
    const auto from = m_parted.constFind(one);
    return from != m_parted.cend() && from->contains(other);
}

QList<Parting> Partings::all() const
{
    QList<Parting> partings;
    for (auto it = m_parted.cbegin(); it != m_parted.cend(); ++it) {
        for (const Subject &other : *it) {
            if (ordered({it.key(), other}).one == it.key()) {
                partings.append({it.key(), other});
            }
        }
    }
    std::ranges::sort(partings, {}, [](const Parting &p) { return std::tie(p.one, p.other); });
    return partings;
}

QList<JoinedThread> joinChange(const ThreadIndex &index, const QString &root, const Partings &partings)
{
    QList<const ThreadFact *> cores = index.coresOf(root);
    std::ranges::stable_sort(cores, {}, [](const ThreadFact *core) { return core->kind; });
    std::vector<Joiner> joiners;
    for (const ThreadFact *core : std::as_const(cores)) {
        const auto place = std::ranges::find_if(joiners, [core](const Joiner &j) { return j.takesCore(*core); });
        if (place != joiners.end()) {
            place->addCore(*core);
        } else if (index.roots(*core).constFirst() == root) {
            joiners.emplace_back(index, root, partings).addCore(*core);
        }
    }
    QList<JoinedThread> threads;
    for (Joiner &joiner : joiners) {
        threads.append(joiner.join());
    }
    return threads;
}

}
