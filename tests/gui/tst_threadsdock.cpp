// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/gui/sample.h"
#include "views/docks/banner.h"
#include "views/docks/emptystate.h"
#include "views/docks/noticesdock.h"
#include "views/docks/rowsview.h"
#include "views/docks/threadsdock.h"
#include "views/docks/timelineview.h"

#include <KLocalizedString>
#include <KMessageWidget>

#include <QAccessible>
#include <QAction>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QSplitter>
#include <QStandardPaths>
#include <QStyleOptionViewItem>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const Subject s_bug(u"bmo/bug/1912345"_s);
const Subject s_tried(u"th/push/24"_s);

struct Scene {
    Sample sample;
    ThreadsDock dock{&sample.threads, &sample.sources, sample.clock()};
    QSignalSpy opened{&dock, &Dock::openRequested};
    QSignalSpy parted{&dock, &ThreadsDock::partRequested};
    QSignalSpy rejoined{&dock, &ThreadsDock::rejoinRequested};

    explicit Scene(bool filled = true, const QSize &size = {860, 620})
    {
        if (filled) {
            sample.fill();
        }
        dock.resize(size);
        dock.show();
        QCoreApplication::processEvents();
    }
    TimelineView *timeline() const { return dock.timeline(); }
    QModelIndex line(const QString &title) const
    {
        const QModelIndex root = timeline()->rootIndex();
        for (int row = 0; row < timeline()->model()->rowCount(root); ++row) {
            const QModelIndex index = timeline()->model()->index(row, 0, root);
            if (index.data(ItemRole::Title).toString().startsWith(title)) {
                return index;
            }
        }
        return {};
    }
    void click(const QModelIndex &index)
    {
        timeline()->scrollTo(index);
        QTest::mouseClick(timeline()->viewport(), Qt::LeftButton, {}, timeline()->visualRect(index).center());
    }
    template<class Widget>
    Widget *part(const QString &name) const
    {
        return dock.findChild<Widget *>(name);
    }
    QString shownThread() const { return timeline()->rootIndex().data(ItemRole::Key).toString(); }
};

QMenu *menuOf(Scene &scene, const QModelIndex &index)
{
    scene.click(index);
    const QPoint at = scene.timeline()->visualRect(index).center();
    QContextMenuEvent event(QContextMenuEvent::Mouse, at, scene.timeline()->viewport()->mapToGlobal(at));
    QCoreApplication::sendEvent(scene.timeline()->viewport(), &event);
    const QList<QMenu *> menus = scene.dock.findChildren<QMenu *>(u"rowMenu"_s);
    return menus.isEmpty() ? nullptr : menus.constLast();
}

bool clickEntry(QMenu *menu, const QString &name)
{
    auto *action = menu ? menu->findChild<QAction *>(name) : nullptr;
    if (!action || !action->isEnabled()) {
        return false;
    }
    menu->setActiveAction(action);
    QTest::keyClick(menu, Qt::Key_Return);
    return true;
}

QString accessibleName(QWidget *widget)
{
    QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
    return face ? face->text(QAccessible::Name) : QString();
}
}

class ThreadsDockTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support).+"_s)); }
    void showsTheNewestChangeAtOnce();
    void followsTheChosenChange();
    void filtersChanges();
    void saysHowToFollowOne();
    void tellsOldRowsByABanner();
    void opensByKeyClickAndMenu();
    void opensOnlyWhatIsKnown();
    void partsBy_data();
    void partsBy();
    void saysItIsApartWhenItIs();
    void undoesAParting();
    void keepsWhatTheChangeBeganWith();
    void survivesThatTheChangeGoes();
    void standsSideBySideOrOneAboveTheOther();
    void wrapsWordsWhenTheyGrow();
    void goesByKeysAndReadsAloud();
    void findsAThreadBySubject();
    void windowShowsTheThreadOfANotice();
};

void ThreadsDockTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    KLocalizedString::setApplicationDomain("windsock");
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
}

