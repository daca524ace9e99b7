// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/ids.h"

#include <QDateTime>
#include <QUrl>

namespace Windsock {

/// One thread of the person's notifications on GitHub: what it is about, and why they are told of it
/// (github/docs: content/rest/activity/notifications.md).
struct InboxThread {
    /// What it is about: the "type" of the thread's subject.
    enum class Kind {
        PullRequest,
        Issue,
        Discussion,
        Release,
        Commit,
        CheckSuite,
        WorkflowRun,
        SecurityAlert,
        Invitation,
        Unknown,
    };
    /// Why the person gets it: the thread's "reason". It changes with what last happened in the thread.
    enum class Reason {
        ApprovalRequested, ///< a deployment waits for them
        Assigned,
        Author,
        CiActivity,
        Comment,
        Invitation,
        Manual,
        MemberFeatureRequested,
        Mention,
        ReviewRequested,
        SecurityAdvisoryCredit,
        SecurityAlert,
        StateChange,
        Subscribed,
        TeamMention,
        Unknown,
    };

    AccountId account;
    qint64 id = 0; ///< the service's own, unique among all of the person's
    QString repository; ///< "owner/name"
    QString title; ///< plain, one line
    Kind kind = Kind::Unknown;
    Reason reason = Reason::Unknown;
    int number = 0; ///< of the pull request, issue or discussion; 0 where there is none
    QDateTime updated; ///< UTC
    bool unread = true;
    QUrl url; ///< the page it is about, else the repository's, else empty

    QString key() const { return QStringLiteral("inbox/%1").arg(id); }
    Subject subject() const { return subjectOf(account, key()); }
    /// The key that the pull request it is about has as a fact; empty where it is about none.
    QString pullKey() const
    {
        return kind == Kind::PullRequest && number > 0 ? QStringLiteral("pr/%1/%2").arg(repository).arg(number)
                                                       : QString();
    }

    bool operator==(const InboxThread &) const = default;
};

/// "pull-request", "issue", "discussion", "release", "commit", "check-suite", "workflow-run", "security-alert",
/// "invitation", "unknown".
QString inboxKindName(InboxThread::Kind kind);
/// The service's own words: "approval_requested", "assign", ... and "unknown".
QString inboxReasonName(InboxThread::Reason reason);

/// Whether the reason is something that is wanted of the person, or said to them, and not only of what they follow.
bool speaksToPerson(InboxThread::Reason reason);

}

Q_DECLARE_METATYPE(Windsock::InboxThread)
