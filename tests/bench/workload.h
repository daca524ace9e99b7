// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/snapshot.h"

#include <QByteArray>

namespace Windsock {

/// The answers of one fetch of a tree, as bytes.
struct Workload {
    QByteArray pushes;
    QList<QByteArray> jobs; ///< by page
};

/// What a recorded Treeherder said: "t0" is the first answer with 4,500 jobs of 11 pushes, "t1" what had changed after.
Workload recordedWorkload(const QString &step);
/// The first answer again and again with other ids, until there are so many jobs.
Workload repeatedWorkload(qsizetype jobs);

/// The answers as the source reads them.
Snapshot snapshotOf(const Workload &workload, const Watch &watch, const QDateTime &asOf, bool whole);

}
