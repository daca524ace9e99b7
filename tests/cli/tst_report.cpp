// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/report.h"
#include "models/items/agendamodel.h"
#include "models/items/inboxmodel.h"
#include "models/items/noticesmodel.h"
#include "models/items/pushesmodel.h"
#include "models/items/queuemodel.h"
#include "models/items/queuesmodel.h"
#include "models/items/sourcesmodel.h"
#include "models/items/treesmodel.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace Windsock;
using Verb = Command::Verb;

namespace {
const AccountId s_account(u"th"_s);
const QDateTime s_now(QDate(2026, 11, 20), QTime(12, 0), QTimeZone::UTC);
}

/// The reading commands over models filled by hand: what a person and what a script reads.
class TestReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void emptyModelsSaySo_data();
    void emptyModelsSaySo();
    void pushes();
    void pushesAsJson();
    void whoseFaultAndHowLong();
    void queueHoldsBothKinds();
    void mergeQueueAndDeployments();
    void landingJobs();
    void trees();
    void health();
    void pullRequestsAlone();
    void nextSkipsCancelledAndStarted();
    void nextOfNothingIsNull();
    void eventsKeepToTheirDays();
    void eventsSayHowToGetThere();
    void callsByTheDayTheyClose();
    void inbox();
    void notices();
    void sourcesTellWhatHappened();
    void status();
    void nothingFromTheWireSteersTheTerminal();

private:
    QString ask(Verb verb, int days = 14) { return report({.verb = verb, .days = days}, models(), s_now); }
    QJsonDocument askJson(Verb verb, int days = 14)
    {
        return QJsonDocument::fromJson(report({.verb = verb, .json = true, .days = days}, models(), s_now).toUtf8());
    }
    ReportModels models() const
    {
        return {.queue = m->queue.get(),
                .pushes = m->pushes.get(),
                .agenda = m->agenda.get(),
                .notices = m->notices.get(),
                .sources = m->sources.get(),
                .trees = m->trees.get(),
                .queues = m->queues.get(),
                .inbox = m->inbox.get()};
    }
    void addPush(const QString &title);
    void addCall(const QString &name, QDate closes, const QString &list = u"python/"_s);
    void addEvent(const QString &uid, const QDateTime &start, Occurrence::Status status = Occurrence::Status::Confirmed);

    struct Models {
        std::unique_ptr<QueueModel> queue = std::make_unique<QueueModel>();
        std::unique_ptr<PushesModel> pushes = std::make_unique<PushesModel>();
        std::unique_ptr<AgendaModel> agenda = std::make_unique<AgendaModel>();
        std::unique_ptr<NoticesModel> notices = std::make_unique<NoticesModel>();
        std::unique_ptr<SourcesModel> sources = std::make_unique<SourcesModel>();
        std::unique_ptr<TreesModel> trees = std::make_unique<TreesModel>();
        std::unique_ptr<QueuesModel> queues = std::make_unique<QueuesModel>();
        std::unique_ptr<InboxModel> inbox = std::make_unique<InboxModel>();
    };
    std::unique_ptr<Models> m;
};

void TestReport::init()
{
    m = std::make_unique<Models>();
    m->agenda->setNow(s_now);
    m->queues->setNow(s_now);
}

void TestReport::cleanup()
{
    m.reset();
}

void TestReport::addPush(const QString &title)
{
    ChangeSet set{.account = s_account, .at = s_now};
    set.pushes.added = {{.account = s_account,
                         .id = 7,
                         .repository = u"autoland"_s,
                         .revision = u"0123456789abcdef0123456789abcdef01234567"_s,
                         .author = u"dev@example.org"_s,
                         .pushed = s_now,
                         .commitCount = 1,
                         .commits = {{.message = title + u"\n\nbody"_s}}}};
    const Job job{.id = 3,
                  .pushId = 7,
                  .typeName = u"mochitest-1"_s,
                  .platform = u"linux64"_s,
                  .platformOption = u"opt"_s,
                  .state = Job::State::Completed,
                  .result = Job::Result::TestFailed};
    set.jobs.added = {job};
    set.standings.added = {standingOf(s_account, 7, set.jobs.added, s_now, defaultSettleTime)};
    m->pushes->apply(set);
}

