// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/airfield/airfield.h"
#include "tests/airfield/wire.h"

#include <QSignalSpy>
#include <QStandardPaths>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const WireHeaders s_key{{"X-BUGZILLA-API-KEY", "demo-token"}};
const WireHeaders s_bearer{{"Authorization", "Bearer demo-token"}};
const QDateTime s_start({2030, 1, 2}, {3, 4, 5}, QTimeZone::utc());
}

class FieldServicesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void bugSearchByWhiteboard();
    void bugSearchByTimeAndIds();
    void attachmentsOfSeveralBugs();
    void bugzillaErrors_data();
    void bugzillaErrors();
    void bugzillaSaysWhoWeAre();
    void stockBugzillaIgnoresTheHeader();
    void bugzillaAnswersNotModified();
    void bugzillaBansAnAnonymousReaderInAHurry();
    void pullRequestsOfARepository();
    void pullRequestsByAuthor();
    void pullRequestsByNumber();
    void gitHubWantsAToken();
    void gitHubsPageTakesTheCode();
    void theMeetupFeedAndItsGraphQlAgree();
    void feedsAreConditional();
    void listsOfCallsAreConditional();
    void theMinuteChangesEveryService();
    void controlIsGuarded();
    void controlStepsAndMovesTheClock();
    void requestsAreLoggedWithoutSecrets();

private:
    void start(const AirfieldOptions &options);
    QUrl url(const QString &service, const QString &path) const
    {
        return QUrl(m_field->url(service).toString() + path);
    }
    QUrl control(const QString &command, bool withToken = true) const;
    QJsonDocument bugzilla(const QString &path)
    {
        return m_wire.get(url(u"bugzilla"_s, u"/rest/"_s + path), s_key).json();
    }
    QJsonDocument gitHub(const QString &query, const QJsonObject &variables = {});
    void playAll();

    std::unique_ptr<Airfield> m_field;
    Wire m_wire;
};

void FieldServicesTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
}

void FieldServicesTest::init()
{
    QTest::failOnWarning(QRegularExpression(u".+"_s));
    start({.start = s_start});
}

void FieldServicesTest::start(const AirfieldOptions &options)
{
    m_field = std::make_unique<Airfield>(options);
    QVERIFY(m_field->listen());
}

QUrl FieldServicesTest::control(const QString &command, bool withToken) const
{
    QUrl url(u"http://127.0.0.1:%1/control/%2"_s.arg(m_field->controlPort()).arg(command));
    if (withToken) {
        QUrlQuery query(url);
        query.addQueryItem(u"token"_s, QString::fromLatin1(m_field->token()));
        url.setQuery(query);
    }
    return url;
}

QJsonDocument FieldServicesTest::gitHub(const QString &query, const QJsonObject &variables)
{
    const QJsonObject body{{u"query"_s, query}, {u"variables"_s, variables}};
    return m_wire.post(url(u"github"_s, u"/graphql"_s), QJsonDocument(body).toJson(), s_bearer).json();
}

void FieldServicesTest::playAll()
{
    while (!m_field->step(u"demo"_s).isEmpty()) {}
}

void FieldServicesTest::bugSearchByWhiteboard()
{
    const QJsonArray bugs =
        bugzilla(u"bug?whiteboard=[autoland&include_fields=id,summary,whiteboard,status,last_change_time"_s)["bugs"_L1]
            .toArray();
    QCOMPARE(bugs.size(), 3);
    QCOMPARE(bugs.at(0).toObject().size(), 5);
    QCOMPARE(bugs.at(0)["id"_L1].toInt(), 1800001);
    QVERIFY(bugs.at(0)["whiteboard"_L1].toString().startsWith(u"[autoland-try"_s));
    QCOMPARE(bugs.at(0)["last_change_time"_L1].toString(), u"2030-01-02T03:04:05Z"_s);
    QCOMPARE(bugzilla(u"bug?f1=status_whiteboard&o1=substring&v1=mozilla-inbound"_s)["bugs"_L1].toArray().size(), 2);
    QCOMPARE(bugzilla(u"bug?f1=flagtypes.name&o1=substring&v1=review%2B"_s)["bugs"_L1].toArray().size(), 1);
    QCOMPARE(bugzilla(u"bug?whiteboard=checkin-needed"_s)["bugs"_L1].toArray().size(), 0);
    QCOMPARE(bugzilla(u"bug?whiteboard=autoland&limit=1&offset=1"_s)["bugs"_L1][0]["id"_L1].toInt(), 1800002);
}

