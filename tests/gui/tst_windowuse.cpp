// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/gui/sample.h"
#include "views/docks/emptystate.h"
#include "views/docks/noticesdock.h"
#include "views/docks/rowsview.h"

#include <KActionCollection>
#include <KConfigGroup>
#include <KLocalizedString>
#include <KToolBar>

#include <QAction>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QStatusBar>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {

enum Place { Queue, Pushes, Events, Notices, Sources, Trees, Details, Threads, Health };

/// The tab of a dock that shares its place, wherever the window keeps it.
bool clickTab(MainWindow &window, const QString &title)
{
    for (QTabBar *bar : window.findChildren<QTabBar *>()) {
        for (int i = 0; i < bar->count(); ++i) {
            if (bar->isVisible() && bar->tabText(i).remove(u'&').startsWith(title)) {
                QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(i).center());
                return true;
            }
        }
    }
    return false;
}

}

class WindowUseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void offersEveryAction_data();
    void offersEveryAction();
    void hasNoShortcutTwice();
    void putsActionsWhereTheyAreLookedFor();
    void obeysShortcuts();
    void filtersTheDockInUse();
    void filtersADockThatIsThere();
    void opensTheRowInUse();
    void handsOnWhatDocksAsk();
    void showsWhoMadeIt();
    void togglesEachDock_data();
    void togglesEachDock();
    void bringsBackClosedFloatingAndTabbedDocks();
    void bringsBackTheSizeAndTheToolBar();
    void keepsProfilesApart();
    void survivesADamagedLayout();
    void takesALayoutOfBefore_data();
    void takesALayoutOfBefore();
    void resetsTheLayout_data();
    void resetsTheLayout();
    void tellsHowItStands();
    void goesToTheTray();
    void takesFloatingDocksAlong();
    void closesWithoutATray();
    void comesBackWhenTheTrayGoes();
    void staysClosedWhenTold();
    void comesBackFromBeingMinimised();
    void presentsANoticeFromTheTray();
    void presentsANoticeThatIsGone();
    void isOfUseInFiveHundredPixels_data();
    void isOfUseInFiveHundredPixels();

private:
    KSharedConfig::Ptr config() const
    {
        return KSharedConfig::openConfig(m_dir->filePath(u"rc"_s), KConfig::SimpleConfig);
    }
    std::unique_ptr<MainWindow> make()
    {
        auto window = std::make_unique<MainWindow>(m_sample->window(), config(), m_sample->clock());
        window->show();
        return window;
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Sample> m_sample;
};

void WindowUseTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    KLocalizedString::setApplicationDomain("windsock");
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); // times as 14:28
}

void WindowUseTest::init()
{
    QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support).+"_s));
    m_dir = std::make_unique<QTemporaryDir>();
    m_sample = std::make_unique<Sample>();
    m_sample->fill();
}

void WindowUseTest::offersEveryAction_data()
{
    QTest::addColumn<QString>("shortcut");
    QTest::newRow("poll_now") << u"F5"_s;
    QTest::newRow("find") << u"Ctrl+F"_s;
    QTest::newRow("open_current") << u"Ctrl+O"_s;
    QTest::newRow("settings") << u"Ctrl+Shift+,"_s;
    QTest::newRow("follow_copied") << u"Ctrl+V"_s;
    QTest::newRow("follow") << u"Ctrl+Shift+V"_s;
    QTest::newRow("try_syntax") << u"Ctrl+T"_s;
    QTest::newRow("file_quit") << u"Ctrl+Q"_s;
    QTest::newRow("reset_layout") << QString();
    QTest::newRow("about") << QString();
    int number = 0;
    for (const char *dock : {"queueDock", "pushesDock", "eventsDock", "noticesDock", "sourcesDock", "treesDock",
                             "pushDetailDock", "threadsDock", "queuesDock"}) {
        QTest::addRow("toggle_%s", dock) << u"Ctrl+%1"_s.arg(++number);
    }
    QTest::newRow("toggle_inboxDock") << u"Ctrl+0"_s; // the tenth
}