void TestReport::addEvent(const QString &uid, const QDateTime &start, Occurrence::Status status)
{
    ChangeSet set{.account = AccountId(u"cal"_s), .at = s_now};
    set.occurrences.added = {{.account = AccountId(u"cal"_s),
                              .uid = uid,
                              .title = u"Event "_s + uid,
                              .place = u"Hangar"_s,
                              .start = start,
                              .end = start.addSecs(3600),
                              .status = status}};
    m->agenda->apply(set);
}

void TestReport::addCall(const QString &name, QDate closes, const QString &list)
{
    Occurrence call{.account = AccountId(u"cfp"_s), .uid = name + u".test"_s, .title = name, .place = u"Kiel"_s};
    call.kind = Occurrence::Kind::Call;
    call.group = u"confs.tech: "_s + list;
    call.calendar = list;
    call.allDay = true;
    call.url = QUrl(u"https://%1.test/cfp"_s.arg(name));
    call.heldFrom = QDate(2027, 5, 1);
    call.heldUntil = QDate(2027, 5, 3);
    if (closes.isValid()) {
        call.start = QDateTime(closes, QTime(0, 0), QTimeZone::UTC);
        call.end = call.start.addDays(1);
    }
    ChangeSet set{.account = call.account, .at = s_now};
    set.occurrences.added = {call};
    m->agenda->apply(set);
}

void TestReport::emptyModelsSaySo_data()
{
    QTest::addColumn<Verb>("verb");
    QTest::addColumn<QString>("says");
    QTest::newRow("papers") << Verb::Papers << u"No call for papers is open"_s;
    QTest::newRow("pushes") << Verb::Pushes << u"No pushes"_s;
    QTest::newRow("queue") << Verb::Queue << u"empty"_s;
    QTest::newRow("prs") << Verb::PullRequests << u"No pull requests"_s;
    QTest::newRow("trees") << Verb::Trees << u"watch add lando trees"_s;
    QTest::newRow("health") << Verb::Health << u"Nothing is under way"_s;
    QTest::newRow("next") << Verb::Next << u"No event"_s;
    QTest::newRow("events") << Verb::Events << u"No events in the next 14 days"_s;
    QTest::newRow("notices") << Verb::Notices << u"Nothing has been told"_s;
    QTest::newRow("sources") << Verb::Sources << u"account add"_s;
    QTest::newRow("status") << Verb::Status << u"Pushes: none"_s;
}

void TestReport::emptyModelsSaySo()
{
    QFETCH(Verb, verb);
    QFETCH(QString, says);
    const QString text = ask(verb);
    QVERIFY2(text.contains(says), qPrintable(text));
    QVERIFY(text.endsWith(u'\n'));
}

void TestReport::pushes()
{
    addPush(u"Bug 1 - Mend the vane"_s);
    const QString text = ask(Verb::Pushes);
    QVERIFY(text.contains(u"orange"_s));
    QVERIFY(text.contains(u"0123456789ab "_s));
    QVERIFY(text.contains(u"Bug 1 - Mend the vane\n"_s));
    QVERIFY(text.contains(u"    testfailed: mochitest-1 (linux64 opt)\n"_s));
}

void TestReport::pushesAsJson()
{
    addPush(u"Bug 1 - Mend the vane"_s);
    const QJsonObject push = askJson(Verb::Pushes).array().at(0).toObject();
    QCOMPARE(push.value(u"subject"_s), u"th/push/7"_s);
    QCOMPARE(push.value(u"verdict"_s), u"orange"_s);
    QCOMPARE(push.value(u"testfailed"_s), 1);
    QCOMPARE(push.value(u"pushed"_s), u"2026-11-20T12:00:00Z"_s);
    QCOMPARE(push.value(u"failures"_s).toArray().at(0).toObject().value(u"name"_s), u"mochitest-1"_s);
}

