// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/lando/landocursor.h"
#include "app/sources/lando/landosource.h"
#include "app/sources/lando/treesfetch.h"
#include "tests/sources/wireserver.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace Windsock;
using Reason = Failure::Reason;
using Status = Tree::Status;

namespace {
const QDateTime s_now(QDate(2026, 11, 20), QTime(16, 0), QTimeZone::UTC);
}

/// Treestatus over real HTTP.
class TreeSourceTest : public QObject
{
    Q_OBJECT

private:
    QMap<QString, QJsonObject> m_trees;
    QMap<QString, QJsonArray> m_logs; ///< newest first
    int m_lastLog = 0;
    QString m_front; ///< where Treestatus answers below the base
    WireServer::Handler m_instead;
    std::unique_ptr<WireServer> m_wire;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<LandoSource> m_source;

    WireServer::Told answer(const WireServer::Asked &asked) const
    {
        if (const WireServer::Told told = m_instead ? m_instead(asked) : WireServer::Told{.status = 0};
            told.status != 0) {
            return told;
        }
        const QString front = u"/base"_s + m_front;
        QJsonArray result;
        if (asked.path == front + "/trees2"_L1) {
            for (const QJsonObject &tree : m_trees) {
                result.append(tree);
            }
        } else if (asked.path.startsWith(front + "/trees/"_L1) && asked.path.endsWith("/logs"_L1)) {
            result = m_logs.value(asked.path.section(u'/', -2, -2));
        } else {
            return {.status = 404, .body = "<html>", .headers = "Content-Type: text/html\r\n"};
        }
        return {.body = QJsonDocument(QJsonObject{{u"result"_s, result}}).toJson()};
    }

    void setTree(const QString &name, const QString &status, int hour, const QString &reason = {})
    {
        ++m_lastLog;
        m_trees[name] = {{u"tree"_s, name},
                         {u"status"_s, status},
                         {u"reason"_s, reason},
                         {u"tags"_s, QJsonArray{u"infra"_s}},
                         {u"log_id"_s, m_lastLog}};
        m_logs[name].prepend(QJsonObject{{u"id"_s, m_lastLog},
                                         {u"status"_s, status},
                                         {u"when"_s, at(hour).toString(Qt::ISODate)},
                                         {u"who"_s, u"sheriff"_s}});
    }

    static QDateTime at(int hour) { return QDateTime(QDate(2026, 11, 20), QTime(hour, 0), QTimeZone::UTC); }

    FetchTask task(const QString &target = {}, const QString &cursor = {}) const
    {
        FetchTask task{.account = {.id = AccountId(u"lando"_s), .service = Service::Lando, .baseUrl = m_wire->base()},
                       .watch = {.id = WatchId(u"lando/trees"_s),
                                 .account = AccountId(u"lando"_s),
                                 .kind = Watch::Kind::Trees,
                                 .target = target},
                       .now = s_now};
        task.memory.cursor = cursor;
        return task;
    }

    QStringList paths() const
    {
        QStringList paths;
        for (const WireServer::Asked &asked : m_wire->asked) {
            paths.append(asked.path.sliced(5));
        }
        return paths;
    }

    static QString lineOf(const Tree &tree)
    {
        return u"%1 %2 %3 %4"_s.arg(tree.name, treeStatusName(tree.status),
                                    tree.since.isValid() ? QString::number(tree.since.time().hour()) : u"-"_s,
                                    tree.by.isEmpty() ? u"-"_s : tree.by);
    }

