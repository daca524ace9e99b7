// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/treeherder/treeherdercursor.h"
#include "app/sources/treeherder/treeherderrequests.h"
#include "app/sources/treeherder/treeherdersource.h"
#include "tests/sources/wireserver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QDateTime s_now(QDate(2026, 11, 20), QTime(16, 0), QTimeZone::UTC);
const QString s_columns = u"id push_id state result last_modified"_s;

/// A Treeherder of pushes and jobs that a test writes down.
struct World {
    QList<qint64> listed;
    QHash<qint64, QString> authors;
    QMap<qint64, QJsonArray> jobs; ///< the row by id
    int pageSize = 2000;
    QByteArray date;

    void setJob(qint64 id, qint64 push, const QString &state, const QString &result, const QString &modified)
    {
        jobs.insert(id, {id, push, state, result, modified});
    }

    QByteArray pushes(const QList<qint64> &ids, const QString &author) const
    {
        QJsonArray results;
        for (const qint64 id : ids) {
            const QString by = authors.value(id, u"dev@example.org"_s);
            if (author.isEmpty() || by == author) {
                results.append(QJsonObject{{u"id"_s, id},
                                           {u"revision"_s, u"rev%1"_s.arg(id)},
                                           {u"author"_s, by},
                                           {u"push_timestamp"_s, 1795187513 + id}});
            }
        }
        return QJsonDocument(QJsonObject{{u"results"_s, results}}).toJson();
    }

    QByteArray jobPage(const WireServer::Asked &asked) const
    {
        const QStringList ids = asked.item("push_id__in").split(u',');
        const QString after = asked.item("last_modified__gt");
        QList<QJsonArray> wanted;
        for (const QJsonArray &row : jobs) {
            const bool changed = after.isEmpty() || row.at(4).toString() > after;
            if (changed && ids.contains(QString::number(row.at(1).toInteger()))) {
                wanted.append(row);
            }
        }
        const int page = asked.item("page").toInt();
        QJsonArray results;
        for (const QJsonArray &row : wanted.mid((page - 1) * pageSize, pageSize)) {
            results.append(row);
        }
        const bool more = wanted.size() > page * pageSize;
        QJsonObject object{
            {u"results"_s, results},
            {u"next"_s, more ? QJsonValue(u"http://elsewhere.example/api/jobs/?page=99"_s) : QJsonValue()}};
        if (page == 1) {
            object.insert("job_property_names"_L1, QJsonArray::fromStringList(s_columns.split(u' ')));
        }
        return QJsonDocument(object).toJson();
    }

    WireServer::Told operator()(const WireServer::Asked &asked) const
    {
        WireServer::Told told;
        if (!date.isEmpty()) {
            told.headers += "Date: " + date + "\r\n";
        }
        if (asked.path == "/base/api/project/autoland/push/"_L1) {
            QList<qint64> ids = listed;
            if (asked.query.hasQueryItem(u"id__in"_s)) {
                ids.clear();
                for (const QString &id : asked.item("id__in").split(u',')) {
                    ids.append(id.toLongLong());
                }
            }
            told.body = pushes(ids, asked.item("author"));
        } else if (asked.path == "/base/api/jobs/"_L1) {
            told.body = jobPage(asked);
        } else {
            told.status = 404;
            told.body = "\"nothing here\"";
        }
        return told;
    }
};

QList<qint64> idsOf(const QList<Push> &pushes)
{
    QList<qint64> ids;
    for (const Push &push : pushes) {
        ids.append(push.id);
    }
    return ids;
}

QList<qint64> idsOf(const QList<Job> &jobs)
{
    QList<qint64> ids;
    for (const Job &job : jobs) {
        ids.append(job.id);
    }
    std::ranges::sort(ids);
    return ids;
}
}

class TreeherderSourceTest : public QObject
{
    Q_OBJECT

private:
    World m_world;
    std::unique_ptr<WireServer> m_wire;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<TreeherderSource> m_source;
    WireServer::Handler m_instead; ///< answers before the world does, where set; status 0 leaves it to the world

    FetchTask task() const
    {
        return {.account = {.id = AccountId(u"th"_s), .service = Service::Treeherder, .baseUrl = m_wire->base()},
                .watch = {.id = WatchId(u"th/autoland"_s), .account = AccountId(u"th"_s), .target = u"autoland"_s},
                .now = s_now};
    }

