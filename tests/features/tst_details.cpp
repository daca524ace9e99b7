// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/demoscript.h"
#include "tests/features/flight.h"

#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QTimeZone>

using namespace Windsock;
using namespace Qt::StringLiterals;

namespace {
const QString s_commit = u"0123456789abcdef0123456789abcdef01234567"_s;
}

/// The wired app asks for what a person looks at, and learns of the bugs of new failures by itself.
class DetailsTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Flight> m_flight;
    qint64 m_push = 0;
    qint64 m_job = 0;

    TreeherderWorld &world() { return m_flight->field(u"th"_s).worlds().treeherder; }

    JobDetail jobDetail(qint64 push, qint64 job)
    {
        QSignalSpy told(&m_flight->app(), &Application::jobDetail);
        m_flight->app().wantJobDetail(AccountId(u"th"_s), push, job);
        [&] { QTRY_COMPARE(told.size(), 1); }();
        return told.value(0).value(0).value<JobDetail>();
    }

    PushDetail pushDetail(const QString &account, qint64 push)
    {
        QSignalSpy told(&m_flight->app(), &Application::pushDetail);
        m_flight->app().wantPushDetail(AccountId(account), push);
        [&] { QTRY_COMPARE(told.size(), 1); }();
        return told.value(0).value(0).value<PushDetail>();
    }

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".+"_s));
        m_flight = std::make_unique<Flight>(QDateTime({2026, 3, 2}, {10, 0}, QTimeZone::utc()));
        m_flight->open();
        m_flight->addAccount(u"th"_s, Service::Treeherder);
        m_push = world().addPush(u"try"_s, s_commit, u"me@example.org"_s, u"Bug 7 - Fix"_s);
        m_job = world().addJob(m_push);
        world().setJob(m_job, u"completed"_s, u"testfailed"_s);
        world().addFailureLine(m_job, u"TEST-UNEXPECTED-FAIL | a.js | b"_s,
                               {{.id = 4711, .summary = u"Intermittent a.js"_s}});
        world().addLog(m_job, u"live_backing_log"_s, u"https://tc.example/api/queue/v1/task/T/runs/0/a.log"_s);
        world().addAlert(m_push, {.suite = u"tp5o"_s, .test = u"responsiveness"_s, .before = 2, .after = 3});
        m_flight->addWatch(u"th/one"_s, Watch::Kind::Revision, u"try"_s, s_commit.left(12));
        QVERIFY(m_flight->poll().allGood());
    }

    void cleanup() { m_flight.reset(); }

    void ofAJob()
    {
        const JobDetail detail = jobDetail(m_push, m_job);
        QVERIFY(!detail.failure);
        QCOMPARE(detail.lines.size(), 1);
        QCOMPARE(detail.lines.constFirst().bugs.constFirst().bug, 4711);
        QCOMPARE(detail.log.host(), u"tc.example"_s);
        QVERIFY(detail.task.toString().startsWith(u"https://tc.example/tasks/"_s));
    }

    /// Treeherder tells numbers; which Bugzilla's they are the account book knows.
    void itsBugsAreOfTheBugzillaThatIsWatched()
    {
        QCOMPARE(jobDetail(m_push, m_job).bugs, QUrl());
        m_flight->addAccount(u"bz"_s, Service::Bugzilla);
        const auto bugzilla = m_flight->app().book().account(AccountId(u"bz"_s));
        QVERIFY(bugzilla);
        QCOMPARE(jobDetail(m_push, m_job).bugs, bugzilla->baseUrl);
    }

    void ofAPush()
    {
        const PushDetail detail = pushDetail(u"th"_s, m_push);
        QVERIFY(!detail.failure);
        QCOMPARE(detail.alerts.size(), 1);
        QCOMPARE(detail.alerts.constFirst().percent, 50.0);
        QVERIFY(detail.alerts.constFirst().regression);
    }

    void ofWhatIsNotThere()
    {
        QCOMPARE(jobDetail(m_push, 5).failure.value_or(Failure()).reason, Failure::Reason::NotFound);
        QCOMPARE(jobDetail(5, m_job).failure.value_or(Failure()).reason, Failure::Reason::NotFound);
        QCOMPARE(pushDetail(u"th"_s, 5).failure.value_or(Failure()).reason, Failure::Reason::NotFound);
        QCOMPARE(pushDetail(u"nobody"_s, m_push).failure.value_or(Failure()).reason, Failure::Reason::NotFound);
    }

    void inBadWeather_data()
    {
        QTest::addColumn<QString>("how");
        for (const QString &how : {u"status:503"_s, u"html"_s, u"truncate"_s, u"cut"_s, u"wrongtypes"_s, u"deep"_s,
                                   u"gzip-bomb"_s, u"status:429:retry-after=30"_s}) {
            QTest::addRow("%s", qPrintable(how)) << how;
        }
    }

    /// A person is told, and the polling is none the worse for it.
    void inBadWeather()
    {
        QFETCH(QString, how);
        QVERIFY(m_flight->field(u"th"_s).misbehave(u"/treeherder/api/project/try/job"_s, how));
        QVERIFY(m_flight->field(u"th"_s).misbehave(u"/treeherder/api/performance"_s, how));
        const JobDetail job = jobDetail(m_push, m_job);
        QVERIFY(job.failure);
        QVERIFY(job.lines.isEmpty());
        QVERIFY(pushDetail(u"th"_s, m_push).failure);
        m_flight->field(u"th"_s).calm();
        m_flight->setNow(m_flight->now().addSecs(120));
        QVERIFY(m_flight->poll().allGood());
        QVERIFY(!jobDetail(m_push, m_job).failure);
    }

    /// The facts come all the same where bugs cannot be had, and the bugs come later.
    void bugsInBadWeather_data() { inBadWeather_data(); }
    void bugsInBadWeather()
    {
        QFETCH(QString, how);
        const qint64 job = world().addJob(m_push, {.type = u"test-linux/opt-xpcshell"_s});
        world().setJob(job, u"completed"_s, u"testfailed"_s);
        world().addFailureLine(job, u"TEST-UNEXPECTED-FAIL | x.js | b"_s, {{.id = 4712, .summary = u"x"_s}});
        QVERIFY(m_flight->field(u"th"_s).misbehave(u"/treeherder/api/project/try/jobs"_s, how));
        m_flight->setNow(m_flight->now().addSecs(60));
        QVERIFY(m_flight->poll().allGood());
        QVERIFY(!knownBugs().contains(u"4712"_s));
        QVERIFY(m_flight->app().pushes().job(AccountId(u"th"_s), m_push, job));
        m_flight->field(u"th"_s).calm();
        m_flight->setNow(m_flight->now().addSecs(600));
        QVERIFY(m_flight->poll().allGood());
        QTRY_VERIFY(knownBugs().contains(u"4712"_s));
        m_flight->restart();
        QVERIFY(knownBugs().contains(u"4711"_s) && knownBugs().contains(u"4712"_s));
    }

private:
    /// The bugs in the grounds of the push's failures, as the terminal tells them.
    QString knownBugs() { return m_flight->app().answer({.verb = Command::Verb::Pushes, .json = true}); }
};

QTEST_GUILESS_MAIN(DetailsTest)

#include "tst_details.moc"
