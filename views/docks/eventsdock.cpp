// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/docks/eventsdock.h"

#include "models/items/roles.h"
#include "models/items/searchproxy.h"
#include "models/values/eventlinks.h"
#include "models/values/plaintext.h"
#include "views/docks/calendarbar.h"
#include "views/docks/monthview.h"
#include "views/docks/rowsview.h"

#include <KLocalizedString>

#include <QHBoxLayout>
#include <QIcon>
#include <QMenu>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Windsock {

EventsDock::EventsDock(QAbstractItemModel *agenda, QAbstractItemModel *sources, const Clock &clock, QWidget *parent)
    : Dock({.name = u"eventsDock"_s,
            .title = i18nc("@title:window dock", "Events"),
            .iconName = u"view-calendar-agenda"_s,
            .nothing = i18nc("@info", "No events ahead."),
            .services = {Service::Meetup, Service::Eventbrite, Service::ICalendar, Service::CalDav, Service::Papers}},
           agenda, sources, clock, parent)
    , m_agenda(agenda)
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
    makeMonth(agenda);
}

void EventsDock::makeMonth(QAbstractItemModel *agenda)
{
    m_switch = new QToolButton(this);
    m_switch->setObjectName(u"monthSwitch"_s);
    m_switch->setText(i18nc("@action:button", "Month"));
    m_switch->setToolTip(i18nc("@info:tooltip", "Show the month above the agenda"));
    m_switch->setIcon(QIcon::fromTheme(u"view-calendar-month"_s));
    m_switch->setCheckable(true);
    m_switch->setAutoRaise(true);
    filterLine()->addWidget(m_switch);
    m_month = new MonthView(agenda, clock(), splitter());
    splitter()->insertWidget(0, m_month);
    splitter()->setStretchFactor(0, 0);
    splitter()->setStretchFactor(1, 1);
    connect(m_switch, &QToolButton::toggled, this, &EventsDock::weighMonth);
    connect(m_month, &MonthView::dayChosen, this, &EventsDock::showDay);
    connect(m_month, &MonthView::dayOpened, this, [this](QDate day) {
        showDay(day);
        focusRows();
    });
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved}) {
        connect(agenda, signal, this, &EventsDock::weighMonth);
    }
    weighMonth();
}

bool EventsDock::showsMonth() const
{
    return m_switch->isChecked();
}

void EventsDock::setShowsMonth(bool shows)
{
    m_switch->setChecked(shows);
}

/// A month without a dot would say that there is nothing, where nothing is known.
void EventsDock::weighMonth()
{
    m_month->setVisible(m_switch->isChecked() && m_agenda->rowCount() > 0);
}

/// Brings the day's heading to the top, where the agenda has the day.
void EventsDock::showDay(QDate day)
{
    for (int row = 0; row < proxy()->rowCount(); ++row) {
        const QModelIndex index = proxy()->index(row, 0);
        if (index.data(ItemRole::Day).toDate() == day) {
            view()->scrollTo(index, QAbstractItemView::PositionAtTop);
            view()->setCurrentIndex(proxy()->index(0, 0, index));
            return;
        }
    }
}

void EventsDock::extendMenu(QMenu &menu, const QModelIndex &index)
{
    const QVariant value = index.data(ItemRole::Occurrence);
    if (!value.isValid()) {
        return;
    }
    const auto event = value.value<Occurrence>();
    menu.addSeparator();
    if (event.isCall()) {
        addCall(menu, event);
        return;
    }
    addLinks(menu, event);
    menu.addSeparator();
    addReminder(menu, event);
    menu.addSeparator();
    addCalendars(menu, event);
    if (!event.calendar.isEmpty()) {
        addRemoval(menu, event);
    }
    menu.addAction(QIcon::fromTheme(u"document-save"_s), i18nc("@action:inmenu an event", "Save as File…"), this,
                   [this, event] { Q_EMIT fileWished(event); })
        ->setObjectName(u"saveEvent"_s);
}

/// Of a deadline there is nothing to go to and nothing to put beside one's meetings.
void EventsDock::addCall(QMenu &menu, const Occurrence &event)
{
    const QUrl url = webUrl(event.url);
    QAction *action = menu.addAction(
        QIcon::fromTheme(u"document-edit"_s),
        url.isEmpty() ? i18nc("@action:inmenu for papers", "Open the Call")
                      : i18nc("@action:inmenu for papers; %1 is a host", "Open the Call at %1", url.host()),
        this, [this, url] { Q_EMIT openRequested(url); });
    action->setObjectName(u"call"_s);
    action->setEnabled(!url.isEmpty());
    action->setToolTip(url.host());
    menu.addSeparator();
    addReminder(menu, event);
}

void EventsDock::addLinks(QMenu &menu, const Occurrence &event)
{
    const EventLinks links = linksOf(event);
    const auto add = [&](const QString &name, const QString &icon, const QString &text, const QUrl &url) {
        QAction *action = menu.addAction(QIcon::fromTheme(icon), text, this, [this, url] { Q_EMIT openRequested(url); });
        action->setObjectName(name);
        action->setEnabled(!url.isEmpty());
        action->setToolTip(url.host());
    };
    // What comes from outside says where it leads.
    add(u"join"_s, u"camera-web"_s,
        links.join.isEmpty() ? i18nc("@action:inmenu", "Join the Meeting")
                             : i18nc("@action:inmenu %1 is a host", "Join the Meeting at %1", links.join.host()),
        links.join);
    add(u"map"_s, u"mark-location"_s, i18nc("@action:inmenu", "Show the Place on a Map"), links.map);
    add(u"rsvp"_s, u"dialog-ok"_s,
        links.rsvp.isEmpty() ? i18nc("@action:inmenu", "Say Whether You Come")
                             : i18nc("@action:inmenu %1 is a host", "Say Whether You Come at %1", links.rsvp.host()),
        links.rsvp);
}

void EventsDock::addReminder(QMenu &menu, const Occurrence &event)
{
    const QString calendar = event.teller();
    const QString name = plainLine(event.group.isEmpty() ? event.account.value : event.group, 60);
    QAction *remind = menu.addAction(i18nc("@option:check %1 is a calendar or a group", "Remind of Events of %1", name));
    remind->setObjectName(u"remind"_s);
    remind->setCheckable(true);
    remind->setChecked(!m_muted.contains(calendar));
    connect(remind, &QAction::triggered, this, [this, calendar](bool wanted) {
        QStringList muted = m_muted;
        muted.removeAll(calendar);
        if (!wanted) {
            muted.append(calendar);
        }
        Q_EMIT mutedChanged(muted);
    });
}

void EventsDock::showCalendarWish(const CalendarWish &wish)
{
    m_bar->say(wish);
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