void WindowUseTest::offersEveryAction()
{
    QFETCH(QString, shortcut);
    const auto window = make();
    QAction *action = window->actionCollection()->action(QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY(action);
    QVERIFY(!action->text().isEmpty());
    QVERIFY(action->isEnabled());
    QCOMPARE(action->shortcut().toString(QKeySequence::PortableText), shortcut);
    bool inMenu = false;
    for (const QMenu *menu : window->findChildren<QMenu *>()) {
        inMenu = inMenu || menu->actions().contains(action);
    }
    QVERIFY2(inMenu, "each action can be found in the menus");
}

void WindowUseTest::hasNoShortcutTwice()
{
    const auto window = make();
    QHash<QKeySequence, QString> seen;
    for (const QAction *action : window->actionCollection()->actions()) {
        for (const QKeySequence &keys : action->shortcuts()) {
            QVERIFY2(keys.isEmpty() || !seen.contains(keys),
                     qPrintable(action->objectName() + u" and "_s + seen.value(keys)));
            seen.insert(keys, action->objectName());
        }
    }
}

void WindowUseTest::putsActionsWhereTheyAreLookedFor()
{
    const auto window = make();
    QStringList titles;
    for (const QAction *menu : window->menuBar()->actions()) {
        if (menu->isSeparator()) {
            continue;
        }
        titles << menu->text().remove(u'&');
        QVERIFY2(menu->menu() && !menu->menu()->isEmpty(), qPrintable(titles.last()));
    }
    QCOMPARE(titles, (QStringList{u"File"_s, u"View"_s, u"Settings"_s, u"Help"_s}));
    QStringList tools;
    for (const QAction *tool : window->toolBar(u"mainToolBar"_s)->actions()) {
        if (!tool->isSeparator()) {
            tools << tool->objectName();
        }
    }
    QCOMPARE(tools, (QStringList{u"poll_now"_s, u"open_current"_s, u"settings"_s}));
}

void WindowUseTest::obeysShortcuts()
{
    const auto window = make();
    QVERIFY(QTest::qWaitForWindowActive(window.get()));
    QSignalSpy polls(window.get(), &MainWindow::pollRequested);
    QSignalSpy settings(window.get(), &MainWindow::settingsRequested);
    QSignalSpy quits(window.get(), &MainWindow::quitRequested);
    for (const Place place : {Queue, Pushes}) {
        window->docks().at(place)->view()->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_F5);
    }
    QCOMPARE(polls.size(), 2);
    QTest::keyClick(window.get(), Qt::Key_Comma, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(settings.size(), 1);
    QTest::keyClick(window.get(), Qt::Key_Q, Qt::ControlModifier);
    QCOMPARE(quits.size(), 1);
}

void WindowUseTest::filtersTheDockInUse()
{
    const auto window = make();
    QVERIFY(QTest::qWaitForWindowActive(window.get()));
    for (const Place place : {Queue, Events, Pushes, Notices, Trees}) {
        Dock *dock = window->docks().at(place);
        dock->raise();
        QTRY_VERIFY(!dock->visibleRegion().isEmpty());
        QTest::mouseClick(dock->view()->viewport(), Qt::LeftButton, {}, QPoint(30, 10));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_F, Qt::ControlModifier);
        QVERIFY2(dock->filter()->hasFocus(), qPrintable(dock->objectName()));
        QTest::keyClicks(dock->filter(), u"old words"_s);
        QTest::keyClick(dock->filter(), Qt::Key_F, Qt::ControlModifier);
        QCOMPARE(dock->filter()->selectedText(), u"old words"_s);
        dock->filter()->clear();
    }
}

void WindowUseTest::filtersADockThatIsThere()
{
    const auto window = make();
    QVERIFY(QTest::qWaitForWindowActive(window.get()));
    window->docks().at(Pushes)->close();
    if (QWidget *focus = QApplication::focusWidget()) {
        focus->clearFocus();
    }
    window->actionCollection()->action(u"find"_s)->trigger();
    QVERIFY2(!window->docks().at(Pushes)->isVisible(), "what the person has closed stays closed");
    QVERIFY(window->docks().at(Queue)->filter()->hasFocus());
}

