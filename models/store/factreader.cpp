// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/factreader.h"

#include <algorithm>

namespace Windsock {

FactReader::FactReader(const ThreadIndex &index, const QHash<Subject, Tree> &trees,
                       const QHash<Subject, QSet<QString>> &threadsOf)
    : m_index(index), m_trees(trees), m_threadsOf(threadsOf)
{
}

/// As the index is to hold it; nothing where it does already.
std::optional<ThreadFact> FactReader::renewed(ThreadFact fact) const
{
    const ThreadFact *known = m_index.find(fact.subject);
    if (known && !fact.isCore()) {
        fact.results = known->results;
        if (known->result == fact.result) {
            fact.changed = known->changed; // when it settled so: what its jobs do after that says nothing new
        }
    }
    noteResult(fact);
    if (const auto tree = m_trees.constFind(fact.tree); tree != m_trees.cend()) {
        heed(*tree, fact);
    }
    return known && *known == fact ? std::nullopt : std::optional(fact);
}

/// What stays of a fact that is known no more.
std::optional<ThreadFact> FactReader::left(const Subject &subject) const
{
    const ThreadFact *known = m_index.find(subject);
    if (!known || !m_threadsOf.contains(subject)) {
        return std::nullopt;
    }
    ThreadFact fact = *known;
    fact.gone = true;
    return fact;
}

void FactReader::readPushes(const ChangeSet &changes, ThreadFacts &facts) const
{
    QHash<qint64, const PushStanding *> standings;
    for (const PushStanding &standing : changes.standings.added) {
        standings.insert(standing.pushId, &standing);
    }
    for (const Change<PushStanding> &change : changes.standings.changed) {
        standings.insert(change.after.pushId, &change.after);
    }
    const auto add = [&](const Push &push) {
        const PushStanding *standing = standings.take(push.id);
        ThreadFact fact = threadFact(push, standing ? *standing : PushStanding());
        if (const ThreadFact *known = standing ? nullptr : m_index.find(fact.subject)) {
            fact.result = known->result;
            fact.changed = known->changed;
        }
        if (const auto other = renewed(fact)) {
            facts.insert(fact.subject, other);
        }
    };
    std::ranges::for_each(changes.pushes.added, add);
    for (const Change<Push> &change : changes.pushes.changed) {
        add(change.after);
    }
    for (const PushStanding *standing : std::as_const(standings)) {
        readStanding(*standing, facts);
    }
}

/// How a push stands that has not changed itself.
void FactReader::readStanding(const PushStanding &standing, ThreadFacts &facts) const
{
    const ThreadFact *known = m_index.find(standing.subject());
    const QString result = standing.settled ? verdictName(standing.verdict) : QString();
    if (!known || known->result == result) {
        return;
    }
    ThreadFact fact = *known;
    fact.result = result;
    fact.changed = standing.lastChange;
    noteResult(fact);
    facts.insert(fact.subject, fact);
}

/// The jobs whose tree closed or opened.
void FactReader::readTrees(const Changes<Tree> &trees, ThreadFacts &facts) const
{
    const auto heedAll = [&](const Tree &tree) {
        for (const ThreadFact *job : m_index.jobsFor(tree.subject())) {
            ThreadFact fact = *job;
            heed(tree, fact);
            if (fact != *job && !facts.contains(fact.subject)) {
                facts.insert(fact.subject, fact);
            }
        }
    };
    std::ranges::for_each(trees.added, heedAll);
    for (const Change<Tree> &change : trees.changed) {
        heedAll(change.after);
    }
}

template<class Fact>
void FactReader::readGone(const Changes<Fact> &changes, ThreadFacts &facts) const
{
    for (const Fact &fact : changes.removed) {
        if (m_index.find(fact.subject())) {
            facts.insert(fact.subject(), left(fact.subject()));
        }
    }
}

template<class Fact>
void FactReader::readCores(const Changes<Fact> &changes, ThreadFacts &facts) const
{
    readGone(changes, facts);
    const auto add = [&](const Fact &fact) {
        if (const auto other = renewed(threadFact(fact))) {
            facts.insert(fact.subject(), other);
        }
    };
    std::ranges::for_each(changes.added, add);
    for (const Change<Fact> &change : changes.changed) {
        add(change.after);
    }
}

ThreadFacts FactReader::read(const ChangeSet &changes) const
{
    ThreadFacts facts;
    readGone(changes.pushes, facts);
    readPushes(changes, facts);
    readCores(changes.landings, facts);
    readCores(changes.pullRequests, facts);
    readTrees(changes.trees, facts);
    return facts;
}

ThreadFacts FactReader::read(const QHash<AccountId, Book> &books) const
{
    ThreadFacts facts;
    QSet<Subject> there;
    const auto add = [&](const ThreadFact &fact) {
        there.insert(fact.subject);
        if (const auto other = renewed(fact)) {
            facts.insert(fact.subject, other);
        }
    };
    for (const Book &book : books) {
        std::ranges::for_each(book.landings, [&](const Landing &landing) { add(threadFact(landing)); });
        std::ranges::for_each(book.pullRequests, [&](const PullRequest &pull) { add(threadFact(pull)); });
        std::ranges::for_each(book.pushes,
                              [&](const Push &push) { add(threadFact(push, book.standings.value(push.key()))); });
    }
    for (const Subject &subject : m_threadsOf.keys()) {
        const ThreadFact *known = m_index.find(subject);
        if (!there.contains(subject) && known && !known->gone) {
            facts.insert(subject, left(subject));
        }
    }
    return facts;
}

}
