// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/net/webaddress.h"
#include "app/sources/lando/landocursor.h"
#include "app/sources/lando/landosource.h"
#include "tests/sources/golden.h"
#include "tests/sources/wireserver.h"

#include <QJsonObject>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Windsock;
using Reason = Failure::Reason;
using Kind = Failure::Kind;

namespace {
const QDateTime s_now(QDate(2026, 11, 20), QTime(16, 0), QTimeZone::UTC);
const QString s_git = u"a"_s.repeated(40);
const QString s_hg = u"b"_s.repeated(40);
}

/// One landing job over real HTTP.
class LandingJobsTest : public QObject
{
    Q_OBJECT

private:
    QJsonObject m_job;
    bool m_mapped = false; ///< Lando's map knows the commit
    WireServer::Handler m_instead; ///< answers first, where set; status 0 leaves it to the world
    std::unique_ptr<WireServer> m_wire;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<LandoSource> m_source;

    WireServer::Told answer(const WireServer::Asked &asked) const
    {
        if (const WireServer::Told told = m_instead ? m_instead(asked) : WireServer::Told{.status = 0};
            told.status != 0) {
            return told;
        }
        if (asked.path == "/base/landing_jobs/5/"_L1) {
            return {.body = QJsonDocument(m_job).toJson()};
        }
        const bool named = asked.path == "/base/api/git2hg/firefox/"_L1 + s_git
            || asked.path == "/base/api/hg2git/firefox/"_L1 + s_hg;
        if (named && m_mapped) {
            return {.body = QJsonDocument(QJsonObject{{u"git_hash"_s, s_git}, {u"hg_hash"_s, s_hg}}).toJson()};
        }
        return {.status = 404, .body = "{\"title\":\"Landing job not found\",\"detail\":\"No such thing\"}"};
    }

    FetchTask task(const QString &cursor = {}, const QDateTime &now = s_now) const
    {
        FetchTask task{.account = {.id = AccountId(u"lando"_s), .service = Service::Lando, .baseUrl = m_wire->base()},
                       .watch = {.id = WatchId(u"lando/job-5"_s),
                                 .account = AccountId(u"lando"_s),
                                 .kind = Watch::Kind::LandingJob,
                                 .target = u"5"_s},
                       .now = now};
        task.memory.cursor = cursor;
        if (!cursor.isEmpty()) {
            task.memory.keys = {u"lando/5"_s};
        }
        return task;
    }

    void land(const QString &commit)
    {
        m_job[u"status"_s] = u"LANDED"_s;
        m_job[u"commit_id"_s] = commit;
    }