void ThreadsDockTest::showsTheNewestChangeAtOnce()
{
    const Scene scene;
    QCOMPARE(scene.dock.view()->model()->rowCount(), 3);
    QCOMPARE(scene.shownThread(), u"thread/bmo/bug/1912345"_s);
    QCOMPARE(scene.timeline()->model()->rowCount(scene.timeline()->rootIndex()), 16);
    QCOMPARE(scene.part<QLabel>(u"threadTitle"_s)->text(), u"Make the address bar forget what it never knew"_s);
    QCOMPARE(scene.part<QLabel>(u"threadState"_s)->text(), u"Backed out, by ann@example.org"_s);
    for (const auto &name : {u"threadTitle"_s, u"threadState"_s}) {
        QCOMPARE(scene.part<QLabel>(name)->textFormat(), Qt::PlainText);
    }
    QVERIFY(scene.timeline()->visualRect(scene.line(u"Its landing was asked for"_s)).isValid());
    QVERIFY2(!scene.dock.view()->isExpanded(scene.dock.view()->currentIndex()), "a change is one row");
}

void ThreadsDockTest::followsTheChosenChange()
{
    Scene scene;
    RowsView *view = scene.dock.view();
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(view->model()->index(1, 0)).center());
    QCOMPARE(scene.shownThread(), u"thread/bmo/bug/1908888"_s);
    QCOMPARE(scene.part<QLabel>(u"threadState"_s)->text(), u"Held: tree closed: planned, infra, by ann@example.org"_s);
    QVERIFY(!scene.timeline()->currentIndex().isValid());
    QTest::keyClick(view, Qt::Key_Right); // does not unfold it
    QTest::keyClick(view, Qt::Key_Down);
    QCOMPARE(scene.shownThread(), u"thread/github/pr/windsock/windsock/41"_s);
    // What happens to the chosen one is seen at once, and it stays the chosen one on its way to the top.
    auto before = view->currentIndex().data(ItemRole::Thread).value<ChangeThread>();
    ChangeThread after = before;
    after.state = Landing::State::Landed;
    after.moments.append({Moment::Kind::PullMerged, Sample::now(), Subject(before.id), {}});
    ChangeSet set{.at = Sample::now()};
    set.threads.changed = {{before, after}};
    scene.sample.threads.apply(set);
    QCOMPARE(view->currentIndex().row(), 0);
    QCOMPARE(scene.shownThread(), u"thread/github/pr/windsock/windsock/41"_s);
    QVERIFY(scene.line(u"Its pull request was merged."_s).isValid());
    QCOMPARE(scene.part<QLabel>(u"threadState"_s)->text(), u"Landed, by ann"_s);
}

void ThreadsDockTest::filtersChanges()
{
    Scene scene;
    QTest::keyClicks(scene.dock.filter(), u"frobnicator"_s);
    QCOMPARE(scene.dock.view()->model()->rowCount(), 1);
    QCOMPARE(scene.shownThread(), u"thread/bmo/bug/1908888"_s);
    scene.dock.filter()->clear();
    QTest::keyClicks(scene.dock.filter(), u"4711"_s); // a part's number
    QCOMPARE(scene.dock.view()->model()->rowCount(), 1);
    QCOMPARE(scene.shownThread(), u"thread/bmo/bug/1912345"_s);
    QCOMPARE(scene.timeline()->model()->rowCount(scene.timeline()->rootIndex()), 16);
    QTest::keyClicks(scene.dock.filter(), u" qqq"_s);
    QVERIFY(scene.dock.emptyState()->isVisible());
    QVERIFY(!scene.timeline()->isVisible());
    QTest::mouseClick(scene.dock.emptyState()->button(), Qt::LeftButton);
    QCOMPARE(scene.dock.view()->model()->rowCount(), 3);
    QVERIFY(scene.timeline()->isVisible());
}

void ThreadsDockTest::saysHowToFollowOne()
{
    Scene scene(false);
    QVERIFY(scene.dock.emptyState()->sentence().startsWith(u"No source yet"_s));
    QVERIFY(!scene.timeline()->isVisible());
    scene.sample.fillSources();
    QTRY_VERIFY(scene.dock.emptyState()->sentence().contains(u"Watch bugs that ask to be landed"_s));
    scene.sample.fillThreads();
    QTRY_VERIFY(scene.dock.view()->isVisible());
    QVERIFY(scene.timeline()->isVisible());
}