void WindowUseTest::opensTheRowInUse()
{
    const auto window = make();
    QVERIFY(QTest::qWaitForWindowActive(window.get()));
    QSignalSpy opened(window.get(), &MainWindow::openRequested);
    for (const Place place : {Queue, Pushes, Notices}) {
        RowsView *view = window->docks().at(place)->view();
        view->setFocus();
        view->setCurrentIndex(view->model()->index(0, 0));
        QTest::keyClick(view, Qt::Key_O, Qt::ControlModifier);
        QCOMPARE(opened.takeLast().at(0).toUrl(), view->currentIndex().data(ItemRole::Url).toUrl());
        QVERIFY(opened.isEmpty());
    }
    // The open action in the toolbar takes no focus away from the row.
    RowsView *view = window->docks().at(Queue)->view();
    view->setFocus();
    view->setCurrentIndex(view->model()->index(1, 0));
    QWidget *tool =
        window->toolBar(u"mainToolBar"_s)->widgetForAction(window->actionCollection()->action(u"open_current"_s));
    QTest::mouseClick(tool, Qt::LeftButton);
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened.at(0).at(0).toUrl(), view->currentIndex().data(ItemRole::Url).toUrl());
}

void WindowUseTest::handsOnWhatDocksAsk()
{
    m_sample = std::make_unique<Sample>();
    const auto window = make();
    QSignalSpy accounts(window.get(), &MainWindow::accountWanted);
    QTest::mouseClick(window->docks().at(Pushes)->emptyState()->button(), Qt::LeftButton);
    window->docks().at(Events)->raise();
    QTest::mouseClick(window->docks().at(Events)->emptyState()->button(), Qt::LeftButton);
    QCOMPARE(accounts.size(), 2);
    window->docks().at(Notices)->raise();
    m_sample->fill();
    QSignalSpy read(window.get(), &MainWindow::noticesRead);
    QTest::mouseClick(window->docks().at(Notices)->findChild<QToolButton *>(u"readAllButton"_s), Qt::LeftButton);
    QCOMPARE(read.size(), 1);
    QVERIFY(read.at(0).at(0).toStringList().size() >= 2);
}

void WindowUseTest::showsWhoMadeIt()
{
    const auto window = make();
    window->actionCollection()->action(u"about"_s)->trigger();
    auto *dialog = window->findChild<QDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    QSignalSpy gone(dialog, &QObject::destroyed);
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_COMPARE(gone.size(), 1);
}

void WindowUseTest::togglesEachDock_data()
{
    QTest::addColumn<int>("place");
    for (int place = Queue; place <= Threads; ++place) {
        QTest::addRow("%d", place) << place;
    }
}

void WindowUseTest::togglesEachDock()
{
    QFETCH(int, place);
    const auto window = make();
    Dock *dock = window->docks().at(place);
    QAction *toggle = window->actionCollection()->action(u"toggle_"_s + dock->objectName());
    QVERIFY(toggle->isChecked());
    QVERIFY(!toggle->icon().name().isEmpty() || toggle->icon().isNull());
    toggle->trigger();
    QVERIFY(dock->isHidden() && !toggle->isChecked());
    toggle->trigger();
    QVERIFY(!dock->isHidden() && toggle->isChecked());
    dock->close();
    QVERIFY(!toggle->isChecked());
}

void WindowUseTest::bringsBackClosedFloatingAndTabbedDocks()
{
    QRect floating;
    {
        const auto window = make();
        window->docks().at(Events)->close();
        window->docks().at(Notices)->setFloating(true);
        window->docks().at(Notices)->resize(333, 222);
        window->tabifyDockWidget(window->docks().at(Queue), window->docks().at(Pushes));
        window->docks().at(Queue)->raise();
        floating = window->docks().at(Notices)->geometry();
        window->close();
    }
    const auto again = make();
    QVERIFY(again->docks().at(Events)->isHidden());
    QVERIFY(again->docks().at(Notices)->isFloating() && again->docks().at(Notices)->isVisible());
    QCOMPARE(again->docks().at(Notices)->size(), floating.size());
    QVERIFY(again->tabifiedDockWidgets(again->docks().at(Queue)).contains(again->docks().at(Pushes)));
    QVERIFY(!again->docks().at(Sources)->isFloating());
    QVERIFY2(clickTab(*again, u"Pushes"_s), "the tabs are there to be clicked");
    QTRY_VERIFY(!again->docks().at(Pushes)->visibleRegion().isEmpty());
    QVERIFY(again->docks().at(Queue)->visibleRegion().isEmpty());
}

