// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/net/httpclient.h"
#include "app/poll/pollplan.h"
#include "tests/features/watchedhour.h"

#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace Windsock;

namespace {
struct Spent {
    Toll windsock;
    Toll page;
};

/// Of one minute alone.
Spent spentIn(const WatchedHour &hour, int minute)
{
    const auto minus = [](const Toll &a, const Toll &b) {
        return Toll{a.requests - b.requests, a.asked - b.asked, a.answered - b.answered};
    };
    const WatchedHour::Spent after = hour.minutes().at(minute);
    const WatchedHour::Spent before = minute == 0 ? WatchedHour::Spent() : hour.minutes().at(minute - 1);
    return {minus(after.windsock, before.windsock), minus(after.page, before.page)};
}
}

/// What watching costs, held against a page that fetches everything each minute. bench_traffic prints the hour.
class TrafficTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init() { QTest::failOnWarning(QRegularExpression(u".+"_s)); }
    void theGateCountsWhatGoesThrough();
    void bothAskOnceAMinute();
    void aQuarterOfAnHour();
};

void TrafficTest::theGateCountsWhatGoesThrough()
{
    Airfield field;
    QVERIFY(field.listen());
    Tollgate gate(field.port());
    QVERIFY(gate.open());
    HttpClient http(systemNow);
    const QUrl url(u"http://127.0.0.1:%1/treeherder/api/project/autoland/push/?count=3"_s.arg(gate.serverPort()));
    const auto fetch = [&](const QUrl &from) {
        std::optional<HttpAnswer> got;
        http.send({.url = from}, &http,
                  [&got](const Result<HttpAnswer> &answer) { got = answer.value_or(HttpAnswer()); });
        return QTest::qWaitFor([&got] { return got.has_value(); }) ? *got : HttpAnswer();
    };
    const HttpAnswer packed = fetch(url);
    QCOMPARE(packed.status, 200);
    const Toll once = gate.toll();
    QCOMPARE(once.requests, 1);
    QVERIFY(once.asked > url.toEncoded().size() && once.asked < 600);
    QVERIFY2(once.answered > gzipped(packed.body).size() && once.answered < gzipped(packed.body).size() + 400,
             "the packed body and its head");
    QVERIFY(once.answered < packed.body.size());
    QUrl straight = url;
    straight.setPort(field.port());
    QCOMPARE(fetch(straight).body, packed.body);
    QCOMPARE(gate.toll(), once);
    fetch(url);
    QCOMPARE(gate.toll().requests, 2);
    QCOMPARE(gate.toll().bytes(), 2 * once.bytes());
}

void TrafficTest::bothAskOnceAMinute()
{
    QCOMPARE(pollInterval(Service::Treeherder, Watch::Kind::Tree, PollSituation::Active), 60s);
}

void TrafficTest::aQuarterOfAnHour()
{
    WatchedHour hour({u"autoland"_s}, 15);
    QCOMPARE(hour.play(), QString());
    QCOMPARE(hour.statesLeft(u"autoland"_s), 0);
    QCOMPARE(hour.jobsOfWindsock(), hour.jobsOfPage()); // no less is known for it
    QVERIFY(hour.jobsOfPage() > 4000);

    // Beside the pages that both need, Windsock asks for the bugs of three new failures a fetch.
    constexpr int bugs = 3;
    const Spent first = spentIn(hour, 0);
    QCOMPARE(first.page.requests, 4);
    QCOMPARE(first.windsock.requests, first.page.requests + bugs);
    QVERIFY2(first.windsock.bytes() <= first.page.bytes() * 102 / 100, "the first sight costs what the page costs");
    int requests = 0;
    for (int minute = 1; minute < 15; ++minute) {
        const Spent spent = spentIn(hour, minute);
        const QString told = u"minute %1: %2 bytes in %3 requests against %4 in %5"_s.arg(minute)
                                 .arg(spent.windsock.bytes())
                                 .arg(spent.windsock.requests)
                                 .arg(spent.page.bytes())
                                 .arg(spent.page.requests);
        QCOMPARE(spent.page.requests, 4);
        requests += spent.windsock.requests;
        // The first sight's last changes are told once more in the minute after it; all pushes are listed ten minutes
        // after it.
        const int share = minute == 1 ? 9 : minute == 10 ? 11 : 15;
        QVERIFY2(spent.windsock.bytes() * share <= spent.page.bytes(), qPrintable(told));
    }
    QCOMPARE(requests, 14 * (2 + bugs) + 1); // the new pushes and the changed jobs; once all jobs of a new push
    const WatchedHour::Spent all = hour.all();
    const qint64 later = all.windsock.bytes() - first.windsock.bytes();
    QVERIFY2(later * 17 <= all.page.bytes() - first.page.bytes(), qPrintable(QString::number(later)));
    const Spent quiet = spentIn(hour, 14);
    QVERIFY2(quiet.windsock.bytes() * 20 <= quiet.page.bytes(), qPrintable(QString::number(quiet.windsock.bytes())));
}

QTEST_GUILESS_MAIN(TrafficTest)

#include "tst_traffic.moc"
