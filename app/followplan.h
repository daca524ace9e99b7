// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/config/accountbook.h"
#include "models/values/followtext.h"

#include <QJsonObject>

namespace Windsock {

/// What is to be done so that a pasted text is watched, and what is said of it.
struct FollowPlan {
    enum class Outcome {
        Watch, ///< `watch` is to be added, or was
        Watched, ///< `watch` is in the book already
        NoAccount, ///< no account for it: `command` makes one
        ManyAccounts, ///< it could be of several accounts, and the text does not say which
        NotWatched, ///< Windsock has no watch for such a thing by itself: `words` say what there is
        Refused, ///< the book did not take it
        Unread, ///< the text points at nothing that is known
    };

    Outcome outcome = Outcome::Unread;
    std::optional<Follow> follow;
    std::optional<Watch> watch;
    QString words; ///< whole sentences for the person
    QString command; ///< what to say in a terminal to come further; empty where nothing helps

    bool isWell() const { return outcome == Outcome::Watch || outcome == Outcome::Watched; }
};

/// "watching", "watched-already", "no-account", "many-accounts", "not-watched", "refused", "not-understood".
QString followOutcomeName(FollowPlan::Outcome outcome);

/// The host[:port] that a person sees in the links of this account: github.com for api.github.com.
QString linkHostOf(const Account &account);

/// What to do about a text, given what the book holds. A host that no account has is never taken for another one.
FollowPlan planFollow(QStringView text, const QList<Account> &accounts, const QList<Watch> &watches);
/// Plans it and, where there is something to add, adds it: the watch then has its id.
FollowPlan follow(AccountBook &book, QStringView text);

/// For scripts: outcome, words, command, watch, and what was read.
QJsonObject toJson(const FollowPlan &plan);

}