void FieldServicesTest::bugSearchByTimeAndIds()
{
    m_field->advance(std::chrono::minutes(5));
    m_field->step(u"demo"_s);
    m_field->step(u"demo"_s); // bug 1800001 is queued
    const QJsonArray changed =
        bugzilla(u"bug?whiteboard=autoland&last_change_time=2030-01-02T03:05:00Z"_s)["bugs"_L1].toArray();
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.at(0)["whiteboard"_L1].toString(), u"[autoland-in-queue]"_s);
    QCOMPARE(bugzilla(u"bug?id=1800001,1800003"_s)["bugs"_L1].toArray().size(), 2);
    QCOMPARE(bugzilla(u"bug?id=1800001&id=1800002"_s)["bugs"_L1].toArray().size(), 2);
    QCOMPARE(bugzilla(u"bug/1800002"_s)["bugs"_L1][0]["summary"_L1].toString(),
             u"Do not blink while the tree is closed"_s);
}

void FieldServicesTest::attachmentsOfSeveralBugs()
{
    const QJsonDocument answer = bugzilla(u"bug/1800001/attachment?ids=1800002&exclude_fields=data"_s);
    QCOMPARE(answer["bugs"_L1].toObject().keys(), QStringList({u"1800001"_s, u"1800002"_s}));
    const QJsonValue patch = answer["bugs"_L1]["1800002"_L1][0];
    QCOMPARE(patch["is_patch"_L1].toInt(), 1);
    QCOMPARE(patch["is_obsolete"_L1].toInt(), 0);
    QCOMPARE(patch["flags"_L1][0]["name"_L1].toString(), u"review"_s);
    QCOMPARE(patch["flags"_L1][0]["status"_L1].toString(), u"?"_s);
    QCOMPARE(patch["flags"_L1][0]["requestee"_L1].toString(), u"pal@demo.test"_s);
}

void FieldServicesTest::bugzillaErrors_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("code");
    QTest::newRow("bad key") << u"/rest/bug?id=1800001"_s << QByteArray("wrong") << 400 << 306;
    QTest::newRow("no such bug") << u"/rest/bug/9999"_s << QByteArray("demo-token") << 404 << 101;
    QTest::newRow("no such route") << u"/rest/nosuch"_s << QByteArray("demo-token") << 404 << 32614;
    QTest::newRow("anonymous whoami") << u"/rest/whoami"_s << QByteArray() << 401 << 410;
}

void FieldServicesTest::bugzillaErrors()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, key);
    QFETCH(int, status);
    QFETCH(int, code);
    const WireAnswer answer = m_wire.get(url(u"bugzilla"_s, path),
                                         key.isEmpty() ? WireHeaders() : WireHeaders{{"X-BUGZILLA-API-KEY", key}});
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.json()["code"_L1].toInt(), code);
    QVERIFY(answer.json()["error"_L1].toBool());
    QVERIFY(!answer.json()["message"_L1].toString().isEmpty());
}

void FieldServicesTest::bugzillaSaysWhoWeAre()
{
    QCOMPARE(bugzilla(u"whoami"_s)["name"_L1].toString(), u"dev@demo.test"_s);
    QVERIFY(!bugzilla(u"version"_s)["version"_L1].toString().isEmpty());
    QCOMPARE(m_wire.post(url(u"bugzilla"_s, u"/rest/bug"_s), "{}").json()["code"_L1].toInt(), 410);
}

void FieldServicesTest::stockBugzillaIgnoresTheHeader()
{
    start({.bugzilla = BugzillaFlavour::Stock52});
    QCOMPARE(bugzilla(u"version"_s)["version"_L1].toString(), u"5.2"_s);
    QCOMPARE(m_wire.get(url(u"bugzilla"_s, u"/rest/whoami"_s), s_key).json()["code"_L1].toInt(), 32614);
    const WireHeaders wrong{{"X-BUGZILLA-API-KEY", "wrong"}};
    QCOMPARE(m_wire.get(url(u"bugzilla"_s, u"/rest/bug?id=1800001"_s), wrong).status, 200);
    QCOMPARE(m_wire.get(url(u"bugzilla"_s, u"/rest/bug?id=1800001&api_key=wrong"_s)).json()["code"_L1].toInt(), 306);
    QCOMPARE(m_wire.get(url(u"bugzilla"_s, u"/rest/bug?id=1800001&api_key=demo-token"_s)).status, 200);
    QCOMPARE(bugzilla(u"bug/9999"_s)["message"_L1].toString(), u"Bug #9999 does not exist."_s);
}

