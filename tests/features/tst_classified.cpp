// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/demoscript.h"
#include "tests/features/flight.h"

#include <QStandardPaths>
#include <QTest>
#include <QTimeZone>

using namespace Windsock;
using namespace Qt::StringLiterals;
using State = Notice::State;

namespace {
const QString s_tree = u"tree"_s;

/// A push of three jobs, watched from before it came.
class Story
{
public:
    Story()
        : flight(QDateTime({2026, 3, 2}, {10, 0}, QTimeZone::utc()))
    {
        flight.open();
        flight.addAccount(u"th"_s, Service::Treeherder);
        world().addRepository(s_tree);
        flight.addWatch(u"th/tree"_s, Watch::Kind::Tree, s_tree);
        pass(0);
        push = world().addPush(s_tree, QString(40, u'a'), u"me@example.org"_s, u"Bug 7 - Fix"_s);
        for (int i = 1; i <= 3; ++i) {
            jobs.append(world().addJob(push, {.type = u"test-linux/opt-mochitest-%1"_s.arg(i)}));
        }
        pass(1);
    }

    TreeherderWorld &world() { return flight.field(u"th"_s).worlds().treeherder; }
    void pass(int minutes)
    {
        flight.setNow(flight.now().addSecs(60 * minutes));
        flight.field(u"th"_s).setNow(flight.now());
        QVERIFY(flight.poll().allGood());
        flight.tick();
        QCoreApplication::processEvents();
    }
    void restart()
    {
        flight.restart();
        flight.tick();
    }
    void ends(int job, const char *result, int classification = 1)
    {
        QVERIFY(world().setJob(jobs.at(job), u"completed"_s, QString::fromLatin1(result), classification));
    }
    void allEnd(const char *first, const char *second = "success")
    {
        ends(0, first);
        ends(1, second);
        ends(2, "success");
    }

    /// What holds, and what no longer does; each line is one notice.
    QStringList open() const
    {
        return flight.noticesOf(u"th"_s, State::Pending) + flight.noticesOf(u"th"_s, State::Shown);
    }
    QStringList withdrawn() const { return flight.noticesOf(u"th"_s, State::Withdrawn); }
    QString line(const char *what) const { return u"push/%1 %2"_s.arg(push).arg(QString::fromLatin1(what)); }

    Flight flight;
    qint64 push = 0;
    QList<qint64> jobs;
};
}

