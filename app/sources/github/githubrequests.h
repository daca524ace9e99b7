// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/httpclient.h"
#include "app/sources/source.h"

#include <QJsonObject>

namespace Windsock {

/// A pull request by the name it has on GitHub.
struct PullName {
    QString owner;
    QString repository;
    int number = 0;

    QString key() const { return QStringLiteral("pr/%1/%2/%3").arg(owner, repository).arg(number); }
    bool operator==(const PullName &) const = default;
};

/// The name out of a PullRequest's key; nothing where the text is no such key.
std::optional<PullName> pullNameOf(const QString &key);

inline constexpr int pullsOnAPage = 50;
inline constexpr int pullPages = 4;
inline constexpr int leaversInAQuestion = 25;

/// A GraphQL question, with the account's token beside it.
HttpRequest gitHubQuestion(const FetchTask &task, const QString &query, const QJsonObject &variables);

/// GraphQL, as sent. Names of the outside go into variables, never into the text.
QString openPullsOfRepositoryQuery();
QString openPullsFoundQuery();
QString pullsByNumberQuery(int count);
QString requiredChecksQuery(int count);

/// The login that an Author or a Reviews watch is about: a Reviews watch without one is the account's own.
QString personOf(const Watch &watch, const Account &account);
/// Whether the watch is one that GitHub can be asked for: a Repository, Deployments or Tree with "owner/name", the Tree's
/// branch being a name or empty, an Author or Reviews with a login, or an Inbox.
bool isGitHubWatch(const Watch &watch, const Account &account = {});
/// One page of the watch's open pull requests; `after` is the cursor of the page before, empty for the first.
HttpRequest openPullsRequest(const FetchTask &task, const QString &after);
/// Asks for pull requests one by one: those that are no longer among the open ones. At most leaversInAQuestion.
HttpRequest pullsByNumberRequest(const FetchTask &task, const QList<PullName> &names);
/// Asks which checks of pull requests are required. At most leaversInAQuestion.
HttpRequest requiredChecksRequest(const FetchTask &task, const QList<PullName> &names);

}
