// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/job.h"

#include <QStringList>

namespace Windsock {

/// What a Treeherder watch wants back at its next fetch.
struct TreeherderCursor {
    QDateTime newest; ///< every change up to here has been seen, UTC; invalid before the first jobs
    QDateTime newestPush; ///< when the newest push that has been seen was pushed, UTC; invalid before the first
    QDateTime listedWhole; ///< when the newest pushes were last listed without regard to what is known, UTC
    QStringList columns; ///< job_property_names of the last page: a page may come without them

    /// An unclassified failure for which bugs are still to be asked.
    struct Failing {
        qint64 job = 0;
        bool asked = false; ///< once, and nothing was known: its log may not have been read yet
        QDateTime due; ///< not before, UTC; invalid for at once

        bool operator==(const Failing &) const = default;
    };
    QList<Failing> failing; ///< newest job first, at most 30
    QList<qint64> known; ///< failures whose bugs have been asked, the last one last, at most 200

    /// Takes in what jobs are now: failures come to be asked about, what is classified no longer is.
    void meet(const QList<Job> &jobs);
    /// The failures to ask about now, newest first, at most `most`.
    QList<qint64> due(const QDateTime &now, qsizetype most) const;
    /// Treeherder answered for the job; where it suggested nothing it is asked once more, when the log has been read.
    void answered(qint64 job, bool suggested, const QDateTime &now);

    QString toText() const; ///< JSON
    /// An empty cursor from anything that is not one of ours.
    static TreeherderCursor fromText(const QString &text);

    bool operator==(const TreeherderCursor &) const = default;
};

}
