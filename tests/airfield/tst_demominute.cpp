// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/airfield.h"
#include "app/airfield/demoscript.h"
#include "app/airfield/fielddata.h"
#include "tests/airfield/wire.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QSet>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTimeZone>

#include <array>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
struct Outcome {
    int code = -1;
    QByteArray out;
    QByteArray err;
};

/// Runs the program to its end.
Outcome run(const QStringList &arguments,
            const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment())
{
    QProcess program;
    program.setProcessEnvironment(environment);
    program.start(QStringLiteral(WINDSOCK_AIRFIELD), arguments);
    if (!program.waitForFinished(20'000)) {
        program.kill();
        program.waitForFinished();
        return {};
    }
    return {program.exitCode(), program.readAllStandardOutput(), program.readAllStandardError()};
}

QByteArray recording(const QString &name)
{
    QFile file(QStringLiteral(WINDSOCK_TEST_DATA) + u'/' + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
}
}

/// The scripted minute makes sense, the field says no as the real services do, and the program minds its options.
class DemoMinuteTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theTimelineIsInOrder();
    void eachStepIsPossibleAndSeenOverTheWire();
    void theMinuteEndsWithEverythingDecided();
    void theMinuteIsPlayedInItsOrder();
    void playingTwiceIsPlayingOnce();
    void liveShiftKeepsTheOrder();
    void errorsAreThoseOfTheRecordings_data();
    void errorsAreThoseOfTheRecordings();
    void controlWantsItsToken_data();
    void controlWantsItsToken();
    void calmEndsEveryMisbehaviour_data();
    void calmEndsEveryMisbehaviour();
    void misbehavioursQueueUp();
    void theProgramHelps();
    void theProgramRefusesWhatItDoesNotKnow_data();
    void theProgramRefusesWhatItDoesNotKnow();
    void theProgramMissesItsData();
    void attachedEndsWithItsInput();
    void theFirstLineIsJson();
    void aTakenPortIsTold();

private:
    std::unique_ptr<Airfield> field(const AirfieldOptions &options = {})
    {
        auto made = std::make_unique<Airfield>(options);
        return made->listen() ? std::move(made) : nullptr;
    }
    /// Everything the made-up services say, as one text that differs when any of it does.
    QByteArray everything(const Airfield &field);

    Wire m_wire;
};

void DemoMinuteTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QTest::failOnWarning(QRegularExpression(u".+"_s));
}

QByteArray DemoMinuteTest::everything(const Airfield &field)
{
    const auto get = [&](const QString &path) {
        return m_wire.get(QUrl(QString(field.url(path.section(u'/', 0, 0)).toString() + u'/' + path.section(u'/', 1)))).body;
    };
    const WireHeaders key{{"X-BUGZILLA-API-KEY", "demo-token"}, {"Authorization", "Bearer demo-token"}};
    const QString ids = u"push_id__in=2000001,2000002"_s;
    QByteArray all = get(u"treeherder/api/project/demo/push/"_s) + get(u"treeherder/api/jobs/?count=2000&"_s + ids)
        + get(u"treeherder/api/project/demo/jobs/?push_id=2000003"_s) + get(u"ics/demo.ics"_s)
        + get(u"meetup/windsock-demo/events/ical/"_s);
    for (const QString &path :
         {u"/rest/bug?id=1800001,1800002,1800003&include_fields=id,whiteboard,status,resolution,flags,attachments"_s,
          u"/rest/bug/attachment/9002?exclude_fields=data"_s}) {
        all += m_wire.get(QUrl(field.url(u"bugzilla"_s).toString() + path), key).body;
    }
    const QByteArray query =
        "{\"query\":\"query { repository(owner: \\\"windsock-demo\\\", name: \\\"windsock\\\") { pullRequests(first: "
        "50) { nodes { number state isDraft merged reviewDecision mergeStateStatus mergeQueueEntry { position state } "
        "commits(last: 1) { nodes { commit { oid statusCheckRollup { state contexts(first: 100) { nodes { __typename } "
        "} } } } } } } } }\",\"variables\":{\"owner\":\"windsock-demo\",\"name\":\"windsock\"}}";
    all += m_wire.post(QUrl(field.url(u"github"_s).toString() + u"/graphql"_s), query, key).body;
    return all;
}

