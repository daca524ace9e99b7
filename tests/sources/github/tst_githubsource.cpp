// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/net/webaddress.h"
#include "app/sources/github/githubparser.h"
#include "app/sources/github/githubsource.h"
#include "tests/sources/github/pullsamples.h"
#include "tests/sources/wireserver.h"

#include <QFile>
#include <QRegularExpression>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QDateTime s_now(QDate(2026, 11, 21), QTime(12, 0), QTimeZone::UTC);

/// The words of an enum of GitHub's schema.
QStringList wordsOf(const QString &name)
{
    QFile file(QStringLiteral(WINDSOCK_TEST_DATA "/github/graphql-schema-extract.graphql"));
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    const QString schema = QString::fromUtf8(file.readAll());
    const QRegularExpression block(u"\\nenum %1 \\{(.*?)\\n\\}"_s.arg(name),
                                   QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression word(u"\\n  ([A-Z_]+)(?= *(?:@|\\n|$))"_s);
    QStringList words;
    for (auto it = word.globalMatch(block.match(schema).captured(1)); it.hasNext();) {
        words.append(it.next().captured(1));
    }
    return words;
}

Result<PullRequest> readOnly(const QJsonObject &object)
{
    const Result<GitHubPage> page = parseOpenPulls(openPulls({object}), s_now);
    if (!page || page->pulls.size() != 1) {
        return Failed(Failure{.detail = page && !page->skipped.isEmpty() ? page->skipped.constFirst().why : u"none"_s});
    }
    return page->pulls.constFirst();
}

QByteArray leavers(const QJsonObject &data, const QJsonArray &errors = {})
{
    return bytesOf({{u"data"_s, data}, {u"errors"_s, errors}});
}

QJsonObject found(const QJsonObject &pull)
{
    return {{u"pullRequest"_s, pull}};
}
}

class GitHubSourceTest : public QObject
{
    Q_OBJECT

private:
    QByteArrayList m_answers; ///< one after the other
    WireServer::Told m_instead; ///< always, where it has a status other than 200
    std::unique_ptr<WireServer> m_wire;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<GitHubSource> m_source;

    FetchTask task(const QStringList &keys = {}, const QString &cursor = {}) const
    {
        return {.account = {.id = AccountId(u"gh"_s), .service = Service::GitHub, .baseUrl = m_wire->base()},
                .watch = {.id = WatchId(u"gh/o/n"_s),
                          .account = AccountId(u"gh"_s),
                          .kind = Watch::Kind::Repository,
                          .target = u"o/n"_s},
                .memory = {.watch = WatchId(u"gh/o/n"_s), .cursor = cursor, .keys = keys},
                .secret = "s3cret"_ba,
                .now = s_now};
    }

    static QStringList told(const Snapshot &snapshot)
    {
        QStringList lines;
        for (const PullRequest &pull : snapshot.pullRequests) {
            lines.append(u"%1 %2"_s.arg(pull.number).arg(pullStateName(pull.state)));
        }
        return lines;
    }

private Q_SLOTS:
    void init()
    {
        m_answers.clear();
        m_instead = {};
        m_wire = std::make_unique<WireServer>([this](const WireServer::Asked &) {
            if (m_instead.status != 200) {
                return m_instead;
            }
            return m_answers.isEmpty() ? WireServer::Told{.status = 500}
                                       : WireServer::Told{.body = m_answers.takeFirst()};
        });
        m_http = std::make_unique<HttpClient>([] { return s_now; });
        m_source = std::make_unique<GitHubSource>(*m_http);
    }

    void cleanup() { m_source.reset(); }

