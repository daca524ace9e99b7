// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/net/webaddress.h"
#include "app/sources/github/githubfailure.h"
#include "app/sources/github/githubsource.h"
#include "tests/sources/github/pullsamples.h"
#include "tests/sources/wireserver.h"

#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QDateTime s_now(QDate(2026, 11, 21), QTime(12, 0), QTimeZone::UTC);

QJsonObject deployment(qint64 id, const QString &environment, const QJsonValue &state, const QJsonObject &more = {})
{
    QJsonObject object{{u"databaseId"_s, id},
                       {u"environment"_s, environment},
                       {u"latestEnvironment"_s, environment},
                       {u"commitOid"_s, u"abc"_s},
                       {u"createdAt"_s, u"2026-11-21T10:00:00Z"_s},
                       {u"updatedAt"_s, u"2026-11-21T10:30:00Z"_s},
                       {u"state"_s, state},
                       {u"ref"_s, QJsonObject{{u"name"_s, u"main"_s}}},
                       {u"creator"_s, QJsonObject{{u"login"_s, u"ada"_s}}},
                       {u"latestStatus"_s, QJsonValue::Null}};
    for (auto it = more.begin(); it != more.end(); ++it) {
        object[it.key()] = it.value();
    }
    return object;
}

QByteArray deployments(const QJsonArray &nodes, const QJsonArray &errors = {})
{
    QJsonObject answer{{u"data"_s,
                        QJsonObject{{u"rateLimit"_s, quota()},
                                    {u"repository"_s,
                                     QJsonObject{{u"nameWithOwner"_s, u"o/n"_s},
                                                 {u"deployments"_s, QJsonObject{{u"nodes"_s, nodes}}}}}}}};
    if (!errors.isEmpty()) {
        answer.insert(u"errors"_s, errors);
    }
    return bytesOf(answer);
}

QByteArray bytesOf(const QJsonArray &array)
{
    return QJsonDocument(array).toJson(QJsonDocument::Compact);
}

QByteArray waitingRun(int id)
{
    const QJsonObject run{{u"id"_s, id},
                          {u"status"_s, u"waiting"_s},
                          {u"head_sha"_s, u"abc"_s},
                          {u"html_url"_s, u"https://github.com/o/n/actions/runs/%1"_s.arg(id)}};
    return Windsock::bytesOf(QJsonObject{{u"workflow_runs"_s, QJsonArray{run}}});
}

QByteArray approval(const QString &environment)
{
    const QJsonObject user{{u"type"_s, u"User"_s}, {u"reviewer"_s, QJsonObject{{u"login"_s, u"cyd"_s}}}};
    const QJsonObject team{{u"type"_s, u"Team"_s}, {u"reviewer"_s, QJsonObject{{u"slug"_s, u"crew"_s}}}};
    return bytesOf(QJsonArray{QJsonObject{{u"environment"_s, QJsonObject{{u"name"_s, environment}}},
                                          {u"reviewers"_s, QJsonArray{user, team, QJsonValue::Null}}}});
}

QJsonObject failing(int number)
{
    return pull(number, u"OPEN"_s,
                withChecks(rollup({checkRun(u"test"_s, u"COMPLETED"_s, u"FAILURE"_s)}, u"FAILURE"_s)));
}

QByteArray required(const QString &head, const QJsonValue &isRequired, int cost = 1)
{
    QJsonObject run = checkRun(u"test"_s, u"COMPLETED"_s, u"FAILURE"_s);
    run.insert(u"isRequired"_s, isRequired);
    const QJsonObject commit{{u"oid"_s, head}, {u"statusCheckRollup"_s, rollup({run}, u"FAILURE"_s)}};
    const QJsonObject pull{
        {u"pullRequest"_s,
         QJsonObject{{u"commits"_s, QJsonObject{{u"nodes"_s, QJsonArray{QJsonObject{{u"commit"_s, commit}}}}}}}}};
    QJsonObject spent = quota();
    spent[u"cost"_s] = cost;
    spent[u"resetAt"_s] = u"2026-11-21T13:00:00Z"_s;
    return Windsock::bytesOf(QJsonObject{{u"data"_s, QJsonObject{{u"rateLimit"_s, spent}, {u"pr0"_s, pull}}}});
}
}