void WindowUseTest::bringsBackTheSizeAndTheToolBar()
{
    {
        const auto window = make();
        QCOMPARE(window->size(), QSize(1280, 800));
        window->resize(1011, 677);
        window->toolBar(u"mainToolBar"_s)->hide();
        window->close();
    }
    const auto again = make();
    QCOMPARE(again->size(), QSize(1011, 677));
    QVERIFY(again->toolBar(u"mainToolBar"_s)->isHidden());
}

void WindowUseTest::keepsProfilesApart()
{
    {
        const auto window = make();
        window->docks().at(Sources)->close();
        window->close();
    }
    m_dir = std::make_unique<QTemporaryDir>();
    const auto other = make();
    QVERIFY(!other->docks().at(Sources)->isHidden());
}

void WindowUseTest::survivesADamagedLayout()
{
    KConfigGroup group = config()->group(u"MainWindow"_s);
    group.writeEntry("Docks", QByteArray("\x00\x01 not a layout", 14));
    group.writeEntry("State", QByteArray("nor this"));
    group.sync();
    const auto window = make();
    for (const Dock *dock : window->docks()) {
        QVERIFY2(!dock->isHidden() && !dock->isFloating(), qPrintable(dock->objectName()));
    }
    QVERIFY(window->width() >= 500);
}

/// What version 0.1 kept: a layout of five docks that says nothing of which docks there were.
void WindowUseTest::takesALayoutOfBefore_data()
{
    QTest::addColumn<bool>("hostsGone");
    QTest::newRow("as it was") << false;
    QTest::newRow("with closed docks") << true;
}

void WindowUseTest::takesALayoutOfBefore()
{
    QFETCH(bool, hostsGone);
    {
        const auto window = make();
        for (const Place place : {Trees, Details, Threads, Health}) {
            window->removeDockWidget(window->docks().at(place));
            window->docks().at(place)->setObjectName(u"not there yet %1"_s.arg(place));
        }
        window->docks().at(Events)->close();
        if (hostsGone) {
            window->docks().at(Queue)->close();
            window->docks().at(Pushes)->setFloating(true);
        }
        window->resize(1100, 720);
        KConfigGroup group = config()->group(u"MainWindow"_s);
        group.writeEntry("Docks", window->saveState());
        group.writeEntry("WindowSize", window->size());
        group.sync();
    }
    const auto window = make();
    QVERIFY(QTest::qWaitForWindowExposed(window.get()));
    QCOMPARE(window->size(), QSize(1100, 720));
    QVERIFY2(window->docks().at(Events)->isHidden(), "what was kept is brought back");
    QCOMPARE(window->docks().at(Queue)->isHidden(), hostsGone);
    QCOMPARE(window->docks().at(Pushes)->isFloating(), hostsGone);
    for (const Place place : {Trees, Details, Threads, Health}) {
        Dock *dock = window->docks().at(place);
        QVERIFY2(!dock->isHidden() && !dock->isFloating(), qPrintable(dock->objectName()));
        QVERIFY(window->dockWidgetArea(dock) != Qt::NoDockWidgetArea);
        dock->raise();
        QTRY_VERIFY2(!dock->visibleRegion().isEmpty(), qPrintable(dock->objectName()));
    }
    if (!hostsGone) {
        QVERIFY(window->tabifiedDockWidgets(window->docks().at(Pushes)).contains(window->docks().at(Details)));
        QVERIFY(window->tabifiedDockWidgets(window->docks().at(Queue)).contains(window->docks().at(Trees)));
    }
    // From now on the person decides where they are.
    window->docks().at(Details)->close();
    window->close();
    const auto again = make();
    QVERIFY(again->docks().at(Details)->isHidden());
}

void WindowUseTest::resetsTheLayout_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<bool>("narrow");
    QTest::newRow("wide") << 1280 << false;
    QTest::newRow("narrow") << 600 << true;
}