void TestReport::whoseFaultAndHowLong()
{
    addPush(u"Bug 1 - Fix"_s);
    ChangeSet set{.account = s_account, .at = s_now};
    set.standings.added = {
        {.account = s_account,
         .pushId = 7,
         .verdict = Verdict::Orange,
         .running = 1,
         .testFailed = 1,
         .failures = {{.id = 3,
                       .name = u"mochitest-1"_s,
                       .platform = u"linux64 opt"_s,
                       .result = Job::Result::TestFailed,
                       .blame = Blame::LikelyYours,
                       .grounds = {{.kind = Ground::Kind::PassesBefore, .count = 12, .of = 12, .detail = {}}}}}}};
    Landing landing{.account = s_account, .changed = s_now, .job = 5, .repository = u"autoland"_s};
    landing.requested = s_now.addSecs(-600);
    landing.reason = u"The tree is closed"_s;
    landing.waitsOn = {u"rev@example.org"_s};
    landing.tries = {{.revision = u"0123456789ab"_s, .result = u"success"_s, .counts = u"success: 3"_s, .told = s_now}};
    landing.landoJobs = {4711};
    set.landings.added = {landing};
    for (int i = 1; i <= 30; ++i) {
        for (const QString &queue : {queueOf(landing), u"push/autoland"_s}) {
            set.realised.append({.queue = queue,
                                 .subject = Subject(QString::number(i)),
                                 .from = s_now,
                                 .to = s_now.addSecs(600 + 60 * i)});
        }
    }
    m->pushes->setNow(s_now);
    m->queue->setNow(s_now);
    m->pushes->apply(set);
    m->queue->apply(set);
    const QString text = ask(Verb::Pushes);
    QVERIFY(text.contains(u"likely yours: passed on 12 of 12 pushes before"_s));
    QVERIFY(text.contains(u"Until it is settled: 11 to 38 minutes more (half within 26)"_s));
    const QJsonObject push = askJson(Verb::Pushes)[0].toObject();
    const QJsonObject failure = push[u"failures"_s][0].toObject();
    QCOMPARE(failure[u"blame"_s].toString(), u"likely-yours"_s);
    QCOMPARE(failure[u"grounds"_s],
             (QJsonArray{QJsonObject{
                 {u"kind"_s, u"passes-before"_s}, {u"count"_s, 12}, {u"of"_s, 12}, {u"detail"_s, QJsonValue()}}}));
    QCOMPARE(push[u"elapsedSeconds"_s].toInt(), 0);
    QCOMPARE(
        push[u"remaining"_s].toObject(),
        (QJsonObject{{u"quickSeconds"_s, 660}, {u"halfSeconds"_s, 1560}, {u"mostSeconds"_s, 2280}, {u"samples"_s, 30}}));
    QVERIFY(ask(Verb::Queue).contains(u"10 minutes so far, 1 to 28 minutes more (half within 16)"_s));
    const QString queue = ask(Verb::Queue);
    QVERIFY2(queue.contains(u"    The tree is closed\n"_s) && queue.count(u"rev@example.org"_s) == 1, qPrintable(queue));
    const QJsonObject queued = askJson(Verb::Queue)[0].toObject();
    QCOMPARE(queued[u"elapsedSeconds"_s].toInt(), 600);
    QCOMPARE(queued[u"reason"_s].toString(), u"The tree is closed"_s);
    QCOMPARE(queued[u"waitsOn"_s], QJsonArray{u"rev@example.org"_s});
    QCOMPARE(queued[u"landoJobs"_s], QJsonArray{4711});
    QCOMPARE(queued[u"tries"_s][0][u"counts"_s].toString(), u"success: 3"_s);
    QVERIFY(queued[u"revision"_s].isNull());
    QCOMPARE(queued[u"remaining"_s][u"mostSeconds"_s].toInt(), 28 * 60);
}

void TestReport::queueHoldsBothKinds()
{
    ChangeSet set{.account = s_account, .at = s_now};
    set.landings.added = {{.account = s_account, .bug = 42, .title = u"Rudder"_s, .trees = {u"try"_s}, .changed = s_now}};
    set.pullRequests.added = {{.account = s_account,
                               .repository = u"a/b"_s,
                               .number = 5,
                               .title = u"Flaps"_s,
                               .checks = PullRequest::Checks::Failing,
                               .updated = s_now}};
    m->queue->apply(set);
    const QString text = ask(Verb::Queue);
    QVERIFY(text.contains(u"Bug 42: Rudder"_s));
    QVERIFY(text.contains(u"#5 Flaps"_s));
    QCOMPARE(askJson(Verb::Queue).array().size(), 2);
}

