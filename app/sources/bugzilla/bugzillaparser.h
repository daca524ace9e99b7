// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/httpclient.h"
#include "app/sources/bugzilla/bug.h"
#include "app/sources/bugzilla/bugzillarequests.h"
#include "models/values/snapshot.h"

/// Bugzilla's answers as values. Pure; a record that cannot be read is skipped and named, the others are kept.
namespace Windsock::Bugzilla {

struct BugPage {
    QList<Bug> bugs;
    qsizetype rows = 0; ///< of the answer, readable or not
    QList<SkippedRecord> skipped;
};
[[nodiscard]] Result<BugPage> parseBugs(const QByteArray &bytes);

struct PatchPage {
    QHash<qint64, QList<Patch>> patches; ///< by bug, in posting order; obsolete ones and what is no patch are left out
    QHash<qint64, QSet<qint64>> obsolete; ///< by bug: the patches left out because they are obsolete
    QHash<qint64, QDateTime> reviewAsked; ///< by bug: when the oldest review was asked for that is still due, UTC
    QSet<qint64> partial; ///< bugs with patches that could not be read
    QList<SkippedRecord> skipped;
};
[[nodiscard]] Result<PatchPage> parseAttachments(const QByteArray &bytes);

/// Comments on bugs, oldest first. Private ones come only to who may see them and are read like the others.
struct CommentPage {
    QHash<qint64, QList<Comment>> comments; ///< by bug
    QList<SkippedRecord> skipped;
};
[[nodiscard]] Result<CommentPage> parseComments(const QByteArray &bytes);

/// What an answer other than 200 means. `code` in the body says more than the status does: a bad key is a 400.
[[nodiscard]] Failure failureOf(const HttpAnswer &answer, const QDateTime &now);

/// Whether an answer complains of one of the bugs that were asked for (gone, or not to be seen by us) rather than of
/// the question: the others are to be had without it. `bug` is the one its words name, 0 where they name none.
struct BugRefusal {
    qint64 bug = 0;
    QString message; ///< the server's words
};
[[nodiscard]] std::optional<BugRefusal> refusalOf(const HttpAnswer &answer, const QList<qint64> &asked);

/// What the answer to whoami tells about the server, or why it tells nothing.
[[nodiscard]] Result<Flavour> flavourOf(const HttpAnswer &answer, const QDateTime &now);

}
