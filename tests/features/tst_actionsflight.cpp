// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/demoscript.h"
#include "app/sources/github/branchpush.h"
#include "models/items/roles.h"
#include "tests/features/flight.h"

#include <QLoggingCategory>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QTimeZone>

using namespace Windsock;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
const QDateTime s_start({2026, 3, 2}, {10, 0}, QTimeZone::utc());
const QString s_repository = u"windsock-demo/kite"_s;
const QString s_first(40, u'a');
const QString s_second(40, u'b');
const QString s_third(40, u'c');
}

/// The whole app on a branch of a GitHub repository: its pushes with their workflow runs, and what a person hears of them.
class ActionsFlightTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Flight> m_flight;

    Airfield &field() { return m_flight->field(u"gh"_s); }
    FieldRuns &runs() { return field().worlds().github.runs(); }

    qint64 run(const QString &revision, const QString &workflow = u"CI"_s, const QString &event = u"push"_s)
    {
        return runs().add({.repository = s_repository,
                           .branch = u"main"_s,
                           .revision = revision,
                           .message = u"Fly higher (#7)"_s,
                           .who = u"dev"_s},
                          workflow, event);
    }

    void pass(std::chrono::seconds time)
    {
        m_flight->setNow(m_flight->now().addDuration(time));
        field().setNow(m_flight->now());
    }

    void look()
    {
        [this] { QVERIFY(m_flight->poll().allGood()); }();
        m_flight->tick();
        [this] { QVERIFY(m_flight->poll().allGood()); }(); // behind the tick in the store
    }

    /// What is told of the change that was just made; after a restart nothing more comes.
    QStringList told()
    {
        look();
        const QStringList news = m_flight->takeNews();
        m_flight->restart();
        look();
        [this] { QCOMPARE(m_flight->takeNews(), QStringList()); }();
        return news;
    }

    static QString line(const QString &revision, const QString &what)
    {
        return u"push/%1 %2"_s.arg(branchPushId(s_repository + "@main"_L1, revision)).arg(what);
    }

    PushStanding standingOf(const QString &revision)
    {
        const PushesModel &pushes = m_flight->app().pushes();
        for (int row = 0; row < pushes.rowCount(); ++row) {
            if (pushes.index(row, 0).data(ItemRole::Push).value<Push>().revision == revision) {
                return pushes.index(row, 0).data(ItemRole::Standing).value<PushStanding>();
            }
        }
        return {};
    }

    JobDetail detailOf(qint64 push, qint64 job)
    {
        QSignalSpy told(&m_flight->app(), &Application::jobDetail);
        m_flight->app().wantJobDetail(AccountId(u"gh"_s), push, job);
        [&told] { QTRY_COMPARE(told.size(), 1); }();
        return told.value(0).value(0).value<JobDetail>();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QLoggingCategory::setFilterRules(u"windsock.*.info=false"_s);
    }

    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".+"_s));
        m_flight = std::make_unique<Flight>(s_start);
        m_flight->open();
        m_flight->addAccount(u"gh"_s, Service::GitHub, true);
        const qint64 old = run(s_first);
        runs().setJob(old, u"build"_s, u"completed"_s, u"failure"_s);
        runs().end(old, u"failure"_s);
        pass(10min);
        m_flight->addWatch(u"gh/kite"_s, Watch::Kind::Tree, s_repository);
    }

    void cleanup() { m_flight.reset(); }

    void oneBranchsDay()
    {
        QCOMPARE(told(), QStringList()); // what was before is no news
        QCOMPARE(standingOf(s_first).verdict, Verdict::Orange);

        pass(60s); // a push: its run waits for a machine
        const qint64 one = run(s_second);
        QCOMPARE(told(), QStringList());
        QCOMPARE(standingOf(s_second).verdict, Verdict::Running);

        pass(60s);
        runs().setJob(one, u"build"_s, u"in_progress"_s);
        runs().setJob(one, u"test"_s, u"in_progress"_s);
        QCOMPARE(told(), QStringList());
        QCOMPARE(standingOf(s_second).running, 2);

        pass(60s); // orange, while the other goes on
        runs().setJob(one, u"test"_s, u"completed"_s, u"failure"_s);
        QCOMPARE(told(), QStringList{line(s_second, u"push-bad orange"_s)});
        const PushStanding orange = standingOf(s_second);
        QCOMPARE(orange.failures.size(), 1);
        QCOMPARE(orange.failures.constFirst().name, u"test"_s);
        QCOMPARE(orange.failures.constFirst().platform, u"CI"_s);

        pass(60s);
        runs().setJob(one, u"build"_s, u"completed"_s, u"success"_s);
        runs().end(one, u"failure"_s);
        QCOMPARE(told(), QStringList());
        pass(5min);
        QCOMPARE(told(), QStringList{line(s_second, u"push-finished orange"_s)});

        pass(60s); // run again: still orange, for nobody knows better yet
        runs().runAgain(one);
        QCOMPARE(told(), QStringList());
        QCOMPARE(standingOf(s_second).verdict, Verdict::Orange);
        pass(60s);
        runs().setJob(one, u"test"_s, u"in_progress"_s);
        QCOMPARE(told(), QStringList());

        pass(60s); // and well
        runs().setJob(one, u"test"_s, u"completed"_s, u"success"_s);
        runs().end(one, u"success"_s);
        QCOMPARE(told(), QStringList{line(s_second, u"push-recovered"_s)});
        QCOMPARE(standingOf(s_second).verdict, Verdict::Green);
        QCOMPARE(standingOf(s_second).finished(), 2);
        pass(5min);
        QCOMPARE(told(), QStringList{line(s_second, u"push-finished green"_s)});

        pass(60s); // the next push, which no run follows but one that its file stops
        const qint64 two = run(s_third);
        runs().end(two, u"startup_failure"_s);
        QCOMPARE(told(), QStringList{line(s_third, u"push-bad exception"_s)});
        pass(5min);
        QCOMPARE(told(), QStringList{line(s_third, u"push-finished exception"_s)});
        QCOMPARE(m_flight->app().pushes().rowCount(), 3);
    }

    /// Run again and failed again is told as such, once.
    void failedTwice()
    {
        QCOMPARE(told(), QStringList());
        pass(60s);
        const qint64 one = run(s_second);
        runs().setJob(one, u"test"_s, u"completed"_s, u"failure"_s);
        runs().end(one, u"failure"_s);
        QCOMPARE(told(), QStringList{line(s_second, u"push-bad orange"_s)});
        pass(5min);
        QCOMPARE(told(), QStringList{line(s_second, u"push-finished orange"_s)});
        pass(60s);
        runs().runAgain(one);
        QCOMPARE(told(), QStringList());
        pass(60s);
        runs().setJob(one, u"test"_s, u"completed"_s, u"failure"_s);
        runs().end(one, u"failure"_s);
        QCOMPARE(told(), QStringList());
        QCOMPARE(standingOf(s_second).failures.size(), 1);
        pass(5min);
        QCOMPARE(told(), QStringList{line(s_second, u"push-finished orange"_s)});
    }

    /// A job that may fail does not make a push orange once its run has gone well.
    void whatMayFail()
    {
        QCOMPARE(told(), QStringList());
        pass(60s);
        const qint64 one = run(s_second);
        runs().setJob(one, u"build"_s, u"completed"_s, u"success"_s);
        runs().setJob(one, u"nightly compiler"_s, u"completed"_s, u"failure"_s);
        runs().end(one, u"success"_s);
        QCOMPARE(told(), QStringList());
        QCOMPARE(standingOf(s_second).verdict, Verdict::Green);
        QCOMPARE(standingOf(s_second).known, 1);
    }

    /// What a pull request's runs say is told with the request, and what the clock starts is of the commit that is there.
    void runsOfOtherEvents()
    {
        run(s_second, u"CI"_s, u"pull_request"_s);
        QCOMPARE(told(), QStringList());
        QCOMPARE(m_flight->app().pushes().rowCount(), 1);
        pass(60s);
        const qint64 night = run(s_first, u"Nightly"_s, u"schedule"_s);
        runs().setJob(night, u"sweep"_s, u"in_progress"_s);
        QCOMPARE(told(), QStringList());
        QCOMPARE(m_flight->app().pushes().rowCount(), 1);
        QCOMPARE(standingOf(s_first).running, 1);
    }

    void detailsOfAJob()
    {
        QCOMPARE(told(), QStringList());
        const PushStanding standing = standingOf(s_first);
        const JobDetail detail = detailOf(standing.pushId, standing.failures.constFirst().id);
        QVERIFY(!detail.failure);
        QCOMPARE(detail.lines.size(), 1);
        QCOMPARE(detail.lines.constFirst().text, u"1: Run build"_s);
        QVERIFY2(detail.log.path().contains(u"/windsock-demo/kite/actions/runs/"_s), qPrintable(detail.log.path()));
        QVERIFY(detail.log.path().endsWith(u"/job/%1"_s.arg(standing.failures.constFirst().id)));
        QVERIFY(detail.page.isEmpty() && detail.task.isEmpty());
    }
};

QTEST_GUILESS_MAIN(ActionsFlightTest)

#include "tst_actionsflight.moc"
