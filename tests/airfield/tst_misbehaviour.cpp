// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/airfield.h"
#include "app/airfield/misbehaviour.h"
#include "tests/airfield/wire.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTcpSocket>

using namespace Qt::StringLiterals;
using namespace Windsock;

/// Each way of going wrong is seen from the other end of a real connection.
class MisbehaviourTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void refusesTheConnection();
    void stallsForEver();
    void cutsTheAnswerShort();
    void truncatesTheDocument();
    void answersWithAStatus();
    void answersHtml();
    void changesTypes();
    void leavesMembersOut();
    void saysUnknownWords();
    void breaksOneRecord();
    void breaksOneEvent();
    void redirectsElsewhere();
    void sendsTooMuch();
    void nestsTooDeep();
    void sendsAGzipBomb();
    void sendsOddCalendars();
    void countsItsTimes();
    void knowsItsPrefix();
    void refusesUnknownWays_data();
    void refusesUnknownWays();
    void misbehavesOverControl();
    void theProgramTellsItsPortsAndDiesWithItsInput();

private:
    QUrl url(const QString &path) const { return QUrl(u"http://127.0.0.1:%1%2"_s.arg(m_field->port()).arg(path)); }
    WireAnswer jobs(const WireHeaders &headers = {})
    {
        return m_wire.get(url(u"/treeherder/api/jobs/?push_id=5"_s), headers);
    }

    std::unique_ptr<Airfield> m_field;
    Wire m_wire;
};

void MisbehaviourTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
}

void MisbehaviourTest::init()
{
    QTest::failOnWarning(QRegularExpression(u".+"_s));
    m_field = std::make_unique<Airfield>();
    QVERIFY(m_field->listen());
    QCOMPARE(jobs().status, 200);
}

void MisbehaviourTest::refusesTheConnection()
{
    QVERIFY(m_field->misbehave(u"/"_s, u"refuse"_s));
    QCOMPARE(jobs().error, QNetworkReply::ConnectionRefusedError);
    QCOMPARE(jobs().error, QNetworkReply::ConnectionRefusedError);
    m_field->calm();
    QCOMPARE(jobs().status, 200);
}

void MisbehaviourTest::stallsForEver()
{
    QVERIFY(m_field->misbehave(u"/"_s, u"stall"_s));
    const WireAnswer answer = m_wire.get(url(u"/ics/demo.ics"_s), {}, 300);
    QCOMPARE(answer.error, QNetworkReply::OperationCanceledError);
    QCOMPARE(answer.status, 0);
    QCOMPARE(m_field->requests().size(), 2);
    m_field->calm();
    QCOMPARE(jobs().status, 200);
}

void MisbehaviourTest::cutsTheAnswerShort()
{
    const QByteArray whole = jobs().body;
    QVERIFY(m_field->misbehave(u"/"_s, u"cut"_s));
    const WireAnswer answer = jobs();
    QCOMPARE(answer.error, QNetworkReply::RemoteHostClosedError);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.header("content-length").toInt(), whole.size());
    QCOMPARE(answer.body, whole.first(whole.size() / 2));
}

void MisbehaviourTest::truncatesTheDocument()
{
    const QByteArray whole = jobs().body;
    QVERIFY(m_field->misbehave(u"/"_s, u"truncate"_s));
    const WireAnswer answer = jobs();
    QCOMPARE(answer.error, QNetworkReply::NoError);
    QCOMPARE(answer.body, whole.first(whole.size() / 2));
    QVERIFY(answer.json().isNull());
}

void MisbehaviourTest::answersWithAStatus()
{
    QVERIFY(m_field->misbehave(u"/"_s, u"status:503"_s, 1));
    QVERIFY(m_field->misbehave(u"/"_s, u"status:429:retry-after=30"_s, 1));
    QCOMPARE(jobs().status, 503);
    const WireAnswer slow = jobs();
    QCOMPARE(slow.status, 429);
    QCOMPARE(slow.header("retry-after"), "30");
    QCOMPARE(jobs().status, 200);
}

void MisbehaviourTest::answersHtml()
{
    QVERIFY(m_field->misbehave(u"/"_s, u"html"_s));
    const WireAnswer answer = jobs();
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.header("content-type"), "text/html");
    QVERIFY(answer.body.startsWith("<!DOCTYPE html>"));
}

