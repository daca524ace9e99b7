// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sources/github/inboxrequests.h"

#include "app/sources/github/githubaddress.h"
#include "app/sources/github/githubfailure.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTimeZone>
#include <QUrlQuery>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Windsock {

namespace {

HttpRequest restRequest(const Account &account, const QByteArray &token, const QString &path)
{
    HttpRequest request;
    request.scope = account.id.value;
    request.url = gitHubRest(account.baseUrl, path);
    request.headers = {{"Accept", "application/vnd.github+json"}, {"X-GitHub-Api-Version", "2022-11-28"}};
    request.credentials = {{"Authorization", "Bearer " + token}};
    return request;
}

QString threadPath(qint64 thread)
{
    return u"/notifications/threads/%1"_s.arg(thread);
}

/// Of a whole day, so that the question stays the same for one.
QString since(const QDateTime &now)
{
    const QDate day = now.toUTC().date().addDays(-inboxAge.count());
    return QDateTime(day, QTime(0, 0), QTimeZone::UTC).toString(Qt::ISODate);
}

}

InboxCursor readInboxCursor(const QString &text)
{
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    const QDateTime whole = QDateTime::fromString(object["whole"_L1].toString(), Qt::ISODate);
    return {.modified = usableDate(object["modified"_L1].toString().toLatin1()),
            .whole = whole.isValid() ? whole.toUTC() : QDateTime()};
}

QString writeInboxCursor(const InboxCursor &cursor)
{
    const QJsonObject object{{u"modified"_s, QString::fromLatin1(cursor.modified)},
                             {u"whole"_s, cursor.whole.toUTC().toString(Qt::ISODate)}};
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QByteArray usableDate(const QByteArray &header)
{
    const auto isOfADate = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ' || c == ','
            || c == ':' || c == '+' || c == '-';
    };
    return header.size() <= 60 && std::ranges::all_of(header, isOfADate) ? header : QByteArray();
}

HttpRequest inboxRequest(const FetchTask &task, int page, const QByteArray &modified)
{
    HttpRequest request = restRequest(task.account, task.secret, u"/notifications"_s);
    QUrlQuery query{{u"per_page"_s, QString::number(threadsOnAPage)}, {u"since"_s, since(task.now)}};
    if (task.watch.target == "participating"_L1) {
        query.addQueryItem(u"participating"_s, u"true"_s);
    }
    if (page > 1) {
        query.addQueryItem(u"page"_s, QString::number(page));
    }
    request.url.setQuery(query);
    request.ifModifiedSince = modified;
    return request;
}

HttpRequest inboxWishRequest(const Account &account, const QByteArray &token, const InboxWish &wish)
{
    HttpRequest request = restRequest(account, token, threadPath(wish.thread.id));
    request.method = wish.kind == InboxWish::Kind::Done ? "DELETE" : "PATCH";
    return request;
}

HttpRequest inboxThreadRequest(const Account &account, const QByteArray &token, qint64 thread)
{
    return restRequest(account, token, threadPath(thread));
}

std::chrono::seconds pollIntervalOf(const HttpAnswer &answer)
{
    bool isNumber = false;
    const int seconds = answer.header("X-Poll-Interval").toInt(&isNumber);
    return std::chrono::seconds(isNumber ? std::clamp(seconds, 0, 3600) : 0);
}

bool hasNextPage(const HttpAnswer &answer)
{
    return answer.header("Link").left(4000).contains("rel=\"next\"");
}

Failure inboxFailure(const HttpAnswer &answer, const QDateTime &now)
{
    Failure failure = gitHubFailure(answer, now);
    if (failure.kind == Failure::Kind::RateLimited || (answer.status != 403 && answer.status != 404)) {
        return failure;
    }
    // "Resource not accessible by personal access token", or by an integration: of a kind that has no scopes.
    const bool isOfAnotherKind = answer.status == 403 && answer.body.left(2000).contains("not accessible by");
    if (isOfAnotherKind || !missingScopes(answer).isEmpty()) {
        failure.reason = Failure::Reason::InboxRefused;
    }
    return failure;
}

}