void TestReport::mergeQueueAndDeployments()
{
    ChangeSet set{.account = s_account, .at = s_now};
    PullRequest queued{.account = s_account, .repository = u"a/b"_s, .number = 5, .title = u"Flaps"_s, .updated = s_now};
    queued.queue = {.state = QueuePlace::State::AwaitingChecks, .position = 2, .groupHead = u"4ead"_s, .since = s_now};
    PullRequest ejected = queued;
    ejected.number = 6;
    ejected.queue = {.state = QueuePlace::State::Ejected,
                     .since = s_now,
                     .by = u"ann"_s,
                     .cause = QueuePlace::Cause::FailedChecks,
                     .failedChecks = {u"build"_s}};
    set.pullRequests.added = {queued, ejected};
    set.deployments.added = {{.account = s_account,
                              .id = 7,
                              .repository = u"a/b"_s,
                              .environment = u"production"_s,
                              .branch = u"main"_s,
                              .state = Deployment::State::Waiting,
                              .approvers = {u"cyd"_s},
                              .updated = s_now}};
    m->queue->apply(set);
    const QString text = ask(Verb::Queue);
    for (const QString &line :
         {u"In the queue, place 2, checks run"_s, u"Taken out of the merge queue because these failed: build"_s,
          u"main to production"_s, u"It can be approved by cyd"_s}) {
        QVERIFY2(text.contains(line), qPrintable(line + u'\n' + text));
    }
    QCOMPARE(askJson(Verb::Queue).array().size(), 3);
    const QJsonArray pulls = askJson(Verb::PullRequests).array();
    QCOMPARE(pulls.size(), 2);
    const QJsonObject first = pulls.at(0).toObject();
    const QJsonObject second = pulls.at(1).toObject();
    const QJsonObject in = (first[u"number"_s] == 5 ? first : second)[u"queue"_s].toObject();
    const QJsonObject out = (first[u"number"_s] == 5 ? second : first)[u"queue"_s].toObject();
    QCOMPARE(in[u"state"_s].toString(), u"awaiting-checks"_s);
    QCOMPARE(in[u"position"_s].toInt(), 2);
    QVERIFY(in[u"cause"_s].isNull());
    QCOMPARE(out[u"cause"_s].toString(), u"failed-checks"_s);
    QCOMPARE(out[u"failedChecks"_s], QJsonArray{u"build"_s});
    QVERIFY(out[u"position"_s].isNull());
}

void TestReport::landingJobs()
{
    const AccountId lando(u"lando"_s);
    ChangeSet set{.account = lando, .at = s_now};
    set.landings.added = {{.account = lando,
                           .bug = 42,
                           .title = u"Bug 42 - Rudder"_s,
                           .trees = {u"firefox-autoland"_s},
                           .state = Landing::State::Queued,
                           .changed = s_now,
                           .job = 5001,
                           .repository = u"firefox-autoland"_s},
                          {.account = lando,
                           .title = u"Flaps"_s,
                           .state = Landing::State::Failed,
                           .changed = s_now,
                           .job = 5002,
                           .reason = u"Patch failed: a.txt:1\nHunk #1"_s}};
    m->queue->apply(set);
    m->queue->setNow(s_now);
    QString text = ask(Verb::Queue);
    QVERIFY2(text.contains(u"Lando 5001: Bug 42 - Rudder"_s) && text.contains(u"queued"_s), qPrintable(text));
    QVERIFY2(text.contains(u"Lando 5002: Flaps"_s) && text.contains(u"    Patch failed: a.txt:1\n"_s), qPrintable(text));
    QVERIFY(!text.contains(u"Hunk"_s));
    ChangeSet closed{.account = lando, .at = s_now};
    closed.trees.added = {{.account = lando,
                           .name = u"firefox-autoland"_s,
                           .status = Tree::Status::Closed,
                           .tags = {u"planned"_s, u"infra"_s},
                           .since = QDateTime(QDate(2026, 11, 20), QTime(11, 2), QTimeZone::UTC)}};
    m->queue->apply(closed);
    text = ask(Verb::Queue);
    const QString since = QLocale().toString(QTime(11, 2), QLocale::ShortFormat);
    QVERIFY2(text.contains(u"held"_s) && text.contains(u"    Held: tree closed %1, planned, infra\n"_s.arg(since)),
             qPrintable(text));
    for (const QJsonValue &row : askJson(Verb::Queue).array()) {
        const bool first = row[u"job"_s].toInteger() == 5001;
        QCOMPARE(row[u"job"_s].toInteger(), first ? 5001 : 5002);
        QCOMPARE(row[u"heldBy"_s][u"name"_s].toString(), first ? u"firefox-autoland"_s : QString());
        QCOMPARE(row[u"state"_s].toString(), first ? u"held"_s : u"failed"_s);
        QCOMPARE(row[u"held"_s].toString(), first ? u"tree-closed"_s : QString());
        QCOMPARE(row[u"serviceState"_s].toString(), first ? u"queued"_s : u"failed"_s);
        QCOMPARE(row[u"repository"_s].isNull(), !first);
        QCOMPARE(row[u"reason"_s].toString(), first ? QString() : u"Patch failed: a.txt:1\nHunk #1"_s);
        QVERIFY(row[u"revision"_s].isNull() && row[u"gitRevision"_s].isNull());
    }
}

