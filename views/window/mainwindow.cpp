// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/window/mainwindow.h"

#include "views/docks/eventsdock.h"
#include "views/docks/noticesdock.h"
#include "views/docks/pushesdock.h"
#include "views/docks/queuedock.h"
#include "views/docks/rowsview.h"
#include "views/docks/sourcesdock.h"
#include "views/docks/sourcestand.h"
#include "views/window/followbar.h"
#include "views/window/followdesk.h"
#include "views/window/messagecolumn.h"

#include <KAboutApplicationDialog>
#include <KAboutData>
#include <KActionCollection>
#include <KConfigGroup>
#include <KLocalizedString>
#include <KMessageWidget>
#include <KStandardAction>

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QLabel>
#include <QStatusBar>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

constexpr int narrow = 900;

enum Place { Queue, Pushes, Events, Notices, Sources };

}

MainWindow::MainWindow(const WindowModels &models, const KSharedConfig::Ptr &config, const Clock &clock, QWidget *parent)
    : KXmlGuiWindow(parent)
    , m_config(config)
    , m_clock(clock)
    , m_sources(models.sources)
    , m_status(new QLabel(this))
    , m_problem(new KMessageWidget(this))
{
    setObjectName(u"mainWindow"_s);
    setComponentName(u"windsock"_s, i18nc("@title:window", "Windsock"));
    setAttribute(Qt::WA_DeleteOnClose, false);
    setHelpMenuEnabled(false);
    setDockOptions(AnimatedDocks | AllowNestedDocks | AllowTabbedDocks);
    setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    m_problem->setObjectName(u"problem"_s);
    m_problem->setMessageType(KMessageWidget::Error);
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setCloseButtonVisible(false);
    m_problem->hide();
    m_follow = new FollowDesk(*actionCollection(), m_config, this);
    connect(m_follow, &FollowDesk::followRequested, this, &MainWindow::followRequested);
    connect(m_follow->bar(), &FollowBar::undoRequested, this, &MainWindow::unfollowRequested);
    connect(m_follow->bar(), &FollowBar::accountWanted, this, &MainWindow::accountWanted);
    setCentralWidget(new MessageColumn({m_problem, m_follow->bar()}, this));
    makeDocks(models);
    makeActions();

    m_status->setObjectName(u"statusText"_s);
    m_status->setTextFormat(Qt::PlainText);
    statusBar()->addWidget(m_status);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved}) {
        connect(m_sources, signal, this, &MainWindow::updateStatus);
    }
    connect(m_sources, &QAbstractItemModel::dataChanged, this, &MainWindow::updateStatus);
    updateStatus();

    setupGUI(ToolBar | Keys | StatusBar | Create, u"windsockui.rc"_s);
    restoreLayout();
}

MainWindow::~MainWindow() = default;

void MainWindow::setTrayAvailable(bool available)
{
    m_trayAvailable = available;
    // A window that is only in the tray could not be reached any more.
    if (!available && isHidden() && !m_leaving && m_inTray) {
        present();
        showMinimized();
    }
}

void MainWindow::setPreferences(const Preferences &preferences)
{
    m_preferences = preferences;
}

void MainWindow::present()
{
    m_inTray = false;
    for (Dock *dock : std::exchange(m_floating, {})) {
        dock->show();
    }
    setWindowState((windowState() & ~Qt::WindowMinimized) | Qt::WindowActive);
    if (!focusWidget()) {
        // A filter would have it otherwise, and its blinking cursor wake the processor for as long as we are in front.
        m_docks.at(Queue)->focusRows();
    }
    show();
    raise();
    activateWindow();
}

void MainWindow::hideToTray()
{
    saveLayout();
    m_inTray = true;
    for (Dock *dock : std::as_const(m_docks)) {
        if (dock->isFloating() && dock->isVisible()) {
            m_floating.append(dock);
            dock->hide();
        }
    }
    hide();
}

