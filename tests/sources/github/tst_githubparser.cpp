// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/github/githubfailure.h"
#include "app/sources/github/githubparser.h"
#include "tests/sources/github/pullsamples.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

static const QDateTime s_now = QDateTime(QDate(2026, 11, 21), QTime(12, 0), QTimeZone::UTC);

class GitHubParserTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEveryMember();
    void addsUpChecks_data();
    void addsUpChecks();
    void namesFailingChecks();
    void newestRunCounts();
    void readsMergeStates_data();
    void readsMergeStates();
    void readsReviews();
    void oneBadRecordStaysAlone();
    void keepsDataBesideErrors();
    void tellsWhyThereIsNoData_data();
    void tellsWhyThereIsNoData();
    void readsPullsByNumber();
    void doesNotTakeAnErrorForGone();
    void understandsStatuses_data();
    void understandsStatuses();
};

static PullRequest only(const QJsonObject &object)
{
    const Result<GitHubPage> page = parseOpenPulls(openPulls({object}), s_now);
    return page && page->pulls.size() == 1 ? page->pulls.first() : PullRequest{};
}

static QJsonObject asked(const QString &type, const QJsonValue &login)
{
    return {{u"requestedReviewer"_s, QJsonObject{{u"__typename"_s, type}, {u"login"_s, login}}}};
}

void GitHubParserTest::readsEveryMember()
{
    const QJsonObject more{{u"isDraft"_s, true},
                           {u"reviewDecision"_s, u"APPROVED"_s},
                           {u"mergeQueueEntry"_s, QJsonObject{{u"position"_s, 3}, {u"state"_s, u"QUEUED"_s}}},
                           {u"reviewRequests"_s,
                            QJsonObject{{u"nodes"_s,
                                         QJsonArray{asked(u"User"_s, u"cyd"_s), asked(u"Team"_s, {}),
                                                    asked(u"User"_s, u"ben"_s), QJsonValue::Null}}}}};
    const Result<GitHubPage> page = parseOpenPulls(openPulls({pull(12, u"OPEN"_s, more)}, u"NEXT"_s), s_now);
    QVERIFY(page);
    QCOMPARE(page->next, u"NEXT"_s);
    QCOMPARE(page->quota.limit, 5000);
    QCOMPARE(page->quota.remaining, 4990);
    const PullRequest expected{.account = {},
                               .repository = u"o/n"_s,
                               .number = 12,
                               .title = u"Pull 12"_s,
                               .author = u"ada"_s,
                               .branch = u"main"_s,
                               .headRevision = u"abc"_s,
                               .state = PullRequest::State::Open,
                               .draft = true,
                               .review = PullRequest::Review::Approved,
                               .merge = PullRequest::Merge::Clean,
                               .queue = {.state = QueuePlace::State::Queued, .position = 3},
                               .asked = {u"ben"_s, u"cyd"_s},
                               .updated = QDateTime(QDate(2026, 11, 20), QTime(10, 0), QTimeZone::UTC),
                               .url = QUrl(u"https://github.com/o/n/pull/12"_s)};
    QVERIFY(page->pulls.first() == expected);
    QCOMPARE(only(pull(1, u"OPEN"_s, {{u"author"_s, QJsonValue::Null}})).author, QString());
    QVERIFY(only(pull(1, u"OPEN"_s, {{u"url"_s, u"javascript:x"_s}})).url.isEmpty());
}

