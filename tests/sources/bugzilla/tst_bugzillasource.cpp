// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/bugzilla/bugzillaparser.h"
#include "app/sources/bugzilla/bugzillasource.h"
#include "tests/sources/golden.h"
#include "tests/sources/wireserver.h"

#include <QDir>
#include <QJsonArray>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace Windsock;
using namespace Windsock::Bugzilla;

namespace {
const QDateTime s_now(QDate(2026, 11, 20), QTime(16, 0), QTimeZone::UTC);

QByteArray recorded(const QString &name)
{
    return Golden::recorded(u"bugzilla/"_s + name);
}
}

class BugzillaSourceTest : public QObject
{
    Q_OBJECT

private:
    QMap<qint64, QJsonObject> m_bugs;
    bool m_stock = false;
    std::unique_ptr<WireServer> m_wire;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<BugzillaSource> m_source;

    void setBug(qint64 id, const QString &whiteboard, const QString &changed, const QString &resolution = {})
    {
        m_bugs.insert(id,
                      {{u"id"_s, id},
                       {u"whiteboard"_s, whiteboard},
                       {u"last_change_time"_s, changed},
                       {u"resolution"_s, resolution}});
    }

    WireServer::Told answer(const WireServer::Asked &asked) const
    {
        if (asked.path.endsWith("/whoami"_L1)) {
            return m_stock ? WireServer::Told{.status = 404, .body = recorded(u"stock/01_whoami"_s)}
                           : WireServer::Told{.body = recorded(u"bmo/01_whoami"_s)};
        }
        if (asked.path.endsWith("/attachment"_L1)) {
            return {.body = recorded(u"bmo/06_attachments"_s)};
        }
        const QStringList ids = asked.item("id").split(u',', Qt::SkipEmptyParts);
        QJsonArray found;
        for (const QJsonObject &bug : m_bugs) {
            const bool tagged = bug.value("whiteboard"_L1).toString().contains(asked.item("v1"));
            const bool changed = bug.value("last_change_time"_L1).toString() >= asked.item("last_change_time");
            if (ids.isEmpty() ? tagged && changed : ids.contains(QString::number(bug.value("id"_L1).toInteger()))) {
                found.append(bug);
            }
        }
        return {.body = QJsonDocument(QJsonObject{{u"bugs"_s, found}}).toJson()};
    }

    FetchTask task(const QByteArray &key = {}) const
    {
        return {.account = {.id = AccountId(u"bz"_s), .service = Service::Bugzilla, .baseUrl = m_wire->base()},
                .watch = {.id = WatchId(u"bz/l"_s),
                          .account = AccountId(u"bz"_s),
                          .kind = Watch::Kind::Landings,
                          .target = u"autoland"_s},
                .secret = key,
                .now = s_now};
    }

    FetchTask after(const Snapshot &snapshot, const QStringList &keys) const
    {
        FetchTask next = task();
        next.memory = {.watch = next.watch.id, .cursor = snapshot.cursor, .asOf = s_now, .keys = keys};
        return next;
    }

private Q_SLOTS:
    void init()
    {
        m_bugs.clear();
        m_stock = false;
        setBug(1, u"[autoland-a]"_s, u"2026-11-20T15:00:00Z"_s);
        setBug(2, u"[autoland-try]"_s, u"2026-11-20T15:10:00Z"_s);
        m_wire = std::make_unique<WireServer>([this](const WireServer::Asked &asked) { return answer(asked); });
        m_http = std::make_unique<HttpClient>(systemNow);
        m_source = std::make_unique<BugzillaSource>(*m_http);
    }

    void cleanup() { m_source.reset(); }

    void followsALandingToItsEnd()
    {
        int times = 0;
        const auto first = fetchOnce(*m_source, task(), &times);
        QVERIFY2(first, qPrintable(first ? QString() : first.error().detail));
        QCOMPARE(times, 1);
        QVERIFY(first->whole);
        QCOMPARE(first->landings.size(), 2);
        QCOMPARE(first->landings.at(0).patches.size(), 1);
        QCOMPARE(first->landings.at(0).url, QUrl(m_wire->base().toString() + u"/show_bug.cgi?id=1"_s));
        QCOMPARE(m_wire->asked.size(), 2);

        const QStringList keys{u"bug/1"_s, u"bug/2"_s};
        setBug(1, u""_s, u"2026-11-20T15:30:00Z"_s, u"FIXED"_s);
        const auto second = fetchOnce(*m_source, after(*first, keys));
        QVERIFY(second && !second->whole);
        QVERIFY(second->gone.isEmpty());
        QCOMPARE(second->landings.constFirst().state, Landing::State::Landed);
        QCOMPARE(second->landings.constFirst().tag, u"[autoland-a]"_s);

        const auto third = fetchOnce(*m_source, after(*second, keys));
        QVERIFY(third);
        QCOMPARE(third->gone, QStringList{u"bug/1"_s});
        QVERIFY(third->landings.isEmpty());
        m_bugs.remove(2);
        const auto fourth = fetchOnce(*m_source, after(*third, {u"bug/2"_s}));
        QVERIFY(fourth);
        QCOMPARE(fourth->gone, QStringList{u"bug/2"_s});
    }