void MainWindow::presentNotice(const QString &key)
{
    present();
    m_notices->show();
    m_notices->raise();
    m_notices->showNotice(key);
    m_notices->view()->setFocus();
}

void MainWindow::saveLayout()
{
    if (m_inTray) {
        return; // it was saved as it went there
    }
    KConfigGroup group = m_config->group(u"MainWindow"_s);
    saveMainWindowSettings(group);
    group.writeEntry("Docks", saveState());
    group.writeEntry("WindowSize", size());
    m_config->sync();
}

void MainWindow::showProblem(const QString &text)
{
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
}

void MainWindow::showFollowed(const FollowAnswer &answer)
{
    m_follow->bar()->say(answer);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    saveLayout();
    if (m_trayAvailable && m_preferences.closeToTray && !m_leaving && !qApp->isSavingSession()) {
        KConfigGroup group = m_config->group(u"Told"_s);
        const bool first = !group.readEntry("HiddenToTray", false);
        group.writeEntry("HiddenToTray", true);
        m_config->sync();
        hideToTray();
        event->ignore();
        Q_EMIT hiddenToTray(first);
        return;
    }
    KXmlGuiWindow::closeEvent(event);
    if (event->isAccepted() && !m_leaving) {
        m_leaving = true;
        Q_EMIT quitRequested();
    }
}

void MainWindow::makeDocks(const WindowModels &models)
{
    m_notices = new NoticesDock(models.notices, models.sources, m_clock, this);
    m_docks = {new QueueDock(models.queue, models.sources, m_clock, this),
               new PushesDock(models.pushes, models.sources, m_clock, this),
               new EventsDock(models.agenda, models.sources, m_clock, this), m_notices,
               new SourcesDock(models.sources, m_clock, this)};
    for (Dock *dock : std::as_const(m_docks)) {
        connect(dock, &Dock::openRequested, this, &MainWindow::openRequested);
        connect(dock, &Dock::accountWanted, this, &MainWindow::accountWanted);
        QAction *toggle = dock->toggleViewAction();
        toggle->setIcon(QIcon::fromTheme(dock->iconName()));
        actionCollection()->addAction(u"toggle_"_s + dock->objectName(), toggle);
    }
    connect(m_notices, &NoticesDock::noticesRead, this, &MainWindow::noticesRead);
}

void MainWindow::addWindowAction(const QString &name, const QString &text, const QString &iconName,
                                 const QKeySequence &shortcut, void (MainWindow::*slot)())
{
    QAction *action = actionCollection()->addAction(name, new QAction(this));
    action->setText(text);
    action->setIcon(QIcon::fromTheme(iconName));
    KActionCollection::setDefaultShortcut(action, shortcut);
    connect(action, &QAction::triggered, this, slot);
}

void MainWindow::makeActions()
{
    addWindowAction(u"poll_now"_s, i18nc("@action", "Poll Now"), u"view-refresh"_s, Qt::Key_F5,
                    &MainWindow::pollRequested);
    addWindowAction(u"find"_s, i18nc("@action", "Filter"), u"view-filter"_s, QKeySequence(Qt::CTRL | Qt::Key_F),
                    &MainWindow::focusFilter);
    addWindowAction(u"open_current"_s, i18nc("@action", "Open in Browser"), u"internet-web-browser"_s,
                    QKeySequence(Qt::CTRL | Qt::Key_O), &MainWindow::openCurrent);
    addWindowAction(u"reset_layout"_s, i18nc("@action", "Reset Layout"), u"view-restore"_s, {},
                    &MainWindow::resetLayout);
    addWindowAction(u"settings"_s, i18nc("@action", "Configure Windsock…"), u"configure"_s,
                    QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Comma), &MainWindow::settingsRequested);
    addWindowAction(u"about"_s, i18nc("@action", "About Windsock"), u"org.windsock.Windsock"_s, {},
                    &MainWindow::aboutWindsock);
    QAction *leaving = KStandardAction::quit(this, &MainWindow::quit, this);
    actionCollection()->addAction(leaving->objectName(), leaving);
}

