// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/lando/landocursor.h"
#include "app/sources/lando/landoparser.h"
#include "tests/sources/golden.h"

#include <QJsonArray>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace Windsock;
using namespace Windsock::Lando;
using Reason = Failure::Reason;

namespace {
QString timeText(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODateWithMs) : QString();
}

QJsonObject jsonOf(const JobAnswer &answer)
{
    const Landing &landing = answer.landing;
    QJsonArray patches;
    for (const Patch &patch : landing.patches) {
        patches.append(QJsonObject{{u"id"_s, patch.id}, {u"title"_s, patch.title}, {u"author"_s, patch.author}});
    }
    QJsonArray skipped;
    for (const SkippedRecord &record : answer.skipped) {
        skipped.append(QString(record.what + u": "_s + record.why));
    }
    return {{u"key"_s, landing.key()},
            {u"bug"_s, landing.bug},
            {u"title"_s, landing.title},
            {u"author"_s, landing.author},
            {u"trees"_s, QJsonArray::fromStringList(landing.trees)},
            {u"repository"_s, landing.repository},
            {u"state"_s, landingStateName(landing.state)},
            {u"held"_s, int(landing.held)},
            {u"patches"_s, patches},
            {u"requested"_s, timeText(landing.requested)},
            {u"changed"_s, timeText(landing.changed)},
            {u"url"_s, landing.url.toString()},
            {u"reason"_s, landing.reason},
            {u"commit"_s, answer.commit},
            {u"knownStatus"_s, answer.knownStatus},
            {u"skipped"_s, skipped}};
}

QByteArray with(const QJsonObject &members)
{
    QJsonObject job{{u"id"_s, 5}, {u"status"_s, u"SUBMITTED"_s}};
    for (auto it = members.begin(); it != members.end(); ++it) {
        job.insert(it.key(), it.value());
    }
    return QJsonDocument(job).toJson();
}

JobAnswer read(const QJsonObject &members)
{
    const Result<JobAnswer> answer = parseJob(with(members));
    return answer ? *answer : JobAnswer{.landing = {.title = answer.error().detail}};
}

QJsonObject revision(const QString &message, const QString &url = {})
{
    return {{u"commit_message"_s, message}, {u"author_email"_s, u"dev@example.org"_s}, {u"url"_s, url}};
}
}

class LandoParserTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recorded_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"landed", "failed", "autojob"}) {
            QTest::newRow(name) << QString::fromLatin1(name);
        }
    }

    void recorded()
    {
        QFETCH(QString, name);
        const Result<JobAnswer> answer = parseJob(Golden::recorded(u"lando/"_s + name));
        QVERIFY(answer.has_value());
        const QString difference = Golden::difference(u"lando/"_s + name, jsonOf(*answer));
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
    }

    void everyStatus_data()
    {
        QTest::addColumn<QString>("status");
        QTest::addColumn<QString>("error");
        QTest::addColumn<QString>("state");
        QTest::addColumn<Landing::Held>("held");
        using Held = Landing::Held;
        const auto row = [](const char *status, const QString &error, const char *state, Held held = Held::No) {
            QTest::addRow("%s %s", status, qPrintable(error.left(20)))
                << QString::fromLatin1(status) << error << QString::fromLatin1(state) << held;
        };
        row("CREATED", {}, "requested");
        row("SUBMITTED", {}, "queued");
        row("IN_PROGRESS", {}, "landing");
        row("DEFERRED", u"Tree autoland is closed - retrying later."_s, "held", Held::TreeClosed);
        row("DEFERRED", u"Tree beta is set to approval required - retrying later."_s, "held", Held::ApprovalRequired);
        row("DEFERRED", u"Temporary error encountered while pushing"_s, "held");
        row("DEFERRED", u"The connection was closed"_s, "held");
        row("DEFERRED", {}, "held");
        row("FAILED", u"Tree autoland is closed"_s, "failed");
        row("LANDED", {}, "landed");
        row("CANCELLED", {}, "cancelled");
    }

    void everyStatus()
    {
        QFETCH(QString, status);
        QFETCH(QString, error);
        const JobAnswer answer = read({{u"status"_s, status}, {u"error"_s, error}});
        QVERIFY(answer.knownStatus);
        QTEST(landingStateName(answer.landing.state), "state");
        QTEST(answer.landing.held, "held");
        QCOMPARE(answer.landing.reason, error);
        QVERIFY(answer.skipped.isEmpty());
    }

    void anUnknownStatusIsSaid()
    {
        for (const QString &word : {u"ZEPPELIN"_s, u"landed"_s, QString()}) {
            const JobAnswer answer = read({{u"status"_s, word}});
            QVERIFY(!answer.knownStatus);
            QCOMPARE(answer.landing.state, Landing::State::Queued);
            QCOMPARE(answer.skipped.size(), 1);
            QCOMPARE(answer.skipped.first().what, u"landing job 5"_s);
            QVERIFY(answer.skipped.first().why.contains(word));
        }
    }

    /// Before July 2025 an answer had three members (mozilla-conduit/lando-api: landoapi/spec/swagger.yml).
    void theOldAnswer()
    {
        const QString commit = u"B8054F5448060BD95A43BC3CBA84F6C66519596A"_s;
        const JobAnswer answer = read({{u"status"_s, u"LANDED"_s}, {u"commit_id"_s, commit}});
        QCOMPARE(answer.landing, (Landing{.state = Landing::State::Landed, .job = 5}));
        QCOMPARE(answer.commit, commit.toLower());
        QVERIFY(answer.skipped.isEmpty());
    }

    void whatAChangeIs_data()
    {
        QTest::addColumn<QJsonArray>("revisions");
        QTest::addColumn<qint64>("bug");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QList<qint64>>("numbers");
        const QString base = u"https://phabricator.services.mozilla.com/D"_s;
        const auto row = [](const char *name, const QJsonArray &revisions, qint64 bug, const QString &title,
                            const QList<qint64> &numbers) {
            QTest::newRow(name) << revisions << bug << title << numbers;
        };
        row("none", {}, 0, {}, {});
        row("one", {revision(u"Bug 7 - Turn r=bo\n\nMore"_s, base + u"201"_s)}, 7, u"Bug 7 - Turn r=bo"_s, {201});
        row("a stack, its tip is the title",
            {revision(u"Bug 7 - part 1"_s, base + u"1/"_s), revision(u"bug #8: part 2"_s)}, 7, u"bug #8: part 2"_s,
            {1, 0});
        row("no bug", {revision(u"No bug - debug 12"_s, u"https://example.org/Dx"_s)}, 0, u"No bug - debug 12"_s, {0});
        row("a try push", {revision(u"Bug 9 - Try me"_s), revision(u"Fuzzy query\n\nPushed via `mach try fuzzy`"_s)}, 9,
            u"Bug 9 - Try me"_s, {0, 0});
        row("try settings alone", {revision(u"try: -b do -p all"_s)}, 0, u"try: -b do -p all"_s, {0});
        row("a number too long", {revision(u"Bug 99999999999999999999 - x"_s, base + u"99999999999999999999"_s)}, 0,
            u"Bug 99999999999999999999 - x"_s, {0});
    }

    void whatAChangeIs()
    {
        QFETCH(QJsonArray, revisions);
        const JobAnswer answer = read({{u"revisions"_s, revisions}});
        QTEST(answer.landing.bug, "bug");
        QTEST(answer.landing.title, "title");
        QList<qint64> numbers;
        for (const Patch &patch : answer.landing.patches) {
            numbers.append(patch.id);
        }
        QTEST(numbers, "numbers");
    }

    void whatIsWrongIsPassedOver_data()
    {
        QTest::addColumn<QString>("member");
        QTest::addColumn<QJsonValue>("value");
        for (const char *member : {"commit_id", "created_at", "error", "requester", "updated_at", "repository", "url"}) {
            QTest::addRow("%s a number", member) << QString::fromLatin1(member) << QJsonValue(42);
            QTest::addRow("%s a list", member) << QString::fromLatin1(member) << QJsonValue(QJsonArray{1});
        }
        QTest::newRow("revisions a text") << u"revisions"_s << QJsonValue(u"none"_s);
        QTest::newRow("a revision that is none") << u"revisions"_s << QJsonValue(QJsonArray{17});
        QTest::newRow("a message of another kind")
            << u"revisions"_s << QJsonValue(QJsonArray{QJsonObject{{u"commit_message"_s, 1}}});
        QTest::newRow("no time") << u"updated_at"_s << QJsonValue(u"yesterday"_s);
        QTest::newRow("no commit") << u"commit_id"_s << QJsonValue(u"../../etc"_s);
        QTest::newRow("no web address") << u"url"_s << QJsonValue(u"javascript:alert(1)"_s);
    }

    void whatIsWrongIsPassedOver()
    {
        QFETCH(QString, member);
        QFETCH(QJsonValue, value);
        const JobAnswer answer = read({{member, value}});
        QCOMPARE(answer.landing.state, Landing::State::Queued);
        QCOMPARE(answer.landing.job, 5);
        QCOMPARE(answer.skipped.size(), 1);
        QVERIFY(answer.skipped.first().what.startsWith("landing job 5"_L1));
        // What is null is not there, and that is no fault.
        QVERIFY(read({{member, QJsonValue::Null}}).skipped.isEmpty());
    }

    void whatIsNoJob_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<Reason>("reason");
        QTest::newRow("nothing") << QByteArray() << Reason::NotTheFormat;
        QTest::newRow("html") << "<!doctype html><title>Lando</title>"_ba << Reason::NotTheFormat;
        QTest::newRow("cut") << with({}).chopped(4) << Reason::NotTheFormat;
        QTest::newRow("a list") << "[1,2]"_ba << Reason::WrongShape;
        QTest::newRow("a text") << "\"x\""_ba << Reason::WrongShape;
        QTest::newRow("no number") << "{\"status\":\"LANDED\"}"_ba << Reason::WrongShape;
        QTest::newRow("number a text") << with({{u"id"_s, u"5"_s}}) << Reason::WrongShape;
        QTest::newRow("number below 1") << with({{u"id"_s, -5}}) << Reason::WrongShape;
        QTest::newRow("no status") << "{\"id\":5}"_ba << Reason::WrongShape;
        QTest::newRow("status null") << with({{u"status"_s, QJsonValue::Null}}) << Reason::WrongShape;
        QTest::newRow("deep") << QByteArray("{\"id\":").repeated(200) + "1" + QByteArray(200, '}') << Reason::TooDeep;
        QTest::newRow("huge") << QByteArray(5 * 1024 * 1024, ' ') << Reason::TooLarge;
    }

    void whatIsNoJob()
    {
        QFETCH(QByteArray, body);
        const Result<JobAnswer> answer = parseJob(body);
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, Failure::Kind::Malformed);
        QTEST(answer.error().reason, "reason");
    }

    void reasonsArePlainAndBounded()
    {
        const QString nasty = u"\n\n  one\t<b>two</b>\u202E\u0007\n\n"_s + QString(u'x').repeated(900) + u'\n'
            + u"line\n"_s.repeated(2000);
        const QString reason = read({{u"status"_s, u"FAILED"_s}, {u"error"_s, nasty}}).landing.reason;
        QVERIFY(reason.startsWith("one <b>two</b>\n\nxxx"_L1)); // text, never markup: who shows it escapes it
        QVERIFY(reason.size() <= 2000);
        QVERIFY(reason.size() > 1500);
        QVERIFY(!reason.contains(QChar(0x202E)) && !reason.contains(QChar(7)));
        QVERIFY(!reason.endsWith(u'\n'));
        QCOMPARE(plainLines({}, 10), QString());
        QCOMPARE(plainLines(u"\n \n"_s, 10), QString());
        QCOMPARE(plainLines(u"a\r\nb\n"_s, 10), u"a\nb"_s);
    }

    void manyRevisionsAreBounded()
    {
        QJsonArray revisions;
        for (int i = 0; i < 1000; ++i) {
            revisions.append(revision(u"Bug %1 - x"_s.arg(i + 1)));
        }
        const JobAnswer answer = read({{u"revisions"_s, revisions}});
        QCOMPARE(answer.landing.patches.size(), 100);
        QCOMPARE(answer.landing.bug, 1);
    }

    void namesOfACommit()
    {
        const QByteArray git(40, 'a');
        const QByteArray hg(40, 'b');
        const Result<CommitNames> names = parseCommitNames("{\"git_hash\":\"" + git + "\",\"hg_hash\":\"" + hg + "\"}");
        QVERIFY(names.has_value());
        QCOMPARE(*names, (CommitNames{.git = QString::fromLatin1(git), .hg = QString::fromLatin1(hg)}));
        for (const QByteArray &wrong : QByteArrayList{QByteArray("{}"), "{\"git_hash\":\"" + git + "\"}",
                                                      "{\"git_hash\":\"" + git + "\",\"hg_hash\":\"zz\"}",
                                                      "{\"git_hash\":\"" + git + "\",\"hg_hash\":7}", QByteArray("[]")}) {
            const Result<CommitNames> none = parseCommitNames(wrong);
            QVERIFY(!none);
            QCOMPARE(none.error().reason, Reason::WrongShape);
        }
        QVERIFY(!parseCommitNames("<html>"));
    }

    void problemsSpeak()
    {
        QCOMPARE(problemText("{\"detail\":\"A landing\\njob\",\"title\":\"t\"}"), u"A landing job"_s);
        QCOMPARE(problemText("{\"title\":\"Landing job not found\"}"), u"Landing job not found"_s);
        QCOMPARE(problemText("{\"detail\":7}"), QString());
        QCOMPARE(problemText("<html>"), QString());
    }

    void cursorsComeBack()
    {
        const QDateTime when(QDate(2026, 11, 20), QTime(15, 51, 42, 598), QTimeZone::UTC);
        const JobCursor job{.status = u"held:1"_s,
                            .changed = when,
                            .ended = true,
                            .asked = when.addSecs(3),
                            .commit = u"c"_s,
                            .revision = u"h"_s,
                            .gitRevision = u"g"_s,
                            .named = true};
        QCOMPARE(JobCursor::fromText(job.toText()), job);
        TreesCursor trees{.door = Door::Alone};
        trees.seen.insert(
            u"autoland"_s,
            {.log = 7, .status = Tree::Status::ApprovalRequired, .since = when, .by = u"a"_s, .read = true});
        trees.seen.insert(u"é \""_s, {});
        QCOMPARE(TreesCursor::fromText(trees.toText()), trees);
        for (const QString &odd : {QString(), u"[]"_s, u"{\"status\":1,\"changed\":2,\"trees\":[3],\"alone\":\"x\"}"_s,
                                   u"<html>"_s, u"{\"trees\":{}}"_s}) {
            QCOMPARE(JobCursor::fromText(odd), JobCursor());
            QCOMPARE(TreesCursor::fromText(odd), TreesCursor());
        }
    }
};

QTEST_GUILESS_MAIN(LandoParserTest)
#include "tst_landoparser.moc"