void WindowUseTest::resetsTheLayout()
{
    QFETCH(int, width);
    QFETCH(bool, narrow);
    const auto window = make();
    window->resize(width, 800);
    window->docks().at(Queue)->close();
    window->docks().at(Pushes)->setFloating(true);
    window->docks().at(Events)->setFloating(true);
    window->actionCollection()->action(u"reset_layout"_s)->trigger();
    for (const Dock *dock : window->docks()) {
        QVERIFY2(!dock->isHidden() && !dock->isFloating(), qPrintable(dock->objectName()));
    }
    const auto tabbed = window->tabifiedDockWidgets(window->docks().at(Queue));
    QCOMPARE(tabbed.contains(window->docks().at(Notices)), narrow);
    QCOMPARE(window->dockWidgetArea(window->docks().at(Pushes)) == Qt::LeftDockWidgetArea, narrow);
    QCOMPARE(window->tabifiedDockWidgets(window->docks().at(Details)).isEmpty(), !narrow);
    QVERIFY(window->tabifiedDockWidgets(window->docks().at(Notices)).contains(window->docks().at(Sources)));
    QVERIFY(!window->docks().at(Pushes)->visibleRegion().isEmpty());
}

void WindowUseTest::tellsHowItStands()
{
    const auto window = make();
    auto *status = window->statusBar()->findChild<QLabel *>(u"statusText"_s);
    QVERIFY(status->isVisible());
    QCOMPARE(status->textFormat(), Qt::PlainText);
    QCOMPARE(status->text(), u"As of 14:28"_s);
    m_sample->fail(Service::GitHub);
    QCOMPARE(status->text(), u"One source of 5 fails"_s);
    const auto all = [this](SourceHealth::State state) {
        for (int row = 0; row < m_sample->sources.rowCount(); ++row) {
            auto health = m_sample->sources.index(row, 0).data(ItemRole::Health).value<SourceHealth>();
            health.state = state;
            health.failure.reset();
            m_sample->setHealth(health);
        }
    };
    all(SourceHealth::State::Offline);
    QCOMPARE(status->text(), u"Offline, as of 14:28"_s);
    all(SourceHealth::State::NeedsLogin);
    QCOMPARE(status->text(), u"5 sources need a login"_s);
    all(SourceHealth::State::Good);
    QCOMPARE(status->text(), u"As of 14:28"_s);
    m_sample->sources.setWatches({});
    QCOMPARE(status->text(), u"Nothing is watched yet"_s);
}

void WindowUseTest::goesToTheTray()
{
    for (const bool first : {true, false}) {
        const auto window = make();
        window->setTrayAvailable(true);
        QSignalSpy told(window.get(), &MainWindow::hiddenToTray);
        QSignalSpy quits(window.get(), &MainWindow::quitRequested);
        window->close();
        QVERIFY(!window->isVisible());
        QVERIFY(quits.isEmpty());
        QCOMPARE(told.size(), 1);
        QVERIFY2(told.at(0).at(0).toBool() == first, "told the first time ever, also over a restart");
        window->present();
        QVERIFY(window->isVisible());
        window->letGo();
        window->close();
        QVERIFY(!window->isVisible());
        QCOMPARE(told.size(), 1);
    }
}

void WindowUseTest::takesFloatingDocksAlong()
{
    {
        const auto window = make();
        Dock *floating = window->docks().at(Notices);
        floating->setFloating(true);
        window->docks().at(Sources)->close();
        window->setTrayAvailable(true);
        QVERIFY(floating->isVisible());
        window->close();
        QVERIFY2(!floating->isVisible(), "a dock of its own goes to the tray with its window");
        window->present();
        QVERIFY(floating->isVisible() && floating->isFloating());
        QVERIFY2(window->docks().at(Sources)->isHidden(), "what was closed before stays closed");
        window->close();
        window->saveLayout(); // as when the app ends while its window is in the tray
    }
    const auto again = make();
    QVERIFY(again->docks().at(Notices)->isVisible());
    QVERIFY(again->docks().at(Notices)->isFloating());
    QVERIFY(again->docks().at(Sources)->isHidden());
}

void WindowUseTest::closesWithoutATray()
{
    const auto window = make();
    QSignalSpy told(window.get(), &MainWindow::hiddenToTray);
    QSignalSpy quits(window.get(), &MainWindow::quitRequested);
    window->close();
    QCOMPARE(quits.size(), 1);
    QVERIFY(told.isEmpty());
    window->close();
    QCOMPARE(quits.size(), 1);
}

