// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/net/httpclient.h"
#include "app/net/jsonguard.h"
#include "app/net/reachability.h"
#include "app/net/retryafter.h"

#include <QCoreApplication>
#include <QNetworkInformation>
#include <QTest>
#include <QTimeZone>

using namespace Windsock;
using namespace Qt::StringLiterals;
using Reason = Failure::Reason;

namespace {

const QDateTime noon(QDate(2026, 11, 21), QTime(12, 0), QTimeZone::UTC);

HttpAnswer answer(int status, const QList<HttpHeader> &headers = {})
{
    return {.status = status, .url = QUrl(u"https://api.example.org/x"_s), .headers = headers};
}

}

class NetWordsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void httpDatesInThreeForms()
    {
        const QDateTime due(QDate(1994, 11, 6), QTime(8, 49, 37), QTimeZone::UTC);
        QCOMPARE(parseHttpDate("Sun, 06 Nov 1994 08:49:37 GMT", noon), due);
        QCOMPARE(parseHttpDate("Sunday, 06-Nov-94 08:49:37 GMT", noon), due);
        QCOMPARE(parseHttpDate("Sun Nov  6 08:49:37 1994", noon), due);
        QCOMPARE(parseHttpDate("Monday, 02-Nov-76 08:49:37 GMT", noon).date().year(), 2076);
        for (const char *wrong :
             {"", "yesterday", "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 31 Feb 1994 08:49:37 GMT",
              "Sun, 06 Nov 1994 25:49:37 GMT", "Sun, 06 Foo 1994 08:49:37 GMT", "1994-11-06T08:49:37Z"}) {
            QVERIFY2(!parseHttpDate(wrong, noon).isValid(), wrong);
        }
    }

    void retryAfterIsKeptWithinADay()
    {
        QCOMPARE(parseRetryAfter("120", noon), noon.addSecs(120));
        QCOMPARE(parseRetryAfter(" 0 ", noon), noon);
        QCOMPARE(parseRetryAfter("99999999", noon), noon.addDays(1));
        QCOMPARE(parseRetryAfter("99999999999999999999999999", noon), noon.addDays(1));
        QCOMPARE(parseRetryAfter("Sat, 21 Nov 2026 12:05:00 GMT", noon), noon.addSecs(300));
        QCOMPARE(parseRetryAfter("Sat, 21 Nov 2020 12:05:00 GMT", noon), noon);
        QCOMPARE(parseRetryAfter("Sat, 21 Nov 2096 12:05:00 GMT", noon), noon.addDays(1));
        for (const char *wrong : {"", "-5", "1.5", "soon", "12 s"}) {
            QVERIFY2(!parseRetryAfter(wrong, noon).isValid(), wrong);
        }
    }

    void statusesAreNamedByTheirRemedy()
    {
        using enum Failure::Kind;
        const auto is = [](const HttpAnswer &got, Failure::Kind kind, Reason reason) {
            const Failure failure = failureFromStatus(got, noon);
            return failure.kind == kind && failure.reason == reason && failure.httpStatus == got.status
                && failure.host == "api.example.org"_L1;
        };
        QVERIFY(is(answer(401), NeedsLogin, Reason::BadCredential));
        QVERIFY(is(answer(403), Rejected, Reason::Forbidden));
        QVERIFY(is(answer(403, {{"x-ratelimit-remaining", "0"}}), RateLimited, Reason::TooManyRequests));
        QVERIFY(is(answer(403, {{"Retry-After", "60"}}), RateLimited, Reason::TooManyRequests));
        QVERIFY(is(answer(404), Rejected, Reason::NotFound));
        QVERIFY(is(answer(400), Rejected, Reason::BadRequest));
        QVERIFY(is(answer(408), Transient, Reason::Timeout));
        QVERIFY(is(answer(429), RateLimited, Reason::TooManyRequests));
        QVERIFY(is(answer(503), Transient, Reason::ServerError));
        QVERIFY(is(answer(302), Rejected, Reason::RedirectElsewhere));
        QCOMPARE(failureFromStatus(answer(503, {{"Retry-After", "60"}}), noon).until, noon.addSecs(60));
        QCOMPARE(
            failureFromStatus(answer(429,
                                     {{"X-RateLimit-Remaining", "0"},
                                      {"X-RateLimit-Reset", QByteArray::number(noon.addSecs(90).toSecsSinceEpoch())}}),
                              noon)
                .until,
            noon.addSecs(90));
        QCOMPARE(failureFromStatus(answer(429, {{"X-RateLimit-Remaining", "0"}, {"X-RateLimit-Reset", "7"}}), noon).until,
                 noon.addSecs(7));
    }

    void aBurstIsHeldByTheMinute()
    {
        QDateTime now = noon;
        RequestBudget budget([&now] { return now; });
        budget.setBurst(u"a"_s, 3);
        for (int i = 0; i < 3; ++i) {
            QVERIFY(budget.allows(u"a"_s));
            budget.count(u"a"_s);
            budget.count(u"b"_s);
            now = now.addSecs(10);
        }
        QVERIFY(!budget.allows(u"a"_s));
        QCOMPARE(budget.share(u"a"_s).notBefore, noon.addSecs(60));
        QVERIFY(budget.allows(u"b"_s)); // has no such limit
        now = noon.addSecs(59);
        QVERIFY(!budget.allows(u"a"_s));
        now = noon.addSecs(60);
        QVERIFY(budget.allows(u"a"_s));
        budget.count(u"a"_s);
        QCOMPARE(budget.share(u"a"_s).notBefore, noon.addSecs(70)); // the window slides
        now = noon.addSecs(-3600); // a clock that is put back holds nothing for an hour
        QVERIFY(budget.allows(u"a"_s));
        budget.setBurst(u"a"_s, 0);
        QVERIFY(budget.allows(u"a"_s));
    }

    void theBudgetCountsByTheHour()
    {
        QDateTime now = noon;
        RequestBudget budget([&now] { return now; });
        for (int i = 0; i < 1799; ++i) {
            budget.count(u"a"_s);
        }
        QVERIFY(budget.allows(u"a"_s));
        budget.count(u"a"_s);
        QVERIFY(!budget.allows(u"a"_s));
        QVERIFY(budget.allows(u"b"_s));
        QCOMPARE(budget.share(u"a"_s).notBefore, noon.addSecs(3600));
        now = noon.addSecs(3600);
        QVERIFY(budget.allows(u"a"_s));
        QCOMPARE(budget.share(u"a"_s).used, 0);
    }

    void theServicesQuotaIsObeyed()
    {
        QDateTime now = noon;
        RequestBudget budget([&now] { return now; });
        const QByteArray reset = QByteArray::number(noon.addSecs(600).toSecsSinceEpoch());
        tellBudget(
            budget, u"gh"_s,
            answer(200, {{"X-RateLimit-Limit", "5000"}, {"X-RateLimit-Remaining", "2"}, {"X-RateLimit-Reset", reset}}),
            now);
        QCOMPARE(budget.share(u"gh"_s).limit, 2);
        budget.count(u"gh"_s);
        QVERIFY(budget.allows(u"gh"_s));
        budget.count(u"gh"_s);
        QVERIFY(!budget.allows(u"gh"_s));
        QCOMPARE(budget.share(u"gh"_s).notBefore, noon.addSecs(600));
        now = noon.addSecs(600);
        QVERIFY(budget.allows(u"gh"_s));
        QCOMPARE(budget.share(u"gh"_s).limit, 1800);
        tellBudget(
            budget, u"x"_s,
            answer(200, {{"X-RateLimit-Limit", "no"}, {"X-RateLimit-Remaining", "0"}, {"X-RateLimit-Reset", "-1"}}),
            now);
        QVERIFY(budget.allows(u"x"_s));
    }

    void aHoldIsNeverShortened()
    {
        RequestBudget budget([] { return noon; });
        budget.hold(u"a"_s, noon.addSecs(60));
        budget.hold(u"a"_s, noon.addSecs(30));
        budget.hold(u"a"_s, {});
        QCOMPARE(budget.share(u"a"_s).notBefore, noon.addSecs(60));
        budget.hold(u"a"_s, noon.addYears(9));
        QCOMPARE(budget.share(u"a"_s).notBefore, noon.addDays(1));
    }

    void jsonIsLookedOver_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("reason");
        const int fine = -1;
        QTest::newRow("object") << " {\"a\":[1,\"]}\\\"\",{}]}\n"_ba << fine;
        QTest::newRow("byte order mark") << "\xEF\xBB\xBF[]"_ba << fine;
        QTest::newRow("64 deep") << QByteArray(64, '[') + QByteArray(64, ']') << fine;
        QTest::newRow("65 deep") << QByteArray(65, '[') + QByteArray(65, ']') << int(Reason::TooDeep);
        QTest::newRow("a million deep") << QByteArray(1'000'000, '{') << int(Reason::TooDeep);
        QTest::newRow("deep in a string") << "[\"" + QByteArray(500, '[') + "\"]" << fine;
        QTest::newRow("empty") << QByteArray() << int(Reason::NotTheFormat);
        QTest::newRow("blank") << " \n"_ba << int(Reason::NotTheFormat);
        QTest::newRow("HTML") << "<!DOCTYPE html><p>[]"_ba << int(Reason::NotTheFormat);
        QTest::newRow("null") << "null"_ba << int(Reason::NotTheFormat);
        QTest::newRow("cut") << "{\"a\":[1,2"_ba << int(Reason::NotTheFormat);
        QTest::newRow("cut in a string") << "{\"a\":\"]}"_ba << int(Reason::NotTheFormat);
        QTest::newRow("cut in an escape") << "[\"\\"_ba << int(Reason::NotTheFormat);
        QTest::newRow("crossed") << "[{]}"_ba << int(Reason::NotTheFormat);
        QTest::newRow("two") << "{}{}"_ba << int(Reason::NotTheFormat);
    }

    void jsonIsLookedOver()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const int, reason);
        const Result<void> checked = checkJson(bytes);
        QCOMPARE(checked ? -1 : int(checked.error().reason), reason);
        QVERIFY(checked || checked.error().kind == Failure::Kind::Malformed);
    }

    void whatCannotTellCountsAsOnline()
    {
        // What asks the system's network service is a plugin: none is found here.
        const QStringList paths = QCoreApplication::libraryPaths();
        QCoreApplication::setLibraryPaths({});
        const Reachability reachability;
        QCoreApplication::setLibraryPaths(paths);
        QVERIFY(QNetworkInformation::instance() == nullptr);
        QVERIFY(reachability.isOnline());
        QVERIFY(!reachability.isMetered());
    }
};

QTEST_GUILESS_MAIN(NetWordsTest)

#include "tst_networds.moc"
