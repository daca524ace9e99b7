// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/changeset.h"

#include <functional>

namespace Windsock {

/// Something a person should know. Decided once, inside the transaction that records the change, and kept for ever.
struct Notice {
    enum class Kind {
        PushBad, ///< the first unclassified failure, or a worse one, while the push may still be running
        PushFinished, ///< settled
        PushRecovered, ///< its failures were all classified, or made good
        LandingChanged,
        PullRequestChanged,
        EventSoon,
        EventChanged, ///< moved, cancelled, another place
        NeedsLogin,
        StoreDamaged, ///< the store could not be read and was set aside
        TreeChanged, ///< closed, opened, approval required
        ThreadChanged, ///< what only the whole change tells: backed out
        QueueChanged, ///< it takes clearly longer than usual to get through, or no more
        DeploymentChanged, ///< waits for an approval, succeeded, failed
        CallForPapers, ///< it closes soon, or on another day
        InboxNews, ///< a thread of the person's notifications that is said to them, or wants something of them
    };
    enum class Urgency { Low, Normal, High };
    enum class State {
        Pending, ///< decided, not yet taken by a notification server
        Shown, ///< a notification server took it
        Withdrawn, ///< no longer true (whether or not it was ever shown)
    };

    QString key; ///< unique for ever: the subject, '#', the transition: "th/push/27#bad:red:4711"
    Subject subject;
    AccountId account;
    WatchId watch; ///< whose change it was, may be empty
    Kind kind = Kind::PushFinished;
    Urgency urgency = Urgency::Normal;
    QString title; ///< plain text, one line
    QString text; ///< plain text, at most four lines
    QUrl url; ///< what "Open" opens: http(s) or empty
    QDateTime decided; ///< UTC
    State state = State::Pending;
    QDateTime shown; ///< when a server first took it; invalid before
    bool read = false; ///< the person has seen or dismissed it

    bool operator==(const Notice &) const = default;
};

/// "push-bad", "push-finished", ...
QString noticeKindName(Notice::Kind kind);
/// "pending", "shown", "withdrawn".
QString noticeStateName(Notice::State state);

/// What a change is worth telling.
struct Judgement {
    QList<Notice> notices;
    /// How the keys of earlier notices begin that no longer hold: these are withdrawn. "th/push/27#" is all that was
    /// told of the push, "gh/pr/o/r/5#checks:" only what was told of the request's checks.
    QStringList overtaken;
};

/// (what changed, all that is known of the account after it, now) -> what to tell. Pure: the same arguments give the
/// same keys, so deciding twice tells once. Called by the store inside its transaction, on the store's thread.
using Judge = std::function<Judgement(const ChangeSet &, const Facts &, const QDateTime &now)>;

}

Q_DECLARE_METATYPE(Windsock::Notice)