void FieldServicesTest::bugzillaAnswersNotModified()
{
    const QUrl bugs = url(u"bugzilla"_s, u"/rest/bug?whiteboard=autoland"_s);
    const QByteArray etag = m_wire.get(bugs, s_key).header("etag");
    QVERIFY(!etag.isEmpty());
    const WireHeaders conditional = s_key + WireHeaders{{"If-None-Match", etag}};
    const WireAnswer same = m_wire.get(bugs, conditional);
    QCOMPARE(same.status, 304);
    QVERIFY(same.body.isEmpty());
    m_field->step(u"demo"_s);
    m_field->step(u"demo"_s);
    QCOMPARE(m_wire.get(bugs, conditional).status, 200);
}

void FieldServicesTest::bugzillaBansAnAnonymousReaderInAHurry()
{
    const QUrl bug = url(u"bugzilla"_s, u"/rest/bug/1800001"_s);
    for (int i = 0; i < 75; ++i) {
        QCOMPARE(m_wire.get(bug).status, 200);
    }
    QCOMPARE(m_wire.get(bug).status, 400);
    const WireAnswer banned = m_wire.get(url(u"bugzilla"_s, u"/rest/whoami"_s), s_key);
    QCOMPARE(banned.status, 429);
    QCOMPARE(banned.header("content-type"), "text/html");
    m_field->advance(std::chrono::minutes(50));
    QCOMPARE(m_wire.get(bug).status, 429); // and the hour starts again
    m_field->advance(std::chrono::minutes(50));
    QCOMPARE(m_wire.get(bug).status, 429);
    m_field->advance(std::chrono::minutes(61));
    QCOMPARE(m_wire.get(bug).status, 200);
}

void FieldServicesTest::pullRequestsOfARepository()
{
    const QString query =
        u"query($owner: String!, $name: String!, $after: String) { rateLimit { cost } repository(owner: $owner, name: "
        u"$name) {"
        " pullRequests(first: 2, after: $after, states: OPEN) { nodes { number } pageInfo { hasNextPage endCursor } } } }"_s;
    QJsonObject variables{{u"owner"_s, u"windsock-demo"_s}, {u"name"_s, u"windsock"_s}, {u"after"_s, QJsonValue::Null}};
    const QJsonDocument first = gitHub(query, variables);
    const QJsonValue page = first["data"_L1]["repository"_L1]["pullRequests"_L1];
    QCOMPARE(page["nodes"_L1].toArray().size(), 2);
    QVERIFY(page["pageInfo"_L1]["hasNextPage"_L1].toBool());
    QVERIFY(first["data"_L1]["rateLimit"_L1]["remaining"_L1].toInt() > 0);
    const QJsonValue pull = page["nodes"_L1][0];
    QCOMPARE(pull["number"_L1].toInt(), 41);
    QCOMPARE(pull["author"_L1]["login"_L1].toString(), u"demo-dev"_s);
    QCOMPARE(pull["headRefOid"_L1].toString().size(), 40);
    const QJsonValue rollup = pull["commits"_L1]["nodes"_L1][0]["commit"_L1]["statusCheckRollup"_L1];
    QCOMPARE(rollup["state"_L1].toString(), u"PENDING"_s);
    QCOMPARE(rollup["contexts"_L1]["totalCount"_L1].toInt(), 3);
    variables.insert("after"_L1, page["pageInfo"_L1]["endCursor"_L1]);
    const QJsonValue second = gitHub(query, variables)["data"_L1]["repository"_L1]["pullRequests"_L1];
    QCOMPARE(second["nodes"_L1].toArray().size(), 1);
    QVERIFY(!second["pageInfo"_L1]["hasNextPage"_L1].toBool());
}