void DemoMinuteTest::theTimelineIsInOrder()
{
    const auto &lines = DemoScript::lines();
    QVERIFY(lines.size() >= 20);
    int before = 0;
    QSet<QString> texts;
    for (const DemoScript::Line &line : lines) {
        QVERIFY2(line.second > before, qPrintable(line.text));
        before = line.second;
        // A line is either a step of a recording or made up, with words of its own.
        QCOMPARE(line.recording.isEmpty(), bool(line.action));
        QCOMPARE(line.recording.isEmpty(), !line.text.isEmpty());
        QVERIFY2(line.text.isEmpty() || !texts.contains(line.text), qPrintable(line.text));
        texts.insert(line.text);
    }
    QVERIFY(before <= 60);
    const auto steps = [&](const QString &recording) {
        return std::ranges::count(lines, recording, &DemoScript::Line::recording);
    };
    QCOMPARE(steps(u"autoland"_s), 6); // t1 to t6
    QCOMPARE(steps(u"mozilla-inbound"_s), 1); // A to B
}

void DemoMinuteTest::eachStepIsPossibleAndSeenOverTheWire()
{
    const QDateTime start({2030, 1, 2}, {3, 4, 5}, QTimeZone::utc());
    const auto made = field({.live = true, .start = start});
    QVERIFY(made);
    QByteArray before = everything(*made);
    QVERIFY(before.contains("Teach the parser") || before.contains("1800001"));
    const int steps = made->stepsLeft(u"demo"_s);
    for (int i = 0; i < steps; ++i) {
        made->advance(std::chrono::seconds(2));
        QCOMPARE(made->stepsLeft(u"demo"_s), steps - i);
        const QString what = made->step(u"demo"_s);
        QVERIFY(!what.isEmpty());
        const QByteArray after = everything(*made);
        QVERIFY2(after != before, qPrintable(u"nobody can see: "_s + what));
        before = after;
    }
    QCOMPARE(made->stepsLeft(u"demo"_s), 0);
    QVERIFY(made->step(u"demo"_s).isEmpty());
    QVERIFY(made->step(u"no such world"_s).isEmpty());
    QCOMPARE(made->stepsLeft(u"no such world"_s), 0);
}

void DemoMinuteTest::theMinuteEndsWithEverythingDecided()
{
    const QDateTime start({2030, 1, 2}, {3, 4, 5}, QTimeZone::utc());
    const auto made = field({.live = true, .start = start});
    QVERIFY(made);
    while (!made->step(u"demo"_s).isEmpty()) {
        made->advance(std::chrono::seconds(2));
    }
    const QJsonArray jobs = m_wire
                                .get(QUrl(made->url(u"treeherder"_s).toString()
                                          + u"/api/jobs/?count=2000&push_id__in=2000001,2000002,2000003"_s))
                                .json()["results"_L1]
                                .toArray();
    QCOMPARE(jobs.size(), 3 * 6 + 1); // six kinds for each push, and one retriggered
    for (const QJsonValue &job : jobs) {
        QCOMPARE(job[12].toString(), u"completed"_s);
        QVERIFY(job[10].toString() != "unknown"_L1);
    }
    const QJsonArray bugs = m_wire
                                .get(QUrl(made->url(u"bugzilla"_s).toString() + u"/rest/bug?id=1800001,1800002"_s),
                                     {{"X-BUGZILLA-API-KEY", "demo-token"}})
                                .json()["bugs"_L1]
                                .toArray();
    QCOMPARE(bugs.size(), 2);
    for (const QJsonValue &bug : bugs) {
        QCOMPARE(bug["resolution"_L1].toString(), u"FIXED"_s);
        QCOMPARE(bug["whiteboard"_L1].toString(), QString());
    }
}