void ThreadsDockTest::tellsOldRowsByABanner()
{
    Scene scene;
    QVERIFY(!scene.dock.banner()->isVisible());
    scene.sample.fail(Service::Meetup);
    QCoreApplication::processEvents();
    QVERIFY2(!scene.dock.banner()->isVisible(), "events are no part of changes");
    scene.sample.fail(Service::Bugzilla);
    QTRY_VERIFY(scene.dock.banner()->isVisible());
    QVERIFY(scene.dock.banner()->text().startsWith(u"As of 14:28."_s));
    QVERIFY(scene.line(u"Bug 1912345"_s).data(ItemRole::Stale).toBool());
    QVERIFY(scene.timeline()->isVisible());
}

void ThreadsDockTest::opensByKeyClickAndMenu()
{
    Scene scene;
    const QModelIndex push = scene.line(u"Push 88f9b"_s).isValid() ? scene.line(u"Push 88f9b"_s)
                                                                   : scene.line(u"Push "_s);
    QVERIFY(push.isValid());
    const QUrl page = push.data(ItemRole::Url).toUrl();
    QVERIFY(page.isValid());
    scene.click(push);
    QVERIFY(scene.opened.isEmpty());
    QTest::mouseDClick(scene.timeline()->viewport(), Qt::LeftButton, {}, scene.timeline()->visualRect(push).center());
    QTest::keyClick(scene.timeline(), Qt::Key_Return);
    QVERIFY(clickEntry(menuOf(scene, push), u"open"_s));
    QVERIFY(clickEntry(menuOf(scene, push), u"copyLink"_s));
    QCOMPARE(QGuiApplication::clipboard()->text(), page.toString(QUrl::FullyEncoded));
    scene.timeline()->setFocus();
    QTRY_VERIFY(scene.timeline()->hasFocus());
    scene.dock.openCurrent();
    QCOMPARE(scene.opened.size(), 4);
    for (const auto &each : scene.opened) {
        QCOMPARE(each.at(0).toUrl(), page);
    }
    // From the list: the page of what the change began with.
    scene.dock.view()->setFocus();
    QTest::keyClick(scene.dock.view(), Qt::Key_Return);
    QCOMPARE(scene.opened.size(), 5);
    QCOMPARE(scene.opened.at(4).at(0).toUrl(), QUrl(u"https://bugzilla.example/show_bug.cgi?id=1912345"_s));
}

void ThreadsDockTest::opensOnlyWhatIsKnown()
{
    Scene scene;
    const QModelIndex job = scene.line(u"Lando job 4711"_s); // nobody told of it but the thread
    QVERIFY(job.isValid());
    scene.click(job);
    QTest::keyClick(scene.timeline(), Qt::Key_Return);
    QMenu *menu = menuOf(scene, job);
    QVERIFY(!clickEntry(menu, u"open"_s));
    QVERIFY(!clickEntry(menu, u"copyLink"_s));
    menu->close();
    QVERIFY2(scene.opened.isEmpty(), "the page of another part is not its page");
}

void ThreadsDockTest::partsBy_data()
{
    QTest::addColumn<QString>("how");
    for (const auto &how : {u"button"_s, u"menu"_s, u"delete"_s}) {
        QTest::newRow(qPrintable(how)) << how;
    }
}

void ThreadsDockTest::partsBy()
{
    QFETCH(QString, how);
    Scene scene;
    auto *button = scene.part<QPushButton>(u"partButton"_s);
    QVERIFY2(!button->isEnabled(), "nothing is chosen yet");
    const QModelIndex tried = scene.line(u"Push "_s);
    QCOMPARE(tried.data(ItemRole::Member).value<ThreadMember>().subject, s_tried);
    scene.click(tried);
    QVERIFY(button->isEnabled());
    if (how == u"button"_s) {
        QTest::mouseClick(button, Qt::LeftButton);
    } else if (how == u"menu"_s) {
        QVERIFY(clickEntry(menuOf(scene, tried), u"part"_s));
    } else {
        QTest::keyClick(scene.timeline(), Qt::Key_Delete);
    }
    QCOMPARE(scene.parted.size(), 1);
    QCOMPARE(scene.parted.at(0).at(0).value<Subject>(), s_tried);
    QCOMPARE(scene.parted.at(0).at(1).value<Subject>(), s_bug);
    QVERIFY(scene.rejoined.isEmpty());
}