void TestReport::health()
{
    const AccountId lando(u"lando"_s);
    ChangeSet set{.account = lando, .at = s_now};
    for (int i = 0; i < 30; ++i) {
        const QDateTime to = s_now.addSecs(-60 * (1 + 10 * i));
        set.realised.append({.queue = u"landing/firefox-autoland"_s, .from = to.addSecs(-1800), .to = to});
    }
    set.landings.added = {{.account = lando, .state = Landing::State::Queued, .job = 5, .repository = u"autoland"_s}};
    set.delays.added = {{.account = lando,
                         .queue = u"landing/firefox-autoland"_s,
                         .since = s_now.addSecs(-600),
                         .half = std::chrono::minutes(10),
                         .most = std::chrono::minutes(15),
                         .late = 9,
                         .of = 10}};
    m->queues->apply(set);
    const QString text = ask(Verb::Health);
    for (const QString &part : {u"slow"_s, u"landing/firefox-autoland"_s, u"Half took up to 30 minutes"_s}) {
        QVERIFY2(text.contains(part), qPrintable(text));
    }
    const QJsonObject row = askJson(Verb::Health).array().at(0).toObject();
    QCOMPARE(row,
             (QJsonObject{{u"account"_s, u"lando"_s},
                          {u"queue"_s, u"landing/firefox-autoland"_s},
                          {u"state"_s, u"slow"_s},
                          {u"underWay"_s, 1},
                          {u"throughInThreeHours"_s, 18},
                          {u"lately"_s, QJsonObject{{u"halfMinutes"_s, 30}, {u"mostMinutes"_s, 30}}},
                          {u"usual"_s, QJsonObject{{u"halfMinutes"_s, 30}, {u"mostMinutes"_s, 30}}},
                          {u"delay"_s,
                           QJsonObject{{u"subject"_s, u"lando/delay/landing/firefox-autoland"_s},
                                       {u"queue"_s, u"landing/firefox-autoland"_s},
                                       {u"since"_s, u"2026-11-20T11:50:00Z"_s},
                                       {u"over"_s, QJsonValue()},
                                       {u"usualHalfMinutes"_s, 10},
                                       {u"usualMostMinutes"_s, 15},
                                       {u"late"_s, 9},
                                       {u"of"_s, 10}}}}));
}