void GitHubParserTest::addsUpChecks_data()
{
    using enum PullRequest::Checks;
    QTest::addColumn<QJsonObject>("sum");
    QTest::addColumn<PullRequest::Checks>("checks");
    QTest::addColumn<int>("done");
    QTest::addColumn<int>("total");
    const auto done = [](const QString &conclusion) { return checkRun(conclusion, u"COMPLETED"_s, conclusion); };
    const QJsonObject running = checkRun(u"r"_s, u"IN_PROGRESS"_s, QJsonValue::Null);
    QTest::newRow("none") << rollup({}) << None << 0 << 0;
    QTest::newRow("passed") << rollup({done(u"SUCCESS"_s), done(u"SKIPPED"_s), done(u"NEUTRAL"_s)}) << Passing << 3 << 3;
    QTest::newRow("running") << rollup({done(u"SUCCESS"_s), running}) << Pending << 1 << 2;
    QTest::newRow("failed while running") << rollup({done(u"FAILURE"_s), running}) << Failing << 1 << 2;
    for (const QString &bad :
         {u"FAILURE"_s, u"TIMED_OUT"_s, u"CANCELLED"_s, u"ACTION_REQUIRED"_s, u"STARTUP_FAILURE"_s}) {
        QTest::newRow(qPrintable(bad)) << rollup({done(u"SUCCESS"_s), done(bad)}) << Failing << 2 << 2;
    }
    for (const QString &waiting : {u"QUEUED"_s, u"PENDING"_s, u"REQUESTED"_s, u"WAITING"_s}) {
        QTest::newRow(qPrintable(waiting)) << rollup({checkRun(u"w"_s, waiting, QJsonValue::Null)}) << Pending << 0 << 1;
    }
    QTest::newRow("stale") << rollup({done(u"STALE"_s)}) << Pending << 0 << 1;
    QTest::newRow("unknown word") << rollup({done(u"SUCCESS"_s), done(u"SPLENDID"_s)}) << Unknown << 1 << 2;
    QTest::newRow("completed without a word")
        << rollup({checkRun(u"c"_s, u"COMPLETED"_s, QJsonValue::Null)}) << Unknown << 0 << 1;
    QTest::newRow("status passed") << rollup({statusContext(u"ci"_s, u"SUCCESS"_s)}) << Passing << 1 << 1;
    QTest::newRow("status error") << rollup({statusContext(u"ci"_s, u"ERROR"_s)}) << Failing << 1 << 1;
    QTest::newRow("status failure") << rollup({statusContext(u"ci"_s, u"FAILURE"_s)}) << Failing << 1 << 1;
    QTest::newRow("status expected") << rollup({statusContext(u"ci"_s, u"EXPECTED"_s)}) << Pending << 0 << 1;
    QTest::newRow("more than listed, all well") << rollup({done(u"SUCCESS"_s)}, u"SUCCESS"_s, 20) << Passing << 1 << 21;
    QTest::newRow("more than listed, one failed")
        << rollup({done(u"SUCCESS"_s)}, u"FAILURE"_s, 20) << Failing << 1 << 21;
    QTest::newRow("more than listed, pending") << rollup({done(u"SUCCESS"_s)}, u"PENDING"_s, 20) << Pending << 1 << 21;
}

void GitHubParserTest::addsUpChecks()
{
    QFETCH(QJsonObject, sum);
    QFETCH(PullRequest::Checks, checks);
    QFETCH(int, done);
    QFETCH(int, total);
    const PullRequest read = only(pull(1, u"OPEN"_s, withChecks(sum)));
    QCOMPARE(read.checks, checks);
    QCOMPARE(read.checksDone, done);
    QCOMPARE(read.checksTotal, total);
}

void GitHubParserTest::namesFailingChecks()
{
    QJsonArray contexts;
    for (int i = 0; i < 60; ++i) {
        contexts.append(checkRun(u"run %1"_s.arg(i), u"COMPLETED"_s, u"FAILURE"_s));
    }
    const PullRequest read = only(pull(1, u"OPEN"_s, withChecks(rollup(contexts))));
    QCOMPARE(read.failingChecks.size(), 50);
    QCOMPARE(read.failingChecks.first(), u"run 0"_s);
    QCOMPARE(read.checksTotal, 60);
}

void GitHubParserTest::newestRunCounts()
{
    const QJsonObject older = checkRun(u"build"_s, u"COMPLETED"_s, u"FAILURE"_s, u"2026-11-20T10:00:00Z"_s);
    const QJsonObject newer = checkRun(u"build"_s, u"COMPLETED"_s, u"SUCCESS"_s, u"2026-11-20T11:00:00Z"_s);
    for (const QJsonArray &order : {QJsonArray{older, newer}, QJsonArray{newer, older}}) {
        const PullRequest read = only(pull(1, u"OPEN"_s, withChecks(rollup(order))));
        QCOMPARE(read.checks, PullRequest::Checks::Passing);
        QCOMPARE(read.checksTotal, 1);
    }
    QJsonObject other = older;
    other[u"checkSuite"_s] = QJsonObject{
        {u"workflowRun"_s, QJsonObject{{u"event"_s, u"push"_s}, {u"workflow"_s, QJsonObject{{u"name"_s, u"CI"_s}}}}}};
    QCOMPARE(only(pull(1, u"OPEN"_s, withChecks(rollup({newer, other})))).checks, PullRequest::Checks::Failing);
}

