// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/httpclient.h"
#include "app/sources/bugzilla/bug.h"
#include "app/sources/bugzilla/bugzillarequests.h"
#include "models/values/snapshot.h"

/// Bugzilla's answers as values. Pure; a record that cannot be read is skipped and named, the others are kept.
#include <QSet>

namespace Windsock::Bugzilla {

struct BugPage {
    QList<Bug> bugs;
    qsizetype rows = 0; ///< of the answer, readable or not
    QList<SkippedRecord> skipped;
};
[[nodiscard]] Result<BugPage> parseBugs(const QByteArray &bytes);

struct PatchPage {
    QHash<qint64, QList<Patch>> patches; ///< by bug, in posting order; obsolete ones and what is no patch are left out
    QSet<qint64> partial; ///< bugs with patches that could not be read
    QList<SkippedRecord> skipped;
};
[[nodiscard]] Result<PatchPage> parseAttachments(const QByteArray &bytes);

/// What an answer other than 200 means. `code` in the body says more than the status does: a bad key is a 400.
[[nodiscard]] Failure failureOf(const HttpAnswer &answer, const QDateTime &now);

/// What the answer to whoami tells about the server, or why it tells nothing.
[[nodiscard]] Result<Flavour> flavourOf(const HttpAnswer &answer, const QDateTime &now);

}