    FetchTask taskAfter(const Snapshot &snapshot, const QList<qint64> &open = {}) const
    {
        FetchTask next = task();
        next.now = s_now.addSecs(11 * 60); // so late that the whole list is asked for again
        next.memory = {.watch = next.watch.id, .cursor = snapshot.cursor, .asOf = s_now, .openPushes = open};
        for (const Push &push : snapshot.pushes) {
            next.memory.keys.append(push.key());
        }
        return next;
    }

private Q_SLOTS:
    void init()
    {
        m_world = {};
        m_instead = nullptr;
        m_world.listed = {2, 1};
        m_world.setJob(11, 1, u"completed"_s, u"success"_s, u"2026-11-20T15:00:00.100000"_s);
        m_world.setJob(12, 1, u"running"_s, u"unknown"_s, u"2026-11-20T15:00:10.000000"_s);
        m_world.setJob(21, 2, u"pending"_s, u"unknown"_s, u"2026-11-20T15:00:20.500000"_s);
        m_wire = std::make_unique<WireServer>([this](const WireServer::Asked &asked) {
            const WireServer::Told told = m_instead ? m_instead(asked) : WireServer::Told{.status = 0};
            return told.status != 0 ? told : m_world(asked);
        });
        m_http = std::make_unique<HttpClient>(systemNow);
        m_source = std::make_unique<TreeherderSource>(*m_http);
    }

    void cleanup()
    {
        m_source.reset();
        m_http.reset();
        m_wire.reset();
    }

    void asksForAllAtFirst()
    {
        int times = 0;
        const auto snapshot = fetchOnce(*m_source, task(), &times);
        QVERIFY2(snapshot, qPrintable(snapshot ? QString() : snapshot.error().detail));
        QCOMPARE(times, 1);
        QVERIFY(snapshot->whole);
        QCOMPARE(snapshot->asOf, s_now);
        QCOMPARE(idsOf(snapshot->pushes), (QList<qint64>{2, 1}));
        QCOMPARE(idsOf(snapshot->jobs), (QList<qint64>{11, 12, 21}));
        QCOMPARE(snapshot->pushes.constFirst().url,
                 QUrl(m_wire->base().toString() + u"/jobs?repo=autoland&revision=rev2"_s));
        QCOMPARE(m_wire->asked.size(), 2);
        QCOMPARE(m_wire->asked.at(0).item("count"), u"20"_s);
        QCOMPARE(m_wire->asked.at(1).item("push_id__in"), u"2,1"_s);
        QVERIFY(!m_wire->asked.at(1).query.hasQueryItem(u"last_modified__gt"_s));
        QVERIFY(m_wire->asked.at(1).head.contains("accept: application/json"));
    }

    void asksOnlyForChangesLater()
    {
        const auto first = fetchOnce(*m_source, task());
        QVERIFY(first);
        m_world.setJob(12, 1, u"completed"_s, u"testfailed"_s, u"2026-11-20T15:01:00.000000"_s);
        m_world.listed = {3, 2, 1};
        m_world.setJob(31, 3, u"pending"_s, u"unknown"_s, u"2026-11-20T14:00:00.000000"_s);
        m_wire->asked.clear();
        const auto second = fetchOnce(*m_source, taskAfter(*first));
        QVERIFY(second);
        QCOMPARE(m_wire->asked.size(), 4); // the last one for the bugs of the new failure
        QCOMPARE(m_wire->asked.at(1).item("push_id__in"), u"2,1"_s);
        QCOMPARE(m_wire->asked.at(1).item("last_modified__gt"), u"2026-11-20T15:00:17.500"_s);
        QCOMPARE(m_wire->asked.at(2).item("push_id__in"), u"3"_s);
        QVERIFY(!m_wire->asked.at(2).query.hasQueryItem(u"last_modified__gt"_s));
        QCOMPARE(idsOf(second->jobs), (QList<qint64>{12, 21, 31}));
        QVERIFY(second->whole);
        QCOMPARE(TreeherderCursor::fromText(second->cursor).newest.toString(Qt::ISODateWithMs),
                 u"2026-11-20T15:01:00.000Z"_s);
    }

    void keepsAskingForOpenPushesThatScrolledOff()
    {
        const auto first = fetchOnce(*m_source, task());
        QVERIFY(first);
        m_world.listed = {2};
        m_world.setJob(12, 1, u"completed"_s, u"success"_s, u"2026-11-20T15:02:00.000000"_s);
        m_wire->asked.clear();
        const auto second = fetchOnce(*m_source, taskAfter(*first, {1, 2}));
        QVERIFY(second);
        QCOMPARE(m_wire->asked.at(1).item("id__in"), u"1"_s);
        QCOMPARE(idsOf(second->pushes), (QList<qint64>{2, 1}));
        QVERIFY(idsOf(second->jobs).contains(12));
        const auto third = fetchOnce(*m_source, taskAfter(*second, {2}));
        QVERIFY(third);
        QCOMPARE(idsOf(third->pushes), (QList<qint64>{2}));
    }

