// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/threadbook.h"

#include "models/store/keptthread.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

void ThreadBook::load(const QList<KeptThread> &rows, const QList<Parting> &partings)
{
    *this = {};
    for (const KeptThread &row : rows) {
        placeRow(row.thread.id, row);
        for (const ThreadFact &fact : row.facts) {
            m_index.put(fact);
        }
    }
    for (const Parting &parting : partings) {
        m_partings.add(parting);
    }
    begin();
}

void ThreadBook::begin()
{
    m_factsBefore.clear();
    m_rowsBefore.clear();
    m_partingsBefore = m_partings;
    m_treesBefore = m_trees;
}

void ThreadBook::rollback()
{
    for (const auto [subject, fact] : std::exchange(m_factsBefore, {}).asKeyValueRange()) {
        place(subject, fact);
    }
    for (const auto [id, row] : std::exchange(m_rowsBefore, {}).asKeyValueRange()) {
        placeRow(id, row);
    }
    m_partings = m_partingsBefore;
    m_trees = m_treesBefore;
}

ThreadRecord ThreadBook::record() const
{
    ThreadRecord record;
    for (const auto [id, before] : m_rowsBefore.asKeyValueRange()) {
        const auto row = m_rows.constFind(id);
        if (row == m_rows.cend()) {
            if (before) {
                record.removed.append(id);
            }
        } else if (!before || *before != *row) {
            record.saved.append(*row);
        }
    }
    const QList<Parting> before = m_partingsBefore.all();
    const QList<Parting> now = m_partings.all();
    std::ranges::copy_if(now, std::back_inserter(record.parted), [&](const Parting &p) { return !before.contains(p); });
    std::ranges::copy_if(before, std::back_inserter(record.rejoined),
                         [&](const Parting &p) { return !now.contains(p); });
    return record;
}

void ThreadBook::place(const Subject &subject, const std::optional<ThreadFact> &fact)
{
    if (fact) {
        m_index.put(*fact);
    } else {
        m_index.take(subject);
    }
}

void ThreadBook::placeRow(const QString &id, const std::optional<KeptThread> &row)
{
    const auto drop = [&id](auto &ids, const auto &key) {
        if (const auto there = ids.find(key); there != ids.end()) {
            there->remove(id);
            if (there->isEmpty()) {
                ids.erase(there);
            }
        }
    };
    if (const auto old = m_rows.constFind(id); old != m_rows.cend()) {
        drop(m_rowsFor, old->root);
        for (const ThreadFact &fact : old->facts) {
            drop(m_rowsOf, fact.subject);
        }
        m_rows.erase(old);
    }
    if (!row) {
        return;
    }
    m_rows.insert(id, *row);
    m_rowsFor[row->root].insert(id);
    for (const ThreadFact &fact : row->facts) {
        m_rowsOf[fact.subject].insert(id);
    }
}

void ThreadBook::setFact(const Subject &subject, const std::optional<ThreadFact> &fact)
{
    if (!m_factsBefore.contains(subject)) {
        const ThreadFact *before = m_index.find(subject);
        m_factsBefore.insert(subject, before ? std::optional(*before) : std::nullopt);
    }
    place(subject, fact);
}

void ThreadBook::setRow(const QString &id, const std::optional<KeptThread> &row)
{
    if (!m_rowsBefore.contains(id)) {
        const auto before = m_rows.constFind(id);
        m_rowsBefore.insert(id, before != m_rows.cend() ? std::optional(*before) : std::nullopt);
    }
    placeRow(id, row);
}

void ThreadBook::learnTrees(const Changes<Tree> &trees)
{
    for (const Tree &tree : trees.removed) {
        m_trees.remove(tree.subject());
    }
    for (const Tree &tree : trees.added) {
        m_trees.insert(tree.subject(), tree);
    }
    for (const Change<Tree> &change : trees.changed) {
        m_trees.insert(change.after.subject(), change.after);
    }
}

ThreadNews ThreadBook::take(const ChangeSet &changes, const QDateTime &now)
{
    learnTrees(changes.trees);
    return alter(factReader().read(changes), now);
}

ThreadNews ThreadBook::reconcile(const QHash<AccountId, Book> &books, const QDateTime &now)
{
    for (const Book &book : books) {
        learnTrees({.added = book.trees.values()});
    }
    return alter(factReader().read(books), now);
}

/// The changes that a fact is in, or is to be in.
void ThreadBook::addRoots(const Subject &subject, QSet<QString> &roots) const
{
    for (const QString &id : m_rowsOf.value(subject)) {
        roots.insert(m_rows.constFind(id)->root);
    }
    if (const ThreadFact *fact = m_index.find(subject)) {
        for (const QString &root : m_index.roots(*fact)) {
            roots.insert(root);
        }
    }
}

