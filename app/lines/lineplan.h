// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/lines/line.h"
#include "models/values/watch.h"

#include <QSet>

#include <optional>

namespace Windsock {

/// What a line is opened for: which messages are wanted, and for whom. Pure; follows from the book.
struct LinePlan {
    QList<LineBinding> bindings; ///< in order, none twice
    QList<Watch> pushes; ///< Treeherder's watches that the line serves
    QList<Watch> landings; ///< Lando's landing jobs that the line serves
    QList<Watch> pulls; ///< GitHub's watches that the line serves
    std::optional<Watch> hook; ///< whose line it is, where it forwards GitHub's webhooks

    bool operator==(const LinePlan &) const = default;

    QList<WatchId> watches() const;
    /// The watches whose every kind of news this line brings when these exchanges are missing: they need be polled less.
    /// A landing job is never among them, for no message tells that it failed; nor is a commit, which may be any of a push,
    /// while keys name the last. Of GitHub's watches they are those of a repository; a person's may be of any.
    QSet<WatchId> told(const QStringList &missing) const;
};

/// Whether the line of the account `line` brings news of what `account` is of: a Treeherder or Lando on the same machine or in
/// the same domain, or one of Mozilla's where the line is Mozilla's.
bool isServedBy(const Account &line, const Account &account);

/// `line` is an account whose service isLine(). Its own watches name exchanges that are read beside Pulse's.
LinePlan planLine(const Account &line, const QList<Account> &accounts, const QList<Watch> &watches);

/// `hook` is a watch of the kind Hook: what its forwarded webhooks are of, among the account's other watches. The bindings
/// are the target with the names of events. An Author or a Reviews watch is served by every hook of the account.
LinePlan planHook(const Watch &hook, const QList<Watch> &watches);

/// The scheduler whose tasks a repository's pushes get, "gecko-level-1" for try; empty where that is not known.
QString schedulerOf(const QString &project);

}
