// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/airfield.h"
#include "app/airfield/demoscript.h"
#include "app/net/webaddress.h"
#include "app/sources/bugzilla/bugzillacursor.h"
#include "app/sources/bugzilla/bugzillasource.h"
#include "tests/sources/wireserver.h"

#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace Windsock;
using namespace std::chrono_literals;

namespace {
const QDateTime s_start(QDate(2026, 11, 20), QTime(16, 0), QTimeZone::UTC);
const QString s_me = u"dev@demo.test"_s;
const QString s_pal = u"pal@demo.test"_s;
}

/// Several watches of one account, over HTTP against the airfield's Bugzilla.
class BugzillaTogetherTest : public QObject
{
    Q_OBJECT

private:
    struct Held {
        WatchMemory memory;
        QMap<QString, Landing> facts;
    };

    std::unique_ptr<Airfield> m_field;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<BugzillaSource> m_source;
    QList<Watch> m_watches;
    QMap<WatchId, Held> m_held;
    QMap<WatchId, Result<Snapshot>> m_last;
    bool m_stock = false;
    QByteArray m_key = "demo-token";

    BugzillaWorld &bugs() { return m_field->worlds().bugzilla; }

    void begin(bool stock)
    {
        m_source.reset();
        m_field = std::make_unique<Airfield>(
            AirfieldOptions{.start = s_start, .bugzilla = stock ? BugzillaFlavour::Stock52 : BugzillaFlavour::Bmo});
        QVERIFY(m_field->listen());
        m_http = std::make_unique<HttpClient>([this] { return m_field->now(); });
        m_source = std::make_unique<BugzillaSource>(*m_http);
        m_watches.clear();
        m_held.clear();
        m_last.clear();
        m_key = "demo-token";
        // The demo's own bugs are not this test's.
        for (const qint64 id : {1800001, 1800002, 1800003}) {
            bugs().hide(id);
        }
    }

    void watch(const QString &id, Watch::Kind kind, const QString &target, const QString &who = {})
    {
        m_watches.append({.id = WatchId(id), .account = AccountId(u"bz"_s), .kind = kind, .target = target, .who = who});
    }

    /// One fetch for all watches, or for those with one of the ids; what comes of it is kept as the store does.
    void fetch(const QStringList &only = {})
    {
        m_field->clearRequests();
        m_last.clear();
        FetchTask task{
            .account = {.id = AccountId(u"bz"_s), .service = Service::Bugzilla, .baseUrl = m_field->url(u"bugzilla"_s)},
            .secret = m_key,
            .now = m_field->now()};
        bool isFirst = true;
        for (const Watch &one : std::as_const(m_watches)) {
            const bool isAsked = only.isEmpty() || only.contains(one.id.value);
            if (isFirst && isAsked) {
                task.watch = one;
                task.memory = m_held[one.id].memory;
                isFirst = false;
            } else {
                task.siblings.append({.watch = one, .memory = m_held[one.id].memory, .isAsked = isAsked});
            }
        }
        const auto connection = connect(
            m_source.get(), &Source::alsoFinished, this,
            [this](const WatchId &id, const Result<Snapshot> &result) { m_last.insert(id, result); });
        m_last.insert(task.watch.id, fetchOnce(*m_source, task));
        disconnect(connection);
        for (const auto &[id, result] : m_last.asKeyValueRange()) {
            if (result) {
                keep(m_held[id], *result);
            }
        }
    }

    void keep(Held &held, const Snapshot &snapshot)
    {
        if (snapshot.whole) {
            held.facts.clear();
        }
        for (const QString &key : snapshot.gone) {
            held.facts.remove(key);
        }
        for (const Landing &landing : snapshot.landings) {
            held.facts.insert(landing.key(), landing);
        }
        held.memory = {
            .watch = snapshot.watch, .cursor = snapshot.cursor, .asOf = snapshot.asOf, .keys = held.facts.keys()};
    }

    QStringList held(const QString &watch) const { return m_held.value(WatchId(watch)).facts.keys(); }
    Landing fact(const QString &watch, qint64 bug) const
    {
        return m_held.value(WatchId(watch)).facts.value(u"bug/%1"_s.arg(bug));
    }

    /// What was asked, by the last part of the path; searches have "bug".
    QStringList asked() const
    {
        QStringList all;
        for (const FieldRequest &request : m_field->requests()) {
            all.append(request.path.section(u'/', -1));
        }
        return all;
    }

private Q_SLOTS:
    void init() { begin(false); }
    void cleanup() { m_source.reset(); }

