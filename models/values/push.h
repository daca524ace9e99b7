// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/ids.h"

#include <QDateTime>
#include <QList>
#include <QUrl>

namespace Windsock {

/// One commit of a push, as far as the service tells (Treeherder gives the first 20).
struct Commit {
    QString revision; ///< full hash
    QString author; ///< "Name <address>"
    QString message; ///< whole text; the first line is the title

    bool operator==(const Commit &) const = default;
};

/// What reached a repository at one time. At GitHub: a commit that was a branch's head when workflows ran for it.
struct Push {
    AccountId account;
    qint64 id = 0; ///< unique within the account: Treeherder's number; at GitHub, which has none, made from what it is
    QString repository; ///< "autoland"; of GitHub "owner/name@branch"
    QString revision; ///< the tip, full hash
    QString author; ///< the pusher's login: an e-mail address at Treeherder
    QDateTime pushed; ///< UTC
    int commitCount = 0; ///< may exceed commits.size()
    QList<Commit> commits; ///< newest first
    QUrl url; ///< where a person sees it

    QString key() const { return pushKey(id); }
    static QString pushKey(qint64 id) { return QStringLiteral("push/%1").arg(id); }
    Subject subject() const { return subjectOf(account, key()); }
    /// The first line of the newest commit's message, or the short revision where there is none.
    QString title() const;
    /// The first 12 characters of the tip.
    QString shortRevision() const { return revision.left(12); }

    bool operator==(const Push &) const = default;
};

}

Q_DECLARE_METATYPE(Windsock::Push)
