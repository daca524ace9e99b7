// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/landing.h"

namespace Windsock {

/// Something that happened to a change.
struct Moment {
    enum class Kind {
        Requested,
        TryPush,
        TryResult,
        Queued,
        Held,
        Released, ///< held no more
        Landed,
        TreePush, ///< seen as a push of the tree it landed on
        TreeResult,
        BackedOut,
        Failed,
        Cancelled,
        PullOpened,
        PullMerged,
    };

    Kind kind = Kind::Requested;
    QDateTime at; ///< UTC
    Subject subject; ///< the fact that tells of it
    QString detail; ///< "orange", "tree closed: infra", a short revision; plain text, one line

    bool operator==(const Moment &) const = default;
};

/// One fact that belongs to the change, and what makes us think so.
struct ThreadMember {
    enum class Ground {
        Itself, ///< the fact the thread began with
        Bug, ///< the same bug's number
        Revision, ///< the same commit, as hg or git names it
        LandoJob, ///< Lando's number in the commit or the comment
        PullRequest, ///< the request's number
        Backout, ///< its commit message says that it backs the change out
    };

    Subject subject;
    Ground ground = Ground::Itself;
    QString detail; ///< the number or short revision that joins

    bool operator==(const ThreadMember &) const = default;
};

/// Landing, push, bug, Lando's job, pull request and backout that are one change, with its history. The joining is a
/// guess that can be seen and undone.
struct ChangeThread {
    QString id; ///< the subject of the oldest member that is still known or was: stable while the thread grows
    QString title;
    QString author;
    Landing::State state = Landing::State::Requested; ///< how far the change has come
    QString held; ///< why it is held, while it is
    QList<ThreadMember> members; ///< in the order of their first moments
    QList<Moment> moments; ///< oldest first; what happened stays when the fact that told of it has gone

    AccountId account; ///< always empty: a thread goes over accounts
    QString key() const { return QStringLiteral("thread/") + id; }
    Subject subject() const { return Subject(key()); }

    bool operator==(const ChangeThread &) const = default;
};

/// The person has said that two facts are not one change. Holds for ever, whichever thread they would meet in.
struct Parting {
    Subject one;
    Subject other;

    bool operator==(const Parting &) const = default;
};

/// "requested", "try-push", "try-result", "queued", "held", "released", "landed", "tree-push", "tree-result",
/// "backed-out", "failed", "cancelled", "pull-opened", "pull-merged".
QString momentName(Moment::Kind kind);
/// "itself", "bug", "revision", "lando-job", "pull-request", "backout".
QString threadGroundName(ThreadMember::Ground ground);

}

Q_DECLARE_METATYPE(Windsock::Moment)
Q_DECLARE_METATYPE(Windsock::ChangeThread)
Q_DECLARE_METATYPE(Windsock::Parting)
