// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/treeherder/treeherderdetailparser.h"
#include "app/sources/treeherder/treeherderdetails.h"
#include "tests/sources/golden.h"
#include "tests/sources/treeherder/smalltreeherder.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
using Small = SmallTreeherder;
const QString s_log = u"project/try/job-log-url/"_s;
const QString s_bugs = u"project/try/jobs/7/bug_suggestions/"_s;
const QString s_lines = u"project/try/jobs/7/text_log_errors/"_s;
const QString s_repositories = u"repository/"_s;
const QString s_alerts = u"performance/alertsummary/"_s;
const QByteArray s_revision = "930f0f51b681aea2a5e915a2770f80a9914ed3df";

/// JSON with its quotes written as apostrophes.
QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

QJsonObject toJson(const BugSuggestion &bug)
{
    return {{u"bug"_s, bug.bug}, {u"summary"_s, bug.summary}, {u"open"_s, bug.open}};
}

QJsonArray toJson(const QList<BugSuggestion> &bugs)
{
    QJsonArray array;
    for (const BugSuggestion &bug : bugs) {
        array.append(toJson(bug));
    }
    return array;
}

QJsonObject toJson(const QList<FailureLine> &lines)
{
    QJsonArray array;
    for (const FailureLine &line : lines) {
        array.append(QJsonObject{{u"text"_s, line.text}, {u"bugs"_s, toJson(line.bugs)}});
    }
    return {{u"lines"_s, array}, {u"all"_s, toJson(Treeherder::bugsOf(lines))}};
}

QJsonObject toJson(const QList<PerfAlert> &alerts)
{
    QJsonArray array;
    for (const PerfAlert &alert : alerts) {
        array.append(QJsonObject{{u"id"_s, alert.id},
                                 {u"test"_s, alert.test},
                                 {u"before"_s, alert.before},
                                 {u"after"_s, alert.after},
                                 {u"percent"_s, alert.percent},
                                 {u"regression"_s, alert.regression},
                                 {u"status"_s, alert.status}});
    }
    return {{u"alerts"_s, array}};
}

QByteArray recorded(const char *name)
{
    return Golden::recorded(u"treeherder/"_s + QString::fromLatin1(name));
}

/// The recorded lists of alerts are one page's results.
QByteArray alertPage()
{
    return "{\"results\":" + recorded("alert_summaries") + '}';
}

Push push()
{
    return {.account = AccountId(u"th"_s), .id = 3, .repository = u"try"_s, .revision = QString::fromLatin1(s_revision)};
}

Job job(Job::Result result = Job::Result::TestFailed)
{
    return {.id = 7,
            .pushId = 3,
            .taskId = u"O5YBAWwxRfuZ_UlRJS5Rqg"_s,
            .state = Job::State::Completed,
            .result = result,
            .retryId = 1};
}
}

class TreeherderDetailsTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Small> m_small;
    std::unique_ptr<TreeherderDetails> m_details;

    Account account() const { return m_small->task().account; }

    JobDetail detailOf(const Job &job)
    {
        QSignalSpy told(m_details.get(), &TreeherderDetails::jobDetail);
        m_details->wantJob(account(), push(), job);
        const bool early = !told.isEmpty();
        [&] { QTRY_COMPARE(told.size(), 1); }();
        QCoreApplication::processEvents();
        [&] { QVERIFY(!early && told.size() == 1); }();
        return told.value(0).value(0).value<JobDetail>();
    }

    PushDetail detailOf(const Push &push)
    {
        QSignalSpy told(m_details.get(), &TreeherderDetails::pushDetail);
        m_details->wantPush(account(), push);
        [&] { QTRY_COMPARE(told.size(), 1); }();
        return told.value(0).value(0).value<PushDetail>();
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".+"_s));
        m_small = std::make_unique<Small>();
        m_details = std::make_unique<TreeherderDetails>(m_small->http, systemNow);
        m_small->told[s_bugs] = {.body = recorded("bug_suggestions")};
        m_small->told[s_repositories] = {.body = recorded("01_repository")};
        m_small->told[s_log] = {.body = "[]"};
    }

    void cleanup()
    {
        m_details.reset();
        m_small.reset();
    }

    void readsRecordedAnswers()
    {
        const auto lines = Treeherder::parseSuggestions(recorded("bug_suggestions"));
        QVERIFY(lines);
        QCOMPARE(lines->size(), 6);
        QString difference = Golden::difference(u"treeherder/bug_suggestions"_s, toJson(*lines));
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
        const auto alerts = Treeherder::parseAlerts(alertPage(), QString::fromLatin1(s_revision));
        QVERIFY(alerts);
        QCOMPARE(alerts->size(), 4);
        difference = Golden::difference(u"treeherder/alert_summaries"_s, toJson(*alerts));
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
        QCOMPARE(Treeherder::parseAlerts(recorded("20_perf_alerts"), u"x"_s), QList<PerfAlert>());
        QCOMPARE(Treeherder::parseLogUrl(recorded("18_log_url")), QUrl());
        QCOMPARE(Treeherder::parseSuggestions(recorded("19_bugs")), QList<FailureLine>());
        QCOMPARE(Treeherder::parseLogUrl(recorded("full_job"))->fileName(), u"live_backing.log"_s);
    }

    void errorsSayWhatTheServiceSays_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("detail");
        QTest::newRow("project") << u"08_nosuch_project"_s << 404 << u"No project with name nosuch"_s;
        QTest::newRow("job") << u"09_nosuch_job"_s << 404 << u"No job with id: 999999999"_s;
        QTest::newRow("count") << u"17_count_too_big"_s << 400 << u"Specified count exceeds api limit: 1000"_s;
        QTest::newRow("agent") << u"15_ua_blocked"_s << 403
                               << u"Treeherder turns away the User-Agent of this program, or this address"_s;
    }

    void errorsSayWhatTheServiceSays()
    {
        QFETCH(QString, name);
        QFETCH(int, status);
        QFETCH(QString, detail);
        const Failure failure = Treeherder::failureOf(
            {.status = status, .body = Golden::recorded(u"treeherder/"_s + name)}, m_small->now);
        QCOMPARE(failure.kind, Failure::Kind::Rejected);
        QCOMPARE(failure.detail, detail);
    }

    void aJobHasItsLinesBugsLogAndTask()
    {
        m_small->told[s_log] = {
            .body = json(
                "[{'name':'errorsummary_json','url':'https://x.example/e'},{'name':'live_backing_log','url':'https://"
                "tc.example/sub/api/queue/v1/task/T/runs/0/artifacts/public/logs/live_backing.log'}]")};
        const JobDetail detail = detailOf(job());
        QVERIFY(!detail.failure);
        QCOMPARE(detail.account, AccountId(u"th"_s));
        QCOMPARE(detail.id, 7);
        QCOMPARE(detail.lines.size(), 6);
        QCOMPARE(detail.lines.constFirst().bugs.constFirst().bug, 1622925);
        QCOMPARE(detail.log.fileName(), u"live_backing.log"_s);
        QCOMPARE(detail.task, QUrl(u"https://tc.example/sub/tasks/O5YBAWwxRfuZ_UlRJS5Rqg/runs/1"_s));
        QVERIFY(detail.page.query().endsWith(u"selectedTaskRun=O5YBAWwxRfuZ_UlRJS5Rqg.1"_s));
        QCOMPARE(m_small->takeAsked(), (QStringList{s_log, s_bugs}));
    }

    void theRepositoryKnowsItsTaskclusterWhereNoLogDoes()
    {
        const QUrl task(u"https://firefox-ci-tc.services.mozilla.com/tasks/O5YBAWwxRfuZ_UlRJS5Rqg/runs/1"_s);
        QCOMPARE(detailOf(job()).task, task);
        QCOMPARE(m_small->takeAsked(), (QStringList{s_log, s_bugs, s_repositories}));
        QCOMPARE(detailOf(job()).task, task);
        QCOMPARE(m_small->takeAsked(), (QStringList{s_log, s_bugs})); // and it is not asked twice
    }

    void aJobWithoutATaskHasNoLinkToOne()
    {
        Job bare = job();
        bare.taskId.clear();
        const JobDetail detail = detailOf(bare);
        QVERIFY(detail.task.isEmpty() && !detail.failure);
        QCOMPARE(detail.page.query(), u"repo=try&revision="_s + QString::fromLatin1(s_revision));
        QVERIFY(!m_small->takeAsked().contains(s_repositories));
    }

    void linesAreHadWithoutSuggestionsToo()
    {
        m_small->told[s_bugs] = {.body = "[]"};
        m_small->told[s_lines] = {.body = json("[{'line':'a <b>bold</b>\\nline','line_number':4},{'line':7},{}]")};
        const JobDetail detail = detailOf(job());
        QCOMPARE(detail.lines, (QList<FailureLine>{{.text = u"a <b>bold</b> line"_s}}));
        m_small->takeAsked();
        QVERIFY(detailOf(job(Job::Result::Success)).lines.isEmpty());
        QVERIFY(!m_small->takeAsked().contains(s_lines)); // a green job has none to ask for
    }

    void badWeather_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("reason");
        QTest::addColumn<int>("asked"); // how many requests it comes to
        using Reason = Failure::Reason;
        const QList<std::pair<QString, int>> places{{s_log, 3}, {s_bugs, 4}, {s_repositories, 3}};
        for (const auto &[path, most] : places) {
            const QByteArray name = path.section(u'/', -2, -2).toLatin1();
            const bool last = path == s_repositories;
            QTest::addRow("%s gone", name.constData()) << path << 404 << "\"No\""_ba << int(Reason::NotFound) << most;
            QTest::addRow("%s html", name.constData())
                << path << 200 << "<html>"_ba << int(Reason::NotTheFormat) << most;
            QTest::addRow("%s shape", name.constData())
                << path << 200 << "{\"a\":1}"_ba << int(Reason::WrongShape) << most;
            QTest::addRow("%s deep", name.constData())
                << path << 200 << QByteArray(5000, '[') << int(Reason::TooDeep) << most;
            QTest::addRow("%s busy", name.constData()) << path << 503 << ""_ba << int(Reason::ServerError)
                                                       << (last                ? 3
                                                               : path == s_log ? 1
                                                                               : 2);
        }
    }

    /// What could be had is there, and what could not is named.
    void badWeather()
    {
        QFETCH(QString, path);
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(int, reason);
        QFETCH(int, asked);
        m_small->told[s_lines] = {.body = json("[{'line':'a line'}]")};
        m_small->told[path] = {.status = status, .body = body};
        const JobDetail detail = detailOf(job());
        QVERIFY(detail.failure);
        QVERIFY2(
            int(detail.failure->reason) == reason
                || (reason == int(Failure::Reason::TooDeep) && detail.failure->reason == Failure::Reason::NotTheFormat),
            qPrintable(detail.failure->detail));
        QVERIFY(!detail.failure->host.isEmpty() || detail.failure->kind == Failure::Kind::Malformed);
        QCOMPARE(m_small->takeAsked().size(), asked);
        QCOMPARE(detail.lines.isEmpty(), status == 503 && path != s_repositories);
        QVERIFY(!detail.page.isEmpty());
    }

    void aPushHasItsAlerts()
    {
        m_small->told[s_alerts] = {.body = alertPage()};
        const PushDetail detail = detailOf(push());
        QVERIFY(!detail.failure);
        QCOMPARE(detail.id, 3);
        QCOMPARE(detail.alerts.size(), 4);
        QCOMPARE(m_small->wire.asked.constLast().item("filter_text"), QString::fromLatin1(s_revision));
        Push other = push();
        other.revision = u"0000"_s;
        QVERIFY(detailOf(other).alerts.isEmpty()); // though the service answered with others'
        m_small->told[s_alerts] = {.status = 502};
        const PushDetail failed = detailOf(push());
        QCOMPARE(failed.failure.value_or(Failure()).reason, Failure::Reason::ServerError);
    }

    void relatedAlertsAndStatuses()
    {
        const auto alerts = Treeherder::parseAlerts(
            json("{'results':[7,{'revision':'r','status':5,'alerts':[{'id':1,'status':4},{'id':2,'status':0,'amount_"
                 "pct':-3},"
                 "            "
                 "{'id':1,'status':3},{'id':-1},'x'],'related_alerts':[{'id':3,'status':1,'is_regression':true}]},"
                 "            "
                 "{'revision':'r','status':8,'alerts':[{'id':4,'status':4},{'id':5,'status':99}]},{'revision':'s','"
                 "alerts':[{'id':6}]}]}"),
            u"r"_s);
        QVERIFY(alerts);
        QStringList seen;
        for (const PerfAlert &alert : *alerts) {
            seen.append(u"%1 %2 %3"_s.arg(QString::number(alert.id), alert.status, QString::number(alert.percent)));
        }
        QCOMPARE(seen,
                 (QStringList{u"1 investigating 0"_s, u"2 untriaged 3"_s, u"3 downstream 0"_s, u"4 backed out 0"_s,
                              u"5 unknown 0"_s}));
    }

    void hostileAnswersStaySmall()
    {
        QByteArrayList bugs;
        QByteArrayList lines;
        for (int i = 1; i <= 200; ++i) {
            bugs.append("{\"id\":" + QByteArray::number(i) + ",\"summary\":\"" + QByteArray(900, 's') + "\"}");
        }
        for (int i = 0; i < 200; ++i) {
            lines.append("{\"search\":\"" + QByteArray(900, 'l') + "\",\"bugs\":{\"open_recent\":[" + bugs.join(',')
                         + "],\"all_others\":7}}");
        }
        const auto read = Treeherder::parseSuggestions('[' + lines.join(',') + ']');
        if (read) { // 8 MiB may be too much, too
            QCOMPARE(read->size(), 50);
        }
        const auto few = Treeherder::parseSuggestions('[' + lines.first(3).join(',')
                                                      + ",{\"search\":null},{\"bugs\":[]}]");
        QVERIFY(few);
        QCOMPARE(few->size(), 3);
        QCOMPARE(few->constFirst().bugs.size(), 10);
        QVERIFY(few->constFirst().text.size() <= 500);
        QVERIFY(few->constFirst().bugs.constFirst().summary.size() <= 200);
        QCOMPARE(Treeherder::bugsOf(*few).size(), 10);
        const auto odd = Treeherder::parseSuggestions(
            json("[{'search':'x','bugs':{'open_recent':[{'id':null,'internal_id':4},{'id':'7'},{'id':9,'resolution':"
                 "null}],'all_others':[{'id':9},{'id':8}]}}]"));
        QVERIFY(odd);
        QCOMPARE(odd->constFirst().bugs, (QList<BugSuggestion>{{.bug = 9, .open = true}, {.bug = 8, .open = false}}));
    }

    void onlyAWebAddressIsALog()
    {
        const auto log = [](const QByteArray &url) {
            return Treeherder::parseLogUrl("[{\"name\":\"log\",\"url\":\"" + url + "\"}]").value_or(QUrl());
        };
        QVERIFY(log("javascript:alert(1)").isEmpty());
        QVERIFY(log("file:///etc/passwd").isEmpty());
        QVERIFY(log("https://user:pw@tc.example/").isEmpty());
        QVERIFY(!log("https://tc.example/x").isEmpty());
        QVERIFY(Treeherder::taskclusterOf(log("https://tc.example/x")).isEmpty());
    }

    void repositoriesAreListedOrFail()
    {
        QSignalSpy told(m_details.get(), &TreeherderDetails::repositories);
        m_details->wantRepositories(account());
        QTRY_COMPARE(told.size(), 1);
        using Found = Result<QList<Treeherder::Repository>>;
        QVERIFY(told.constFirst().value(1).value<Found>().value().size() > 20);
        m_small->told[s_repositories] = {.status = 500};
        m_details->wantRepositories(account());
        QTRY_COMPARE(told.size(), 2);
        QVERIFY(!told.constLast().value(1).value<Found>());
    }

    void nobodyIsCalledAfterTheEnd()
    {
        m_details->wantJob(account(), push(), job());
        m_details.reset();
        QTRY_VERIFY(m_small->wire.asked.size() <= 1);
        QCoreApplication::processEvents();
    }
};

QTEST_GUILESS_MAIN(TreeherderDetailsTest)

#include "tst_treeherderdetails.moc"
