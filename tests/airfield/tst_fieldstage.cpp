// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/airfield.h"
#include "app/airfield/demoscript.h"
#include "tests/airfield/wire.h"

#include <QStandardPaths>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QDateTime s_start({2030, 1, 2}, {3, 4, 5}, QTimeZone::utc());
const QString s_revision = u"0123456789abcdef0123456789abcdef01234567"_s;
}

/// What a test stages in the field's Treeherder is answered as a running one answers.
class FieldStageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".+"_s));
        m_field = std::make_unique<Airfield>(AirfieldOptions{.start = s_start});
        QVERIFY(m_field->listen());
        m_push = world().addPush(u"try"_s, s_revision, u"me@example.org"_s, u"Bug 7 - Fix r=pal"_s);
    }

    void aPushIsListedAndFoundByItsCommit()
    {
        const qint64 second = world().addPush(u"try"_s, QString(40, u'f'), u"pal@example.org"_s, u"Bug 8"_s);
        QVERIFY(second > m_push);
        QCOMPARE(pushes(u"try"_s, {}), (QList<qint64>{second, m_push}));
        QCOMPARE(pushes(u"try"_s, u"author=me@example.org"_s), QList<qint64>{m_push});
        QCOMPARE(pushes(u"try"_s, u"commit_revision="_s + s_revision), QList<qint64>{m_push});
        QCOMPARE(pushes(u"try"_s, u"commit_revision="_s + s_revision.left(12)), QList<qint64>());
        QCOMPARE(pushes(u"try"_s, u"revision="_s + s_revision.left(12)), QList<qint64>{m_push});
        QCOMPARE(pushes(u"demo"_s, u"commit_revision="_s + s_revision), QList<qint64>());
        QCOMPARE(get(u"project/try/push/%1/"_s.arg(m_push))["revision"_L1].toString(), s_revision);
    }

    void aRepositoryOfItsOwnCoversTheRecording()
    {
        QCOMPARE(pushes(u"autoland"_s, u"count=20"_s).size(), 11);
        world().addRepository(u"autoland"_s);
        QCOMPARE(pushes(u"autoland"_s, {}), QList<qint64>());
        QStringList names;
        for (const QJsonValue &one : get(u"repository/"_s).array()) {
            names.append(one["name"_L1].toString());
        }
        QCOMPARE(names.count(u"autoland"_s), 1);
        QCOMPARE(names.count(u"try"_s), 1);
    }

    void aJobMovesAtTheFieldsTime()
    {
        const qint64 job = world().addJob(m_push);
        QCOMPARE(row(job).at(RepositoryState::State).toString(), u"pending"_s);
        m_field->advance(std::chrono::minutes(5));
        QVERIFY(world().setJob(job, u"completed"_s, u"testfailed"_s));
        QJsonArray seen = row(job);
        QCOMPARE(seen.at(RepositoryState::Result).toString(), u"testfailed"_s);
        QCOMPARE(seen.at(RepositoryState::Classification).toInt(), 1);
        QVERIFY(seen.at(RepositoryState::LastModified).toString().startsWith(u"2030-01-02T03:09:05"_s));
        QVERIFY(world().setJob(job, u"completed"_s, u"testfailed"_s, 4));
        const QJsonArray later = row(job);
        QCOMPARE(later.at(RepositoryState::Classification).toInt(), 4);
        QVERIFY(later.at(RepositoryState::LastModified).toString() > seen.at(RepositoryState::LastModified).toString());
        const qint64 again = world().addJob(m_push);
        QVERIFY(again != job);
        QCOMPARE(row(again).at(RepositoryState::TypeName), row(job).at(RepositoryState::TypeName));
        QCOMPARE(row(again).at(RepositoryState::TaskId).toString().size(), 22);
        QCOMPARE(world().addJob(999), 0);
        QVERIFY(!world().setJob(9'999'999, u"running"_s, u"unknown"_s));
    }

    void aJobTellsOfItsFailureAndItsLogs()
    {
        const qint64 job = world().addJob(m_push);
        const QString path = u"project/try/jobs/%1/"_s.arg(job);
        QCOMPARE(get(path + u"bug_suggestions/"_s).array().size(), 0);
        world().addFailureLine(job, u"TEST-UNEXPECTED-FAIL | a.js | b"_s,
                               {{.id = 5, .summary = u"Intermittent a.js"_s}, {.id = 6, .open = false}});
        world().addLog(job, u"live_backing_log"_s, u"https://tc.example/log"_s);
        const QJsonArray lines = get(path + u"bug_suggestions/"_s).array();
        QCOMPARE(lines.size(), 1);
        QCOMPARE(lines.at(0)["bugs"_L1]["open_recent"_L1].toArray().at(0)["id"_L1].toInt(), 5);
        QCOMPARE(lines.at(0)["bugs"_L1]["all_others"_L1].toArray().at(0)["resolution"_L1].toString(), u"FIXED"_s);
        QCOMPARE(get(path + u"text_log_errors/"_s).array().at(0)["line"_L1], lines.at(0)["search"_L1]);
        const QJsonDocument whole = get(path);
        QCOMPARE(whole["job_type_name"_L1].toString(), u"test-linux1804-64-qr/opt-mochitest-1"_s);
        QCOMPARE(whole["logs"_L1].toArray().size(), 1);
        const QJsonArray logs = get(u"project/try/job-log-url/?job_id=%1"_s.arg(job)).array();
        QCOMPARE(logs.at(0)["url"_L1].toString(), u"https://tc.example/log"_s);
        QCOMPARE(get(u"project/try/job-log-url/"_s, 400)["detail"_L1].toString(),
                 u"The job_id parameter is mandatory for this endpoint"_s);
        get(u"project/try/jobs/1/bug_suggestions/"_s, 404);
        QCOMPARE(m_wire.get(api(path + u"nothing/"_s)).status, 404);
    }

    void alertsAreFoundByTheirText()
    {
        world().addAlert(m_push, {.suite = u"tp5o"_s, .test = u"responsiveness"_s, .before = 2, .after = 2.5});
        world().addAlert(m_push, {.suite = u"kraken"_s, .before = 10, .after = 9, .regression = false});
        const QJsonArray found = get(u"performance/alertsummary/?filter_text="_s + s_revision)["results"_L1].toArray();
        QCOMPARE(found.size(), 1);
        const QJsonArray alerts = found.at(0)["alerts"_L1].toArray();
        QCOMPARE(alerts.size(), 2);
        QCOMPARE(alerts.at(0)["amount_pct"_L1].toDouble(), 25.0);
        QCOMPARE(alerts.at(1)["is_regression"_L1].toBool(), false);
        QCOMPARE(get(u"performance/alertsummary/?filter_text=nowhere"_s)["count"_L1].toInt(), 0);
        QCOMPARE(get(u"performance/alertsummary/?revision=nowhere"_s)["count"_L1].toInt(), 1);
    }

private:
    TreeherderWorld &world() { return m_field->worlds().treeherder; }
    QUrl api(const QString &path) const { return QUrl(m_field->url(u"treeherder"_s).toString() + u"/api/"_s + path); }

    QJsonDocument get(const QString &path, int status = 200)
    {
        const WireAnswer answer = m_wire.get(api(path));
        [&] { QCOMPARE(answer.status, status); }();
        return answer.json();
    }

    QList<qint64> pushes(const QString &repository, const QString &query)
    {
        QList<qint64> ids;
        for (const QJsonValue &push : get(u"project/%1/push/?%2"_s.arg(repository, query))["results"_L1].toArray()) {
            ids.append(push["id"_L1].toInteger());
        }
        return ids;
    }

    QJsonArray row(qint64 job)
    {
        return get(u"jobs/?id=%1&push_id=%2"_s.arg(job).arg(m_push))["results"_L1].toArray().at(0).toArray();
    }

    std::unique_ptr<Airfield> m_field;
    Wire m_wire;
    qint64 m_push = 0;
};

QTEST_GUILESS_MAIN(FieldStageTest)

#include "tst_fieldstage.moc"
