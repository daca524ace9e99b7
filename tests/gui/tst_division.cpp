// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/gui/sample.h"
#include "views/docks/pushdetaildock.h"
#include "views/docks/rowsview.h"

#include <KActionCollection>
#include <KLocalizedString>

#include <QAction>
#include <QRegularExpression>
#include <QSplitter>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
constexpr int s_moved = 130;
const QString s_push = u"th/push/27"_s;

/// As a person draws it, where there is something to draw.
bool drawHandle(const QSplitter &splitter, int by)
{
    QSplitterHandle *handle = splitter.handle(1);
    const QPoint from = handle->rect().center();
    QTest::mousePress(handle, Qt::LeftButton, {}, from);
    QTest::mouseMove(handle, from + QPoint(0, by));
    QTest::mouseRelease(handle, Qt::LeftButton, {}, from + QPoint(0, by));
    return handle->isVisible();
}
}

/// How a person shared a dock between the rows and what is below them is as much of the layout as where the dock is.
class DivisionTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Sample> m_sample;
    std::unique_ptr<MainWindow> m_window;

    PushDetailDock *dock() const { return m_window->findChild<PushDetailDock *>(); }
    QSplitter *splitter() const { return m_window->findChild<QSplitter *>(u"pushDetailDockSplitter"_s); }

    /// Ends the window before, as a quit does, and opens the next.
    void start()
    {
        if (m_window) {
            m_window->close();
        }
        m_window = std::make_unique<MainWindow>(
            m_sample->window(), KSharedConfig::openConfig(m_dir->filePath(u"rc"_s), KConfig::SimpleConfig),
            m_sample->clock());
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }

    /// How high the two parts are when a job is chosen and the dock has its place.
    QList<int> heights()
    {
        dock()->showPush(s_push);
        dock()->chooseJob(sampleFailedJob);
        [this] { QTRY_VERIFY(dock()->jobView()->isVisible() && splitter()->sizes().value(1) > 0); }();
        return splitter()->sizes();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        KLocalizedString::setApplicationDomain("windsock");
    }

    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support).+"_s));
        m_dir = std::make_unique<QTemporaryDir>();
        m_sample = std::make_unique<Sample>();
        m_sample->fill();
        start();
    }

    void cleanup()
    {
        m_window.reset();
        m_sample.reset();
    }

    void isThereAgainAfterARestart()
    {
        const QList<int> before = heights();
        QVERIFY(drawHandle(*splitter(), -s_moved));
        const QList<int> moved = splitter()->sizes();
        QVERIFY2(before.at(0) - moved.at(0) > s_moved / 2, qPrintable(QString::number(before.at(0) - moved.at(0))));
        start();
        QCOMPARE(heights(), moved);
    }

    /// The part that a person made larger is not there while no job is chosen.
    void staysWhereNoJobIsChosen()
    {
        heights();
        QVERIFY(drawHandle(*splitter(), -s_moved));
        const QList<int> moved = splitter()->sizes();
        dock()->chooseJob(0);
        QTRY_VERIFY(!dock()->jobView()->isVisible());
        start();
        start();
        QCOMPARE(heights(), moved);
    }

    void isAsEverWhereNobodyMovedIt()
    {
        const QList<int> before = heights();
        dock()->chooseJob(0);
        start();
        QCOMPARE(heights(), before);
    }

    void goesBackWithTheLayout()
    {
        const QList<int> before = heights();
        QVERIFY(drawHandle(*splitter(), -s_moved));
        m_window->actionCollection()->action(u"reset_layout"_s)->trigger();
        QTRY_VERIFY(splitter()->sizes().at(0) > splitter()->sizes().at(1));
        start();
        const QList<int> again = heights();
        QVERIFY2(again.at(0) > again.at(1), qPrintable(QString::number(before.at(0))));
    }
};

QTEST_MAIN(DivisionTest)

#include "tst_division.moc"
