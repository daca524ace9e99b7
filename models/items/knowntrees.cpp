// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/knowntrees.h"

#include "models/items/landingtext.h"

#include <algorithm>

namespace Windsock {

void KnownTrees::apply(const Changes<Tree> &changes)
{
    for (const Tree &tree : changes.removed) {
        const auto namesakes = m_trees.find(tree.name);
        if (namesakes != m_trees.end() && namesakes->remove(tree.account) > 0 && namesakes->isEmpty()) {
            m_trees.erase(namesakes);
        }
    }
    for (const Tree &tree : changes.added) {
        m_trees[tree.name].insert(tree.account, tree);
    }
    for (const Change<Tree> &change : changes.changed) {
        m_trees[change.after.name].insert(change.after.account, change.after);
    }
}

const Tree *KnownTrees::holderAmong(const Namesakes &trees, const Landing &landing) const
{
    if (landing.job > 0) {
        const auto own = trees.constFind(landing.account);
        return own != trees.cend() && holdsLandings(*own) ? &*own : nullptr;
    }
    return !trees.isEmpty() && std::ranges::all_of(trees, holdsLandings) ? &trees.first() : nullptr;
}

const Tree *KnownTrees::holder(const Landing &landing) const
{
    if (isFinal(landing.state)) {
        return nullptr;
    }
    for (const QString &name : treesOf(landing)) {
        const auto namesakes = m_trees.constFind(name);
        if (const Tree *tree = namesakes == m_trees.cend() ? nullptr : holderAmong(*namesakes, landing)) {
            return tree;
        }
    }
    return nullptr;
}

bool KnownTrees::holds(const Tree &tree, const Landing &landing) const
{
    const auto namesakes = m_trees.constFind(tree.name);
    return !isFinal(landing.state) && namesakes != m_trees.cend() && namesakes->contains(tree.account)
        && (landing.job == 0 || landing.account == tree.account) && treesOf(landing).contains(tree.name)
        && holderAmong(*namesakes, landing);
}

}