void TestReport::trees()
{
    const AccountId lando(u"lando"_s);
    ChangeSet set{.account = lando, .at = s_now};
    set.trees.added = {{.account = lando,
                        .name = u"autoland"_s,
                        .status = Tree::Status::Closed,
                        .reason = u"Out of \x1b[31mdisk"_s,
                        .message = u"motd"_s,
                        .tags = {u"infra"_s},
                        .category = u"development"_s,
                        .since = s_now,
                        .by = u"sheriff@example.org"_s,
                        .url = QUrl(u"https://lando.moz.tools/treestatus/autoland/logs"_s)},
                       {.account = lando, .name = u"nosuch"_s}};
    m->trees->apply(set);
    const QString text = ask(Verb::Trees);
    for (const QString &part : {u"closed"_s, u"autoland"_s, u"12:00"_s, u"sheriff@example.org"_s, u"infra"_s,
                                u"Lando takes a tree that is not listed for open"_s}) {
        QVERIFY2(text.contains(part), qPrintable(text));
    }
    QVERIFY(!text.contains(u'\x1b'));
    const QJsonArray json = askJson(Verb::Trees).array();
    QCOMPARE(json.size(), 2);
    const QJsonObject closed = json.at(0).toObject();
    QCOMPARE(closed,
             (QJsonObject{{u"subject"_s, u"lando/tree/autoland"_s},
                          {u"name"_s, u"autoland"_s},
                          {u"status"_s, u"closed"_s},
                          {u"reason"_s, u"Out of \x1b[31mdisk"_s},
                          {u"message"_s, u"motd"_s},
                          {u"tags"_s, QJsonArray{u"infra"_s}},
                          {u"category"_s, u"development"_s},
                          {u"since"_s, u"2026-11-20T12:00:00Z"_s},
                          {u"by"_s, u"sheriff@example.org"_s},
                          {u"url"_s, u"https://lando.moz.tools/treestatus/autoland/logs"_s}}));
    QCOMPARE(json.at(1)[u"status"_s].toString(), u"unknown"_s);
    QVERIFY(json.at(1)[u"since"_s].isNull() && json.at(1)[u"reason"_s].isNull());
    QVERIFY(!text.contains(u"(lando)"_s));
    // Another Lando has one of the same name.
    ChangeSet other;
    other.trees.added = {{.account = AccountId(u"stage"_s), .name = u"autoland"_s, .status = Tree::Status::Open}};
    m->trees->apply(other);
    const QString both = ask(Verb::Trees);
    const QStringList lines = both.split(u'\n').filter(u"autoland ("_s);
    QVERIFY2(lines.size() == 2 && lines[0].startsWith(u"closed"_s) && lines[0].contains(u"(lando)"_s)
                 && lines[1].startsWith(u"open"_s) && lines[1].contains(u"(stage)"_s),
             qPrintable(both));
}

void TestReport::pullRequestsAlone()
{
    queueHoldsBothKinds();
    const QJsonArray requests = askJson(Verb::PullRequests).array();
    QCOMPARE(requests.size(), 1);
    QCOMPARE(requests.at(0).toObject().value(u"checks"_s), u"failing"_s);
    QVERIFY(!ask(Verb::PullRequests).contains(u"Rudder"_s));
}

void TestReport::nextSkipsCancelledAndStarted()
{
    addEvent(u"running"_s, s_now.addSecs(-600));
    addEvent(u"off"_s, s_now.addSecs(600), Occurrence::Status::Cancelled);
    addEvent(u"on"_s, s_now.addSecs(7200));
    addEvent(u"later"_s, s_now.addDays(2));
    QCOMPARE(askJson(Verb::Next).object().value(u"uid"_s), u"on"_s);
    QVERIFY(ask(Verb::Next).contains(u"Event on"_s));
    QVERIFY(!ask(Verb::Next).contains(u"Event off"_s));
}

void TestReport::nextOfNothingIsNull()
{
    QCOMPARE(report({.verb = Verb::Next, .json = true}, models(), s_now), u"null\n"_s);
}

void TestReport::eventsKeepToTheirDays()
{
    addEvent(u"near"_s, s_now.addDays(1));
    addEvent(u"far"_s, s_now.addDays(10));
    QCOMPARE(askJson(Verb::Events, 2).array().size(), 1);
    QCOMPARE(askJson(Verb::Events, 14).array().size(), 2);
    addEvent(u"off"_s, s_now.addDays(1), Occurrence::Status::Cancelled);
    QVERIFY(ask(Verb::Events, 2).contains(u"(cancelled)"_s));
}