    void knowsEveryWordOfTheSchema()
    {
        const QStringList merges = wordsOf(u"MergeStateStatus"_s);
        QCOMPARE(merges.size(), 8);
        for (const QString &word : merges) {
            const auto pull = readOnly(::pull(1, u"OPEN"_s, {{u"mergeStateStatus"_s, word}}));
            QVERIFY(pull);
            QCOMPARE(pull->merge == PullRequest::Merge::Unknown, word == "UNKNOWN"_L1);
        }
        const QStringList conclusions = wordsOf(u"CheckConclusionState"_s);
        QCOMPARE(conclusions.size(), 9);
        for (const QString &word : conclusions) {
            const auto pull = readOnly(
                ::pull(1, u"OPEN"_s, withChecks(rollup({checkRun(u"ci"_s, u"COMPLETED"_s, word)}))));
            QVERIFY(pull);
            QVERIFY2(pull->checks != PullRequest::Checks::Unknown && pull->checks != PullRequest::Checks::None,
                     qPrintable(word));
            const bool passes = word == "SUCCESS"_L1 || word == "NEUTRAL"_L1 || word == "SKIPPED"_L1;
            QCOMPARE(pull->checks == PullRequest::Checks::Passing, passes);
        }
        const QStringList statuses = wordsOf(u"CheckStatusState"_s);
        QVERIFY(statuses.size() >= 6);
        for (const QString &word : statuses) {
            const auto pull = readOnly(
                ::pull(1, u"OPEN"_s, withChecks(rollup({checkRun(u"ci"_s, word, QJsonValue::Null)}))));
            QVERIFY(pull);
            // Completed without a conclusion is the one that GitHub never says.
            QCOMPARE(checksName(pull->checks), word == "COMPLETED"_L1 ? u"unknown"_s : u"pending"_s);
            QCOMPARE(pull->checksDone, 0);
        }
        const QStringList states = wordsOf(u"StatusState"_s);
        QCOMPARE(states.size(), 5);
        for (const QString &word : states) {
            const auto pull = readOnly(::pull(1, u"OPEN"_s, withChecks(rollup({statusContext(u"ci"_s, word)}))));
            QVERIFY(pull);
            QVERIFY2(pull->checks != PullRequest::Checks::Unknown, qPrintable(word));
        }
    }

    void wordsNobodyKnowsAreNeverGood_data()
    {
        QTest::addColumn<QJsonValue>("word");
        QTest::newRow("new") << QJsonValue(u"SPLENDID"_s);
        QTest::newRow("lower case") << QJsonValue(u"success"_s);
        QTest::newRow("empty") << QJsonValue(u""_s);
        QTest::newRow("number") << QJsonValue(1);
        QTest::newRow("flag") << QJsonValue(true);
        QTest::newRow("list") << QJsonValue(QJsonArray{u"SUCCESS"_s});
    }

    void wordsNobodyKnowsAreNeverGood()
    {
        QFETCH(QJsonValue, word);
        const auto pull = readOnly(::pull(1, u"OPEN"_s, {{u"mergeStateStatus"_s, word}, {u"reviewDecision"_s, word}}));
        QVERIFY(pull);
        QCOMPARE(pull->merge, PullRequest::Merge::Unknown);
        QCOMPARE(pull->review, PullRequest::Review::Unknown);
        for (const QJsonObject &run :
             {checkRun(u"ci"_s, u"COMPLETED"_s, word), checkRun(u"ci"_s, word.toString(), QJsonValue::Null)}) {
            const auto checked = readOnly(::pull(1, u"OPEN"_s, withChecks(rollup({run}))));
            QVERIFY(checked);
            QCOMPARE(checked->checks, PullRequest::Checks::Unknown);
        }
        QVERIFY(!readOnly(::pull(1, u"OPEN"_s, {{u"state"_s, word}})));
    }

