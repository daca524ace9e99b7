// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/changeset.h"

#include <QMap>

namespace Windsock {

/// The trees there are and what they hold. Two Landos may each have a tree of one name: a job of Lando's is held by its
/// own Lando's alone. A bug names its tree and not whose that is: it is held where all of that name are shut, for else
/// nobody knows.
class KnownTrees
{
public:
    void apply(const Changes<Tree> &changes);

    /// The tree that keeps a landing from going on, the first of those it is to go to; none for what is over.
    const Tree *holder(const Landing &landing) const;
    bool holds(const Tree &tree, const Landing &landing) const;
    /// Whether another account has a tree of this name, too.
    bool isShared(const QString &name) const { return m_trees.value(name).size() > 1; }

private:
    using Namesakes = QMap<AccountId, Tree>;
    const Tree *holderAmong(const Namesakes &trees, const Landing &landing) const;

    QHash<QString, Namesakes> m_trees; ///< by name
};

}
