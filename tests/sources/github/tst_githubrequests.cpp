// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/github/deploymentrequests.h"
#include "app/sources/github/githubrequests.h"
#include "tests/sources/github/graphqlcheck.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

static GraphQlSchema schema()
{
    GraphQlSchema schema;
    for (const QString &name : {u"extract"_s, u"between"_s}) {
        QFile file(QStringLiteral(WINDSOCK_TEST_DATA "/github/graphql-schema-%1.graphql").arg(name));
        if (file.open(QIODevice::ReadOnly)) {
            schema.read(QString::fromUtf8(file.readAll()));
        }
    }
    return schema;
}

class GitHubRequestsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksOnlyForWhatTheSchemaHas_data();
    void asksOnlyForWhatTheSchemaHas();
    void theCheckNoticesFaults_data();
    void theCheckNoticesFaults();
    void putsNamesIntoVariables();
    void asksForAPerson();
    void keepsTheTokenApart();
    void knowsItsWatches_data();
    void knowsItsWatches();
    void readsKeys();
};

static FetchTask taskFor(const QString &target, const QString &who = {})
{
    return {
        .account = {.id = AccountId(u"gh"_s), .service = Service::GitHub, .baseUrl = QUrl(u"https://host.example/api"_s)},
        .watch = {.id = WatchId(u"gh/w"_s),
                  .account = AccountId(u"gh"_s),
                  .kind = who.isEmpty() ? Watch::Kind::Repository : Watch::Kind::Author,
                  .target = target,
                  .who = who},
        .memory = {},
        .secret = "s3cret",
        .now = QDateTime::fromString(u"2026-11-21T12:00:00Z"_s, Qt::ISODate)};
}

void GitHubRequestsTest::asksOnlyForWhatTheSchemaHas_data()
{
    QTest::addColumn<QString>("query");
    QTest::newRow("repository") << openPullsOfRepositoryQuery();
    QTest::newRow("found") << openPullsFoundQuery();
    QTest::newRow("by number") << pullsByNumberQuery(3);
    QTest::newRow("one by number") << pullsByNumberQuery(1);
    QTest::newRow("required checks") << requiredChecksQuery(2);
    QTest::newRow("deployments") << deploymentsQuery();
}

void GitHubRequestsTest::asksOnlyForWhatTheSchemaHas()
{
    QFETCH(QString, query);
    QCOMPARE(query.count(u'{'), query.count(u'}'));
    QCOMPARE(graphQlFaults(query, schema()), QStringList());
    QVERIFY(graphQlFields(query, schema()) >= 20);
}

void GitHubRequestsTest::theCheckNoticesFaults_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("fault");
    const auto row = [](const char *name, const QString &from, const QString &to, const QString &fault) {
        QTest::newRow(name) << from << to << fault;
    };
    row("a field", u"totalCount"_s, u"totalCounts"_s, u"StatusCheckRollupContextConnection.totalCounts"_s);
    row("a field in a fragment", u"conclusion"_s, u"result"_s, u"CheckRun.result"_s);
    row("an argument", u"states: OPEN"_s, u"state: OPEN"_s, u"Repository.pullRequests(state)"_s);
    row("a word", u"states: OPEN"_s, u"states: OPENED"_s, u"Repository.pullRequests(states) is not OPENED"_s);
    row("a word of a list", u"ADDED_TO_MERGE_QUEUE_EVENT"_s, u"ADDED_EVENT"_s,
        u"PullRequest.timelineItems(itemTypes) is not ADDED_EVENT"_s);
    row("a member of an input", u"field: UPDATED_AT"_s, u"by: UPDATED_AT"_s, u"Repository.pullRequests(orderBy).by"_s);
    row("a missing argument", u", name: $name"_s, QString(), u"Query.repository wants name"_s);
    row("a leaf's selection", u"headRefOid"_s, u"headRefOid { id }"_s,
        u"PullRequest.headRefOid has nothing to select"_s);
    row("an object without one", u"author { login }"_s, u"author"_s, u"PullRequest.author selects nothing"_s);
    row("a member of no union", u"on User"_s, u"on Commit"_s, u"Commit is no RequestedReviewer"_s);
    row("a variable's type", u"$first: Int!"_s, u"$first: String!"_s, u"Repository.pullRequests(first) is no String!"_s);
    row("a variable too many", u"$first: Int!"_s, u"$first: Int!, $more: Int"_s, u"unused variable $more"_s);
    row("a variable too few", u", $after: String"_s, QString(), u"undeclared variable $after"_s);
    row("no such fragment", u"...pull "_s, u"...pulls "_s, u"no fragment pulls"_s);
}

void GitHubRequestsTest::theCheckNoticesFaults()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QString, fault);
    QString query = openPullsOfRepositoryQuery();
    QVERIFY(query.contains(from));
    query.replace(from, to);
    const QStringList faults = graphQlFaults(query, schema());
    QVERIFY2(faults.contains(fault), qPrintable(faults.join(u'\n')));
}