    void oneSearchACycleForAllWatches_data()
    {
        QTest::addColumn<bool>("stock");
        QTest::newRow("bmo") << false;
        QTest::newRow("stock") << true;
    }

    void oneSearchACycleForAllWatches()
    {
        QFETCH(bool, stock);
        begin(stock);
        watch(u"bz/tags"_s, Watch::Kind::Landings, u"autoland"_s);
        watch(u"bz/hands"_s, Watch::Kind::Landings, u"keyword:checkin-needed, flag:approval-mozilla-beta"_s);
        watch(u"bz/reviews"_s, Watch::Kind::Reviews, {}, s_me);
        bugs().addBug(1, u"tagged"_s, u"[autoland-try]"_s, s_me);
        bugs().addBug(2, u"keyword"_s, u""_s, s_pal);
        bugs().setKeywords(2, {u"checkin-needed"_s});
        bugs().addBug(3, u"flag"_s, u""_s, s_pal);
        bugs().addPatch(3, 31, u"p"_s);
        bugs().setFlag(3, 31, u"approval-mozilla-beta"_s, u"?"_s, u"drivers@demo.test"_s);
        bugs().addBug(4, u"review"_s, u""_s, s_pal);
        bugs().addPatch(4, 41, u"p"_s);
        bugs().setFlag(4, 41, u"review"_s, u"?"_s, s_me);
        bugs().addBug(5, u"nothing"_s, u"[qa-]"_s, s_pal);
        fetch();
        // Who we are, one search, the patches, the comments on the bugs that ask for landings.
        QCOMPARE(asked(), (QStringList{u"whoami"_s, u"bug"_s, u"attachment"_s, u"comment"_s}));
        QCOMPARE(held(u"bz/tags"_s), QStringList{u"bug/1"_s});
        QCOMPARE(held(u"bz/hands"_s), (QStringList{u"bug/2"_s, u"bug/3"_s}));
        QCOMPARE(held(u"bz/reviews"_s), QStringList{u"bug/4"_s});
        for (const auto &[id, result] : m_last.asKeyValueRange()) {
            QVERIFY2(result && result->whole, qPrintable(id.value));
        }
        QCOMPARE(fact(u"bz/hands"_s, 3).waitsOn, QStringList{u"drivers@demo.test"_s});
        QCOMPARE(fact(u"bz/reviews"_s, 4).waitsOn, QStringList{s_me});

        // Nothing has changed: what was read within minutes of its change is read once more, then one search is all.
        m_field->advance(120s);
        fetch();
        m_field->advance(120s);
        fetch();
        QCOMPARE(asked(), QStringList{u"bug"_s});
        for (const auto &[id, result] : m_last.asKeyValueRange()) {
            QVERIFY(result && result->landings.isEmpty() && result->gone.isEmpty());
        }
        // One bug changes: the search, and that bug's patches.
        bugs().setFlag(4, 41, u"review"_s, u"+"_s, s_me);
        m_field->advance(120s);
        fetch();
        QCOMPARE(asked(), (QStringList{u"bug"_s, u"attachment"_s}));
        QVERIFY(held(u"bz/reviews"_s).isEmpty());
        QCOMPARE(m_last.value(WatchId(u"bz/reviews"_s))->gone, QStringList{u"bug/4"_s});
    }

    /// A search for whom flags ask finds bugs that ask for something else: these are read once and not in every cycle.
    void whatIsNoWatchsIsReadOnce()
    {
        watch(u"bz/reviews"_s, Watch::Kind::Reviews, {}, s_me);
        bugs().addBug(4, u"feedback"_s, u""_s, s_pal);
        bugs().addPatch(4, 41, u"p"_s);
        bugs().setFlag(4, 41, u"feedback"_s, u"?"_s, s_me);
        bugs().setFlag(4, 41, u"review"_s, u"?"_s, s_pal);
        fetch();
        QVERIFY(held(u"bz/reviews"_s).isEmpty());
        QVERIFY(asked().contains(u"attachment"_s));
        for (int cycle = 0; cycle < 10; ++cycle) {
            m_field->advance(120s);
            fetch();
            QCOMPARE(asked().contains(u"attachment"_s), cycle == 0);
        }
        bugs().setFlag(4, 41, u"review"_s, u"?"_s, s_me);
        fetch();
        QCOMPARE(held(u"bz/reviews"_s), QStringList{u"bug/4"_s});
    }