void ThreadsDockTest::saysItIsApartWhenItIs()
{
    Scene scene;
    auto *banner = scene.part<KMessageWidget>(u"undoBanner"_s);
    scene.click(scene.line(u"Push "_s));
    QTest::keyClick(scene.timeline(), Qt::Key_Delete);
    QVERIFY2(!banner->isVisible(), "the store has not said so");
    // Something else happens in between.
    scene.sample.rejoin();
    scene.sample.threads.setNow(Sample::now().addSecs(60));
    QVERIFY(!banner->isVisible());
    scene.sample.part(s_tried);
    QVERIFY(banner->isVisible());
    QVERIFY2(banner->text().startsWith(u"Taken apart: Push "_s), qPrintable(banner->text()));
    QCOMPARE(banner->textFormat(), Qt::PlainText);
    QCOMPARE(scene.timeline()->model()->rowCount(scene.timeline()->rootIndex()), 12);
}

void ThreadsDockTest::undoesAParting()
{
    Scene scene;
    auto *banner = scene.part<KMessageWidget>(u"undoBanner"_s);
    scene.click(scene.line(u"Push "_s));
    QTest::keyClick(scene.timeline(), Qt::Key_Delete);
    scene.sample.part(s_tried);
    QToolButton *undo = nullptr;
    for (QToolButton *button : banner->findChildren<QToolButton *>()) {
        undo = button->defaultAction() == banner->actions().constFirst() ? button : undo;
    }
    QVERIFY(undo && undo->isVisible());
    QCOMPARE(undo->text(), u"Undo"_s);
    QTest::mouseClick(undo, Qt::LeftButton);
    QVERIFY(!banner->isVisible());
    QCOMPARE(scene.rejoined.size(), 1);
    QCOMPARE(scene.rejoined.at(0).at(0).value<Subject>(), s_tried);
    QCOMPARE(scene.rejoined.at(0).at(1).value<Subject>(), s_bug);
    scene.sample.rejoin();
    QVERIFY(scene.line(u"Push "_s).isValid());
    QVERIFY2(!banner->isVisible(), "what is together again is not taken apart");
}

void ThreadsDockTest::keepsWhatTheChangeBeganWith()
{
    Scene scene;
    const QModelIndex bug = scene.line(u"Bug 1912345"_s);
    scene.click(bug);
    QVERIFY(!scene.part<QPushButton>(u"partButton"_s)->isEnabled());
    QTest::keyClick(scene.timeline(), Qt::Key_Delete);
    QMenu *menu = menuOf(scene, bug);
    QVERIFY(!clickEntry(menu, u"part"_s));
    menu->close();
    const QModelIndex moment = scene.line(u"All was green on try."_s);
    scene.click(moment);
    QVERIFY(!scene.part<QPushButton>(u"partButton"_s)->isEnabled());
    QTest::keyClick(scene.timeline(), Qt::Key_Delete);
    menu = menuOf(scene, moment);
    QVERIFY(menu && !menu->findChild<QAction *>(u"part"_s));
    menu->close();
    QVERIFY(scene.parted.isEmpty());
}

void ThreadsDockTest::survivesThatTheChangeGoes()
{
    Scene scene;
    ChangeSet set{.at = Sample::now()};
    set.threads.removed = {sampleThread()};
    scene.sample.threads.apply(set);
    QCOMPARE(scene.shownThread(), u"thread/bmo/bug/1908888"_s);
    set.threads.removed.clear();
    for (int row = 0; row < scene.sample.threads.rowCount(); ++row) {
        set.threads.removed.append(scene.sample.threads.index(row, 0).data(ItemRole::Thread).value<ChangeThread>());
    }
    scene.sample.threads.apply(set);
    QVERIFY(!scene.timeline()->isVisible());
    QVERIFY(!scene.timeline()->model());
    QTRY_VERIFY(scene.dock.emptyState()->isVisible());
    QVERIFY(!scene.part<QPushButton>(u"partButton"_s)->isEnabled());
    scene.sample.fillThreads();
    QTRY_VERIFY(scene.timeline()->isVisible());
    QCOMPARE(scene.shownThread(), u"thread/bmo/bug/1912345"_s);
}