static QJsonObject bodyOf(const HttpRequest &request)
{
    return QJsonDocument::fromJson(request.body).object();
}

void GitHubRequestsTest::putsNamesIntoVariables()
{
    const HttpRequest request = openPullsRequest(taskFor(u"owner/na.me"_s), u"CUR"_s);
    QCOMPARE(request.url, QUrl(u"https://host.example/api/graphql"_s));
    QCOMPARE(request.method, "POST");
    const QJsonObject variables = bodyOf(request)[u"variables"_s].toObject();
    QCOMPARE(variables,
             (QJsonObject{{u"owner"_s, u"owner"_s}, {u"name"_s, u"na.me"_s}, {u"first"_s, 50}, {u"after"_s, u"CUR"_s}}));
    QVERIFY(!bodyOf(request)[u"query"_s].toString().contains("na.me"_L1));
    const QJsonObject many = bodyOf(pullsByNumberRequest(
        taskFor(u"o/n"_s),
        {{.owner = u"o"_s, .repository = u"n"_s, .number = 3}, {.owner = u"p"_s, .repository = u"q"_s, .number = 4}}));
    QCOMPARE(many[u"variables"_s][u"number1"_s].toInt(), 4);
    QVERIFY(many[u"query"_s].toString().contains("pr1: repository(owner: $owner1, name: $name1)"_L1));
}

void GitHubRequestsTest::asksForAPerson()
{
    FetchTask reviews = taskFor({}, u"ada"_s);
    reviews.watch.kind = Watch::Kind::Reviews;
    const QString asked = u"is:pr is:open archived:false sort:updated-desc review-requested:ada"_s;
    QCOMPARE(bodyOf(openPullsRequest(reviews, {}))[u"variables"_s][u"words"_s].toString(), asked);
    reviews.watch.who.clear();
    QVERIFY(!isGitHubWatch(reviews.watch, reviews.account));
    reviews.account.user = u"ada"_s;
    QVERIFY(isGitHubWatch(reviews.watch, reviews.account));
    QCOMPARE(bodyOf(openPullsRequest(reviews, {}))[u"variables"_s][u"words"_s].toString(), asked);
    QCOMPARE(bodyOf(openPullsRequest(taskFor({}, u"ada"_s), {}))[u"variables"_s][u"words"_s].toString(),
             u"is:pr is:open archived:false sort:updated-desc author:ada"_s);
    QVERIFY(
        bodyOf(openPullsRequest(taskFor({}, u"dependabot[bot]"_s), {}))[u"variables"_s][u"words"_s].toString().endsWith(
            "author:app/dependabot"_L1));
}

void GitHubRequestsTest::keepsTheTokenApart()
{
    const HttpRequest request = openPullsRequest(taskFor(u"o/n"_s), {});
    QCOMPARE(request.credentials, (QList<HttpHeader>{{"Authorization", "Bearer s3cret"}}));
    QVERIFY(!request.body.contains("s3cret") && !request.url.toString().contains("s3cret"_L1));
    for (const HttpHeader &header : request.headers) {
        QVERIFY(!header.second.contains("s3cret"));
    }
}

void GitHubRequestsTest::knowsItsWatches_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("who");
    QTest::addColumn<bool>("good");
    QTest::newRow("repository") << u"o/n.x_y-z"_s << QString() << true;
    QTest::newRow("no owner") << u"n"_s << QString() << false;
    QTest::newRow("deep") << u"o/n/x"_s << QString() << false;
    QTest::newRow("leads up") << u"o/.."_s << QString() << false;
    QTest::newRow("leads nowhere") << u"./n"_s << QString() << false;
    QTest::newRow("quotes") << u"o/n\"}"_s << QString() << false;
    QTest::newRow("line end") << u"o/n\n"_s << QString() << false;
    QTest::newRow("login") << QString() << u"ada-l"_s << true;
    QTest::newRow("app") << QString() << u"renovate[bot]"_s << true;
    QTest::newRow("more words") << QString() << u"ada is:closed"_s << false;
}

void GitHubRequestsTest::knowsItsWatches()
{
    QFETCH(QString, target);
    QFETCH(QString, who);
    QFETCH(bool, good);
    QCOMPARE(isGitHubWatch(taskFor(target, who).watch), good);
}

void GitHubRequestsTest::readsKeys()
{
    const std::optional<PullName> name = pullNameOf(u"pr/o/n/12"_s);
    QVERIFY(name);
    QCOMPARE(*name, (PullName{.owner = u"o"_s, .repository = u"n"_s, .number = 12}));
    QCOMPARE(name->key(), u"pr/o/n/12"_s);
    for (const QString &bad : {u"push/1"_s, u"pr/o/n/x"_s, u"pr/o/n/0"_s, u"pr/o/n/1/2"_s, QString()}) {
        QVERIFY(!pullNameOf(bad));
    }
}

QTEST_GUILESS_MAIN(GitHubRequestsTest)
#include "tst_githubrequests.moc"
