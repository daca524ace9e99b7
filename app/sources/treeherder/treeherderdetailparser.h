// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/treeherder/treeherderparser.h"

/// Treeherder's answers about one job and about one push's performance. Pure; what cannot be read is left out.
namespace Windsock::Treeherder {

/// jobs/<id>/bug_suggestions/ (treeherder/model/error_summary.py): the failure lines with the bugs they may be about.
[[nodiscard]] Result<QList<FailureLine>> parseSuggestions(const QByteArray &bytes);
/// jobs/<id>/text_log_errors/: the lines alone.
[[nodiscard]] Result<QList<FailureLine>> parseLogErrors(const QByteArray &bytes);
/// The bugs of all lines together, the open ones first, each once, at most 10.
QList<BugSuggestion> bugsOf(const QList<FailureLine> &lines);

/// job-log-url/?job_id=, or the "logs" of jobs/<id>/: where the log is that a person reads; empty where there is none.
[[nodiscard]] Result<QUrl> parseLogUrl(const QByteArray &bytes);

/// performance/alertsummary/: the alerts of the push whose tip is `revision`, and those of other pushes that were found
/// to be its doing (related_alerts). Names of statuses are those of the summary where an alert is acknowledged.
[[nodiscard]] Result<QList<PerfAlert>> parseAlerts(const QByteArray &bytes, const QString &revision);

/// The Taskcluster that a log's address belongs to: "https://tc.example/api/queue/v1/task/..." -> "https://tc.example".
/// Empty where the address is no artifact of a Taskcluster.
QUrl taskclusterOf(const QUrl &log);

}