/// A failure that the sheriffs call intermittent later: told as such, once, and what was told before is withdrawn.
class ClassifiedTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init() { QTest::failOnWarning(QRegularExpression(u".+"_s)); }

    void whileThePushRuns_data() { restarts(); }
    void whileThePushRuns()
    {
        QFETCH(const bool, restart);
        Story story;
        story.ends(0, "testfailed");
        story.pass(1);
        QTRY_COMPARE(story.open(), QStringList{story.line("push-bad orange")});
        if (restart) {
            story.restart();
        }
        story.ends(0, "testfailed", 4);
        story.pass(1);
        QTRY_COMPARE(story.open(), QStringList{story.line("push-recovered")});
        QCOMPARE(story.withdrawn(), QStringList{story.line("push-bad orange")});
        story.ends(1, "success");
        story.ends(2, "success");
        story.pass(1);
        story.pass(10);
        QTRY_COMPARE(story.open(), QStringList{story.line("push-finished green")});
    }

    void afterItHasSettled_data() { restarts(); }
    void afterItHasSettled()
    {
        QFETCH(const bool, restart);
        Story story;
        story.allEnd("testfailed");
        story.pass(1);
        story.pass(10);
        QTRY_COMPARE(story.open(), QStringList{story.line("push-finished orange")});
        if (restart) {
            story.restart();
        }
        story.ends(0, "testfailed", 4);
        story.pass(1);
        QTRY_COMPARE(story.open(), QStringList{story.line("push-recovered")});
        QVERIFY(story.withdrawn().contains(story.line("push-finished orange")));
        const auto told = story.flight.notices().size();
        if (restart) {
            story.restart();
        }
        // Nothing has run since: it does not finish a second time.
        story.pass(10);
        story.pass(60);
        QCOMPARE(story.flight.notices().size(), told);
        QCOMPARE(story.open(), QStringList{story.line("push-recovered")});
    }

    void longAfterItScrolledOff()
    {
        Story story;
        story.allEnd("testfailed");
        story.pass(1);
        story.pass(10);
        for (int i = 0; i < 25; ++i) {
            story.world().addPush(s_tree, QString::number(1000 + i).repeated(10), u"you@example.org"_s, u"Bug 8"_s);
        }
        story.pass(1);
        QCOMPARE(story.open().filter(story.line("")).size(), 1);
    }

    void oneOfTwoFailures()
    {
        Story story;
        story.allEnd("testfailed", "testfailed");
        story.pass(1);
        story.pass(10);
        QTRY_COMPARE(story.open(), QStringList{story.line("push-finished orange")});
        const auto told = story.flight.notices().size();
        story.ends(0, "testfailed", 4);
        story.pass(1);
        story.pass(10);
        QCOMPARE(story.open(), QStringList{story.line("push-finished orange")});
        QCOMPARE(story.flight.notices().size(), told);
        story.ends(1, "testfailed", 2);
        story.pass(1);
        QTRY_COMPARE(story.open(), QStringList{story.line("push-recovered")});
        QCOMPARE(story.flight.notices().size(), told + 1);
    }

    void withTheLastJobAtOnce()
    {
        Story story;
        story.ends(0, "testfailed");
        story.pass(1);
        story.ends(0, "testfailed", 4);
        story.ends(1, "success");
        story.ends(2, "success");
        story.pass(1);
        QTRY_COMPARE(story.open(), QStringList{story.line("push-recovered")});
        story.pass(10);
        QTRY_COMPARE(story.open(), QStringList{story.line("push-finished green")});
        QCOMPARE(story.withdrawn(), (QStringList{story.line("push-bad orange"), story.line("push-recovered")}));
    }

    void beforeAnybodySawItFail()
    {
        Story story;
        story.ends(0, "testfailed", 4);
        story.ends(1, "success");
        story.ends(2, "success");
        story.pass(1);
        story.pass(10);
        QTRY_COMPARE(story.open(), QStringList{story.line("push-finished green")});
        QCOMPARE(story.withdrawn(), QStringList());
    }

    void aSettledGreenPushIsNotToldAgainForAWord()
    {
        Story story;
        story.ends(0, "testfailed", 4);
        story.ends(1, "success");
        story.ends(2, "success");
        story.pass(1);
        story.pass(10);
        QTRY_COMPARE(story.open(), QStringList{story.line("push-finished green")}); // the store has a thread of its own
        const auto told = story.flight.notices().size();
        story.ends(0, "testfailed", 2);
        story.pass(1);
        story.pass(10);
        QCOMPARE(story.flight.notices().size(), told);
        QCOMPARE(story.open(), QStringList{story.line("push-finished green")});
    }

    void aRetriggerFinishesAgain()
    {
        Story story;
        story.allEnd("testfailed");
        story.pass(1);
        story.pass(10);
        const qint64 again = story.world().addJob(story.push, {.type = u"test-linux/opt-mochitest-1"_s});
        story.pass(1);
        QTRY_COMPARE(story.open(), QStringList());
        QVERIFY(story.world().setJob(again, u"completed"_s, u"success"_s));
        story.ends(0, "testfailed", 4);
        story.pass(1);
        story.pass(10);
        QTRY_COMPARE(story.open(), QStringList{story.line("push-finished green")});
    }

private:
    static void restarts()
    {
        QTest::addColumn<bool>("restart");
        QTest::newRow("in one run") << false;
        QTest::newRow("restarted between") << true;
    }
};

QTEST_GUILESS_MAIN(ClassifiedTest)

#include "tst_classified.moc"
