// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/lando/landocursor.h"
#include "app/sources/lando/landofetch.h"
#include "app/sources/lando/treestatusparser.h"

namespace Windsock::Lando {

/// So many logs are read in one fetch, those of trees that are not open first; the others follow at the next.
inline constexpr qsizetype logsInAFetch = 8;

class TreesFetch final : public Fetch
{
    Q_OBJECT

public:
    using Fetch::Fetch;
    void begin() override;

private:
    void askTrees();
    void takeTrees(const TreeList &list);
    void takeTree(const ListedTree &listed);
    void missTrees(const QStringList &listed);
    void askNextLog();
    void takeLog(const QString &name, const TreeLog &log);
    void end();

    QStringList m_wanted; ///< empty: all
    TreesCursor m_before;
    TreesCursor m_cursor;
    Door m_door = Door::BesideLando;
    bool m_otherTried = false;
    QStringList m_unread; ///< trees whose log is to be asked
};

}