void FieldServicesTest::pullRequestsByAuthor()
{
    const QString query =
        u"query($q: String!) { search(query: $q, type: ISSUE, first: 50) { nodes { ... on PullRequest { number } } } }"_s;
    const QJsonArray mine =
        gitHub(query, {{u"q"_s, u"is:pr is:open author:demo-dev"_s}})["data"_L1]["search"_L1]["nodes"_L1].toArray();
    QCOMPARE(mine.size(), 2);
    QCOMPARE(mine.at(1)["number"_L1].toInt(), 43);
    QVERIFY(mine.at(1)["isDraft"_L1].toBool());
    QCOMPARE(mine.at(0)["repository"_L1]["nameWithOwner"_L1].toString(), u"windsock-demo/windsock"_s);
    QVERIFY(gitHub(query, {{u"q"_s, u"is:pr author:nobody"_s}})["data"_L1]["search"_L1]["nodes"_L1].toArray().isEmpty());
}

void FieldServicesTest::pullRequestsByNumber()
{
    const QJsonDocument answer = gitHub(
        u"{ r0: repository(owner: \"windsock-demo\", name: \"windsock\") { p41: pullRequest(number: 41) { state }"
        " p99: pullRequest(number: 99) { state } } r1: repository(owner: \"no\", name: \"where\") { id } }"_s);
    QCOMPARE(answer["data"_L1]["r0"_L1]["p41"_L1]["state"_L1].toString(), u"OPEN"_s);
    QVERIFY(answer["data"_L1]["r0"_L1]["p99"_L1].isNull());
    QVERIFY(answer["data"_L1]["r1"_L1].isNull());
    QCOMPARE(answer["errors"_L1].toArray().size(), 2);
    QCOMPARE(answer["errors"_L1][1]["type"_L1].toString(), u"NOT_FOUND"_s);
}

void FieldServicesTest::gitHubWantsAToken()
{
    const QUrl graphQl = url(u"github"_s, u"/graphql"_s);
    QCOMPARE(m_wire.post(graphQl, "{\"query\":\"{ viewer { login } }\"}").status, 401);
    QCOMPARE(m_wire.post(graphQl, "{\"query\":\"{ viewer { login } }\"}", {{"Authorization", "Bearer wrong"}}).status,
             401);
    QCOMPARE(m_wire.post(graphQl, "not json", s_bearer).status, 400);
    QVERIFY(
        !m_wire.post(graphQl, "{\"query\":\"{ viewer { login } }\"}", s_bearer).header("x-ratelimit-remaining").isEmpty());
}

/// In the demo a person has nobody else to type the code in.
void FieldServicesTest::gitHubsPageTakesTheCode()
{
    const auto post = [this](const QString &path, const QByteArray &form) {
        return m_wire.post(url(u"github"_s, path), form);
    };
    const QJsonDocument code = post(u"/login/device/code"_s, "client_id=demo-client-id&scope=repo%20read%3Aorg").json();
    const QUrl page(code["verification_uri"_L1].toString());
    QCOMPARE(page, url(u"github"_s, u"/login/device"_s));
    QVERIFY(m_wire.get(page).body.contains("<input name=\"user_code\""));
    const QByteArray ask =
        "client_id=demo-client-id&grant_type=urn:ietf:params:oauth:grant-type:device_code&device_code="
        + code["device_code"_L1].toString().toLatin1();
    const auto told = [&] {
        m_field->advance(std::chrono::seconds(20));
        return post(u"/login/oauth/access_token"_s, ask).json();
    };
    QCOMPARE(told()["error"_L1].toString(), u"authorization_pending"_s);
    QVERIFY(m_wire.post(page, "user_code=WRONG&allow=").body.contains("no such code"));
    QCOMPARE(told()["error"_L1].toString(), u"authorization_pending"_s);
    QVERIFY(
        m_wire.post(page, "user_code=" + code["user_code"_L1].toString().toLatin1() + "&allow=").body.contains("Thank"));
    QCOMPARE(told()["access_token"_L1].toString(), u"demo-token"_s);
    QCOMPARE(told()["error"_L1].toString(), u"incorrect_device_code"_s); // a code is good once
    const WireAnswer user = m_wire.get(url(u"github"_s, u"/user"_s), s_bearer);
    QCOMPARE(user.json()["login"_L1].toString(), u"demo-dev"_s);
    QCOMPARE(user.header("X-OAuth-Scopes"), "repo, read:org"_ba);
    QCOMPARE(m_wire.get(url(u"github"_s, u"/user"_s)).status, 401);
}

