// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/threadindex.h"

#include "models/values/addonce.h"
#include "models/values/commitmessage.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {
/// Whether anything can be found by it: revisions that are none, or too short, are not.
bool isPlace(const QString &nameOrRevision)
{
    return !isRevision(nameOrRevision) || isSameRevision(nameOrRevision, nameOrRevision);
}

/// A backout of a backout of a backout is looked through, and no deeper.
constexpr int s_deepest = 3;
}

template<class Visit>
void ThreadIndex::eachPlace(const ThreadFact &fact, Visit visit)
{
    const auto all = [&](const QStringList &names, Role role) {
        for (const QString &name : names) {
            if (isPlace(name)) {
                visit(name, role);
            }
        }
    };
    all(fact.names, Role::Core);
    all(fact.revisions, Role::Core);
    all(fact.finds, Role::Finds);
    for (const NamedCommit &commit : fact.commits) {
        all(commit.names, Role::For);
        all(commit.revisions, Role::For);
        all({commit.revision}, Role::For);
        all(commit.takesBack, Role::Against);
    }
}

void ThreadIndex::addPlace(const QString &nameOrRevision, const Place &place)
{
    QList<Place> &there = m_places[nameOrRevision];
    if (there.isEmpty() && isRevision(nameOrRevision)) {
        m_revisions.insert(nameOrRevision);
        ++m_sizes[size_t(nameOrRevision.size())];
    }
    for (auto it = there.crbegin(); it != there.crend() && it->subject == place.subject; ++it) {
        if (it->role == place.role) {
            return;
        }
    }
    there.append(place);
}

void ThreadIndex::dropPlaces(const QString &nameOrRevision, const Subject &subject)
{
    const auto there = m_places.find(nameOrRevision);
    if (there == m_places.end()) {
        return;
    }
    there->removeIf([&](const Place &place) { return place.subject == subject; });
    if (there->isEmpty()) {
        if (m_revisions.erase(nameOrRevision)) {
            --m_sizes[size_t(nameOrRevision.size())];
        }
        m_places.erase(there);
    }
}

void ThreadIndex::put(const ThreadFact &fact)
{
    take(fact.subject);
    eachPlace(fact, [&](const QString &name, Role role) { addPlace(name, {.subject = fact.subject, .role = role}); });
    m_facts.insert(fact.subject, fact);
}

void ThreadIndex::take(const Subject &subject)
{
    const auto fact = m_facts.constFind(subject);
    if (fact == m_facts.cend()) {
        return;
    }
    eachPlace(*fact, [&](const QString &name, Role) { dropPlaces(name, fact->subject); });
    m_facts.erase(fact);
}

const ThreadFact *ThreadIndex::find(const Subject &subject) const
{
    const auto fact = m_facts.constFind(subject);
    return fact == m_facts.cend() ? nullptr : &*fact;
}

QList<const ThreadFact *> ThreadIndex::jobsFor(const Subject &tree) const
{
    QList<const ThreadFact *> jobs;
    for (const ThreadFact &fact : m_facts) {
        if (fact.tree == tree) {
            jobs.append(&fact);
        }
    }
    return jobs;
}

QSet<Subject> ThreadIndex::withName(const QString &nameOrRevision, std::initializer_list<Role> roles) const
{
    QSet<Subject> subjects;
    if (!isPlace(nameOrRevision)) {
        return subjects;
    }
    const auto meet = [&](const QString &name) {
        const auto there = m_places.constFind(name);
        for (const Place &place : there == m_places.cend() ? QList<Place>() : *there) {
            if (std::ranges::contains(roles, place.role)) {
                subjects.insert(place.subject);
            }
        }
    };
    meet(nameOrRevision);
    if (!isRevision(nameOrRevision)) {
        return subjects;
    }
    // Those that it begins with, and those that begin with it.
    for (qsizetype size = 7; size < nameOrRevision.size(); ++size) {
        if (m_sizes[size_t(size)] > 0) {
            meet(nameOrRevision.first(size));
        }
    }
    for (auto longer = m_revisions.upper_bound(nameOrRevision);
         longer != m_revisions.cend() && longer->startsWith(nameOrRevision); ++longer) {
        meet(*longer);
    }
    return subjects;
}

QSet<Subject> ThreadIndex::pushesFor(const QString &nameOrRevision) const
{
    return withName(nameOrRevision, {Role::For});
}

QSet<Subject> ThreadIndex::pushesAgainst(const QString &nameOrRevision) const
{
    return withName(nameOrRevision, {Role::Against});
}

/// The cores that share a Lando job, a request or a commit with this one.
QList<const ThreadFact *> ThreadIndex::neighbours(const ThreadFact &core) const
{
    QSet<Subject> subjects;
    for (const QString &name : core.names + core.revisions) {
        if (!isBugName(name)) {
            subjects += withName(name, {Role::Core});
        }
    }
    subjects.remove(core.subject);
    QList<const ThreadFact *> facts;
    for (const Subject &subject : std::as_const(subjects)) {
        facts.append(find(subject));
    }
    return facts;
}