/// What GitHub says when it does not simply answer, over real HTTP on loopback.
class GitHubWeatherTest : public QObject
{
    Q_OBJECT

private:
    QList<WireServer::Told> m_answers; ///< one after the other, then 500
    std::unique_ptr<WireServer> m_wire;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<GitHubSource> m_source;

    FetchTask task(Watch::Kind kind = Watch::Kind::Repository, const QStringList &keys = {},
                   const QString &cursor = {}) const
    {
        return {.account = {.id = AccountId(u"gh"_s), .service = Service::GitHub, .baseUrl = m_wire->base()},
                .watch = {.id = WatchId(u"gh/w"_s), .account = AccountId(u"gh"_s), .kind = kind, .target = u"o/n"_s},
                .memory = {.watch = WatchId(u"gh/w"_s), .cursor = cursor, .keys = keys},
                .secret = "s3cret"_ba,
                .now = s_now};
    }

    static WireServer::Told good(const QByteArray &body) { return {.status = 200, .body = body}; }

    static QStringList told(const Snapshot &snapshot)
    {
        QStringList lines;
        for (const Deployment &one : snapshot.deployments) {
            lines.append(u"%1 %2 %3"_s.arg(one.id).arg(one.environment, deploymentStateName(one.state)));
        }
        return lines;
    }

private Q_SLOTS:
    void init()
    {
        m_answers.clear();
        m_wire = std::make_unique<WireServer>([this](const WireServer::Asked &) {
            return m_answers.isEmpty() ? WireServer::Told{.status = 500} : m_answers.takeFirst();
        });
        m_http = std::make_unique<HttpClient>([] { return s_now; });
        m_source = std::make_unique<GitHubSource>(*m_http);
    }

    void cleanup() { m_source.reset(); }

    void namesWhatTheTokenLacks_data()
    {
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<QString>("said");
        const QByteArray accepted = "X-Accepted-OAuth-Scopes: repo, read:org\r\n"_ba;
        QTest::newRow("none") << accepted + "X-OAuth-Scopes: \r\n"
                              << u"HTTP status 403: Must have rights; the token lacks the scope repo or read:org"_s;
        QTest::newRow("another") << accepted + "X-OAuth-Scopes: gist, user\r\n"
                                 << u"HTTP status 403: Must have rights; the token lacks the scope repo or read:org"_s;
        QTest::newRow("one is enough") << accepted + "X-OAuth-Scopes: read:org\r\n"
                                       << u"HTTP status 403: Must have rights"_s;
        QTest::newRow("not told") << ""_ba << u"HTTP status 403: Must have rights"_s;
        QTest::newRow("no scopes") << "X-Accepted-OAuth-Scopes: <b>, ../etc, \r\n"_ba
                                   << u"HTTP status 403: Must have rights"_s;
        QTest::newRow("single sign-on")
            << "X-GitHub-SSO: required; url=https://github.com/orgs/o/sso?authorization_request=AZSECRET\r\n"_ba
            << u"HTTP status 403: Must have rights; the organization wants the token to be authorized for single sign-on"_s;
    }

    void namesWhatTheTokenLacks()
    {
        QFETCH(QByteArray, headers);
        QFETCH(QString, said);
        m_answers = {{.status = 403,
                      .body = "{\"message\":\"Must have\\nrights\"}",
                      .headers = "Content-Type: application/json\r\n" + headers}};
        const auto result = fetchOnce(*m_source, task());
        QVERIFY(!result);
        QCOMPARE(int(result.error().kind), int(Failure::Kind::Rejected));
        QCOMPARE(int(result.error().reason), int(Failure::Reason::Forbidden));
        QCOMPARE(result.error().detail, said);
        QCOMPARE(m_wire->asked.size(), 1);
    }

