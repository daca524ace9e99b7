// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/docks/queuedock.h"

#include "views/docks/rowsview.h"

#include <KLocalizedString>

using namespace Qt::StringLiterals;

namespace Windsock {

QueueDock::QueueDock(QAbstractItemModel *queue, QAbstractItemModel *sources, const Clock &clock, QWidget *parent)
    : Dock({.name = u"queueDock"_s,
            .title = i18nc("@title:window dock", "Landing Queue"),
            .iconName = u"view-list-details"_s,
            .nothing = i18nc("@info", "Nothing is on its way to a tree."),
            .services = {Service::Bugzilla, Service::GitHub, Service::Lando},
            .concerns = tellsOfLandings},
           queue, sources, clock, parent)
{
    view()->setRootIsDecorated(false);
}

}
