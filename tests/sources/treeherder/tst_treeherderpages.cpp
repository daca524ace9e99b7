// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/net/gunzip.h"
#include "app/sources/treeherder/treeherdercursor.h"
#include "app/sources/treeherder/treeherderparser.h"
#include "app/sources/treeherder/treeherderrequests.h"
#include "app/sources/treeherder/treeherdersource.h"
#include "tests/sources/golden.h"
#include "tests/sources/wireserver.h"

#include <QJsonArray>
#include <QRandomGenerator>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QDateTime s_now(QDate(2026, 11, 20), QTime(16, 0), QTimeZone::UTC);
const QUrl s_base(u"https://treeherder.mozilla.org"_s);
using Counts = QMap<QString, int>;

QByteArray recording(const QString &name)
{
    if (!name.contains(u'/')) {
        return Golden::recorded(u"treeherder/"_s + name);
    }
    QFile file(QStringLiteral(WINDSOCK_TEST_DATA "/../../resources/airfield/treeherder/%1.json.gz").arg(name));
    QByteArray bytes;
    if (file.open(QIODevice::ReadOnly)) {
        Gunzip(64 * 1024 * 1024).feed(file.readAll(), bytes);
    }
    return bytes;
}

/// How many jobs of each state, result, platform and so on an answer holds, by a reader that shares nothing with ours.
Counts countsIn(const QByteArray &bytes)
{
    const QJsonObject object = QJsonDocument::fromJson(bytes).object();
    const QJsonArray names = object.value("job_property_names"_L1).toArray();
    Counts counts;
    for (const QJsonValue &row : object.value("results"_L1).toArray()) {
        for (qsizetype i = 0; i < names.size(); ++i) {
            const QString name = names.at(i).toString();
            const QJsonValue cell = row.toArray().at(i);
            const bool isNumber = cell.isDouble() || name == "retry_id"_L1; // null where it is no retry
            const QString word = isNumber ? QString::number(cell.toInteger()) : cell.toString();
            if (name == "state"_L1 || name == "result"_L1 || name == "platform"_L1 || name == "platform_option"_L1
                || name == "tier"_L1 || name == "failure_classification_id"_L1 || name == "push_id"_L1
                || name == "job_type_name"_L1 || name == "retry_id"_L1) {
                ++counts[name + u'=' + word];
            }
        }
        ++counts[u"all"_s];
    }
    return counts;
}

Counts countsOf(const QList<Job> &jobs)
{
    Counts counts;
    for (const Job &job : jobs) {
        for (const QString &word :
             {QString(u"state="_s + jobStateName(job.state)), QString(u"result="_s + jobResultName(job.result)),
              QString(u"platform="_s + job.platform), QString(u"platform_option="_s + job.platformOption),
              u"tier=%1"_s.arg(job.tier), u"failure_classification_id=%1"_s.arg(job.classification),
              u"push_id=%1"_s.arg(job.pushId), QString(u"job_type_name="_s + job.typeName),
              u"retry_id=%1"_s.arg(job.retryId), u"all"_s}) {
            ++counts[word];
        }
    }
    return counts;
}

QString differences(const Counts &a, const Counts &b)
{
    QStringList lines;
    Counts all = a;
    all.insert(b);
    for (const QString &key : all.keys()) {
        if (a.value(key) != b.value(key)) {
            lines.append(u"%1: %2, not %3"_s.arg(key).arg(a.value(key)).arg(b.value(key)));
        }
    }
    return lines.mid(0, 10).join(u'\n');
}

QByteArray row(qint64 id, qint64 push, const char *state, const char *modified)
{
    return "[" + QByteArray::number(id) + "," + QByteArray::number(push) + ",\"" + state + "\",\"unknown\",\""
        + modified + "\"]";
}

QByteArray jobPage(const QByteArrayList &rows, bool more, const QByteArray &names = {})
{
    const QByteArray all = names.isEmpty() ? "\"id\",\"push_id\",\"state\",\"result\",\"last_modified\""_ba : names;
    return "{\"next\":" + QByteArray(more ? "\"x\"" : "null") + ",\"results\":[" + rows.join(',')
        + "],\"job_property_names\":[" + all + "]}";
}