void TestReport::callsByTheDayTheyClose()
{
    addEvent(u"meeting"_s, s_now.addSecs(7200));
    addCall(u"undated"_s, {});
    for (int i = 0; i < 30; ++i) {
        addCall(u"later%1"_s.arg(i), QDate(2027, 1, 1 + i));
    }
    addCall(u"today"_s, QDate(2026, 11, 20));
    addCall(u"closed"_s, QDate(2026, 11, 19));
    addCall(u"twice"_s, QDate(2026, 12, 1));
    addCall(u"twice"_s, QDate(2026, 12, 10), u"general/"_s);
    const QJsonArray all = askJson(Verb::Papers, 366).array();
    QCOMPARE(all.size(), 33); // no cap at ten, each once, none that is closed
    QCOMPARE(all[0][u"conference"_s].toString(), u"today"_s);
    QCOMPARE(all[1][u"conference"_s].toString(), u"twice"_s);
    QCOMPARE(all[1][u"closes"_s].toString(), u"2026-12-10"_s); // as long as one of them says
    QCOMPARE(all[1][u"also"_s].toArray().size(), 1);
    QCOMPARE(all[1][u"url"_s].toString(), u"https://twice.test/cfp"_s);
    QCOMPARE(all[1][u"heldUntil"_s].toString(), u"2027-05-03"_s);
    QCOMPARE(all[32][u"conference"_s].toString(), u"undated"_s);
    QVERIFY(all[32][u"closes"_s].isNull());
    QCOMPARE(askJson(Verb::Papers, 14).array().size(), 2);
    const QString text = ask(Verb::Papers, 366);
    QVERIFY2(text.contains(u"https://today.test/cfp"_s) && text.contains(u"not told"_s), qPrintable(text));
    // A deadline is nothing to go to.
    QCOMPARE(askJson(Verb::Events, 90).array().size(), 1);
    QCOMPARE(askJson(Verb::Next).object().value(u"uid"_s), u"meeting"_s);
    QCOMPARE(askJson(Verb::Next).object().value(u"kind"_s), u"event"_s);
}

void TestReport::eventsSayHowToGetThere()
{
    Occurrence event{.account = AccountId(u"mu"_s),
                     .uid = u"there"_s,
                     .title = u"Sock night"_s,
                     .group = u"Sock People"_s,
                     .place = u"Town Hall"_s,
                     .start = QDateTime(s_now.date().addDays(1), QTime(18, 0), QTimeZone("America/New_York")),
                     .end = QDateTime(s_now.date().addDays(1), QTime(19, 0), QTimeZone("America/New_York")),
                     .url = QUrl(u"https://www.meetup.com/socks/events/1"_s)};
    event.join = QUrl(u"https://zoom.us/j/1"_s);
    ChangeSet set{.account = event.account, .at = s_now};
    set.occurrences.added = {event};
    m->agenda->apply(set);
    const QString text = ask(Verb::Next);
    QVERIFY2(text.contains(u"    Join: https://zoom.us/j/1\n"
                           "    Map: https://www.openstreetmap.org/search?query=Town%20Hall\n"
                           "    RSVP: https://www.meetup.com/socks/events/1\n"_s),
             qPrintable(text));
    QVERIFY2(text.contains(u" in America/New_York)"_s), qPrintable(text));
    const QJsonObject json = askJson(Verb::Next).object();
    QCOMPARE(json.value(u"join"_s), u"https://zoom.us/j/1"_s);
    QCOMPARE(json.value(u"rsvp"_s), u"https://www.meetup.com/socks/events/1"_s);
    QCOMPARE(json.value(u"also"_s).toArray().size(), 0);

    addEvent(u"other"_s, s_now.addSecs(3600));
    const auto of = [this](const QString &group) {
        Command command{.verb = Verb::Events, .json = true};
        command.group = group;
        return QJsonDocument::fromJson(report(command, models(), s_now).toUtf8()).array().size();
    };
    QCOMPARE(of({}), 2);
    QCOMPARE(of(u"sock p"_s), 1);
    QCOMPARE(of(u"SOCKS"_s), 1); // as in its address
    QCOMPARE(of(u"cal"_s), 1); // the account
    QCOMPARE(of(u"nobody"_s), 0);
    Command next{.verb = Verb::Next};
    next.group = u"socks"_s;
    QVERIFY(report(next, models(), s_now).contains(u"Sock night"_s));
}