void ThreadsDockTest::standsSideBySideOrOneAboveTheOther()
{
    Scene scene;
    auto *splitter = scene.part<QSplitter>(u"threadsDockSplitter"_s);
    QCOMPARE(splitter->orientation(), Qt::Horizontal);
    scene.dock.resize(360, 700);
    QTRY_COMPARE(splitter->orientation(), Qt::Vertical);
    QVERIFY(scene.dock.view()->height() > 60 && scene.timeline()->height() > 100);
    QCOMPARE(scene.dock.width(), 360);
    scene.dock.resize(900, 500);
    QTRY_COMPARE(splitter->orientation(), Qt::Horizontal);
    QVERIFY(scene.timeline()->width() > scene.dock.view()->width());
    // They have the room below the filter for themselves.
    QVERIFY(scene.dock.view()->height() > scene.dock.height() * 2 / 3);
}

void ThreadsDockTest::wrapsWordsWhenTheyGrow()
{
    Scene scene;
    const auto height = [&] { return scene.timeline()->visualRect(scene.line(u"It is held"_s)).height(); };
    const int before = height();
    ChangeThread after = sampleThread();
    after.moments[5].detail = QString(u"the machines have gone for a walk "_s).repeated(5);
    ChangeSet set{.at = Sample::now()};
    set.threads.changed = {{sampleThread(), after}};
    scene.sample.threads.apply(set);
    QTRY_VERIFY(height() > before);
    // The scroll bar takes some of the width: no row stands in the next one for it.
    scene.dock.resize(380, 500);
    QCoreApplication::processEvents();
    const QModelIndex root = scene.timeline()->rootIndex();
    for (int row = 1; row < scene.timeline()->model()->rowCount(root); ++row) {
        const QModelIndex index = scene.timeline()->model()->index(row, 0, root);
        QStyleOptionViewItem option;
        option.font = scene.timeline()->font();
        option.widget = scene.timeline();
        QTRY_COMPARE(scene.timeline()->visualRect(index).height(),
                     scene.timeline()->itemDelegate()->sizeHint(option, index).height());
    }
}

void ThreadsDockTest::goesByKeysAndReadsAloud()
{
    Scene scene;
    scene.timeline()->setFocus();
    QTest::keyClick(scene.timeline(), Qt::Key_Home);
    QCOMPARE(scene.timeline()->currentIndex().row(), 0);
    QTest::keyClick(scene.timeline(), Qt::Key_Down);
    QCOMPARE(scene.timeline()->currentIndex().row(), 1);
    QTest::keyClick(scene.timeline(), Qt::Key_End);
    QCOMPARE(scene.timeline()->currentIndex().row(), 15);
    QSignalSpy wanted(scene.timeline(), &TimelineView::menuWanted);
    QContextMenuEvent byKey(QContextMenuEvent::Keyboard, QPoint(1, 1), scene.timeline()->mapToGlobal(QPoint(1, 1)));
    QCoreApplication::sendEvent(scene.timeline()->viewport(), &byKey);
    QCOMPARE(wanted.size(), 1);
    QVERIFY(scene.timeline()
                ->visualRect(scene.timeline()->currentIndex())
                .contains(scene.timeline()->viewport()->mapFromGlobal(wanted.at(0).at(1).toPoint())));
    scene.dock.findChild<QMenu *>(u"rowMenu"_s)->close();

    QCOMPARE(accessibleName(scene.dock.view()), u"Changes"_s);
    QCOMPARE(accessibleName(scene.timeline()), u"History of the change"_s);
    QCOMPARE(accessibleName(scene.part<QPushButton>(u"partButton"_s)), u"Not Part of This Change"_s);
    QAccessibleInterface *face = QAccessible::queryAccessibleInterface(scene.timeline());
    QVERIFY(face && face->tableInterface());
    const auto read = [&](int row) { return face->tableInterface()->cellAt(row, 0)->text(QAccessible::Name); };
    QCOMPARE(read(0), u"Its landing was asked for: autoland. 19/11/2026 10:20."_s);
    QCOMPARE(read(2), u"Tests failed on try. 19/11/2026 13:50, 2 hours later."_s);
    QVERIFY2(read(15).endsWith(u"It says that it backs out 5d1f0a37c4e2."_s), qPrintable(read(15)));
    const QModelIndex held = scene.dock.view()->model()->index(1, 0);
    QCOMPARE(held.data(Qt::AccessibleTextRole).toString(),
             u"Rename the frobnicator, Held: tree closed: planned, infra, by ann@example.org, one part."_s);
}

