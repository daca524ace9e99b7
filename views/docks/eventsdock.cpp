// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/docks/eventsdock.h"

#include "models/items/roles.h"
#include "models/items/searchproxy.h"
#include "views/docks/calendarbar.h"
#include "views/docks/rowsview.h"

#include <KLocalizedString>

#include <QIcon>
#include <QMenu>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Windsock {

EventsDock::EventsDock(QAbstractItemModel *agenda, QAbstractItemModel *sources, const Clock &clock, QWidget *parent)
    : Dock({.name = u"eventsDock"_s,
            .title = i18nc("@title:window dock", "Events"),
            .iconName = u"view-calendar-agenda"_s,
            .nothing = i18nc("@info", "No events ahead."),
            .services = {Service::Meetup, Service::ICalendar, Service::CalDav}},
           agenda, sources, clock, parent)
    , m_bar(new CalendarBar(this))
{
    column()->addWidget(m_bar);
    connect(m_bar, &CalendarBar::wished, this, &EventsDock::calendarWished);
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

void EventsDock::showCalendarWish(const CalendarWish &wish)
{
    m_bar->say(wish);
}

void EventsDock::extendMenu(QMenu &menu, const QModelIndex &index)
{
    if (ItemKind(index.data(ItemRole::Kind).toInt()) != ItemKind::Occurrence) {
        return;
    }
    const auto event = index.data(ItemRole::Occurrence).value<Occurrence>();
    menu.addSeparator();
    addCalendars(menu, event);
    if (!event.calendar.isEmpty()) {
        addRemoval(menu, event);
    }
    menu.addAction(QIcon::fromTheme(u"document-save"_s), i18nc("@action:inmenu an event", "Save as File…"), this,
                   [this, event] { Q_EMIT fileWished(event); })
        ->setObjectName(u"saveEvent"_s);
}

void EventsDock::addCalendars(QMenu &menu, const Occurrence &event)
{
    auto *calendars = menu.addMenu(QIcon::fromTheme(u"view-calendar-upcoming-events"_s),
                                   i18nc("@action:inmenu an event", "Add to Calendar"));
    calendars->setObjectName(u"addToCalendar"_s);
    for (const CalendarChoice &choice : std::as_const(m_calendars)) {
        QAction *action = calendars->addAction(QString(choice.name).replace(u'&', "&&"_L1), this, [this, choice, event] {
            Q_EMIT calendarWished({.kind = CalendarWish::Kind::Add, .calendar = choice, .event = event});
        });
        action->setEnabled(!choice.holds(event));
    }
    if (m_calendars.isEmpty()) {
        calendars->addAction(i18nc("@action:inmenu", "Watch a calendar of a calendar server first…"), this,
                             &EventsDock::accountWanted);
    }
}

void EventsDock::addRemoval(QMenu &menu, const Occurrence &event)
{
    for (const CalendarChoice &choice : std::as_const(m_calendars)) {
        if (choice.holds(event)) {
            const CalendarWish wish{.kind = CalendarWish::Kind::Remove, .calendar = choice, .event = event};
            QAction *action = menu.addAction(QIcon::fromTheme(u"edit-delete"_s),
                                             i18nc("@action:inmenu an event", "Remove from Its Calendar…"), this,
                                             [this, wish] { m_bar->askRemoval(wish); });
            action->setObjectName(u"removeFromCalendar"_s);
            // The whole series would go with one of it.
            action->setEnabled(!event.recurrence.isValid());
        }
    }
}

}