ThreadNews ThreadBook::alter(const ThreadFacts &facts, const QDateTime &now)
{
    QSet<Subject> concerned;
    const auto meet = [&] {
        for (const auto [subject, fact] : facts.asKeyValueRange()) {
            concerned.insert(subject);
            if (const ThreadFact *known = m_index.find(subject)) {
                concerned += m_index.around(*known);
            }
        }
    };
    QSet<QString> roots;
    const auto add = [&] {
        for (const Subject &subject : std::as_const(concerned)) {
            addRoots(subject, roots);
        }
    };
    meet();
    add();
    for (const auto [subject, fact] : facts.asKeyValueRange()) {
        setFact(subject, fact);
    }
    meet();
    add();
    return rejoinRoots(roots, now);
}

QString ThreadBook::freeId(const JoinedThread &joined, const QSet<QString> &taken) const
{
    for (const ThreadFact &fact : joined.facts) {
        if (const QString id = fact.subject.value; fact.isCore() && !taken.contains(id) && !m_rows.contains(id)) {
            return id;
        }
    }
    for (int i = 2;; ++i) {
        const QString id = joined.facts.constFirst().subject.value + u'/' + QString::number(i);
        if (!taken.contains(id) && !m_rows.contains(id)) {
            return id;
        }
    }
}

/// Makes the threads of these changes anew.
ThreadNews ThreadBook::rejoinRoots(const QSet<QString> &roots, const QDateTime &now)
{
    QStringList ordered = roots.values();
    ordered.sort();
    QList<JoinedThread> joined;
    QStringList ids;
    for (const QString &root : std::as_const(ordered)) {
        joined += joinChange(m_index, root, m_partings);
        ids += m_rowsFor.value(root).values();
    }
    ids.sort();
    QList<KeptThread> before;
    for (const QString &id : std::as_const(ids)) {
        before.append(m_rows.value(id));
    }
    ThreadNews news;
    QSet<QString> taken;
    const QList<Heir> inheritance = heirs(joined, before);
    for (qsizetype i = 0; i < joined.size(); ++i) {
        const Heir &heir = inheritance[i];
        const QString id = heir.kept >= 0 ? before[heir.kept].thread.id : freeId(joined[i], taken);
        taken.insert(id);
        QList<KeptThread> rows;
        for (const qsizetype from : heir.from) {
            rows.append(before[from]);
        }
        const KeptThread row = keptThreadOf(joined[i], id, rows, now);
        if (heir.kept < 0) {
            news.changes.added.append(row.thread);
        } else {
            const Change<ChangeThread> change{before[heir.kept].thread, row.thread};
            news.met.append(change);
            if (change.before != change.after) {
                news.changes.changed.append(change);
            }
        }
        if (heir.kept < 0 || before[heir.kept] != row) {
            setRow(id, row);
        }
    }
    for (const KeptThread &row : std::as_const(before)) {
        if (!taken.contains(row.thread.id)) {
            news.changes.removed.append(row.thread);
            setRow(row.thread.id, std::nullopt);
        }
    }
    forgetFacts(before);
    return news;
}

/// What only these rows remembered.
void ThreadBook::forgetFacts(const QList<KeptThread> &rows)
{
    for (const KeptThread &row : rows) {
        for (const ThreadFact &fact : row.facts) {
            const ThreadFact *known = m_index.find(fact.subject);
            if (known && known->gone && !m_rowsOf.contains(fact.subject)) {
                setFact(fact.subject, std::nullopt);
            }
        }
    }
}

ThreadNews ThreadBook::part(const Parting &parting, const QDateTime &now)
{
    QSet<QString> roots;
    addRoots(parting.one, roots);
    addRoots(parting.other, roots);
    m_partings.add(parting);
    return rejoinRoots(roots, now);
}

ThreadNews ThreadBook::rejoin(const Parting &parting, const QDateTime &now)
{
    QSet<QString> roots;
    addRoots(parting.one, roots);
    addRoots(parting.other, roots);
    m_partings.remove(parting);
    return rejoinRoots(roots, now);
}

ThreadNews ThreadBook::prune(const QDateTime &before)
{
    ThreadNews news;
    QList<KeptThread> over;
    std::ranges::copy_if(m_rows, std::back_inserter(over),
                         [&](const KeptThread &row) { return row.lost.isValid() && row.lost < before; });
    std::ranges::sort(over, {}, [](const KeptThread &row) { return row.thread.id; });
    for (const KeptThread &row : std::as_const(over)) {
        news.changes.removed.append(row.thread);
        setRow(row.thread.id, std::nullopt);
    }
    forgetFacts(over);
    return news;
}

QList<ChangeThread> ThreadBook::threads() const
{
    QStringList ids = m_rows.keys();
    ids.sort();
    QList<ChangeThread> threads;
    for (const QString &id : std::as_const(ids)) {
        threads.append(m_rows.value(id).thread);
    }
    return threads;
}

}