    void readsAllPagesFromTheSameHost()
    {
        m_world.pageSize = 2;
        for (qint64 id = 100; id < 107; ++id) {
            m_world.setJob(id, 1, u"running"_s, u"unknown"_s, u"2026-11-20T15:00:00"_s);
        }
        const auto snapshot = fetchOnce(*m_source, task());
        QVERIFY(snapshot);
        QCOMPARE(snapshot->jobs.size(), 10);
        QCOMPARE(m_wire->asked.size(), 1 + 5);
        QCOMPARE(m_wire->asked.constLast().item("page"), u"5"_s);
        QCOMPARE(TreeherderCursor::fromText(snapshot->cursor).columns, s_columns.split(u' '));
    }

    void aFailingPageFailsTheFetch()
    {
        m_world.pageSize = 1;
        m_instead = [](const WireServer::Asked &asked) {
            return WireServer::Told{.status = asked.item("page") == "2"_L1 ? 502 : 0};
        };
        int times = 0;
        const auto failed = fetchOnce(*m_source, task(), &times);
        QVERIFY(!failed);
        QCOMPARE(times, 1);
        QCOMPARE(failed.error().kind, Failure::Kind::Transient);
        QCOMPARE(failed.error().httpStatus, 502);
        QVERIFY(failed.error().host.contains(u"127.0.0.1"_s));
        m_instead = nullptr;
        QVERIFY(fetchOnce(*m_source, task()));
    }

    void stopsAtTooManyPages()
    {
        m_instead = [](const WireServer::Asked &asked) {
            return asked.path.endsWith("/jobs/"_L1)
                ? WireServer::Told{.body = "{\"next\":\"x\",\"results\":[[1]],\"job_property_names\":[\"id\",\"push_"
                                           "id\",\"state\",\"result\"]}"}
                : WireServer::Told{.status = 0};
        };
        const auto failed = fetchOnce(*m_source, task());
        QVERIFY(!failed);
        QCOMPARE(failed.error().reason, Failure::Reason::TooLarge);
        QCOMPARE(m_wire->asked.size(), 61);
    }