void DemoMinuteTest::theMinuteIsPlayedInItsOrder()
{
    const auto made = field({.live = true, .speed = 500});
    QVERIFY(made);
    QSignalSpy happened(made.get(), &Airfield::happened);
    QSignalSpy played(made.get(), &Airfield::played);
    made->play();
    QTRY_COMPARE_WITH_TIMEOUT(played.size(), 1, 30'000);
    QStringList texts;
    for (const DemoScript::Line &line : DemoScript::lines()) {
        texts.append(line.text);
    }
    QCOMPARE(happened.size(), texts.size());
    for (qsizetype i = 0; i < texts.size(); ++i) {
        const QString said = happened.at(i).first().toString();
        QVERIFY(!said.isEmpty());
        QVERIFY2(texts.at(i).isEmpty() || said == texts.at(i), qPrintable(said));
    }
    QCOMPARE(made->stepsLeft(u"demo"_s), 0);
    QCOMPARE(made->stepsLeft(u"autoland"_s), 0);
    QCOMPARE(made->stepsLeft(u"mozilla-inbound"_s), 0);
    made->play(); // over is over
    for (int i = 0; i < 3; ++i) {
        everything(*made);
    }
    QCOMPARE(happened.size(), texts.size());
    QCOMPARE(played.size(), 1);
}

void DemoMinuteTest::playingTwiceIsPlayingOnce()
{
    const auto made = field({.live = true, .speed = 500});
    QVERIFY(made);
    QSignalSpy happened(made.get(), &Airfield::happened);
    QSignalSpy played(made.get(), &Airfield::played);
    made->play();
    made->play();
    QTRY_COMPARE_WITH_TIMEOUT(played.size(), 1, 30'000);
    QCOMPARE(happened.size(), DemoScript::lines().size());
}

void DemoMinuteTest::liveShiftKeepsTheOrder()
{
    const QDateTime start({2030, 1, 2}, {3, 4, 5}, QTimeZone::utc());
    const auto recorded = field();
    const auto live = field({.live = true, .start = start});
    QVERIFY(recorded && live);
    for (const QString &tree : {u"autoland"_s, u"mozilla-inbound"_s}) {
        const auto pushes = [&](const Airfield &from) {
            return m_wire
                .get(QUrl(from.url(u"treeherder"_s).toString() + u"/api/project/%1/push/?count=50"_s.arg(tree)))
                .json()["results"_L1]
                .toArray();
        };
        const QJsonArray before = pushes(*recorded);
        const QJsonArray after = pushes(*live);
        QVERIFY(!before.isEmpty());
        QCOMPARE(after.size(), before.size());
        const qint64 shift = after.at(0)["push_timestamp"_L1].toInteger()
            - before.at(0)["push_timestamp"_L1].toInteger();
        const qint64 ids = after.at(0)["id"_L1].toInteger() - before.at(0)["id"_L1].toInteger();
        for (qsizetype i = 0; i < before.size(); ++i) {
            // All by the same: distances and order are as recorded.
            QCOMPARE(after.at(i)["push_timestamp"_L1].toInteger() - before.at(i)["push_timestamp"_L1].toInteger(),
                     shift);
            QCOMPARE(after.at(i)["id"_L1].toInteger() - before.at(i)["id"_L1].toInteger(), ids);
            QCOMPARE(after.at(i)["revision"_L1], before.at(i)["revision"_L1]);
            QVERIFY(after.at(i)["push_timestamp"_L1].toInteger() <= start.toSecsSinceEpoch());
        }
    }
}

void DemoMinuteTest::errorsAreThoseOfTheRecordings_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<WireHeaders>("headers");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("file");
    const WireHeaders key{{"X-BUGZILLA-API-KEY", "demo-token"}};
    QTest::newRow("no such project") << u"/treeherder/api/project/nosuch/push/"_s << WireHeaders() << 404
                                     << u"treeherder/08_nosuch_project.in.json"_s;
    QTest::newRow("no such job") << u"/treeherder/api/project/autoland/jobs/999999999/"_s << WireHeaders() << 404
                                 << u"treeherder/09_nosuch_job.in.json"_s;
    QTest::newRow("bad parameter") << u"/treeherder/api/jobs/?push_id=999999"_s << WireHeaders() << 400
                                   << u"treeherder/10_bad_param.in.json"_s;
    QTest::newRow("count too big") << u"/treeherder/api/project/autoland/push/?count=1001"_s << WireHeaders() << 400
                                   << u"treeherder/17_count_too_big.in.json"_s;
    QTest::newRow("wrong key") << u"/bugzilla/rest/bug/1800001"_s << WireHeaders{{"X-BUGZILLA-API-KEY", "wrong"}} << 400
                               << u"bugzilla/bmo/12_bad_api_key.in.json"_s;
}

void DemoMinuteTest::errorsAreThoseOfTheRecordings()
{
    QFETCH(const QString, path);
    QFETCH(const WireHeaders, headers);
    QFETCH(const int, status);
    QFETCH(const QString, file);
    const auto made = field();
    QVERIFY(made);
    const QByteArray right = recording(file);
    QVERIFY(!right.isEmpty());
    const WireAnswer answer = m_wire.get(QUrl(u"http://127.0.0.1:%1%2"_s.arg(made->port()).arg(path)), headers);
    QCOMPARE(answer.status, status);
    const QJsonDocument said = QJsonDocument::fromJson("[" + answer.body + "]");
    const QJsonDocument recorded = QJsonDocument::fromJson("[" + right + "]");
    QVERIFY(!recorded.isNull());
    QCOMPARE(said, recorded);
}

void DemoMinuteTest::controlWantsItsToken_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<WireHeaders>("headers");
    QTest::newRow("none") << QString() << WireHeaders();
    QTest::newRow("empty") << u"token="_s << WireHeaders{{"X-Airfield-Token", ""}};
    QTest::newRow("wrong") << u"token=towe"_s << WireHeaders{{"X-Airfield-Token", "towers"}};
    QTest::newRow("other case") << u"token=TOWER"_s << WireHeaders();
    QTest::newRow("as a login") << QString() << WireHeaders{{"Authorization", "Bearer tower"}};
}