constexpr qint64 s_pushed = 5; ///< where nothing else is said of a push, seconds since 1970

QByteArray pushPage(const QList<qint64> &ids, const QHash<qint64, qint64> &times)
{
    QByteArrayList rows;
    for (const qint64 id : ids) {
        const QByteArray text = QByteArray::number(id);
        rows.append("{\"id\":" + text + ",\"revision\":\"r" + text
                    + "\",\"author\":\"a\",\"push_timestamp\":" + QByteArray::number(times.value(id, s_pushed)) + "}");
    }
    return "{\"results\":[" + rows.join(',') + "]}";
}

QString textOf(const HttpRequest &request)
{
    return request.url.toString(QUrl::FullyEncoded);
}
}

class TreeherderPagesTest : public QObject
{
    Q_OBJECT

private:
    QList<qint64> m_listed;
    QHash<qint64, qint64> m_times; ///< when pushes were pushed, where it is not s_pushed
    QByteArrayList m_pages; ///< of jobs, one an answer
    QByteArray m_date;
    WireServer::Told m_instead; ///< of the push list, where it has a body
    std::unique_ptr<WireServer> m_wire;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<TreeherderSource> m_source;

    WireServer::Told answer(const WireServer::Asked &asked)
    {
        WireServer::Told told;
        if (!m_date.isEmpty()) {
            told.headers += "Date: " + m_date + "\r\n";
        }
        if (asked.path.endsWith("/push/"_L1)) {
            if (!m_instead.body.isEmpty()) {
                return m_instead;
            }
            QList<qint64> ids = m_listed;
            if (asked.query.hasQueryItem(u"id__in"_s)) {
                ids.clear();
                for (const QString &id : asked.item("id__in").split(u',')) {
                    ids.append(id.toLongLong());
                }
            }
            if (const QString since = asked.item("push_timestamp__gte"); !since.isEmpty()) {
                ids.removeIf([&](qint64 id) { return m_times.value(id, s_pushed) < since.toLongLong(); });
            }
            told.body = pushPage(ids, m_times);
            return told;
        }
        told.body = m_pages.isEmpty() ? jobPage({}, false) : m_pages.takeFirst();
        return told;
    }

    FetchTask task(const QString &cursor = {}) const
    {
        return {.account = {.id = AccountId(u"th"_s), .service = Service::Treeherder, .baseUrl = m_wire->base()},
                .watch = {.id = WatchId(u"th/try"_s), .account = AccountId(u"th"_s), .target = u"try"_s},
                .memory = {.watch = WatchId(u"th/try"_s), .cursor = cursor},
                .now = s_now};
    }

    QList<WireServer::Asked> askedForJobs() const
    {
        QList<WireServer::Asked> jobs = m_wire->asked;
        jobs.removeIf([](const WireServer::Asked &asked) { return !asked.path.endsWith("/jobs/"_L1); });
        return jobs;
    }

private Q_SLOTS:
    void init()
    {
        m_listed = {2, 1};
        m_times.clear();
        m_pages.clear();
        m_date.clear();
        m_instead = {};
        m_wire = std::make_unique<WireServer>([this](const WireServer::Asked &asked) { return answer(asked); });
        m_http = std::make_unique<HttpClient>(systemNow);
        m_source = std::make_unique<TreeherderSource>(*m_http);
    }

    void cleanup() { m_source.reset(); }

