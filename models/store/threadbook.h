// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/archiveentry.h"
#include "models/store/factreader.h"
#include "models/store/threadjoiner.h"

#include <optional>

namespace Windsock {

/// What became of the threads with one change.
struct ThreadNews {
    Changes<ChangeThread> changes; ///< what is to be seen of it
    QList<Change<ChangeThread>> met; ///< the threads of the facts that changed, whether or not they look the same

    bool isEmpty() const { return changes.isEmpty() && met.isEmpty(); }
};

/// All threads, over all accounts, and what must not be in one of them. Follows change sets one after the other; what
/// one costs goes by the facts in it and their threads, not by all that is known. Jobs are not looked at.
///
/// Everything since begin() is taken back by rollback(); record() is what of it is to be written.
class ThreadBook
{
public:
    /// In place of all there was.
    void load(const QList<KeptThread> &rows, const QList<Parting> &partings);

    void begin();
    void rollback();
    ThreadRecord record() const;

    /// `changes` of one account; of a fact that is gone its threads keep what it told.
    ThreadNews take(const ChangeSet &changes, const QDateTime &now);
    /// Makes good what does not fit the facts of all accounts: at the opening, where rows were damaged or never written.
    ThreadNews reconcile(const QHash<AccountId, Book> &books, const QDateTime &now);
    ThreadNews part(const Parting &parting, const QDateTime &now);
    ThreadNews rejoin(const Parting &parting, const QDateTime &now);
    /// The threads of which nothing has been there since before that time go.
    ThreadNews prune(const QDateTime &before);

    /// In the order of their ids.
    QList<ChangeThread> threads() const;
    QList<Parting> partings() const { return m_partings.all(); }

private:
    FactReader factReader() const { return FactReader(m_index, m_trees, m_rowsOf); }
    void learnTrees(const Changes<Tree> &trees);
    ThreadNews alter(const ThreadFacts &facts, const QDateTime &now);
    ThreadNews rejoinRoots(const QSet<QString> &roots, const QDateTime &now);
    void addRoots(const Subject &subject, QSet<QString> &roots) const;
    QString freeId(const JoinedThread &joined, const QSet<QString> &taken) const;
    void forgetFacts(const QList<KeptThread> &rows);

    void setFact(const Subject &subject, const std::optional<ThreadFact> &fact);
    void setRow(const QString &id, const std::optional<KeptThread> &row);
    void place(const Subject &subject, const std::optional<ThreadFact> &fact);
    void placeRow(const QString &id, const std::optional<KeptThread> &row);

    ThreadIndex m_index;
    Partings m_partings;
    QHash<Subject, Tree> m_trees;
    QHash<QString, KeptThread> m_rows; ///< by the thread's id
    QHash<Subject, QSet<QString>> m_rowsOf; ///< the ids of the threads a fact is in
    QHash<QString, QSet<QString>> m_rowsFor; ///< by root

    ThreadFacts m_factsBefore; ///< as they were at begin(), where they are others now
    QHash<QString, std::optional<KeptThread>> m_rowsBefore;
    Partings m_partingsBefore;
    QHash<Subject, Tree> m_treesBefore;
};

}
