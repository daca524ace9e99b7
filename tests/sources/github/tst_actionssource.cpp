// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/github/actionscursor.h"
#include "app/sources/github/branchpush.h"
#include "app/sources/github/githubsource.h"
#include "tests/sources/wireserver.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTimeZone>

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QDateTime s_now(QDate(2026, 11, 21), QTime(12, 0), QTimeZone::UTC);

QByteArray bytesOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

struct Run {
    int id = 0;
    QString revision;
    QString status = u"completed"_s;
    QString conclusion = u"success"_s;
    int attempt = 1;

    QJsonObject json() const
    {
        const QJsonObject author{{u"name"_s, u"Ada"_s}, {u"email"_s, u"ada@example.org"_s}};
        return {{u"id"_s, id},
                {u"name"_s, u"CI"_s},
                {u"event"_s, u"push"_s},
                {u"status"_s, status},
                {u"conclusion"_s, conclusion.isEmpty() ? QJsonValue::Null : QJsonValue(conclusion)},
                {u"head_sha"_s, revision},
                {u"run_attempt"_s, attempt},
                {u"actor"_s, QJsonObject{{u"login"_s, u"ada"_s}}},
                {u"head_commit"_s, QJsonObject{{u"message"_s, QString(u"Change "_s + revision)}, {u"author"_s, author}}},
                {u"created_at"_s, u"2026-11-21T11:00:00Z"_s},
                {u"updated_at"_s, u"2026-11-21T11:30:00Z"_s}};
    }
};

QJsonObject jobOf(int id, const QString &name, const QString &conclusion, int attempt = 1)
{
    const bool over = !conclusion.isEmpty();
    return {{u"id"_s, id},
            {u"run_id"_s, 1},
            {u"name"_s, name},
            {u"run_attempt"_s, attempt},
            {u"status"_s, over ? u"completed"_s : u"in_progress"_s},
            {u"conclusion"_s, over ? QJsonValue(conclusion) : QJsonValue::Null},
            {u"started_at"_s, u"2026-11-21T11:00:00Z"_s},
            {u"completed_at"_s, over ? QJsonValue(u"2026-11-21T11:20:00Z"_s) : QJsonValue::Null}};
}

QByteArray listOf(const QString &name, const QJsonArray &list, int total = -1)
{
    return bytesOf({{u"total_count"_s, total < 0 ? int(list.size()) : total}, {name, list}});
}
}

/// A branch's runs over HTTP: what is asked, what is not, and what comes of each answer.
class ActionsSourceTest : public QObject
{
    Q_OBJECT

private:
    std::map<QString, QByteArray> m_bodies; ///< by path below /repos/o/n, with the page behind it from the second on
    std::map<QString, WireServer::Told> m_instead;
    std::unique_ptr<WireServer> m_wire;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<GitHubSource> m_source;
    QString m_cursor;
    QStringList m_keys;
    QDateTime m_now = s_now;

    WireServer::Told answer(const WireServer::Asked &asked)
    {
        QString path = asked.path;
        if (path.startsWith("/base/repos/o/n"_L1)) {
            path.remove(0, 15);
        }
        if (asked.item("page").toInt() > 1) {
            path += u'#' + asked.item("page");
        }
        if (const auto found = m_instead.find(path); found != m_instead.end()) {
            return found->second;
        }
        const auto body = m_bodies.find(path);
        if (body == m_bodies.end()) {
            return {.status = 404, .body = "{\"message\":\"Not Found\"}"};
        }
        const QByteArray tag = '"' + QCryptographicHash::hash(body->second, QCryptographicHash::Sha1).toHex() + '"';
        const QByteArray headers = "Content-Type: application/json\r\nETag: " + tag + "\r\n";
        if (asked.head.contains(QByteArray("if-none-match: " + tag))) {
            return {.status = 304, .body = {}, .headers = headers};
        }
        return {.status = 200, .body = body->second, .headers = headers};
    }

    void setRuns(const QList<Run> &runs)
    {
        QJsonArray list;
        for (const Run &run : runs) {
            list.append(run.json());
        }
        m_bodies[u"/actions/runs"_s] = listOf(u"workflow_runs"_s, list);
    }

    void setJobs(int run, const QJsonArray &jobs)
    {
        m_bodies[u"/actions/runs/%1/jobs"_s.arg(run)] = listOf(u"jobs"_s, jobs);
    }