void MisbehaviourTest::changesTypes()
{
    QVERIFY(m_field->misbehave(u"/"_s, u"wrongtypes"_s));
    const QJsonDocument answer = jobs().json();
    QVERIFY(answer["results"_L1].isObject());
    QVERIFY(answer["count"_L1].isString());
    const QJsonDocument list = m_wire.get(url(u"/treeherder/api/repository/"_s)).json();
    QVERIFY(list.isObject());
}

void MisbehaviourTest::leavesMembersOut()
{
    QVERIFY(m_field->misbehave(u"/"_s, u"missing"_s));
    const QJsonObject answer = jobs().json().object();
    QVERIFY(!answer.contains("results"_L1));
    QVERIFY(answer.contains("job_property_names"_L1));
}

void MisbehaviourTest::saysUnknownWords()
{
    const QJsonArray right = jobs().json()["results"_L1].toArray();
    QVERIFY(m_field->misbehave(u"/"_s, u"unknown-enum"_s));
    const QJsonArray wrong = jobs().json()["results"_L1].toArray();
    QCOMPARE(wrong.size(), right.size());
    QCOMPARE(wrong.at(3)[10].toString(), u"zeppelin"_s);
    QCOMPARE(wrong.at(3)[12].toString(), u"zeppelin"_s);
    QCOMPARE(wrong.at(3)[4], right.at(3)[4]);
}

void MisbehaviourTest::breaksOneRecord()
{
    const QJsonArray right = jobs().json()["results"_L1].toArray();
    QVERIFY(m_field->misbehave(u"/"_s, u"badrecord"_s));
    const QJsonArray wrong = jobs().json()["results"_L1].toArray();
    QCOMPARE(wrong.size(), right.size());
    int different = 0;
    for (qsizetype i = 0; i < right.size(); ++i) {
        different += wrong.at(i) == right.at(i) ? 0 : 1;
    }
    QCOMPARE(different, 1);
    QCOMPARE(wrong.at(right.size() / 2).toArray(), QJsonArray{u"broken"_s});
}

void MisbehaviourTest::breaksOneEvent()
{
    const QByteArray right = m_wire.get(url(u"/ics/demo.ics"_s)).body;
    QVERIFY(m_field->misbehave(u"/ics"_s, u"badrecord"_s));
    const QByteArray wrong = m_wire.get(url(u"/ics/demo.ics"_s)).body;
    QCOMPARE(wrong.count("BEGIN:VEVENT"), right.count("BEGIN:VEVENT"));
    QCOMPARE(wrong.count("DTSTART:when the wind turns"), 1);
}

void MisbehaviourTest::redirectsElsewhere()
{
    QVERIFY(m_field->misbehave(u"/"_s, u"redirect:http://evil.example.org:8080/x"_s));
    const WireAnswer answer = jobs();
    QCOMPARE(answer.status, 302);
    QCOMPARE(answer.header("location"), "http://evil.example.org:8080/x");
}

void MisbehaviourTest::sendsTooMuch()
{
    QVERIFY(m_field->misbehave(u"/"_s, u"huge:20000000"_s));
    const WireAnswer answer = jobs();
    QCOMPARE(answer.error, QNetworkReply::NoError);
    QCOMPARE(answer.header("content-length"), "20000000");
    QCOMPARE(answer.body.size(), 20'000'000);
}

void MisbehaviourTest::nestsTooDeep()
{
    QVERIFY(m_field->misbehave(u"/"_s, u"deep"_s));
    const WireAnswer answer = jobs();
    QVERIFY(answer.body.startsWith(R"({"data":{"data":{"data":)"));
    QVERIFY(answer.body.endsWith("}}}"));
    QVERIFY(answer.json().isNull());
}

void MisbehaviourTest::sendsAGzipBomb()
{
    QVERIFY(m_field->misbehave(u"/"_s, u"gzip-bomb"_s));
    // Asked for by hand, so that Qt leaves it packed.
    const WireAnswer answer = jobs({{"Accept-Encoding", "gzip"}});
    QCOMPARE(answer.header("content-encoding"), "gzip");
    QVERIFY(answer.body.startsWith("\x1f\x8b"));
    QVERIFY(answer.body.size() < 1'000'000);
}