    void aRevokedTokenAsksForAnother()
    {
        m_answers = {{.status = 401, .body = "{\"message\":\"Bad credentials\"}"}};
        const auto result = fetchOnce(*m_source, task());
        QCOMPARE(int(result.error().kind), int(Failure::Kind::NeedsLogin));
        QCOMPARE(int(result.error().reason), int(Failure::Reason::BadCredential));
    }

    void aRepositoryThatIsGoneIsSaidSo()
    {
        m_answers = {
            good(bytesOf(QJsonObject{{u"data"_s, QJsonObject{{u"repository"_s, QJsonValue::Null}}},
                                     {u"errors"_s, QJsonArray{graphQlError(u"NOT_FOUND"_s, {u"repository"_s})}}})),
            {.status = 404, .body = "{\"message\":\"Not Found\"}"}};
        for (int i = 0; i < 2; ++i) {
            const auto result = fetchOnce(*m_source, task());
            QVERIFY(!result);
            QCOMPARE(int(result.error().kind), int(Failure::Kind::Rejected));
            QCOMPARE(int(result.error().reason), int(Failure::Reason::NotFound));
        }
    }

    void aQuestionIsNotSentElsewhere()
    {
        const QByteArray place = "Location: http://127.0.0.1:1/base/graphql\r\n";
        m_answers = {{.status = 301, .body = {}, .headers = place}};
        const auto result = fetchOnce(*m_source, task());
        QCOMPARE(int(result.error().reason), int(Failure::Reason::RedirectElsewhere));
        QCOMPARE(m_wire->asked.size(), 1);
    }

    void saysWhichOrganizationsAreLeftOut()
    {
        m_answers = {{.status = 200,
                      .body = openPulls({pull(1)}),
                      .headers = "X-GitHub-SSO: partial-results; organizations=21955855,20582480\r\n"}};
        const auto snapshot = fetchOnce(*m_source, task());
        QVERIFY(snapshot);
        QCOMPARE(snapshot->pullRequests.size(), 1);
        QCOMPARE(snapshot->skipped.size(), 1);
        QCOMPARE(snapshot->skipped.constFirst().what, u"what 2 organizations have"_s);
    }

    void asksWhichFailingChecksAreRequired()
    {
        m_answers = {good(openPulls({pull(1), failing(2)})), good(required(u"abc"_s, true))};
        const auto snapshot = fetchOnce(*m_source, task());
        QVERIFY(snapshot);
        QCOMPARE(m_wire->asked.size(), 2);
        QVERIFY(m_wire->asked.at(1).body.contains("\"number0\":2"));
        QVERIFY(!m_wire->asked.at(1).body.contains("number1"));
        QVERIFY(!snapshot->pullRequests.at(0).requiredKnown);
        QVERIFY(snapshot->pullRequests.at(1).requiredKnown);
        QCOMPARE(snapshot->pullRequests.at(1).failingRequired, QStringList{u"test"_s});
    }

