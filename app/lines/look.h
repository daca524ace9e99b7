// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/lines/line.h"
#include "models/values/result.h"

namespace Windsock {

/// What a message is about. It tells where to look and never what is there: facts come from the service alone.
struct Look {
    enum class About {
        Task, ///< a task of a push changed its state
        TaskGroup, ///< all tasks of a push are over (until somebody adds more)
        Push, ///< a repository got a push
        Landing, ///< Lando pushed something
        Anything, ///< news, and the message does not say of what
    };

    About about = About::Anything;
    QString project; ///< as Treeherder names repositories; empty where it is not said
    QString revision; ///< the push's commit, empty where it is not said
    QString user; ///< who pushed, empty where it is not said
    QString group; ///< Taskcluster's task group: one a push
    QString scheduler; ///< "gecko-level-3"

    bool operator==(const Look &) const = default;
};

/// Reads what Pulse carries: Taskcluster's task-{defined,pending,running,completed,failed,exception} and task-group-resolved,
/// hg.mozilla.org's hgpushes v1 and v2, Lando's pushes; anything else that is JSON is Anything, of the project it names.
/// Malformed where it is no JSON object, or lacks what makes it such a message. At most 100 looks a message.
[[nodiscard]] Result<QList<Look>> readLooks(const LineMessage &message);

/// Treeherder's name of what a Git repository's branch is: "autoland" for itself, "mozilla-central" for "main".
QString projectOfBranch(const QString &branch);

}