    int askedFor(const QString &part) const
    {
        return int(std::ranges::count_if(m_wire->asked,
                                         [&](const WireServer::Asked &asked) { return asked.path.contains(part); }));
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".+"_s));
        m_job = QJsonDocument::fromJson(Golden::recorded(u"lando/landed"_s)).object();
        m_job[u"status"_s] = u"SUBMITTED"_s;
        m_job[u"commit_id"_s] = QString();
        m_mapped = false;
        m_instead = {};
        m_wire = std::make_unique<WireServer>([this](const WireServer::Asked &asked) { return answer(asked); });
        m_http = std::make_unique<HttpClient>([] { return s_now; });
        m_source = std::make_unique<LandoSource>(*m_http);
    }

    void cleanup() { m_source.reset(); }

    void aJobIsALanding()
    {
        int times = 0;
        const auto result = fetchOnce(*m_source, task(), &times);
        QVERIFY(result.has_value());
        QCOMPARE(times, 1);
        QVERIFY(result->whole && !result->unchanged && result->skipped.isEmpty());
        QCOMPARE(result->asOf, s_now);
        QCOMPARE(result->landings.size(), 1);
        const Landing &landing = result->landings.first();
        QCOMPARE(landing.subject().value, u"lando/lando/5"_s);
        QCOMPARE(landing.state, Landing::State::Queued);
        QCOMPARE(landing.repository, u"testrepo"_s);
        QCOMPARE(landing.bug, 202);
        QCOMPARE(m_wire->asked.size(), 1);
        QVERIFY(m_wire->asked.first().head.contains("accept: application/json"));
    }

    void anAddressIsMadeWhereNoneIsTold()
    {
        m_job.remove(u"url"_s);
        const auto result = fetchOnce(*m_source, task());
        QCOMPARE(result->landings.first().url, QUrl(m_wire->base().toString() + u"/landings/5"_s));
    }

    void bothNamesOfACommit_data()
    {
        QTest::addColumn<QString>("commit");
        QTest::addColumn<bool>("mapped");
        QTest::addColumn<QString>("hg");
        QTest::addColumn<QString>("git");
        QTest::newRow("git's") << s_git << true << s_hg << s_git;
        QTest::newRow("Mercurial's") << s_hg << true << s_hg << s_git;
        QTest::newRow("of a repository without a map") << s_hg << false << s_hg << QString();
    }

    void bothNamesOfACommit()
    {
        QFETCH(QString, commit);
        QFETCH(bool, mapped);
        m_mapped = mapped;
        land(commit);
        const auto result = fetchOnce(*m_source, task());
        QVERIFY(result.has_value());
        const Landing &landing = result->landings.first();
        QCOMPARE(landing.state, Landing::State::Landed);
        QTEST(landing.revision, "hg");
        QTEST(landing.gitRevision, "git");
        QVERIFY(result->skipped.isEmpty());
        // What is known of the commit is not asked again.
        m_wire->asked.clear();
        const auto again = fetchOnce(*m_source, task(result->cursor, s_now.addDays(1)));
        QCOMPARE(again->landings, result->landings);
        QCOMPARE(askedFor(u"2hg"_s) > 0, !mapped);
    }

    void namesThatAreNotToBeHadFailNothing_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("503") << 503 << "later"_ba;
        QTest::newRow("html") << 200 << "<html>"_ba;
        QTest::newRow("odd names") << 200 << "{\"git_hash\":7,\"hg_hash\":\"\"}"_ba;
        const QByteArray other = u"c"_s.repeated(40).toLatin1();
        QTest::newRow("of another commit")
            << 200 << QByteArray("{\"git_hash\":\"" + other + "\",\"hg_hash\":\"" + other + "\"}");
    }

    void namesThatAreNotToBeHadFailNothing()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        land(s_git);
        m_instead = [&](const WireServer::Asked &asked) {
            return asked.path.contains("/api/"_L1) ? WireServer::Told{.status = status, .body = body}
                                                   : WireServer::Told{.status = 0};
        };
        const auto result = fetchOnce(*m_source, task());
        QVERIFY(result.has_value());
        QCOMPARE(result->landings.first().state, Landing::State::Landed);
        QVERIFY(result->landings.first().revision.isEmpty()); // a name of the wrong kind would be worse than none
        QCOMPARE(result->skipped.size(), 1);
        QVERIFY(result->skipped.first().what.contains(s_git));
        // The next time the names are there.
        m_instead = {};
        m_mapped = true;
        m_job[u"updated_at"_s] = u"2026-11-20T15:59:00Z"_s;
        const auto next = fetchOnce(*m_source, task(result->cursor, s_now.addSecs(60)));
        QVERIFY(next.has_value());
    }

    void theMapMayFillLater()
    {
        land(s_git);
        m_job[u"updated_at"_s] = s_now.toString(Qt::ISODate);
        const auto first = fetchOnce(*m_source, task());
        QVERIFY(first.has_value());
        m_mapped = true;
        const auto next = fetchOnce(*m_source, task(first->cursor, s_now.addSecs(60)));
        QVERIFY(next.has_value() && !next->unchanged);
        QCOMPARE(next->landings.first().revision, s_hg);
        QCOMPARE(next->landings.first().gitRevision, s_git);
        // From now on there is nothing to wait for.
        m_wire->asked.clear();
        QVERIFY(fetchOnce(*m_source, task(next->cursor, s_now.addSecs(120)))->unchanged);
        QVERIFY(m_wire->asked.isEmpty());
    }

    void whatHasEndedIsAskedRarely()
    {
        m_job[u"status"_s] = u"FAILED"_s;
        const auto first = fetchOnce(*m_source, task());
        QVERIFY(first.has_value());
        m_wire->asked.clear();
        int times = 0;
        const auto rested = fetchOnce(*m_source, task(first->cursor, s_now.addSecs(3600)), &times);
        QVERIFY(rested.has_value());
        QCOMPARE(times, 1);
        QVERIFY(rested->unchanged);
        QCOMPARE(rested->asOf, s_now); // nobody was asked
        QVERIFY(m_wire->asked.isEmpty());
        // After a while, with another clock, and where the store has forgotten the landing it is asked.
        QVERIFY(!fetchOnce(*m_source, task(first->cursor, s_now.addSecs(6 * 3600)))->unchanged);
        QVERIFY(!fetchOnce(*m_source, task(first->cursor, s_now.addSecs(-10)))->unchanged);
        FetchTask forgotten = task(first->cursor, s_now.addSecs(60));
        forgotten.memory.keys.clear();
        QVERIFY(!fetchOnce(*m_source, forgotten)->unchanged);
        QCOMPARE(m_wire->asked.size(), 3);
    }

    void whatGoesOnIsAskedEachTime()
    {
        QString cursor;
        for (const QString &status : {u"SUBMITTED"_s, u"IN_PROGRESS"_s, u"DEFERRED"_s, u"SUBMITTED"_s}) {
            m_job[u"status"_s] = status;
            const auto result = fetchOnce(*m_source, task(cursor));
            QVERIFY(result && !result->unchanged);
            QCOMPARE(result->landings.size(), 1);
            cursor = result->cursor;
        }
        QCOMPARE(m_wire->asked.size(), 4);
    }

    void anUnknownStatusLeavesTheLastOne()
    {
        const auto known = fetchOnce(*m_source, task());
        m_job[u"status"_s] = u"ZEPPELIN"_s;
        const auto result = fetchOnce(*m_source, task(known->cursor));
        QVERIFY(result.has_value());
        QVERIFY(result->landings.isEmpty() && !result->whole && result->gone.isEmpty());
        QCOMPARE(result->cursor, known->cursor);
        QVERIFY(result->skipped.first().why.contains("ZEPPELIN"_L1));
        const auto first = fetchOnce(*m_source, task());
        QCOMPARE(first->landings.first().state, Landing::State::Queued);
        QCOMPARE(first->skipped.size(), 1);
    }

    /// An old Lando tells neither times nor what changes.
    void theOldAnswerHasTheTimeOfOurFirstSight()
    {
        m_job = {{u"id"_s, 5}, {u"status"_s, u"SUBMITTED"_s}, {u"commit_id"_s, QString()}};
        const auto first = fetchOnce(*m_source, task());
        QCOMPARE(first->landings.first().changed, s_now);
        const auto same = fetchOnce(*m_source, task(first->cursor, s_now.addSecs(60)));
        QCOMPARE(same->landings, first->landings);
        land(s_hg);
        const auto landed = fetchOnce(*m_source, task(same->cursor, s_now.addSecs(120)));
        QCOMPARE(landed->landings.first().changed, s_now.addSecs(120));
        QCOMPARE(landed->landings.first().revision, s_hg);
    }

    void everyFailureIsOne_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<Reason>("reason");
        QTest::newRow("gone") << 404 << "{\"detail\":\"A landing job with ID 5 was not found.\"}"_ba << Kind::Rejected
                              << Reason::NotFound;
        QTest::newRow("gone, in html") << 404 << "<html>"_ba << Kind::Rejected << Reason::NotFound;
        QTest::newRow("down") << 503 << "<html>"_ba << Kind::Transient << Reason::ServerError;
        QTest::newRow("too often") << 429 << QByteArray() << Kind::RateLimited << Reason::TooManyRequests;
        QTest::newRow("sign in") << 401 << QByteArray() << Kind::NeedsLogin << Reason::BadCredential;
        QTest::newRow("html") << 200 << "<html>"_ba << Kind::Malformed << Reason::NotTheFormat;
        QTest::newRow("no job") << 200 << "{}"_ba << Kind::Malformed << Reason::WrongShape;
        QTest::newRow("another job") << 200 << "{\"id\":6,\"status\":\"LANDED\"}"_ba << Kind::Malformed
                                     << Reason::WrongShape;
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
        QTEST(result.error().kind, "kind");
        QTEST(result.error().reason, "reason");
        QCOMPARE(result.error().host, hostOf(m_wire->base()));
        if (body.contains("was not found")) {
            QCOMPARE(result.error().detail, u"A landing job with ID 5 was not found."_s);
        }
    }

    void aWatchOfNoNumberIsRejectedWithoutAsking()
    {
        for (const QString &target : {u""_s, u"x"_s, u"0"_s, u"-1"_s, u"5/../6"_s, u"99999999999999999999"_s}) {
            FetchTask bad = task();
            bad.watch.target = target;
            int times = 0;
            const auto result = fetchOnce(*m_source, bad, &times);
            QVERIFY(!result);
            QCOMPARE(times, 1);
            QCOMPARE(result.error().reason, Reason::BadRequest);
        }
        QVERIFY(m_wire->asked.isEmpty());
    }

    void aDeadSourceIsNotCalled()
    {
        QSignalSpy finished(m_source.get(), &Source::finished);
        m_source->fetch(task());
        m_source.reset();
        QCoreApplication::processEvents();
        QCOMPARE(finished.size(), 0);
    }
};

QTEST_GUILESS_MAIN(LandingJobsTest)
#include "tst_landingjobs.moc"