    /// Each member in turn null, missing and of a wrong type: read, or left out with a reason, and never a crash.
    void anyMemberMayBeOdd_data()
    {
        QTest::addColumn<QString>("member");
        QTest::addColumn<bool>("nullIsFine");
        QTest::addColumn<bool>("wrongIsFine");
        const QStringList needed{u"number"_s, u"title"_s, u"state"_s, u"repository"_s};
        const QStringList strict{u"baseRefName"_s, u"headRefOid"_s, u"isDraft"_s, u"updatedAt"_s};
        for (const QString &member : ::pull(1).keys()) {
            const bool isNeeded = needed.contains(member);
            QTest::newRow(qPrintable(member)) << member << !isNeeded << !(isNeeded || strict.contains(member));
        }
    }

    void anyMemberMayBeOdd()
    {
        QFETCH(QString, member);
        QFETCH(bool, nullIsFine);
        QFETCH(bool, wrongIsFine);
        const auto with = [&member](const QJsonValue &value) {
            const Result<PullRequest> read = readOnly(::pull(1, u"OPEN"_s, {{member, value}}));
            return read ? QString() : read.error().detail;
        };
        QCOMPARE(with(QJsonValue::Null).isEmpty(), nullIsFine);
        QJsonObject without = ::pull(1);
        without.remove(member);
        QCOMPARE(readOnly(without).has_value(), nullIsFine);
        for (const QJsonValue &wrong : {QJsonValue(QJsonArray{1}), QJsonValue(-7.5)}) {
            const QString why = with(wrong);
            QCOMPARE(why.isEmpty(), wrongIsFine);
            QVERIFY(why != "none"_L1);
        }
    }

    void readsNumbersAsFarAsTheyGo()
    {
        QVERIFY(readOnly(pull(std::numeric_limits<int>::max())));
        QVERIFY(!readOnly(pull(1, u"OPEN"_s, {{u"number"_s, 2147483648.0}})));
        QVERIFY(!readOnly(pull(0)));
        QCOMPARE(readOnly(pull(1, u"OPEN"_s, {{u"title"_s, QString(301, u'x')}}))->title.size(), 300);
        QCOMPARE(
            readOnly(pull(1, u"OPEN"_s, {{u"mergeQueueEntry"_s, QJsonObject{{u"position"_s, -4}}}}))->queue.position, 0);
        QJsonArray failing;
        for (int i = 0; i < 60; ++i) {
            failing.append(checkRun(u"ci %1"_s.arg(i), u"COMPLETED"_s, u"FAILURE"_s));
        }
        const auto many = readOnly(pull(1, u"OPEN"_s, withChecks(rollup(failing, u"FAILURE"_s))));
        QVERIFY(many);
        QCOMPARE(many->failingChecks.size(), 50);
        QCOMPARE(many->checksTotal, 60);
    }

    void theFirstKnownErrorDecides_data()
    {
        QTest::addColumn<QStringList>("types");
        QTest::addColumn<Failure::Kind>("kind");
        QTest::addColumn<Failure::Reason>("reason");
        using enum Failure::Kind;
        using Reason = Failure::Reason;
        QTest::newRow("not found, then down")
            << QStringList{u"NOT_FOUND"_s, u"INTERNAL"_s} << Rejected << Reason::NotFound;
        QTest::newRow("down, then not found")
            << QStringList{u"SERVICE_UNAVAILABLE"_s, u"NOT_FOUND"_s} << Transient << Reason::ServerError;
        QTest::newRow("odd, then forbidden") << QStringList{u"ODD"_s, u"FORBIDDEN"_s} << Rejected << Reason::Forbidden;
        QTest::newRow("odd, then down") << QStringList{u"ODD"_s, u"INTERNAL"_s} << Transient << Reason::ServerError;
        QTest::newRow("limit, then down")
            << QStringList{u"RATE_LIMITED"_s, u"INTERNAL"_s} << RateLimited << Reason::TooManyRequests;
        QTest::newRow("not found, then limit")
            << QStringList{u"NOT_FOUND"_s, u"RATE_LIMITED"_s} << RateLimited << Reason::TooManyRequests;
        QTest::newRow("odd alone") << QStringList{u"ODD"_s, u""_s} << Rejected << Reason::BadRequest;
    }

