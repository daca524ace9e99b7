// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/window/docklayout.h"

#include "views/docks/dock.h"

#include <KConfigGroup>

#include <QMainWindow>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

constexpr int narrow = 900;
constexpr QSize s_size(1280, 800);

/// Those there were when layouts did not tell yet which docks they knew.
QStringList oldestDocks()
{
    return {u"queueDock"_s, u"pushesDock"_s, u"eventsDock"_s, u"noticesDock"_s, u"sourcesDock"_s};
}

QString divisionEntry(const Dock &dock)
{
    return dock.objectName() + u"Division"_s;
}

}

DockLayout::DockLayout(QMainWindow *window, const QList<Dock *> &docks)
    : m_window(window), m_docks(docks)
{
    m_narrowState = arranged(QSize(700, s_size.height()));
    m_wideState = arranged(s_size);
}

QByteArray DockLayout::arranged(const QSize &size)
{
    m_window->resize(size);
    for (Dock *dock : std::as_const(m_docks)) {
        dock->setFloating(false);
        m_window->removeDockWidget(dock);
    }
    const bool wide = size.width() >= narrow;
    wide ? placeWide() : placeNarrow();
    // Only what is shown has a size to share.
    for (Dock *dock : std::as_const(m_docks)) {
        dock->show();
    }
    const int height = size.height();
    if (wide) {
        m_window->resizeDocks({dock(Queue), dock(Pushes)}, {size.width() * 36 / 100, size.width() * 64 / 100},
                              Qt::Horizontal);
        m_window->resizeDocks({dock(Queue), dock(Notices)}, {height / 2, height / 2}, Qt::Vertical);
        m_window->resizeDocks({dock(Pushes), dock(Details)}, {height * 45 / 100, height * 55 / 100}, Qt::Vertical);
    } else {
        m_window->resizeDocks({dock(Pushes), dock(Queue)}, {height * 55 / 100, height * 45 / 100}, Qt::Vertical);
    }
    dock(wide ? Notices : Queue)->raise();
    dock(Pushes)->raise();
    return m_window->saveState();
}

void DockLayout::placeWide()
{
    m_window->addDockWidget(Qt::LeftDockWidgetArea, dock(Queue));
    m_window->addDockWidget(Qt::RightDockWidgetArea, dock(Pushes));
    m_window->addDockWidget(Qt::LeftDockWidgetArea, dock(Notices), Qt::Vertical);
    m_window->addDockWidget(Qt::RightDockWidgetArea, dock(Details), Qt::Vertical);
    for (const Place place : {Events, Inbox, Trees, Health, Sources}) {
        m_window->tabifyDockWidget(dock(Notices), dock(place));
    }
    m_window->tabifyDockWidget(dock(Pushes), dock(Changes));
}

void DockLayout::placeNarrow()
{
    m_window->addDockWidget(Qt::LeftDockWidgetArea, dock(Pushes));
    m_window->addDockWidget(Qt::LeftDockWidgetArea, dock(Queue), Qt::Vertical);
    for (const Place place : {Details, Changes, Trees, Health, Events, Inbox, Notices, Sources}) {
        m_window->tabifyDockWidget(dock(Queue), dock(place));
    }
}

void DockLayout::restore(const KConfigGroup &group)
{
    // KMainWindow keeps size and docks for all profiles together, outside of the configuration handed in.
    m_window->resize(group.readEntry("WindowSize", s_size));
    const QByteArray kept = group.readEntry("Docks", QByteArray());
    if (!kept.isEmpty() && m_window->restoreState(kept)) {
        placeNewDocks(group.readEntry("KnownDocks", oldestDocks()));
    } else {
        m_window->restoreState(m_wideState);
    }
    for (Dock *dock : std::as_const(m_docks)) {
        dock->divide(group.readEntry(divisionEntry(*dock), QByteArray()));
    }
}

void DockLayout::placeNewDocks(const QStringList &known)
{
    for (const auto &[place, likest] : {std::pair(Details, Pushes), std::pair(Trees, Queue), std::pair(Changes, Pushes),
                                        std::pair(Health, Trees), std::pair(Inbox, Notices)}) {
        if (known.contains(dock(place)->objectName())) {
            continue;
        }
        Dock *host = dock(likest);
        if (host->isFloating() || host->isHidden()) {
            m_window->addDockWidget(Qt::RightDockWidgetArea, dock(place), Qt::Vertical);
        } else {
            m_window->tabifyDockWidget(host, dock(place));
        }
        dock(place)->show();
        host->raise();
    }
}

void DockLayout::save(KConfigGroup &group) const
{
    QStringList known;
    for (const Dock *dock : m_docks) {
        known.append(dock->objectName());
        if (const QByteArray division = dock->division(); division.isEmpty()) {
            group.deleteEntry(divisionEntry(*dock));
        } else {
            group.writeEntry(divisionEntry(*dock), division);
        }
    }
    group.writeEntry("Docks", m_window->saveState());
    group.writeEntry("KnownDocks", known);
    group.writeEntry("WindowSize", m_window->size());
}

void DockLayout::reset()
{
    m_window->restoreState(m_window->width() < narrow ? m_narrowState : m_wideState);
    for (Dock *dock : std::as_const(m_docks)) {
        dock->divide({});
    }
}

}
