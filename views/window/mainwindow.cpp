// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "views/window/mainwindow.h"

#include "views/docks/eventsdock.h"
#include "views/docks/inboxdock.h"
#include "views/docks/noticesdock.h"
#include "views/docks/pushdetaildock.h"
#include "views/docks/pushesdock.h"
#include "views/docks/queuedock.h"
#include "views/docks/queuesdock.h"
#include "views/docks/rowsview.h"
#include "views/docks/sourcesdock.h"
#include "views/docks/sourcestand.h"
#include "views/docks/threadsdock.h"
#include "views/docks/treesdock.h"
#include "views/window/docklayout.h"
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

using Place = DockLayout::Place;

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
    auto *nothing = new QWidget(this);
    nothing->hide();
    setCentralWidget(nothing);
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
    m_messages = new MessageColumn({m_problem, m_follow->bar()}, this);
    addToolBarBreak();
    addToolBar(m_messages);
    m_layout = std::make_unique<DockLayout>(this, m_docks);
    const KConfigGroup group = m_config->group(u"MainWindow"_s);
    setAutoSaveSettings(group, false);
    m_layout->restore(group);
    m_events->setShowsMonth(group.readEntry("MonthInEvents", false));
    m_messages->fit();
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
    m_events->setMuted(preferences.mutedCalendars);
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
        m_docks.at(Place::Queue)->focusRows();
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

void MainWindow::presentThread(const Subject &thread, const QUrl &page)
{
    if (!m_threads->showThread(thread)) {
        if (!page.isEmpty()) {
            Q_EMIT openRequested(page);
        }
        return;
    }
    present();
    showChanges();
}

void MainWindow::showChanges()
{
    m_threads->show();
    m_threads->raise();
    m_threads->focusRows();
}

void MainWindow::saveLayout()
{
    if (m_inTray) {
        return; // it was saved as it went there
    }
    KConfigGroup group = m_config->group(u"MainWindow"_s);
    saveMainWindowSettings(group);
    m_layout->save(group);
    group.writeEntry("MonthInEvents", m_events->showsMonth());
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
    m_events = new EventsDock(models.agenda, models.sources, m_clock, this);
    m_notices = new NoticesDock(models.notices, models.sources, m_clock, this);
    m_pushes = new PushesDock(models.pushes, models.sources, m_clock, this);
    m_details = new PushDetailDock(models.pushes, models.sources, m_clock, this);
    m_inbox = new InboxDock(models.inbox, models.sources, m_clock, this);
    m_threads = new ThreadsDock(models.threads, models.sources, m_clock, this);
    m_docks = {new QueueDock(models.queue, models.sources, m_clock, this),
               m_pushes,
               m_events,
               m_notices,
               new SourcesDock(models.sources, m_clock, this),
               new TreesDock(models.trees, models.sources, m_clock, this),
               m_details,
               m_threads,
               new QueuesDock(models.queues, models.sources, m_clock, this),
               m_inbox};
    for (Dock *dock : std::as_const(m_docks)) {
        connect(dock, &Dock::openRequested, this, &MainWindow::openRequested);
        connect(dock, &Dock::accountWanted, this, &MainWindow::accountWanted);
        QAction *toggle = dock->toggleViewAction();
        toggle->setIcon(QIcon::fromTheme(dock->iconName()));
        actionCollection()->addAction(u"toggle_"_s + dock->objectName(), toggle);
        const auto number = static_cast<int>(m_docks.indexOf(dock)) + 1;
        KActionCollection::setDefaultShortcut(toggle, QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_0 + number % 10)));
    }
    joinDetails();
    connect(m_events, &EventsDock::mutedChanged, this, &MainWindow::mutedChanged);
    connect(m_notices, &NoticesDock::noticesRead, this, &MainWindow::noticesRead);
    connect(m_notices, &NoticesDock::threadWanted, this, &MainWindow::presentThread);
    connect(m_threads, &ThreadsDock::partRequested, this, &MainWindow::partRequested);
    connect(m_threads, &ThreadsDock::rejoinRequested, this, &MainWindow::rejoinRequested);
    connect(m_events, &EventsDock::calendarWished, this, &MainWindow::calendarWished);
    connect(m_events, &EventsDock::fileWished, this, &MainWindow::fileWished);
    connect(m_inbox, &InboxDock::inboxWished, this, &MainWindow::inboxWished);
}

void MainWindow::joinDetails()
{
    connect(m_pushes, &PushesDock::pushChosen, m_details, &PushDetailDock::showPush);
    connect(m_pushes, &PushesDock::jobChosen, m_details, &PushDetailDock::chooseJob);
    connect(m_notices, &NoticesDock::subjectShown, this, &MainWindow::showPush);
    connect(m_details, &PushDetailDock::pushDetailWanted, this, &MainWindow::pushDetailWanted);
    connect(m_details, &PushDetailDock::jobDetailWanted, this, &MainWindow::jobDetailWanted);
}

void MainWindow::showPush(const Subject &push)
{
    m_pushes->showPush(push.value);
}

void MainWindow::showPushDetail(const PushDetail &detail)
{
    m_details->showPushDetail(detail);
}

void MainWindow::showJobDetail(const JobDetail &detail)
{
    m_details->showJobDetail(detail);
}

void MainWindow::setCalendars(const QList<CalendarChoice> &calendars)
{
    m_events->setCalendars(calendars);
}

void MainWindow::showCalendarWish(const CalendarWish &wish)
{
    m_events->showCalendarWish(wish);
}

void MainWindow::showInboxWish(const InboxWish &wish)
{
    m_inbox->showWish(wish);
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
    addWindowAction(u"show_changes"_s, i18nc("@action", "Go to Changes"), u"vcs-branch"_s,
                    QKeySequence(Qt::CTRL | Qt::Key_H), &MainWindow::showChanges);
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

void MainWindow::resetLayout()
{
    m_layout->reset();
    m_messages->fit();
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
    if (m_docks.at(Place::Pushes)->isVisible()) {
        return m_docks.at(Place::Pushes);
    }
    const auto shown = std::ranges::find_if(m_docks, [](const Dock *dock) { return dock->isVisible(); });
    return shown == m_docks.end() ? m_docks.at(Place::Pushes) : *shown;
}

}