    void theFirstKnownErrorDecides()
    {
        QFETCH(QStringList, types);
        QFETCH(Failure::Kind, kind);
        QFETCH(Failure::Reason, reason);
        QJsonArray errors;
        for (const QString &type : types) {
            errors.append(graphQlError(type));
        }
        const QByteArray body = bytesOf({{u"data"_s, QJsonValue::Null}, {u"errors"_s, errors}});
        const Result<GitHubPage> page = parseOpenPulls(body, s_now);
        const Result<GitHubPulls> pulls = parsePullsByNumber(body, 1, s_now);
        QVERIFY(!page && !pulls);
        QCOMPARE(int(page.error().kind), int(kind));
        QCOMPARE(int(page.error().reason), int(reason));
        QCOMPARE(pulls.error(), page.error());
        QCOMPARE(page.error().until.isValid(), kind == Failure::Kind::RateLimited);
    }

    void aUsedUpQuotaWaitsUntilItsReset_data()
    {
        QTest::addColumn<QString>("reset");
        QTest::addColumn<QDateTime>("until");
        QTest::newRow("told") << u"2026-11-21T12:40:00Z"_s << s_now.addSecs(40 * 60);
        QTest::newRow("past") << u"2026-11-21T11:00:00Z"_s << s_now.addSecs(15 * 60);
        QTest::newRow("nonsense") << u"soon"_s << s_now.addSecs(15 * 60);
        QTest::newRow("next year") << u"2027-11-21T12:00:00Z"_s << s_now.addDays(1);
    }

    void aUsedUpQuotaWaitsUntilItsReset()
    {
        QFETCH(QString, reset);
        QFETCH(QDateTime, until);
        QJsonObject spent = quota();
        spent[u"resetAt"_s] = reset;
        // Even where there is data beside it: what is missing would look closed.
        const QJsonObject list{{u"nodes"_s, QJsonArray{pull(1)}}};
        const QByteArray body = bytesOf(
            {{u"data"_s, QJsonObject{{u"rateLimit"_s, spent}, {u"repository"_s, QJsonObject{{u"pullRequests"_s, list}}}}},
             {u"errors"_s, QJsonArray{graphQlError(u"RATE_LIMITED"_s)}}});
        const Result<GitHubPage> page = parseOpenPulls(body, s_now);
        QVERIFY(!page);
        QCOMPARE(page.error().until, until);
    }

