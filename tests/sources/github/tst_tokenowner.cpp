// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/github/githubaddress.h"
#include "app/sources/github/tokenowner.h"
#include "app/sources/github/tokenscopes.h"
#include "models/values/signin.h"

#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace Windsock;

namespace {
const QDateTime s_now(QDate(2026, 11, 26), QTime(6, 0), QTimeZone::UTC);

HttpAnswer answer(const QByteArray &body, int status = 200, const QList<HttpHeader> &headers = {})
{
    return {.status = status, .url = QUrl(u"https://api.github.com/user"_s), .headers = headers, .body = body};
}
}

/// Whose a token is, what it may do, and where a GitHub's pages are.
class TokenOwnerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsWherePagesAre_data();
    void knowsWherePagesAre();
    void readsScopes();
    void comparesScopes_data();
    void comparesScopes();
    void readsTheOwner_data();
    void readsTheOwner();
};

void TokenOwnerTest::knowsWherePagesAre_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("page");
    QTest::addColumn<QString>("rest");
    QTest::newRow("github.com") << u"https://api.github.com"_s << u"https://github.com/x"_s
                                << u"https://api.github.com/x"_s;
    QTest::newRow("ghe.com") << u"https://api.octo.ghe.com"_s << u"https://octo.ghe.com/x"_s
                             << u"https://api.octo.ghe.com/x"_s;
    QTest::newRow("Enterprise") << u"https://git.example.org/api"_s << u"https://git.example.org/x"_s
                                << u"https://git.example.org/api/v3/x"_s;
    QTest::newRow("Enterprise's REST") << u"https://git.example.org:8443/api/v3"_s << u"https://git.example.org:8443/x"_s
                                       << u"https://git.example.org:8443/api/v3/x"_s;
    QTest::newRow("an api. of somebody else")
        << u"https://api.example.org"_s << u"https://api.example.org/x"_s << u"https://api.example.org/x"_s;
    QTest::newRow("the field") << u"http://127.0.0.1:8000/github"_s << u"http://127.0.0.1:8000/github/x"_s
                               << u"http://127.0.0.1:8000/github/x"_s;
}

void TokenOwnerTest::knowsWherePagesAre()
{
    QFETCH(QString, base);
    QTEST(gitHubPage(QUrl(base), u"/x"_s).toString(), "page");
    QTEST(gitHubRest(QUrl(base), u"/x"_s).toString(), "rest");
}

void TokenOwnerTest::readsScopes()
{
    QCOMPARE(scopesIn("repo, read:org,user"), (QStringList{u"repo"_s, u"read:org"_s, u"user"_s}));
    QCOMPARE(scopesIn("repo read:org"), (QStringList{u"repo"_s, u"read:org"_s}));
    QCOMPARE(scopesIn(""), QStringList());
    QCOMPARE(scopesIn("<b>,../etc,re\npo,repo"), QStringList{u"repo"_s});
    QCOMPARE(scopesIn(QByteArray("a,").repeated(5000)).size(), 20);
}

void TokenOwnerTest::comparesScopes_data()
{
    QTest::addColumn<QStringList>("granted");
    QTest::addColumn<bool>("privateToo");
    QTest::addColumn<QStringList>("missing");
    QTest::newRow("all") << QStringList{u"repo"_s, u"read:org"_s} << true << QStringList();
    QTest::newRow("more") << QStringList{u"admin:org"_s, u"repo"_s, u"gist"_s} << true << QStringList();
    QTest::newRow("none") << QStringList() << true << QStringList{u"repo"_s, u"read:org"_s};
    QTest::newRow("public alone") << QStringList{u"public_repo"_s, u"write:org"_s} << true << QStringList{u"repo"_s};
    QTest::newRow("public is enough") << QStringList{u"public_repo"_s} << false
                                      << QStringList{u"read:org"_s, u"notifications"_s};
    QTest::newRow("public is in private") << QStringList{u"repo"_s} << false << QStringList{u"read:org"_s};
    QTest::newRow("a part of one is not one")
        << QStringList{u"repo:status"_s} << false << QStringList{u"public_repo"_s, u"read:org"_s, u"notifications"_s};
}

void TokenOwnerTest::comparesScopes()
{
    QFETCH(QStringList, granted);
    QFETCH(bool, privateToo);
    QTEST(scopesNotIn(granted, neededScopes(privateToo)), "missing");
}

void TokenOwnerTest::readsTheOwner_data()
{
    QTest::addColumn<HttpAnswer>("said");
    QTest::addColumn<QString>("login");
    QTest::addColumn<bool>("tellsScopes");
    const QList<HttpHeader> scopes{{"x-oauth-scopes", ""}};
    QTest::newRow("with scopes") << answer(R"({"login":"octocat"})", 200, scopes) << u"octocat"_s << true;
    QTest::newRow("fine-grained") << answer(R"({"login":"octo-cat_1"})") << u"octo-cat_1"_s << false;
    QTest::newRow("markup") << answer(R"({"login":"<b>x</b>"})") << QString() << false;
    QTest::newRow("nobody") << answer("{}") << QString() << false;
    QTest::newRow("HTML") << answer("<html>") << QString() << false;
    QTest::newRow("refused") << answer("{}", 401) << QString() << false;
}

void TokenOwnerTest::readsTheOwner()
{
    QFETCH(HttpAnswer, said);
    QFETCH(QString, login);
    const Result<TokenOwner> owner = readTokenOwner(said, s_now);
    QCOMPARE(owner.has_value(), !login.isEmpty());
    if (owner) {
        QCOMPARE(owner->login, login);
        QTEST(owner->scopes.has_value(), "tellsScopes");
    } else {
        QCOMPARE(owner.error().kind, said.status == 401 ? Failure::Kind::NeedsLogin : Failure::Kind::Malformed);
    }
}

QTEST_GUILESS_MAIN(TokenOwnerTest)

#include "tst_tokenowner.moc"