    static QStringList linesOf(const Result<Snapshot> &result)
    {
        QStringList lines;
        for (const Tree &tree : result ? result->trees : QList<Tree>()) {
            lines.append(lineOf(tree));
        }
        return lines;
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".+"_s));
        m_trees.clear();
        m_logs.clear();
        m_lastLog = 0;
        m_front = u"/api/treestatus"_s;
        m_instead = {};
        m_wire = std::make_unique<WireServer>([this](const WireServer::Asked &asked) { return answer(asked); });
        m_http = std::make_unique<HttpClient>([] { return s_now; });
        m_source = std::make_unique<LandoSource>(*m_http);
    }

    void cleanup() { m_source.reset(); }

    void allTreesWithSinceAndBy()
    {
        setTree(u"autoland"_s, u"open"_s, 9);
        setTree(u"autoland"_s, u"closed"_s, 14, u"Bustage"_s);
        setTree(u"try"_s, u"open"_s, 8);
        int times = 0;
        const auto result = fetchOnce(*m_source, task(), &times);
        QVERIFY(result.has_value());
        QCOMPARE(times, 1);
        QVERIFY(result->whole && result->skipped.isEmpty());
        QCOMPARE(linesOf(result), (QStringList{u"autoland closed 14 sheriff"_s, u"try open 8 sheriff"_s}));
        const Tree &autoland = result->trees.first();
        QCOMPARE(autoland.subject().value, u"lando/tree/autoland"_s);
        QCOMPARE(autoland.reason, u"Bustage"_s);
        QCOMPARE(autoland.tags, QStringList{u"infra"_s});
        QCOMPARE(autoland.url, QUrl(m_wire->base().toString() + u"/treestatus/autoland/logs"_s));
        QCOMPARE(paths(),
                 (QStringList{u"/api/treestatus/trees2"_s, u"/api/treestatus/trees/autoland/logs"_s,
                              u"/api/treestatus/trees/try/logs"_s}));
    }

    void onlyChangedTreesAreAskedAbout()
    {
        setTree(u"autoland"_s, u"open"_s, 9);
        setTree(u"beta"_s, u"closed"_s, 9);
        const auto first = fetchOnce(*m_source, task());
        m_wire->asked.clear();
        const auto same = fetchOnce(*m_source, task({}, first->cursor));
        QCOMPARE(same->trees, first->trees);
        QCOMPARE(paths(), QStringList{u"/api/treestatus/trees2"_s});
        setTree(u"autoland"_s, u"closed"_s, 15);
        m_wire->asked.clear();
        const auto next = fetchOnce(*m_source, task({}, same->cursor));
        QCOMPARE(linesOf(next), (QStringList{u"autoland closed 15 sheriff"_s, u"beta closed 9 sheriff"_s}));
        QCOMPARE(paths(), (QStringList{u"/api/treestatus/trees2"_s, u"/api/treestatus/trees/autoland/logs"_s}));
        // A new reason is a change of the log, and not of the status.
        setTree(u"autoland"_s, u"closed"_s, 16, u"Still"_s);
        const auto reason = fetchOnce(*m_source, task({}, next->cursor));
        QCOMPARE(linesOf(reason).first(), u"autoland closed 15 sheriff"_s);
        QCOMPARE(reason->trees.first().reason, u"Still"_s);
        // Open and closed again between two looks.
        setTree(u"autoland"_s, u"open"_s, 17);
        setTree(u"autoland"_s, u"closed"_s, 18);
        QCOMPARE(linesOf(fetchOnce(*m_source, task({}, reason->cursor))).first(), u"autoland closed 18 sheriff"_s);
    }

    void onlyTheTreesThatAreWatched()
    {
        for (const QString &name : {u"autoland"_s, u"beta"_s, u"try"_s}) {
            setTree(name, u"open"_s, 9);
        }
        const auto result = fetchOnce(*m_source, task(u"try,autoland,try"_s));
        QCOMPARE(linesOf(result), (QStringList{u"autoland open 9 sheriff"_s, u"try open 9 sheriff"_s}));
        QVERIFY(!paths().contains(u"/api/treestatus/trees/beta/logs"_s));
    }

    void aTreeThatIsNotListedIsSaid()
    {
        setTree(u"autoland"_s, u"open"_s, 9);
        const auto result = fetchOnce(*m_source, task(u"autoland,nosuch"_s));
        QVERIFY(result.has_value());
        QVERIFY(result->whole);
        QCOMPARE(linesOf(result), (QStringList{u"autoland open 9 sheriff"_s, u"nosuch unknown - -"_s}));
        QCOMPARE(result->skipped.size(), 1);
        QCOMPARE(result->skipped.first().what, u"tree nosuch"_s);
        QVERIFY(result->skipped.first().why.contains("for open"_L1));
    }

    void whatCannotBeReadStaysAsItWas()
    {
        setTree(u"autoland"_s, u"closed"_s, 9);
        setTree(u"beta"_s, u"closed"_s, 9);
        const auto first = fetchOnce(*m_source, task(u"autoland,beta"_s));
        m_trees[u"beta"_s][u"status"_s] = 7;
        const auto result = fetchOnce(*m_source, task(u"autoland,beta"_s, first->cursor));
        QVERIFY(result.has_value());
        QVERIFY(!result->whole); // beta is neither gone nor unknown
        QCOMPARE(linesOf(result), QStringList{u"autoland closed 9 sheriff"_s});
        m_trees[u"beta"_s][u"status"_s] = u"closed"_s;
        m_wire->asked.clear();
        const auto again = fetchOnce(*m_source, task(u"autoland,beta"_s, result->cursor));
        QCOMPARE(again->trees, first->trees);
        QCOMPARE(paths(), QStringList{u"/api/treestatus/trees2"_s});
    }

    void aTreestatusThatStandsAlone()
    {
        m_front.clear();
        setTree(u"autoland"_s, u"closed"_s, 9);
        const auto result = fetchOnce(*m_source, task());
        QVERIFY(result.has_value());
        QCOMPARE(linesOf(result), QStringList{u"autoland closed 9 sheriff"_s});
        QVERIFY(result->trees.first().url.isEmpty());
        QCOMPARE(paths(), (QStringList{u"/api/treestatus/trees2"_s, u"/trees2"_s, u"/trees/autoland/logs"_s}));
        // The next time it is known where to ask, and when it moves it is found again.
        m_wire->asked.clear();
        const auto next = fetchOnce(*m_source, task({}, result->cursor));
        QCOMPARE(paths(), QStringList{u"/trees2"_s});
        m_front = u"/api/treestatus"_s;
        m_wire->asked.clear();
        const auto moved = fetchOnce(*m_source, task({}, next->cursor));
        QVERIFY(moved.has_value());
        QCOMPARE(paths(), (QStringList{u"/trees2"_s, u"/api/treestatus/trees2"_s}));
        m_front = u"/nowhere"_s;
        const auto lost = fetchOnce(*m_source, task({}, moved->cursor));
        QVERIFY(!lost);
        QCOMPARE(lost.error().reason, Reason::NotFound);
        QCOMPARE(lost.error().kind, Failure::Kind::Rejected);
    }

    void aLogThatIsNotToBeHadFailsNothing_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("asked");
        QTest::newRow("not there") << 404 << "{\"detail\":\"No tree\"}"_ba << 2;
        QTest::newRow("html") << 200 << "<html>"_ba << 2;
        QTest::newRow("down") << 503 << QByteArray() << 1; // who is down is not asked again at once
    }

    void aLogThatIsNotToBeHadFailsNothing()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(int, asked);
        setTree(u"autoland"_s, u"closed"_s, 9);
        setTree(u"beta"_s, u"closed"_s, 9);
        m_instead = [&](const WireServer::Asked &request) {
            return request.path.endsWith("/logs"_L1) ? WireServer::Told{.status = status, .body = body}
                                                     : WireServer::Told{.status = 0};
        };
        const auto result = fetchOnce(*m_source, task());
        QVERIFY(result.has_value());
        QCOMPARE(linesOf(result), (QStringList{u"autoland closed - -"_s, u"beta closed - -"_s}));
        QCOMPARE(result->skipped.size(), asked);
        QCOMPARE(paths().size(), 1 + asked);
        m_instead = {};
        const auto next = fetchOnce(*m_source, task({}, result->cursor));
        QCOMPARE(linesOf(next), (QStringList{u"autoland closed 9 sheriff"_s, u"beta closed 9 sheriff"_s}));
    }

    void logsAreReadAFewAtATimeClosedTreesFirst()
    {
        for (int i = 0; i < 12; ++i) {
            setTree(u"t%1"_s.arg(i, 2, 10, QLatin1Char('0')), i < 10 ? u"open"_s : u"closed"_s, 9);
        }
        const auto first = fetchOnce(*m_source, task());
        QCOMPARE(paths().size(), 1 + Lando::logsInAFetch);
        QCOMPARE(paths().at(1), u"/api/treestatus/trees/t10/logs"_s);
        QCOMPARE(first->trees.size(), 12);
        m_wire->asked.clear();
        const auto next = fetchOnce(*m_source, task({}, first->cursor));
        QCOMPARE(paths().size(), 1 + 12 - Lando::logsInAFetch);
        for (const QString &line : linesOf(next)) {
            QVERIFY2(line.endsWith("9 sheriff"_L1), qPrintable(line));
        }
    }

    void anUnknownStatusIsUnknown()
    {
        setTree(u"autoland"_s, u"zeppelin"_s, 9);
        const auto result = fetchOnce(*m_source, task());
        QCOMPARE(linesOf(result), QStringList{u"autoland unknown - -"_s});
        QCOMPARE(result->skipped.size(), 1);
        QCOMPARE(paths().size(), 1);
    }

    void everyFailureIsOne_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<Reason>("reason");
        QTest::newRow("down") << 502 << "<html>"_ba << Reason::ServerError;
        QTest::newRow("forbidden") << 403 << QByteArray() << Reason::Forbidden;
        QTest::newRow("html") << 200 << "<html>"_ba << Reason::NotTheFormat;
        QTest::newRow("no trees") << 200 << "{\"result\":7}"_ba << Reason::WrongShape;
    }

    void everyFailureIsOne()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        m_instead = [&](const WireServer::Asked &) { return WireServer::Told{.status = status, .body = body}; };
        int times = 0;
        const auto result = fetchOnce(*m_source, task(), &times);
        QVERIFY(!result);
        QCOMPARE(times, 1);
        QTEST(result.error().reason, "reason");
        QVERIFY(!result.error().host.isEmpty());
        QCOMPARE(m_wire->asked.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TreeSourceTest)
#include "tst_treesource.moc"