void ThreadsDockTest::findsAThreadBySubject()
{
    Scene scene;
    QVERIFY(scene.dock.showThread(Subject(u"thread/bmo/bug/1908888"_s)));
    QCOMPARE(scene.shownThread(), u"thread/bmo/bug/1908888"_s);
    QTest::keyClicks(scene.dock.filter(), u"frobnicator"_s);
    QVERIFY2(scene.dock.showThread(Subject(u"th/push/27"_s)), "by one of its parts");
    QCOMPARE(scene.shownThread(), u"thread/bmo/bug/1912345"_s);
    QVERIFY2(scene.dock.filter()->text().isEmpty(), "a filter does not hide what is to be shown");
    QVERIFY(!scene.dock.showThread(Subject(u"thread/nobody"_s)));
    QCOMPARE(scene.shownThread(), u"thread/bmo/bug/1912345"_s);
}

void ThreadsDockTest::windowShowsTheThreadOfANotice()
{
    Sample sample;
    sample.fill();
    Notice told{.key = u"thread/bmo/bug/1908888#backed-out:1"_s,
                .subject = Subject(u"thread/bmo/bug/1908888"_s),
                .kind = Notice::Kind::ThreadChanged,
                .title = u"Backed out"_s,
                .decided = Sample::now(),
                .state = Notice::State::Shown};
    Notice lost = told;
    lost.key = u"thread/bmo/bug/1#backed-out:1"_s;
    lost.subject = Subject(u"thread/bmo/bug/1"_s);
    lost.url = QUrl(u"https://treeherder.example/lost"_s);
    sample.notices.apply({told, lost});
    const QTemporaryDir folder;
    MainWindow window(sample.window(), KSharedConfig::openConfig(folder.filePath(u"rc"_s), KConfig::SimpleConfig),
                      sample.clock());
    window.show();
    auto *notices = window.findChild<NoticesDock *>(u"noticesDock"_s);
    auto *changes = window.findChild<ThreadsDock *>(u"threadsDock"_s);
    QSignalSpy read(&window, &MainWindow::noticesRead);
    QSignalSpy opened(&window, &MainWindow::openRequested);
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QVERIFY2(changes->visibleRegion().isEmpty(), "it begins behind the pushes");
    QVERIFY(notices->showNotice(told.key));
    Q_EMIT notices->view()->menuWanted(notices->view()->currentIndex(), notices->mapToGlobal(QPoint(10, 10)));
    QVERIFY2(clickEntry(notices->findChildren<QMenu *>(u"rowMenu"_s).constLast(), u"open"_s), "without any page");
    QTRY_VERIFY(!changes->visibleRegion().isEmpty());
    QCOMPARE(changes->timeline()->rootIndex().data(ItemRole::Key).toString(), u"thread/bmo/bug/1908888"_s);
    QCOMPARE(read.size(), 1);
    QVERIFY(opened.isEmpty());
    QVERIFY(notices->showNotice(lost.key));
    QTest::keyClick(notices->view(), Qt::Key_Return);
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened.at(0).at(0).toUrl(), lost.url);

    QSignalSpy parted(&window, &MainWindow::partRequested);
    QSignalSpy rejoined(&window, &MainWindow::rejoinRequested);
    Q_EMIT changes->partRequested(s_tried, s_bug);
    Q_EMIT changes->rejoinRequested(s_tried, s_bug);
    QCOMPARE(parted.size() + rejoined.size(), 2);
    changes->close();
    window.findChild<QAction *>(u"show_changes"_s)->trigger();
    QVERIFY(changes->isVisible());
    QTRY_VERIFY(changes->view()->hasFocus());
}

QTEST_MAIN(ThreadsDockTest)

#include "tst_threadsdock.moc"
