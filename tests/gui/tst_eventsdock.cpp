// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/monthmodel.h"
#include "tests/gui/sample.h"
#include "views/docks/emptystate.h"
#include "views/docks/eventsdock.h"
#include "views/docks/monthview.h"
#include "views/docks/rowsview.h"
#include "views/window/mainwindow.h"

#include <KLocalizedString>

#include <QAccessible>
#include <QAction>
#include <QLabel>
#include <QMenu>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
struct Shown {
    explicit Shown(bool full = true, const QSize &size = {640, 800})
    {
        if (full) {
            sample.fill();
        }
        dock.resize(size);
        dock.setShowsMonth(true);
        dock.show();
        table = dock.findChild<QTableView *>(u"month"_s);
        week = dock.findChild<QTableView *>(u"week"_s);
        QCoreApplication::processEvents(); // the month looks once for all changes of a turn
    }
    QDate today() const { return Sample::now().toLocalTime().date(); }

    Sample sample;
    EventsDock dock{&sample.agenda, &sample.sources, sample.clock()};
    QTableView *table = nullptr;
    QTableView *week = nullptr;
};
}

class EventsDockTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        KLocalizedString::setApplicationDomain("windsock");
    }

    void theKeyboardGoesOverDaysAndMonths()
    {
        Shown shown;
        MonthView *month = shown.dock.month();
        QVERIFY(month->isVisible());
        QCOMPARE(month->day(), shown.today());
        QDate day = shown.today();
        const auto press = [&](Qt::Key key) { QTest::keyClick(shown.table, key); };
        press(Qt::Key_Right);
        QCOMPARE(month->day(), day = day.addDays(1));
        press(Qt::Key_Down);
        QCOMPARE(month->day(), day = day.addDays(7));
        press(Qt::Key_Up);
        press(Qt::Key_Left);
        QCOMPARE(month->day(), shown.today());
        press(Qt::Key_PageDown);
        QCOMPARE(month->day(), shown.today().addMonths(1));
        press(Qt::Key_Home);
        QCOMPARE(month->day(), shown.today());
        // Over the end of the month, and beyond what its six weeks show.
        for (int i = 0; i < 10; ++i) {
            press(Qt::Key_Down);
        }
        QCOMPARE(month->day(), shown.today().addDays(70));
        QCOMPARE(month->findChild<QLabel *>(u"monthTitle"_s)->text(),
                 QLocale().standaloneMonthName(month->day().month()) + u' ' + QString::number(month->day().year()));
        QTest::mouseClick(month->findChild<QToolButton *>(u"monthToday"_s), Qt::LeftButton);
        QCOMPARE(month->day(), shown.today());
    }

    void aScreenReaderHearsTheDay()
    {
        Shown shown;
        auto *model = qobject_cast<MonthModel *>(shown.table->model());
        QVERIFY(model);
        QAccessibleInterface *table = QAccessible::queryAccessibleInterface(shown.table);
        QVERIFY(table);
        QCOMPARE(table->text(QAccessible::Name), u"Month"_s);
        const QModelIndex index = model->indexOf(shown.today());
        QAccessibleInterface *cell = table->tableInterface()->cellAt(index.row(), index.column());
        QVERIFY(cell);
        QVERIFY2(cell->text(QAccessible::Name).startsWith(u"Today, "_s), qPrintable(cell->text(QAccessible::Name)));
        QVERIFY(cell->text(QAccessible::Name).contains(model->eventsOn(shown.today()).constFirst().title));
        QVERIFY(shown.dock.month()->findChild<QLabel *>(u"dayWords"_s)->text().contains(u"event"_s));
    }

    void theAgendaShowsTheChosenDay()
    {
        Shown shown;
        const auto *model = qobject_cast<MonthModel *>(shown.table->model());
        QDate day = shown.today().addDays(1);
        while (model->eventsOn(day).isEmpty() && day < shown.today().addDays(60)) {
            day = day.addDays(1);
        }
        QVERIFY(!model->eventsOn(day).isEmpty());
        shown.dock.month()->chooseDay(day);
        QCOMPARE(shown.dock.view()->currentIndex().data(ItemRole::Day).toDate(), day);
        QTest::keyClick(shown.table, Qt::Key_Return);
        QTRY_VERIFY(shown.dock.view()->hasFocus() || !shown.dock.isActiveWindow());
    }

    void theWeekIsTheChosenDays()
    {
        Shown shown;
        QTRY_VERIFY(shown.week->isVisible());
        const auto *model = qobject_cast<MonthModel *>(shown.table->model());
        const auto shownRows = [&] {
            QList<int> rows;
            for (int row = 0; row < MonthModel::Weeks; ++row) {
                if (!shown.week->isRowHidden(row)) {
                    rows.append(row);
                }
            }
            return rows;
        };
        QCOMPARE(shownRows(), QList<int>{model->indexOf(shown.today()).row()});
        shown.dock.month()->chooseDay(shown.today().addDays(7));
        QCOMPARE(shownRows(), QList<int>{model->indexOf(shown.today().addDays(7)).row()});
        shown.dock.resize(300, 800);
        QTRY_VERIFY(!shown.week->isVisible()); // too narrow for names
        QVERIFY(shown.table->isVisible());
    }

    /// An error is never shown as a month in which there is nothing.
    void nothingKnownIsNoEmptyMonth()
    {
        Shown shown(false);
        QVERIFY(!shown.dock.month()->isVisible());
        QVERIFY(shown.dock.emptyState()->isVisible());
        shown.sample.fill();
        QTRY_VERIFY(shown.dock.month()->isVisible());
    }

    void theMenuLeadsWhereItSays()
    {
        Shown shown(false);
        shown.sample.fill();
        ChangeSet set;
        Occurrence event{.account = AccountId(u"cal"_s),
                         .uid = u"x"_s,
                         .title = u"Zoomed"_s,
                         .group = u"Own"_s,
                         .place = u"Hall"_s,
                         .start = Sample::now().addDays(40),
                         .end = Sample::now().addDays(40)};
        event.join = QUrl(u"https://zoom.us/j/1"_s);
        set.occurrences.added = {event};
        shown.sample.agenda.apply(set);
        QAbstractItemModel *rows = shown.dock.view()->model();
        const QModelIndex day = rows->index(rows->rowCount() - 1, 0);
        const QModelIndex row = rows->index(0, 0, day);
        QCOMPARE(row.data(ItemRole::Title).toString(), u"Zoomed"_s);
        shown.dock.view()->setCurrentIndex(row);
        QSignalSpy opened(&shown.dock, &Dock::openRequested);
        QSignalSpy muted(&shown.dock, &EventsDock::mutedChanged);
        Q_EMIT shown.dock.view()->menuWanted(row, {});
        auto *menu = shown.dock.findChild<QMenu *>(u"rowMenu"_s);
        QVERIFY(menu);
        auto *join = menu->findChild<QAction *>(u"join"_s);
        QVERIFY(join && join->isEnabled() && join->text().contains(u"zoom.us"_s));
        join->trigger();
        QCOMPARE(opened.takeFirst().at(0).toUrl(), event.join);
        QVERIFY(menu->findChild<QAction *>(u"map"_s)->isEnabled());
        QVERIFY(!menu->findChild<QAction *>(u"rsvp"_s)->isEnabled());
        auto *remind = menu->findChild<QAction *>(u"remind"_s);
        QVERIFY(remind->isChecked());
        remind->trigger();
        QCOMPARE(muted.takeFirst().at(0).toStringList(), QStringList{u"cal/Own"_s});
    }

    /// A deadline is opened and muted, not joined, not put beside one's meetings.
    void theMenuOfACallForPapers()
    {
        Shown shown(false);
        Occurrence call{.account = AccountId(u"cfp"_s), .uid = u"gust.test/"_s, .title = u"Gust"_s};
        call.group = u"confs.tech: python"_s;
        call.calendar = u"python/"_s;
        call.kind = Occurrence::Kind::Call;
        call.allDay = true;
        call.start = QDateTime(shown.today().addDays(9), QTime(0, 0));
        call.end = call.start.addDays(1);
        call.url = QUrl(u"https://gust.test/cfp"_s);
        ChangeSet set;
        set.occurrences.added = {call};
        shown.sample.agenda.apply(set);
        QAbstractItemModel *rows = shown.dock.view()->model();
        const QModelIndex row = rows->index(0, 0, rows->index(0, 0));
        QCOMPARE(row.data(ItemRole::Title).toString(), u"Call for papers of Gust closes"_s);
        QSignalSpy opened(&shown.dock, &Dock::openRequested);
        Q_EMIT shown.dock.view()->menuWanted(row, {});
        auto *menu = shown.dock.findChild<QMenu *>(u"rowMenu"_s);
        QVERIFY(menu);
        auto *open = menu->findChild<QAction *>(u"call"_s);
        QVERIFY(open && open->isEnabled() && open->text().contains(u"gust.test"_s));
        open->trigger();
        QCOMPARE(opened.takeFirst().at(0).toUrl(), call.url);
        QVERIFY(menu->findChild<QAction *>(u"remind"_s));
        for (const QString &name : {u"join"_s, u"map"_s, u"rsvp"_s, u"saveEvent"_s, u"removeFromCalendar"_s}) {
            QVERIFY2(!menu->findChild<QAction *>(name), qPrintable(name));
        }
    }

    void theWindowRemembersTheMonth()
    {
        const QTemporaryDir folder;
        const auto config = KSharedConfig::openConfig(folder.filePath(u"windsockrc"_s), KConfig::SimpleConfig);
        Sample sample;
        sample.fill();
        for (const bool shows : {true, false}) {
            {
                MainWindow window(sample.window(), config, sample.clock());
                auto *dock = window.findChild<EventsDock *>(u"eventsDock"_s);
                QCOMPARE(dock->showsMonth(), !shows);
                dock->findChild<QToolButton *>(u"monthSwitch"_s)->click();
                window.saveLayout();
                window.letGo();
            }
            MainWindow window(sample.window(), config, sample.clock());
            QCOMPARE(window.findChild<EventsDock *>(u"eventsDock"_s)->showsMonth(), shows);
            window.letGo();
        }
    }
};

QTEST_MAIN(EventsDockTest)
#include "tst_eventsdock.moc"
