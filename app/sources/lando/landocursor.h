// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/lando/landorequests.h"
#include "models/values/tree.h"

#include <QMap>

#include <optional>

namespace Windsock::Lando {

/// What the watch of a landing job wants back at its next fetch.
struct JobCursor {
    QString status; ///< the landing's state and why it is held, as one word: "held:1"; empty before the first answer
    QDateTime changed; ///< when it took it, where the service does not tell: when we first saw it
    bool ended = false;
    QDateTime asked; ///< when Lando was last asked
    QString commit; ///< what landed, as Lando said it
    QString revision; ///< the same as Mercurial names it
    QString gitRevision; ///< and git
    bool named = false; ///< Lando's map knows the commit: there is nothing more to learn of its names

    QString toText() const; ///< JSON
    /// An empty cursor from anything that is not one of ours.
    static JobCursor fromText(const QString &text);

    bool operator==(const JobCursor &) const = default;
};

/// What is known of a tree's present status.
struct SeenTree {
    qint64 log = 0;
    Tree::Status status = Tree::Status::Unknown;
    QDateTime since;
    QString by;
    bool read = false; ///< its log has been asked about this status

    bool operator==(const SeenTree &) const = default;
};

/// What the watch of trees wants back at its next fetch.
struct TreesCursor {
    std::optional<Door> door; ///< where Treestatus answered
    QMap<QString, SeenTree> seen; ///< by name

    QString toText() const; ///< JSON
    static TreesCursor fromText(const QString &text);

    bool operator==(const TreesCursor &) const = default;
};

}