    void namesWhatWentWrong_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("reason");
        using enum Failure::Kind;
        using Reason = Failure::Reason;
        QTest::newRow("no such repository") << 404 << "\"No project\""_ba << int(Rejected) << int(Reason::NotFound);
        QTest::newRow("user agent") << 403 << "<html>"_ba << int(Rejected) << int(Reason::Forbidden);
        QTest::newRow("html") << 200 << "<html>"_ba << int(Malformed) << int(Reason::NotTheFormat);
        QTest::newRow("another shape") << 200 << "[]"_ba << int(Malformed) << int(Reason::WrongShape);
        QTest::newRow("busy") << 503 << ""_ba << int(Transient) << int(Reason::ServerError);
    }

    void namesWhatWentWrong()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(int, kind);
        QFETCH(int, reason);
        m_instead = [status, body](const WireServer::Asked &) {
            return WireServer::Told{.status = status, .body = body};
        };
        int times = 0;
        const auto failed = fetchOnce(*m_source, task(), &times);
        QVERIFY(!failed);
        QCOMPARE(times, 1);
        QCOMPARE(int(failed.error().kind), kind);
        QCOMPARE(int(failed.error().reason), reason);
    }

    void followsOneAuthor()
    {
        m_world.authors.insert(1, u"me+x@example.org"_s);
        FetchTask mine = task();
        mine.watch.kind = Watch::Kind::Author;
        mine.watch.who = u"me+x@example.org"_s;
        const auto snapshot = fetchOnce(*m_source, mine);
        QVERIFY(snapshot);
        QCOMPARE(m_wire->asked.at(0).item("author"), u"me+x@example.org"_s);
        QCOMPARE(idsOf(snapshot->pushes), (QList<qint64>{1}));
        QCOMPARE(idsOf(snapshot->jobs), (QList<qint64>{11, 12}));
        mine.watch.who = u"nobody@example.org"_s;
        const auto nothing = fetchOnce(*m_source, mine);
        QVERIFY(nothing && nothing->whole && nothing->pushes.isEmpty());
        mine.watch.who.clear();
        QVERIFY(!fetchOnce(*m_source, mine));
    }

    void anUnreadablePushIsNotGone()
    {
        m_instead = [](const WireServer::Asked &asked) {
            return asked.path.endsWith("/push/"_L1)
                ? WireServer::Told{.body = "{\"results\":[{\"id\":1,\"revision\":\"r\",\"author\":\"a\",\"push_"
                                           "timestamp\":5},{\"id\":\"two\"}]}"}
                : WireServer::Told{.status = 0};
        };
        const auto snapshot = fetchOnce(*m_source, task());
        QVERIFY(snapshot);
        QVERIFY(!snapshot->whole);
        QCOMPARE(snapshot->skipped.size(), 1);
        QCOMPARE(idsOf(snapshot->pushes), (QList<qint64>{1}));
    }

    void theCursorStaysBehindTheServersClock()
    {
        m_world.date = "Fri, 20 Nov 2026 15:00:15 GMT";
        const auto snapshot = fetchOnce(*m_source, task());
        QVERIFY(snapshot);
        QCOMPARE(TreeherderCursor::fromText(snapshot->cursor).newest.toString(Qt::ISODateWithMs),
                 u"2026-11-20T15:00:15.000Z"_s);
    }

    void anHourOfNothingNewCostsTwoRequestsACycle()
    {
        for (qint64 id = 3; id <= 20; ++id) {
            m_world.listed.prepend(id);
        }
        auto last = fetchOnce(*m_source, task());
        QVERIFY(last);
        QCOMPARE(m_wire->asked.size(), 2);
        m_wire->asked.clear();
        for (int cycle = 0; cycle < 60; ++cycle) {
            last = fetchOnce(*m_source, taskAfter(*last));
            QVERIFY(last);
        }
        QCOMPARE(m_wire->asked.size(), 120);
        QCOMPARE(m_wire->asked.constLast().item("push_id__in").split(u',').size(), 20);
    }

    void aStrangeCursorStartsOver()
    {
        for (const QString &text : {u"nonsense"_s, u"[]"_s, u"{\"lastModified\":7,\"names\":{}}"_s, QString()}) {
            QCOMPARE(TreeherderCursor::fromText(text), TreeherderCursor());
        }
        const TreeherderCursor cursor{.newest = s_now,
                                      .columns = {u"a"_s, u"b"_s},
                                      .failing = {{.job = 9}, {.job = 7, .asked = true, .due = s_now}},
                                      .known = {3, 5}};
        QCOMPARE(TreeherderCursor::fromText(cursor.toText()), cursor);
    }

    void aDeadSourceIsNotCalled()
    {
        m_source->fetch(task());
        m_source.reset();
        QTRY_VERIFY(m_wire->asked.size() <= 1);
        QCoreApplication::processEvents();
    }

    void requestsMeanOnlyWhatTheySay()
    {
        const QUrl base(u"https://th.example/x/"_s);
        QCOMPARE(Treeherder::pushList(base, u"a/b?c#d"_s, u"a+b&c=d@e"_s).url.toString(QUrl::FullyEncoded),
                 u"https://th.example/x/api/project/a%2Fb%3Fc%23d/push/?full=true&count=20&author=a%2Bb%26c%3Dd%40e"_s);
        QCOMPARE(Treeherder::bugSuggestions(base, u"a/b"_s, 7).url.path(QUrl::FullyEncoded),
                 u"/x/api/project/a%2Fb/jobs/7/bug_suggestions/"_s);
        QCOMPARE(Treeherder::logErrors(base, u"try"_s, 7).url.path(), u"/x/api/project/try/jobs/7/text_log_errors/"_s);
        QCOMPARE(Treeherder::logUrls(base, u"try"_s, 7).url.query(), u"job_id=7"_s);
        QCOMPARE(Treeherder::alerts(base, u"ab c"_s).url.query(QUrl::FullyEncoded), u"filter_text=ab%20c&limit=100"_s);
        QCOMPARE(Treeherder::pushesOfCommit(base, u"try"_s, u"ABCDEF0"_s).url.query(),
                 u"full=true&count=20&revision=abcdef0"_s);
        QCOMPARE(Treeherder::pushesOfCommit(base, u"try"_s, QString(40, u'A')).url.query(),
                 u"full=true&count=20&commit_revision="_s + QString(40, u'a'));
        QCOMPARE(Treeherder::jobPage(base, u"try"_s, u"abc"_s, u"T-1"_s, 2).toString(),
                 u"https://th.example/x/jobs?repo=try&revision=abc&selectedTaskRun=T-1.2"_s);
        QCOMPARE(Treeherder::jobPage(base, u"try"_s, u"abc"_s, {}, 0), Treeherder::pushPage(base, u"try"_s, u"abc"_s));
        QCOMPARE(Treeherder::taskPage(QUrl(u"https://tc.example"_s), u"T/1"_s, 0).toString(QUrl::FullyEncoded),
                 u"https://tc.example/tasks/T%2F1/runs/0"_s);
        QVERIFY(Treeherder::taskPage({}, u"T"_s, 0).isEmpty());
        QCOMPARE(Treeherder::repositories(base).url.path(), u"/x/api/repository/"_s);
        QCOMPARE(Treeherder::pushesById(base, u"try"_s, {4, 5}).url.query(QUrl::FullyDecoded),
                 u"full=true&count=2&id__in=4,5"_s);
        QVERIFY(Treeherder::jobs(base, {1}, {}, 1).maxBytes > 8 * 1024 * 1024);
    }
};

QTEST_GUILESS_MAIN(TreeherderSourceTest)

#include "tst_treeherdersource.moc"
