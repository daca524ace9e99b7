// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/gui/sample.h"
#include "views/docks/dock.h"
#include "views/docks/rowsview.h"
#include "views/window/followbar.h"
#include "views/window/followdesk.h"
#include "views/window/followdialog.h"

#include <KActionCollection>
#include <KLocalizedString>

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QDockWidget>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QString s_link = u"https://lando.moz.tools/landings/7"_s;

QMimeData *textData(const QString &text)
{
    auto *data = new QMimeData;
    data->setText(text);
    return data;
}

/// The button that a message shows for one of its actions.
QToolButton *buttonOf(FollowBar &bar, const QString &action)
{
    for (QToolButton *button : bar.findChildren<QToolButton *>()) {
        if (button->defaultAction() && button->defaultAction()->objectName() == action) {
            return button;
        }
    }
    return nullptr;
}

/// Stands for the person's browser, which must never be asked.
class Browser : public QObject
{
    Q_OBJECT

public:
    Browser()
    {
        for (const auto &scheme : {u"http"_s, u"https"_s, u"file"_s}) {
            QDesktopServices::setUrlHandler(scheme, this, "open");
        }
    }
    ~Browser() override
    {
        for (const auto &scheme : {u"http"_s, u"https"_s, u"file"_s}) {
            QDesktopServices::unsetUrlHandler(scheme);
        }
    }
    int opened = 0;

public Q_SLOTS:
    void open(const QUrl &) { ++opened; }
};
}

/// Saying to the window what to watch: pasting, dropping, typing; and what it says then.
class FollowUseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void pastesAnywhere();
    void leavesTextFieldsTheirPaste();
    void pastesFromTheMenu();
    void takesWhatIsDropped_data();
    void takesWhatIsDropped();
    void refusesOtherDrops();
    void dropsOnRowsReachTheWindow();
    void readsLinksBeforeText();
    void saysWhatIsWatched();
    void saysWhatIsMissing();
    void saysTheLastAlone();
    void takesNoRoomWhileThereIsNothingToSay();
    void asksInADialog();
    void theDialogLooksAtTheClipboard();
    void theDialogIsOfUseWithTheKeyboard();

private:
    std::unique_ptr<MainWindow> make()
    {
        auto window = std::make_unique<MainWindow>(
            m_sample->window(), KSharedConfig::openConfig(m_dir->filePath(u"rc"_s), KConfig::SimpleConfig),
            m_sample->clock());
        window->show();
        return window;
    }
    FollowBar &bar(MainWindow &window) { return *window.findChild<FollowBar *>(u"followBar"_s); }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Sample> m_sample;
};

void FollowUseTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    KLocalizedString::setApplicationDomain("windsock");
}

void FollowUseTest::init()
{
    QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support).+"_s));
    m_dir = std::make_unique<QTemporaryDir>();
    m_sample = std::make_unique<Sample>();
    m_sample->fill();
    QGuiApplication::clipboard()->clear();
}

void FollowUseTest::pastesAnywhere()
{
    const auto window = make();
    QVERIFY(QTest::qWaitForWindowActive(window.get()));
    QSignalSpy wanted(window.get(), &MainWindow::followRequested);
    QGuiApplication::clipboard()->setText(s_link);
    for (Dock *dock : window->docks()) {
        dock->raise();
        dock->view()->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_V, Qt::ControlModifier);
    }
    QCOMPARE(wanted.size(), window->docks().size());
    QCOMPARE(wanted.first().first().toString(), s_link);
    QGuiApplication::clipboard()->clear();
    QTest::keyClick(window.get(), Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(wanted.last().first().toString(), QString()); // the answer says what it takes
}

