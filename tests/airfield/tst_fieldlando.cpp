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
const QString s_when = u"2030-01-02T03:04:05.000Z"_s;
}

/// The field's Lando answers as the recorded one did.
class FieldLandoTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Airfield> m_field;
    Wire m_wire;

    WireAnswer get(const QString &path) { return m_wire.get(QUrl(m_field->url(u"lando"_s).toString() + path)); }
    QJsonValue result(const QString &path) { return get(path).json()["result"_L1]; }
    static QJsonObject recorded(const QString &name)
    {
        QFile file(QStringLiteral(WINDSOCK_TEST_DATA "/lando/%1.in.json").arg(name));
        return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
    }

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".+"_s));
        m_field = std::make_unique<Airfield>(AirfieldOptions{.start = s_start});
        QVERIFY2(m_field->listen(), qPrintable(m_field->errorString()));
    }

    void jobsHaveTheRecordedMembers()
    {
        m_field->worlds().lando.addJob(
            {.number = 7, .repository = u"testrepo"_s, .requester = u"dev@demo.test"_s, .messages = {u"Bug 1 - A"_s}});
        const WireAnswer answer = get(u"/landing_jobs/7/"_s);
        QCOMPARE(answer.status, 200);
        const QJsonObject job = answer.json().object();
        QCOMPARE(job.keys(), recorded(u"landed"_s).keys());
        QCOMPARE(job["revisions"_L1][0].toObject().keys(), recorded(u"landed"_s)["revisions"_L1][0].toObject().keys());
        for (auto it = job.begin(); it != job.end(); ++it) {
            QCOMPARE(it.value().type(), recorded(u"landed"_s)[it.key()].type());
        }
        QCOMPARE(job["status"_L1].toString(), u"SUBMITTED"_s);
        QCOMPARE(job["created_at"_L1].toString(), s_when);
        QCOMPARE(get(u"/landing_jobs/7"_s).json(), answer.json());
    }

    void changesMoveTheTime()
    {
        m_field->worlds().lando.addJob({.number = 7, .repository = u"r"_s});
        m_field->advance(std::chrono::seconds(60));
        m_field->worlds().lando.setJob(7, u"FAILED"_s, u"Broken\nby design"_s);
        QJsonDocument job = get(u"/landing_jobs/7/"_s).json();
        QCOMPARE(job["status"_L1].toString(), u"FAILED"_s);
        QCOMPARE(job["error"_L1].toString(), u"Broken\nby design"_s);
        QCOMPARE(job["created_at"_L1].toString(), s_when);
        QCOMPARE(job["updated_at"_L1].toString(), u"2030-01-02T03:05:05.000Z"_s);
        m_field->worlds().lando.setJob(7, u"LANDED"_s, {}, u"a"_s.repeated(40));
        job = get(u"/landing_jobs/7/"_s).json();
        QCOMPARE(job["commit_id"_L1].toString(), u"a"_s.repeated(40));
        QCOMPARE(job["error"_L1].toString(), QString());
    }

    void aJobThatIsGoneIsAProblem()
    {
        m_field->worlds().lando.addJob({.number = 7});
        m_field->worlds().lando.removeJob(7);
        for (const QString &number : {u"7/"_s, u"8/"_s, u"x/"_s, QString()}) {
            const WireAnswer answer = get(u"/landing_jobs/"_s + number);
            QCOMPARE(answer.status, 404);
            QCOMPARE(answer.header("Content-Type"), "application/problem+json"_ba);
            QCOMPARE(answer.json()["status"_L1].toInt(), 404);
            QVERIFY(!answer.json()["detail"_L1].toString().isEmpty());
        }
    }

    void treesInBothShapes()
    {
        const QJsonObject byName = result(u"/api/treestatus/trees"_s).toObject();
        const QJsonArray list = result(u"/api/treestatus/trees2"_s).toArray();
        QCOMPARE(byName.size(), list.size());
        QVERIFY(list.size() >= 3);
        const QJsonObject shape = recorded(u"trees"_s)["result"_L1]["try"_L1].toObject();
        for (const QJsonValue &tree : list) {
            QCOMPARE(tree.toObject(), byName[tree["tree"_L1].toString()].toObject());
            QCOMPARE(tree.toObject().keys(), shape.keys());
        }
        QCOMPARE(result(u"/api/treestatus/trees/try"_s), byName["try"_L1]);
        QCOMPARE(get(u"/api/treestatus/trees/nosuch"_s).status, 404);
        QCOMPARE(get(u"/api/treestatus/trees/nosuch/logs"_s).status, 404);
        QCOMPARE(get(u"/api/treestatus/stack"_s).status, 404);
    }

    void theLogIsNewestFirstAndShort()
    {
        LandoWorld &lando = m_field->worlds().lando;
        for (int i = 0; i < 7; ++i) {
            m_field->advance(std::chrono::seconds(60));
            lando.setTree(u"x"_s, i % 2 == 0 ? u"closed"_s : u"open"_s, u"r%1"_s.arg(i), {u"infra"_s}, u"me"_s);
        }
        const QJsonArray log = result(u"/api/treestatus/trees/x/logs"_s).toArray();
        QCOMPARE(log.size(), 5);
        QCOMPARE(log[0].toObject().keys(),
                 (QStringList{u"id"_s, u"reason"_s, u"status"_s, u"tags"_s, u"tree"_s, u"when"_s, u"who"_s}));
        QCOMPARE(log[0]["reason"_L1].toString(), u"r6"_s);
        QCOMPARE(log[4]["reason"_L1].toString(), u"r2"_s);
        QCOMPARE(log[0]["id"_L1], result(u"/api/treestatus/trees/x"_s)["log_id"_L1]);
        QCOMPARE(log[0]["when"_L1].toString(), u"2030-01-02T03:11:05.000Z"_s);
        QCOMPARE(result(u"/api/treestatus/trees/x/logs_all"_s).toArray().size(), 7);
        lando.removeTree(u"x"_s);
        QCOMPARE(get(u"/api/treestatus/trees/x/logs"_s).status, 404);
    }

    void treestatusAlsoStandsAlone()
    {
        QCOMPARE(result(u"/alone/trees2"_s), result(u"/api/treestatus/trees2"_s));
        QCOMPARE(get(u"/alone/api/treestatus/trees2"_s).status, 404);
        QCOMPARE(get(u"/trees2"_s).status, 404);
    }

    void commitsHaveTwoNames()
    {
        const QString git = u"a"_s.repeated(40);
        const QString hg = u"b"_s.repeated(40);
        m_field->worlds().lando.addCommit(git, hg);
        const QJsonObject names{{u"git_hash"_s, git}, {u"hg_hash"_s, hg}};
        QCOMPARE(get(u"/api/git2hg/firefox/"_s + git).json().object(), names);
        QCOMPARE(get(u"/api/hg2git/firefox/"_s + hg).json().object(), names);
        for (const QString &path :
             QStringList{u"/api/git2hg/firefox/"_s + hg, u"/api/hg2git/firefox/"_s + git, u"/api/git2hg/comm/"_s + git,
                         u"/api/svn2hg/firefox/"_s + git, u"/nosuch"_s}) {
            QCOMPARE(get(path).status, 404);
        }
        QVERIFY(get(u"/api/hg2git/firefox/"_s + git).json()["detail"_L1].toString().contains("found in hg"_L1));
    }

    void nobodyWrites()
    {
        const WireAnswer answer = m_wire.post(QUrl(m_field->url(u"lando"_s).toString() + u"/landing_jobs/5001/"_s),
                                              "{}");
        QCOMPARE(answer.status, 405);
    }

    /// The minute's part of it: a closed tree holds a job that lands after all.
    void theMinute()
    {
        QStringList seen;
        const auto look = [this, &seen] {
            const QString line = get(u"/landing_jobs/5001/"_s).json()["status"_L1].toString() + u' '
                + result(u"/api/treestatus/trees/firefox-autoland"_s)["status"_L1].toString();
            if (seen.isEmpty() || seen.constLast() != line) {
                seen.append(line);
            }
        };
        look();
        while (!m_field->step(u"demo"_s).isEmpty()) {
            look();
        }
        QCOMPARE(seen,
                 (QStringList{u"SUBMITTED open"_s, u"SUBMITTED closed"_s, u"DEFERRED closed"_s, u"DEFERRED open"_s,
                              u"IN_PROGRESS open"_s, u"LANDED open"_s}));
        const QString commit = get(u"/landing_jobs/5001/"_s).json()["commit_id"_L1].toString();
        QCOMPARE(get(u"/api/git2hg/firefox/"_s + commit).status, 200);
    }
};

QTEST_GUILESS_MAIN(FieldLandoTest)
#include "tst_fieldlando.moc"