void WindowUseTest::comesBackWhenTheTrayGoes()
{
    const auto window = make();
    window->setTrayAvailable(true);
    window->close();
    QVERIFY(!window->isVisible());
    window->setTrayAvailable(false);
    QVERIFY(window->isVisible());
    QVERIFY2(window->isMinimized(), "it does not jump into what the person is doing");
    window->setTrayAvailable(true);
    QVERIFY(window->isVisible());
}

void WindowUseTest::staysClosedWhenTold()
{
    const auto window = make();
    Preferences preferences;
    preferences.closeToTray = false;
    window->setTrayAvailable(true);
    window->setPreferences(preferences);
    QSignalSpy told(window.get(), &MainWindow::hiddenToTray);
    QSignalSpy quits(window.get(), &MainWindow::quitRequested);
    window->close();
    QCOMPARE(quits.size(), 1);
    QVERIFY(told.isEmpty());
    window->setTrayAvailable(false);
    QVERIFY2(!window->isVisible(), "a window that was closed for good does not come back");
}

void WindowUseTest::comesBackFromBeingMinimised()
{
    const auto window = make();
    window->showMinimized();
    QVERIFY(window->isMinimized());
    window->present();
    QVERIFY(!window->isMinimized());
    QVERIFY(window->isVisible());
    window->showMaximized();
    window->showMinimized();
    window->present();
    QVERIFY2(window->isMaximized(), "as large as it was");
}

void WindowUseTest::presentsANoticeFromTheTray()
{
    const auto window = make();
    auto *notices = static_cast<NoticesDock *>(window->docks().at(Notices));
    notices->close();
    notices->filter()->setText(u"nothing like it"_s);
    window->setTrayAvailable(true);
    window->close();
    window->presentNotice(u"th/push/25#done"_s);
    QVERIFY(window->isVisible() && notices->isVisible());
    QTRY_VERIFY2(!notices->visibleRegion().isEmpty(), "in front of the dock it shares its place with");
    QCOMPARE(notices->view()->currentIndex().data(ItemRole::Key).toString(), u"th/push/25#done"_s);
    QVERIFY(notices->view()->selectionModel()->isSelected(notices->view()->currentIndex()));
    QVERIFY(QTest::qWaitForWindowActive(window.get()));
    QTRY_VERIFY(notices->view()->hasFocus());
}

void WindowUseTest::presentsANoticeThatIsGone()
{
    const auto window = make();
    window->docks().at(Notices)->close();
    window->presentNotice(u"th/push/99#gone"_s);
    QVERIFY2(window->docks().at(Notices)->isVisible(), "the list is the next best");
    QVERIFY(!window->docks().at(Notices)->view()->currentIndex().isValid());
}

void WindowUseTest::isOfUseInFiveHundredPixels_data()
{
    QTest::addColumn<bool>("reset");
    QTest::newRow("as it was laid out") << false;
    QTest::newRow("laid out anew") << true;
}

void WindowUseTest::isOfUseInFiveHundredPixels()
{
    QFETCH(bool, reset);
    const auto window = make();
    window->showPush(Subject(u"th/push/27"_s));
    window->resize(500, 640);
    if (reset) {
        window->actionCollection()->action(u"reset_layout"_s)->trigger();
    }
    QVERIFY(QTest::qWaitForWindowExposed(window.get()));
    QTRY_COMPARE(window->width(), 500);
    int seen = 0;
    for (Dock *dock : window->docks()) {
        if (dock->visibleRegion().isEmpty()) {
            continue; // behind another one's tab
        }
        ++seen;
        QVERIFY2(dock->width() >= 190, qPrintable(dock->objectName()));
        QVERIFY2(dock->filter()->width() >= 60, qPrintable(dock->objectName()));
        QVERIFY2(dock->view()->viewport()->height() >= 40, qPrintable(dock->objectName()));
        const QRect inWindow(dock->mapTo(window.get(), QPoint()), dock->size());
        QVERIFY2(window->rect().contains(inWindow), qPrintable(dock->objectName()));
        for (int row = 0; row < dock->view()->model()->rowCount(); ++row) {
            const QRect rect = dock->view()->visualRect(dock->view()->model()->index(row, 0));
            QVERIFY(rect.right() <= dock->view()->viewport()->width());
        }
    }
    QVERIFY(seen >= 2);
}

QTEST_MAIN(WindowUseTest)

#include "tst_windowuse.moc"