void GitHubParserTest::readsMergeStates_data()
{
    using enum PullRequest::Merge;
    QTest::addColumn<QJsonObject>("members");
    QTest::addColumn<PullRequest::Merge>("merge");
    const auto state = [](const QString &word) { return QJsonObject{{u"mergeStateStatus"_s, word}}; };
    QTest::newRow("clean") << state(u"CLEAN"_s) << Clean;
    QTest::newRow("hooks") << state(u"HAS_HOOKS"_s) << HasHooks;
    QTest::newRow("blocked") << state(u"BLOCKED"_s) << Blocked;
    QTest::newRow("behind") << state(u"BEHIND"_s) << Behind;
    QTest::newRow("dirty") << state(u"DIRTY"_s) << Conflicting;
    QTest::newRow("draft") << state(u"DRAFT"_s) << Draft;
    QTest::newRow("unstable") << state(u"UNSTABLE"_s) << Unstable;
    QTest::newRow("unknown") << state(u"UNKNOWN"_s) << Unknown;
    QTest::newRow("new word") << state(u"SHINY"_s) << Unknown;
    QTest::newRow("a number") << QJsonObject{{u"mergeStateStatus"_s, 7}} << Unknown;
    QTest::newRow("blocked draft") << QJsonObject{{u"mergeStateStatus"_s, u"BLOCKED"_s}, {u"isDraft"_s, true}} << Draft;
    QTest::newRow("conflicting") << QJsonObject{{u"mergeStateStatus"_s, u"UNKNOWN"_s},
                                                {u"mergeable"_s, u"CONFLICTING"_s}}
                                 << Conflicting;
}

void GitHubParserTest::readsMergeStates()
{
    QFETCH(QJsonObject, members);
    QFETCH(PullRequest::Merge, merge);
    QCOMPARE(only(pull(1, u"OPEN"_s, members)).merge, merge);
}

void GitHubParserTest::readsReviews()
{
    const auto review = [](const QJsonValue &word) {
        return only(pull(1, u"OPEN"_s, {{u"reviewDecision"_s, word}})).review;
    };
    QCOMPARE(review(QJsonValue::Null), PullRequest::Review::None);
    QCOMPARE(review(u"REVIEW_REQUIRED"_s), PullRequest::Review::Required);
    QCOMPARE(review(u"APPROVED"_s), PullRequest::Review::Approved);
    QCOMPARE(review(u"CHANGES_REQUESTED"_s), PullRequest::Review::ChangesRequested);
    QCOMPARE(review(u"PONDERED"_s), PullRequest::Review::Unknown);
    QCOMPARE(review(3), PullRequest::Review::Unknown);
}

void GitHubParserTest::oneBadRecordStaysAlone()
{
    const QJsonArray nodes{pull(1),
                           pull(0),
                           pull(2, u"EVAPORATED"_s),
                           u"text"_s,
                           QJsonValue::Null,
                           QJsonObject(),
                           pull(3, u"OPEN"_s, {{u"title"_s, 5}}),
                           pull(4, u"OPEN"_s, {{u"repository"_s, QJsonValue::Null}}),
                           pull(5, u"OPEN"_s, {{u"commits"_s, 1}})};
    const Result<GitHubPage> page = parseOpenPulls(openPulls(nodes), s_now);
    QVERIFY(page);
    QCOMPARE(page->pulls.size(), 2);
    QCOMPARE(page->pulls.at(1).number, 5);
    QCOMPARE(page->skipped.size(), 5);
    QCOMPARE(page->skipped.first().what, u"pullRequests[1]"_s);
}

void GitHubParserTest::keepsDataBesideErrors()
{
    const Result<GitHubPage> page = parseOpenPulls(
        openPulls({pull(1)}, {}, {graphQlError(u"FORBIDDEN"_s, {u"repository"_s, 3})}), s_now);
    QVERIFY(page);
    QCOMPARE(page->pulls.size(), 1);
    QCOMPARE(page->skipped, (QList<SkippedRecord>{{.what = u"repository.3"_s, .why = u"it is FORBIDDEN"_s}}));
}

void GitHubParserTest::tellsWhyThereIsNoData_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Failure::Kind>("kind");
    QTest::addColumn<Failure::Reason>("reason");
    const auto only = [](const QString &type) {
        return bytesOf({{u"data"_s, QJsonObject{{u"repository"_s, QJsonValue::Null}}},
                        {u"errors"_s, QJsonArray{graphQlError(type)}}});
    };
    QTest::newRow("not found") << only(u"NOT_FOUND"_s) << Failure::Kind::Rejected << Failure::Reason::NotFound;
    QTest::newRow("forbidden") << only(u"FORBIDDEN"_s) << Failure::Kind::Rejected << Failure::Reason::Forbidden;
    QTest::newRow("scopes") << only(u"INSUFFICIENT_SCOPES"_s) << Failure::Kind::Rejected << Failure::Reason::Forbidden;
    QTest::newRow("limit") << only(u"RATE_LIMITED"_s) << Failure::Kind::RateLimited << Failure::Reason::TooManyRequests;
    QTest::newRow("down") << only(u"SERVICE_UNAVAILABLE"_s) << Failure::Kind::Transient << Failure::Reason::ServerError;
    QTest::newRow("other") << only(u"ODD"_s) << Failure::Kind::Rejected << Failure::Reason::BadRequest;
    QTest::newRow("nothing") << QByteArray("{}") << Failure::Kind::Malformed << Failure::Reason::WrongShape;
    QTest::newRow("list") << QByteArray("[1]") << Failure::Kind::Malformed << Failure::Reason::WrongShape;
    QTest::newRow("a page") << QByteArray("<html>") << Failure::Kind::Malformed << Failure::Reason::NotTheFormat;
    QTest::newRow("cut") << openPulls({pull(1)}).chopped(9) << Failure::Kind::Malformed << Failure::Reason::NotTheFormat;
    QTest::newRow("deep") << QByteArray(QByteArray("[").repeated(5000) + QByteArray("]").repeated(5000))
                          << Failure::Kind::Malformed << Failure::Reason::TooDeep;
}