QByteArray MainWindow::arranged(const QSize &size)
{
    resize(size);
    for (Dock *dock : std::as_const(m_docks)) {
        dock->setFloating(false);
        removeDockWidget(dock);
    }
    const bool wide = size.width() >= narrow;
    wide ? placeWide() : placeNarrow();
    // Only what is shown has a size to share.
    for (Dock *dock : std::as_const(m_docks)) {
        dock->show();
    }
    if (wide) {
        resizeDocks({m_docks.at(Queue), m_docks.at(Pushes)}, {width() * 36 / 100, width() * 64 / 100}, Qt::Horizontal);
        resizeDocks({m_docks.at(Queue), m_docks.at(Events)}, {height() / 2, height() / 2}, Qt::Vertical);
        resizeDocks({m_docks.at(Pushes), m_docks.at(Notices)}, {height() * 64 / 100, height() * 36 / 100}, Qt::Vertical);
    } else {
        resizeDocks({m_docks.at(Pushes), m_docks.at(Queue)}, {height() * 55 / 100, height() * 45 / 100}, Qt::Vertical);
    }
    m_docks.at(wide ? Notices : Queue)->raise();
    return saveState();
}

void MainWindow::placeWide()
{
    addDockWidget(Qt::LeftDockWidgetArea, m_docks.at(Queue));
    addDockWidget(Qt::RightDockWidgetArea, m_docks.at(Pushes));
    addDockWidget(Qt::LeftDockWidgetArea, m_docks.at(Events), Qt::Vertical);
    addDockWidget(Qt::RightDockWidgetArea, m_docks.at(Notices), Qt::Vertical);
    tabifyDockWidget(m_docks.at(Notices), m_docks.at(Sources));
}

void MainWindow::placeNarrow()
{
    addDockWidget(Qt::LeftDockWidgetArea, m_docks.at(Pushes));
    addDockWidget(Qt::LeftDockWidgetArea, m_docks.at(Queue), Qt::Vertical);
    for (const Place place : {Events, Notices, Sources}) {
        tabifyDockWidget(m_docks.at(Queue), m_docks.at(place));
    }
}

void MainWindow::restoreLayout()
{
    // Docks are moved about before the window is shown only: resetting later restores one of these.
    m_narrowState = arranged(QSize(700, 800));
    m_wideState = arranged(QSize(1280, 800));
    const KConfigGroup group = m_config->group(u"MainWindow"_s);
    setAutoSaveSettings(group, false);
    // KMainWindow keeps size and docks for all profiles together, outside of the configuration handed in.
    resize(group.readEntry("WindowSize", QSize(1280, 800)));
    restoreState(group.readEntry("Docks", m_wideState));
}

void MainWindow::resetLayout()
{
    restoreState(width() < narrow ? m_narrowState : m_wideState);
    saveLayout();
}

void MainWindow::focusFilter()
{
    currentDock()->focusFilter();
}

void MainWindow::openCurrent()
{
    currentDock()->openCurrent();
}

void MainWindow::aboutWindsock()
{
    auto *dialog = new KAboutApplicationDialog(KAboutData::applicationData(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

void MainWindow::quit()
{
    saveLayout();
    m_leaving = true;
    Q_EMIT quitRequested();
}

void MainWindow::updateStatus()
{
    m_status->setText(overallText(sourceStand(*m_sources), m_clock()));
}

Dock *MainWindow::currentDock() const
{
    for (Dock *dock : m_docks) {
        if (dock->isVisible() && dock->isAncestorOf(QApplication::focusWidget())) {
            return dock;
        }
    }
    if (m_docks.at(Pushes)->isVisible()) {
        return m_docks.at(Pushes);
    }
    const auto shown = std::ranges::find_if(m_docks, [](const Dock *dock) { return dock->isVisible(); });
    return shown == m_docks.end() ? m_docks.at(Pushes) : *shown;
}

}
