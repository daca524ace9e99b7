// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/net/gunzip.h"
#include "app/sources/treeherder/treeherderparser.h"
#include "tests/sources/golden.h"

#include <QDir>
#include <QJsonArray>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
/// JSON with its quotes written as apostrophes.
QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

const Treeherder::Place s_place{AccountId(u"th"_s), QUrl(u"https://treeherder.example/base"_s), u"autoland"_s};
const QByteArray s_names = json(
    "['failure_classification_id','id','job_group_name','job_group_symbol','job_type_name','job_type_symbol','last_modified','platform','push_id','push_revision','result','signature','state','tier','task_id','retry_id','duration','platform_option']"_ba);
const QByteArray s_good = json(
    "[1,7,'Mochitests','M','test-x/opt-m-1','1','2026-11-20T15:21:53.653090','linux64',3,'abc','success','sig','completed',1,'task',0,9,'opt']"_ba);

QByteArray page(const QByteArray &rows, const QByteArray &more = {})
{
    return "{\"count\":1,\"next\":null,\"results\":["_ba + rows + "],\"job_property_names\":"_ba + s_names + more + '}';
}

/// The good row with one of its 18 cells replaced.
QByteArray rowWith(int column, const QByteArray &cell)
{
    QList<QByteArray> cells = s_good.sliced(1, s_good.size() - 2).split(',');
    cells[column] = cell;
    return '[' + cells.join(',') + ']';
}

QJsonArray skippedToJson(const QList<SkippedRecord> &skipped)
{
    QJsonArray array;
    for (const SkippedRecord &record : skipped) {
        array.append(QString(record.what + u": "_s + record.why));
    }
    return array;
}

QJsonObject toJson(const Failure &failure)
{
    return {{u"kind"_s, int(failure.kind)}, {u"reason"_s, int(failure.reason)}, {u"detail"_s, failure.detail}};
}

QJsonObject toJson(const Result<Treeherder::PushPage> &page)
{
    if (!page) {
        return toJson(page.error());
    }
    QJsonArray pushes;
    for (const Push &push : page->pushes) {
        QJsonArray commits;
        for (const Commit &commit : push.commits) {
            commits.append(QString(commit.revision.left(12) + u' ' + commit.author + u' ' + commit.message));
        }
        pushes.append(QJsonObject{{u"id"_s, push.id},
                                  {u"revision"_s, push.revision},
                                  {u"author"_s, push.author},
                                  {u"pushed"_s, push.pushed.toString(Qt::ISODate)},
                                  {u"count"_s, push.commitCount},
                                  {u"commits"_s, commits},
                                  {u"url"_s, push.url.toString(QUrl::FullyEncoded)}});
    }
    return {{u"pushes"_s, pushes}, {u"skipped"_s, skippedToJson(page->skipped)}};
}

QJsonObject toJson(const Result<Treeherder::JobPage> &page)
{
    if (!page) {
        return toJson(page.error());
    }
    QJsonArray jobs;
    for (const Job &job : page->jobs) {
        jobs.append(QStringList{QString::number(job.id), QString::number(job.pushId), job.groupName, job.groupSymbol,
                                job.typeName, job.typeSymbol, job.platform, job.platformOption, job.taskId,
                                jobStateName(job.state), jobResultName(job.result), QString::number(job.tier),
                                QString::number(job.classification), QString::number(job.retryId),
                                QString::number(job.duration.count()), job.lastModified.toString(Qt::ISODateWithMs)}
                        .join(u'|'));
    }
    return {{u"jobs"_s, jobs},
            {u"more"_s, page->more},
            {u"rows"_s, page->rows},
            {u"skipped"_s, skippedToJson(page->skipped)}};
}

QByteArray unpacked(const QString &name)
{
    QFile file(QStringLiteral(WINDSOCK_TEST_DATA "/../../resources/airfield/treeherder/%1.json.gz").arg(name));
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    QByteArray bytes;
    Gunzip(64 * 1024 * 1024).feed(file.readAll(), bytes);
    return bytes;
}
}

class TreeherderParserTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsRecordedPushes_data()
    {
        QTest::addColumn<QString>("name");
        for (const auto &name :
             {u"02_pushes"_s, u"05_push_fromchange"_s, u"11_bad_rev"_s, u"12_author"_s, u"16_push_ts"_s}) {
            QTest::newRow(qPrintable(name)) << QString(u"treeherder/"_s + name);
        }
    }

    void readsRecordedPushes()
    {
        QFETCH(QString, name);
        const QString difference = Golden::difference(name,
                                                      toJson(Treeherder::parsePushes(Golden::recorded(name), s_place)));
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
    }

    void readsRecordedJobs_data()
    {
        QTest::addColumn<QString>("name");
        for (const auto &name : {u"03_jobs_push"_s, u"04_jobs_last_modified"_s}) {
            QTest::newRow(qPrintable(name)) << QString(u"treeherder/"_s + name);
        }
    }

    void readsRecordedJobs()
    {
        QFETCH(QString, name);
        const QString difference = Golden::difference(name, toJson(Treeherder::parseJobs(Golden::recorded(name), {})));
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
    }

    void survivesEveryOtherAnswer()
    {
        int fed = 0;
        for (const QString &file : QDir(QStringLiteral(WINDSOCK_TEST_DATA "/treeherder")).entryList({u"*.in.json"_s})) {
            const QByteArray bytes = Golden::recorded(u"treeherder/"_s + file.chopped(8));
            QVERIFY2(!bytes.isEmpty(), qPrintable(file));
            (void)Treeherder::parseJobs(bytes, {});
            (void)Treeherder::parsePushes(bytes, s_place);
            (void)Treeherder::parseRepositories(bytes);
            ++fed;
        }
        QVERIFY(fed >= 20);
    }

    void listsRepositories()
    {
        const auto found = Treeherder::parseRepositories(Golden::recorded(u"treeherder/01_repository"_s));
        QVERIFY(found);
        QJsonObject seen;
        for (const Treeherder::Repository &repository : *found) {
            seen.insert(repository.name,
                        QStringList{repository.codebase, repository.dvcs, repository.taskcluster.toString()}.join(u'|'));
        }
        QVERIFY(seen.contains("autoland"_L1) && seen.contains("try"_L1));
        const QString difference = Golden::difference(u"treeherder/01_repository"_s, seen);
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
        QVERIFY(!Treeherder::parseRepositories("{}"_ba));
        const auto few = Treeherder::parseRepositories(
            json("[{'name':'b'},{'name':'a','active_status':'active','tc_root_url':'javascript:1'},{'name':7},'c',{},"
                 "{'name':'old','active_status':'onhold'}]"));
        QVERIFY(few);
        QCOMPARE(*few, (QList<Treeherder::Repository>{{.name = u"a"_s}, {.name = u"b"_s}}));
    }

    void readsTheSequencesWhole()
    {
        qsizetype rows = 0;
        QStringList columns;
        for (int part = 1; part <= 3; ++part) {
            const auto page = Treeherder::parseJobs(unpacked(u"autoland/t0-jobs-%1"_s.arg(part)), columns);
            QVERIFY(page);
            QCOMPARE(page->skipped, QList<SkippedRecord>());
            QCOMPARE(page->jobs.size(), page->rows);
            QCOMPARE(page->more, part < 3);
            columns = page->columns;
            rows += page->rows;
        }
        QCOMPARE(rows, 4500);
        const QList<qsizetype> changes{59, 44, 27, 66, 21, 28};
        for (int step = 1; step <= 6; ++step) {
            const auto page = Treeherder::parseJobs(unpacked(u"autoland/t%1-jobs-1"_s.arg(step)), {});
            QVERIFY(page);
            QCOMPARE(page->jobs.size(), changes.at(step - 1));
        }
        const auto before = Treeherder::parsePushes(unpacked(u"autoland/t0-push"_s), s_place);
        const auto after = Treeherder::parsePushes(unpacked(u"autoland/t3-push"_s), s_place);
        QVERIFY(before && after);
        QCOMPARE(before->pushes.size(), 11);
        QCOMPARE(after->pushes.size(), 12);
    }

    void readsTheRecordedQueue()
    {
        qsizetype jobs = 0;
        for (const auto &name : {u"A-jobs-1"_s, u"A-jobs-2"_s}) {
            const auto page = Treeherder::parseJobs(unpacked(u"mozilla-inbound/"_s + name), {});
            QVERIFY(page);
            QVERIFY(page->skipped.isEmpty());
            jobs += page->jobs.size();
        }
        QCOMPARE(jobs, 3712);
    }

    void readsColumnsByName()
    {
        const auto swapped = Treeherder::parseJobs(
            json("{'next':null,'results':[['running',4,'unknown',9,'extra']],'job_property_names':['state','push_id','result','id','new']}"_ba),
            {});
        QVERIFY(swapped);
        QCOMPARE(swapped->jobs.size(), 1);
        const Job &job = swapped->jobs.constFirst();
        QCOMPARE(job.id, 9);
        QCOMPARE(job.pushId, 4);
        QCOMPARE(job.state, Job::State::Running);
        QCOMPARE(job.groupSymbol, u"?"_s);
        QCOMPARE(job.tier, 1);
        QCOMPARE(job.classification, 1);
        QVERIFY(!job.lastModified.isValid());
    }

    void takesHeldNamesWhereAPageHasNone()
    {
        const auto first = Treeherder::parseJobs(page(s_good), {});
        QVERIFY(first);
        QCOMPARE(first->jobs.size(), 1);
        const QByteArray bare = "{\"results\":["_ba + s_good + "]}"_ba;
        QVERIFY(!Treeherder::parseJobs(bare, {}));
        QCOMPARE(Treeherder::parseJobs(bare, {}).error().reason, Failure::Reason::WrongShape);
        const auto second = Treeherder::parseJobs(bare, first->columns);
        QVERIFY(second);
        QCOMPARE(second->jobs, first->jobs);
        QVERIFY(Treeherder::parseJobs(json("{'results':[]}"_ba), {}));
    }

    void readsTheGoodRow()
    {
        const auto read = Treeherder::parseJobs(page(s_good), {});
        QVERIFY(read && read->jobs.size() == 1);
        const Job &job = read->jobs.constFirst();
        QCOMPARE(job.lastModified, QDateTime(QDate(2026, 11, 20), QTime(15, 21, 53, 653), QTimeZone::UTC));
        QCOMPARE(job.duration, std::chrono::minutes(9));
        QCOMPARE(job.taskId, u"task"_s);
    }

    void skipsABadRowAndKeepsTheOthers_data()
    {
        QTest::addColumn<QByteArray>("row");
        QTest::addColumn<QString>("why");
        for (const int text : {2, 3, 4, 5, 7, 10, 12, 14, 17}) {
            for (const QByteArray &cell : {"7"_ba, "true"_ba, "[]"_ba, "{}"_ba}) {
                QTest::addRow("text column %d: %s", text, cell.constData()) << rowWith(text, cell) << u"is not a text"_s;
            }
        }
        for (const int number : {0, 1, 8, 13, 15, 16}) {
            for (const QByteArray &cell : {"\"1\""_ba, "false"_ba, "[1]"_ba, "1e300"_ba}) {
                QTest::addRow("number column %d: %s", number, cell.constData())
                    << rowWith(number, cell) << u"is not a number"_s;
            }
        }
        QTest::newRow("id 0") << rowWith(1, "0"_ba) << u"id is not above 0"_s;
        QTest::newRow("id below 0") << rowWith(1, "-4"_ba) << u"id is not above 0"_s;
        QTest::newRow("id null") << rowWith(1, "null"_ba) << u"id is not above 0"_s;
        QTest::newRow("push 0") << rowWith(8, "0"_ba) << u"push_id is not above 0"_s;
        QTest::newRow("no time") << rowWith(6, "\"yesterday\""_ba) << u"last_modified is not a time"_s;
        QTest::newRow("time is a number") << rowWith(6, "17"_ba) << u"last_modified is not a time"_s;
        QTest::newRow("no state") << rowWith(12, "null"_ba) << u"state is missing"_s;
        QTest::newRow("short") << "[1,2]"_ba << u"it is no row of 18 columns"_s;
        QTest::newRow("null") << "null"_ba << u"it is no row of 18 columns"_s;
        QTest::newRow("object") << "{}"_ba << u"it is no row of 18 columns"_s;
    }

    void skipsABadRowAndKeepsTheOthers()
    {
        QFETCH(QByteArray, row);
        QFETCH(QString, why);
        const auto read = Treeherder::parseJobs(page(s_good + ',' + row + ',' + rowWith(1, "8"_ba)), {});
        QVERIFY(read);
        QCOMPARE(read->rows, 3);
        QCOMPARE(read->jobs.size(), 2);
        QCOMPARE(read->skipped.size(), 1);
        QCOMPARE(read->skipped.constFirst().what, u"jobs[1]"_s);
        QVERIFY2(read->skipped.constFirst().why.contains(why), qPrintable(read->skipped.constFirst().why));
    }

    void takesNullsUnknownWordsAndOddNumbers()
    {
        QByteArray rows = s_good;
        for (const int column : {0, 2, 3, 4, 5, 6, 7, 9, 10, 11, 13, 14, 15, 16, 17}) {
            rows += ',' + rowWith(column, "null"_ba);
        }
        const auto nulls = Treeherder::parseJobs(page(rows), {});
        QVERIFY(nulls);
        QVERIFY2(nulls->skipped.isEmpty(), qPrintable(nulls->skipped.value(0).why));
        const auto odd = Treeherder::parseJobs(page(rowWith(10, "\"exploded\""_ba) + ','
                                                    + rowWith(12, "\"dreaming\""_ba) + ',' + rowWith(13, "99"_ba) + ','
                                                    + rowWith(16, "-5"_ba) + ',' + rowWith(16, "2.7"_ba)),
                                               {});
        QVERIFY(odd && odd->jobs.size() == 5);
        QCOMPARE(odd->jobs.at(0).result, Job::Result::Unknown);
        QCOMPARE(odd->jobs.at(1).state, Job::State::Unknown);
        QCOMPARE(odd->jobs.at(2).tier, 3);
        QCOMPARE(odd->jobs.at(3).duration, std::chrono::minutes(0));
        QCOMPARE(odd->jobs.at(4).duration, std::chrono::minutes(2));
    }

    void cutsHugeTextsAndKeepsAHundredSkips()
    {
        const QByteArray huge = '"' + QByteArray(3'000'000, 'x') + '"';
        const auto cut = Treeherder::parseJobs(page(rowWith(4, huge)), {});
        QVERIFY(cut && cut->jobs.size() == 1);
        QCOMPARE(cut->jobs.constFirst().typeName.size(), 1000);
        const auto many = Treeherder::parseJobs(page(QByteArray("7,").repeated(500) + s_good), {});
        QVERIFY(many);
        QCOMPARE(many->skipped.size(), 100);
        QCOMPARE(many->jobs.size(), 1);
    }

    void knowsWhetherAPageFollows_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("more");
        const QByteArray rest = "\"job_property_names\":"_ba + s_names + '}';
        const QByteArray full = QByteArray(s_good + ',').repeated(1999) + s_good;
        QTest::newRow("next") << "{\"next\":\"http://evil.example/\",\"results\":["_ba + s_good + "],"_ba + rest << true;
        QTest::newRow("null") << "{\"next\":null,\"results\":["_ba + full + "],"_ba + rest << false;
        QTest::newRow("no next, full") << "{\"results\":["_ba + full + "],"_ba + rest << true;
        QTest::newRow("no next, not full") << "{\"results\":["_ba + s_good + "],"_ba + rest << false;
        QTest::newRow("next of an empty page") << "{\"next\":\"x\",\"results\":[],"_ba + rest << false;
    }

    void knowsWhetherAPageFollows()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, more);
        const auto read = Treeherder::parseJobs(bytes, {});
        QVERIFY(read);
        QCOMPARE(read->more, more);
    }

    void refusesWhatIsNoAnswer_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("reason");
        QTest::newRow("html") << Golden::recorded(u"treeherder/15_ua_blocked"_s) << int(Failure::Reason::NotTheFormat);
        QTest::newRow("truncated") << Golden::recorded(u"treeherder/03_jobs_push"_s).chopped(40)
                                   << int(Failure::Reason::NotTheFormat);
        QTest::newRow("nothing") << ""_ba << int(Failure::Reason::NotTheFormat);
        QTest::newRow("null") << "null"_ba << int(Failure::Reason::WrongShape);
        QTest::newRow("list") << "[]"_ba << int(Failure::Reason::WrongShape);
        QTest::newRow("no results") << "{}"_ba << int(Failure::Reason::WrongShape);
        QTest::newRow("results are an object") << json("{'results':{}}"_ba) << int(Failure::Reason::WrongShape);
        QTest::newRow("deep") << "{\"results\":"_ba + QByteArray(5000, '[') + QByteArray(5000, ']') + '}'
                              << int(Failure::Reason::TooDeep);
    }

    void refusesWhatIsNoAnswer()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, reason);
        const auto jobs = Treeherder::parseJobs(bytes, {});
        const auto pushes = Treeherder::parsePushes(bytes, s_place);
        QVERIFY(!jobs && !pushes);
        QCOMPARE(int(jobs.error().reason), reason);
        QCOMPARE(int(pushes.error().reason), reason);
        QCOMPARE(jobs.error().kind, Failure::Kind::Malformed);
    }

    void skipsABadPush_data()
    {
        QTest::addColumn<QByteArray>("push");
        QTest::addColumn<QString>("why");
        QTest::newRow("no id") << json("{'revision':'a','author':'b','push_timestamp':1}"_ba) << u"id is missing"_s;
        QTest::newRow("id is a text") << json("{'id':'1','revision':'a','author':'b','push_timestamp':1}"_ba)
                                      << u"id is not"_s;
        QTest::newRow("no revision") << json("{'id':1,'author':'b','push_timestamp':1}"_ba) << u"revision is missing"_s;
        QTest::newRow("empty revision") << json("{'id':1,'revision':'','author':'b','push_timestamp':1}"_ba)
                                        << u"revision is empty"_s;
        QTest::newRow("author is a list")
            << json("{'id':1,'revision':'a','author':[],'push_timestamp':1}"_ba) << u"author is not"_s;
        QTest::newRow("time is a text") << json("{'id':1,'revision':'a','author':'b','push_timestamp':'1'}"_ba)
                                        << u"push_timestamp is not"_s;
        QTest::newRow("far future") << json("{'id':1,'revision':'a','author':'b','push_timestamp':99999999999}"_ba)
                                    << u"out of range"_s;
        QTest::newRow("revisions") << json("{'id':1,'revision':'a','author':'b','push_timestamp':1,'revisions':7}"_ba)
                                   << u"no"_s;
        QTest::newRow("twice") << json("{'id':5,'revision':'a','author':'b','push_timestamp':1}"_ba) << u"twice"_s;
        QTest::newRow("null") << "null"_ba << u"it is no object"_s;
    }

    void skipsABadPush()
    {
        QFETCH(QByteArray, push);
        QFETCH(QString, why);
        const QByteArray good = json(
            "{'id':5,'revision':'abc','author':'a@b','push_timestamp':1795187513,'revisions':[{'revision':'abc','author':null,'comments':'One\\nmore'},17]}"_ba);
        const auto page = Treeherder::parsePushes("{\"results\":["_ba + good + ',' + push + "]}"_ba, s_place);
        QVERIFY(page);
        QCOMPARE(page->pushes.size(), 1);
        QCOMPARE(page->pushes.constFirst().title(), u"One"_s);
        QCOMPARE(page->pushes.constFirst().commits.size(), 1);
        QCOMPARE(page->skipped.size(), 1);
        QVERIFY2(page->skipped.constFirst().why.contains(why), qPrintable(page->skipped.constFirst().why));
    }

    void namesFailuresByTheirRemedy()
    {
        const QDateTime now = QDateTime::fromSecsSinceEpoch(1795187513, QTimeZone::UTC);
        const auto of = [&now](int status, const QString &name) {
            return Treeherder::failureOf({.status = status, .body = Golden::recorded(u"treeherder/"_s + name)}, now);
        };
        QCOMPARE(of(404, u"09_nosuch_job"_s).reason, Failure::Reason::NotFound);
        QCOMPARE(of(404, u"09_nosuch_job"_s).kind, Failure::Kind::Rejected);
        QCOMPARE(of(404, u"09_nosuch_job"_s).detail, u"No job with id: 999999999"_s);
        QCOMPARE(of(404, u"08_nosuch_project"_s).detail, u"No project with name nosuch"_s);
        QCOMPARE(of(403, u"15_ua_blocked"_s).reason, Failure::Reason::Forbidden);
        QVERIFY(of(403, u"15_ua_blocked"_s).detail.contains(u"User-Agent"_s));
        QCOMPARE(of(400, u"17_count_too_big"_s).reason, Failure::Reason::BadRequest);
        QCOMPARE(of(400, u"10_bad_param"_s).kind, Failure::Kind::Rejected);
        QCOMPARE(of(502, u"15_ua_blocked"_s).kind, Failure::Kind::Transient);
        QCOMPARE(of(429, u"15_ua_blocked"_s).kind, Failure::Kind::RateLimited);
    }
};

QTEST_GUILESS_MAIN(TreeherderParserTest)

#include "tst_treeherderparser.moc"