    void aBugIsOneFactForAllWatches()
    {
        watch(u"bz/tags"_s, Watch::Kind::Landings, u"autoland"_s);
        watch(u"bz/reviews"_s, Watch::Kind::Reviews, {}, s_me);
        bugs().addBug(7, u"both"_s, u"[autoland-mozilla-inbound]"_s, s_pal);
        bugs().addPatch(7, 71, u"p"_s);
        bugs().setFlag(7, 71, u"review"_s, u"?"_s, s_me);
        fetch();
        QCOMPARE(fact(u"bz/tags"_s, 7), fact(u"bz/reviews"_s, 7));
        QCOMPARE(fact(u"bz/tags"_s, 7).tag, u"[autoland-mozilla-inbound]"_s);
        // Also where one of them is fetched alone, because the other's last snapshot is still on its way to the store.
        bugs().addPatch(7, 72, u"q"_s);
        bugs().setFlag(7, 72, u"review"_s, u"?"_s, s_me);
        m_field->advance(120s);
        fetch({u"bz/reviews"_s});
        QCOMPARE(m_last.size(), 1);
        QCOMPARE(fact(u"bz/reviews"_s, 7).tag, u"[autoland-mozilla-inbound]"_s);
        QCOMPARE(fact(u"bz/reviews"_s, 7).patches.size(), 2);
        fetch({u"bz/tags"_s});
        QCOMPARE(fact(u"bz/tags"_s, 7), fact(u"bz/reviews"_s, 7));
        // The reviews are given: the landing stays, and is no longer the reviewer's.
        bugs().setFlag(7, 71, u"review"_s, u"+"_s, s_me);
        bugs().setFlag(7, 72, u"review"_s, u"+"_s, s_me);
        m_field->advance(120s);
        fetch();
        QCOMPARE(held(u"bz/tags"_s), QStringList{u"bug/7"_s});
        QVERIFY(held(u"bz/reviews"_s).isEmpty());
        QCOMPARE(fact(u"bz/tags"_s, 7).state, Landing::State::Requested);
    }

    void aNewWatchSeesAllAndTheOthersNothingNew()
    {
        watch(u"bz/tags"_s, Watch::Kind::Landings, u"autoland"_s);
        bugs().addBug(1, u"tagged"_s, u"[autoland-try]"_s, s_me);
        bugs().addBug(2, u"keyword"_s, u""_s, s_pal);
        bugs().setKeywords(2, {u"checkin-needed"_s});
        fetch();
        m_field->advance(20min);
        fetch();
        watch(u"bz/hands"_s, Watch::Kind::Landings, u"keyword:checkin-needed"_s);
        m_field->advance(20min);
        fetch();
        QCOMPARE(held(u"bz/hands"_s), QStringList{u"bug/2"_s});
        QVERIFY(m_last.value(WatchId(u"bz/hands"_s))->whole);
        QVERIFY(!m_last.value(WatchId(u"bz/tags"_s))->whole);
        QVERIFY(m_last.value(WatchId(u"bz/tags"_s))->landings.isEmpty());
    }

    void aWatchOfNothingFailsAlone()
    {
        watch(u"bz/nothing"_s, Watch::Kind::Landings, u"flag:"_s);
        watch(u"bz/tags"_s, Watch::Kind::Landings, u"autoland"_s);
        bugs().addBug(1, u"tagged"_s, u"[autoland-try]"_s, s_me);
        fetch();
        QVERIFY(!m_last.value(WatchId(u"bz/nothing"_s)));
        QCOMPARE(m_last.value(WatchId(u"bz/nothing"_s)).error().reason, Failure::Reason::BadRequest);
        QCOMPARE(held(u"bz/tags"_s), QStringList{u"bug/1"_s});
    }

    void tellsOfTagsThatAreNearlyRight()
    {
        watch(u"bz/tags"_s, Watch::Kind::Landings, u"autoland"_s);
        bugs().addBug(1, u"blank"_s, u"[ autoland-try]"_s, s_me);
        bugs().addBug(2, u"round"_s, u"(autoland-try)"_s, s_me);
        bugs().addBug(3, u"none"_s, u"[fixed-in-autoland]"_s, s_me);
        bugs().addBug(4, u"long"_s, u"[qa-] "_s.repeated(1700) + u"[autoland-b:9]"_s, s_me);
        bugs().addPatch(4, 9, u"p"_s);
        bugs().addPatch(4, 10, u"q"_s);
        bugs().setObsolete(4, 10);
        fetch();
        QCOMPARE(held(u"bz/tags"_s), (QStringList{u"bug/1"_s, u"bug/2"_s, u"bug/4"_s}));
        QVERIFY(fact(u"bz/tags"_s, 1).reason.contains(u"blank"_s));
        QVERIFY(fact(u"bz/tags"_s, 2).reason.contains(u"brackets"_s));
        QCOMPARE(fact(u"bz/tags"_s, 4).patches.size(), 1);
        QCOMPARE(fact(u"bz/tags"_s, 4).held, Landing::Held::WaitingForReview);
    }