    void learnsHowTheKeyIsTaken_data()
    {
        QTest::addColumn<bool>("stock");
        QTest::newRow("bmo") << false;
        QTest::newRow("stock") << true;
    }

    void learnsHowTheKeyIsTaken()
    {
        QFETCH(bool, stock);
        m_stock = stock;
        const auto snapshot = fetchOnce(*m_source, task("s3cret"_ba));
        QVERIFY(snapshot);
        QVERIFY(!snapshot->cursor.contains(u"s3cret"_s));
        QVERIFY(m_wire->asked.at(0).path.endsWith("/whoami"_L1));
        for (const WireServer::Asked &asked : m_wire->asked.sliced(1)) {
            QCOMPARE(asked.item("api_key"), stock ? u"s3cret"_s : QString());
            QCOMPARE(asked.head.contains("x-bugzilla-api-key: s3cret"), !stock);
        }
    }

    void namesFailuresByTheirRemedy()
    {
        const auto of = [](int status, const QString &name) {
            return failureOf({.status = status, .body = recorded(name)}, s_now);
        };
        for (const auto &flavour : {u"stock/"_s, u"bmo/"_s}) {
            QCOMPARE(of(400, flavour + u"12_bad_api_key"_s).reason, Failure::Reason::BadCredential);
            QCOMPARE(of(400, flavour + u"12_bad_api_key"_s).kind, Failure::Kind::NeedsLogin);
            QCOMPARE(of(404, flavour + u"13_no_such_bug"_s).reason, Failure::Reason::NotFound);
            QCOMPARE(of(401, flavour + u"14_anon_put"_s).kind, Failure::Kind::NeedsLogin);
            QCOMPARE(of(400, flavour + u"15_bad_json"_s).reason, Failure::Reason::BadRequest);
        }
        QCOMPARE(of(429, u"bmo/30_ratelimit"_s).reason, Failure::Reason::Blocked);
        QCOMPARE(of(429, u"bmo/30_ratelimit"_s).until, s_now.addSecs(3600));
    }

    void survivesEveryRecordedAnswerAndCutsOfIt()
    {
        for (const auto &flavour : {u"stock"_s, u"bmo"_s}) {
            for (const QString &file :
                 QDir(QStringLiteral(WINDSOCK_TEST_DATA "/bugzilla/") + flavour).entryList({u"*.in.json"_s})) {
                const QByteArray bytes = recorded(flavour + u'/' + file.chopped(8));
                QVERIFY(!bytes.isEmpty());
                (void)parseBugs(bytes);
                QVERIFY(!parseBugs(bytes.chopped(bytes.size() / 2 + 1)));
                QVERIFY(!parseAttachments(bytes.chopped(bytes.size() / 2 + 1)));
            }
        }
        QCOMPARE(parseBugs(recorded(u"bmo/02_search_whiteboard"_s))->bugs.size(), 2);
        QCOMPARE(parseBugs(recorded(u"stock/20_bug_full"_s))->bugs.constFirst().assignee, u"admin@bz.test"_s);
        QCOMPARE(
            parseAttachments(recorded(u"stock/06_attachments"_s))->patches.value(1).constFirst().flags.constFirst().status,
            u'+');
    }

    void skipsABadBugAndKeepsTheOthers()
    {
        for (const QByteArray &bad :
             {"null"_ba, "{}"_ba, "{'id':'2'}"_ba, "{'id':0}"_ba, "{'id':2,'summary':7}"_ba,
              "{'id':2,'whiteboard':[]}"_ba, "{'id':2,'keywords':'x'}"_ba, "{'id':2,'last_change_time':'soon'}"_ba,
              "{'id':2,'flags':7}"_ba, "{'id':2,'flags':[{'name':4,'status':'+'}]}"_ba, "{'id':1}"_ba}) {
            const auto page = parseBugs(
                QByteArray("{'bugs':[{'id':1},"_ba + bad + ",{'id':3,'keywords':null}]}"_ba).replace('\'', '"'));
            QVERIFY(page);
            QCOMPARE(page->bugs.size(), 2);
            QCOMPARE(page->skipped.size(), 1);
            QCOMPARE(page->skipped.constFirst().what, u"bugs[1]"_s);
        }
    }
};

QTEST_GUILESS_MAIN(BugzillaSourceTest)

#include "tst_bugzillasource.moc"
