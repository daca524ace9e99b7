// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/ids.h"

#include <QDateTime>
#include <QList>
#include <QUrl>

namespace Windsock {

/// A flag somebody set on a patch: review+, approval-beta?.
struct PatchFlag {
    QString name; ///< "review", "superreview", "approval-mozilla-beta"
    QChar status; ///< '+', '-' or '?'
    QString setter;
    QString requestee; ///< who is asked, empty where nobody in particular

    bool operator==(const PatchFlag &) const = default;
};

struct Patch {
    qint64 id = 0; ///< the attachment's id
    QString title;
    QString author;
    QList<PatchFlag> flags;

    bool operator==(const Patch &) const = default;
};

/// A try run of the change, as a comment on the bug tells of it.
struct TryRun {
    QString revision; ///< of the try push, as written: 7 to 40 hex digits
    QString result; ///< "success", "failure", ... in the comment's words, lower case; empty while it runs
    QString counts; ///< "success: 120, warnings: 2", plain text on one line; empty where not told
    QDateTime told; ///< when the comment was posted, UTC

    bool operator==(const TryRun &) const = default;
};

/// One change on its way to a tree: a bug that asks for it, or a job of Lando's.
struct Landing {
    enum class State { Requested, Checking, Trying, Queued, Held, Landing, Landed, Failed, BackedOut, Cancelled };
    enum class Held { No, TreeClosed, ApprovalRequired, WaitingForReview };

    AccountId account;
    qint64 bug = 0;
    QString title;
    QString author; ///< who asked for it, as far as is known: the assignee, else the patches' author
    QString tag; ///< the tag or flag that asks for the landing, as written: "[autoland-try:-b do]"
    QStringList trees; ///< where it is to go: "try", "mozilla-inbound"
    State state = State::Requested;
    Held held = Held::No;
    QList<Patch> patches; ///< not obsolete, in posting order
    QDateTime changed; ///< last_change_time, UTC
    QUrl url;
    qint64 job = 0; ///< Lando's number of the landing job; 0 where a bug asks
    QString repository; ///< where Lando lands it, as Lando names it: "firefox-autoland"
    QString revision; ///< the tip as Mercurial names it: a job's has 40 hex digits, a comment's 7 to 40; empty before
    QString gitRevision; ///< the same as git names it
    QString reason; ///< why it failed or is held, in the service's words: plain text, at most 2,000 characters
    QDateTime requested; ///< when it was asked for, UTC; invalid where not told
    QStringList waitsOn; ///< who is to move next, as far as the service tells: the logins that flags ask, at most 20
    QList<TryRun> tries; ///< oldest first, at most 20
    QList<qint64> landoJobs; ///< numbers of Lando jobs that comments name, at most 20

    QString key() const { return job ? QStringLiteral("lando/%1").arg(job) : QStringLiteral("bug/%1").arg(bug); }
    Subject subject() const { return subjectOf(account, key()); }

    bool operator==(const Landing &) const = default;
};

/// "requested", "checking", ... "cancelled".
QString landingStateName(Landing::State state);
/// Landed, Failed, BackedOut or Cancelled.
bool isFinal(Landing::State state);

}

Q_DECLARE_METATYPE(Windsock::Landing)