    /// The whole way of a change, as the bug tells it.
    void followsABugByItsComments()
    {
        watch(u"bz/tags"_s, Watch::Kind::Landings, u"autoland"_s);
        bugs().addBug(1, u"x"_s, u""_s, s_me);
        bugs().addPatch(1, 11, u"p"_s);
        fetch();
        QVERIFY(held(u"bz/tags"_s).isEmpty());
        const auto next = [this](const QString &whiteboard, const QString &comment) {
            m_field->advance(11min);
            bugs().setWhiteboard(1, whiteboard);
            if (!comment.isEmpty()) {
                bugs().addComment(1, comment, s_pal);
            }
            fetch();
            return fact(u"bz/tags"_s, 1);
        };
        const Landing asked = next(u"[autoland-try:11]"_s, {});
        QCOMPARE(asked.state, Landing::State::Requested);
        QCOMPARE(asked.requested, asked.changed);
        const QString queue = u"[autoland-in-queue]"_s;
        QCOMPARE(next(queue, {}).state, Landing::State::Queued);
        const Landing trying = next(queue,
                                    u"Autoland Patchset:\n\tPatches: 11\nTry run started, revision 5e2b4a0d7d5a."_s);
        QCOMPARE(trying.state, Landing::State::Trying);
        QCOMPARE(trying.tries.size(), 1);
        QCOMPARE(trying.requested, asked.requested);
        const Landing tried = next(
            queue, u"Try run for 5e2b4a0d7d5a is complete.\nResults (out of 9 total builds):\n    success: 9"_s);
        QCOMPARE(tried.state, Landing::State::Queued);
        QCOMPARE(tried.tries.constFirst().counts, u"success: 9"_s);
        const Landing landed = next(
            {},
            u"Landing job id: 77\n\nPushed by a@x.org:\nhttps://hg.mozilla.org/integration/autoland/rev/0123456789ab\nx"_s);
        QCOMPARE(landed.state, Landing::State::Landed);
        QCOMPARE(landed.revision, u"0123456789ab"_s);
        QCOMPARE(landed.landoJobs, QList<qint64>{77});
        QCOMPARE(landed.tries.size(), 1);
        const Landing out = next(
            {},
            u"Backed out for causing failures.\nBackout link: https://hg.mozilla.org/integration/autoland/rev/ba9876543210"_s);
        QCOMPARE(out.state, Landing::State::BackedOut);
        QCOMPARE(out.revision, u"0123456789ab"_s);
        // Only what is new was asked for: the bug's story is in the cursor.
        const QList<FieldRequest> requests = m_field->requests();
        QVERIFY(requests.constLast().path.endsWith(u"/comment"_s));
        QVERIFY(!requests.constLast().item(u"new_since"_s).isEmpty());
    }

    void aBugOneMayNotSeeDoesNotTakeTheOthers_data()
    {
        QTest::addColumn<QString>("message");
        QTest::newRow("named") << u"You are not authorized to access bug 2."_s;
        QTest::newRow("not named") << u"No."_s;
    }

