// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/landing.h"

/// What the comments on a bug tell of its way to a tree. Pure: text in, facts out; every list is bounded.
///
/// Read are the words of the first autoland (build-autoland: hgpusher.py, schedulerdbpoller.py), of Pulsebot
/// (pulsebot: "Pushed by", "Backout by"), of sheriffs ("Backed out for ..."), of people who mark a merge with nothing but
/// its address, and what `mach try` prints. Quoted lines are somebody else's words and tell nothing.
namespace Windsock::Bugzilla {

struct Comment {
    qint64 id = 0;
    QString text;
    QDateTime at; ///< UTC

    bool operator==(const Comment &) const = default;
};

/// A landing, or the backout of one, that a comment names.
struct Passage {
    QString revision; ///< 12 to 40 hex digits; empty where a backout names none
    QString tree; ///< the last part of the repository's address: "autoland", "mozilla-central"; empty where not told
    bool isBackout = false;
    bool isGit = false; ///< the revision is git's
    QDateTime at; ///< UTC

    bool operator==(const Passage &) const = default;
};

struct Story {
    QList<TryRun> tries; ///< oldest first, at most 20
    QList<qint64> landoJobs; ///< in the order they were named, at most 20
    QList<Passage> passages; ///< oldest first, at most 20
    QString trouble; ///< the last "Autoland Failure" or the like, one plain line
    QDateTime troubleAt;
    QDateTime heard; ///< when the newest comment that was read was written, UTC; invalid before the first

    bool operator==(const Story &) const = default;
};

/// Adds what a comment tells; a comment that is heard twice changes nothing the second time.
void hear(Story &story, const Comment &comment);

}
