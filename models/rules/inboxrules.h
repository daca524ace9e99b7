// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/notice.h"

#include <QHash>

namespace Windsock {

/// What else of an account is watched, and is told of by rules of its own: as JudgeRules has it.
struct InboxRules {
    QHash<AccountId, QStringList> reviewers;
    QHash<AccountId, QString> users;
    QHash<AccountId, QStringList> deploying;
};

/// An unread thread whose reason speaks to the person (speaksToPerson()), each with the moment at which it was updated:
/// once for each time something new is said to them. What is read, done or no longer said is taken back. What a fact of
/// the account tells already is not told again: that a review is asked of the person of a pull request whose reviews are
/// watched, and that a deployment waits in a repository whose deployments are.
void judgeInbox(const ChangeSet &changes, const Facts &facts, const QDateTime &now, const InboxRules &rules,
                Judgement &said);

/// The other way round: whether the inbox has told, or had at its first sight, that the request's review is asked of the
/// login. It is the inbox of the account's own user only; where that is not known, of any login.
bool isToldByInbox(const PullRequest &pull, const QString &login, const Facts &facts,
                   const QHash<AccountId, QString> &users);

}