void FollowUseTest::leavesTextFieldsTheirPaste()
{
    const auto window = make();
    QVERIFY(QTest::qWaitForWindowActive(window.get()));
    QSignalSpy wanted(window.get(), &MainWindow::followRequested);
    QGuiApplication::clipboard()->setText(u"orange"_s);
    QLineEdit *filter = window->docks().first()->filter();
    filter->setFocus();
    QTest::keyClick(filter, Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(filter->text(), u"orange"_s);
    QVERIFY(wanted.isEmpty());
}

void FollowUseTest::pastesFromTheMenu()
{
    const auto window = make();
    QSignalSpy wanted(window.get(), &MainWindow::followRequested);
    QGuiApplication::clipboard()->setText(u"bug 12"_s);
    window->actionCollection()->action(u"follow_copied"_s)->trigger();
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.first().first().toString(), u"bug 12"_s);
}

void FollowUseTest::takesWhatIsDropped_data()
{
    QTest::addColumn<QStringList>("links");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("asked");
    QTest::newRow("a link") << QStringList{s_link} << QString() << s_link;
    QTest::newRow("a link with its title") << QStringList{s_link} << u"Landing 7"_s << s_link;
    QTest::newRow("two links") << QStringList{s_link, u"https://bugzil.la/4"_s} << QString()
                               << QString(s_link + u"\nhttps://bugzil.la/4");
    QTest::newRow("text") << QStringList() << u"Landing job id: 7"_s << u"Landing job id: 7"_s;
    QTest::newRow("a file") << QStringList{u"file:///etc/passwd"_s} << QString() << u"file:///etc/passwd"_s;
}