void MisbehaviourTest::sendsOddCalendars()
{
    QVERIFY(m_field->misbehave(u"/ics"_s, u"badzone.ics"_s, 1));
    QVERIFY(m_field->misbehave(u"/ics"_s, u"endless-rule.ics"_s, 1));
    QVERIFY(m_wire.get(url(u"/ics/demo.ics"_s)).body.contains("TZID:Nowhere/Nothing"));
    QVERIFY(m_wire.get(url(u"/ics/demo.ics"_s)).body.count("RRULE:") > 2000);
    QVERIFY(m_wire.get(url(u"/ics/demo.ics"_s)).body.contains("SUMMARY:Stand-up"));
}

void MisbehaviourTest::countsItsTimes()
{
    QVERIFY(m_field->misbehave(u"/"_s, u"status:500"_s, 2));
    QCOMPARE(jobs().status, 500);
    QCOMPARE(jobs().status, 500);
    QCOMPARE(jobs().status, 200);
}

void MisbehaviourTest::knowsItsPrefix()
{
    QVERIFY(m_field->misbehave(u"/ics/"_s, u"status:500"_s));
    QCOMPARE(jobs().status, 200);
    QCOMPARE(m_wire.get(url(u"/ics/demo.ics"_s)).status, 500);
    m_field->calm();
    QCOMPARE(m_wire.get(url(u"/ics/demo.ics"_s)).status, 200);
}

void MisbehaviourTest::refusesUnknownWays_data()
{
    QTest::addColumn<QString>("how");
    for (const char *how : {"", "dance", "status", "status:99", "status:abc", "redirect:", "huge:", "huge:-1"}) {
        QTest::newRow(how) << QString::fromLatin1(how);
    }
}

void MisbehaviourTest::refusesUnknownWays()
{
    QFETCH(QString, how);
    QVERIFY(!m_field->misbehave(u"/"_s, how));
    QCOMPARE(jobs().status, 200);
}

void MisbehaviourTest::misbehavesOverControl()
{
    const auto control = [this](const QString &command) {
        const QUrl url(u"http://127.0.0.1:%1/control/%2"_s.arg(m_field->controlPort()).arg(command));
        return m_wire.get(url, {{"X-Airfield-Token", m_field->token()}}).status;
    };
    QCOMPARE(control(u"misbehave?path=/treeherder&how=status:503&times=1"_s), 200);
    QCOMPARE(jobs().status, 503);
    QCOMPARE(jobs().status, 200);
    QCOMPARE(control(u"misbehave?how=refuse"_s), 200);
    QCOMPARE(jobs().error, QNetworkReply::ConnectionRefusedError);
    QCOMPARE(control(u"calm"_s), 200);
    QCOMPARE(jobs().status, 200);
    QCOMPARE(control(u"misbehave?how=dance"_s), 400);
}

void MisbehaviourTest::theProgramTellsItsPortsAndDiesWithItsInput()
{
    QProcess program;
    program.start(QStringLiteral(WINDSOCK_AIRFIELD),
                  {u"--attached"_s, u"--token"_s, u"tower"_s, u"--play"_s, u"--speed"_s, u"200"_s});
    QTRY_VERIFY_WITH_TIMEOUT(program.canReadLine(), 20'000);
    const QJsonDocument ready = QJsonDocument::fromJson(program.readLine());
    QCOMPARE(ready["token"_L1].toString(), u"tower"_s);
    const WireAnswer answer = m_wire.get(
        QUrl(u"http://127.0.0.1:%1/control/state?token=tower"_s.arg(ready["control"_L1].toInt())));
    QCOMPARE(answer.json()["port"_L1], ready["port"_L1]);
    QByteArray said;
    QTRY_VERIFY_WITH_TIMEOUT((said += program.readAll()).contains("the minute is over"), 30'000);
    QVERIFY(said.contains("autoland moves to t6: 28 jobs change"));
    QVERIFY(said.contains("mozilla-inbound moves to B: 414 jobs change"));
    QVERIFY(said.contains("GitHub: pull request 41 is merged"));
    program.closeWriteChannel();
    QTRY_COMPARE_WITH_TIMEOUT(program.state(), QProcess::NotRunning, 10'000);
    QCOMPARE(program.exitCode(), 0);
}

QTEST_GUILESS_MAIN(MisbehaviourTest)

#include "tst_misbehaviour.moc"
