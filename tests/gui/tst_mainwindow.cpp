// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/gui/sample.h"
#include "views/docks/noticesdock.h"
#include "views/docks/rowsview.h"

#include <KLocalizedString>

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

class MainWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        KLocalizedString::setApplicationDomain("windsock");
    }
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_sample = std::make_unique<Sample>();
        m_sample->fill();
    }

    void namesWhatCanBeSavedAndFound()
    {
        const auto window = make();
        for (Dock *dock : window->docks()) {
            QVERIFY(!dock->objectName().isEmpty());
            QVERIFY(window->findChild<QAction *>(u"toggle_"_s + dock->objectName()));
            QVERIFY(!dock->filter()->accessibleName().isEmpty());
        }
        QVERIFY(window->findChild<QLabel *>(u"statusText"_s)->text().startsWith(u"As of 14:28"_s));
    }

    void pollsAndQuitsByAction()
    {
        const auto window = make();
        QSignalSpy polls(window.get(), &MainWindow::pollRequested);
        QSignalSpy quits(window.get(), &MainWindow::quitRequested);
        window->findChild<QAction *>(u"poll_now"_s)->trigger();
        window->findChild<QAction *>(u"file_quit"_s)->trigger();
        QCOMPARE(polls.size(), 1);
        QCOMPARE(quits.size(), 1);
        window->close();
        QCOMPARE(quits.size(), 1);
        QVERIFY(!window->isVisible());
    }

    void beginsInTheRows()
    {
        const auto window = make(false);
        window->present();
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
        QVERIFY(window->docks().at(0)->view()->hasFocus());
        window->docks().at(1)->filter()->setFocus();
        window->present();
        QVERIFY(window->docks().at(1)->filter()->hasFocus()); // where the person is
    }

    void findsInTheDockThatHasTheFocus()
    {
        const auto window = make();
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
        window->docks().at(0)->view()->setFocus();
        window->findChild<QAction *>(u"find"_s)->trigger();
        QVERIFY(window->docks().at(0)->filter()->hasFocus());
    }

    void hidesToTheTrayOnlyWhereThereIsOne()
    {
        const auto window = make();
        QSignalSpy hidden(window.get(), &MainWindow::hiddenToTray);
        QSignalSpy quits(window.get(), &MainWindow::quitRequested);
        window->setTrayAvailable(true);
        window->close();
        QVERIFY(!window->isVisible());
        QCOMPARE(hidden.size(), 1);
        QVERIFY(hidden.at(0).at(0).toBool());
        window->present();
        QVERIFY(window->isVisible());
        window->close();
        QVERIFY(!hidden.at(1).at(0).toBool());
        QVERIFY(quits.isEmpty());
        window->setTrayAvailable(false);
        QVERIFY2(window->isVisible(), "a window nobody can reach any more comes back");
        window->close();
        QCOMPARE(quits.size(), 1);
    }

    void closesForGoodWhenToldSo()
    {
        const auto window = make();
        Preferences preferences;
        preferences.closeToTray = false;
        window->setPreferences(preferences);
        window->setTrayAvailable(true);
        QSignalSpy quits(window.get(), &MainWindow::quitRequested);
        window->close();
        QCOMPARE(quits.size(), 1);
    }

    void keepsItsLayout()
    {
        {
            const auto window = make();
            window->docks().at(2)->toggleViewAction()->trigger();
            QVERIFY(!window->docks().at(2)->isVisible());
            window->docks().at(3)->setFloating(true);
            window->resize(1000, 700);
            window->showProblem(u"The store is damaged."_s);
            window->saveLayout();
        }
        const auto again = make();
        QVERIFY2(!again->findChild<QWidget *>(u"messages"_s)->isVisible(), "what was said is no layout");
        again->showProblem(u"The store is locked."_s);
        QVERIFY(again->findChild<QWidget *>(u"messages"_s)->isVisible());
        QVERIFY(!again->docks().at(2)->isVisible());
        QVERIFY(again->docks().at(3)->isFloating());
        QVERIFY(again->docks().at(0)->isVisible());
        QCOMPARE(again->size(), QSize(1000, 700));
        m_dir = std::make_unique<QTemporaryDir>();
        const auto other = make();
        QVERIFY2(other->docks().at(2)->isVisible(), "another profile has a layout of its own");
        QCOMPARE(other->size(), QSize(1280, 800));
        again->findChild<QAction *>(u"reset_layout"_s)->trigger();
        QVERIFY(again->docks().at(2)->isVisible());
        QVERIFY(!again->docks().at(3)->isFloating());
        QVERIFY(again->findChild<QWidget *>(u"messages"_s)->isVisible());
    }

    void presentsANotice()
    {
        const auto window = make();
        auto *notices = qobject_cast<NoticesDock *>(window->docks().at(3));
        notices->hide();
        window->presentNotice(u"bmo/bug/1908888#held"_s);
        QVERIFY(notices->isVisible());
        QCOMPARE(notices->view()->currentIndex().data(ItemRole::Key).toString(), u"bmo/bug/1908888#held"_s);
    }

private:
    std::unique_ptr<MainWindow> make(bool shown = true)
    {
        auto window = std::make_unique<MainWindow>(
            m_sample->window(), KSharedConfig::openConfig(m_dir->filePath(u"rc"_s), KConfig::SimpleConfig),
            m_sample->clock());
        window->setVisible(shown);
        return window;
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Sample> m_sample;
};

QTEST_MAIN(MainWindowTest)

#include "tst_mainwindow.moc"