    /// All else that was answered is told without it.
    void goesWithoutKnowingWhatIsRequired_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("another head by now") << 200 << required(u"def"_s, true);
        QTest::newRow("not told") << 200 << required(u"abc"_s, QJsonValue::Null);
        QTest::newRow("errors alone") << 200
                                      << bytesOf(QJsonObject{{u"errors"_s, QJsonArray{graphQlError(u"INTERNAL"_s)}}});
        QTest::newRow("rate limited") << 200
                                      << bytesOf(QJsonObject{{u"errors"_s, QJsonArray{graphQlError(u"RATE_LIMITED"_s)}}});
        QTest::newRow("down") << 502 << "<html>"_ba;
    }

    void goesWithoutKnowingWhatIsRequired()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        m_answers = {good(openPulls({failing(2)})), {.status = status, .body = body}};
        int times = 0;
        const auto snapshot = fetchOnce(*m_source, task(), &times);
        QVERIFY(snapshot);
        QCOMPARE(times, 1);
        QCOMPARE(snapshot->pullRequests.size(), 1);
        QCOMPARE(checksName(snapshot->pullRequests.constFirst().checks), u"failing"_s);
        QVERIFY(!snapshot->pullRequests.constFirst().requiredKnown);
    }

    void countsWhatAQuestionCosts()
    {
        m_answers = {good(openPulls({failing(2)})), good(required(u"abc"_s, false, 12))};
        QVERIFY(fetchOnce(*m_source, task()));
        const RequestBudget::Share share = m_http->budget().share(hostOf(m_wire->base()));
        QCOMPARE(share.used, 13); // one, and twelve
    }

    void readsDeployments()
    {
        const QJsonObject status{{u"latestStatus"_s,
                                  QJsonObject{{u"state"_s, u"SUCCESS"_s},
                                              {u"description"_s, u"All\nis well"_s},
                                              {u"updatedAt"_s, u"2026-11-21T11:00:00Z"_s},
                                              {u"logUrl"_s, u"javascript:x"_s},
                                              {u"environmentUrl"_s, u"https://kite.example.org"_s}}}};
        m_answers = {good(deployments({deployment(7, u"production"_s, u"ACTIVE"_s, status)}))};
        const auto snapshot = fetchOnce(*m_source, task(Watch::Kind::Deployments));
        QVERIFY(snapshot);
        const Deployment expected{.account = AccountId(u"gh"_s),
                                  .id = 7,
                                  .repository = u"o/n"_s,
                                  .environment = u"production"_s,
                                  .branch = u"main"_s,
                                  .revision = u"abc"_s,
                                  .creator = u"ada"_s,
                                  .state = Deployment::State::Succeeded,
                                  .reason = u"All is well"_s,
                                  .approvers = {},
                                  .created = QDateTime({2026, 11, 21}, {10, 0}, QTimeZone::UTC),
                                  .updated = QDateTime({2026, 11, 21}, {11, 0}, QTimeZone::UTC),
                                  .url = QUrl(u"https://kite.example.org"_s)};
        QCOMPARE(snapshot->deployments.size(), 1);
        QVERIFY(snapshot->deployments.constFirst() == expected);
        QCOMPARE(m_wire->asked.size(), 1);
        QVERIFY(!m_wire->asked.constFirst().body.contains("\"environments\":"));
    }

    void readsEveryStateOfADeployment_data()
    {
        QTest::addColumn<QJsonValue>("word");
        QTest::addColumn<QString>("state");
        const auto row = [](const char *word, const QString &state) {
            QTest::newRow(word) << QJsonValue(QString::fromLatin1(word)) << state;
        };
        row("QUEUED", u"queued"_s);
        row("PENDING", u"queued"_s);
        row("IN_PROGRESS", u"running"_s);
        row("SUCCESS", u"succeeded"_s);
        row("ACTIVE", u"succeeded"_s);
        row("FAILURE", u"failed"_s);
        row("ERROR", u"failed"_s);
        row("INACTIVE", u"inactive"_s);
        row("DESTROYED", u"inactive"_s);
        row("ABANDONED", u"inactive"_s);
        row("LEVITATING", u"unknown"_s);
        QTest::newRow("null") << QJsonValue(QJsonValue::Null) << u"unknown"_s;
        QTest::newRow("a number") << QJsonValue(4) << u"unknown"_s;
    }

    void readsEveryStateOfADeployment()
    {
        QFETCH(QJsonValue, word);
        QFETCH(QString, state);
        m_answers = {good(deployments({deployment(7, u"production"_s, word)}))};
        const auto snapshot = fetchOnce(*m_source, task(Watch::Kind::Deployments));
        QVERIFY(snapshot);
        QCOMPARE(told(*snapshot), QStringList{u"7 production "_s + state});
    }

    void oneBadDeploymentStaysAlone()
    {
        m_answers = {good(deployments({deployment(0, u"a"_s, u"ACTIVE"_s), QJsonValue::Null, u"text"_s,
                                       deployment(5, {}, u"ACTIVE"_s), deployment(6, u"b"_s, u"ACTIVE"_s)},
                                      {graphQlError(u"FORBIDDEN"_s, {u"repository"_s, u"deployments"_s, 1})}))};
        const auto snapshot = fetchOnce(*m_source, task(Watch::Kind::Deployments));
        QVERIFY(snapshot);
        QCOMPARE(told(*snapshot), QStringList{u"6 b succeeded"_s});
        QCOMPARE(snapshot->skipped.size(), 4);
    }

    /// What is over stays only as the newest of its environment; another is told once.
    void keepsTheNewestOfEachEnvironment()
    {
        const QJsonArray all{deployment(9, u"production"_s, u"ACTIVE"_s), deployment(8, u"production"_s, u"FAILURE"_s),
                             deployment(7, u"production"_s, u"IN_PROGRESS"_s),
                             deployment(6, u"production"_s, u"INACTIVE"_s), deployment(5, u"staging"_s, u"FAILURE"_s)};
        const QStringList kept{u"9 production succeeded"_s, u"7 production running"_s, u"5 staging failed"_s};
        m_answers = {good(deployments(all)), good(deployments(all)), good(deployments(all))};
        QCOMPARE(told(*fetchOnce(*m_source, task(Watch::Kind::Deployments))), kept);
        // One that was known and is over now is told, then goes.
        const auto first = fetchOnce(*m_source, task(Watch::Kind::Deployments, {u"deploy/o/n/8"_s}));
        QCOMPARE(told(*first).value(1), u"8 production failed"_s);
        QCOMPARE(told(*fetchOnce(*m_source, task(Watch::Kind::Deployments, {u"deploy/o/n/8"_s}, first->cursor))), kept);
    }

    void asksWhoMayApprove()
    {
        m_answers = {good(deployments({deployment(7, u"production"_s, u"WAITING"_s)})), good(waitingRun(31)),
                     good(approval(u"production"_s))};
        FetchTask wanted = task(Watch::Kind::Deployments);
        wanted.watch.who = u"production"_s;
        const auto snapshot = fetchOnce(*m_source, wanted);
        QVERIFY(snapshot);
        QVERIFY(m_wire->asked.at(0).body.contains("\"environments\":[\"production\"]"));
        QCOMPARE(m_wire->asked.at(1).path, u"/base/repos/o/n/actions/runs"_s);
        QCOMPARE(m_wire->asked.at(1).item("status"), u"waiting"_s);
        QVERIFY(m_wire->asked.at(1).head.contains("authorization: bearer s3cret"));
        QCOMPARE(m_wire->asked.at(2).path, u"/base/repos/o/n/actions/runs/31/pending_deployments"_s);
        QCOMPARE(snapshot->deployments.constFirst().approvers, (QStringList{u"cyd"_s, u"crew"_s}));
        QCOMPARE(snapshot->deployments.constFirst().url, QUrl(u"https://github.com/o/n/actions/runs/31"_s));
    }

    void goesWithoutKnowingWhoMayApprove_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("not allowed") << 403 << "{\"message\":\"Resource not accessible\"}"_ba;
        QTest::newRow("not there") << 404 << "{}"_ba;
        QTest::newRow("no list") << 200 << "{\"workflow_runs\":7}"_ba;
        QTest::newRow("html") << 200 << "<html>"_ba;
        QTest::newRow("down") << 500 << ""_ba;
    }

    void goesWithoutKnowingWhoMayApprove()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        for (const bool atTheEnd : {false, true}) {
            m_answers = {good(deployments({deployment(7, u"production"_s, u"WAITING"_s)}))};
            if (atTheEnd) {
                m_answers.append(good(waitingRun(31)));
            }
            m_answers.append({.status = status, .body = body});
            int times = 0;
            const auto snapshot = fetchOnce(*m_source, task(Watch::Kind::Deployments), &times);
            QVERIFY(snapshot);
            QCOMPARE(times, 1);
            QCOMPARE(told(*snapshot), QStringList{u"7 production waiting"_s});
            QVERIFY(snapshot->deployments.constFirst().approvers.isEmpty());
            QCOMPARE(snapshot->skipped.size(), 1);
        }
    }

    /// The repository has another name: REST sends us on within the host, and that is followed; to another it is not.
    void followsARenamedRepositoryWithinTheHost()
    {
        const QByteArray here = "Location: " + m_wire->base().toEncoded() + "/repositories/1000/actions/runs\r\n";
        m_answers = {good(deployments({deployment(7, u"production"_s, u"WAITING"_s)})),
                     {.status = 301, .body = {}, .headers = here},
                     good(waitingRun(31)),
                     good(approval(u"production"_s))};
        const auto snapshot = fetchOnce(*m_source, task(Watch::Kind::Deployments));
        QVERIFY(snapshot);
        QCOMPARE(m_wire->asked.at(2).path, u"/base/repositories/1000/actions/runs"_s);
        QCOMPARE(snapshot->deployments.constFirst().approvers, (QStringList{u"cyd"_s, u"crew"_s}));

        m_answers = {good(deployments({deployment(7, u"production"_s, u"WAITING"_s)})),
                     {.status = 301, .body = {}, .headers = "Location: http://127.0.0.1:1/x\r\n"}};
        m_wire->asked.clear();
        const auto elsewhere = fetchOnce(*m_source, task(Watch::Kind::Deployments));
        QVERIFY(elsewhere);
        QCOMPARE(m_wire->asked.size(), 2);
        QCOMPARE(elsewhere->skipped.size(), 1);
    }

    void deploymentsFailAsAllElse_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<Failure::Kind>("kind");
        const auto error = [](const QString &type) {
            return bytesOf(QJsonObject{{u"data"_s, QJsonObject{{u"repository"_s, QJsonValue::Null}}},
                                       {u"errors"_s, QJsonArray{graphQlError(type)}}});
        };
        QTest::newRow("gone") << error(u"NOT_FOUND"_s) << Failure::Kind::Rejected;
        QTest::newRow("limited") << error(u"RATE_LIMITED"_s) << Failure::Kind::RateLimited;
        QTest::newRow("nothing") << "{}"_ba << Failure::Kind::Malformed;
        QTest::newRow("html") << "<html>"_ba << Failure::Kind::Malformed;
        QTest::newRow("no list") << bytesOf(QJsonObject{
            {u"data"_s,
             QJsonObject{{u"repository"_s, QJsonObject{{u"nameWithOwner"_s, u"o/n"_s}, {u"deployments"_s, 5}}}}}})
                                 << Failure::Kind::Malformed;
    }

    void deploymentsFailAsAllElse()
    {
        QFETCH(QByteArray, body);
        QFETCH(Failure::Kind, kind);
        m_answers = {good(body)};
        const auto result = fetchOnce(*m_source, task(Watch::Kind::Deployments));
        QVERIFY(!result);
        QCOMPARE(int(result.error().kind), int(kind));
        QCOMPARE(result.error().host, hostOf(m_wire->base()));
    }

    void anEnterpriseServerHasItsRestElsewhere()
    {
        m_answers = {good(deployments({deployment(7, u"production"_s, u"WAITING"_s)})), good(waitingRun(31)),
                     good(approval(u"production"_s))};
        FetchTask enterprise = task(Watch::Kind::Deployments);
        enterprise.account.baseUrl.setPath(u"/api"_s);
        QVERIFY(fetchOnce(*m_source, enterprise));
        QCOMPARE(m_wire->asked.at(0).path, u"/api/graphql"_s);
        QCOMPARE(m_wire->asked.at(1).path, u"/api/v3/repos/o/n/actions/runs"_s);
    }
};

QTEST_GUILESS_MAIN(GitHubWeatherTest)

#include "tst_githubweather.moc"