void DemoMinuteTest::controlWantsItsToken()
{
    QFETCH(const QString, query);
    QFETCH(const WireHeaders, headers);
    const auto made = field({.token = "tower", .live = false});
    QVERIFY(made);
    for (const QString &command : {u"step?world=demo"_s, u"clock?advance=60"_s, u"misbehave?how=refuse"_s, u"calm?"_s,
                                   u"play?"_s, u"requests?"_s, u"state?"_s, u"nonsense?"_s}) {
        for (const quint16 port : {made->port(), made->controlPort()}) {
            const WireAnswer answer = m_wire.get(
                QUrl(u"http://127.0.0.1:%1/control/%2&%3"_s.arg(port).arg(command, query)), headers);
            QCOMPARE(answer.status, 403);
        }
    }
    QCOMPARE(made->stepsLeft(u"demo"_s), int(DemoScript::lines().size()) - 7);
    QVERIFY(made->requests().isEmpty());
    const WireAnswer known = m_wire.get(
        QUrl(u"http://127.0.0.1:%1/control/nonsense?token=tower"_s.arg(made->controlPort())));
    QCOMPARE(known.status, 404);
}

void DemoMinuteTest::calmEndsEveryMisbehaviour_data()
{
    QTest::addColumn<QString>("how");
    for (const char *how : {"refuse", "cut", "truncate", "status:503", "status:429:retry-after=30", "html",
                            "wrongtypes", "missing", "unknown-enum", "badrecord", "redirect:http://127.0.0.1:1/",
                            "huge:100000", "deep", "badzone.ics", "endless-rule.ics"}) {
        QTest::newRow(how) << QString::fromLatin1(how);
    }
}

void DemoMinuteTest::calmEndsEveryMisbehaviour()
{
    QFETCH(const QString, how);
    const auto made = field({.start = QDateTime({2030, 1, 2}, {3, 4, 5}, QTimeZone::utc())});
    QVERIFY(made);
    const QUrl url(made->url(u"treeherder"_s).toString() + u"/api/jobs/?push_id=2000002"_s);
    const WireAnswer right = m_wire.get(url);
    QCOMPARE(right.status, 200);
    QVERIFY(made->misbehave(u"/treeherder"_s, how));
    const WireAnswer wrong = m_wire.get(url);
    QVERIFY(wrong.status != right.status || wrong.body != right.body);
    made->calm();
    const WireAnswer again = m_wire.get(url);
    QCOMPARE(again.status, 200);
    QCOMPARE(again.body, right.body);
    made->calm(); // twice does no harm
    QCOMPARE(m_wire.get(url).body, right.body);
}

void DemoMinuteTest::misbehavioursQueueUp()
{
    const auto made = field();
    QVERIFY(made);
    const QUrl url(made->url(u"treeherder"_s).toString() + u"/api/repository/"_s);
    QVERIFY(made->misbehave(u"/"_s, u"status:500"_s, 1));
    QVERIFY(made->misbehave(u"/treeherder"_s, u"status:502"_s, 2));
    QVERIFY(made->misbehave(u"/bugzilla"_s, u"status:418"_s, 1));
    QList<int> statuses;
    for (int i = 0; i < 4; ++i) {
        statuses.append(m_wire.get(url).status);
    }
    QCOMPARE(statuses, (QList{500, 502, 502, 200}));
}

void DemoMinuteTest::theProgramHelps()
{
    const Outcome help = run({u"--help"_s});
    QCOMPARE(help.code, 0);
    for (const char *option :
         {"--port", "--token", "--data", "--play", "--live", "--speed", "--bugzilla", "--attached"}) {
        QVERIFY2(help.out.contains(option), option);
    }
}

