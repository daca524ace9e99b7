// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/papers/paperssource.h"
#include "tests/sources/wireserver.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;
using namespace Windsock;
using Told = WireServer::Told;

namespace {
const QDateTime s_now(QDate(2026, 11, 26), QTime(12, 0), QTimeZone::UTC);
const QString s_thisYear = u"/base/main/conferences/2026/python.json"_s;
const QString s_nextYear = u"/base/main/conferences/2027/python.json"_s;

QByteArray record(const QByteArray &name, const QByteArray &closes)
{
    return "[{\"name\":\"" + name + "\",\"url\":\"https://" + name.toLower()
        + ".test\",\"startDate\":\"2027-05-01\",\"cfpUrl\":\"https://" + name.toLower()
        + ".test/cfp\",\"cfpEndDate\":\"" + closes + "\"}]";
}

Told withTag(const QByteArray &body, const QByteArray &etag)
{
    return {.status = 200, .body = body, .headers = "Content-Type: text/plain\r\nETag: " + etag + "\r\n"};
}
}

/// The source over real HTTP.
class PapersSourceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".+"_s));
        m_files.clear();
        m_now = s_now;
        m_wire = std::make_unique<WireServer>([this](const WireServer::Asked &asked) {
            Told told = m_files.value(asked.path, {.status = 404, .body = "404: Not Found"});
            const qsizetype at = told.headers.indexOf("ETag: ");
            const QByteArray etag = at < 0 ? QByteArray() : told.headers.sliced(at + 6).split('\r').constFirst();
            if (!etag.isEmpty() && asked.head.contains(QByteArray("if-none-match: " + etag.toLower()))) {
                told.status = 304;
                told.body.clear();
            }
            return told;
        });
    }

    void aTopicIsTwoYears()
    {
        m_files = {{s_thisYear, withTag(record("Gust", "2026-12-01"), "\"a\"")},
                   {s_nextYear, withTag(record("Breeze", "2026-12-24"), "\"b\"")}};
        const Result<Snapshot> snapshot = fetch(task(u"python"_s));
        QVERIFY(snapshot && snapshot->whole && !snapshot->unchanged);
        QCOMPARE(names(snapshot), (QStringList{u"Gust"_s, u"Breeze"_s}));
        QCOMPARE(snapshot->occurrences.constFirst().account, AccountId(u"cfp"_s));
        QCOMPARE(paths(), (QStringList{s_thisYear, s_nextYear}));
    }

    void aYearWithoutAFileIsNoFailure()
    {
        m_files = {{s_thisYear, withTag(record("Gust", "2026-12-01"), "\"a\"")}};
        QCOMPARE(names(fetch(task(u"python"_s))), QStringList{u"Gust"_s});
        m_files = {{s_nextYear, withTag(record("Breeze", "2026-12-01"), "\"a\"")}};
        QCOMPARE(names(fetch(task(u"python"_s))), QStringList{u"Breeze"_s});
    }

    void aTopicWithoutAnyFileIs()
    {
        const Result<Snapshot> snapshot = fetch(task(u"no-topic"_s));
        QVERIFY(!snapshot);
        QCOMPARE(snapshot.error().kind, Failure::Kind::Rejected);
        QCOMPARE(snapshot.error().httpStatus, 404);
    }

    void asksWithConditions()
    {
        m_files = {{s_thisYear, withTag(record("Gust", "2026-12-01"), "\"a\"")},
                   {s_nextYear, withTag(record("Breeze", "2026-12-24"), "\"b\"")}};
        FetchTask again = task(u"python"_s);
        again.memory.cursor = fetch(again)->cursor;
        m_wire->asked.clear();
        const Result<Snapshot> same = fetch(again);
        QVERIFY(same && same->unchanged && same->occurrences.isEmpty());
        QCOMPARE(same->cursor, again.memory.cursor);
        QCOMPARE(m_wire->asked.size(), 2);
        QVERIFY(m_wire->asked.at(1).head.contains("if-none-match: \"b\""));
    }

    /// A snapshot is the whole list: the year that did not change is asked for, too.
    void oneYearChanged()
    {
        m_files = {{s_thisYear, withTag(record("Gust", "2026-12-01"), "\"a\"")},
                   {s_nextYear, withTag(record("Breeze", "2026-12-24"), "\"b\"")}};
        FetchTask again = task(u"python"_s);
        again.memory.cursor = fetch(again)->cursor;
        m_files[s_nextYear] = withTag(record("Breeze", "2026-12-31"), "\"c\"");
        m_wire->asked.clear();
        const Result<Snapshot> snapshot = fetch(again);
        QCOMPARE(names(snapshot), (QStringList{u"Gust"_s, u"Breeze"_s}));
        QCOMPARE(snapshot->occurrences.constLast().closes(), QDate(2026, 12, 31));
        QCOMPARE(paths(), (QStringList{s_thisYear, s_nextYear, s_thisYear}));
        QVERIFY(!m_wire->asked.constLast().head.contains("if-none-match"));
    }

    /// What has closed meanwhile has to go, and another filter wants other calls.
    void conditionsHoldForADayAndAFilter()
    {
        m_files = {{s_thisYear, withTag(record("Gust", "2026-12-01"), "\"a\"")}};
        FetchTask again = task(u"python"_s);
        again.memory.cursor = fetch(again)->cursor;
        FetchTask filtered = again;
        filtered.watch.who = u"Germany"_s;
        QCOMPARE(names(fetch(filtered)), QStringList());
        m_now = s_now.addDays(6);
        again.now = m_now;
        const Result<Snapshot> later = fetch(again);
        QVERIFY(later && !later->unchanged && later->whole);
        QCOMPARE(names(later), QStringList());
    }

    void aListAtAnAddress()
    {
        const QByteArray conrad =
            "[{\"name\":\"Squall\",\"url\":\"https://squall.test\",\"cfp_open\":true,\"cfp_end_date\":\"2026-12-05\","
            "\"start_date\":\"2027-02-01\",\"end_date\":\"2027-02-02\",\"city\":\"Bonn\",\"country\":\"Germany\"}]";
        const QByteArray plain = "[{\"event\":\"Offsite\",\"url\":\"https://offsite.test\"}]";
        m_files = {{u"/lists/events.json"_s, withTag(conrad, "\"a\"")},
                   {u"/lists/plain.json"_s, withTag(plain, "\"b\"")}};
        const QString at = m_wire->base().resolved(QUrl(u"/lists/"_s)).toString();
        QCOMPARE(names(fetch(task(at + u"events.json"_s))), QStringList{u"Squall"_s});
        const Result<Snapshot> open = fetch(task(at + u"plain.json?key=s3cret"_s));
        QCOMPARE(names(open), QStringList{u"Offsite"_s});
        QVERIFY(!open->occurrences.constFirst().start.isValid());
        QVERIFY(!open->cursor.contains("s3cret"_L1));
        QVERIFY(!open->occurrences.constFirst().key().contains("s3cret"_L1));
        QCOMPARE(fetch(task(at + u"gone.json"_s)).error().kind, Failure::Kind::Rejected);
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("kind");
        QTest::newRow("html") << 200 << QByteArray("<html>Sign in</html>") << int(Failure::Kind::Malformed);
        QTest::newRow("an object") << 200 << QByteArray("{}") << int(Failure::Kind::Malformed);
        QTest::newRow("not modified, unasked") << 304 << QByteArray() << int(Failure::Kind::Malformed);
        QTest::newRow("down") << 503 << QByteArray() << int(Failure::Kind::Transient);
        QTest::newRow("too often") << 429 << QByteArray() << int(Failure::Kind::RateLimited);
    }
    void saysWhatIsWrong()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(int, kind);
        m_files = {{s_thisYear, withTag(record("Gust", "2026-12-01"), "\"a\"")},
                   {s_nextYear, {.status = status, .body = body}}};
        const Result<Snapshot> snapshot = fetch(task(u"python"_s));
        QVERIFY(!snapshot);
        QCOMPARE(int(snapshot.error().kind), kind);
        QVERIFY(!snapshot.error().host.isEmpty());
    }

    /// A record that cannot be read may be a call that is known: nothing goes.
    void whatCannotBeReadTakesNothingAway()
    {
        m_files = {{s_thisYear, withTag("[{\"name\":7}]", "\"a\"")}};
        const Result<Snapshot> snapshot = fetch(task(u"python"_s));
        QVERIFY(snapshot && !snapshot->whole);
        QCOMPARE(snapshot->skipped.size(), 1);
    }

    void refusesOtherTargets_data()
    {
        QTest::addColumn<QString>("target");
        for (const char *bad : {"", "Python", "../../etc", "a/b", "python.json", "http://lists.example/x.json",
                                "file:///etc/passwd", "javascript:alert(1)", "https://me:pw@lists.example/x.json"}) {
            QTest::newRow(*bad ? bad : "nothing") << QString::fromLatin1(bad);
        }
    }
    void refusesOtherTargets()
    {
        QFETCH(QString, target);
        const Result<Snapshot> snapshot = fetch(task(target));
        QVERIFY(!snapshot);
        QCOMPARE(snapshot.error().kind, Failure::Kind::Rejected);
        QVERIFY(m_wire->asked.isEmpty());
    }

    void distrustsItsCursor_data()
    {
        QTest::addColumn<QString>("cursor");
        QTest::newRow("no json") << u"x"_s;
        QTest::newRow("a list") << u"[]"_s;
        QTest::newRow("types") << u"{\"of\":7,\"day\":{},\"etags\":[]}"_s;
    }
    void distrustsItsCursor()
    {
        QFETCH(QString, cursor);
        m_files = {{s_thisYear, withTag(record("Gust", "2026-12-01"), "\"a\"")}};
        FetchTask broken = task(u"python"_s);
        broken.memory.cursor = cursor;
        QCOMPARE(names(fetch(broken)), QStringList{u"Gust"_s});
    }