    FetchTask task(const QString &branch) const
    {
        return {.account = {.id = AccountId(u"gh"_s), .service = Service::GitHub, .baseUrl = m_wire->base()},
                .watch = {.id = WatchId(u"gh/o/n"_s),
                          .account = AccountId(u"gh"_s),
                          .kind = Watch::Kind::Tree,
                          .target = u"o/n"_s,
                          .who = branch},
                .memory = {.watch = WatchId(u"gh/o/n"_s), .cursor = m_cursor, .keys = m_keys},
                .secret = "s3cret"_ba,
                .now = m_now};
    }

    /// Fetches and remembers, as the store does.
    Result<Snapshot> fetch(const QString &branch = u"main"_s)
    {
        m_wire->asked.clear();
        int times = 0;
        const Result<Snapshot> result = fetchOnce(*m_source, task(branch), &times);
        [times] { QCOMPARE(times, 1); }();
        if (result && !result->unchanged) {
            m_cursor = result->cursor;
            for (const QString &key : result->gone) {
                m_keys.removeAll(key);
            }
            for (const Push &push : result->pushes) {
                if (!m_keys.contains(push.key()) && !result->gone.contains(push.key())) {
                    m_keys.append(push.key());
                }
            }
        }
        return result;
    }

    QStringList askedPaths() const
    {
        QStringList paths;
        for (const WireServer::Asked &asked : m_wire->asked) {
            paths.append(asked.path.sliced(11));
        }
        return paths;
    }

