// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/docks/eventsdock.h"

#include "models/items/searchproxy.h"
#include "views/docks/rowsview.h"

#include <KLocalizedString>

using namespace Qt::StringLiterals;

namespace Windsock {

EventsDock::EventsDock(QAbstractItemModel *agenda, QAbstractItemModel *sources, const Clock &clock, QWidget *parent)
    : Dock({.name = u"eventsDock"_s,
            .title = i18nc("@title:window dock", "Events"),
            .iconName = u"view-calendar-agenda"_s,
            .nothing = i18nc("@info", "No events ahead."),
            .services = {Service::Meetup, Service::ICalendar}},
           agenda, sources, clock, parent)
{
    view()->setRootIsDecorated(false);
    view()->setIndentation(0);
    view()->setItemsExpandable(false);
    view()->expandAll();
    connect(proxy(), &QAbstractItemModel::rowsInserted, view(), [this](const QModelIndex &parent) {
        if (!parent.isValid()) {
            view()->expandAll();
        }
    });
    connect(proxy(), &QAbstractItemModel::modelReset, view(), &QTreeView::expandAll);
    connect(proxy(), &QAbstractItemModel::layoutChanged, view(), &QTreeView::expandAll);
}

}
