// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/changeset.h"

namespace Windsock {

/// A commit of a push, as far as it tells which change it is part of.
struct NamedCommit {
    QString revision;
    QStringList names; ///< of the changes it is for: "bug/5", "lando/7", "pull/o/r#5"
    QStringList revisions; ///< other names of itself
    QStringList takesBack; ///< names and revisions of what it takes back; empty where it takes back nothing
    bool lands = true; ///< false where all it does is take back

    bool operator==(const NamedCommit &) const = default;
};

/// What a push settled with.
struct PushResult {
    QString word; ///< "green", "orange", ...
    QDateTime at; ///< the last change of its jobs; invalid where they tell none

    bool operator==(const PushResult &) const = default;
};

/// A fact as far as it takes part in threads: what it is called, and what it tells. It goes on to be known for as long
/// as a thread remembers it, whether or not the fact itself is still there.
///
/// Bugs, Lando's jobs and pull requests are *cores*: each is in a thread. A push is in the threads of the changes that
/// its commits name, which may be many or none.
struct ThreadFact {
    enum class Kind { Bug, Lando, Pull, Push };

    Subject subject;
    Kind kind = Kind::Push;
    QString title; ///< plain text, one line
    QString author;
    /// Of a core: the change it is, the first one first: "bug/5", "lando/7", "pull/o/r#5".
    QStringList names;
    QStringList revisions; ///< of a core: its commits, as they landed or as the request has them; lower case
    /// Of a core: commits that were tried, and a request's number without its repository's owner. These find pushes, but
    /// make no two cores one.
    QStringList finds;
    QString host; ///< of a bug: whose number it is
    Landing::State state = Landing::State::Requested; ///< of a core
    QString held; ///< why, in words, while it is held
    Subject tree; ///< of a Lando job: the tree it is to land on, as the same account knows it
    bool heldByTree = false; ///< it is queued, and its tree does not take it
    QDateTime queued; ///< of a job that its tree holds: its last change by its own word
    QString reason; ///< why it failed; plain text, one line
    QDateTime requested; ///< of a core: when it began; of a push: when it was pushed
    QDateTime changed; ///< of a core: its last change; of a push: the last change of its jobs
    QList<TryRun> tries;
    QList<NamedCommit> commits; ///< of a push
    QString repository; ///< of a push
    QString revision; ///< of a push: the tip
    QString result; ///< of a push: what it has settled with; empty while jobs run
    /// Of a push: each other result since it was known or the store was opened, oldest first, at most 50. They are the
    /// push's own, so that a thread it joins late has them all.
    QList<PushResult> results;
    bool merge = false; ///< of a push: brings over what was pushed elsewhere
    bool gone = false; ///< the fact is known no more

    bool isCore() const { return kind != Kind::Push; }
    bool isTry() const { return repository.startsWith(QLatin1StringView("try")) && !repository.contains(u'/'); }
    bool operator==(const ThreadFact &) const = default;
};

ThreadFact threadFact(const Landing &landing);
ThreadFact threadFact(const PullRequest &pull);
ThreadFact threadFact(const Push &push, const PushStanding &standing);
/// Takes `result` up among `results` where it is another than the last.
void noteResult(ThreadFact &push);
/// What a tree makes of a job that is queued for it: held while the tree is closed, whether or not Lando says so, and
/// queued again when it opens. Times are those of what came last.
void heed(const Tree &tree, ThreadFact &job);

/// Something that happened, and the commit or try run it is about: what tells whether two facts tell of the same.
struct ToldMoment {
    Moment moment;
    QString about;

    bool operator==(const ToldMoment &) const = default;
};

/// A thread with what is remembered of it beside what is shown.
struct KeptThread {
    ChangeThread thread;
    QString root; ///< which change it is: threadindex.h
    QList<ThreadFact> facts; ///< of its members, the gone ones too
    QList<ToldMoment> told; ///< oldest first, at most 500; also of facts that are in it no more
    QDateTime lost; ///< when the last of its facts had gone; invalid while one is there

    bool operator==(const KeptThread &) const = default;
};

}