void FieldServicesTest::theMeetupFeedAndItsGraphQlAgree()
{
    const WireAnswer feed = m_wire.get(url(u"meetup"_s, u"/windsock-demo/events/ical/"_s));
    QVERIFY(feed.header("content-type").startsWith("text/calendar"));
    QCOMPARE(feed.body.count("BEGIN:VEVENT\r\n"), 3);
    QVERIFY(feed.body.contains("DTSTART:20300102T031800Z\r\n")); // 14 minutes after the minute of the start
    const QByteArray ask =
        R"({"query":"query($urlname: String!) { groupByUrlname(urlname: $urlname) { name } }","variables":{"urlname":"windsock-demo"}})";
    QCOMPARE(m_wire.post(url(u"meetup"_s, u"/gql-ext"_s), ask).status, 401);
    const QJsonValue group =
        m_wire.post(url(u"meetup"_s, u"/gql-ext"_s), ask, s_bearer).json()["data"_L1]["groupByUrlname"_L1];
    QCOMPARE(group["name"_L1].toString(), u"Windsock Flyers"_s);
    const QJsonArray edges = group["events"_L1]["edges"_L1].toArray();
    QCOMPARE(edges.size(), 3);
    for (const QJsonValue &edge : edges) {
        QVERIFY(feed.body.contains(QByteArray("UID:event_" + edge["node"_L1]["id"_L1].toString().toLatin1() + "@")));
    }
    QCOMPARE(edges.at(0)["node"_L1]["rsvps"_L1]["yesCount"_L1].toInt(), 23);
    QCOMPARE(m_wire.get(url(u"meetup"_s, u"/nobody/events/ical/"_s)).status, 404);
    QByteArray other = ask;
    QVERIFY(m_wire.post(url(u"meetup"_s, u"/gql-ext"_s), other.replace("windsock-demo", "nobody"), s_bearer)
                .json()["data"_L1]["groupByUrlname"_L1]
                .isNull());
}

void FieldServicesTest::feedsAreConditional()
{
    const QUrl demo = url(u"ics"_s, u"/demo.ics"_s);
    const WireAnswer feed = m_wire.get(demo);
    QCOMPARE(feed.status, 200);
    QVERIFY(feed.body.contains("RRULE:FREQ=DAILY;COUNT=20\r\n"));
    QVERIFY(feed.body.contains("DTSTART;VALUE=DATE:20300104\r\n"));
    QCOMPARE(feed.header("last-modified"), "Wed, 02 Jan 2030 03:04:05 GMT");
    QCOMPARE(m_wire.get(demo, {{"If-None-Match", feed.header("etag")}}).status, 304);
    QCOMPARE(m_wire.get(demo, {{"If-Modified-Since", feed.header("last-modified")}}).status, 304);
    QCOMPARE(m_wire.get(demo, {{"If-None-Match", "\"other\""}}).status, 200);
    QCOMPARE(m_wire.get(url(u"ics"_s, u"/nothing.ics"_s)).status, 404);
}

void FieldServicesTest::listsOfCallsAreConditional()
{
    const QUrl demo = url(u"papers"_s, u"/main/conferences/2030/demo.json"_s);
    const WireAnswer list = m_wire.get(demo);
    QCOMPARE(list.status, 200);
    const QJsonArray conferences = list.json().array();
    QCOMPARE(conferences.size(), 3);
    QCOMPARE(conferences.at(0)["cfpEndDate"_L1].toString(), u"2030-01-14"_s);
    QVERIFY(conferences.at(2)["cfpEndDate"_L1].isUndefined());
    QCOMPARE(m_wire.get(demo, {{"If-None-Match", list.header("etag")}}).status, 304);
    QCOMPARE(m_wire.get(demo, {{"If-None-Match", "\"other\""}}).status, 200);
    QCOMPARE(m_wire.get(url(u"papers"_s, u"/main/conferences/2031/demo.json"_s)).status, 404);
}

