// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/httpclient.h"
#include "app/sources/source.h"

namespace Windsock {

inline constexpr int runsInAList = 30;
inline constexpr int runJobsOnAPage = 100;
inline constexpr int runJobPages = 5; ///< of one run

/// What git and GitHub allow as a branch's name, as far as it must be told from mischief: no blanks, no "..", none of
/// ~^:?*[\ and no control characters; 250 at most.
bool isBranchName(const QString &text);

/// The repository, which names its default branch; `etag` is that of the last answer, empty for none.
HttpRequest repositoryRequest(const FetchTask &task, const QByteArray &etag);
/// The newest runs of the branch, newest first.
HttpRequest branchRunsRequest(const FetchTask &task, const QString &branch, const QByteArray &etag);
HttpRequest workflowRunRequest(const FetchTask &task, qint64 run);
/// One page of a run's jobs, counted from 1; of all its attempts where it has been run again, for those of before must be
/// told apart from what counts.
HttpRequest runJobsRequest(const FetchTask &task, qint64 run, bool again, int page, const QByteArray &etag);
/// One job with its steps.
HttpRequest runJobRequest(const FetchTask &task, qint64 job);

}