void FollowUseTest::takesWhatIsDropped()
{
    QFETCH(QStringList, links);
    QFETCH(QString, text);
    Browser browser;
    const auto window = make();
    QSignalSpy wanted(window.get(), &MainWindow::followRequested);
    QSignalSpy opened(window.get(), &MainWindow::openRequested);
    QMimeData data;
    if (!links.isEmpty()) {
        data.setUrls(QUrl::fromStringList(links));
    }
    if (!text.isEmpty()) {
        data.setText(text);
    }
    const Qt::DropActions possible = Qt::CopyAction | Qt::MoveAction | Qt::LinkAction;
    QDragEnterEvent enter(QPoint(50, 50), possible, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(window.get(), &enter);
    QVERIFY(enter.isAccepted());
    QCOMPARE(enter.dropAction(), Qt::CopyAction);
    QVERIFY2(wanted.isEmpty(), "it may still be carried away");
    QDropEvent drop(QPointF(50, 50), possible, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(window.get(), &drop);
    QVERIFY(drop.isAccepted());
    QCOMPARE(drop.dropAction(), Qt::CopyAction);
    QCOMPARE(wanted.size(), 1);
    QTEST(wanted.first().first().toString(), "asked");
    QVERIFY(opened.isEmpty());
    QCOMPARE(browser.opened, 0);
}

void FollowUseTest::refusesOtherDrops()
{
    const auto window = make();
    QSignalSpy wanted(window.get(), &MainWindow::followRequested);
    const auto offer = [&](const QMimeData &data, Qt::DropActions possible) {
        QDragEnterEvent enter(QPoint(50, 50), possible, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(window.get(), &enter);
        QDropEvent drop(QPointF(50, 50), possible, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(window.get(), &drop);
        return enter.isAccepted() || drop.isAccepted();
    };
    QMimeData picture;
    picture.setData(u"image/png"_s, "x");
    QVERIFY(!offer(picture, Qt::CopyAction));
    const std::unique_ptr<QMimeData> text(textData(s_link));
    QVERIFY2(!offer(*text, Qt::MoveAction), "nothing is taken away from where it comes from");
    QVERIFY(offer(*text, Qt::LinkAction));
    QCOMPARE(wanted.size(), 1);
}

/// Qt hands a drop to the first widget under the pointer that takes any.
void FollowUseTest::dropsOnRowsReachTheWindow()
{
    const auto window = make();
    QVERIFY(window->acceptDrops());
    for (Dock *dock : window->docks()) {
        for (const QWidget *widget = dock->view()->viewport(); widget != window.get(); widget = widget->parentWidget()) {
            QVERIFY2(!widget->acceptDrops(), qPrintable(widget->objectName()));
        }
    }
}

void FollowUseTest::readsLinksBeforeText()
{
    QMimeData data;
    QCOMPARE(followTextOf(nullptr), QString());
    QCOMPARE(followTextOf(&data), QString());
    data.setText(u"a title"_s);
    QCOMPARE(followTextOf(&data), u"a title"_s);
    data.setUrls({QUrl(u"https://example.org/ü?a=%20"_s)});
    QCOMPARE(followTextOf(&data), u"https://example.org/%C3%BC?a=%20"_s);
}

void FollowUseTest::saysWhatIsWatched()
{
    const auto window = make();
    QVERIFY(QTest::qWaitForWindowExposed(window.get()));
    QSignalSpy undone(window.get(), &MainWindow::unfollowRequested);
    window->showFollowed({.good = true, .text = u"Watching <b>it</b> now."_s, .undo = WatchId(u"ld/7"_s)});
    FollowBar &said = bar(*window);
    QVERIFY(said.isVisible());
    QCOMPARE(said.text(), u"Watching <b>it</b> now."_s);
    QCOMPARE(said.textFormat(), Qt::PlainText);
    QCOMPARE(said.messageType(), KMessageWidget::Positive);
    QVERIFY(!said.accessibleName().isEmpty());
    QVERIFY(!buttonOf(said, u"followAccount"_s));
    QToolButton *undo = buttonOf(said, u"followUndo"_s);
    QVERIFY(undo && undo->isVisible());
    QTest::mouseClick(undo, Qt::LeftButton);
    QTRY_COMPARE(undone.size(), 1);
    QCOMPARE(undone.first().first().value<WatchId>(), WatchId(u"ld/7"_s));
    window->showFollowed({.good = true, .text = u"Gone."_s});
    QVERIFY2(!buttonOf(said, u"followUndo"_s), "there is nothing more to undo");
}

void FollowUseTest::saysWhatIsMissing()
{
    const auto window = make();
    QVERIFY(QTest::qWaitForWindowExposed(window.get()));
    QSignalSpy account(window.get(), &MainWindow::accountWanted);
    window->showFollowed({.text = u"There is no account."_s, .accountMissing = true});
    FollowBar &said = bar(*window);
    QCOMPARE(said.messageType(), KMessageWidget::Warning);
    QVERIFY(!buttonOf(said, u"followUndo"_s));
    QTest::mouseClick(buttonOf(said, u"followAccount"_s), Qt::LeftButton);
    QTRY_COMPARE(account.size(), 1);
}

void FollowUseTest::saysTheLastAlone()
{
    const auto window = make();
    FollowBar &said = bar(*window);
    for (int i = 0; i < 3; ++i) {
        window->showFollowed({.good = true, .text = u"Watching now."_s, .undo = WatchId(u"ld/%1"_s.arg(i))});
    }
    QCOMPARE(said.actions().size(), 1);
    QSignalSpy undone(window.get(), &MainWindow::unfollowRequested);
    buttonOf(said, u"followUndo"_s)->click();
    QTRY_COMPARE(undone.size(), 1);
    QCOMPARE(undone.first().first().value<WatchId>(), WatchId(u"ld/2"_s));
}

void FollowUseTest::takesNoRoomWhileThereIsNothingToSay()
{
    const auto window = make();
    QVERIFY(QTest::qWaitForWindowExposed(window.get()));
    auto *column = window->findChild<QWidget *>(u"messages"_s);
    QVERIFY(!column->isVisible());
    window->showFollowed({.good = true, .text = u"Watching now."_s});
    QVERIFY(column->isVisible());
    // Over the whole width, above the docks, and as high as the words need.
    QTRY_COMPARE(column->width(), window->width());
    const auto *queue = window->findChild<QDockWidget *>(u"queueDock"_s);
    QTRY_VERIFY(column->geometry().bottom() < queue->geometry().top());
    QTRY_VERIFY(bar(*window).height() >= bar(*window).heightForWidth(bar(*window).width()));
    QTRY_VERIFY(column->height() <= bar(*window).height() + 12);
    window->showProblem(u"The store is damaged."_s);
    QVERIFY(bar(*window).isVisible() && window->findChild<QWidget *>(u"problem"_s)->isVisible());
    bar(*window).hide();
    QVERIFY(column->isVisible());
    window->showProblem({});
    QVERIFY(!column->isVisible());
}

void FollowUseTest::asksInADialog()
{
    const auto window = make();
    QSignalSpy wanted(window.get(), &MainWindow::followRequested);
    window->actionCollection()->action(u"follow"_s)->trigger();
    auto *dialog = window->findChild<FollowDialog *>(u"followDialog"_s);
    QVERIFY(dialog && dialog->isVisible());
    auto *text = dialog->findChild<QPlainTextEdit *>(u"followText"_s);
    auto *meaning = dialog->findChild<QLabel *>(u"followMeaning"_s);
    auto *watch = dialog->findChild<QPushButton *>(u"followWatch"_s);
    QVERIFY(text->toPlainText().isEmpty() && meaning->text().isEmpty() && !watch->isEnabled());
    QTest::keyClicks(text, u"bu"_s);
    QCOMPARE(meaning->text(), u"Nothing in this is known to Windsock yet."_s);
    QVERIFY(!watch->isEnabled());
    QTest::keyClicks(text, u"g 12"_s);
    QCOMPARE(meaning->text(), u"This is bug 12."_s);
    QVERIFY(watch->isEnabled());
    window->actionCollection()->action(u"follow"_s)->trigger();
    QCOMPARE(window->findChildren<FollowDialog *>().size(), 1);
    QTest::mouseClick(watch, Qt::LeftButton);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.first().first().toString(), u"bug 12"_s);
    QVERIFY(!dialog->isVisible());
}

void FollowUseTest::theDialogLooksAtTheClipboard()
{
    const auto window = make();
    QGuiApplication::clipboard()->setText(s_link);
    window->actionCollection()->action(u"follow"_s)->trigger();
    auto *dialog = window->findChild<FollowDialog *>();
    QCOMPARE(dialog->findChild<QPlainTextEdit *>()->toPlainText(), s_link);
    QCOMPARE(dialog->findChild<QLabel *>(u"followMeaning"_s)->text(), u"This is landing job 7, at lando.moz.tools."_s);
    QPointer<FollowDialog> watched(dialog);
    dialog->close();
    QTRY_VERIFY(!watched);
    QGuiApplication::clipboard()->setText(u"a shopping list"_s);
    window->actionCollection()->action(u"follow"_s)->trigger();
    QVERIFY2(window->findChild<FollowDialog *>()->findChild<QPlainTextEdit *>()->toPlainText().isEmpty(),
             "what points at nothing is nobody's business");
}

void FollowUseTest::theDialogIsOfUseWithTheKeyboard()
{
    const auto window = make();
    QSignalSpy wanted(window.get(), &MainWindow::followRequested);
    QVERIFY(QTest::qWaitForWindowActive(window.get()));
    QTest::keyClick(window.get(), Qt::Key_V, Qt::ControlModifier | Qt::ShiftModifier);
    auto *dialog = window->findChild<FollowDialog *>();
    QVERIFY(dialog);
    QVERIFY(QTest::qWaitForWindowActive(dialog));
    auto *text = dialog->findChild<QPlainTextEdit *>();
    QTRY_VERIFY(text->hasFocus());
    QVERIFY(!text->accessibleName().isEmpty());
    QTest::keyClicks(text, u"o/r#7"_s);
    auto *watch = dialog->findChild<QPushButton *>(u"followWatch"_s);
    for (int i = 0; i < 4 && !watch->hasFocus(); ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
    QVERIFY(watch->hasFocus());
    QTest::keyClick(watch, Qt::Key_Space);
    QCOMPARE(wanted.size(), 1);
    window->actionCollection()->action(u"follow"_s)->trigger();
    QTRY_VERIFY(QApplication::activeWindow() && QApplication::activeWindow()->objectName() == u"followDialog"_s);
    QTest::keyClick(QApplication::activeWindow(), Qt::Key_Escape);
    QCOMPARE(wanted.size(), 1);
}

QTEST_MAIN(FollowUseTest)
#include "tst_followuse.moc"