    void waitsAsLongAsItIsTold_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<Failure::Kind>("kind");
        QTest::addColumn<int>("seconds"); // -1: not told
        using enum Failure::Kind;
        const QByteArray secondary = "{\"message\":\"You have exceeded a secondary rate limit.\"}"_ba;
        const QByteArray used = "X-RateLimit-Remaining: 0\r\nX-RateLimit-Reset: "
            + QByteArray::number(s_now.addSecs(900).toSecsSinceEpoch()) + "\r\n";
        QTest::newRow("secondary") << 403 << ""_ba << secondary << RateLimited << 60;
        QTest::newRow("abuse") << 403 << ""_ba << "You have triggered an abuse detection mechanism."_ba << RateLimited
                               << 60;
        QTest::newRow("secondary, told") << 403 << "Retry-After: 30\r\n"_ba << secondary << RateLimited << 30;
        QTest::newRow("429") << 429 << "Retry-After: 7\r\n"_ba << secondary << RateLimited << 7;
        QTest::newRow("429, nothing told") << 429 << ""_ba << ""_ba << RateLimited << -1;
        QTest::newRow("used up") << 403 << used << "{}"_ba << RateLimited << 900;
        QTest::newRow("used up, 429") << 429 << used << "{}"_ba << RateLimited << 900;
        QTest::newRow("forbidden") << 403 << ""_ba << "{\"message\":\"Resource not accessible\"}"_ba << Rejected << -1;
        QTest::newRow("bad token") << 401 << ""_ba << "{\"message\":\"Bad credentials\"}"_ba << NeedsLogin << -1;
        QTest::newRow("down") << 502 << ""_ba << "<html>"_ba << Transient << -1;
        QTest::newRow("down, told") << 503 << "Retry-After: 5\r\n"_ba << ""_ba << Transient << 5;
    }

    void waitsAsLongAsItIsTold()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, headers);
        QFETCH(QByteArray, body);
        QFETCH(Failure::Kind, kind);
        QFETCH(int, seconds);
        m_instead = {.status = status, .body = body, .headers = "Content-Type: application/json\r\n" + headers};
        int times = 0;
        const auto result = fetchOnce(*m_source, task(), &times);
        QVERIFY(!result);
        QCOMPARE(times, 1);
        QCOMPARE(int(result.error().kind), int(kind));
        QCOMPARE(result.error().until.isValid() ? s_now.secsTo(result.error().until) : -1, seconds);
        QCOMPARE(result.error().host, hostOf(m_wire->base()));
        QVERIFY(!result.error().detail.contains(u"s3cret"_s));
        QCOMPARE(m_wire->asked.size(), 1);
    }

    void readsFourPagesAndSaysWhatIsLeft()
    {
        for (int page = 1; page <= 4; ++page) {
            m_answers.append(openPulls({pull(page), pull(100)}, u"P%1"_s.arg(page)));
        }
        const auto snapshot = fetchOnce(*m_source, task());
        QVERIFY(snapshot);
        QCOMPARE(told(*snapshot), (QStringList{u"1 open"_s, u"100 open"_s, u"2 open"_s, u"3 open"_s, u"4 open"_s}));
        QCOMPARE(snapshot->skipped.constLast().what, u"pull requests after the first 200"_s);
        QCOMPARE(m_wire->asked.size(), 4);
        for (int page = 0; page < 4; ++page) {
            const QJsonObject variables = QJsonDocument::fromJson(m_wire->asked.at(page).body)["variables"_L1].toObject();
            QCOMPARE(variables.value("after"_L1).toString(), page == 0 ? QString() : u"P%1"_s.arg(page));
            QCOMPARE(variables.value("first"_L1).toInt(), 50);
            QVERIFY(m_wire->asked.at(page).head.contains("authorization: bearer s3cret"));
        }
    }

    void tellsTheEndOnceThenLetsGo()
    {
        const QStringList keys{u"pr/o/n/1"_s, u"pr/o/n/2"_s, u"pr/o/n/3"_s, u"push/7"_s};
        m_answers = {openPulls({pull(3)}),
                     leavers({{u"pr0"_s, found(pull(1, u"MERGED"_s))}, {u"pr1"_s, found(pull(2, u"CLOSED"_s))}})};
        const auto first = fetchOnce(*m_source, task(keys));
        QVERIFY(first && first->whole);
        QCOMPARE(told(*first), (QStringList{u"3 open"_s, u"1 merged"_s, u"2 closed"_s}));
        QCOMPARE(first->gone, QStringList{u"push/7"_s});
        m_answers = {openPulls({pull(3)})};
        const auto second = fetchOnce(*m_source, task(keys.first(3), first->cursor));
        QVERIFY(second);
        QCOMPARE(second->gone, (QStringList{u"pr/o/n/1"_s, u"pr/o/n/2"_s}));
        // One that was told as closed and is open again is simply open.
        m_answers = {openPulls({pull(2), pull(3)})};
        const auto again = fetchOnce(*m_source, task(keys.first(3), first->cursor));
        QVERIFY(again);
        QCOMPARE(again->gone, QStringList{u"pr/o/n/1"_s});
        QCOMPARE(told(*again), (QStringList{u"2 open"_s, u"3 open"_s}));
    }

    void asksForLeaversInPortions_data()
    {
        QTest::addColumn<int>("leavers");
        QTest::addColumn<bool>("whole");
        QTest::newRow("24") << 24 << true;
        QTest::newRow("25") << 25 << true;
        QTest::newRow("26") << 26 << false;
    }

    void asksForLeaversInPortions()
    {
        QFETCH(int, leavers);
        QFETCH(bool, whole);
        QStringList keys;
        QJsonObject data;
        for (int i = 0; i < leavers; ++i) {
            keys.append(u"pr/o/n/%1"_s.arg(i + 1));
            data.insert(u"pr%1"_s.arg(i), found(pull(i + 1, u"MERGED"_s)));
        }
        m_answers = {openPulls({}), ::leavers(data)};
        const auto snapshot = fetchOnce(*m_source, task(keys));
        QVERIFY(snapshot);
        QCOMPARE(snapshot->whole, whole);
        QCOMPARE(snapshot->pullRequests.size(), std::min(leavers, 25));
        QVERIFY(snapshot->gone.isEmpty());
    }

    void aLeaverNothingIsKnownOfStays_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<bool>("whole");
        QTest::addColumn<QStringList>("gone");
        const QStringList none;
        const auto null = [](const QString &type) {
            return ::leavers({{u"pr0"_s, QJsonValue::Null}}, {graphQlError(type, {u"pr0"_s})});
        };
        QTest::newRow("not found") << null(u"NOT_FOUND"_s) << true << QStringList{u"pr/o/n/1"_s};
        QTest::newRow("forbidden") << null(u"FORBIDDEN"_s) << false << none;
        QTest::newRow("took too long") << null(u"MAX_NODE_LIMIT_EXCEEDED"_s) << false << none;
        QTest::newRow("null without a word") << ::leavers({{u"pr0"_s, QJsonValue::Null}}) << false << none;
        QTest::newRow("not answered") << ::leavers({}) << false << none;
        QTest::newRow("a state nobody knows")
            << ::leavers({{u"pr0"_s, found(pull(1, u"PONDERING"_s))}}) << false << none;
        QTest::newRow("another name now") << ::leavers(
            {{u"pr0"_s, found(pull(1, u"OPEN"_s, {{u"repository"_s, QJsonObject{{u"nameWithOwner"_s, u"o/new"_s}}}}))}})
                                          << true << QStringList{u"pr/o/n/1"_s};
    }

    void aLeaverNothingIsKnownOfStays()
    {
        QFETCH(QByteArray, answer);
        QFETCH(bool, whole);
        QFETCH(QStringList, gone);
        m_answers = {openPulls({}), answer};
        const auto snapshot = fetchOnce(*m_source, task({u"pr/o/n/1"_s}));
        QVERIFY(snapshot);
        QCOMPARE(snapshot->whole, whole);
        QCOMPARE(snapshot->gone, gone);
    }

    void aDamagedCursorIsEmpty()
    {
        for (const QString &cursor : {u"x"_s, u"[]"_s, u"{\"told\":7}"_s, u"{\"told\":[1,null]}"_s}) {
            m_answers = {openPulls({}), ::leavers({{u"pr0"_s, found(pull(1, u"MERGED"_s))}})};
            const auto snapshot = fetchOnce(*m_source, task({u"pr/o/n/1"_s}, cursor));
            QVERIFY(snapshot);
            QCOMPARE(told(*snapshot), QStringList{u"1 merged"_s});
        }
    }

    void everyQuestionIsTheAccountsOwn()
    {
        QCOMPARE(openPullsRequest(task(), {}).scope, u"gh"_s);
        QCOMPARE(pullsByNumberRequest(task(), {{.owner = u"o"_s, .repository = u"n"_s, .number = 1}}).scope, u"gh"_s);
    }
};

QTEST_GUILESS_MAIN(GitHubSourceTest)

#include "tst_githubsource.moc"
