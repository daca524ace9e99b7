// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/threadfact.h"

#include <QHash>
#include <QSet>

#include <array>
#include <set>

namespace Windsock {

/// All facts that threads are made of, to be found by what they are called. Names are "bug/5", "lando/7", "pull/o/r#5";
/// revisions are 7 to 40 hex digits, and the same where one begins the other.
///
/// Each change has a *root*, which follows from the facts alone:
/// - a core that names a bug belongs to the first bug it names, and to each other one of these that is known as a bug;
/// - a core that names none belongs to the bugs of the cores it shares a Lando job, a request or a commit with, on the
///   way through cores that name none either; where there are none, these cores are a change of their own.
/// So no two bugs ever become one change, whatever names them both.
class ThreadIndex
{
public:
    /// In place of the fact of the same subject, where there is one.
    void put(const ThreadFact &fact);
    void take(const Subject &subject);
    const ThreadFact *find(const Subject &subject) const;
    /// The jobs that are to land on it.
    QList<const ThreadFact *> jobsFor(const Subject &tree) const;

    /// The changes the fact is part of, the first one first; `fact` need not be in the index. A push has those of the
    /// cores that its commits name, are or take back, and of the commits it takes back.
    QStringList roots(const ThreadFact &fact) const;
    /// The cores whose change this core may have a say in: those that share a name with it, and on through those that name
    /// no bug. Of a push there are none.
    QSet<Subject> around(const ThreadFact &fact) const;
    /// All cores of a change, in the order of their subjects.
    QList<const ThreadFact *> coresOf(const QString &root) const;

    /// The pushes with a commit that is for the change of that name, or is that revision.
    QSet<Subject> pushesFor(const QString &nameOrRevision) const;
    /// The pushes with a commit that takes that back.
    QSet<Subject> pushesAgainst(const QString &nameOrRevision) const;

private:
    enum class Role { Core, Finds, For, Against };
    struct Place {
        Subject subject;
        Role role = Role::Core;

        bool operator==(const Place &) const = default;
    };
    template<class Visit>
    static void eachPlace(const ThreadFact &fact, Visit visit);
    void addPlace(const QString &nameOrRevision, const Place &place);
    void dropPlaces(const QString &nameOrRevision, const Subject &subject);
    QSet<Subject> withName(const QString &nameOrRevision, std::initializer_list<Role> roles) const;
    QList<const ThreadFact *> neighbours(const ThreadFact &core) const;
    QStringList bugsOf(const ThreadFact &core) const;
    QStringList rootsWithoutBug(const ThreadFact &core) const;
    void addRootsNamed(const QString &nameOrRevision, QStringList &roots) const;
    void addRootsLanded(const NamedCommit &commit, QStringList &roots) const;
    void addRootsTakenBack(const QString &nameOrRevision, int deep, QStringList &roots) const;

    QHash<Subject, ThreadFact> m_facts;
    QHash<QString, QList<Place>> m_places; ///< by name or revision; the places of one fact stand together
    std::set<QString> m_revisions; ///< in m_places: what begins with the same digits stands together
    std::array<qsizetype, 41> m_sizes{}; ///< how many of them have so many digits
};

/// Whether a commit that names no change belongs to what the rest of its push belongs to. In a merge nothing does.
inline bool goesWithItsPush(const ThreadFact &push, const NamedCommit &commit)
{
    return commit.names.isEmpty() && commit.lands && !push.merge;
}
/// Whether that is a revision, and no name.
inline bool isRevision(const QString &nameOrRevision)
{
    return !nameOrRevision.contains(u'/');
}
inline bool isBugName(const QString &name)
{
    return name.startsWith(QLatin1StringView("bug/"));
}

}
