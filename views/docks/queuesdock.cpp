// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/docks/queuesdock.h"

#include "views/docks/rowsview.h"

#include <KLocalizedString>

using namespace Qt::StringLiterals;

namespace Windsock {

QueuesDock::QueuesDock(QAbstractItemModel *queues, QAbstractItemModel *sources, const Clock &clock, QWidget *parent)
    : Dock({.name = u"queuesDock"_s,
            .title = i18nc("@title:window dock: how well queues move", "Queue Health"),
            .iconName = u"speedometer"_s,
            .nothing = i18nc(
                "@info",
                "Nothing is under way, and nothing came through within a day. How long queues take is learned "
                "from the landings and pushes that come to their end while Windsock watches."),
            .services = {Service::Treeherder, Service::Lando},
            .howTo = i18nc(
                "@info",
                "No queue is watched yet: add a Treeherder or a Lando account, then watch a tree or a landing "
                "job.")},
           queues, sources, clock, parent)
{
    view()->setRootIsDecorated(false);
}

}