void DemoMinuteTest::theProgramRefusesWhatItDoesNotKnow_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("option") << QStringList{u"--fly"_s};
    QTest::newRow("word") << QStringList{u"now"_s};
    QTest::newRow("port of letters") << QStringList{u"--port"_s, u"http"_s};
    QTest::newRow("port too high") << QStringList{u"--port"_s, u"65536"_s};
    QTest::newRow("no port") << QStringList{u"--port"_s};
    QTest::newRow("no speed") << QStringList{u"--speed"_s, u"0"_s};
    QTest::newRow("negative speed") << QStringList{u"--speed"_s, u"-1"_s};
    QTest::newRow("speed of letters") << QStringList{u"--speed"_s, u"fast"_s};
    QTest::newRow("no number") << QStringList{u"--speed"_s, u"nan"_s};
    QTest::newRow("another Bugzilla") << QStringList{u"--bugzilla"_s, u"4.0"_s};
}

void DemoMinuteTest::theProgramRefusesWhatItDoesNotKnow()
{
    QFETCH(QStringList, arguments);
    const Outcome outcome = run(arguments << u"--attached"_s);
    QCOMPARE(outcome.code, 1);
    QVERIFY(outcome.out.isEmpty());
    QVERIFY(!outcome.err.isEmpty());
}

void DemoMinuteTest::theProgramMissesItsData()
{
    // The test's build knows the source tree's data: a folder without any is passed over, as the help says.
    const auto made = field({.dataDir = u"/nonexistent"_s});
    QVERIFY(made);
    QCOMPARE(fieldDataDir(u"/nonexistent"_s), fieldDataDir({}));
    QVERIFY(readFieldData(u"/nonexistent"_s, u"x.json"_s).isEmpty());
    QVERIFY(!readFieldData(fieldDataDir({}), u"treeherder/repository.json"_s).isEmpty());
}

void DemoMinuteTest::attachedEndsWithItsInput()
{
    QProcess program;
    program.start(QStringLiteral(WINDSOCK_AIRFIELD), {u"--attached"_s});
    QTRY_VERIFY_WITH_TIMEOUT(program.canReadLine(), 20'000);
    const int port = QJsonDocument::fromJson(program.readLine()).object()["port"_L1].toInt();
    program.write("words on its input do not end it\n");
    QTRY_COMPARE(program.bytesToWrite(), 0);
    // It has been through its event loop when it has answered.
    QCOMPARE(m_wire.get(QUrl(u"http://127.0.0.1:%1/treeherder/api/repository/"_s.arg(port))).status, 200);
    QCOMPARE(program.state(), QProcess::Running);
    program.closeWriteChannel();
    QTRY_COMPARE_WITH_TIMEOUT(program.state(), QProcess::NotRunning, 10'000);
    QCOMPARE(program.exitStatus(), QProcess::NormalExit);
    QCOMPARE(program.exitCode(), 0);
}

void DemoMinuteTest::theFirstLineIsJson()
{
    QSet<QString> tokens;
    for (int i = 0; i < 2; ++i) {
        QProcess program;
        program.start(QStringLiteral(WINDSOCK_AIRFIELD), {u"--attached"_s, u"--live"_s});
        QTRY_VERIFY_WITH_TIMEOUT(program.canReadLine(), 20'000);
        const QJsonObject ready = QJsonDocument::fromJson(program.readLine()).object();
        QCOMPARE(ready.keys(), (QStringList{u"caldav"_s, u"control"_s, u"port"_s, u"token"_s}));
        QVERIFY(ready["port"_L1].toInt() > 0 && ready["control"_L1].toInt() > 0);
        QVERIFY(ready["caldav"_L1].toInt() > 0);
        QCOMPARE((QSet{ready["port"_L1].toInt(), ready["control"_L1].toInt(), ready["caldav"_L1].toInt()}).size(), 3);
        QCOMPARE(ready["token"_L1].toString().size(), 32);
        tokens.insert(ready["token"_L1].toString());
        QCOMPARE(
            m_wire.get(QUrl(u"http://127.0.0.1:%1/treeherder/api/repository/"_s.arg(ready["port"_L1].toInt()))).status,
            200);
        program.closeWriteChannel();
        QVERIFY(program.waitForFinished(10'000));
    }
    QCOMPARE(tokens.size(), 2); // nobody guesses the next one
}

void DemoMinuteTest::aTakenPortIsTold()
{
    const auto made = field();
    QVERIFY(made);
    const Outcome outcome = run({u"--attached"_s, u"--port"_s, QString::number(made->port())});
    QCOMPARE(outcome.code, 1);
    QVERIFY(outcome.out.isEmpty());
    QVERIFY(outcome.err.startsWith("windsock-airfield: "));
}

QTEST_GUILESS_MAIN(DemoMinuteTest)

#include "tst_demominute.moc"
