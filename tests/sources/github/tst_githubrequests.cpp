// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/github/githubrequests.h"

#include <QFile>
#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Windsock;

/// The fields of each type of the schema extract, with the type each has.
using Schema = QHash<QString, QHash<QString, QString>>;

static Schema readSchema()
{
    QFile file(QStringLiteral(WINDSOCK_TEST_DATA "/github/graphql-schema-extract.graphql"));
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    static const QRegularExpression type(u"\\Atype (\\w+)"_s);
    static const QRegularExpression field(u"\\A  (\\w+)(\\(|: \\[?(\\w+))"_s);
    static const QRegularExpression afterArguments(u"\\A  \\): \\[?(\\w+)"_s);
    Schema schema;
    QString current;
    QString open;
    const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n');
    for (const QString &line : lines) {
        if (const auto match = type.match(line); match.hasMatch()) {
            current = match.captured(1);
        } else if (line.startsWith(u'}')) {
            current.clear();
        } else if (const auto match = field.match(line); match.hasMatch() && !current.isEmpty()) {
            open = match.captured(1);
            schema[current].insert(open, match.captured(3));
        } else if (const auto match = afterArguments.match(line); match.hasMatch() && !current.isEmpty()) {
            schema[current].insert(open, match.captured(1));
        }
    }
    return schema;
}

/// Walks over a query and checks each field against the type it is asked of, as far as the extract goes.
class QueryCheck
{
public:
    explicit QueryCheck(const QString &query)
        : m_schema(readSchema())
    {
        static const QRegularExpression token(u"\\.\\.\\.|\"[^\"]*\"|[A-Za-z_]\\w*|\\$\\w+|\\d+|[{}()\\[\\]:!,]"_s);
        for (auto it = token.globalMatch(query); it.hasNext();) {
            m_tokens.append(it.next().captured());
        }
        // What lies between the types of the extract.
        m_schema[u"Query"_s] = {{u"rateLimit"_s, u"RateLimit"_s}, {u"repository"_s, {}}, {u"search"_s, {}}};
    }
    void run()
    {
        while (m_at < m_tokens.size()) {
            const bool fragment = m_tokens.at(m_at) == "fragment"_L1;
            while (m_at < m_tokens.size() && m_tokens.at(m_at) != "{"_L1) {
                if (m_tokens.at(m_at) == "("_L1) {
                    passBrackets();
                } else {
                    ++m_at;
                }
            }
            ++m_at;
            selection(fragment ? QString() : u"Query"_s);
        }
    }
    QStringList wrong;
    int checked = 0;

private:
    void passBrackets()
    {
        int depth = 0;
        do {
            depth += m_tokens.at(m_at) == "("_L1 ? 1 : m_tokens.at(m_at) == ")"_L1 ? -1 : 0;
            ++m_at;
        } while (depth > 0);
    }
    QString typeOf(const QString &type, const QString &field)
    {
        if (field == "__typename"_L1) {
            return {};
        }
        if (m_schema.contains(type)) {
            ++checked;
            if (!m_schema[type].contains(field)) {
                wrong.append(type + u'.' + field);
            }
            return m_schema[type].value(field);
        }
        static const QHash<QString, QString> outside{{u"mergeQueueEntry"_s, u"MergeQueueEntry"_s},
                                                     {u"statusCheckRollup"_s, u"StatusCheckRollup"_s}};
        return outside.value(field);
    }
    void selection(const QString &type)
    {
        while (m_tokens.at(m_at) != "}"_L1) {
            QString name = m_tokens.at(m_at++);
            QString inner;
            if (name == "..."_L1) {
                const QString next = m_tokens.at(m_at++);
                if (next != "on"_L1) {
                    continue;
                }
                inner = m_tokens.at(m_at++);
            } else {
                if (m_tokens.at(m_at) == ":"_L1) {
                    name = m_tokens.at(m_at + 1);
                    m_at += 2;
                }
                inner = typeOf(type, name);
            }
            if (m_tokens.at(m_at) == "("_L1) {
                passBrackets();
            }
            if (m_tokens.at(m_at) == "{"_L1) {
                ++m_at;
                selection(inner);
            }
        }
        ++m_at;
    }

    Schema m_schema;
    QStringList m_tokens;
    qsizetype m_at = 0;
};

class GitHubRequestsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksOnlyForWhatTheSchemaHas_data();
    void asksOnlyForWhatTheSchemaHas();
    void checkNoticesAWrongField();
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
    QTest::newRow("author") << openPullsOfAuthorQuery();
    QTest::newRow("by number") << pullsByNumberQuery(3);
}

void GitHubRequestsTest::asksOnlyForWhatTheSchemaHas()
{
    QFETCH(QString, query);
    QCOMPARE(query.count(u'{'), query.count(u'}'));
    QueryCheck check(query);
    check.run();
    QCOMPARE(check.wrong, QStringList());
    QVERIFY2(check.checked >= 17, qPrintable(QString::number(check.checked)));
}

void GitHubRequestsTest::checkNoticesAWrongField()
{
    QueryCheck check(openPullsOfRepositoryQuery()
                         .replace("totalCount"_L1, "totalCounts"_L1)
                         .replace("resetAt"_L1, "resetsAt"_L1)
                         .replace("conclusion"_L1, "result"_L1));
    check.run();
    QCOMPARE(check.wrong,
             (QStringList{u"RateLimit.resetsAt"_s, u"StatusCheckRollupContextConnection.totalCounts"_s,
                          u"CheckRun.result"_s}));
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