/// The changes of a core that names bugs.
QStringList ThreadIndex::bugsOf(const ThreadFact &core) const
{
    QStringList bugs;
    for (const QString &name : core.names) {
        if (!isBugName(name)) {
            continue;
        }
        const auto isBug = [this](const Subject &subject) { return find(subject)->kind == ThreadFact::Kind::Bug; };
        if (bugs.isEmpty() || std::ranges::any_of(withName(name, {Role::Core}), isBug)) {
            bugs.append(name);
        }
    }
    return bugs;
}

QStringList ThreadIndex::rootsWithoutBug(const ThreadFact &core) const
{
    QStringList bugs;
    QSet<Subject> seen{core.subject};
    QList<const ThreadFact *> ahead{&core};
    while (!ahead.isEmpty()) {
        for (const ThreadFact *other : neighbours(*ahead.takeLast())) {
            if (const QStringList named = bugsOf(*other); !named.isEmpty()) {
                std::ranges::for_each(named, [&bugs](const QString &bug) { addOnce(bugs, bug); });
            } else if (!seen.contains(other->subject)) {
                seen.insert(other->subject);
                ahead.append(other);
            }
        }
    }
    bugs.sort();
    return bugs.isEmpty() ? QStringList{"core/"_L1 + std::ranges::min(seen).value} : bugs;
}

QStringList ThreadIndex::roots(const ThreadFact &fact) const
{
    if (fact.isCore()) {
        const QStringList bugs = bugsOf(fact);
        return bugs.isEmpty() ? rootsWithoutBug(fact) : bugs;
    }
    QStringList roots;
    for (const NamedCommit &commit : fact.commits) {
        addRootsLanded(commit, roots);
        for (const QString &taken : commit.takesBack) {
            addRootsTakenBack(taken, s_deepest, roots);
        }
    }
    return roots;
}

void ThreadIndex::addRootsLanded(const NamedCommit &commit, QStringList &roots) const
{
    addRootsNamed(commit.revision, roots);
    for (const QString &name : commit.names + commit.revisions) {
        addRootsNamed(name, roots);
    }
}

/// The roots of the cores of that name, or that commit.
void ThreadIndex::addRootsNamed(const QString &nameOrRevision, QStringList &roots) const
{
    const QSet<Subject> cores = withName(nameOrRevision, {Role::Core, Role::Finds});
    if (isBugName(nameOrRevision) && !cores.isEmpty()) {
        addOnce(roots, nameOrRevision);
        return;
    }
    for (const Subject &subject : cores) {
        for (const QString &root : this->roots(*find(subject))) {
            addOnce(roots, root);
        }
    }
}

/// Those, and of a revision also the roots of the pushes that have it.
void ThreadIndex::addRootsTakenBack(const QString &nameOrRevision, int deep, QStringList &roots) const
{
    addRootsNamed(nameOrRevision, roots);
    if (!isRevision(nameOrRevision) || deep == 0) {
        return;
    }
    for (const Subject &subject : pushesFor(nameOrRevision)) {
        const ThreadFact &push = *find(subject);
        for (const NamedCommit &commit : push.commits) {
            if (!isSameRevision(commit.revision, nameOrRevision)) {
                continue;
            }
            addRootsLanded(commit, roots);
            for (const QString &taken : commit.takesBack) {
                addRootsTakenBack(taken, deep - 1, roots);
            }
            if (goesWithItsPush(push, commit)) {
                std::ranges::for_each(push.commits, [&](const NamedCommit &other) { addRootsLanded(other, roots); });
            }
        }
    }
}

QSet<Subject> ThreadIndex::around(const ThreadFact &fact) const
{
    QSet<Subject> seen;
    QList<const ThreadFact *> ahead;
    if (fact.isCore()) {
        ahead.append(&fact);
    }
    while (!ahead.isEmpty()) {
        for (const ThreadFact *other : neighbours(*ahead.takeLast())) {
            if (!seen.contains(other->subject)) {
                seen.insert(other->subject);
                if (bugsOf(*other).isEmpty()) {
                    ahead.append(other);
                }
            }
        }
    }
    return seen;
}

QList<const ThreadFact *> ThreadIndex::coresOf(const QString &root) const
{
    QSet<Subject> seen;
    QList<const ThreadFact *> ahead;
    const auto meet = [&](const ThreadFact *fact) {
        if (fact && fact->isCore() && !seen.contains(fact->subject) && roots(*fact).contains(root)) {
            seen.insert(fact->subject);
            ahead.append(fact);
        }
    };
    if (isBugName(root)) {
        for (const Subject &subject : withName(root, {Role::Core})) {
            meet(find(subject));
        }
    } else {
        meet(find(Subject(root.sliced(root.indexOf(u'/') + 1))));
    }
    while (!ahead.isEmpty()) {
        for (const ThreadFact *other : neighbours(*ahead.takeLast())) {
            if (bugsOf(*other).isEmpty()) {
                meet(other);
            }
        }
    }
    QList<const ThreadFact *> cores;
    for (const Subject &subject : std::as_const(seen)) {
        cores.append(find(subject));
    }
    std::ranges::sort(cores, {}, [](const ThreadFact *fact) { return fact->subject; });
    return cores;
}

}
