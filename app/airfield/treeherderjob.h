// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/airfield/fieldanswer.h"
#include "app/airfield/fieldrequest.h"
#include "app/airfield/repositorystate.h"

/// What a running Treeherder says of one job, and of a push's performance.
namespace Windsock::FieldTreeherder {

/// project/<repository>/jobs/<id>/ and what is below it: bug_suggestions/ and text_log_errors/.
FieldAnswer jobAnswer(const QString &repository, const RepositoryState &state, qint64 job, const QString &below);
/// project/<repository>/job-log-url/?job_id=
FieldAnswer logUrls(const RepositoryState &state, const FieldRequest &request);
/// performance/alertsummary/ of all repositories: those whose text has every word of `filter_text`. Parameters it does
/// not know (there is none for a revision) are ignored, as there.
FieldAnswer alertSummaries(const QList<const RepositoryState *> &states, const FieldRequest &request);

}