void GitHubParserTest::tellsWhyThereIsNoData()
{
    QFETCH(QByteArray, body);
    QFETCH(Failure::Kind, kind);
    QFETCH(Failure::Reason, reason);
    const Result<GitHubPage> page = parseOpenPulls(body, s_now);
    QVERIFY(!page);
    QCOMPARE(page.error().kind, kind);
    QCOMPARE(page.error().reason, reason);
    QCOMPARE(page.error().until.isValid(), kind == Failure::Kind::RateLimited);
}

void GitHubParserTest::readsPullsByNumber()
{
    const QJsonObject data{{u"rateLimit"_s, quota()},
                           {u"pr0"_s, QJsonObject{{u"pullRequest"_s, pull(1, u"MERGED"_s)}}},
                           {u"pr1"_s, QJsonObject{{u"pullRequest"_s, pull(2, u"CLOSED"_s)}}},
                           {u"pr2"_s, QJsonValue::Null}};
    const Result<GitHubPulls> pulls = parsePullsByNumber(
        bytesOf({{u"data"_s, data}, {u"errors"_s, QJsonArray{graphQlError(u"NOT_FOUND"_s, {u"pr2"_s})}}}), 3, s_now);
    QVERIFY(pulls);
    QCOMPARE(pulls->answered, (QList<int>{0, 1}));
    QCOMPARE(pulls->missing, (QList<int>{2}));
    QCOMPARE(pulls->page.pulls.at(0).state, PullRequest::State::Merged);
    QCOMPARE(pulls->page.pulls.at(1).state, PullRequest::State::Closed);
}

void GitHubParserTest::doesNotTakeAnErrorForGone()
{
    const QJsonObject data{{u"pr0"_s, QJsonValue::Null}, {u"pr1"_s, QJsonValue::Null}};
    const QJsonArray errors{graphQlError(u"FORBIDDEN"_s, {u"pr0"_s}), graphQlError(u"NOT_FOUND"_s, {u"pr7"_s})};
    const Result<GitHubPulls> pulls = parsePullsByNumber(bytesOf({{u"data"_s, data}, {u"errors"_s, errors}}), 3, s_now);
    QVERIFY(pulls);
    QVERIFY(pulls->missing.isEmpty() && pulls->answered.isEmpty());
}

void GitHubParserTest::understandsStatuses_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("retryAfter");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Failure::Kind>("kind");
    QTest::addColumn<int>("wait");
    QTest::newRow("401") << 401 << QByteArray() << QByteArray() << Failure::Kind::NeedsLogin << -1;
    QTest::newRow("secondary") << 403 << QByteArray()
                               << QByteArray("{\"message\":\"You have exceeded a secondary rate limit\"}")
                               << Failure::Kind::RateLimited << 60;
    QTest::newRow("secondary with a time")
        << 403 << QByteArray("90") << QByteArray("secondary rate limit") << Failure::Kind::RateLimited << 90;
    QTest::newRow("forbidden") << 403 << QByteArray() << QByteArray("{}") << Failure::Kind::Rejected << -1;
    QTest::newRow("502") << 502 << QByteArray() << QByteArray() << Failure::Kind::Transient << -1;
}

void GitHubParserTest::understandsStatuses()
{
    QFETCH(int, status);
    QFETCH(QByteArray, retryAfter);
    QFETCH(QByteArray, body);
    QFETCH(Failure::Kind, kind);
    QFETCH(int, wait);
    HttpAnswer answer{.status = status, .url = QUrl(u"https://api.github.com/graphql"_s), .headers = {}, .body = body};
    if (!retryAfter.isEmpty()) {
        answer.headers.append({"Retry-After", retryAfter});
    }
    const Failure failure = gitHubFailure(answer, s_now);
    QCOMPARE(failure.kind, kind);
    if (wait >= 0) {
        QCOMPARE(s_now.secsTo(failure.until), wait);
    }
}

QTEST_GUILESS_MAIN(GitHubParserTest)
#include "tst_githubparser.moc"
