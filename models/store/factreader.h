// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/book.h"
#include "models/store/threadindex.h"

#include <optional>

namespace Windsock {

/// What is to be put into the index, by subject; nothing where it is to be taken out.
using ThreadFacts = QHash<Subject, std::optional<ThreadFact>>;

/// Reads what the facts of the accounts are to threads, beside what the index holds of them: only what differs from that
/// is told. Looks on; all it is handed must outlive it.
class FactReader
{
public:
    /// `threadsOf` are the threads that a fact is in: these remember it when it goes.
    FactReader(const ThreadIndex &index, const QHash<Subject, Tree> &trees,
               const QHash<Subject, QSet<QString>> &threadsOf);

    /// What one change set of an account makes another. Its trees are in `trees` already.
    ThreadFacts read(const ChangeSet &changes) const;
    /// What does not fit the facts of all accounts.
    ThreadFacts read(const QHash<AccountId, Book> &books) const;

private:
    std::optional<ThreadFact> renewed(ThreadFact fact) const;
    std::optional<ThreadFact> left(const Subject &subject) const;
    void readPushes(const ChangeSet &changes, ThreadFacts &facts) const;
    void readStanding(const PushStanding &standing, ThreadFacts &facts) const;
    void readTrees(const Changes<Tree> &trees, ThreadFacts &facts) const;
    template<class Fact>
    void readGone(const Changes<Fact> &changes, ThreadFacts &facts) const;
    template<class Fact>
    void readCores(const Changes<Fact> &changes, ThreadFacts &facts) const;

    const ThreadIndex &m_index;
    const QHash<Subject, Tree> &m_trees;
    const QHash<Subject, QSet<QString>> &m_threadsOf;
};

}