    /// The search still shows it, the next question does not: it was hidden in between.
    void aBugOneMayNotSeeDoesNotTakeTheOthers()
    {
        QFETCH(QString, message);
        QJsonArray rows;
        for (int id = 1; id <= 5; ++id) {
            rows.append(QJsonObject{{u"id"_s, id}, {u"whiteboard"_s, u"[autoland-try]"_s}});
        }
        WireServer wire([&](const WireServer::Asked &asked) -> WireServer::Told {
            QStringList ids = asked.query.allQueryItemValues(u"ids"_s);
            ids.append(asked.path.section(u'/', -2, -2));
            if (asked.path.endsWith("/rest/bug"_L1)) {
                return {.body = QJsonDocument(QJsonObject{{u"bugs"_s, rows}}).toJson()};
            }
            if (ids.contains(u"2"_s)) {
                return {.status = 401,
                        .body = QJsonDocument(QJsonObject{{u"error"_s, true}, {u"code"_s, 102}, {u"message"_s, message}})
                                    .toJson()};
            }
            QJsonObject bugs;
            for (const QString &id : std::as_const(ids)) {
                bugs.insert(id,
                            asked.path.endsWith("/comment"_L1) ? QJsonValue(QJsonObject{{u"comments"_s, QJsonArray()}})
                                                               : QJsonValue(QJsonArray()));
            }
            return {.body = QJsonDocument(QJsonObject{{u"bugs"_s, bugs}}).toJson()};
        });
        const FetchTask task{.account = {.id = AccountId(u"bz"_s), .service = Service::Bugzilla, .baseUrl = wire.base()},
                             .watch = {.id = WatchId(u"bz/l"_s),
                                       .account = AccountId(u"bz"_s),
                                       .kind = Watch::Kind::Landings,
                                       .target = u"autoland"_s},
                             .now = s_start};
        const auto snapshot = fetchOnce(*m_source, task);
        QVERIFY(snapshot);
        QStringList keys;
        for (const Landing &landing : snapshot->landings) {
            keys.append(landing.key());
        }
        QCOMPARE(keys, (QStringList{u"bug/1"_s, u"bug/3"_s, u"bug/4"_s, u"bug/5"_s}));
        QCOMPARE(snapshot->skipped, (QList<SkippedRecord>{{.what = u"bug 2"_s, .why = message}}));
        QVERIFY2(wire.asked.size() < 10, qPrintable(QString::number(wire.asked.size())));
    }

    void tooManyCommentsAreReadInSmallerPortions()
    {
        int answered = 0;
        WireServer wire([&](const WireServer::Asked &asked) -> WireServer::Told {
            const qsizetype several = asked.query.allQueryItemValues(u"ids"_s).size();
            if (asked.path.endsWith("/rest/bug"_L1)) {
                return {.body = "{\"bugs\":[{\"id\":1,\"whiteboard\":\"[autoland-try]\"},{\"id\":2,\"whiteboard\":\"["
                                "autoland-try]\"}]}"};
            }
            if (asked.path.endsWith("/attachment"_L1)) {
                return {.body = "{\"bugs\":{\"1\":[],\"2\":[]}}"};
            }
            if (several > 0) {
                return {.status = 414, .body = "Request-URI Too Large", .headers = "Content-Type: text/plain\r\n"};
            }
            ++answered;
            return {.body = "{\"bugs\":{}}"};
        });
        const FetchTask task{.account = {.id = AccountId(u"bz"_s), .service = Service::Bugzilla, .baseUrl = wire.base()},
                             .watch = {.id = WatchId(u"bz/l"_s),
                                       .account = AccountId(u"bz"_s),
                                       .kind = Watch::Kind::Landings,
                                       .target = u"autoland"_s},
                             .now = s_start};
        const auto snapshot = fetchOnce(*m_source, task);
        QVERIFY(snapshot);
        QCOMPARE(snapshot->landings.size(), 2);
        QCOMPARE(answered, 2);
    }

    /// 75 reads a minute without a key bring the ban; however much there is to read, we stay below.
    void anonymousReadersStayBelowTheLimit()
    {
        m_key.clear();
        watch(u"bz/tags"_s, Watch::Kind::Landings, u"autoland"_s);
        for (int id = 1; id <= 900; ++id) {
            bugs().addBug(id, u"x"_s, u"[autoland-try]"_s, s_me);
        }
        qsizetype inAMinute = 0;
        for (int cycle = 0; cycle < 12; ++cycle) {
            fetch();
            inAMinute += asked().size();
            const auto &result = m_last.value(WatchId(u"bz/tags"_s));
            QVERIFY(result || result.error().reason != Failure::Reason::Blocked);
            m_field->advance(5s); // somebody presses the button again and again
        }
        QVERIFY2(inAMinute <= 50, qPrintable(QString::number(inAMinute)));
        QCOMPARE(held(u"bz/tags"_s).size(), 900);
    }

    void theKeyIsInNoWordOfTheLog()
    {
        begin(true);
        watch(u"bz/tags"_s, Watch::Kind::Landings, u"autoland"_s);
        m_key = "wrong-key";
        fetch();
        const auto &result = m_last.value(WatchId(u"bz/tags"_s));
        QVERIFY(!result);
        QCOMPARE(result.error().kind, Failure::Kind::NeedsLogin);
        QVERIFY(!result.error().detail.contains(u"wrong-key"_s));
    }
};

QTEST_GUILESS_MAIN(BugzillaTogetherTest)

#include "tst_bugzillatogether.moc"
