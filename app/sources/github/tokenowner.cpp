// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/github/tokenowner.h"

#include "app/net/webaddress.h"
#include "app/sources/github/githubaddress.h"
#include "app/sources/github/githubfailure.h"
#include "app/sources/github/tokenscopes.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace Windsock {

namespace {

Failure unreadable(const HttpAnswer &answer, Failure failure)
{
    failure.host = hostOf(answer.url);
    failure.httpStatus = answer.status;
    return failure;
}

bool tellsScopes(const HttpAnswer &answer)
{
    return std::ranges::any_of(answer.headers, [](const HttpHeader &header) {
        return header.first.compare("X-OAuth-Scopes", Qt::CaseInsensitive) == 0;
    });
}

}

HttpRequest tokenOwnerRequest(const Account &account, const QByteArray &token)
{
    HttpRequest request;
    request.scope = account.id.value;
    request.url = gitHubRest(account.baseUrl, u"/user"_s);
    request.headers = {{"Accept", "application/vnd.github+json"}, {"X-GitHub-Api-Version", "2022-11-28"}};
    request.credentials = {{"Authorization", "Bearer " + token}};
    request.maxBytes = 256 * 1024;
    request.total = 30s;
    return request;
}

Result<TokenOwner> readTokenOwner(const Result<HttpAnswer> &answer, const QDateTime &now)
{
    static const QRegularExpression form(u"\\A[A-Za-z0-9_-]{1,100}(\\[bot\\])?\\z"_s);
    if (!answer) {
        return Failed(answer.error());
    }
    if (answer->status != 200) {
        return Failed(gitHubFailure(*answer, now));
    }
    const Result<JsonDocument> json = JsonDocument::parse(answer->body);
    if (!json) {
        return Failed(unreadable(*answer, json.error()));
    }
    const QString login = json->root()["login"].text(110).value_or(QString());
    if (!form.match(login).hasMatch()) {
        return Failed(unreadable(*answer, malformed(Failure::Reason::WrongShape, u"the login is none"_s)));
    }
    TokenOwner owner{.login = login};
    if (tellsScopes(*answer)) {
        owner.scopes = scopesIn(answer->header("X-OAuth-Scopes"));
    }
    return owner;
}

}