void FieldServicesTest::theMinuteChangesEveryService()
{
    m_field->advance(std::chrono::seconds(30));
    QCOMPARE(bugzilla(u"bug?whiteboard=autoland&count_only=1"_s)["bug_count"_L1].toInt(), 3);
    playAll();
    QCOMPARE(m_field->stepsLeft(u"demo"_s), 0);
    QCOMPARE(bugzilla(u"bug/1800001"_s)["bugs"_L1][0]["resolution"_L1].toString(), u"FIXED"_s);
    QCOMPARE(bugzilla(u"bug?whiteboard=autoland"_s)["bugs"_L1].toArray().size(), 1); // one is held for its review
    const QJsonDocument pull = gitHub(
        u"{ repository(owner: \"windsock-demo\", name: \"windsock\") { pullRequest(number: 41) { state } } }"_s);
    QCOMPARE(pull["data"_L1]["repository"_L1]["pullRequest"_L1]["state"_L1].toString(), u"MERGED"_s);
    const QByteArray feed = m_wire.get(url(u"meetup"_s, u"/windsock-demo/events/ical/"_s)).body;
    QCOMPARE(feed.count("STATUS:CANCELLED"), 1);
    QCOMPARE(feed.count("SEQUENCE:1\r\n"), 2);
    const QJsonArray pushes =
        m_wire.get(url(u"treeherder"_s, u"/api/project/demo/push/"_s)).json()["results"_L1].toArray();
    QCOMPARE(pushes.size(), 3);
    const QString second = QString::number(pushes.at(1)["id"_L1].toInteger());
    const QJsonArray jobs =
        m_wire.get(url(u"treeherder"_s, u"/api/jobs/?push_id="_s + second)).json()["results"_L1].toArray();
    QCOMPARE(jobs.size(), 7); // six and a retrigger
    int classified = 0;
    for (const QJsonValue &job : jobs) {
        QCOMPARE(job[12].toString(), u"completed"_s);
        classified += job[0].toInt() == 4 ? 1 : 0;
    }
    QCOMPARE(classified, 1);
}

void FieldServicesTest::controlIsGuarded()
{
    QCOMPARE(m_wire.get(control(u"state"_s, false)).status, 403);
    QCOMPARE(m_wire.get(control(u"state?token=wrong"_s, false)).status, 403);
    QCOMPARE(m_wire.get(control(u"state"_s, false), {{"X-Airfield-Token", m_field->token()}}).status, 200);
    QCOMPARE(m_wire.get(control(u"nothing"_s)).status, 404);
    QVERIFY(m_field->token().size() >= 32);
    QVERIFY(Airfield().token() != m_field->token());
}

void FieldServicesTest::controlStepsAndMovesTheClock()
{
    QSignalSpy happened(m_field.get(), &Airfield::happened);
    const QJsonDocument step = m_wire.post(control(u"step?world=all"_s), {}).json();
    QVERIFY(step["happened"_L1].toString().contains("autoland moves to t1: 59 jobs change"_L1));
    QCOMPARE(happened.size(), 1);
    QCOMPARE(m_wire.get(control(u"clock?now=2031-05-06T07:08:09Z"_s)).json()["now"_L1].toString(),
             u"2031-05-06T07:08:09.000Z"_s);
    QCOMPARE(m_wire.get(control(u"clock?advance=60"_s)).json()["now"_L1].toString(), u"2031-05-06T07:09:09.000Z"_s);
    QCOMPARE(m_wire.get(control(u"clock?now=teatime"_s)).status, 400);
    const QJsonDocument state = m_wire.get(control(u"state"_s)).json();
    QCOMPARE(state["stepsLeft"_L1]["autoland"_L1].toInt(), 5);
    QCOMPARE(state["stepsLeft"_L1]["mozilla-inbound"_L1].toInt(), 0);
    QCOMPARE(state["port"_L1].toInt(), int(m_field->port()));
}

void FieldServicesTest::requestsAreLoggedWithoutSecrets()
{
    bugzilla(u"whoami"_s);
    m_wire.get(url(u"bugzilla"_s, u"/rest/version?api_key=demo-token"_s));
    const auto log = m_field->requests();
    QCOMPARE(log.size(), 2);
    QCOMPARE(log.at(0).path, u"/bugzilla/rest/whoami"_s);
    QCOMPARE(log.at(0).header("x-bugzilla-api-key"), "(secret)");
    QCOMPARE(log.at(0).header("user-agent"), "WindsockTest/1.0");
    const QByteArray told = m_wire.get(control(u"requests?clear=1"_s)).body;
    QVERIFY(told.contains("/bugzilla/rest/version"));
    QVERIFY(!told.contains("demo-token"));
    QVERIFY(m_field->requests().isEmpty());
}

QTEST_GUILESS_MAIN(FieldServicesTest)

#include "tst_fieldservices.moc"