private:
    FetchTask task(const QString &target) const
    {
        return {.account = {.id = AccountId(u"cfp"_s), .service = Service::Papers, .baseUrl = m_wire->base()},
                .watch = {.id = WatchId(u"cfp/w"_s),
                          .account = AccountId(u"cfp"_s),
                          .kind = Watch::Kind::Papers,
                          .target = target},
                .now = m_now};
    }
    Result<Snapshot> fetch(const FetchTask &task)
    {
        HttpClient http([this] { return m_now; });
        PapersSource source(http);
        source.setViewer(QTimeZone("Europe/Berlin"));
        int times = 0;
        const Result<Snapshot> result = fetchOnce(source, task, &times);
        return times == 1 ? result : Result<Snapshot>(Failed(Failure{.detail = u"not finished once"_s}));
    }
    static QStringList names(const Result<Snapshot> &snapshot)
    {
        QStringList names;
        for (const Occurrence &call : snapshot ? snapshot->occurrences : QList<Occurrence>()) {
            names.append(call.title);
        }
        return snapshot ? names : QStringList{snapshot.error().detail};
    }
    QStringList paths() const
    {
        QStringList paths;
        for (const WireServer::Asked &asked : m_wire->asked) {
            paths.append(asked.path);
        }
        return paths;
    }

    std::unique_ptr<WireServer> m_wire;
    QHash<QString, Told> m_files;
    QDateTime m_now;
};

QTEST_GUILESS_MAIN(PapersSourceTest)
#include "tst_paperssource.moc"
