// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/landing.h"
#include "models/values/result.h"
#include "models/values/snapshot.h"

namespace Windsock::Lando {

/// A landing job as Lando answers it (mozilla-conduit/lando: src/lando/main/models/landing_job.py), an automation job of
/// its newer API, or the three members that its old API had.
struct JobAnswer {
    Landing landing; ///< without account and, where the answer has none, without url and times
    bool knownStatus = true; ///< false: a word nobody has told us of; the landing's state is then Queued
    QString commit; ///< the tip that landed, 40 hex digits in lower case, of git or Mercurial; empty before
    QList<SkippedRecord> skipped;

    bool operator==(const JobAnswer &) const = default;
};

/// Malformed where the answer has no number or no status; every other member may be missing or wrong.
[[nodiscard]] Result<JobAnswer> parseJob(const QByteArray &body);

/// One commit under its two names, 40 hex digits each.
struct CommitNames {
    QString git;
    QString hg;

    bool operator==(const CommitNames &) const = default;
};
[[nodiscard]] Result<CommitNames> parseCommitNames(const QByteArray &body);

/// What a problem's JSON says happened ("detail", else "title"): one plain line, empty where it is no such answer.
QString problemText(const QByteArray &body);

/// Several lines that are safe to show: each as plainLine() makes it, without blank ones at the ends, at most
/// `longest` characters in all.
QString plainLines(const QString &text, qsizetype longest);

}
