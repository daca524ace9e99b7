// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/gui/sample.h"
#include "views/delegates/rowdelegate.h"
#include "views/docks/banner.h"
#include "views/docks/emptystate.h"
#include "views/docks/noticesdock.h"
#include "views/docks/pushdetaildock.h"
#include "views/docks/pushesdock.h"
#include "views/docks/rowsview.h"

#include <KLocalizedString>

#include <QAccessible>
#include <QAction>
#include <QClipboard>
#include <QHelpEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QToolTip>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {

const QString s_push = u"th/push/27"_s;

std::unique_ptr<PushDetailDock> makeDock(Sample &sample)
{
    auto dock = std::make_unique<PushDetailDock>(&sample.pushes, &sample.sources, sample.clock());
    dock->resize(620, 700);
    dock->show();
    return dock;
}

QModelIndex rowCalled(const RowsView *view, const QString &title)
{
    return view->model()->match(view->model()->index(0, 0), Qt::DisplayRole, title, 1, Qt::MatchContains).value(0);
}

QStringList titles(const RowsView *view)
{
    QStringList all;
    for (int row = 0; row < view->model()->rowCount(); ++row) {
        all.append(view->model()->index(row, 0).data().toString());
    }
    return all;
}

QStyleOptionViewItem optionFor(const RowsView *view, const QModelIndex &row)
{
    QStyleOptionViewItem option;
    option.rect = view->visualRect(row);
    option.font = view->font();
    option.widget = view;
    return option;
}

/// Clicks the symbol of a job, where its row is to be seen.
bool clickSymbol(RowsView *view, const QModelIndex &row, qint64 job)
{
    view->scrollTo(row);
    const QRect symbol = view->rows()->jobRect(job, optionFor(view, row), row);
    if (symbol.isEmpty()) {
        return false;
    }
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, symbol.center());
    return true;
}

/// Whoever is not asked by then is not asked at all.
bool comesToRest(const PushDetailDock &dock)
{
    return !dock.isAtRest() && QTest::qWaitFor([&dock] { return dock.isAtRest(); });
}

Failure timeout()
{
    return {.kind = Failure::Kind::Transient, .reason = Failure::Reason::Timeout, .host = u"treeherder.mozilla.org"_s};
}

}

class PushDetailDockTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        KLocalizedString::setApplicationDomain("windsock");
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    }
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support).+"_s)); }

    void saysWhatToDoWithoutAPush()
    {
        Sample none;
        auto dock = makeDock(none);
        QVERIFY(dock->emptyState()->sentence().startsWith(u"No source yet"_s));
        Sample sample;
        sample.fill();
        dock = makeDock(sample);
        QVERIFY(dock->emptyState()->isVisible());
        QCOMPARE(dock->emptyState()->sentence(), u"Choose a push: its jobs and failures are shown here."_s);
        QVERIFY(!dock->jobView()->isVisible());
        sample.fail(Service::Treeherder);
        QTRY_VERIFY(!dock->banner()->isHidden());
        QCOMPARE(dock->emptyState()->sentence(), u"Choose a push: its jobs and failures are shown here."_s);
        dock->showPush(s_push);
        QTRY_VERIFY(dock->view()->isVisible() && !dock->emptyState()->isVisible());
        dock->showPush(u"th/push/4711"_s);
        QTRY_VERIFY(dock->emptyState()->isVisible());
    }

    void asksWhenAPersonRests()
    {
        Sample sample;
        sample.fill();
        const auto dock = makeDock(sample);
        QSignalSpy pushes(dock.get(), &PushDetailDock::pushDetailWanted);
        QSignalSpy jobs(dock.get(), &PushDetailDock::jobDetailWanted);
        dock->showPush(u"th/push/26"_s);
        dock->showPush(s_push);
        QTRY_COMPARE(pushes.size(), 1);
        QCOMPARE(pushes.at(0).at(0).value<AccountId>(), AccountId(u"th"_s));
        QCOMPARE(pushes.at(0).at(1).toLongLong(), 27);
        QVERIFY(jobs.isEmpty());
        QVERIFY(titles(dock->view()).contains(u"Asking for performance alerts…"_s));
        // Along a row of jobs: none of those on the way is asked for.
        dock->view()->setCurrentIndex(rowCalled(dock->view(), u"linux1804-64-qr opt"_s));
        for (int i = 0; i < 4; ++i) {
            QTest::keyClick(dock->view(), Qt::Key_Right);
        }
        QTRY_COMPARE(jobs.size(), 1);
        QVERIFY(titles(dock->jobView()).contains(u"Asking for its failure lines…"_s));
        QCOMPARE(pushes.size(), 1);
        dock->showPushDetail(samplePushDetail());
        QVERIFY(titles(dock->view()).contains(u"2 performance alerts"_s));
    }

    void asksForNothingBehindATab()
    {
        Sample sample;
        sample.fill();
        PushDetailDock dock(&sample.pushes, &sample.sources, sample.clock());
        QSignalSpy pushes(&dock, &PushDetailDock::pushDetailWanted);
        dock.showPush(s_push);
        QVERIFY(comesToRest(dock));
        QVERIFY(pushes.isEmpty());
        dock.show();
        QTRY_COMPARE(pushes.size(), 1);
    }

    void choosesAFailure()
    {
        Sample sample;
        sample.fill();
        const auto dock = makeDock(sample);
        dock->showPush(s_push);
        QSignalSpy jobs(dock.get(), &PushDetailDock::jobDetailWanted);
        QTRY_VERIFY(dock->view()->viewport()->height() > 200); // it has its place
        const QModelIndex failure = dock->view()->model()->index(2, 0);
        QCOMPARE(failure.data(ItemRole::FailedJob).value<FailedJob>().id, sampleFailedJob);
        dock->view()->scrollTo(failure);
        QTest::mouseClick(dock->view()->viewport(), Qt::LeftButton, {}, dock->view()->visualRect(failure).center());
        QVERIFY(dock->jobView()->isVisible());
        QVERIFY(titles(dock->jobView()).contains(u"• passed on 12 of 12 pushes before"_s));
        QTRY_COMPARE(jobs.size(), 1);
        QCOMPARE(jobs.at(0).at(2).toLongLong(), sampleFailedJob);
        dock->showJobDetail(sampleJobDetail());
        QVERIFY(rowCalled(dock->jobView(), u"TEST-UNEXPECTED-FAIL"_s).isValid());
        QVERIFY(rowCalled(dock->jobView(), u"Bug 1812345"_s).isValid());
        // To and fro: what is known is not asked for again.
        QTest::keyClick(dock->view(), Qt::Key_Down);
        QTRY_COMPARE(jobs.size(), 2);
        QTest::keyClick(dock->view(), Qt::Key_Up);
        QVERIFY(rowCalled(dock->jobView(), u"TEST-UNEXPECTED-FAIL"_s).isValid());
        QVERIFY(comesToRest(*dock));
        QCOMPARE(jobs.size(), 2);
    }

    void choosesJobsByKeys()
    {
        Sample sample;
        sample.fill();
        const auto dock = makeDock(sample);
        dock->showPush(s_push);
        RowsView *view = dock->view();
        const QModelIndex row = rowCalled(view, u"linux1804-64-qr opt"_s);
        const auto jobs = row.data(ItemRole::Jobs).value<QList<Job>>();
        const auto chosen = [&] { return dock->jobView()->model()->index(0, 0).data(ItemRole::Job).value<Job>().id; };
        view->setCurrentIndex(row);
        QCOMPARE(chosen(), sampleFailedJob); // what a person would look at first
        QVERIFY(view->accessibleDescription().contains(u"test failed, not classified"_s));
        const auto at = std::ranges::find(jobs, sampleFailedJob, &Job::id) - jobs.begin();
        QTest::keyClick(view, Qt::Key_Right);
        QCOMPARE(chosen(), jobs.at(at + 1).id);
        QTest::keyClick(view, Qt::Key_Left);
        QTest::keyClick(view, Qt::Key_Left);
        QCOMPARE(chosen(), jobs.at(at - 1).id);
        QVERIFY(view->accessibleDescription().contains(u"success"_s));
        QTest::keyClick(view, Qt::Key_End);
        QTest::keyClick(view, Qt::Key_Right);
        QCOMPARE(chosen(), jobs.constLast().id);
        QTest::keyClick(view, Qt::Key_Home);
        QTest::keyClick(view, Qt::Key_Left);
        QCOMPARE(chosen(), jobs.constFirst().id);
        QCOMPARE(view->currentIndex(), row);
        QTest::keyClick(view, Qt::Key_Down);
        QVERIFY(view->currentIndex() != row);
        QVERIFY(chosen() != jobs.constFirst().id);
    }

    void choosesAJobByItsSymbol()
    {
        Sample sample;
        sample.fill();
        const auto dock = makeDock(sample);
        dock->showPush(s_push);
        QTRY_VERIFY(dock->view()->isVisible());
        RowsView *view = dock->view();
        const QModelIndex row = rowCalled(view, u"linux1804-64-qr debug"_s);
        const qint64 last = row.data(ItemRole::Jobs).value<QList<Job>>().constLast().id;
        QImage before = view->viewport()->grab().toImage();
        QVERIFY(clickSymbol(view, row, last));
        QCOMPARE(view->currentIndex(), row);
        QCOMPARE(dock->jobView()->model()->index(0, 0).data(ItemRole::Job).value<Job>().id, last);
        QVERIFY2(before != view->viewport()->grab().toImage(), "it has a frame");
    }

    void offersToTryAgain()
    {
        Sample sample;
        sample.fill();
        const auto dock = makeDock(sample);
        dock->showPush(s_push);
        dock->chooseJob(sampleFailedJob);
        QSignalSpy pushes(dock.get(), &PushDetailDock::pushDetailWanted);
        QSignalSpy jobs(dock.get(), &PushDetailDock::jobDetailWanted);
        QTRY_COMPARE(jobs.size(), 1);
        QVERIFY(!dock->trouble()->isVisible());
        dock->showJobDetail({.account = AccountId(u"th"_s), .id = sampleFailedJob, .failure = timeout()});
        dock->showPushDetail({.account = AccountId(u"th"_s), .id = 27, .failure = timeout()});
        QVERIFY(dock->trouble()->isVisible());
        QVERIFY(dock->trouble()->text().contains(u"did not answer in time"_s));
        QVERIFY(titles(dock->view()).contains(u"Not known: they could not be fetched."_s));
        QTest::mouseClick(dock->trouble()->button(), Qt::LeftButton);
        QCOMPARE(jobs.size(), 2);
        QCOMPARE(pushes.size(), 2);
        dock->showPushDetail(samplePushDetail());
        dock->showJobDetail(sampleJobDetail());
        QVERIFY(!dock->trouble()->isVisible());
        // What was known stays, and is said to be old.
        dock->showJobDetail({.account = AccountId(u"th"_s), .id = sampleFailedJob, .failure = timeout()});
        QVERIFY(dock->trouble()->text().startsWith(u"As of 14:30. "_s));
        const QModelIndex line = rowCalled(dock->jobView(), u"TEST-UNEXPECTED-FAIL"_s);
        QVERIFY(line.data(ItemRole::Stale).toBool());
        QTest::keyClick(dock->trouble()->button(), Qt::Key_Space);
        QTRY_COMPARE(jobs.size(), 3);
        dock->showPush(u"th/push/26"_s);
        QVERIFY2(!dock->trouble()->isVisible(), "another push has had no trouble yet");
    }

    void keepsRowsWhenTheSourceFails()
    {
        Sample sample;
        sample.fill();
        const auto dock = makeDock(sample);
        dock->showPush(s_push);
        const int rows = dock->view()->model()->rowCount();
        sample.fail(Service::Treeherder);
        QTRY_VERIFY(dock->banner()->isVisible());
        QVERIFY(dock->banner()->text().startsWith(u"As of 14:28."_s));
        QCOMPARE(dock->view()->model()->rowCount(), rows);
        QTRY_VERIFY(dock->view()->model()->index(0, 0).data(ItemRole::Stale).toBool());
    }

    void opensLinks_data()
    {
        QTest::addColumn<QString>("how");
        for (const char *how : {"double click", "return", "menu", "action"}) {
            QTest::newRow(how) << QString::fromLatin1(how);
        }
    }

    void opensLinks()
    {
        QFETCH(QString, how);
        Sample sample;
        sample.fill();
        const auto dock = makeDock(sample);
        dock->showPush(s_push);
        dock->chooseJob(sampleFailedJob);
        dock->showJobDetail(sampleJobDetail());
        QVERIFY(QTest::qWaitForWindowActive(dock.get()));
        RowsView *view = dock->jobView();
        const QModelIndex log = rowCalled(view, u"Log"_s);
        view->scrollTo(log);
        view->setCurrentIndex(log);
        view->setFocus();
        QSignalSpy opened(dock.get(), &Dock::openRequested);
        const QPoint at = view->visualRect(log).center();
        if (how == u"double click"_s) {
            QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, at);
            QTest::mouseDClick(view->viewport(), Qt::LeftButton, {}, at);
        } else if (how == u"return"_s) {
            QTest::keyClick(view, Qt::Key_Return);
        } else if (how == u"menu"_s) {
            QContextMenuEvent event(QContextMenuEvent::Mouse, at, view->viewport()->mapToGlobal(at));
            QCoreApplication::sendEvent(view->viewport(), &event);
            auto *menu = dock->findChild<QMenu *>(u"rowMenu"_s);
            QVERIFY(menu);
            menu->findChild<QAction *>(u"copyLink"_s)->trigger();
            QCOMPARE(QGuiApplication::clipboard()->text(), sampleJobDetail().log.toString(QUrl::FullyEncoded));
            menu->findChild<QAction *>(u"open"_s)->trigger();
            menu->close();
        } else {
            dock->openCurrent();
        }
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened.at(0).at(0).toUrl(), sampleJobDetail().log);
    }

    void showsTheTrueHost()
    {
        Sample sample;
        sample.fill();
        const auto dock = makeDock(sample);
        dock->showPush(s_push);
        dock->chooseJob(sampleFailedJob);
        JobDetail detail = sampleJobDetail();
        detail.log = QUrl(u"https://treeherder.mozilla.org.evil.example/log?<b>"_s);
        detail.task = QUrl(u"javascript:alert(1)"_s);
        detail.page = QUrl(u"https://treeherder.mozilla.org@evil.example/"_s);
        dock->showJobDetail(detail);
        RowsView *view = dock->jobView();
        QVERIFY(!rowCalled(view, u"Task"_s).isValid());
        QVERIFY(!rowCalled(view, u"Job on Treeherder"_s).isValid());
        const QPoint at = view->visualRect(rowCalled(view, u"Log"_s)).center();
        QHelpEvent over(QEvent::ToolTip, at, view->viewport()->mapToGlobal(at));
        QCoreApplication::sendEvent(view->viewport(), &over);
        QVERIFY2(QToolTip::text().contains(u"treeherder.mozilla.org.evil.example"_s), qPrintable(QToolTip::text()));
        QVERIFY(!QToolTip::text().contains(u"<b>"_s));
        QToolTip::hideText();
    }

    void filtersItsRows()
    {
        Sample sample;
        sample.fill();
        const auto dock = makeDock(sample);
        dock->showPush(s_push);
        QTest::keyClicks(dock->filter(), u"windows11"_s);
        QCOMPARE(titles(dock->view()), QStringList{u"windows11-64-24h2 debug"_s});
        dock->filter()->clear();
        QTest::keyClicks(dock->filter(), u"nothing like it"_s);
        QVERIFY(dock->emptyState()->sentence().startsWith(u"Nothing matches"_s));
    }

    void canBeReadAloud()
    {
        Sample sample;
        sample.fill();
        const auto dock = makeDock(sample);
        dock->showPush(s_push);
        dock->chooseJob(sampleFailedJob);
        dock->showJobDetail(sampleJobDetail());
        dock->showPushDetail(samplePushDetail());
        QTRY_VERIFY(dock->view()->viewport()->height() > 200 && dock->jobView()->viewport()->height() > 60);
        for (RowsView *view : {dock->view(), dock->jobView()}) {
            QAccessibleInterface *face = QAccessible::queryAccessibleInterface(view);
            QVERIFY(!face->text(QAccessible::Name).isEmpty());
            QVERIFY(view->focusPolicy() & Qt::TabFocus);
            QAccessibleTableInterface *table = face->tableInterface();
            QVERIFY(table->rowCount() > 5);
            for (int row = 0; row < table->rowCount(); ++row) {
                QVERIFY(!table->cellAt(row, 0)->text(QAccessible::Name).isEmpty());
            }
        }
    }

    void followsThePushesDock()
    {
        Sample sample;
        sample.fill();
        QTemporaryDir dir;
        MainWindow window(sample.window(), KSharedConfig::openConfig(dir.filePath(u"rc"_s), KConfig::SimpleConfig),
                          sample.clock());
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        auto *pushes = window.findChild<PushesDock *>();
        auto *details = window.findChild<PushDetailDock *>();
        auto *notices = window.findChild<NoticesDock *>();
        QSignalSpy wanted(&window, &MainWindow::pushDetailWanted);
        QSignalSpy jobWanted(&window, &MainWindow::jobDetailWanted);
        const auto shown = [&] { return details->view()->model()->index(0, 0).data(ItemRole::Key).toString(); };
        QVERIFY(shown().isEmpty());
        RowsView *rows = pushes->view();
        QTest::mouseClick(rows->viewport(), Qt::LeftButton, {}, rows->visualRect(rows->model()->index(0, 0)).center());
        QCOMPARE(shown(), s_push);
        QTRY_COMPARE(wanted.size(), 1);
        window.showPushDetail(samplePushDetail());
        QVERIFY(titles(details->view()).contains(u"2 performance alerts"_s));
        // A platform is its push's; its symbols are jobs of it.
        const QModelIndex platform = rows->model()->index(2, 0, rows->model()->index(0, 0));
        QVERIFY(clickSymbol(rows, platform, sampleFailedJob));
        QCOMPARE(shown(), s_push);
        QTRY_COMPARE(jobWanted.size(), 1);
        QCOMPARE(jobWanted.at(0).at(2).toLongLong(), sampleFailedJob);
        window.showJobDetail(sampleJobDetail());
        QVERIFY(rowCalled(details->jobView(), u"PROCESS-CRASH"_s).isValid());
        QTest::keyClick(rows, Qt::Key_End);
        QCOMPARE(shown(), u"th/push/24"_s);
        QVERIFY2(!details->jobView()->isVisible(), "no job of the other push has been chosen");
        // Opening a notice of a push shows the push.
        notices->showNotice(u"th/push/25#done"_s);
        QCOMPARE(shown(), u"th/push/25"_s);
        window.presentNotice(u"th/push/27#bad"_s);
        QCOMPARE(shown(), s_push);
        QCOMPARE(rows->currentIndex().data(ItemRole::Key).toString(), s_push);
        notices->showNotice(u"bmo/bug/1908888#held"_s);
        QCOMPARE(shown(), s_push);
    }
};

QTEST_MAIN(PushDetailDockTest)

#include "tst_pushdetaildock.moc"
