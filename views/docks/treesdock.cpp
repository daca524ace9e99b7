// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/docks/treesdock.h"

#include "views/docks/rowsview.h"

#include <KLocalizedString>

using namespace Qt::StringLiterals;

namespace Windsock {

TreesDock::TreesDock(QAbstractItemModel *trees, QAbstractItemModel *sources, const Clock &clock, QWidget *parent)
    : Dock({.name = u"treesDock"_s,
            .title = i18nc("@title:window dock", "Trees"),
            .iconName = u"view-list-tree"_s,
            .nothing = i18nc("@info",
                             "No tree is known. What is watched names none that there is: a watch “trees” "
                             "without a target takes all of them."),
            .services = {Service::Lando},
            .howTo = i18nc("@info", "No trees are watched yet: add a Lando account, then watch its trees.")},
           trees, sources, clock, parent)
{
    view()->setRootIsDecorated(false);
}

}
