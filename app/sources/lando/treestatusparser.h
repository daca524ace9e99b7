// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/values/result.h"
#include "models/values/snapshot.h"

#include <optional>

namespace Windsock::Lando {

/// A tree of a list, with the number of the change that gave it its status; 0 where the answer has none.
struct ListedTree {
    Tree tree; ///< without account, since, by and url
    qint64 log = 0;

    bool operator==(const ListedTree &) const = default;
};

struct TreeList {
    QList<ListedTree> trees; ///< at most 500, each name once
    bool someUnreadable = false; ///< a tree that is not among them may be one that could not be read
    QList<SkippedRecord> skipped;
};

/// The answer of "trees" (an object by name) or "trees2" (a list); mozilla-conduit/lando: src/lando/treestatus/api.py.
/// A tree whose status is a word nobody has told us of is Unknown.
[[nodiscard]] Result<TreeList> parseTrees(const QByteArray &body);

/// One change of a tree.
struct TreeChange {
    Tree::Status status = Tree::Status::Unknown;
    QDateTime when; ///< UTC
    QString who;

    bool operator==(const TreeChange &) const = default;
};

struct TreeLog {
    QList<TreeChange> changes; ///< newest first, up to the first that could not be read
    bool whole = true; ///< the list has an end that was read: nothing is known to be older
    QList<SkippedRecord> skipped;
};

[[nodiscard]] Result<TreeLog> parseTreeLog(const QByteArray &body);

/// The change by which the tree took the status it has, nothing where the log does not reach back to it or is of another
/// moment than the status.
std::optional<TreeChange> tookStatus(const TreeLog &log, Tree::Status status);

}
