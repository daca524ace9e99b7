// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/github/actionsparser.h"

namespace Windsock {

/// What a watch of a branch wants back at its next fetch. No facts: of a run only what tells whether it must be asked again.
struct ActionsCursor {
    QString branch; ///< whose runs these are; the default branch where the watch names none
    QDateTime branchAsked; ///< when the default branch was last asked for, UTC; invalid where the watch names one
    QByteArray branchTag; ///< ETag of that answer
    QByteArray listTag; ///< ETag of the list of runs
    QStringList pushes; ///< head commits that have been told, the newest last, at most pushesKept

    struct Run {
        qint64 id = 0;
        int attempt = 1;
        QString workflow;
        QString revision;
        Job::State state = Job::State::Unknown;
        QString conclusion; ///< GitHub's word; empty while there is none
        QDateTime updated; ///< UTC
        bool open = true; ///< it, or a job of it, was unfinished
        bool listed = true; ///< among the newest when these were last told
        bool standIn = false; ///< a job was told that stands for the run as a whole
        QByteArray tag; ///< ETag of its jobs, where they were one page

        bool operator==(const Run &) const = default;
    };
    QList<Run> runs; ///< newest first, at most runsKept

    static constexpr qsizetype pushesKept = 60;
    static constexpr qsizetype runsKept = 60;

    QString toText() const; ///< JSON
    /// An empty cursor from anything that is not one of ours.
    static ActionsCursor fromText(const QString &text);

    bool operator==(const ActionsCursor &) const = default;
};

}