    void countsWhatAnotherReaderCounts_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("least"); // jobs
        QTest::newRow("push") << u"03_jobs_push"_s << 1;
        QTest::newRow("since") << u"04_jobs_last_modified"_s << 5;
        for (int part = 1; part <= 3; ++part) {
            QTest::addRow("t0, part %d", part) << u"autoland/t0-jobs-%1"_s.arg(part) << 500;
        }
        for (int step = 1; step <= 6; ++step) {
            QTest::addRow("t%d", step) << u"autoland/t%1-jobs-1"_s.arg(step) << 20;
        }
        for (const auto &name : {u"A-jobs-1"_s, u"A-jobs-2"_s, u"B-jobs-1"_s, u"B-jobs-2"_s}) {
            QTest::addRow("queue %s", qPrintable(name)) << QString(u"mozilla-inbound/"_s + name) << 1000;
        }
    }

    void countsWhatAnotherReaderCounts()
    {
        QFETCH(QString, name);
        QFETCH(int, least);
        const QByteArray bytes = recording(name);
        const Counts counted = countsIn(bytes);
        const auto page = Treeherder::parseJobs(bytes, {});
        QVERIFY(page);
        QVERIFY(page->jobs.size() >= least);
        QCOMPARE(page->skipped, QList<SkippedRecord>());
        const QString different = differences(countsOf(page->jobs), counted);
        QVERIFY2(different.isEmpty(), qPrintable(different));
    }

    void theNewestChangeIsWhatAnotherReaderSees()
    {
        for (int step = 1; step <= 6; ++step) {
            const QByteArray bytes = recording(u"autoland/t%1-jobs-1"_s.arg(step));
            const QJsonObject object = QJsonDocument::fromJson(bytes).object();
            const qsizetype column =
                object.value("job_property_names"_L1).toArray().toVariantList().indexOf(u"last_modified"_s);
            QString newest; // texts of one form compare as times
            for (const QJsonValue &row : object.value("results"_L1).toArray()) {
                newest = std::max(newest, row.toArray().at(column).toString());
            }
            QDateTime read;
            const auto page = Treeherder::parseJobs(bytes, {});
            QVERIFY(page);
            for (const Job &job : page->jobs) {
                read = read.isValid() ? std::max(read, job.lastModified) : job.lastModified;
            }
            QCOMPARE(read.toString(u"yyyy-MM-ddTHH:mm:ss.zzz"_s), newest.left(23));
        }
    }

    void pushesAreWhatAnotherReaderSees()
    {
        const Treeherder::Place place{AccountId(u"th"_s), s_base, u"autoland"_s};
        for (const QString &name : {u"02_pushes"_s, u"12_author"_s, u"16_push_ts"_s, u"autoland/t0-push"_s,
                                    u"autoland/t3-push"_s, u"mozilla-inbound/A-push"_s, u"mozilla-inbound/B-push"_s}) {
            const QByteArray bytes = recording(name);
            const QJsonArray rows = QJsonDocument::fromJson(bytes).object().value("results"_L1).toArray();
            const auto page = Treeherder::parsePushes(bytes, place);
            QVERIFY(page && page->skipped.isEmpty());
            QCOMPARE(page->pushes.size(), rows.size());
            for (qsizetype i = 0; i < rows.size(); ++i) {
                const Push &push = page->pushes.at(i);
                const QJsonValue row = rows.at(i);
                QCOMPARE(push.id, row["id"_L1].toInteger());
                QCOMPARE(push.revision, row["revision"_L1].toString());
                QCOMPARE(push.author, row["author"_L1].toString());
                QCOMPARE(push.pushed.toSecsSinceEpoch(), row["push_timestamp"_L1].toInteger());
                QCOMPARE(push.commits.size(), row["revisions"_L1].toArray().size());
                QCOMPARE(push.commitCount, row["revision_count"_L1].toInteger());
            }
        }
    }

    void asksTheseQuestions_data()
    {
        QTest::addColumn<HttpRequest>("request");
        QTest::addColumn<QString>("asked");
        const QDateTime newest(QDate(2026, 11, 20), QTime(15, 0, 1, 250), QTimeZone::UTC);
        QTest::newRow("pushes") << Treeherder::pushList(s_base, u"autoland"_s, {})
                                << u"/api/project/autoland/push/?full=true&count=20"_s;
        QTest::newRow("pushes of one") << Treeherder::pushList(s_base, u"try"_s, u"me@mozilla.com"_s)
                                       << u"/api/project/try/push/?full=true&count=20&author=me%40mozilla.com"_s;
        QTest::newRow("new pushes") << Treeherder::pushList(s_base, u"try"_s, {}, s_now)
                                    << u"/api/project/try/push/?full=true&count=20&push_timestamp__gte=%1"_s.arg(
                                           s_now.toSecsSinceEpoch());
        QTest::newRow("by id") << Treeherder::pushesById(s_base, u"try"_s, {3, 2, 1})
                               << u"/api/project/try/push/?full=true&count=3&id__in=3%2C2%2C1"_s;
        QTest::newRow("all jobs") << Treeherder::jobs(s_base, {3, 2}, {}, 1)
                                  << u"/api/jobs/?push_id__in=3%2C2&count=2000&page=1"_s;
        QTest::newRow("later page") << Treeherder::jobs(s_base, {3}, {}, 17)
                                    << u"/api/jobs/?push_id__in=3&count=2000&page=17"_s;
        QTest::newRow("changes, three seconds back")
            << Treeherder::jobs(s_base, {3}, newest, 1)
            << u"/api/jobs/?push_id__in=3&count=2000&page=1&last_modified__gt=2026-11-20T14%3A59%3A58.250"_s;
        QTest::newRow("over midnight, another zone")
            << Treeherder::jobs(s_base, {3}, QDateTime(QDate(2026, 11, 20), QTime(1, 0, 2), QTimeZone("Europe/Berlin")),
                                1)
            << u"/api/jobs/?push_id__in=3&count=2000&page=1&last_modified__gt=2026-11-19T23%3A59%3A59.000"_s;
        QTest::newRow("repositories") << Treeherder::repositories(s_base) << u"/api/repository/"_s;
    }

    void asksTheseQuestions()
    {
        QFETCH(HttpRequest, request);
        QFETCH(QString, asked);
        QCOMPARE(textOf(request), QString(s_base.toString() + asked));
        QCOMPARE(request.method, "GET"_ba);
        QVERIFY(request.credentials.isEmpty());
        QCOMPARE(request.headers, (QList<HttpHeader>{{"Accept"_ba, "application/json"_ba}}));
    }

    void aHundredPushesFitIntoAnAddress()
    {
        QList<qint64> ids;
        for (int i = 0; i < 100; ++i) {
            ids.append(99'999'999 - i);
        }
        QVERIFY(textOf(Treeherder::jobs(s_base, ids, s_now, 60)).size() < 2000);
    }

    void aDamagedCursorIsEmptyAndNeverACrash()
    {
        const QString whole = TreeherderCursor{.newest = s_now, .columns = {u"id"_s, u"pu\"sh"_s}}.toText();
        for (qsizetype cut = 0; cut < whole.size(); ++cut) {
            QCOMPARE(TreeherderCursor::fromText(whole.left(cut)), TreeherderCursor());
        }
        QRandomGenerator random(20261121);
        for (int i = 0; i < 2000; ++i) {
            QString text = whole;
            for (int changes = random.bounded(1, 4); changes > 0; --changes) {
                text[random.bounded(text.size())] = QChar(random.bounded(1, 0xFFFF));
            }
            const TreeherderCursor read = TreeherderCursor::fromText(text);
            QVERIFY(read.columns.size() <= 2);
        }
        QCOMPARE(TreeherderCursor::fromText(u"{\"lastModified\":\"soon\",\"names\":[1,null,\"id\"]}"_s).columns,
                 (QStringList{QString(), QString(), u"id"_s}));
    }

    void aDamagedCursorStartsTheFetchOver_data()
    {
        QTest::addColumn<QString>("cursor");
        QTest::newRow("none") << QString();
        QTest::newRow("nonsense") << u"nonsense"_s;
        QTest::newRow("cut") << u"{\"lastModified\":\"2026-11-20T15:00"_s;
        QTest::newRow("another source's") << u"{\"flavour\":\"header\",\"asked\":{}}"_s;
        QTest::newRow("from the future") << TreeherderCursor{.newest = s_now.addDays(2), .columns = {}}.toText();
    }

    void aDamagedCursorStartsTheFetchOver()
    {
        QFETCH(QString, cursor);
        m_pages = {jobPage({row(11, 1, "running", "2026-11-20T15:00:00")}, false)};
        FetchTask again = task(cursor);
        again.memory.keys = {u"push/1"_s, u"push/2"_s};
        const auto snapshot = fetchOnce(*m_source, again);
        QVERIFY(snapshot);
        QCOMPARE(snapshot->jobs.size(), 1);
        QVERIFY(!askedForJobs().constFirst().query.hasQueryItem(u"last_modified__gt"_s));
        QCOMPARE(TreeherderCursor::fromText(snapshot->cursor).newest,
                 QDateTime(QDate(2026, 11, 20), QTime(15, 0), QTimeZone::UTC));
    }

    void rowsMayMoveBetweenPages()
    {
        // Job 12 is on both pages, newer on the second; 13 older on the second; 14 is of a push nobody asked for.
        m_pages = {jobPage({row(11, 1, "running", "2026-11-20T15:00:00"), row(12, 1, "pending", "2026-11-20T15:00:00"),
                            row(13, 2, "completed", "2026-11-20T15:00:05")},
                           true),
                   jobPage({row(12, 1, "completed", "2026-11-20T15:00:09"), row(13, 2, "running", "2026-11-20T15:00:01"),
                            row(14, 99, "running", "2026-11-20T15:00:02"), row(21, 2, "running", "2026-11-20T15:00:00")},
                           false)};
        const auto snapshot = fetchOnce(*m_source, task());
        QVERIFY(snapshot);
        QMap<qint64, Job::State> states;
        for (const Job &job : snapshot->jobs) {
            QVERIFY(!states.contains(job.id));
            states.insert(job.id, job.state);
        }
        QCOMPARE(states.keys(), (QList<qint64>{11, 12, 13, 21}));
        QCOMPARE(states.value(12), Job::State::Completed);
        QCOMPARE(states.value(13), Job::State::Completed);
    }

    void pagesMayChangeTheirColumns()
    {
        m_pages = {jobPage({row(11, 1, "running", "2026-11-20T15:00:00")}, true),
                   jobPage({"[\"pending\",12,\"x\",1,\"unknown\"]"_ba}, true,
                           "\"state\",\"id\",\"new\",\"push_id\",\"result\""_ba),
                   // No names: those of the page before count.
                   "{\"next\":null,\"results\":[[\"completed\",13,\"x\",2,\"success\"]]}"_ba};
        const auto snapshot = fetchOnce(*m_source, task());
        QVERIFY(snapshot);
        QCOMPARE(snapshot->jobs.size(), 3);
        QCOMPARE(snapshot->jobs.at(2).result, Job::Result::Success);
        QCOMPARE(TreeherderCursor::fromText(snapshot->cursor).columns.constFirst(), u"state"_s);
    }

    void anEmptyPageEndsWhateverItSays()
    {
        m_pages = {jobPage({row(11, 1, "running", "2026-11-20T15:00:00")}, true), jobPage({}, true)};
        const auto snapshot = fetchOnce(*m_source, task());
        QVERIFY(snapshot);
        QCOMPARE(snapshot->jobs.size(), 1);
        QCOMPARE(askedForJobs().size(), 2);
    }

    void readsSixtyPagesAndNoMore_data()
    {
        QTest::addColumn<int>("pages");
        QTest::addColumn<bool>("read");
        QTest::newRow("59") << 59 << true;
        QTest::newRow("60") << 60 << true;
        QTest::newRow("61") << 61 << false;
    }

    void readsSixtyPagesAndNoMore()
    {
        QFETCH(int, pages);
        QFETCH(bool, read);
        for (int i = 1; i <= pages; ++i) {
            m_pages.append(jobPage({row(i, 1, "running", "2026-11-20T15:00:00")}, i < pages));
        }
        int times = 0;
        const auto snapshot = fetchOnce(*m_source, task(), &times);
        QCOMPARE(times, 1);
        QCOMPARE(snapshot.has_value(), read);
        if (read) {
            QCOMPARE(snapshot->jobs.size(), pages);
        } else {
            QCOMPARE(snapshot.error().kind, Failure::Kind::Malformed);
            QCOMPARE(snapshot.error().reason, Failure::Reason::TooLarge);
        }
        QCOMPARE(askedForJobs().size(), std::min(pages, 60));
    }

    void openPushesBeyondAHundredStay_data()
    {
        QTest::addColumn<int>("open");
        QTest::addColumn<bool>("whole");
        QTest::addColumn<int>("queries");
        QTest::newRow("98") << 98 << true << 1;
        QTest::newRow("100") << 100 << true << 2;
        QTest::newRow("101") << 101 << false << 2;
    }

    void openPushesBeyondAHundredStay()
    {
        QFETCH(int, open);
        QFETCH(bool, whole);
        QFETCH(int, queries);
        FetchTask again = task();
        for (int id = 1001; id <= 1000 + open; ++id) {
            again.memory.openPushes.append(id);
        }
        const auto snapshot = fetchOnce(*m_source, again);
        QVERIFY(snapshot);
        QCOMPARE(snapshot->whole, whole);
        QCOMPARE(snapshot->pushes.size(), std::min(open, 100) + 2);
        QCOMPARE(askedForJobs().size(), queries);
        for (const WireServer::Asked &asked : askedForJobs()) {
            QVERIFY(asked.item("push_id__in").count(u',') < 100);
        }
    }

    void knownAndNewPushesAreAskedForApart()
    {
        FetchTask again = task(TreeherderCursor{.newest = s_now.addSecs(-60), .columns = {}}.toText());
        m_listed = {3, 2, 1};
        again.memory.keys = {u"push/1"_s, u"push/2"_s};
        QVERIFY(fetchOnce(*m_source, again));
        QCOMPARE(askedForJobs().size(), 2);
        QCOMPARE(askedForJobs().at(0).item("push_id__in"), u"2,1"_s);
        QCOMPARE(askedForJobs().at(0).item("last_modified__gt"), u"2026-11-20T15:58:57.000"_s);
        QCOMPARE(askedForJobs().at(1).item("push_id__in"), u"3"_s);
        QVERIFY(!askedForJobs().at(1).query.hasQueryItem(u"last_modified__gt"_s));
    }

    void onlyNewPushesAreListedForAWhile()
    {
        m_pages = {jobPage({row(11, 1, "running", "2026-11-20T15:00:20")}, false)};
        const auto first = fetchOnce(*m_source, task());
        QVERIFY(first && first->whole);
        FetchTask next = task(first->cursor);
        next.memory.keys = {u"push/1"_s, u"push/2"_s};
        next.memory.openPushes = {1};
        next.now = s_now.addSecs(599);
        m_listed = {3};
        m_pages = {jobPage({row(12, 1, "running", "2026-11-20T15:01:00"), row(21, 2, "running", "2026-11-20T15:01:00")},
                           false),
                   jobPage({row(31, 3, "running", "2026-11-20T15:01:00")}, false)};
        m_wire->asked.clear();
        const auto second = fetchOnce(*m_source, next);
        QVERIFY(second);
        QCOMPARE(m_wire->asked.size(), 3); // the list and two questions for jobs: what is open is known
        QCOMPARE(m_wire->asked.at(0).item("push_timestamp__gte"), QString::number(5 - 300));
        QCOMPARE(askedForJobs().at(0).item("push_id__in"), u"1,2"_s);
        QVERIFY(askedForJobs().at(0).query.hasQueryItem(u"last_modified__gt"_s));
        QCOMPARE(askedForJobs().at(1).item("push_id__in"), u"3"_s);
        QVERIFY2(!second->whole, "what was not listed is not gone");
        QCOMPARE(second->pushes.size(), 1);
        QCOMPARE(second->jobs.size(), 3);

        next = task(second->cursor);
        next.memory.keys = {u"push/1"_s, u"push/2"_s, u"push/3"_s};
        next.now = s_now.addSecs(600);
        m_listed = {3, 2};
        m_wire->asked.clear();
        const auto third = fetchOnce(*m_source, next);
        QVERIFY(third && third->whole);
        QVERIFY(!m_wire->asked.at(0).query.hasQueryItem(u"push_timestamp__gte"_s));
    }

    void aPushThatTheServiceTakesInLateIsSeen_data()
    {
        QTest::addColumn<int>("late"); // seconds before the newest push
        QTest::addColumn<int>("seen"); // the fetch that sees it, one a minute, of those after the whole list
        QTest::newRow("a little") << 300 << 1;
        QTest::newRow("more than is listed again") << 301 << 10;
        QTest::newRow("a day") << 86'400 << 10;
    }

    void aPushThatTheServiceTakesInLateIsSeen()
    {
        QFETCH(int, late);
        QFETCH(int, seen);
        const qint64 newest = s_now.toSecsSinceEpoch() - 60;
        m_times = {{1, newest - 2 * 86'400}, {2, newest}, {3, newest - late}};
        m_pages = {jobPage({row(21, 2, "running", "2026-11-20T15:00:20")}, false)};
        auto last = fetchOnce(*m_source, task());
        QVERIFY(last && last->pushes.size() == 2);
        m_listed = {2, 3, 1};
        int minute = 0;
        do {
            FetchTask next = task(last->cursor);
            next.now = s_now.addSecs(60 * ++minute);
            next.memory.keys = {u"push/1"_s, u"push/2"_s};
            last = fetchOnce(*m_source, next);
            QVERIFY(last);
        } while (minute < 20 && !std::ranges::contains(last->pushes, 3, &Push::id));
        QCOMPARE(minute, seen);
        QCOMPARE(last->whole, seen == 10);
        QVERIFY(!askedForJobs().constLast().query.hasQueryItem(u"last_modified__gt"_s)); // all there is of its jobs
    }

    void allPushesAreListedWhereTheKnownOnesAreNotSure_data()
    {
        QTest::addColumn<QDateTime>("whole");
        QTest::addColumn<QDateTime>("newest");
        QTest::addColumn<int>("held");
        QTest::newRow("never listed") << QDateTime() << s_now << 2;
        QTest::newRow("no push known") << s_now << QDateTime() << 2;
        QTest::newRow("nothing held") << s_now << s_now << 0;
        QTest::newRow("too much held") << s_now << s_now << 100;
        QTest::newRow("listed in the future") << s_now.addSecs(1) << s_now << 2;
    }

    void allPushesAreListedWhereTheKnownOnesAreNotSure()
    {
        QFETCH(QDateTime, whole);
        QFETCH(QDateTime, newest);
        QFETCH(int, held);
        FetchTask next = task(TreeherderCursor{.newestPush = newest, .listedWhole = whole}.toText());
        for (int id = 1; id <= held; ++id) {
            next.memory.keys.append(u"push/%1"_s.arg(id));
        }
        const auto snapshot = fetchOnce(*m_source, next);
        QVERIFY(snapshot && snapshot->whole);
        QVERIFY(!m_wire->asked.at(0).query.hasQueryItem(u"push_timestamp__gte"_s));
    }

    void aPushFromTheFutureHidesNoOther()
    {
        m_instead.body = "{\"results\":[{\"id\":1,\"revision\":\"r\",\"author\":\"a\",\"push_timestamp\":4102444800}]}";
        const auto snapshot = fetchOnce(*m_source, task());
        QVERIFY(snapshot && snapshot->pushes.size() == 1);
        QVERIFY(!TreeherderCursor::fromText(snapshot->cursor).newestPush.isValid());
    }

    void theCursorNeverPassesTheServersClock_data()
    {
        QTest::addColumn<QByteArray>("date");
        QTest::addColumn<QString>("newest");
        const QString clock = u"2026-11-20T15:00:15.000Z"_s;
        const QString job = u"2026-11-20T15:00:20.000Z"_s;
        QTest::newRow("today's form") << "Fri, 20 Nov 2026 15:00:15 GMT"_ba << clock;
        QTest::newRow("RFC 850") << "Friday, 20-Nov-26 15:00:15 GMT"_ba << clock;
        QTest::newRow("asctime") << "Fri Nov 20 15:00:15 2026"_ba << clock;
        QTest::newRow("later") << "Fri, 20 Nov 2026 15:00:25 GMT"_ba << job;
        QTest::newRow("no clock") << ""_ba << job;
        QTest::newRow("no date") << "soon"_ba << job;
    }

    void theCursorNeverPassesTheServersClock()
    {
        QFETCH(QByteArray, date);
        QFETCH(QString, newest);
        m_date = date;
        m_pages = {jobPage({row(11, 1, "running", "2026-11-20T15:00:20")}, false)};
        const auto snapshot = fetchOnce(*m_source, task());
        QVERIFY(snapshot);
        QCOMPARE(TreeherderCursor::fromText(snapshot->cursor).newest.toString(Qt::ISODateWithMs), newest);
    }

    void theLastChangesOfAQuietTreeAreNotAskedForAgain_data()
    {
        QTest::addColumn<QByteArray>("date");
        QTest::addColumn<QDateTime>("ours");
        QTest::addColumn<QString>("newest");
        const QString job = u"2026-11-20T15:00:20.000Z"_s;
        QTest::newRow("ten minutes later")
            << "Fri, 20 Nov 2026 15:10:00 GMT"_ba << s_now << u"2026-11-20T15:09:15.000Z"_s;
        QTest::newRow("within the minute") << "Fri, 20 Nov 2026 15:01:05 GMT"_ba << s_now << job;
        QTest::newRow("the server's clock is ahead")
            << "Fri, 20 Nov 2026 15:40:00 GMT"_ba << s_now.addSecs(-55 * 60) << u"2026-11-20T15:04:15.000Z"_s;
        QTest::newRow("no clock") << ""_ba << s_now << job;
    }

    void theLastChangesOfAQuietTreeAreNotAskedForAgain()
    {
        QFETCH(QByteArray, date);
        QFETCH(QDateTime, ours);
        QFETCH(QString, newest);
        m_date = date;
        m_pages = {jobPage({row(11, 1, "running", "2026-11-20T15:00:20")}, false)};
        FetchTask now = task();
        now.now = ours;
        const auto snapshot = fetchOnce(*m_source, now);
        QVERIFY(snapshot);
        QCOMPARE(TreeherderCursor::fromText(snapshot->cursor).newest.toString(Qt::ISODateWithMs), newest);
    }

    void theCursorStaysWhereNothingIsNew()
    {
        m_listed.clear();
        const TreeherderCursor before{.newest = s_now.addSecs(-60), .columns = {u"id"_s}};
        const auto snapshot = fetchOnce(*m_source, task(before.toText()));
        QVERIFY(snapshot && snapshot->whole);
        QVERIFY(askedForJobs().isEmpty());
        QCOMPARE(TreeherderCursor::fromText(snapshot->cursor), before);
    }

    void aNameThatIsAPathIsNotAsked()
    {
        for (const QString &name : {u"."_s, u".."_s, u""_s}) {
            FetchTask up = task();
            up.watch.target = name;
            const auto result = fetchOnce(*m_source, up);
            QVERIFY(!result);
            QCOMPARE(result.error().reason, Failure::Reason::BadRequest);
        }
        QVERIFY(m_wire->asked.isEmpty());
    }

    void aRepositoryThatIsNotThereIsTold_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<Failure::Reason>("reason");
        QTest::newRow("recorded") << 404 << recording(u"08_nosuch_project"_s) << Failure::Reason::NotFound;
        QTest::newRow("too many") << 400 << recording(u"17_count_too_big"_s) << Failure::Reason::BadRequest;
        QTest::newRow("bad parameter") << 400 << recording(u"10_bad_param"_s) << Failure::Reason::BadRequest;
        QTest::newRow("turned away") << 403 << recording(u"15_ua_blocked"_s) << Failure::Reason::Forbidden;
        QTest::newRow("busy") << 502 << "<html>502</html>"_ba << Failure::Reason::ServerError;
        QTest::newRow("too fast") << 429 << "{}"_ba << Failure::Reason::TooManyRequests;
    }

    void aRepositoryThatIsNotThereIsTold()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(Failure::Reason, reason);
        m_instead = {.status = status, .body = body};
        const auto result = fetchOnce(*m_source, task());
        QVERIFY(!result);
        QCOMPARE(int(result.error().reason), int(reason));
        QCOMPARE(result.error().httpStatus, status);
        QVERIFY(!result.error().detail.isEmpty());
        QVERIFY2(!result.error().detail.contains(u'<'), qPrintable(result.error().detail));
        QCOMPARE(m_wire->asked.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TreeherderPagesTest)

#include "tst_treeherderpages.moc"
