// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

// GitHub's answers made from its schema: none was recorded.
namespace Windsock {

inline QJsonObject checkRun(const QString &name, const QString &status, const QJsonValue &conclusion,
                            const QString &started = {})
{
    return {{QStringLiteral("__typename"), QStringLiteral("CheckRun")},
            {QStringLiteral("name"), name},
            {QStringLiteral("status"), status},
            {QStringLiteral("conclusion"), conclusion},
            {QStringLiteral("startedAt"), started}};
}

inline QJsonObject statusContext(const QString &name, const QString &state)
{
    return {{QStringLiteral("__typename"), QStringLiteral("StatusContext")},
            {QStringLiteral("context"), name},
            {QStringLiteral("state"), state}};
}

inline QJsonObject rollup(const QJsonArray &contexts, const QString &state = QStringLiteral("SUCCESS"), int more = 0)
{
    return {{QStringLiteral("state"), state},
            {QStringLiteral("contexts"),
             QJsonObject{{QStringLiteral("totalCount"), contexts.size() + more}, {QStringLiteral("nodes"), contexts}}}};
}

inline QJsonObject pull(int number, const QString &state = QStringLiteral("OPEN"), const QJsonObject &more = {})
{
    QJsonObject object{
        {QStringLiteral("number"), number},
        {QStringLiteral("title"), QStringLiteral("Pull %1").arg(number)},
        {QStringLiteral("url"), QStringLiteral("https://github.com/o/n/pull/%1").arg(number)},
        {QStringLiteral("state"), state},
        {QStringLiteral("isDraft"), false},
        {QStringLiteral("updatedAt"), QStringLiteral("2026-11-20T10:00:00Z")},
        {QStringLiteral("baseRefName"), QStringLiteral("main")},
        {QStringLiteral("headRefOid"), QStringLiteral("abc")},
        {QStringLiteral("mergeable"), QStringLiteral("MERGEABLE")},
        {QStringLiteral("mergeStateStatus"), QStringLiteral("CLEAN")},
        {QStringLiteral("reviewDecision"), QJsonValue::Null},
        {QStringLiteral("author"), QJsonObject{{QStringLiteral("login"), QStringLiteral("ada")}}},
        {QStringLiteral("repository"), QJsonObject{{QStringLiteral("nameWithOwner"), QStringLiteral("o/n")}}},
        {QStringLiteral("mergeQueueEntry"), QJsonValue::Null},
        {QStringLiteral("commits"), QJsonObject{{QStringLiteral("nodes"), QJsonArray()}}}};
    for (auto it = more.begin(); it != more.end(); ++it) {
        object[it.key()] = it.value();
    }
    return object;
}

inline QJsonObject withChecks(const QJsonObject &rollup)
{
    const QJsonObject commit{{QStringLiteral("commit"), QJsonObject{{QStringLiteral("statusCheckRollup"), rollup}}}};
    return {{QStringLiteral("commits"), QJsonObject{{QStringLiteral("nodes"), QJsonArray{commit}}}}};
}

inline QJsonObject quota()
{
    return {{QStringLiteral("cost"), 1},
            {QStringLiteral("limit"), 5000},
            {QStringLiteral("remaining"), 4990},
            {QStringLiteral("resetAt"), QStringLiteral("2026-11-21T13:00:00Z")}};
}

inline QByteArray bytesOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

inline QByteArray openPulls(const QJsonArray &nodes, const QString &next = {}, const QJsonArray &errors = {})
{
    const QJsonObject page{{QStringLiteral("hasNextPage"), !next.isEmpty()}, {QStringLiteral("endCursor"), next}};
    const QJsonObject list{{QStringLiteral("pageInfo"), page}, {QStringLiteral("nodes"), nodes}};
    QJsonObject answer{
        {QStringLiteral("data"),
         QJsonObject{{QStringLiteral("rateLimit"), quota()},
                     {QStringLiteral("repository"), QJsonObject{{QStringLiteral("pullRequests"), list}}}}}};
    if (!errors.isEmpty()) {
        answer.insert(QStringLiteral("errors"), errors);
    }
    return bytesOf(answer);
}

inline QJsonObject graphQlError(const QString &type, const QJsonArray &path = {})
{
    return {{QStringLiteral("type"), type},
            {QStringLiteral("path"), path},
            {QStringLiteral("message"), QString(QStringLiteral("it is ") + type)}};
}

}
