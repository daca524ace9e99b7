// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/net/webaddress.h"
#include "app/sources/bugzilla/bugzillacursor.h"
#include "app/sources/bugzilla/bugzillaparser.h"
#include "app/sources/bugzilla/bugzillasource.h"
#include "tests/sources/golden.h"
#include "tests/sources/wireserver.h"

#include <QDir>
#include <QJsonArray>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
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
    WireServer::Handler m_instead; ///< answers before the world does, where set; status 0 leaves it to the world
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

    /// The bugs that a search asks for by number, changed since.
    static QStringList knownIn(const WireServer::Asked &asked)
    {
        for (const auto &[name, value] : asked.query.queryItems(QUrl::FullyDecoded)) {
            if (value == "bug_id"_L1) {
                return asked.item(QByteArray("v" + name.mid(1).toLatin1()).constData()).split(u',');
            }
        }
        return {};
    }

    WireServer::Told answer(const WireServer::Asked &asked) const
    {
        if (const WireServer::Told told = m_instead ? m_instead(asked) : WireServer::Told{.status = 0};
            told.status != 0) {
            return told;
        }
        if (asked.path.endsWith("/whoami"_L1)) {
            return m_stock ? WireServer::Told{.status = 404, .body = recorded(u"stock/01_whoami"_s)}
                           : WireServer::Told{.body = recorded(u"bmo/01_whoami"_s)};
        }
        if (asked.path.endsWith("/attachment"_L1)) {
            return {.body = recorded(u"bmo/06_attachments"_s)};
        }
        if (asked.path.endsWith("/comment"_L1)) {
            return {.body = recorded(u"bmo/10_comments"_s)};
        }
        const QStringList ids = asked.item("id").split(u',', Qt::SkipEmptyParts);
        const int offset = asked.item("offset").toInt();
        const int limit = ids.isEmpty() ? asked.item("limit").toInt() : 500;
        int seen = 0;
        const bool hasTag = asked.query.queryItemValue(u"f2"_s) == "status_whiteboard"_L1;
        const QStringList known = knownIn(asked);
        QJsonArray found;
        for (const QJsonObject &bug : m_bugs) {
            const QString id = QString::number(bug.value("id"_L1).toInteger());
            const bool tagged = hasTag && bug.value("whiteboard"_L1).toString().contains(asked.item("v2"));
            const bool changed = bug.value("last_change_time"_L1).toString() >= asked.item("last_change_time");
            const bool wanted = ids.isEmpty() ? (tagged || known.contains(id)) && changed : ids.contains(id);
            if (wanted && ++seen > offset && found.size() < limit) {
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

    QList<WireServer::Asked> askedOf(const QString &end) const
    {
        QList<WireServer::Asked> found;
        for (const WireServer::Asked &asked : m_wire->asked) {
            if (asked.path.endsWith(end)) {
                found.append(asked);
            }
        }
        return found;
    }

    static QStringList keysOf(const Snapshot &snapshot)
    {
        QStringList keys;
        for (const Landing &landing : snapshot.landings) {
            keys.append(landing.key());
        }
        return keys;
    }

    /// Another minute for the budget, which this test's clock does not bring.
    void renewBudget()
    {
        m_source.reset();
        m_http = std::make_unique<HttpClient>([] { return s_now; });
        m_source = std::make_unique<BugzillaSource>(*m_http);
    }

    FetchTask after(const Snapshot &snapshot, const QStringList &keys, std::chrono::seconds later = {}) const
    {
        FetchTask next = task();
        next.now = s_now.addDuration(later);
        next.memory = {.watch = next.watch.id, .cursor = snapshot.cursor, .asOf = s_now, .keys = keys};
        return next;
    }

private Q_SLOTS:
    void init()
    {
        m_bugs.clear();
        m_instead = nullptr;
        m_stock = false;
        setBug(1, u"[autoland-a]"_s, u"2026-11-20T15:00:00Z"_s);
        setBug(2, u"[autoland-try]"_s, u"2026-11-20T15:10:00Z"_s);
        m_wire = std::make_unique<WireServer>([this](const WireServer::Asked &asked) { return answer(asked); });
        m_http = std::make_unique<HttpClient>([] { return s_now; });
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
        QCOMPARE(m_wire->asked.size(), 3); // the search, patches, comments

        const QStringList keys{u"bug/1"_s, u"bug/2"_s};
        setBug(1, u""_s, u"2026-11-20T15:30:00Z"_s, u"FIXED"_s);
        const auto second = fetchOnce(*m_source, after(*first, keys));
        QVERIFY(second && !second->whole);
        QVERIFY(second->gone.isEmpty());
        QCOMPARE(second->landings.constFirst().state, Landing::State::Landed);
        QCOMPARE(second->landings.constFirst().tag, u"[autoland-a]"_s);

        // It is followed for a day, for sheriffs back out within hours.
        const auto third = fetchOnce(*m_source, after(*second, keys, followedAfterEnd - 1s));
        QVERIFY(third && third->gone.isEmpty() && third->landings.isEmpty());
        const auto fourth = fetchOnce(*m_source, after(*third, keys, followedAfterEnd));
        QVERIFY(fourth);
        QCOMPARE(fourth->gone, QStringList{u"bug/1"_s});
        QVERIFY(fourth->landings.isEmpty());
        // A bug that is not to be seen any more never changes: it is missed at the next look at all known ones.
        m_bugs.remove(2);
        const auto fifth = fetchOnce(*m_source, after(*fourth, {u"bug/2"_s}, followedAfterEnd + 59min));
        QVERIFY(fifth && fifth->gone.isEmpty());
        const auto sixth = fetchOnce(*m_source, after(*fifth, {u"bug/2"_s}, followedAfterEnd + 1h));
        QVERIFY(sixth);
        QCOMPARE(sixth->gone, QStringList{u"bug/2"_s});
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

    void readsAllPages_data()
    {
        QTest::addColumn<int>("bugs");
        QTest::addColumn<int>("searches");
        QTest::addColumn<int>("attachments");
        QTest::newRow("one below a page") << 499 << 1 << 3;
        QTest::newRow("a whole page") << 500 << 2 << 3;
        QTest::newRow("one over") << 501 << 2 << 3;
        QTest::newRow("a portion of patches") << 200 << 1 << 1;
        QTest::newRow("one over a portion") << 201 << 1 << 2;
    }

    void readsAllPages()
    {
        QFETCH(int, bugs);
        QFETCH(int, searches);
        QFETCH(int, attachments);
        for (int id = 1; id <= bugs; ++id) {
            setBug(id, u"[autoland-try]"_s, u"2026-11-20T15:00:00Z"_s);
        }
        const auto snapshot = fetchOnce(*m_source, task());
        QVERIFY(snapshot);
        QVERIFY(snapshot->whole);
        QCOMPARE(snapshot->landings.size(), bugs);
        const QList<WireServer::Asked> pages = askedOf(u"/rest/bug"_s);
        QCOMPARE(pages.size(), searches);
        for (int i = 0; i < searches; ++i) {
            QCOMPARE(pages.at(i).item("offset"), i == 0 ? QString() : QString::number(i * 500));
            QVERIFY(!pages.at(i).query.hasQueryItem(u"last_change_time"_s));
        }
        QSet<QString> asked;
        for (const WireServer::Asked &one : askedOf(u"/attachment"_s)) {
            asked.insert(one.path.section(u'/', -2, -2));
            for (const QString &id : one.query.allQueryItemValues(u"ids"_s)) {
                asked.insert(id);
            }
        }
        QCOMPARE(askedOf(u"/attachment"_s).size(), attachments);
        QCOMPARE(asked.size(), bugs);
    }

    void stopsAtTooManyPages()
    {
        const QByteArray row = "{\"id\":1},"_ba;
        const QByteArray page = "{\"bugs\":[" + row.repeated(500).chopped(1) + "]}";
        m_instead = [&page](const WireServer::Asked &) { return WireServer::Told{.body = page}; };
        int times = 0;
        const auto result = fetchOnce(*m_source, task(), &times);
        QVERIFY(!result);
        QCOMPARE(result.error().reason, Failure::Reason::TooLarge);
        QCOMPARE(m_wire->asked.size(), 20);
        QCOMPARE(times, 1);
    }

    void laterAsksWithOneWindowForAllPages()
    {
        for (int id = 1; id <= 600; ++id) {
            setBug(id, u"[autoland-try]"_s, u"2026-11-20T15:%1:00Z"_s.arg(id / 10 % 60, 2, 10, QChar(u'0')));
        }
        const auto first = fetchOnce(*m_source, task());
        QVERIFY(first);
        m_wire->asked.clear();
        // The first page of the second fetch moves the newest change on by an hour.
        for (int id = 1; id <= 500; ++id) {
            setBug(id, u"[autoland-try]"_s, u"2026-11-20T16:59:00Z"_s);
        }
        QStringList keys;
        for (int id = 1; id <= 600; ++id) {
            keys.append(u"bug/%1"_s.arg(id));
        }
        const auto second = fetchOnce(*m_source, after(*first, keys));
        QVERIFY(second && !second->whole);
        const QList<WireServer::Asked> pages = askedOf(u"/rest/bug"_s);
        QCOMPARE(pages.size(), 4); // two of the search, two of known bugs that do not fit into it
        for (const WireServer::Asked &page : pages) {
            // The overlap before the newest change (15:59), and what was read so soon after its change that another may
            // bear the same time.
            QCOMPARE(page.item("last_change_time"), u"2026-11-20T15:51:00Z"_s);
        }
        // All that was read soon after its change was read again: the overlap before the newest change (16:59) is left.
        renewBudget();
        m_wire->asked.clear();
        QVERIFY(fetchOnce(*m_source, after(*second, keys)));
        QCOMPARE(m_wire->asked.constFirst().item("last_change_time"), u"2026-11-20T16:54:00Z"_s);
    }

    void whatWasNotReadAgainKeepsTheWindowOpen()
    {
        m_bugs.clear();
        for (int id = 1; id <= 9; ++id) {
            setBug(id, u"[autoland-try]"_s, u"2026-11-20T15:5%1:00Z"_s.arg(id));
        }
        auto last = fetchOnce(*m_source, task());
        QVERIFY(last);
        const QStringList keys = keysOf(*last);
        const auto windowOfNext = [&] {
            m_wire->asked.clear();
            last = fetchOnce(*m_source, after(*last, keys));
            return last ? m_wire->asked.constFirst().item("last_change_time") : u"failed"_s;
        };
        // Bug 2 has changed at 15:52 and was read at 16:00: it may have changed once more in that second, and as long as
        // the server does not show it nobody has looked.
        const QJsonObject hidden = m_bugs.take(2);
        setBug(3, u"[autoland-try]"_s, u"2026-11-20T16:59:00Z"_s);
        QCOMPARE(windowOfNext(), u"2026-11-20T15:51:00Z"_s);
        QCOMPARE(windowOfNext(), u"2026-11-20T15:52:00Z"_s);
        m_bugs.insert(2, hidden);
        QCOMPARE(windowOfNext(), u"2026-11-20T15:52:00Z"_s);
        QCOMPARE(windowOfNext(), u"2026-11-20T16:54:00Z"_s);
    }

    void aTagThatGoesBetweenTwoFetchesIsToldOnce_data()
    {
        QTest::addColumn<QString>("whiteboard");
        QTest::addColumn<QString>("resolution");
        QTest::addColumn<QString>("state");
        QTest::newRow("gone, open") << u""_s << u""_s << u"cancelled"_s;
        QTest::newRow("gone, fixed") << u"[qa-]"_s << u"FIXED"_s << u"landed"_s;
        QTest::newRow("gone, invalid") << u""_s << u"INVALID"_s << u"cancelled"_s;
        QTest::newRow("taken up") << u"[autoland-in-queue]"_s << u""_s << u"queued"_s;
        QTest::newRow("another tree") << u"[autoland-b]"_s << u""_s << u"requested"_s;
    }

    void aTagThatGoesBetweenTwoFetchesIsToldOnce()
    {
        QFETCH(QString, whiteboard);
        QFETCH(QString, resolution);
        QFETCH(QString, state);
        const QStringList keys{u"bug/1"_s, u"bug/2"_s};
        const auto first = fetchOnce(*m_source, task());
        QVERIFY(first);
        setBug(2, whiteboard, u"2026-11-20T15:30:00Z"_s, resolution);
        const auto second = fetchOnce(*m_source, after(*first, keys));
        QVERIFY(second);
        QVERIFY(second->gone.isEmpty());
        const auto told = std::ranges::find(second->landings, 2, &Landing::bug);
        QVERIFY(told != second->landings.cend());
        QCOMPARE(landingStateName(told->state), state);
        const auto third = fetchOnce(*m_source, after(*second, keys, followedAfterEnd));
        QVERIFY(third);
        QCOMPARE(third->gone.contains(u"bug/2"_s), isFinal(told->state));
        // The tag comes back: a new landing.
        setBug(2, u"[autoland-try]"_s, u"2026-11-20T15:50:00Z"_s);
        const auto fourth = fetchOnce(*m_source, after(*third, isFinal(told->state) ? QStringList{u"bug/1"_s} : keys));
        QVERIFY(fourth);
        const auto again = std::ranges::find(fourth->landings, 2, &Landing::bug);
        QVERIFY(again != fourth->landings.cend());
        QCOMPARE(again->state, Landing::State::Requested);
    }

    void aBugThatCannotBeReadIsNotGone()
    {
        const auto first = fetchOnce(*m_source, task());
        QVERIFY(first);
        m_bugs[2].insert(u"summary"_s, 7);
        const auto second = fetchOnce(*m_source, after(*first, keysOf(*first), 1h));
        QVERIFY(second);
        QVERIFY(second->gone.isEmpty());
        QCOMPARE(second->skipped.constFirst().why, u"summary is not a text"_s);
        QVERIFY(BugzillaCursor::fromText(second->cursor).asked.contains(2));
        // At the first fetch it makes the snapshot less than whole: what the store holds stays.
        const auto anew = fetchOnce(*m_source, task());
        QVERIFY(anew && !anew->whole);
        QCOMPARE(anew->landings.size(), 1);
    }

    void knownBugsAreAskedForInPortions_data()
    {
        QTest::addColumn<bool>("verify");
        QTest::newRow("changed ones") << false;
        QTest::newRow("all") << true;
    }

    void knownBugsAreAskedForInPortions()
    {
        QFETCH(bool, verify);
        QStringList keys{u"push/5"_s, u"bug/x"_s, u"bug/0"_s, u"bug/-3"_s};
        for (int id = 1; id <= 401; ++id) {
            keys.append(u"bug/%1"_s.arg(id));
        }
        BugzillaCursor cursor{.changed = s_now.addSecs(-60), .verified = verify ? QDateTime() : s_now.addSecs(-60)};
        const auto snapshot = fetchOnce(*m_source, after({.cursor = cursor.toText()}, keys));
        QVERIFY(snapshot);
        QList<qsizetype> sizes;
        for (const WireServer::Asked &asked : askedOf(u"/rest/bug"_s)) {
            const QStringList ids = verify ? asked.item("id").split(u',', Qt::SkipEmptyParts) : knownIn(asked);
            if (!ids.isEmpty()) {
                sizes.append(ids.size());
            }
        }
        QCOMPARE(sizes, (QList<qsizetype>{200, 200, 1}));
        QCOMPARE(askedOf(u"/rest/bug"_s).size(), verify ? 4 : 3);
        QCOMPARE(snapshot->gone.size(), verify ? 399 : 0);
        QVERIFY(!snapshot->gone.contains(u"bug/1"_s));
    }

    void asksWhoWeAreOnce()
    {
        const auto first = fetchOnce(*m_source, task("s3cret"_ba));
        QVERIFY(first);
        m_wire->asked.clear();
        FetchTask next = after(*first, keysOf(*first));
        next.secret = "s3cret"_ba;
        QVERIFY(fetchOnce(*m_source, next));
        QVERIFY(askedOf(u"/whoami"_s).isEmpty());
        // Nobody never asks.
        m_wire->asked.clear();
        QVERIFY(fetchOnce(*m_source, task()));
        QVERIFY(askedOf(u"/whoami"_s).isEmpty());
    }

    void everyStepMayFail_data()
    {
        QTest::addColumn<QString>("where");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<Failure::Reason>("reason");
        const QByteArray ban = recorded(u"bmo/30_ratelimit"_s);
        for (const QString &where : {u"/whoami"_s, u"search"_s, u"known"_s, u"/attachment"_s, u"/comment"_s}) {
            const auto row = [&where](const char *what, int status, const QByteArray &body, Failure::Reason reason) {
                QTest::addRow("%s: %s", qPrintable(where), what) << where << status << body << reason;
            };
            row("ban", 429, ban, Failure::Reason::Blocked);
            row("bad key", 400, recorded(u"bmo/12_bad_api_key"_s), Failure::Reason::BadCredential);
            row("login", 401, recorded(u"bmo/14_anon_put"_s), Failure::Reason::NoCredential);
            row("down", 502, "<html>"_ba, Failure::Reason::ServerError);
            row("portal", 200, "<html>"_ba, Failure::Reason::NotTheFormat);
        }
        for (const QString &where : {u"search"_s, u"known"_s, u"/attachment"_s, u"/comment"_s}) {
            QTest::addRow("%s: shape", qPrintable(where)) << where << 200 << "[]"_ba << Failure::Reason::WrongShape;
            QTest::addRow("%s: cut", qPrintable(where))
                << where << 200 << "{\"bugs\":"_ba << Failure::Reason::NotTheFormat;
        }
    }

    void everyStepMayFail()
    {
        QFETCH(QString, where);
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(Failure::Reason, reason);
        const auto first = fetchOnce(*m_source, task());
        QVERIFY(first);
        setBug(1, u"[autoland-b]"_s, u"2026-11-20T15:30:00Z"_s);
        m_instead = [&](const WireServer::Asked &asked) {
            const bool isBug = asked.path.endsWith("/rest/bug"_L1);
            const bool here = where == u"search"_s ? isBug && asked.item("id").isEmpty()
                : where == u"known"_s              ? isBug && !asked.item("id").isEmpty()
                                                   : asked.path.endsWith(where);
            return here ? WireServer::Told{.status = status, .body = body} : WireServer::Told{.status = 0};
        };
        FetchTask next = after(*first, {u"bug/1"_s, u"bug/2"_s}, 1h);
        next.secret = "s3cret+key"_ba;
        int times = 0;
        const auto result = fetchOnce(*m_source, next, &times);
        QVERIFY(!result);
        QCOMPARE(times, 1);
        QCOMPARE(int(result.error().reason), int(reason));
        QCOMPARE(result.error().host, hostOf(m_wire->base()));
        QCOMPARE(result.error().until.isValid(), reason == Failure::Reason::Blocked);
        if (reason == Failure::Reason::Blocked) {
            QCOMPARE(result.error().kind, Failure::Kind::RateLimited);
            QCOMPARE(result.error().until, next.now.addSecs(3600));
            // The host is left alone from this moment on, not only when the poller has heard of it.
            QVERIFY(!m_http->budget().allows(hostOf(m_wire->base())));
        }
    }

    void aFailureQuotesNoKey_data()
    {
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("plain") << "no such key: s3cret+key!"_ba;
        QTest::newRow("encoded") << "GET /rest/bug?api_key=s3cret%2Bkey%21"_ba;
    }

    void aFailureQuotesNoKey()
    {
        QFETCH(QByteArray, words);
        m_instead = [&words](const WireServer::Asked &) {
            return WireServer::Told{.status = 400, .body = "{\"error\":true,\"code\":1,\"message\":\"" + words + "\"}"};
        };
        const auto result = fetchOnce(*m_source, task("s3cret+key!"_ba));
        QVERIFY(!result);
        QVERIFY2(!result.error().detail.contains(u"s3cret"_s), qPrintable(result.error().detail));
        QVERIFY(result.error().detail.contains(u"(key)"_s));
    }

    void aWatchOfNothingIsRejectedWithoutAsking()
    {
        for (const QString &target : {u""_s, u"flag:"_s, u"keyword: "_s}) {
            FetchTask bad = task();
            bad.watch.target = target;
            int times = 0;
            const auto result = fetchOnce(*m_source, bad, &times);
            QVERIFY(!result);
            QCOMPARE(result.error().reason, Failure::Reason::BadRequest);
            QCOMPARE(times, 1);
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