    static QStringList jobs(const Snapshot &snapshot)
    {
        QStringList lines;
        for (const Job &job : snapshot.jobs) {
            const QString what = job.state == Job::State::Completed ? jobResultName(job.result)
                                                                    : jobStateName(job.state);
            lines.append(job.typeName + u' ' + what);
        }
        lines.sort();
        return lines;
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".+"_s));
        m_bodies.clear();
        m_instead.clear();
        m_cursor.clear();
        m_keys.clear();
        m_now = s_now;
        m_wire = std::make_unique<WireServer>([this](const WireServer::Asked &asked) { return answer(asked); });
        m_http = std::make_unique<HttpClient>([this] { return m_now; });
        m_source = std::make_unique<GitHubSource>(*m_http);
        m_bodies[QString()] = bytesOf({{u"default_branch"_s, u"main"_s}});
        setRuns({{.id = 2, .revision = u"bbb"_s, .status = u"in_progress"_s, .conclusion = {}},
                 {.id = 1, .revision = u"aaa"_s}});
        setJobs(1, {jobOf(11, u"build"_s, u"success"_s)});
        setJobs(2, {jobOf(21, u"build"_s, u"success"_s), jobOf(22, u"test"_s, {})});
    }

    void cleanup() { m_source.reset(); }

    void aPushForEachHead()
    {
        const auto first = fetch();
        QVERIFY(first);
        QVERIFY(!first->whole && !first->unchanged);
        QCOMPARE(first->pushes.size(), 2);
        const Push &push = first->pushes.at(1);
        QCOMPARE(push.repository, u"o/n@main"_s);
        QCOMPARE(push.revision, u"bbb"_s);
        QCOMPARE(push.author, u"ada"_s);
        QCOMPARE(push.title(), u"Change bbb"_s);
        QCOMPARE(push.commits.constFirst().author, u"Ada <ada@example.org>"_s);
        QVERIFY2(push.url.path().endsWith("/o/n/commit/bbb"_L1), qPrintable(push.url.toString()));
        QCOMPARE(jobs(*first), (QStringList{u"build success"_s, u"build success"_s, u"test running"_s}));
        QCOMPARE(first->jobs.constFirst().pushId, push.id);
        QCOMPARE(m_wire->asked.constFirst().item("branch"), u"main"_s);
        QVERIFY(m_wire->asked.constFirst().head.contains("authorization: bearer s3cret"));
        QVERIFY2(!first->cursor.contains("s3cret"_L1), "no secret in a memory");
    }

    /// Nothing new: the list and the unfinished run's jobs are asked, and both answer 304.
    void whatHasNotChangedIsNotReadAgain()
    {
        QVERIFY(fetch());
        const auto again = fetch();
        QVERIFY(again && again->unchanged);
        QCOMPARE(askedPaths(), (QStringList{u"/o/n/actions/runs"_s, u"/o/n/actions/runs/2/jobs"_s}));
        for (const WireServer::Asked &asked : std::as_const(m_wire->asked)) {
            QVERIFY(asked.head.contains("if-none-match: \""));
        }
    }

    /// A job goes on while the list stays as it was.
    void jobsGoOnBehindAListThatStays()
    {
        QVERIFY(fetch());
        setJobs(2, {jobOf(21, u"build"_s, u"success"_s), jobOf(22, u"test"_s, u"failure"_s)});
        const auto again = fetch();
        QVERIFY(again && !again->unchanged);
        QVERIFY(again->pushes.isEmpty());
        // The run itself goes on, so something stands for it.
        QCOMPARE(jobs(*again), (QStringList{u"CI running"_s, u"build success"_s, u"test testfailed"_s}));
        setRuns({{.id = 2, .revision = u"bbb"_s, .conclusion = u"failure"_s}, {.id = 1, .revision = u"aaa"_s}});
        const auto over = fetch();
        QVERIFY(over);
        QCOMPARE(jobs(*over), (QStringList{u"CI retry"_s, u"build success"_s, u"test testfailed"_s}));
        const auto quiet = fetch();
        QVERIFY(quiet && quiet->unchanged);
        QCOMPARE(askedPaths(), QStringList{u"/o/n/actions/runs"_s});
    }

    void onlyChangedRunsAreAskedForJobs()
    {
        QVERIFY(fetch());
        setRuns({{.id = 3, .revision = u"ccc"_s, .status = u"queued"_s, .conclusion = {}},
                 {.id = 2, .revision = u"bbb"_s},
                 {.id = 1, .revision = u"aaa"_s}});
        setJobs(2, {jobOf(21, u"build"_s, u"success"_s), jobOf(22, u"test"_s, u"success"_s)});
        setJobs(3, {});
        const auto next = fetch();
        QVERIFY(next);
        QCOMPARE(askedPaths(),
                 (QStringList{u"/o/n/actions/runs"_s, u"/o/n/actions/runs/3/jobs"_s, u"/o/n/actions/runs/2/jobs"_s}));
        QCOMPARE(next->pushes.size(), 1);
        QCOMPARE(jobs(*next), (QStringList{u"CI pending"_s, u"build success"_s, u"test success"_s}));
    }

    void anotherAttemptTakesThePlaceOfTheFirst()
    {
        setRuns({{.id = 1, .revision = u"aaa"_s, .conclusion = u"failure"_s}});
        setJobs(1, {jobOf(11, u"build"_s, u"failure"_s), jobOf(12, u"lint"_s, u"success"_s)});
        QVERIFY(fetch());
        QCOMPARE(m_wire->asked.constLast().item("filter"), u"latest"_s);
        setRuns({{.id = 1, .revision = u"aaa"_s, .status = u"in_progress"_s, .conclusion = {}, .attempt = 2}});
        setJobs(
            1, {jobOf(11, u"build"_s, u"failure"_s), jobOf(12, u"lint"_s, u"success"_s), jobOf(13, u"build"_s, {}, 2)});
        const auto going = fetch();
        QVERIFY(going);
        QCOMPARE(m_wire->asked.constLast().item("filter"), u"all"_s);
        QCOMPARE(jobs(*going), (QStringList{u"build running"_s, u"build testfailed"_s, u"lint success"_s}));
        setRuns({{.id = 1, .revision = u"aaa"_s, .attempt = 2}});
        setJobs(1,
                {jobOf(11, u"build"_s, u"failure"_s), jobOf(12, u"lint"_s, u"success"_s),
                 jobOf(13, u"build"_s, u"success"_s, 2)});
        const auto over = fetch();
        QVERIFY(over);
        QCOMPARE(jobs(*over), (QStringList{u"build retry"_s, u"build success"_s, u"lint success"_s}));
    }

    void pagesOfJobs()
    {
        setRuns({{.id = 1, .revision = u"aaa"_s}});
        QJsonArray page;
        for (int i = 0; i < 100; ++i) {
            page.append(jobOf(1000 + i, u"part %1"_s.arg(i), u"success"_s));
        }
        m_bodies[u"/actions/runs/1/jobs"_s] = listOf(u"jobs"_s, page, 101);
        m_bodies[u"/actions/runs/1/jobs#2"_s] = listOf(u"jobs"_s, {jobOf(2000, u"last"_s, u"failure"_s)}, 101);
        const auto all = fetch();
        QVERIFY(all);
        QCOMPARE(all->jobs.size(), 101);
        QCOMPARE(m_wire->asked.size(), 3);
    }

    /// A run of ever more jobs ends somewhere, and says so.
    void tooManyJobs()
    {
        setRuns({{.id = 1, .revision = u"aaa"_s}});
        for (int part = 1; part <= 6; ++part) {
            QJsonArray page;
            for (int i = 0; i < 100; ++i) {
                page.append(jobOf(part * 1000 + i, u"part %1 %2"_s.arg(part).arg(i), u"success"_s));
            }
            const QString path = u"/actions/runs/1/jobs"_s + (part > 1 ? u"#%1"_s.arg(part) : QString());
            m_bodies[path] = listOf(u"jobs"_s, page, 100'000);
        }
        const auto all = fetch();
        QVERIFY(all);
        QCOMPARE(all->jobs.size(), 500);
        QCOMPARE(m_wire->asked.size(), 6);
        QCOMPARE(all->skipped.size(), 1);
    }

    void theDefaultBranchIsAskedOnceAnHour()
    {
        const auto first = fetch({});
        QVERIFY(first);
        QCOMPARE(first->pushes.constFirst().repository, u"o/n@main"_s);
        QCOMPARE(askedPaths().constFirst(), u"/o/n"_s);
        QVERIFY(fetch({}));
        QVERIFY(!askedPaths().contains(u"/o/n"_s));
        m_now = s_now.addSecs(3601);
        const auto later = fetch({});
        QVERIFY(later && !later->unchanged); // when it was asked is remembered
        QCOMPARE(askedPaths().constFirst(), u"/o/n"_s);
        QVERIFY(later->gone.isEmpty());
        m_now = s_now.addSecs(7300);
        m_bodies[QString()] = bytesOf({{u"default_branch"_s, u"trunk"_s}});
        const auto moved = fetch({});
        QVERIFY(moved);
        QCOMPARE(moved->gone.size(), 2);
        QCOMPARE(moved->pushes.size(), 2);
        QCOMPARE(moved->pushes.constFirst().repository, u"o/n@trunk"_s);
        QVERIFY(!fetch({})->cursor.isEmpty());
        QVERIFY(!askedPaths().contains(u"/o/n"_s));
    }

    /// A run that newer ones have taken off the list is asked for alone, until it has ended.
    void anUnfinishedRunOffTheList()
    {
        QVERIFY(fetch());
        setRuns({{.id = 40, .revision = u"ddd"_s}});
        setJobs(40, {jobOf(401, u"build"_s, u"success"_s)});
        m_bodies[u"/actions/runs/2"_s] = bytesOf(
            Run{.id = 2, .revision = u"bbb"_s, .status = u"in_progress"_s, .conclusion = {}}.json());
        QVERIFY(fetch());
        QCOMPARE(askedPaths(),
                 (QStringList{u"/o/n/actions/runs"_s, u"/o/n/actions/runs/2"_s, u"/o/n/actions/runs/40/jobs"_s,
                              u"/o/n/actions/runs/2/jobs"_s}));
        m_bodies[u"/actions/runs/2"_s] = bytesOf(Run{.id = 2, .revision = u"bbb"_s}.json());
        setJobs(2, {jobOf(21, u"build"_s, u"success"_s), jobOf(22, u"test"_s, u"success"_s)});
        const auto over = fetch(); // the list answers 304
        QVERIFY(over);
        QCOMPARE(jobs(*over), (QStringList{u"build success"_s, u"test success"_s}));
        QVERIFY(over->gone.isEmpty());
    }

    void aRunThatWasDeleted()
    {
        QVERIFY(fetch());
        setRuns({{.id = 1, .revision = u"aaa"_s}});
        const auto without = fetch();
        QVERIFY(without);
        QCOMPARE(without->gone, QStringList{Push::pushKey(branchPushId(u"o/n@main"_s, u"bbb"_s))});
        QVERIFY(fetch());
    }

    void failures_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<Failure::Kind>("kind");
        QTest::addColumn<Failure::Reason>("reason");
        using K = Failure::Kind;
        using R = Failure::Reason;
        const QString list = u"/actions/runs"_s;
        QTest::newRow("token") << list << 401 << QByteArray() << K::NeedsLogin << R::BadCredential;
        QTest::newRow("forbidden") << list << 403 << QByteArray() << K::Rejected << R::Forbidden;
        QTest::newRow("too fast") << list << 403 << "Retry-After: 90\r\n"_ba << K::RateLimited << R::TooManyRequests;
        QTest::newRow("jobs, server") << u"/actions/runs/2/jobs"_s << 502 << QByteArray() << K::Transient
                                      << R::ServerError;
        QTest::newRow("elsewhere") << list << 301 << "Location: https://evil.example/x\r\n"_ba << K::Rejected
                                   << R::RedirectElsewhere;
    }

    void failures()
    {
        QFETCH(QString, path);
        QFETCH(int, status);
        QFETCH(QByteArray, headers);
        QFETCH(Failure::Kind, kind);
        QFETCH(Failure::Reason, reason);
        m_instead[path] = {.status = status, .body = "{}", .headers = headers};
        const auto result = fetch();
        QVERIFY(!result);
        QCOMPARE(result.error().kind, kind);
        QCOMPARE(result.error().reason, reason);
    }

    /// A repository that is private now, or no more, is as if it were not there.
    void aRepositoryThatIsNotThere()
    {
        m_instead[QString()] = {.status = 404, .body = "{\"message\":\"Not Found\"}"};
        const auto result = fetch({});
        QVERIFY(!result);
        QCOMPARE(result.error().reason, Failure::Reason::NotFound);
        QCOMPARE(result.error().kind, Failure::Kind::Rejected);
    }

    /// GitHub leads from the old name to the repository's number, on the same host.
    void aRenamedRepository()
    {
        m_instead[u"/actions/runs"_s] = {
            .status = 301, .body = "{}", .headers = "Location: /base/repositories/5/actions/runs?branch=main\r\n"};
        m_bodies[u"/base/repositories/5/actions/runs"_s] = m_bodies[u"/actions/runs"_s];
        const auto result = fetch();
        QVERIFY2(result, result ? "" : qPrintable(result.error().detail));
        QCOMPARE(result->pushes.size(), 2);
    }

    void badAnswers()
    {
        m_bodies[u"/actions/runs"_s] = "<html>";
        QCOMPARE(fetch().error().kind, Failure::Kind::Malformed);
        m_bodies[u"/actions/runs"_s] = "{\"workflow_runs\":3}";
        QCOMPARE(fetch().error().kind, Failure::Kind::Malformed);
        setRuns({{.id = 1, .revision = u"aaa"_s}});
        m_bodies[QString()] = bytesOf({{u"default_branch"_s, u"../../x y"_s}});
        QCOMPARE(fetch({}).error().kind, Failure::Kind::Malformed);
        QCOMPARE(askedPaths(), QStringList{u"/o/n"_s}); // no runs of such a branch are asked for
    }

    /// However many unfinished runs have left the list: ten are asked for at a fetch.
    void unfinishedRunsOffTheListAreAskedForByTen()
    {
        QList<Run> many;
        for (int id = 25; id >= 1; --id) {
            many.append({.id = id, .revision = u"r%1"_s.arg(id), .status = u"queued"_s, .conclusion = {}});
            setJobs(id, {});
            m_bodies[u"/actions/runs/%1"_s.arg(id)] = bytesOf(many.constLast().json());
        }
        setRuns(many);
        QVERIFY(fetch());
        setRuns({{.id = 99, .revision = u"zzz"_s}});
        setJobs(99, {jobOf(991, u"build"_s, u"success"_s)});
        QVERIFY(fetch());
        const QStringList asked = askedPaths();
        QCOMPARE(std::ranges::count_if(asked,
                                       [](const QString &path) {
                                           return path.startsWith("/o/n/actions/runs/"_L1) && !path.endsWith("/jobs"_L1);
                                       }),
                 10);
    }

    /// The oldest pushes go when there are more than are kept.
    void pushesAreKeptUpToTheirLimit()
    {
        int id = 0;
        qsizetype gone = 0;
        for (int round = 0; round < 3; ++round) {
            QList<Run> runs;
            for (int i = 0; i < 30; ++i) {
                ++id;
                runs.prepend({.id = id, .revision = u"r%1"_s.arg(id)});
                setJobs(id, {jobOf(1000 + id, u"build"_s, u"success"_s)});
            }
            setRuns(runs);
            const auto snapshot = fetch();
            QVERIFY(snapshot);
            gone += snapshot->gone.size();
        }
        QCOMPARE(gone, 30);
        QCOMPARE(m_keys.size(), ActionsCursor::pushesKept);
        QCOMPARE(ActionsCursor::fromText(m_cursor).pushes.size(), ActionsCursor::pushesKept);
    }

    void watchesThatCannotBe_data()
    {
        QTest::addColumn<QString>("branch");
        QTest::newRow("up") << u".."_s;
        QTest::newRow("blank") << u"a b"_s;
    }

    void watchesThatCannotBe()
    {
        QFETCH(QString, branch);
        QCOMPARE(fetch(branch).error().reason, Failure::Reason::BadRequest);
        QVERIFY(m_wire->asked.isEmpty());
    }
};

QTEST_GUILESS_MAIN(ActionsSourceTest)

#include "tst_actionssource.moc"
