// SPDX-FileCopyrightText: 2026 The Windsock authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sources/bugzilla/bug.h"

#include <optional>

/// When a bug asks for a landing, and how that landing stands. Pure.
namespace Windsock::Bugzilla {

/// What a watch looks for in a bug. Its target is "flag:NAME", "keyword:NAME", or the start of a whiteboard tag.
struct Wish {
    enum class Kind { Tag, Flag, Keyword };
    Kind kind = Kind::Tag;
    QString name; ///< "autoland", "approval-mozilla-beta", "checkin-needed"

    static Wish fromTarget(const QString &target);
    bool operator==(const Wish &) const = default;
};

/// A landing tag of a whiteboard: `[autoland-TREES:ATTACHMENTS:TRY SYNTAX]`, the parts after the trees in any order.
struct Tag {
    QString written; ///< as it stands in the whiteboard
    QStringList trees; ///< lower case; plain [autoland] means try; empty while in the queue
    QList<qint64> attachments; ///< the patches to land; empty means all that are not obsolete
    QString trySyntax; ///< lower case, with its leading '-'
    bool inQueue = false; ///< [autoland-in-queue]: the landing has been taken up

    bool operator==(const Tag &) const = default;
};

/// The first tag of the whiteboard that starts with `name`, in any case.
std::optional<Tag> tagIn(const QString &whiteboard, const QString &name);

/// What is remembered of a bug that asked for a landing, for when it no longer does.
struct Asked {
    QString tag;
    QStringList trees;
    bool ended = false; ///< its end has been told

    bool operator==(const Asked &) const = default;
};

/// The bug's landing: as it asks for one now, else its end where `asked` says that it did and the end has not been
/// told. Nothing where there is none.
std::optional<Landing> landingOf(const Bug &bug, const QList<Patch> &patches, const Wish &wish,
                                 const std::optional<Asked> &asked);

}
