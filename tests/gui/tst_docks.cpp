// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/gui/sample.h"
#include "views/delegates/rowdelegate.h"
#include "views/docks/banner.h"
#include "views/docks/emptystate.h"
#include "views/docks/inboxdock.h"
#include "views/docks/noticesdock.h"
#include "views/docks/pushesdock.h"
#include "views/docks/queuedock.h"
#include "views/docks/rowsview.h"
#include "views/docks/sourcesdock.h"

#include <KLocalizedString>

#include <QAction>
#include <QClipboard>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace Windsock;

class DocksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        KLocalizedString::setApplicationDomain("windsock");
    }

    void filtersAndTellsWhenNothingMatches()
    {
        Sample sample;
        sample.fill();
        QueueDock dock(&sample.queue, &sample.sources, sample.clock());
        dock.show();
        const int all = dock.view()->model()->rowCount();
        QCOMPARE(all, 11);
        QTest::keyClicks(dock.filter(), u"frobnicator"_s);
        QCOMPARE(dock.view()->model()->rowCount(), 1);
        QTest::keyClicks(dock.filter(), u" nowhere"_s);
        QVERIFY(dock.emptyState()->isVisible());
        QVERIFY(dock.emptyState()->sentence().contains(u"frobnicator nowhere"_s));
        QTest::mouseClick(dock.emptyState()->button(), Qt::LeftButton);
        QCOMPARE(dock.view()->model()->rowCount(), all);
        QVERIFY(dock.view()->isVisible());
    }

    void opensByDoubleClickAndEnter()
    {
        Sample sample;
        sample.fill();
        QueueDock dock(&sample.queue, &sample.sources, sample.clock());
        dock.resize(500, 400);
        dock.show();
        QSignalSpy opened(&dock, &Dock::openRequested);
        const QModelIndex first = dock.view()->model()->index(0, 0);
        const QPoint at = dock.view()->visualRect(first).center();
        QTest::mouseClick(dock.view()->viewport(), Qt::LeftButton, {}, at);
        QTest::mouseDClick(dock.view()->viewport(), Qt::LeftButton, {}, at);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened.at(0).at(0).toUrl(), first.data(ItemRole::Url).toUrl());
        QTest::keyClick(dock.view(), Qt::Key_Return);
        QCOMPARE(opened.size(), 2);
    }

    void neverOpensWhatIsNoWebPage()
    {
        Sample sample;
        sample.fillSources();
        Notice evil{.key = u"x#1"_s,
                    .subject = Subject(u"x"_s),
                    .title = u"<b>click</b> \u202egpj.exe"_s,
                    .url = QUrl(u"file:///etc/passwd"_s),
                    .decided = Sample::now()};
        sample.notices.apply({evil});
        NoticesDock dock(&sample.notices, &sample.sources, sample.clock());
        dock.show();
        QSignalSpy opened(&dock, &Dock::openRequested);
        QSignalSpy read(&dock, &NoticesDock::noticesRead);
        dock.view()->setCurrentIndex(dock.view()->model()->index(0, 0));
        QTest::keyClick(dock.view(), Qt::Key_Return);
        QVERIFY(opened.isEmpty());
        QCOMPARE(read.size(), 1);
        QCOMPARE(read.at(0).at(0).toStringList(), QStringList{u"x#1"_s});
    }

    void copiesByTheContextMenu()
    {
        Sample sample;
        sample.fill();
        NoticesDock dock(&sample.notices, &sample.sources, sample.clock());
        dock.show();
        dock.view()->setCurrentIndex(dock.view()->model()->index(0, 0));
        Q_EMIT dock.view()->menuWanted(dock.view()->currentIndex(), dock.mapToGlobal(QPoint(10, 10)));
        auto *menu = dock.findChild<QMenu *>(u"rowMenu"_s);
        QVERIFY(menu);
        menu->findChild<QAction *>(u"copyLink"_s)->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"https://treeherder.example/jobs"_s);
        menu->findChild<QAction *>(u"copyTitle"_s)->trigger();
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"build failure"_s));
        QSignalSpy read(&dock, &NoticesDock::noticesRead);
        menu->findChild<QAction *>(u"markRead"_s)->trigger();
        QCOMPARE(read.at(0).at(0).toStringList(), QStringList{u"th/push/27#bad"_s});
        menu->close();
    }

    void marksThreadsOfTheInbox()
    {
        Sample sample;
        sample.fill();
        InboxDock dock(&sample.inbox, &sample.sources, sample.clock());
        dock.show();
        QCOMPARE(dock.windowTitle(), u"Inbox (2)"_s);
        dock.view()->setCurrentIndex(dock.view()->model()->index(0, 0));
        Q_EMIT dock.view()->menuWanted(dock.view()->currentIndex(), dock.mapToGlobal(QPoint(10, 10)));
        auto *menu = dock.findChild<QMenu *>(u"rowMenu"_s);
        QVERIFY(menu);
        QSignalSpy wished(&dock, &InboxDock::inboxWished);
        menu->findChild<QAction *>(u"markThreadRead"_s)->trigger();
        menu->findChild<QAction *>(u"threadDone"_s)->trigger();
        menu->close();
        QCOMPARE(wished.size(), 2);
        auto wish = wished.at(0).at(0).value<InboxWish>();
        QCOMPARE(wish.kind, InboxWish::Kind::MarkRead);
        QCOMPARE(wish.thread.id, 12);
        QCOMPARE(wished.at(1).at(0).value<InboxWish>().kind, InboxWish::Kind::Done);
        wish.state = InboxWish::State::Confirmed;
        dock.showWish(wish);
        QVERIFY(dock.said().contains("is marked as read"_L1));
        QSignalSpy opened(&dock, &Dock::openRequested);
        dock.openCurrent();
        QCOMPARE(opened.at(0).at(0).toUrl(), QUrl(u"https://github.example.org/windsock-demo/windsock/issues/38"_s));
    }

    void marksAllRead()
    {
        Sample sample;
        sample.fill();
        NoticesDock dock(&sample.notices, &sample.sources, sample.clock());
        dock.show();
        QVERIFY(dock.windowTitle().contains(u"(2)"_s));
        QSignalSpy read(&dock, &NoticesDock::noticesRead);
        QTest::mouseClick(dock.findChild<QToolButton *>(u"readAllButton"_s), Qt::LeftButton);
        QVERIFY(read.at(0).at(0).toStringList().contains(u"bmo/bug/1908888#held"_s));
        QVERIFY(dock.showNotice(u"th/push/25#done"_s));
        QVERIFY(!dock.showNotice(u"nobody"_s));
    }

    void neverShowsAnErrorAsEmpty()
    {
        Sample sample;
        PushesDock dock(&sample.pushes, &sample.sources, sample.clock());
        dock.show();
        QSignalSpy wanted(&dock, &Dock::accountWanted);
        QVERIFY(dock.emptyState()->sentence().startsWith(u"No source yet"_s));
        QTest::mouseClick(dock.emptyState()->button(), Qt::LeftButton);
        QCOMPARE(wanted.size(), 1);

        SourceHealth health = sampleHealth(u"th/autoland"_s, Service::Treeherder, u"treeherder.mozilla.org"_s);
        health.asOf = {};
        health.state = SourceHealth::State::Fetching;
        sample.setHealth(health);
        QTRY_VERIFY(dock.emptyState()->sentence().startsWith(u"Waiting"_s));
        sample.fail(Service::Treeherder);
        QTRY_VERIFY(dock.emptyState()->sentence().startsWith(u"Not known"_s));
        QVERIFY(dock.banner()->isVisible());
        QVERIFY(dock.banner()->text().contains(u"treeherder.mozilla.org"_s));

        health.asOf = Sample::now();
        health.state = SourceHealth::State::Good;
        sample.setHealth(health);
        QTRY_VERIFY(dock.emptyState()->sentence().startsWith(u"No pushes yet"_s));
        QVERIFY(!dock.banner()->isVisible());
    }

    void keepsRowsUnderTheBanner()
    {
        Sample sample;
        sample.fill();
        PushesDock dock(&sample.pushes, &sample.sources, sample.clock());
        dock.show();
        sample.fail(Service::Treeherder);
        QTRY_VERIFY(dock.banner()->isVisible());
        QVERIFY(dock.banner()->text().startsWith(u"As of 14:28"_s));
        QCOMPARE(dock.view()->model()->rowCount(), 4);
        QVERIFY(dock.view()->isVisible());
    }

    void expandsTheBadPushAndFindsJobs()
    {
        Sample sample;
        sample.fill();
        PushesDock dock(&sample.pushes, &sample.sources, sample.clock());
        dock.resize(800, 500);
        dock.show();
        RowsView *view = dock.view();
        const QModelIndex bad = view->model()->index(0, 0);
        QVERIFY(view->isExpanded(bad));
        const QModelIndex platform = view->model()->index(0, 0, bad);
        QStyleOptionViewItem option;
        option.rect = view->visualRect(platform);
        option.font = view->font();
        option.widget = view;
        std::optional<Job> found;
        for (int x = option.rect.left(); x < option.rect.right() && !found; x += 2) {
            found = view->rows()->jobAt(QPoint(x, option.rect.top() + 8), option, platform);
        }
        QVERIFY(found);
        QCOMPARE(found->platform, platform.data(ItemRole::Jobs).value<QList<Job>>().first().platform);
        QSignalSpy opened(&dock, &Dock::openRequested);
        view->setCurrentIndex(platform);
        QTest::keyClick(view, Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
    }

    void wrapsJobsToTheWidth()
    {
        Sample sample;
        sample.fill();
        PushesDock dock(&sample.pushes, &sample.sources, sample.clock());
        dock.resize(900, 500);
        dock.show();
        const QModelIndex platform = dock.view()->model()->index(0, 0, dock.view()->model()->index(0, 0));
        QVERIFY(QTest::qWaitForWindowExposed(&dock));
        const int wide = dock.view()->visualRect(platform).height();
        dock.resize(380, 500);
        QTRY_VERIFY(dock.view()->visualRect(platform).height() > wide * 2);
    }

    void saysWhatHappenedToASource()
    {
        Sample sample;
        sample.fill();
        sample.fail(Service::GitHub);
        SourcesDock dock(&sample.sources, sample.clock());
        dock.show();
        QVERIFY(dock.details().isEmpty());
        dock.view()->setCurrentIndex(dock.view()->model()->index(1, 0));
        QVERIFY2(dock.details().contains(u"api.github.com"_s), qPrintable(dock.details()));
    }
};

QTEST_MAIN(DocksTest)

#include "tst_docks.moc"