void TestReport::inbox()
{
    QVERIFY(ask(Verb::Inbox).contains(u"watch add"_s));
    QVERIFY(askJson(Verb::Inbox).isArray() && askJson(Verb::Inbox).array().isEmpty());
    ChangeSet set{.account = AccountId(u"gh"_s), .at = s_now};
    set.inbox.added = {{.account = AccountId(u"gh"_s),
                        .id = 7,
                        .repository = u"o/r"_s,
                        .title = u"Which way\x1b[31m is up?"_s,
                        .kind = InboxThread::Kind::Issue,
                        .reason = InboxThread::Reason::Mention,
                        .number = 12,
                        .updated = s_now,
                        .url = QUrl(u"https://github.example.org/o/r/issues/12"_s)}};
    m->inbox->apply(set);
    const QJsonObject thread = askJson(Verb::Inbox).array().at(0).toObject();
    QCOMPARE(thread[u"subject"_s].toString(), u"gh/inbox/7"_s);
    QCOMPARE(thread[u"id"_s].toInteger(), 7);
    QCOMPARE(thread[u"number"_s].toInt(), 12);
    QCOMPARE(thread[u"kind"_s].toString(), u"issue"_s);
    QCOMPARE(thread[u"reason"_s].toString(), u"mention"_s);
    QCOMPARE(thread[u"unread"_s].toBool(), true);
    QCOMPARE(thread[u"url"_s].toString(), u"https://github.example.org/o/r/issues/12"_s);
    const QString text = ask(Verb::Inbox);
    QVERIFY2(text.contains(u"o/r#12"_s) && text.contains(u"you are mentioned"_s), qPrintable(text));
    QVERIFY(!text.contains(QChar(0x1b)));
}

void TestReport::notices()
{
    m->notices->apply({Notice{.key = u"k"_s,
                              .subject = Subject(u"th/push/7"_s),
                              .title = u"autoland is orange"_s,
                              .text = u"one\ntwo"_s,
                              .decided = s_now}});
    const QString text = ask(Verb::Notices);
    QVERIFY(text.contains(u"pending"_s));
    QVERIFY(text.contains(u"    one\n    two\n"_s));
    QCOMPARE(askJson(Verb::Notices).array().at(0).toObject().value(u"kind"_s), u"push-finished"_s);
}

void TestReport::sourcesTellWhatHappened()
{
    m->sources->setWatches({Watch{.id = WatchId(u"th/autoland"_s), .account = s_account, .target = u"autoland"_s}});
    m->sources->apply({.watch = WatchId(u"th/autoland"_s),
                       .account = s_account,
                       .host = u"treeherder.example"_s,
                       .state = SourceHealth::State::Failing,
                       .next = s_now.addSecs(300),
                       .failure = Failure{.reason = Failure::Reason::ServerError,
                                          .httpStatus = 502,
                                          .host = u"treeherder.example"_s,
                                          .detail = u"502 Bad Gateway"_s},
                       .failuresInARow = 2});
    const QString text = ask(Verb::Sources);
    QVERIFY(text.contains(u"th/autoland"_s));
    QVERIFY(text.contains(u"failing"_s));
    QVERIFY(text.contains(u"502 Bad Gateway"_s));
    const QJsonObject json = askJson(Verb::Sources).array().at(0).toObject();
    QCOMPARE(json.value(u"failure"_s).toObject().value(u"reason"_s), u"server-error"_s);
    QCOMPARE(json.value(u"next"_s), u"2026-11-20T12:05:00Z"_s);
}

void TestReport::status()
{
    addPush(u"Bug 1 - x"_s);
    addEvent(u"on"_s, s_now.addSecs(7200));
    const QString text = ask(Verb::Status);
    QVERIFY(text.contains(u"Pushes: 1 orange"_s));
    QVERIFY(text.contains(u"Next event: Event on"_s));
    const QJsonObject json = askJson(Verb::Status).object();
    QCOMPARE(json.value(u"pushes"_s).toObject().value(u"orange"_s), 1);
    QCOMPARE(json.value(u"unreadNotices"_s), 0);
}

void TestReport::nothingFromTheWireSteersTheTerminal()
{
    addPush(u"Bug 1 \u001b[2J\u202eevil\u0007"_s);
    const QString text = ask(Verb::Pushes);
    QVERIFY(text.contains(u"Bug 1 [2Jevil"_s));
    QVERIFY(!text.contains(u'\u001b'));
    QVERIFY(!text.contains(u'\u202e'));
    QVERIFY(!text.contains(u'\u0007'));
}

QTEST_GUILESS_MAIN(TestReport)
#include "tst_report.moc"
